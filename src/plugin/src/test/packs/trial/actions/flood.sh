#!/bin/sh
eval "$(cat)"
if [ "$stream" -eq 2 ]; then
  exec >&2
fi
sh -c "$program"
printf '\nthe very last line\n'
