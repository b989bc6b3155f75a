#!/bin/sh
eval "$(cat)"
awk -v n="$count" 'BEGIN { for (i = 1; i <= n; i++) printf "line %06d of stdout\n", i }'
awk -v n="$count" 'BEGIN { for (i = 1; i <= n; i++) printf "line %06d of stderr\n", i }' >&2
