# shellcheck shell=sh
# What the tests of the command line share; they source it, with STACKC as their first argument, go to $scratch, an empty
# folder that is removed in the end, and end with `exit "$failed"`.
# shellcheck disable=SC2034 # used by those who source it

stackc=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
scratch=$(mktemp -d)
trap 'chmod -R u+rwx "$scratch" && rm -rf "$scratch"' EXIT
failed=0

fail() { # WHAT
  printf 'FAILED: %s\n' "$1"
  printf -- '--- stdout\n'
  cat "$scratch/out"
  printf -- '--- stderr\n'
  cat "$scratch/err"
  failed=1
}

# run STATUS WHAT ARGUMENTS...: leaves the streams in `out` and `err` of the scratch folder. Programs are looked for in
# $program_path where it is set.
run() {
  wanted=$1
  what=$2
  shift 2
  status=0
  PATH=${program_path:-$PATH} "$stackc" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
  [ "$status" -eq "$wanted" ] || fail "$what: exit $status, wanted $wanted"
}

# says STREAM WHAT TEXT
says() {
  grep -qF -- "$3" "$scratch/$1" || fail "$2: $1 lacks: $3"
}

# says_not STREAM WHAT TEXT
says_not() {
  if grep -qF -- "$3" "$scratch/$1"; then fail "$2: $1 has: $3"; fi
}

# silent STREAM WHAT
silent() {
  [ ! -s "$scratch/$1" ] || fail "$2: $1 is not empty"
}
