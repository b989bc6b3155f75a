#!/bin/sh
# Writes "message" to stderr and ends with "exit_code".
set -eu

exit_code=1
message=
eval "$(cat)"

case $exit_code in
  '' | *[!0-9]* | ????*) valid=false ;;
  *) [ "$exit_code" -le 255 ] && valid=true || valid=false ;;
esac
if [ "$valid" = false ]; then
  printf "core.fail: 'exit_code' must be a whole number from 0 to 255\n" >&2
  exit 64
fi

[ -z "$message" ] || printf '%s\n' "$message" >&2
exit "$exit_code"
