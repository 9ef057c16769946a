#!/bin/sh
# A check of many stacks in one call against `sha256sum -c` over the same files, and its peak memory. The stacks are
# copies of one under other names.
#   fleet.sh STACKC MEASURE STACK [STACKS [ROUNDS]]
# Exits with 1 beyond the bar: 2.5 times, with two threads and warm caches; 64 MiB.
set -eu

stackc=$1
measure=$2
stack=$3
stacks=${4:-1000}
rounds=${5:-11}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

number=1
set --
while [ "$number" -le "$stacks" ]; do
  folder=$scratch/fleet/s$number
  mkdir -p "$folder"
  sed "s/^name: .*/name: s$number/" "$stack/stack.yaml" >"$folder/stack.yaml"
  set -- "$@" "$folder"
  number=$((number + 1))
done
"$stackc" build --quiet --jobs 2 "$@"
find "$scratch/fleet" -type f ! -name stack.yaml ! -name stack.lock -exec sha256sum {} + >"$scratch/sums"
echo "$stacks copies of $stack: $(wc -l <"$scratch/sums") files, $(cut -c67- "$scratch/sums" | xargs cat | wc -c) bytes; $rounds interleaved rounds"

"$measure" "$rounds" "$scratch" \
  -- "$stackc" check --quiet --jobs 2 "$@" \
  -- sha256sum -c --status "$scratch/sums" >"$scratch/results"

awk '
  { median[NR] = $1; least[NR] = $2; peak[NR] = $3 }
  function row(name, i) { printf "  %-14s median %6.1f ms   least %6.1f ms   peak %6d KiB\n", name, median[i] / 1000, least[i] / 1000, peak[i] }
  function bar(name, value, most, unit) {
    ok = value <= most
    printf "  %-28s %5.2f%s  (bar %s)  %s\n", name, value, unit, most, ok ? "ok" : "BEYOND THE BAR"
    if (!ok) bad = 1
  }
  END {
    if (NR != 2) { print "no measurement"; exit 1 }
    row("check", 1); row("sha256sum -c", 2)
    bar("check / sha256sum -c", median[1] / median[2], 2.5, "")
    bar("peak memory of check", peak[1] / 1024, 64, " MiB")
    exit bad
  }' "$scratch/results"
