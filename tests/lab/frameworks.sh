#!/usr/bin/env bash
# FastAPI, Flask, Celery's worker and scheduler, RQ's worker, a process by hand, an image by hand and memcached, run for real
# as tests/lab/frameworks/stack.yaml says; then the same in development.
#
#   tests/lab/frameworks.sh TREE     TREE: what stackc wrote for that stack
#
# Needs: `lab up`, its images, ports 8093, 8193 and 8194, curl. Takes about two minutes and a half, at most four. Removes what
# it made. Exit: 0 all passed; 1 something failed; 2 it could not start.
# Images: nginx130 python312 redis valkey memcached
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=30 240 "$0" "$@"
fi
readonly api=lab/frameworks-api:lab page=lab/frameworks-site:lab url=http://frameworks.example.com:8093
project=frameworks images="$api $page"
# shellcheck source=tests/lab/stack.sh
. "$here/stack.sh"

# Needs: `lab up`, its images, ports 8093, 8193 and 8194, curl. Takes about two minutes and a half, at most four. Removes what
# it made. Exit: 0 all passed; 1 something failed; 2 it could not start.
# Images: nginx130 python312 redis valkey memcached
rises() { # NAME: its count is higher after some seconds
  local before
  before=$(count "$1") || return 1
  sleep 5
  echo "$1: $before, then $(count "$1")"
  [ "$(count "$1")" -gt "$before" ]
}

# --- up -----------------------------------------------------------------------------

settle frameworks
must 'secrets.sh makes every secret' timeout 20 deploy/ops/secrets.sh
must "the API's image builds" timeout 150 docker build --quiet --tag "$api" api
must "the site's image builds" timeout 150 docker build --quiet --tag "$page" site
release=("api=$(id_of "$api")" "site=$(id_of "$page")")
must 'deploy.sh brings everything up' timeout 200 deploy/ops/deploy.sh "${release[@]}"
nothing_but_dns() {
  local found
  found=$(timeout 60 deploy/ops/doctor.sh)
  printf '%s\n' "$found"
  not grep -v '^error dns-missing' <<<"$found"
}
check 'doctor.sh finds nothing but the name, which nobody has' nothing_but_dns

# --- what one sees --------------------------------------------------------------------

check 'FastAPI answers' says '"alive":true' "$url/api/health"
gateway=$(docker network inspect --format '{{(index .IPAM.Config 0).Gateway}}' frameworks_edge)
check 'and knows the client, not only the proxy' says "\"client\":\"$gateway\"" "$url/api/whoami"
check 'Flask answers, out of memcached' says 'visits: 1' "$url/"
check 'which remembers' says 'visits: 2' "$url/"
check 'and may fill three quarters of its limit' says 'limit_maxbytes 100663296' "$url/limit"
check 'the worker does what the API hands over' says '"sum":42' "$url/api/sum?a=40&b=2"
check 'the scheduler sends, the worker does it' rises ticks
check "RQ's worker does what the API hands over" says '"letter":"Dear Ann"' '/api/letter?name=Ann'
check 'the worker is asked whether it works' is 'running healthy' health api-worker
check "so is RQ's" is 'running healthy' health api-letters
check 'the process by hand is asked by its own command' is 'running healthy' health api-consumer
check 'the image by hand is asked by its own command, too' is 'running healthy' health counter
check 'the scheduler, of which no question is asked, runs' is 'running healthy' health api-beat
limit() { docker inspect --format '{{.HostConfig.Memory}} {{.Config.User}} {{.HostConfig.ReadonlyRootfs}}' "$(container api-worker)"; }
check 'the worker has its own limit of memory, and no rights' is '536870912 1000:1000 true' limit

# --- work that is not done yet ----------------------------------------------------------

# Needs: `lab up`, its images, ports 8093, 8193 and 8194, curl. Takes about two minutes and a half, at most four. Removes what
# it made. Exit: 0 all passed; 1 something failed; 2 it could not start.
# Images: nginx130 python312 redis valkey memcached
sleep 2
check 'the workers are told to stop' compose stop api-worker api-letters
check 'and finished what they did' is 1 count slow
check 'both' is 2 count letters
check 'doctor.sh names the worker that is gone' sh -c 'timeout 60 deploy/ops/doctor.sh | grep "api-worker"'
# Needs: `lab up`, its images, ports 8093, 8193 and 8194, curl. Takes about two minutes and a half, at most four. Removes what
# it made. Exit: 0 all passed; 1 something failed; 2 it could not start.
# Images: nginx130 python312 redis valkey memcached
ended() { compose stop api-consumer && compose logs --no-log-prefix api-consumer | grep -F 'consumer: ended as it was told'; }
check 'the process by hand gets the signal to stop' ended

# --- the next release -------------------------------------------------------------------

printf '\n@app.task\ndef version():\n    return 2\n' >>api/shop/tasks.py
must 'the next image builds' timeout 150 docker build --quiet --tag "$api" api
must 'deploy.sh replaces the API and its processes' timeout 200 deploy/ops/deploy.sh "api=$(id_of "$api")"
worker_image() { docker inspect --format '{{.Image}}' "$(container api-worker)"; }
check 'the worker runs the new image' is "$(id_of "$api")" worker_image
check 'the scheduler still sends' rises ticks
check 'rollback.sh goes back' timeout 200 deploy/ops/rollback.sh
check 'the worker too' is "${release[0]#api=}" worker_image
# Needs: `lab up`, its images, ports 8093, 8193 and 8194, curl. Takes about two minutes and a half, at most four. Removes what
# it made. Exit: 0 all passed; 1 something failed; 2 it could not start.
# Images: nginx130 python312 redis valkey memcached
finish
