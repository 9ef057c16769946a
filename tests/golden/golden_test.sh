#!/bin/sh
# A stack compiles to exactly its golden tree, whoever compiles it and where.
#   golden_test.sh STACKC NAME     (from the top of the repository)
set -eu

stackc=$1
name=$2
golden=golden/$name
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ ! -d "$golden" ]; then
  echo "$golden does not exist; ./dev golden writes it"
  exit 1
fi

"$stackc" build "stacks/$name" --out "$scratch/here"
# diff names missing and extra files too.
if ! diff -ru --no-dereference "$golden" "$scratch/here"; then
  echo "$golden is not what stacks/$name compiles to; ./dev golden rewrites it"
  exit 1
fi
# diff does not see modes.
(cd "$golden" && find . -type f -perm -u+x | LC_ALL=C sort) >"$scratch/golden.modes"
(cd "$scratch/here" && find . -type f -perm -u+x | LC_ALL=C sort) >"$scratch/here.modes"
diff -u "$scratch/golden.modes" "$scratch/here.modes"

# Another directory, another locale, another time zone, hardly an environment: the same bytes.
stack=$PWD/stacks/$name
mkdir "$scratch/elsewhere"
(cd "$scratch/elsewhere" && env -i LC_ALL=C.UTF-8 TZ=Pacific/Kiritimati HOME="$scratch" "$stackc" build "$stack" --out there)
diff -r --no-dereference "$scratch/here" "$scratch/elsewhere/there"

"$stackc" check "stacks/$name" --out "$golden"
