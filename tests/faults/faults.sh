#!/bin/sh
# Fails and kills a build at each of its system calls, and looks at what is left:
#   every artifact is wholly old or wholly new, nothing else lies around after an error, the lock can be read,
#   `check` says in step only where that is so, and the next build heals, also of a stack that changed meanwhile.
#
# In four scenarios: a first build; a change; a change of which a hand did a part already; the same with every step
# synced and the root walked by hand.
#
# usage: faults.sh COMPILER TREES
#   COMPILER  tree_compiler: `build STACK --out DIR` and `check STACK --out DIR`, with the exit codes of stackc
#   TREES     holds `old`, `new` and `later`, built before, while and after the fault (trees.sh makes them)
# FAULTS     the faults to inject (default: KILL EIO ENOSPC EACCES)
# SCENARIOS  of first, change, adopt, careful (default: all)
# Needs strace. Prints how many points were tried; exit 1 if one was not survived.
set -eu

[ $# -eq 2 ] || { echo "usage: $0 COMPILER TREES" >&2; exit 64; }
compiler=$1 new=$2/new later=$2/later
faults=${FAULTS:-KILL EIO ENOSPC EACCES}
command -v strace >/dev/null || { echo "faults.sh: skipped: no strace" >&2; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Calls that a build may make on its way to the disk, by any name the C library gives them.
calls="openat openat2 mkdir mkdirat write pwrite64 fchmod close rename renameat renameat2 unlink unlinkat rmdir
       read fstat newfstatat flock fsync fdatasync syncfs"

sums() { # artifacts of a root: "digest  path" and "runs path", without the lock and unfinished files
  (cd "$1" && find . -type f ! -name stack.lock ! -name '*.stackc-new' -exec sha256sum {} + | sort -k2 &&
    find . -type f -perm -u+x ! -name '*.stackc-new' -printf 'runs %p\n' | sort)
}
unfinished() { find "$1" -name '*.stackc-new'; }
complain() {
  echo "faults.sh: $scenario: $fault at $call $k (exit $code): $*" >&2
  bad=$((bad + 1))
}

for stack in old new later; do
  "$compiler" build "$2/$stack" --out "$work/clean-$stack"
  sums "$work/clean-$stack" >"$work/$stack.sums"
done
sort -u "$work/old.sums" "$work/new.sums" >"$work/allowed"
mkdir "$work/start-first"
for scenario in change adopt careful; do
  cp -a "$work/clean-old" "$work/start-$scenario"
done
echo new >"$work/start-adopt/adopted.conf"
echo new >"$work/start-careful/adopted.conf"
options_of() { # the options of a scenario
  if [ "$1" = careful ]; then echo --sync --walk; fi
}

# A kernel without openat2, or a sandbox that does not know it: the walk builds the same.
for fault in ENOSYS EPERM; do
  rm -rf "$work/root"
  cp -a "$work/start-change" "$work/root"
  strace -f -qq -o "$work/log" -e trace=openat2 -e inject="openat2:error=$fault" \
    "$compiler" build "$new" --out "$work/root" || { echo "faults.sh: no build where openat2 gives $fault" >&2; exit 1; }
  diff -r "$work/root" "$work/clean-new"
done

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
  sums "$work/$1" | cmp -s - "$work/$2.sums" || complain "not healed to the modes of $2"
}

# With --sync the disk has each step before the next begins; without, nobody waits for it.
steps() { # OPTIONS...: what a change does, a letter for each call
  rm -rf "$work/root"
  cp -a "$work/start-change" "$work/root"
  strace -f -qq -o "$work/log" -e trace=syncfs,fsync,fdatasync,renameat,renameat2,unlinkat \
    "$compiler" build "$new" --out "$work/root" "$@"
  sed -n 's/^[0-9]* *//; /AT_REMOVEDIR/d; s/^.*sync.*/S/p; s/^renameat.*"stack\.lock".*/L/p; s/^renameat.*/R/p; s/^unlinkat.*/U/p' \
    "$work/log" | tr -d '\n'
}
order=$(steps --sync)
printf '%s\n' "$order" | grep -qE '^SLSU*S?R+U*SLS$' || { echo "faults.sh: --sync in the order $order" >&2; exit 1; }
order=$(steps)
printf '%s\n' "$order" | grep -qE '^U*LU*R+U*L$' || { echo "faults.sh: without --sync in the order $order" >&2; exit 1; }

points=0
bad=0
for scenario in ${SCENARIOS:-first change adopt careful}; do
  options=$(options_of "$scenario")
  for call in $calls; do
    rm -rf "$work/root"
    cp -a "$work/start-$scenario" "$work/root"
    # A call that this machine does not have is not traced; nothing to inject then.
    # Options are words.
    # shellcheck disable=SC2086
    strace -f -qq -o "$work/log" -e trace="?$call" "$compiler" build "$new" --out "$work/root" $options >/dev/null
    count=$(grep -c "$call(" "$work/log") || count=0
    for fault in $faults; do
      k=1
      while [ "$k" -le "$count" ]; do
        rm -rf "$work/root"
        cp -a "$work/start-$scenario" "$work/root"
        if [ "$fault" = KILL ]; then inject="signal=SIGKILL"; else inject="error=$fault"; fi
        code=0
        # shellcheck disable=SC2086
        strace -f -qq -o "$work/log" -e trace="$call" -e inject="$call:$inject:when=$k" \
          "$compiler" build "$new" --out "$work/root" $options >/dev/null 2>"$work/said" || code=$?
        judge
        points=$((points + 1))
        k=$((k + 1))
      done
    done
  done
done
echo "faults.sh: ${SCENARIOS:-all scenarios}: $points points tried, $bad complaints"
[ "$bad" -eq 0 ]
