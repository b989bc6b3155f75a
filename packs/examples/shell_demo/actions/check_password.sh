#!/bin/sh
# shell_demo.check_password: tells which rules a password breaks.
# Exit status: 0 it follows them all, 1 it breaks some, 64 bad parameters.
#
# The password stays within this shell: "case" and ${#...} start no other program that would show it on its argument
# list. For the same reason there is no "set -x" here.
set -eu

password=
min_length=12
digits=true
user=
eval "$(cat)"

if [ -z "$password" ]; then
  printf "shell_demo.check_password: 'password' is missing\n" >&2
  exit 64
fi
case $min_length in
  '' | *[!0-9]* | ?????*)
    printf "shell_demo.check_password: 'min_length' must be a whole number\n" >&2
    exit 64
    ;;
  *) ;;
esac

broken=0
breaks() {
  printf 'broken: %s\n' "$1"
  broken=$((broken + 1))
}

[ "${#password}" -ge "$min_length" ] || breaks "at least $min_length characters"

case $password in
  *[[:lower:]]*[[:upper:]]* | *[[:upper:]]*[[:lower:]]*) ;;
  *) breaks 'small and capital letters' ;;
esac

if [ "$digits" = true ]; then
  case $password in
    *[[:digit:]]*) ;;
    *) breaks 'a digit' ;;
  esac
fi

if [ -n "$user" ]; then
  # The quotes make it a plain text instead of a pattern.
  case $password in
    *"$user"*) breaks "not the user's name" ;;
    *) ;;
  esac
fi

if [ "$broken" -gt 0 ]; then
  printf 'the password breaks %s of the rules\n' "$broken" >&2
  exit 1
fi
printf 'the password follows all rules\n'
