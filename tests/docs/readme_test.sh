#!/bin/sh
# What README.md shows of a terminal is what stackc says.
#   readme_test.sh STACKC TOP
set -eu

stackc=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
top=$(cd "$2" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# block BEGINNING: the lines of the block that has a line which begins so, from there on
block() {
  awk -v beginning="$1" '/^```/ { inside = 0 } index($0, beginning) == 1 { inside = 1 } inside' "$top/README.md"
}

# same WHAT SHOWN SAID
same() {
  if [ ! -s "$2" ] || ! diff "$2" "$3" >"$scratch/differs"; then
    printf 'FAILED: README.md does not show what stackc says: %s\n' "$1"
    cat "$scratch/differs"
    failed=1
  fi
}

cd "$top"
"$stackc" build stacks/teammoa --out "$scratch/tree" --quiet
block '$ stackc explain deploy/' | sed 1d >"$scratch/shown"
line=$(block '$ stackc explain deploy/' | sed -n '1s/.*explain \([^ ]*\) .*/\1/p')
"$stackc" explain "$line" stacks/teammoa --out "$scratch/tree" >"$scratch/said"
same explain "$scratch/shown" "$scratch/said"

mkdir -p "$scratch/repository/stacks/teammoa"
sed 's/server: daphne/server: gunicorn/' stacks/teammoa/stack.yaml >"$scratch/repository/stacks/teammoa/stack.yaml"
block 'error[STK3007]' >"$scratch/shown"
(cd "$scratch/repository" && "$stackc" build stacks/teammoa --out tree >"$scratch/said" 2>&1) && failed=1
same 'a broken stack' "$scratch/shown" "$scratch/said"
exit "$failed"
