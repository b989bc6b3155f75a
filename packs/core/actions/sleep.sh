#!/bin/sh
# Waits "seconds", then prints "message" if it is not empty.
set -eu

seconds=1
message=
eval "$(cat)"

# Numbers may be written like 1.5E-3, which not every sleep understands.
case $seconds in
  [0-9]*[eE]*) seconds=$(LC_ALL=C printf '%.6f' "$seconds") || seconds= ;;
esac
case $seconds in
  '' | . | *[!0-9.]* | *.*.*)
    printf "core.sleep: 'seconds' must be a number that is not negative\n" >&2
    exit 64
    ;;
esac

# Without anything to do afterwards the shell makes way, and a signal meets the waiting process itself.
[ -n "$message" ] || exec sleep "$seconds"

sleep "$seconds"
printf '%s\n' "$message"
