#!/bin/sh
# shell_demo.disk_report: how full a disk is, as YAML on stdout.
# Exit status: 0 there is room, 1 the disk cannot be read, 3 too full, 64 bad parameters.
set -eu

# Where the document is empty, these hold; a variable of the environment is never taken for a parameter.
path=/
warn_at=90
unit=MiB

# The document is made for eval: name='value' lines, a quote within a value is '\''.
eval "$(cat)"

refuse() {
  printf 'shell_demo.disk_report: %s\n' "$1" >&2
  exit 64
}

case $path in
  /*) ;;
  *) refuse "'path' must be absolute" ;;
esac
case $warn_at in
  '' | *[!0-9]* | ????*) refuse "'warn_at' must be a whole number" ;;
  *) ;;
esac
case $unit in
  KiB) kibibytes=1 ;;
  MiB) kibibytes=1024 ;;
  GiB) kibibytes=1048576 ;;
  *) refuse "'unit' must be KiB, MiB or GiB" ;;
esac

# A string in YAML: in single quotes, which are doubled within it. Control characters do not come that way.
yaml_string() {
  printf '%s' "$1" | tr '[:cntrl:]' '?' | sed "s/'/''/g; s/^/'/; s/\$/'/"
}

# Progress and diagnostics go to stderr: stdout is the result and nothing else.
printf 'looking at %s\n' "$path" >&2

# -P: one line for each disk, -k: sizes in KiB, in the words of the C locale.
if ! table=$(LC_ALL=C df -P -k -- "$path"); then
  printf 'shell_demo.disk_report: the disk cannot be read\n' >&2
  exit 1
fi

# The second line, taken apart; the mount point is last because it may hold spaces.
{
  read -r _
  read -r filesystem size used available percent mount
} <<END
$table
END
percent=${percent%\%}
case $percent in
  '' | *[!0-9]*)
    printf 'shell_demo.disk_report: this disk has no size\n' >&2
    exit 1
    ;;
  *) ;;
esac

too_full=false
[ "$percent" -lt "$warn_at" ] || too_full=true

cat <<END
path: $(yaml_string "$path")
filesystem: $(yaml_string "$filesystem")
mounted_on: $(yaml_string "$mount")
unit: $unit
size: $((size / kibibytes))
used: $((used / kibibytes))
available: $((available / kibibytes))
used_percent: $percent
too_full: $too_full
END

if [ "$too_full" = true ]; then
  printf '%s%% are in use, the limit is %s%%\n' "$percent" "$warn_at" >&2
  exit 3
fi
