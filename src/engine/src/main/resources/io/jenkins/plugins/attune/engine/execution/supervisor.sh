#!/bin/sh
# Supervises one run of one action. Started by the engine, in a session of its own and with the action's environment:
#
#   sh supervisor.sh CONTROL_DIR WORK_DIR DOCUMENT_SECONDS RUN_SECONDS GRACE_SECONDS DRAIN_SECONDS STREAM_BYTES \
#      DELIVERY SETSID PROGRAM [ARGUMENT]...
#
# Needs a POSIX shell whose printf is builtin, mkfifo, a dd that tells bytes, cat, wc, cksum, awk, grep, sleep, rm and mv,
# for parameter files also mkdir, ln and df; SETSID is a path, or empty.
#
# 1. It makes its FIFOs, says "ready" and takes the document from the FIFO `doc`: length and checksum come first, and
#    what does not match them never starts an action. Parameters that go into files of their own come before it.
# 2. The action runs in the foreground of this shell, because sh ignores SIGINT for good in what it puts into the
#    background; all the rest runs beside it. The action leads a session of its own, so that a signal to its group
#    spares the supervisor.
# 3. An event loop reads words from the FIFO `ev`: opened, exit, eof (of a stream), timeout, stop, its own timers.
# 4. The file `exit` is written last, in one write that ends in "end". Then the supervisor's own group is killed: that
#    ends timers, cappers and itself, whatever state they are in.
#
# Variables begin with ATTUNE_, which users' variables may not, and are unset before use: a variable that is exported
# already stays exported, and the document would be in the environment of the action.
#
# The control directory keeps others out; the umask is changed for single files only, since the action inherits it.
set -u
set +a
for ATTUNE_SV in DOC HEAD PID LOOP CODE WORD ARG WHY EOF LEFT BS N LINE REST REC BLOCK LAP TURN RING SIZE HAS LC PATH STREAM TRIES PIDS OTHERS STATS DIR DIRS NOW BEGUN LAST MODE MASK; do
  unset "ATTUNE_SV_$ATTUNE_SV"
done

ATTUNE_SV_CTL=$1 ATTUNE_SV_WORK=$2 ATTUNE_SV_DOCUMENT=$3 ATTUNE_SV_RUN=$4 ATTUNE_SV_GRACE=$5 ATTUNE_SV_DRAIN=$6
ATTUNE_SV_BYTES=$7 ATTUNE_SV_DELIVERY=$8 ATTUNE_SV_SETSID=$9
shift 9

# The action's PATH may lead into a pack's environment; this script's own tools do not come from there.
ATTUNE_SV_PATH=${PATH-}
ATTUNE_SV_LC=${LC_ALL-}
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$ATTUNE_SV_PATH
LC_ALL=C

cd "$ATTUNE_SV_CTL" || exit 70
exec 2>supervisor.log
# Where another user has to read what this writes, the directory gives it a group and keeps the others out.
ATTUNE_SV_MODE=600 ATTUNE_SV_MASK=077
[ ! -e shared ] || ATTUNE_SV_MODE=660 ATTUNE_SV_MASK=007
printf '%s\n' "$$" >supervisor

end() { # reason, exit status of the action or "-"
  if [ -h files ]; then
    rm -rf "/dev/shm/attune-$ATTUNE_EXEC_ID"
  elif [ -d files ]; then
    rm -rf files
  fi
  # Whoever started this removes the directory, unless it is gone.
  kill -0 "$PPID" 2>/dev/null || rm -f doc ev in out err
  printf '%s %s end\n' "$1" "$2" >./exit
  [ -z "$ATTUNE_SV_SETSID" ] || kill -KILL "-$$"
  exit 0
}

# A printf that is no builtin would show the document to everybody who may list processes.
PATH='' printf '' || end unusable-shell -

mkfifo -m "$ATTUNE_SV_MODE" doc ev in out err || end no-fifo -

# Open for reading and writing: no open() blocks, and no reader sees an end before the writer has come.
exec 3<>ev 4<>doc
printf 'ready\n'

after() { # seconds, word: says the word to the loop, later
  (
    sleep "$1"
    printf '%s\n' "$2" >&3
  ) </dev/null >/dev/null 4>&- &
}

# One timer bounds the wait for the document and then the run.
(
  sleep "$ATTUNE_SV_DOCUMENT"
  [ -e pid ] || end no-document -
  sleep "$((ATTUNE_SV_RUN - ATTUNE_SV_DOCUMENT))"
  printf 'timeout\n' >&3
) </dev/null >/dev/null 4>&- &

# dd passes on what is there, waits for no full block, and says how many blocks and bytes it moved. Each goes on in the
# file where the one before ended, because the place belongs to the descriptor.
fill() { # bytes: from the stream to descriptor 7 until so many are there; true where the stream goes on
  ATTUNE_SV_LEFT=$1
  while [ "$ATTUNE_SV_LEFT" -gt 0 ]; do
    ATTUNE_SV_BS=$ATTUNE_SV_BLOCK
    [ "$ATTUNE_SV_LEFT" -ge "$ATTUNE_SV_BS" ] || ATTUNE_SV_BS=$ATTUNE_SV_LEFT
    ATTUNE_SV_N=$((ATTUNE_SV_LEFT / ATTUNE_SV_BS))
    ATTUNE_SV_HAS=''
    if dd bs="$ATTUNE_SV_BS" count="$ATTUNE_SV_N" >&7 2>"$ATTUNE_SV_STREAM.dd"; then
      while read -r ATTUNE_SV_LINE ATTUNE_SV_REST; do
        case $ATTUNE_SV_LINE in # what else there is are warnings about partial blocks
          [0-9]*+[0-9]*) ATTUNE_SV_REC=$ATTUNE_SV_LINE ;;
          [0-9]*) ATTUNE_SV_HAS=$ATTUNE_SV_LINE ;;
        esac
      done <"$ATTUNE_SV_STREAM.dd"
    fi
    if [ -z "$ATTUNE_SV_HAS" ]; then
      # A full disk, or a dd that counts no bytes: the stream is still read, so that the action can go on.
      : >"$ATTUNE_SV_STREAM.lost"
      cat >/dev/null
      return 1
    fi
    ATTUNE_SV_LEFT=$((ATTUNE_SV_LEFT - ATTUNE_SV_HAS))
    [ -z "$ATTUNE_SV_LAP" ] || mark
    [ "$((${ATTUNE_SV_REC%+*} + ${ATTUNE_SV_REC#*+}))" -eq "$ATTUNE_SV_N" ] || return 1
    # In blocks of the size in which the stream comes, a number of blocks is as many bytes, and one dd does for long.
    if [ "${ATTUNE_SV_REC#*+}" -gt "${ATTUNE_SV_REC%+*}" ]; then
      [ "$ATTUNE_SV_BLOCK" -le 4096 ] || ATTUNE_SV_BLOCK=$((ATTUNE_SV_BLOCK / 4))
    elif [ "$ATTUNE_SV_BLOCK" -lt 65536 ]; then
      ATTUNE_SV_BLOCK=$((ATTUNE_SV_BLOCK * 4))
    fi
  done
}

# How often the ring has been filled, how far it is this time, and how much of it counts. Of two files that take turns
# one is always whole.
mark() {
  ATTUNE_SV_TURN=$((1 - ATTUNE_SV_TURN))
  printf '%s %s %s end\n' "$ATTUNE_SV_LAP" "$((ATTUNE_SV_RING - ATTUNE_SV_LEFT))" "$((ATTUNE_SV_BYTES / 2))" \
    >"$ATTUNE_SV_STREAM.at$ATTUNE_SV_TURN"
}

# Keeps the first half of the limit, and the last half in a file that is written over and over, in place. Each time round
# costs a process, so the file is larger than a small limit asks for.
cap() { # stream
  ATTUNE_SV_STREAM=$1 ATTUNE_SV_BLOCK=65536 ATTUNE_SV_LAP='' ATTUNE_SV_TURN=0 ATTUNE_SV_RING=$((ATTUNE_SV_BYTES / 2))
  exec 7<>"$1.head"
  if fill "$((ATTUNE_SV_BYTES - ATTUNE_SV_RING))"; then
    [ "$ATTUNE_SV_RING" -ge 16777216 ] || ATTUNE_SV_RING=16777216
    ATTUNE_SV_LAP=0 ATTUNE_SV_LEFT=$ATTUNE_SV_RING
    mark
    exec 7<>"$1.tail"
    while fill "$ATTUNE_SV_RING"; do
      ATTUNE_SV_LAP=$((ATTUNE_SV_LAP + 1))
      exec 7<>"$1.tail"
    done
  fi
  printf 'eof\n' >&3
}
# 4 is closed first, and by exec: opening the stream waits for the action, dash keeps a copy of what a redirection of
# a function closes, and any writer of `doc` left open would hide its end.
for ATTUNE_SV_STREAM in out err; do
  (
    umask "$ATTUNE_SV_MASK"
    exec 4>&-
    exec <"$ATTUNE_SV_STREAM" >/dev/null
    cap "$ATTUNE_SV_STREAM"
  ) &
done

# Where parameter files lie: in memory, where the machine has some to spare, else in the control directory. Whoever finds
# such a directory later finds its run by `control`.
private() { # bytes that will go there
  ATTUNE_SV_DIR=/dev/shm/attune-${ATTUNE_EXEC_ID-}
  if [ -n "${ATTUNE_EXEC_ID-}" ] && grep -q '^[^ ]* /dev/shm tmpfs rw' /proc/mounts &&
    [ "$(df -kP /dev/shm | awk 'END { print $4 }')" -gt "$(($1 / 512 + 64))" ] &&
    mkdir -m 700 "$ATTUNE_SV_DIR"; then
    ln -s "$ATTUNE_SV_CTL" "$ATTUNE_SV_DIR/control" && ln -s "$ATTUNE_SV_DIR" files || end no-parameter-file -
  else
    mkdir -m 700 files || end no-parameter-file -
  fi
}

# Takes the next bytes of the document's FIFO into a file that is made with the mode it keeps.
receive() { # name, checksum, bytes
  (
    umask 0377
    exec 8>"files/$1"
    ATTUNE_SV_LEFT=$3
    while [ "$ATTUNE_SV_LEFT" -gt 0 ]; do
      ATTUNE_SV_BS=65536
      [ "$ATTUNE_SV_LEFT" -ge "$ATTUNE_SV_BS" ] || ATTUNE_SV_BS=$ATTUNE_SV_LEFT
      dd bs="$ATTUNE_SV_BS" count="$((ATTUNE_SV_LEFT / ATTUNE_SV_BS))" <&5 >&8 2>/dev/null || exit 2
      ATTUNE_SV_N=$(($3 - $(wc -c <"files/$1")))
      [ "$ATTUNE_SV_N" -lt "$ATTUNE_SV_LEFT" ] || exit 3 # the writer has gone
      ATTUNE_SV_LEFT=$ATTUNE_SV_N
    done
    [ "$(cksum <"files/$1")" = "$2 $3" ] || exit 3
    [ "$1" != parameters ] || printf '\n' >&8 || exit 2
  )
  case $? in
    0) ;;
    3) end bad-document - ;;
    *) end no-parameter-file - ;;
  esac
}

IFS=' ' read -r ATTUNE_SV_HEAD ATTUNE_SV_SIZE <&4
if [ "$ATTUNE_SV_HEAD" = line ]; then
  # Short, and written with its header at once, which the kernel does not split (PIPE_BUF): only the length can be wrong.
  IFS='' read -r ATTUNE_SV_DOC <&4
  exec 4<&-
  [ "${#ATTUNE_SV_DOC}" = "$ATTUNE_SV_SIZE" ] || end bad-document -
else
  # From here on the end of the writer is the end of the document.
  exec 5<doc 4<&-
  case $ATTUNE_SV_SIZE in '' | *[!0-9]*) end bad-document - ;; esac
  [ "$ATTUNE_SV_DELIVERY" != file ] && [ "$ATTUNE_SV_HEAD" != files ] || private "$ATTUNE_SV_SIZE"
  if [ "$ATTUNE_SV_HEAD" = files ]; then
    ATTUNE_SV_N=0
    while IFS=' ' read -r ATTUNE_SV_HEAD ATTUNE_SV_SIZE ATTUNE_SV_WORD <&5 && [ "$ATTUNE_SV_WORD" = file ]; do
      ATTUNE_SV_N=$((ATTUNE_SV_N + 1))
      receive "p$ATTUNE_SV_N" "$ATTUNE_SV_HEAD" "$ATTUNE_SV_SIZE"
    done
  fi
  if [ "$ATTUNE_SV_DELIVERY" = file ]; then
    receive parameters "$ATTUNE_SV_HEAD" "$ATTUNE_SV_SIZE"
  else
    ATTUNE_SV_DOC=$(cat <&5 && printf .)
    ATTUNE_SV_DOC=${ATTUNE_SV_DOC%.}
    [ "$(printf '%s' "$ATTUNE_SV_DOC" | cksum)" = "$ATTUNE_SV_HEAD $ATTUNE_SV_SIZE" ] || end bad-document -
  fi
  exec 5<&-
fi

signal() { # name: to the action's group
  [ -s pid ] || return 1
  read -r ATTUNE_SV_PID <pid
  if [ -n "$ATTUNE_SV_SETSID" ]; then
    kill "-$1" "-$ATTUNE_SV_PID"
  else
    kill "-$1" "$ATTUNE_SV_PID"
  fi 2>/dev/null
}

# Where something of the run may be found in /proc: nowhere, in the few processes younger than the action, or anywhere.
# Ids rise, so what came of a short run lies between the action's id and the last one given.
candidates() {
  ATTUNE_SV_DIRS='/proc/[0-9]*'
  read -r ATTUNE_SV_PID <pid && read -r ATTUNE_SV_NOW ATTUNE_SV_REST </proc/uptime || return
  [ "$((${ATTUNE_SV_NOW%.*} - ATTUNE_SV_BEGUN))" -lt 5 ] || return
  # shellcheck disable=SC2034
  read -r ATTUNE_SV_REST ATTUNE_SV_REST ATTUNE_SV_REST ATTUNE_SV_REST ATTUNE_SV_LAST </proc/loadavg
  [ "$ATTUNE_SV_LAST" -ge "$ATTUNE_SV_PID" ] && [ "$((ATTUNE_SV_LAST - ATTUNE_SV_PID))" -lt 200 ] || return
  ATTUNE_SV_DIRS=''
  while [ "$ATTUNE_SV_PID" -lt "$ATTUNE_SV_LAST" ]; do
    ATTUNE_SV_PID=$((ATTUNE_SV_PID + 1))
    [ ! -e "/proc/$ATTUNE_SV_PID" ] || ATTUNE_SV_DIRS="$ATTUNE_SV_DIRS /proc/$ATTUNE_SV_PID"
  done
}

# Takes a process for one of the run where it is in the action's session; elsewhere only its environment can tell. The
# 48th field behind the name says where that begins in memory, the 21st how much there is: none of the kernel's own.
sort_out() { # directory in /proc, state, parent, group, session, …
  case ${2-} in [ZX]) return ;; esac # where nobody reaps orphans, as in many containers, zombies stay for good
  if [ "${5-}" = "$ATTUNE_SV_PID" ]; then
    ATTUNE_SV_PIDS="$ATTUNE_SV_PIDS ${1#/proc/}"
  elif [ "${5-}" != "$$" ] && [ "${22-}" != 0 ]; then
    ATTUNE_SV_OTHERS="$ATTUNE_SV_OTHERS $1:${49-}"
  fi
}

# Adds those of the others that carry the run's marker.
ask() {
  ATTUNE_SV_STATS=''
  for ATTUNE_SV_DIR in $ATTUNE_SV_OTHERS; do
    ATTUNE_SV_STATS="$ATTUNE_SV_STATS ${ATTUNE_SV_DIR%:*}/environ"
  done
  # shellcheck disable=SC2013,SC2086
  for ATTUNE_SV_DIR in $(grep -ls "ATTUNE_EXEC_ID=$ATTUNE_EXEC_ID" $ATTUNE_SV_STATS); do
    ATTUNE_SV_DIR=${ATTUNE_SV_DIR#/proc/}
    ATTUNE_SV_PIDS="$ATTUNE_SV_PIDS ${ATTUNE_SV_DIR%/environ}"
  done
}

# Keeps those of the others that became another program while they were asked: for a moment they have no environment to
# read. One that begins where it began before is the same.
keep_moved() {
  ATTUNE_SV_STATS=$ATTUNE_SV_OTHERS ATTUNE_SV_OTHERS=''
  for ATTUNE_SV_DIR in $ATTUNE_SV_STATS; do
    [ -r "${ATTUNE_SV_DIR%:*}/environ" ] || continue # of somebody else, or gone
    # shellcheck disable=SC2086
    ! read -r ATTUNE_SV_LINE <"${ATTUNE_SV_DIR%:*}/stat" || keep_if_moved "$ATTUNE_SV_DIR" ${ATTUNE_SV_LINE##*) }
  done
}

keep_if_moved() { # directory in /proc:where its environment began, state, …
  case ${2-} in [ZX]) return ;; esac
  if [ "${22-}" != 0 ] && { [ "${1##*:}" = 0 ] || [ "${1##*:}" != "${49-}" ]; }; then
    ATTUNE_SV_OTHERS="$ATTUNE_SV_OTHERS ${1%:*}:${49-}"
  fi
}

# Everything of the run that lives: the action's session, and whatever carries the run's marker elsewhere. Few processes
# are looked at without starting another.
left() {
  ATTUNE_SV_PIDS='' ATTUNE_SV_STATS='' ATTUNE_SV_OTHERS=''
  [ -n "$ATTUNE_SV_SETSID" ] && [ -n "$ATTUNE_SV_DIRS" ] && read -r ATTUNE_SV_PID <pid || return
  if [ "$ATTUNE_SV_DIRS" = '/proc/[0-9]*' ]; then
    for ATTUNE_SV_DIR in $ATTUNE_SV_DIRS; do
      ATTUNE_SV_STATS="$ATTUNE_SV_STATS $ATTUNE_SV_DIR/stat"
    done
    # shellcheck disable=SC2013,SC2016,SC2086 # as in sort_out, but that the fields begin with the state
    for ATTUNE_SV_DIR in $(cat $ATTUNE_SV_STATS | awk -v own="$$" -v action="$ATTUNE_SV_PID" '
      { pid = $1; sub(/^.*\) /, ""); if ($1 !~ /[ZX]/ && $4 != own && $21 != "0")
          print ($4 == action ? pid : "/proc/" pid ":" $48) }'); do
      case $ATTUNE_SV_DIR in
        /proc/*) ATTUNE_SV_OTHERS="$ATTUNE_SV_OTHERS $ATTUNE_SV_DIR" ;;
        *) ATTUNE_SV_PIDS="$ATTUNE_SV_PIDS $ATTUNE_SV_DIR" ;;
      esac
    done
  else
    for ATTUNE_SV_DIR in $ATTUNE_SV_DIRS; do
      # shellcheck disable=SC2086
      ! read -r ATTUNE_SV_LINE <"$ATTUNE_SV_DIR/stat" || sort_out "$ATTUNE_SV_DIR" ${ATTUNE_SV_LINE##*) }
    done
  fi
  ATTUNE_SV_ASKED=0
  while [ -n "$ATTUNE_SV_OTHERS" ] && [ "$ATTUNE_SV_ASKED" -lt 20 ]; do
    ask
    keep_moved
    ATTUNE_SV_ASKED=$((ATTUNE_SV_ASKED + 1))
  done
  [ -n "$ATTUNE_SV_PIDS" ]
} 2>/dev/null

# After the action's own exit nobody tells when its descendants end, so they are looked after ten times a second.
sweep() {
  candidates
  left || return
  # shellcheck disable=SC2086
  kill -TERM $ATTUNE_SV_PIDS 2>/dev/null
  ATTUNE_SV_DIRS='/proc/[0-9]*'
  ATTUNE_SV_TRIES=$((ATTUNE_SV_GRACE * 10))
  while left; do
    # shellcheck disable=SC2086
    [ "$ATTUNE_SV_TRIES" -gt 0 ] || kill -KILL $ATTUNE_SV_PIDS 2>/dev/null
    [ "$ATTUNE_SV_TRIES" -gt -50 ] || break
    sleep 0.1 || sleep 1
    ATTUNE_SV_TRIES=$((ATTUNE_SV_TRIES - 1))
  done
}

loop() {
  ATTUNE_SV_WHY=exited ATTUNE_SV_CODE='' ATTUNE_SV_EOF=0
  while IFS=' ' read -r ATTUNE_SV_WORD ATTUNE_SV_ARG <&3; do
    case $ATTUNE_SV_WORD in
      timeout | stop)
        if [ -z "$ATTUNE_SV_CODE" ] && [ "$ATTUNE_SV_WHY" = exited ]; then
          ATTUNE_SV_WHY=$ATTUNE_SV_WORD
          signal TERM
          after "$ATTUNE_SV_GRACE" grace
        fi
        ;;
      grace) [ -n "$ATTUNE_SV_CODE" ] || signal KILL || after 1 grace ;;
      exit)
        ATTUNE_SV_CODE=$ATTUNE_SV_ARG
        [ "$ATTUNE_SV_WHY" = exited ] || sweep
        ;;
      opened)
        # A FIFO that nobody reads would hold up whoever opens it, a clean-up of the workspace for example.
        rm -f doc in out err &
        ;;
      eof) ATTUNE_SV_EOF=$((ATTUNE_SV_EOF + 1)) ;;
      drained)
        # Whoever still holds the streams and can be found goes; then the cappers see the end, and note how far they are.
        sweep
        after 1 closed
        ;;
      closed) break ;;
    esac
    [ -z "$ATTUNE_SV_CODE" ] || [ "$ATTUNE_SV_EOF" -lt 2 ] || break
  done
  sweep
  end "$ATTUNE_SV_WHY" "$ATTUNE_SV_CODE"
}

if [ "$ATTUNE_SV_DELIVERY" = file ]; then
  if [ "$ATTUNE_SV_HEAD" = line ]; then
    private "$ATTUNE_SV_SIZE"
    (umask 0377 && printf '%s\n' "$ATTUNE_SV_DOC" >files/parameters) || end no-parameter-file -
  fi
  exec 5</dev/null
elif [ "$ATTUNE_SV_HEAD" = line ]; then
  # What fits a pipe is put into it beforehand.
  exec 6<>in
  printf '%s\n' "$ATTUNE_SV_DOC" >&6
  exec 5<in 6>&-
else
  printf '%s\n' "$ATTUNE_SV_DOC" >in 3>&- &
  exec 5<in
fi
read -r ATTUNE_SV_BEGUN ATTUNE_SV_REST 2>/dev/null </proc/uptime || ATTUNE_SV_BEGUN=0
ATTUNE_SV_BEGUN=${ATTUNE_SV_BEGUN%.*}
loop </dev/null >/dev/null 5<&- &
unset ATTUNE_SV_DOC

(
  # shellcheck disable=SC2034
  if ! read -r ATTUNE_SV_PID ATTUNE_SV_REST </proc/self/stat; then
    ATTUNE_SV_PID=$(exec sh -c 'printf %s "$PPID"')
  fi 2>/dev/null
  exec <&5 5<&- >out 2>err
  printf '%s\n' "$ATTUNE_SV_PID" >pid
  printf 'opened\n' >&3
  exec 3>&-
  cd "$ATTUNE_SV_WORK" || exit 126
  PATH=$ATTUNE_SV_PATH
  LC_ALL=$ATTUNE_SV_LC
  [ -n "$LC_ALL" ] || unset LC_ALL
  exec ${ATTUNE_SV_SETSID:+"$ATTUNE_SV_SETSID"} "$@"
)
printf 'exit %s\n' "$?" >&3
# This shell has nothing else to do, so that the loop need not start another process for it.
sleep "$ATTUNE_SV_DRAIN"
printf 'drained\n' >&3
wait
