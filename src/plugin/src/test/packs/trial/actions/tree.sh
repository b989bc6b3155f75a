#!/bin/sh
setsid sleep 300 &
sleep 300 &
echo planted
wait
