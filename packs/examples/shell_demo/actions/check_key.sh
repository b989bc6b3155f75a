#!/bin/sh
# shell_demo.check_key: tells whether a private key is whole, and whether it is encrypted.
# Exit status: 0 it is whole, 1 it is not, 64 bad parameters.
set -eu

# Reads the document. Nothing of it gets into the environment, as it would by "set -a; eval".
# shellcheck source=/dev/null
. "$ATTUNE_LIB/attune.sh"

get_parameter key key_file || exit 64
get_parameter owner owner || exit 64

read -r first <"$key_file" || first=
case $first in
  '-----BEGIN ENCRYPTED PRIVATE KEY-----') kind='a private key, encrypted' ;;
  '-----BEGIN '*'PRIVATE KEY-----') kind='a private key, not encrypted' ;;
  *)
    printf 'the file does not begin like a private key\n' >&2
    exit 1
    ;;
esac
# grep gets the path of the key on its argument list, which is no secret, and never the key.
if ! grep -q -e '^-----END .*PRIVATE KEY-----$' "$key_file"; then
  printf 'the key has no end\n' >&2
  exit 1
fi
printf '%s: %s\n' "$owner" "$kind"
