# shellcheck shell=bash
# What teammoa.sh and doctor.sh share; they source it, with the tree as their only argument: one place on this machine
# for a stack of stacks/teammoa ($site, below $work), assertions that are counted, and a clean-up.
# shellcheck disable=SC2034 # used by those who source it

refuse() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 2; }

[ "$#" -eq 1 ] || refuse "usage: ${0##*/} TREE"
tree=$(readlink -f -- "$1")
[ -f "$tree/compose.prod.yaml" ] || refuse "$1 holds no compose.prod.yaml"
timeout 20 docker info >/dev/null 2>&1 || refuse "no container engine answers: run tests/lab/lab up"
exec 9>"${TMPDIR:-/tmp}/stackc-lab-edge.lock"
flock -n 9 || refuse "another lab test holds ports 80 and 443"

readonly project=teammoa domain=teammoa.duckdns.org adopted=teammoa_mysql_data_prod
readonly image=tlesmes/teammoa-web:lab
if [ -n "$(docker ps -aq --filter label=com.docker.compose.project=$project)" ] ||
  docker volume inspect "$adopted" >/dev/null 2>&1; then
  refuse "containers or the volume of a project $project are here already: not touching them"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/stackc-lab-teammoa.XXXXXX")
site=$work/site
log=$work/log
passed=0 failed=0 made_volume=no

say() { printf '%s\n' "$*"; }
compose() { timeout 200 "$site/deploy/ops/compose.sh" "$@"; }

cleanup() {
  trap '' TERM INT
  if [ -d "$work/dev" ]; then
    (cd "$work/dev" && timeout 60 docker compose down --volumes --timeout 3 --rmi local) >>"$log" 2>&1 ||
      say "cleanup: the development stack stays"
  fi
  docker ps -aq --filter label=stackc.lab.stranger | xargs -r docker rm --force >>"$log" 2>&1
  if [ -x "$site/deploy/ops/compose.sh" ]; then
    compose logs --no-color >>"$log" 2>&1
    compose down --volumes --remove-orphans --timeout 3 >>"$log" 2>&1 || say "cleanup: compose down failed"
  fi
  if [ "$made_volume" = yes ]; then docker volume rm "$adopted" >>"$log" 2>&1 || say "cleanup: $adopted stays"; fi
  docker image rm "$image" >>"$log" 2>&1
  if [ "$failed" -gt 0 ]; then say "log: $log"; else rm -rf "$work"; fi
}
finish() {
  cleanup
  say "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}
trap 'failed=$((failed + 1)); say "not ok - ended by a signal or the time limit"; finish' TERM INT

# check NAME COMMAND...: one assertion.
check() {
  local name=$1 output status
  shift
  output=$("$@" 2>&1)
  status=$?
  printf -- '--- %s (exit %s)\n%s\n' "$name" "$status" "$output" >>"$log"
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
    say "ok - $name"
  else
    failed=$((failed + 1))
    say "not ok - $name"
    printf '%s\n' "$output" | tail -n 15 | sed 's/^/    /'
  fi
  return "$status"
}
# must NAME COMMAND...: an assertion without which the rest makes no sense.
must() { check "$@" || finish; }
# within SECONDS COMMAND...: tries once a second.
within() {
  local deadline=$((SECONDS + $1)) output
  shift
  until output=$("$@" 2>&1); do
    if [ "$SECONDS" -ge "$deadline" ]; then
      printf '%s\n' "$output"
      return 1
    fi
    sleep 1
  done
  printf '%s\n' "$output"
}
not() { ! "$@"; }
container() { docker ps -q --filter label=com.docker.compose.project=$project --filter "label=com.docker.compose.service=$1"; }
