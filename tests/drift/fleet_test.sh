#!/bin/sh
# Many stacks in one call, from outside: results in the order of the arguments whatever the number of threads, one bad
# stack hides no other, the worst exit code counts, stacks of one root take turns, many builds at once end as one,
# progress on a terminal only.
#   fleet_test.sh STACKC STACK     (STACK: a stack.yaml with a line `name: …`)
# Backticks stand in messages.
# shellcheck disable=SC2016
set -eu

stackc=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
model=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
scratch=$(mktemp -d)
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0

fail() {
  printf 'FAILED: %s\n' "$*"
  failed=1
}

# exits WANTED WHAT ARGUMENTS...: leaves the streams in `out` and `err`
exits() {
  wanted=$1
  what=$2
  shift 2
  status=0
  "$stackc" "$@" >out 2>err </dev/null || status=$?
  [ "$status" -eq "$wanted" ] || fail "$what: exit $status, wanted $wanted: $(head -n 3 err)"
}

# stack FOLDER: the model under the folder's name
stack() {
  mkdir -p "$1"
  sed "s/^name: .*/name: $(basename "$1")/" "$model" >"$1/stack.yaml"
}

# --- a fleet of every state ----------------------------------------------------------------------
# in step, stale, edited, missing, new, with errors, with a damaged lock; and one that is not there.

fleet() { # FOLDER
  for number in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16; do
    stack "$1/s$number"
  done
  (cd "$1" && "$stackc" build --quiet s0? s1[0-4])
  sed -i 's/idle: 7d/idle: 6d/' "$1/s03/stack.yaml"
  echo '# by hand' >>"$1/s04/compose.yaml"
  rm "$1/s05/deploy/ops/secrets.sh"
  sed -i 's/^services:/servces:/' "$1/s06/stack.yaml"
  echo damaged >"$1/s07/stack.lock"
  chmod a-x "$1/s08/deploy/ops/secrets.sh"
}

same() { # WHAT FILE FILE
  cmp -s "$2" "$3" || fail "$1: $2 and $3 differ: $(diff "$2" "$3" | head -n 5)"
}

all='s01 s02 s03 s04 nowhere s05 s06 s07 s08 s09 s10 s11 s12 s13 s14 s15 s16 s01'
for jobs in 1 2 7; do
  fleet "with$jobs"
  cd "with$jobs"
  count=0
  for command in check diff 'check --format json' 'build --dry-run' build check 'build --format json'; do
    count=$((count + 1))
    status=0
    # Words are meant.
    # shellcheck disable=SC2086
    "$stackc" $command --jobs $jobs $all >"../$count.$jobs.out" 2>"../$count.$jobs.err" </dev/null || status=$?
    [ "$status" -eq 64 ] || fail "$command: exit $status, and one stack is not there"
  done
  cd ..
done
for one in *.1.out *.1.err; do
  for jobs in 2 7; do
    same "threads do not matter" "$one" "$(printf '%s' "$one" | sed "s/\.1\./.$jobs./")"
  done
done
diff -r with1 with2 >differs || fail "the trees differ: $(head -n 3 differs)"
diff -r with1 with7 >differs || fail "the trees differ: $(head -n 3 differs)"

# --- order, and nobody is hidden -----------------------------------------------------------------

fleet fleet
cd fleet
# shellcheck disable=SC2086
exits 64 'check of all' check --jobs 4 $all
grep -o '^s[0-9]*:' out >order || fail 'no stacks in the output'
printf '%s:\n' s01 s02 s03 s04 s05 s08 s09 s10 s11 s12 s13 s14 s15 s16 s01 >wanted
same 'results in the order of the arguments' wanted order
grep -q 'no stack at `nowhere`' err || fail 'the missing one is not named'
grep -q 's06/stack.yaml' err || fail 'the one with errors is not named'
grep -q 's07' err || fail 'the damaged lock is not named'
# shellcheck disable=SC2086
exits 64 'build of all' build --jobs 4 $all
exits 2 'what could be built is built, the edit stays' check s01 s03 s04 s05 s08 s15 s16
grep -q 'edited.*compose.yaml' out || fail 'the edit is not named'
cd ..

# --- the worst exit code: 74, 64, 1, 2, 0 --------------------------------------------------------

fleet codes
cd codes
exits 0 'all in step' check s01 s02
exits 2 'one drifted' check s01 s03 s02
exits 1 'errors before drift' check s03 s06 s01
exits 1 'errors before drift, in any order' check s06 s03
exits 64 'no stack before errors' check s06 nowhere s03
mkfifo s02/pipe
rm s02/stack.yaml
mv s02/pipe s02/stack.yaml
exits 74 'the disk before all of them' check nowhere s02 s06 s03 s01
exits 74 'the disk before all of them, in a build' build nowhere s02 s06 s04 s01
cd ..

# --- one root for several ------------------------------------------------------------------------

stack same
for _ in 1 2 3 4 5; do
  exits 0 'one stack named four times' build --jobs 4 same same same same --out shared
  grep -q '^same: .* written' out || fail 'the first does not write'
  [ "$(grep -c 'written' out)" -ge 1 ] || fail 'nothing was written'
  sed -n '$p' out | grep -q 'unchanged$' || fail 'the last one is not the one that finds it done'
  rm -rf shared
done

# --- many processes at once on one root ----------------------------------------------------------

"$stackc" build --quiet same --out alone
for round in 1 2 3; do
  rm -rf together
  started=
  for number in 1 2 3 4 5 6 7 8; do
    "$stackc" build --quiet same --out together >"together.$number" 2>&1 &
    started="$started $!"
  done
  for process in $started; do
    wait "$process" || fail "round $round: a build among many ends with $?"
  done
  diff -r alone together >differs || fail "round $round: many builds are not one: $(head -n 3 differs)"
done

# --- progress ------------------------------------------------------------------------------------

exits 0 'several that are in step' check fleet/s01 fleet/s02
[ ! -s err ] || fail 'something is said without a terminal'
if ! command -v script >/dev/null; then
  echo 'skipped: progress on a terminal, because script is not installed'
# A system that is only a folder may have no pseudo-terminals.
elif ! script -qec true /dev/null >out 2>err </dev/null; then
  printf 'skipped: progress on a terminal: %s\n' "$(cat out err)"
else
  TERM=xterm script -qec "$stackc check fleet/s01 fleet/s02 fleet/s09 >/dev/null" typescript </dev/null >seen
  tr '\r' '\n' <seen | grep -q 'check: [0-9]* of 3 stacks' || fail 'no progress on a terminal'
  TERM=dumb script -qec "$stackc check fleet/s01 fleet/s02 >/dev/null" typescript </dev/null >seen
  if grep -q 'of 2 stacks' seen; then fail 'progress on a terminal that cannot take it away'; fi
  TERM=xterm script -qec "$stackc check --quiet fleet/s01 fleet/s02 >/dev/null" typescript </dev/null >seen
  if grep -q 'of 2 stacks' seen; then fail 'progress although quiet'; fi
fi

# --- the disk has it -----------------------------------------------------------------------------

exits 0 'a build that waits for the disk' build same --out waited --sync
diff -r alone waited >differs || fail "--sync writes something else: $(head -n 3 differs)"

exit "$failed"
