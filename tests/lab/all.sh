#!/usr/bin/env bash
# Every test of the lab, in two lanes at once: one has those that take ports of this machine which others take too (80, 443, 3306,
# 5000, 8000), one after the other; the other lane has the rest. The images of a test are made before it, by the lane that
# comes to them first.
#
#   tests/lab/all.sh STACKC [NAME...]     those tests alone
#
# What a test says is kept in build/lab/NAME.log, and shown when it ends, under a line with its result and its seconds.
# Needs: `lab up`. Exit: 0 every test passed or was skipped; 1 one did not; 2 usage.
# shellcheck disable=SC2317 # functions are run by name
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2

refuse() {
  printf 'all.sh: %s\n' "$1" >&2
  exit 2
}
if [ "$#" -eq 0 ] || [ ! -x "$1" ]; then refuse 'usage: tests/lab/all.sh STACKC [NAME...]'; fi
stackc=$1
only=("${@:2}")
for name in "${only[@]}"; do [ -x "tests/lab/$name.sh" ] || refuse "there is no test $name"; done
folder=build/lab
rm -rf "$folder"
mkdir -p "$folder"
exec 3>&1

# show NAME WORDS: what the test said, in one piece.
show() {
  (
    flock 8
    printf 'lab: %s\n' "$1 $2"
    cat "$folder/$1.log"
  ) >&3 8>"$folder/output.lock"
}
# In the background, so that a signal reaches the lane, which hands it on.
run() {
  "$@" &
  running=$!
  wait "$running"
}

# images NAME: made, as the test's head says. The stand-in for node is the only one that is made of more than Debian packages.
images() {
  local wanted
  read -ra wanted < <(sed -n 's/^# Images: //p' "tests/lab/$1.sh")
  if [ "${#wanted[@]}" -eq 0 ]; then
    echo "tests/lab/$1.sh does not say which images it needs"
    return 1
  fi
  if [ "${wanted[0]}" = node24 ] && ! run tests/lab/lab images node24; then
    echo "skipped: $1 in containers, because the image of node cannot be made (it needs the npm registry)"
    return 77
  fi
  run tests/lab/lab images "${wanted[@]}"
}
# attempt NAME [STACK OVERLAY...]: the test gets what stackc wrote for that stack, or stackc itself.
attempt() {
  local name=$1 overlay arguments=()
  images "$name" || return
  began=$SECONDS
  if [ "$#" -eq 1 ]; then
    run "tests/lab/$name.sh" "$stackc"
    return
  fi
  for overlay in "${@:3}"; do arguments+=(--with "tests/lab/$overlay.overlay.yaml"); done
  "$stackc" build "$2" "${arguments[@]}" --quiet --out "$folder/$name" && run "tests/lab/$name.sh" "$folder/$name"
}
# test_of NAME [STACK OVERLAY...]: one that fails does not keep the others from being run.
test_of() {
  local start=$SECONDS began=$SECONDS status=0 result
  if [ "${#only[@]}" -gt 0 ] && [[ " ${only[*]} " != *" $1 "* ]]; then return; fi
  now=$1
  attempt "$@" >"$folder/$1.log" 2>&1 || status=$?
  case $status in
    0) result=passed ;;
    77) result=skipped ;;
    *) result="FAILED ($status)" failed=1 ;;
  esac
  show "$1" "$result after $((SECONDS - began)) s, and $((began - start)) s for its images"
}

edge() {
  test_of blog stacks/blog blog
  test_of teammoa stacks/teammoa teammoa
  test_of doctor stacks/teammoa teammoa
  test_of alb stacks/teammoa alb
  test_of library stacks/library library
  test_of community stacks/community
  test_of front
  test_of startup stacks/startup startup
}
beside() {
  test_of backings
  test_of ballpark stacks/ballpark ballpark
  test_of java tests/lab/java
  test_of workspace tests/lab/workspace
  test_of pnpm
  test_of registry
  test_of frameworks tests/lab/frameworks
  test_of packages
  test_of systemd stacks/ballpark ballpark systemd
  test_of proxies
  test_of balancer
}
stop_lane() {
  # It may have ended just now.
  kill -TERM "$running" 2>/dev/null
  wait "$running"
  show "$now" 'was ended by a signal'
  exit 1
}
lane() {
  trap stop_lane TERM INT
  failed=0
  "$1"
  exit "$failed"
}

lanes=()
for name in edge beside; do
  lane "$name" &
  lanes+=($!)
done
# One may have ended.
trap 'kill -TERM "${lanes[@]}" 2>/dev/null' TERM INT
status=0
for pid in "${lanes[@]}"; do wait "$pid" || status=1; done
# A signal ends a `wait`, and not what it waits for.
wait
# Once more at the end, which is what CI shows of a long log.
awk 'FNR == 1 { name = FILENAME; gsub(".*/|[.]log$", "", name); said = 0 }
  /^not ok - / { said = 1; print "lab: " name ": " $0; next }
  said && /^    / { print; next }
  { said = 0 }' "$folder"/*.log
printf 'lab: %d s, %d assertions passed, %d failed\n' "$SECONDS" "$(cat "$folder"/*.log | grep -c '^ok - ')" \
  "$(cat "$folder"/*.log | grep -c '^not ok - ')"
exit "$status"
