# Reads groups of words from a file and calls a function with each, so that no text in the file is ever read as shell.
# Sourced. A line is one of
#
#   =TEXT   begins a word        $NAME   adds what a variable holds
#   +TEXT   adds a line to it    ?NAME   is the word NAME=value, where there is such a variable
#   &TEXT   adds to it           .       ends the group
#
# Names come from this program alone.

attune_each() { # file, function
  exec 7<"$1"
  attune_then=$2 attune_word='' attune_open=''
  set --
  while IFS='' read -r attune_line <&7; do
    attune_text=${attune_line#?}
    case $attune_line in
      '='* | '?'* | .)
        [ -z "$attune_open" ] || set -- "$@" "$attune_word"
        attune_open=''
        ;;
    esac
    case $attune_line in
      '='*) attune_word=$attune_text attune_open=1 ;;
      '+'*) attune_word="$attune_word
$attune_text" ;;
      '&'*) attune_word=$attune_word$attune_text ;;
      '$'*) eval "attune_word=\$attune_word\${$attune_text-}" ;;
      '?'*) eval "[ -z \"\${$attune_text+set}\" ] || set -- \"\$@\" \"$attune_text=\$$attune_text\"" ;;
      .)
        "$attune_then" "$@" || return
        set --
        ;;
    esac
  done
  exec 7<&-
}
