#!/bin/sh
token=none
eval "$(cat)"
i=1
while [ "$i" -le 100 ]; do
  echo "line $i."
  while [ "$i" -eq 50 ] && ! [ -e "$gate" ]; do sleep 0.1; done
  i=$((i + 1))
done
echo "token is $token"
echo "last" >&2
exit 0
