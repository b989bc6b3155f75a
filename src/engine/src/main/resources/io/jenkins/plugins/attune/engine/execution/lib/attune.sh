# Parameters and secrets for actions in POSIX shell, from a document in the format dotenv:
#
#   . "$ATTUNE_LIB/attune.sh"
#   get_secret token my_token      puts the value into the variable my_token
#   get_secret token               prints it, without a newline; $(...) takes newlines at its end off
#
# get_parameter does the same for what is no secret, has_parameter tells whether there is such a parameter, and
# parameter_names prints all names. The document is read once, when this file is. No value becomes an argument or an
# environment variable of a process, and none is traced. Names that begin with attune__ belong to this file.

attune__flags=$-
{ set +ax; } 2>/dev/null

attune__fail() {
  printf 'attune.sh: %s\n' "$1" >&2
  exit 64
}

# A printf that is no builtin would show values to everybody who may list processes.
(PATH='' && printf '') 2>/dev/null || exit 70

[ "${ATTUNE_PARAMETER_FORMAT-}" = dotenv ] ||
  attune__fail "needs 'parameter_format: dotenv' in the action, which has '${ATTUNE_PARAMETER_FORMAT-}'"

# Turns each name='value' into attune__n1='name' attune__v1='value' and so on, and the quoted values stay as they are: awk
# is much faster at that than a shell is at cutting long strings. A line must be one that eval takes for an assignment, or
# for more of a value that began before. What was exported before stays exported when it is assigned, so it is unset first.
attune__code() {
  LC_ALL=C awk '
    {
      text = $0
      gsub(/\047\\\047\047/, "", text) # a quote inside a value
      quotes = gsub(/\047/, "&", text)
      if (inside ? text !~ /^[^\047]*\047?$/ : text !~ /^[A-Za-z_][A-Za-z0-9_.-]*=\047[^\047]*\047?$/) { bad = 1; exit }
      if (inside) print
      else {
        sign = index($0, "=")
        n++
        printf "unset attune__n%d attune__v%d;attune__n%d=%s attune__v%d=%s\n", n, n, n,
          substr($0, 1, sign - 1), n, substr($0, sign + 1)
      }
      if (quotes == 1) inside = !inside
    }
    END {
      if (bad || inside) exit 1
      print "attune__count=" n + 0
    }'
}

unset attune__count attune__i attune__name attune__text
if [ "${ATTUNE_PARAMETER_DELIVERY-}" = file ]; then
  attune__text=$(attune__code <"$ATTUNE_PARAMETER_FILE")
else
  attune__text=$(attune__code)
fi || attune__fail 'the parameter document cannot be read, or is no dotenv'
eval "$attune__text"
unset attune__text

# Sets attune__i to the number of a name, or fails.
attune__find() {
  attune__i=1
  while [ "$attune__i" -le "$attune__count" ]; do
    eval "attune__name=\$attune__n$attune__i"
    [ "$attune__name" != "$1" ] || return 0
    attune__i=$((attune__i + 1))
  done
  return 1
}

attune__get() {
  if ! attune__find "$1"; then
    printf "attune.sh: there is no parameter '%s'\n" "$1" >&2
    return 1
  fi
  if [ "$#" -lt 2 ]; then
    eval "printf %s \"\$attune__v$attune__i\""
    return
  fi
  case $2 in
    '' | [!A-Za-z_]* | *[!A-Za-z0-9_]*)
      printf "attune.sh: '%s' is no name of a variable\n" "$2" >&2
      return 1
      ;;
  esac
  # A variable that is exported already would stay so.
  unset "$2"
  eval "$2=\$attune__v$attune__i"
}

get_parameter() { # name, variable (optional)
  attune__flags=$-
  { set +ax; } 2>/dev/null
  if attune__get "$@"; then set -- 0; else set -- 1; fi
  case $attune__flags in *a*) set -a ;; esac
  case $attune__flags in *x*) set -x ;; esac
  return "$1"
}

get_secret() { # name, variable (optional)
  get_parameter "$@"
}

has_parameter() { # name
  attune__find "$1"
}

parameter_names() {
  attune__i=1
  while [ "$attune__i" -le "$attune__count" ]; do
    eval "printf '%s\\n' \"\$attune__n$attune__i\""
    attune__i=$((attune__i + 1))
  done
}

case $attune__flags in *a*) set -a ;; esac
case $attune__flags in *x*) set -x ;; esac
