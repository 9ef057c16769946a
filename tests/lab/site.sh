# shellcheck shell=bash
# What the tests of whole stacks share; they source it, with the tree as their only argument: one place on this machine
# for a stack ($site, below $work), assertions that are counted, requests, and a clean-up. Those of another stack than
# stacks/teammoa say first whose: $project, $domain, $images (by spaces) and $adopted, the volume it adopts or nothing.
# shellcheck disable=SC2034 # used by those who source it

refuse() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 2; }

[ "$#" -eq 1 ] || refuse "usage: ${0##*/} TREE"
tree=$(readlink -f -- "$1")
[ -f "$tree/compose.prod.yaml" ] || refuse "$1 holds no compose.prod.yaml"
timeout 20 docker info >/dev/null 2>&1 || refuse "no container engine answers: run tests/lab/lab up"
exec 9>"${TMPDIR:-/tmp}/stackc-lab-edge.lock"
flock -n 9 || refuse "another lab test holds ports 80 and 443"

if [ -z "${project:-}" ]; then
  project=teammoa domain=teammoa.duckdns.org adopted=teammoa_mysql_data_prod images=tlesmes/teammoa-web:lab
fi
readonly project domain adopted images
readonly image=${images%% *}
if [ -n "$(docker ps -aq --filter label=com.docker.compose.project="$project")" ] ||
  { [ -n "$adopted" ] && docker volume inspect "$adopted" >/dev/null 2>&1; }; then
  refuse "containers or the volume of a project $project are here already: not touching them"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/stackc-lab-$project.XXXXXX")
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
  # shellcheck disable=SC2086 # a list of names
  docker image rm $images >>"$log" 2>&1
  if declare -F clean_up_more >/dev/null; then clean_up_more >>"$log" 2>&1; fi
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
container() { docker ps -q --filter label=com.docker.compose.project="$project" --filter "label=com.docker.compose.service=$1"; }

# --- the site, as a visitor sees it: $work/root.pem is the authority's root -----------------

request() {
  curl --silent --show-error --max-time 30 --cacert "$work/root.pem" \
    --resolve "$domain:80:127.0.0.1" --resolve "$domain:443:127.0.0.1" "$@"
}
status_of() { request --output /dev/null --write-out '%{http_code}' "$@"; }
has_status() { # STATUS CURL-ARGUMENTS...
  local want=$1 got
  shift
  got=$(status_of "$@")
  printf 'status %s, wanted %s\n' "$got" "$want"
  [ "$got" = "$want" ]
}
fails_with() { # CURL-EXIT CURL-ARGUMENTS...
  local want=$1 got
  shift
  request --output /dev/null "$@"
  got=$?
  printf 'curl ended with %s, wanted %s\n' "$got" "$want"
  [ "$got" = "$want" ]
}
# Each header exactly once, as `Name: value`.
has_headers() { # URL HEADER...
  local url=$1 headers line found status=0
  shift
  headers=$(request --dump-header - --output /dev/null "$url" | tr -d '\r')
  printf '%s\n' "$headers"
  for line in "$@"; do
    found=$(grep -ci "^${line%%:*}:" <<<"$headers")
    if [ "$found" != 1 ] || ! grep -qix -- "$line" <<<"$headers"; then
      printf 'wanted once: %s (found %s)\n' "$line" "$found"
      status=1
    fi
  done
  return "$status"
}
answers() { # EXPECTED-JSON-EXPRESSION URL: python over the answer, as `it`
  request "$2" | python3 -c 'import json, sys; it = json.load(sys.stdin); print(it); sys.exit(not eval(sys.argv[1]))' "$1"
}
is_healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$(container "$1")")" = healthy ]; }
