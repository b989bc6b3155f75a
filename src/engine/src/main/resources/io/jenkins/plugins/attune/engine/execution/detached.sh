#!/bin/sh
# Starts the supervisor of one run where another launcher leads, into a container for example, and ends as soon as the
# supervisor is ready. Runs in the control directory, whose call.sh says what is to be started; what the launcher has put
# into the environment goes no further than call.sh lets it.
#
# Ends with 0 where the file `ready` is there. The other exit codes are read by DetachedProblem.
# shellcheck disable=SC1091,SC2034,SC2154 # call.sh gives names to variables and uses those of this script
exec </dev/null
set -u

attune_missing=''
for attune_tool in mkfifo dd cat wc cksum awk grep sleep rm mv env id ls chmod; do
  command -v "$attune_tool" >/dev/null || attune_missing="$attune_missing $attune_tool"
done
if [ -n "$attune_missing" ]; then
  printf '%s\n' "$attune_missing"
  exit 83
fi

. ./call.sh
[ -e "$attune_control/call.sh" ] || exit 86

# Another user than the directory's owner came here only because root may go anywhere. What root writes has to be read
# by the owner: it gets the directory's group. The directory itself lets nobody else in.
attune_mode=600
attune_owner=$(ls -ldn . | awk '{ print $3 }')
attune_user=$(id -u)
if [ "$attune_owner" != "$attune_user" ]; then
  chmod g+s . && : >shared || exit 82
  attune_mode=660
fi

attune_sh=$(command -v sh)
attune_setsid=$(command -v setsid) || attune_setsid=''
: "${PATH=/usr/local/bin:/usr/bin:/bin}" "${LANG=C.UTF-8}"
attune_path=$PATH
attune_find || exit 84
PATH=$attune_path

# Only the supervisor keeps this FIFO open, for as long as it lives. It gets it opened both ways, which waits for nobody;
# what is read here ends with it, ready or not.
(umask 077 && mkfifo -m "$attune_mode" alive) || exit 85
exec 8<>alive 9<alive
(
  exec 1>&8 2>/dev/null 8>&- 9<&-
  attune_call
) &
exec 8>&-
attune_word=''
read -r attune_word <&9
[ "$attune_word" = ready ] || exit 85
: >ready
