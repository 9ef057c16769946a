#!/bin/sh
# A cold build against `cp -r` of the same tree, a check against `sha256sum -c` of it, and peak memory.
#   bench.sh STACKC MEASURE STACK [ROUNDS]
# Exits with 1 beyond the bar: build 3 times, check 3 times, 12 MiB. Many stacks in one call: bench/fleet.sh.
set -eu

stackc=$1
measure=$2
stack=$3
rounds=${4:-101}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

tree=$scratch/tree
"$stackc" build "$stack" --out "$tree"
find "$tree" -type f | LC_ALL=C sort | xargs sha256sum >"$scratch/sums"
echo "$stack: $(wc -l <"$scratch/sums") files, $(find "$tree" -type f -exec cat {} + | wc -c) bytes; $rounds interleaved rounds"

"$measure" "$rounds" "$scratch" \
  -- "$stackc" build "$stack" --out @OUT@ \
  -- cp -r "$tree" @OUT@ \
  -- "$stackc" check "$stack" --out "$tree" \
  -- sha256sum -c --status "$scratch/sums" >"$scratch/results"

awk '
  { median[NR] = $1; least[NR] = $2; peak[NR] = $3 }
  function row(name, i) { printf "  %-14s median %6d us   least %6d us   peak %6d KiB\n", name, median[i], least[i], peak[i] }
  function ratio(name, over, under, bar) {
    r = median[over] / median[under]
    ok = r <= bar
    printf "  %-28s %5.2f  (bar %d)  %s\n", name, r, bar, ok ? "ok" : "BEYOND THE BAR"
    if (!ok) bad = 1
  }
  function memory(name, i) {
    mib = peak[i] / 1024
    ok = mib <= 12
    printf "  %-28s %5.2f MiB  (bar 12)  %s\n", name, mib, ok ? "ok" : "BEYOND THE BAR"
    if (!ok) bad = 1
  }
  END {
    if (NR != 4) { print "no measurement"; exit 1 }
    row("build", 1); row("cp -r", 2); row("check", 3); row("sha256sum -c", 4)
    ratio("build / cp -r", 1, 2, 3)
    ratio("check / sha256sum -c", 3, 4, 3)
    memory("peak memory of build", 1)
    memory("peak memory of check", 3)
    exit bad
  }' "$scratch/results"
