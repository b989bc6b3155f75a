#!/bin/sh
trap '' TERM
stay() { while :; do sleep 1; done; }
stay &
setsid sh -c 'trap "" TERM; while :; do sleep 1; done' &
(setsid sh -c 'trap "" TERM; (while :; do sleep 1; done) &' &)
(setsid sleep 300 >/dev/null 2>&1 </dev/null &)
echo planted
stay
