#!/bin/sh
# Tests of shell_demo: every action is started the way the platform does it, under every shell of this machine.
set -u

pack=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 70
scratch=$(mktemp -d) || exit 70
trap 'rm -rf "$scratch"' EXIT
failures=0
checks=0

# run <script> <document>: leaves $status, $stdout and $stderr. $shell may consist of two words.
run() {
  status=0
  # shellcheck disable=SC2086 # "busybox sh" is a program and its argument
  printf '%s\n' "$2" | $shell "$pack/actions/$1" >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
  stdout=$(cat "$scratch/stdout")
  stderr=$(cat "$scratch/stderr")
}

# check <what> <expected> <actual>
check() {
  checks=$((checks + 1))
  if [ "$2" != "$3" ]; then
    failures=$((failures + 1))
    printf 'FAILED (%s): %s\n  expected: %s\n  actual:   %s\n' "$shell" "$1" "$2" "$3"
  fi
}

# contains <what> <expected part> <actual>
contains() {
  case $3 in
    *"$2"*) check "$1" yes yes ;;
    *) check "$1" "... $2 ..." "$3" ;;
  esac
}

# lacks <what> <part> <actual>
lacks() {
  case $3 in
    *"$2"*) check "$1" "no $2" "$3" ;;
    *) check "$1" yes yes ;;
  esac
}

disk_report() {
  # A df of our own: the real numbers change while the test runs.
  mkdir -p "$scratch/bin"
  cat >"$scratch/bin/df" <<'END'
#!/bin/sh
for path; do :; done
case $path in
  /missing) echo 'df: /missing: No such file or directory' >&2; exit 1 ;;
  /proc) line='proc 0 0 0 - /proc' ;;
  *) line="/dev/x 4194304 3145728 1048576 75% /it's my disk" ;;
esac
printf 'Filesystem 1024-blocks Used Available Capacity Mounted on\n%s\n' "$line"
END
  chmod 755 "$scratch/bin/df"
  real_path=$PATH
  PATH=$scratch/bin:$PATH

  run disk_report.sh "path='/it'\\''s: #1'"
  check 'a disk with room succeeds' 0 "$status"
  check 'the report is YAML' "path: '/it''s: #1'
filesystem: '/dev/x'
mounted_on: '/it''s my disk'
unit: MiB
size: 4096
used: 3072
available: 1024
used_percent: 75
too_full: false" "$stdout"
  check 'progress goes to stderr' "looking at /it's: #1" "$stderr"

  run disk_report.sh "unit='GiB'
warn_at='75'"
  check 'a disk at the limit has status 3' 3 "$status"
  contains 'its report says so' 'too_full: true' "$stdout"
  contains 'sizes have the unit' 'size: 4' "$stdout"

  run disk_report.sh "path='/missing'"
  check 'an unknown path has status 1' '1:' "$status:$stdout"
  run disk_report.sh "path='/proc'"
  check 'a disk without a size has status 1' '1:' "$status:$stdout"
  for document in "path='relative'" "warn_at='x'" "warn_at=''" "unit='MB'"; do
    run disk_report.sh "$document"
    check "$document is refused" '64:' "$status:$stdout"
    contains "the message names the parameter of $document" "'${document%%=*}' must be" "$stderr"
  done
  PATH=$real_path

  run disk_report.sh "path='/'
warn_at='100'"
  contains 'the real df is understood' 'used_percent: ' "$stdout"
}

check_password() {
  run check_password.sh "password='Correct\$(x) Horse'\\'' 1'
user='ada'"
  check 'a good password succeeds' '0:the password follows all rules:' "$status:$stdout:$stderr"

  run check_password.sh "password='x*ada'
user='ada'"
  check 'a bad password has status 1' 1 "$status"
  check 'each broken rule is told' "broken: at least 12 characters
broken: small and capital letters
broken: a digit
broken: not the user's name" "$stdout"
  check 'their number is told' 'the password breaks 4 of the rules' "$stderr"
  lacks 'the password is not shown' 'x*ada' "$stdout$stderr"

  run check_password.sh "digits='false'
min_length='4'
password='Abcd'
user='*'"
  check 'rules can be relaxed, and a name is no pattern' 0 "$status"

  run check_password.sh ""
  check 'no password is refused' "64:shell_demo.check_password: 'password' is missing" "$status:$stderr"
  run check_password.sh "password='Secret-word'
min_length='many'"
  check 'a length that is no number is refused' 64 "$status"
  lacks 'not even then is the password shown' 'Secret-word' "$stdout$stderr"
}

format_json() {
  run format_json.sh "json='{\"b\": \"it'\\''s \\n\", \"a\": [1]}'"
  check 'JSON is formatted' '0:{
    "b": "it'\''s \n",
    "a": [
        1
    ]
}' "$status:$stdout"
  run format_json.sh "json='{\"b\":1,\"a\":2}'
sort_keys='true'"
  check 'names are sorted' '{
    "a": 2,
    "b": 1
}' "$stdout"
  run format_json.sh "json='{'"
  check 'what is not JSON has status 1' '1:' "$status:$stdout"
  contains 'the place is told' 'line 1 column 2' "$stderr"
  run format_json.sh ""
  check 'nothing is refused' 64 "$status"
}

check_key() {
  # What the platform sets for a run.
  export ATTUNE_PARAMETER_FORMAT=dotenv ATTUNE_PARAMETER_DELIVERY=stdin
  printf '%s\n' '-----BEGIN PRIVATE KEY-----' 'c2VjcmV0' '-----END PRIVATE KEY-----' >"$scratch/key"
  run check_key.sh "key='$scratch/key'
owner='Ada'\\''s deployment
(new)'"
  check 'a key is told of' "0:Ada's deployment
(new): a private key, not encrypted" "$status:$stdout"
  lacks 'the key is not shown' c2VjcmV0 "$stdout$stderr"
  printf '%s\n' '-----BEGIN ENCRYPTED PRIVATE KEY-----' 'c2VjcmV0' >"$scratch/key"
  run check_key.sh "key='$scratch/key'
owner=''"
  check 'half a key has status 1' 1 "$status"
  contains 'what is missing is told' 'no end' "$stderr"
  run check_key.sh "owner='x'"
  check 'no key is refused' 64 "$status"
  ATTUNE_PARAMETER_FORMAT=json run check_key.sh '{}'
  check 'another format is refused' 64 "$status"
}

agent_facts() {
  shell=native
  stdout=$("$pack/actions/agent_facts" </dev/null)
  check 'facts succeed' 0 "$?"
  check 'the system is told' "{\"system\": \"$(uname -s)\", \"release\": \"$(uname -r)\"" "${stdout%%, \"machine\"*}"
  contains 'processors are a number' '"processors": ' "$stdout"
  lacks 'there is at least one of them' '"processors": 0' "$stdout"
}

for shell in sh dash bash ksh 'busybox sh'; do
  command -v "${shell%% *}" >/dev/null || continue
  disk_report
  check_password
  format_json
  [ -z "${ATTUNE_LIB-}" ] || check_key
done
agent_facts

printf '%s checks, %s failed\n' "$checks" "$failures"
[ "$failures" -eq 0 ]
