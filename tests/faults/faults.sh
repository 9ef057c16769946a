#!/bin/sh
# Fails and kills a build at each of its system calls, and looks at what is left:
#   every artifact is wholly old or wholly new, nothing else lies around after an error, the lock can be read,
#   `check` says in step only where that is so, and the next build heals, also of a stack that changed meanwhile.
#
# usage: faults.sh COMPILER OLD NEW LATER
#   COMPILER  has `build STACK --out DIR` and `check STACK --out DIR`, with the exit codes of stackc
#   OLD, NEW, LATER  three stacks whose artifacts differ: built before, while, and after the fault
# FAULTS  the faults to inject (default: KILL EIO ENOSPC EACCES)
# Needs strace. Prints how many points were tried; exit 1 if one was not survived.
set -eu

[ $# -eq 4 ] || { echo "usage: $0 COMPILER OLD NEW LATER" >&2; exit 64; }
compiler=$1 new=$3 later=$4
faults=${FAULTS:-KILL EIO ENOSPC EACCES}
command -v strace >/dev/null || { echo "faults.sh: skipped: no strace" >&2; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Calls that a build may make on its way to the disk, by any name the C library gives them.
calls="openat openat2 mkdir mkdirat write pwrite64 fchmod close rename renameat renameat2 unlink unlinkat rmdir
       read fstat newfstatat flock fsync fdatasync syncfs"

sums() { # artifacts of a root: "digest  path", without the lock and unfinished files
  (cd "$1" && find . -type f ! -name stack.lock ! -name '*.stackc-new' -exec sha256sum {} + | sort -k2)
}
unfinished() { find "$1" -name '*.stackc-new'; }
complain() {
  echo "faults.sh: $scenario: $fault at $call $k (exit $code): $*" >&2
  bad=$((bad + 1))
}

for stack in old new later; do
  "$compiler" build "$2" --out "$work/clean-$stack"
  sums "$work/clean-$stack" >"$work/$stack.sums"
  shift
done
sort -u "$work/old.sums" "$work/new.sums" >"$work/allowed"
mkdir "$work/start-first"
cp -a "$work/clean-old" "$work/start-change"

judge() {
  [ -d "$work/root" ] || mkdir "$work/root"
  sums "$work/root" >"$work/root.sums"
  if grep -vxF -f "$work/allowed" "$work/root.sums" >"$work/torn"; then
    complain "neither old nor new: $(cat "$work/torn")"
  fi
  if [ "$fault" != KILL ]; then
    case $code in
      0 | 74) ;;
      *) complain "an exit code that is not 0 or 74: $(cat "$work/said")" ;;
    esac
    if [ "$code" -eq 74 ] && ! [ -s "$work/said" ]; then complain "no message"; fi
    # What cannot be unlinked stays, until the next build.
    case $call in
      unlink*) ;;
      *) [ -z "$(unfinished "$work/root")" ] || complain "left $(unfinished "$work/root")" ;;
    esac
  fi
  if [ "$code" -eq 0 ] && ! cmp -s "$work/root.sums" "$work/new.sums"; then complain "exit 0 and not built"; fi
  seen=0
  "$compiler" check "$new" --out "$work/root" >/dev/null 2>"$work/said" || seen=$?
  case $seen in
    0) cmp -s "$work/root.sums" "$work/new.sums" || complain "check says in step, and it is not" ;;
    2) ;;
    *) complain "check exits with $seen: $(cat "$work/said")" ;;
  esac
  rm -rf "$work/changed"
  cp -a "$work/root" "$work/changed"
  heal root new "$new"
  heal changed later "$later"
}

heal() { # ROOT NAME STACK
  healed=0
  "$compiler" build "$3" --out "$work/$1" >/dev/null 2>"$work/said" || healed=$?
  [ "$healed" -eq 0 ] || complain "the next build of $2 exits with $healed: $(cat "$work/said")"
  diff -r "$work/$1" "$work/clean-$2" >"$work/differs" || complain "not healed to $2: $(head -3 "$work/differs")"
}

points=0
bad=0
for scenario in first change; do
  for call in $calls; do
    rm -rf "$work/root"
    cp -a "$work/start-$scenario" "$work/root"
    # A call that this machine does not have is not traced; nothing to inject then.
    strace -f -qq -o "$work/log" -e trace="?$call" "$compiler" build "$new" --out "$work/root" >/dev/null
    count=$(grep -c "$call(" "$work/log") || count=0
    for fault in $faults; do
      k=1
      while [ "$k" -le "$count" ]; do
        rm -rf "$work/root"
        cp -a "$work/start-$scenario" "$work/root"
        if [ "$fault" = KILL ]; then inject="signal=SIGKILL"; else inject="error=$fault"; fi
        code=0
        strace -f -qq -o "$work/log" -e trace="$call" -e inject="$call:$inject:when=$k" \
          "$compiler" build "$new" --out "$work/root" >/dev/null 2>"$work/said" || code=$?
        judge
        points=$((points + 1))
        k=$((k + 1))
      done
    done
  done
done
echo "faults.sh: $points points tried, $bad complaints"
[ "$bad" -eq 0 ]
