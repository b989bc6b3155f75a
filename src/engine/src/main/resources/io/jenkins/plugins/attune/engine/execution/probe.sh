#!/bin/sh
# Asks the interpreters of a container for their versions. Runs in the control directory, where the file `questions` says
# which; leaves a path in found.N, what was said in said.N and the exit status in status.N.
exec </dev/null
set -u
umask 022 # another user may have to read it; the directory keeps the rest out

# A program that has not answered by then is taken for missing.
attune_seconds=10

look() { # number, binary: only where it is
  attune_found=$(command -v "$2") || return
  case $attune_found in
    /*) printf '%s\n' "$attune_found" >"found.$1" ;;
    *) return 1 ;;
  esac
}

ask() { # number, binary, arguments
  look "$1" "$2" || return
  attune_number=$1
  shift 2
  "$attune_found" "$@" >"said.$attune_number" 2>&1 7<&- &
  attune_asked=$!
  (
    sleep "$attune_seconds"
    kill -KILL "$attune_asked"
  ) >/dev/null 2>&1 7<&- &
  attune_timer=$!
  wait "$attune_asked"
  printf '%s\n' "$?" >"status.$attune_number"
  kill "$attune_timer" 2>/dev/null
}

follow() {
  case $1 in
    path) PATH=$2 ;;
    look | ask) "$@" ;;
  esac
  return 0 # one that is not there is no reason to stop
}

. ./words.sh
attune_each ./questions follow
: >asked
