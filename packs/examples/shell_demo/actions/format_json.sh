#!/bin/sh
# shell_demo.format_json: formats JSON with the tool that comes with Python.
# Exit status: 0 done, 1 it is not JSON, 64 bad parameters.
set -eu

json=
sort_keys=false
eval "$(cat)"

if [ -z "$json" ]; then
  printf "shell_demo.format_json: 'json' is missing\n" >&2
  exit 64
fi

# "set --" builds an argument list without splitting words at spaces.
set -- python3 -m json.tool
[ "$sort_keys" = false ] || set -- "$@" --sort-keys

# printf is part of the shell: a text of any length and content goes through the pipe as it is. The tool itself tells
# line and column on stderr.
if ! printf '%s' "$json" | "$@"; then
  printf 'shell_demo.format_json: this is not JSON\n' >&2
  exit 1
fi
