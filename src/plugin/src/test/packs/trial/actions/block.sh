#!/bin/sh
eval "$(cat)"
echo blocked
exec cat "$gate"
