#!/bin/sh
# Prints the parameter "message" and one newline.
set -eu

# A variable of the same name in the environment is no parameter.
message=

# The document consists of name='value' lines made for eval. Command substitution drops newlines at
# the end of the document only: those of a value are within its quotes.
eval "$(cat)"

# echo would interpret backslashes and options in some shells.
printf '%s\n' "$message"
