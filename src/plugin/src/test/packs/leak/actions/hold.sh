#!/bin/sh
# The same as hold.py; what is JSON goes through a pipe to a program that can read it.
field='
import json, sys
text = sys.stdin.buffer.read().decode().rstrip("\n")
document = json.loads(text if text.startswith("{") else "{" + ",".join(text.split("\n")) + "}")
sys.stdout.buffer.write(document[sys.argv[1]].encode())
'
if [ "$ATTUNE_PARAMETER_FORMAT" = dotenv ]; then
  . "$ATTUNE_LIB/attune.sh"
  get_secret tricky tricky
  get_secret large large
  get_parameter gate gate
else
  [ "$ATTUNE_PARAMETER_DELIVERY" = stdin ] || exec <"$ATTUNE_PARAMETER_FILE"
  document=$(cat)
  tricky=$(printf '%s' "$document" | python3 -c "$field" tricky)
  large=$(printf '%s' "$document" | python3 -c "$field" large)
  gate=$(printf '%s' "$document" | python3 -c "$field" gate)
fi
digest() {
  case $ATTUNE_ACTION in
    leak.own*) sha256sum <"$1" ;;
    *) printf '%s' "$1" | sha256sum ;;
  esac
}
echo holding >&2
left=2400
while [ ! -e "$gate" ]; do
  left=$((left - 1))
  if [ "$left" -eq 0 ]; then
    echo "nobody made $gate" >&2
    exit 1
  fi
  sleep 0.05
done
printf '{"tricky": "%.64s", "large": "%.64s"}\n' "$(digest "$tricky")" "$(digest "$large")"
