#!/bin/sh
token=none
silent=false
eval "$(cat)"
i=0
write() {
  last=$((i + $1))
  while [ "$i" -lt "$last" ]; do
    i=$((i + 1))
    echo "line $i."
    [ $((i % 10)) -ne 0 ] || echo "error $((i / 10))." >&2
  done
}
write 50
until [ -e "$gate" ]; do
  [ "$silent" = true ] || write 20
  sleep 0.03
done
write 50
echo "token is $token"
echo "wrote $i lines"
exit 3
