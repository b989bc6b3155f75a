#!/bin/sh
# Starts the supervisor of one run where another launcher leads, into a container for example, and ends as soon as the
# supervisor is ready. Runs in the control directory, where the file `call` says what is to be started; what the launcher
# has put into the environment goes no further than that file lets it.
#
# Ends with 0 where the file `ready` is there. The other exit codes are read by DetachedProblem.
exec </dev/null
set -u
: "${PATH=/usr/local/bin:/usr/bin:/bin}" "${LANG=C.UTF-8}"

attune_missing=''
for attune_tool in mkfifo dd cat cksum awk grep sleep rm mv env id ls chmod; do
  command -v "$attune_tool" >/dev/null || attune_missing="$attune_missing $attune_tool"
done
if [ -n "$attune_missing" ]; then
  printf '%s\n' "$attune_missing"
  exit 83
fi
# shellcheck disable=SC2034 # asked for by the file
attune_sh=$(command -v sh)
attune_setsid=$(command -v setsid) || attune_setsid=''
attune_search=$PATH

search() { # program: its path, where the run is to look for it
  attune_found=$(PATH=$attune_search && command -v "$1") || return
  case $attune_found in /*) ;; *) return 1 ;; esac
}

# Another user than the directory's owner came here only because root may go anywhere. What root writes has to be read
# by the owner: it gets the directory's group. The directory itself lets nobody else in.
attune_mode=600
share() {
  # shellcheck disable=SC2012
  attune_owner=$(ls -ldn . | awk '{ print $3 }')
  [ "$attune_owner" != "$(id -u)" ] || return 0
  attune_mode=660
  chmod g+s . && : >shared
}

# Only the supervisor keeps the FIFO open, for as long as it lives. It gets it opened both ways, which waits for nobody;
# what is read here ends with it, ready or not.
start() { # assignments, shell, supervisor and its arguments
  (umask 077 && mkfifo -m "$attune_mode" alive) || exit 85
  # shellcheck disable=SC2094
  exec 8<>alive 9<alive
  (
    exec 1>&8 2>/dev/null 7<&- 8>&- 9<&-
    exec ${attune_setsid:+"$attune_setsid"} env -i "$@"
  ) &
  exec 8>&-
  attune_word=''
  read -r attune_word <&9
  [ "$attune_word" = ready ] || exit 85
  : >ready
}

# shellcheck disable=SC2034 # attune_sh, attune_setsid and attune_interpreter are asked for by the file
follow() {
  case $1 in
    control)
      [ -e "$2/call" ] || exit 86
      share || exit 82
      ;;
    path) attune_search=$2 ;;
    need) search "$2" || exit 84 ;;
    interpreter)
      search "$2" || exit 84
      attune_interpreter=$attune_found
      ;;
    call)
      shift
      start "$@"
      ;;
  esac
}

# shellcheck source=words.sh
. ./words.sh
attune_each ./call follow
