#!/usr/bin/env bash
# FastAPI, Flask, a static site, Celery's worker and scheduler, a process by hand, an image by hand and memcached, run for real
# as tests/lab/frameworks/stack.yaml says.
#
#   tests/lab/frameworks.sh TREE     TREE: what stackc wrote for that stack
#
# Needs: `lab up`, the images nginx130 python312 busybox redis valkey memcached, ports 8093 and 8080, curl. Takes about a minute and a half, at most
# four. Removes what it made. Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=30 230 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
[ "$#" -eq 1 ] || refuse "usage: ${0##*/} TREE"
tree=$(readlink -f -- "$1")
[ -f "$tree/compose.prod.yaml" ] || refuse "$1 holds no compose.prod.yaml"

readonly project=frameworks api=lab/frameworks-api:lab page=lab/frameworks-site:lab manual=lab/frameworks-manual:lab
[ -z "$(docker ps -aq --filter label=com.docker.compose.project=$project)" ] ||
  refuse "containers of a project $project are here already: not touching them"
site=$work/site

compose() { timeout 150 "$site/deploy/ops/compose.sh" "$@" </dev/null; }
cleanup() {
  compose logs --no-color >>"$log" 2>&1
  compose down --volumes --remove-orphans --timeout 3 >>"$log" 2>&1 || say 'cleanup: compose down failed'
  docker image rm --force "$api" "$page" "$manual" frameworks-dev-manual >>"$log" 2>&1
}
get() { curl --silent --show-error --fail --max-time 30 --resolve frameworks.example.com:8093:127.0.0.1 "$@"; }
says() { # TEXT PATH [CURL-ARGUMENTS...]
  local text=$1 path=$2 answer
  shift 2
  answer=$(get "$@" "http://frameworks.example.com:8093$path") || return 1
  printf '%s, wanted %s\n' "$answer" "$text"
  grep -qF -- "$text" <<<"$answer"
}
count() { get http://frameworks.example.com:8093/api/counts | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
rises() { # NAME: its count is higher after some seconds
  local before
  before=$(count "$1") || return 1
  sleep 5
  echo "$1: $before, then $(count "$1")"
  [ "$(count "$1")" -gt "$before" ]
}
health() { docker inspect --format '{{.State.Status}} {{.State.Health.Status}}' "$(compose ps --quiet "$1")"; }
is() { # WANTED COMMAND...
  local wanted=$1 got
  shift
  got=$("$@") || return 1
  echo "got $got, wanted $wanted"
  [ "$got" = "$wanted" ]
}

# --- up -----------------------------------------------------------------------------

mkdir "$site"
cp -R "$here/apps/frameworks/." "$site"
cp -R "$tree/." "$site"
cd "$site" || exit 2
# What a folder of pages has beside them.
printf 'PASSWORD=of-somebody\n' >manual/public/.env
mkdir manual/public/.git && printf 'ref: refs/heads/main\n' >manual/public/.git/HEAD
ln -s guide manual/public/latest
(umask 077 && printf 'p { color: black }\n' >manual/public/style.css)
must 'secrets.sh makes every secret' timeout 20 deploy/ops/secrets.sh
must "the API's image builds" timeout 150 docker build --quiet --tag "$api" api
must "the site's image builds" timeout 150 docker build --quiet --tag "$page" site
must "the manual's image builds" timeout 60 docker build --quiet --tag "$manual" manual
id_of() { docker image inspect -f '{{.Id}}' "$1"; }
release=("api=$(id_of "$api")" "site=$(id_of "$page")" "manual=$(id_of "$manual")")
must 'deploy.sh brings everything up' timeout 200 deploy/ops/deploy.sh "${release[@]}"
nothing_but_dns() {
  local found
  found=$(timeout 60 deploy/ops/doctor.sh)
  printf '%s\n' "$found"
  not grep -v '^error dns-missing' <<<"$found"
}
check 'doctor.sh finds nothing but the name, which nobody has' nothing_but_dns

# --- what one sees --------------------------------------------------------------------

check 'FastAPI answers' says '"alive":true' /api/health
gateway=$(docker network inspect --format '{{(index .IPAM.Config 0).Gateway}}' frameworks_edge)
check 'and knows the client, not only the proxy' says "\"client\":\"$gateway\"" /api/whoami
check 'Flask answers, out of memcached' says 'visits: 1' /
check 'which remembers' says 'visits: 2' /
check 'and may fill three quarters of its limit' says 'limit_maxbytes 100663296' /limit
manual() { # STATUS TEXT PATH: what the static site answers
  local answer
  answer=$(curl --silent --show-error --max-time 30 --write-out '\n%{http_code} %{redirect_url}' \
    --resolve frameworks.example.com:8093:127.0.0.1 "http://frameworks.example.com:8093/manual/$3") || return 1
  printf '%s\nwanted %s, %s\n' "$answer" "$1" "$2"
  [[ ${answer##*$'\n'} == "$1 "* ]] && grep -qF -- "$2" <<<"$answer"
}
check 'the static site has its page' manual 200 'first edition' ''
check 'a folder, too' manual 200 'How it is used' guide/
check 'a folder without a slash leads there, at the port that was asked' manual 301 http://frameworks.example.com:8093/manual/guide/ guide
check 'a page beside it' manual 200 'How it was used' guide/old.html
check 'a link in the source is what it leads to' manual 200 'How it is used' latest/
check 'a file that only its owner could read' manual 200 'color' style.css
check 'what is missing is its own page of that, with 404' manual 404 'The manual has no such page' none/at/all
check 'hidden files are no part of it' manual 404 'The manual has no such page' .env
check 'nor is its history' manual 404 'The manual has no such page' .git/HEAD
check 'but for well-known ones' manual 200 'Contact:' .well-known/security.txt
header() { get --head "http://frameworks.example.com:8093$1" | tr -d '\r' | sed -n "s/^$2: //Ip"; }
check 'a page is asked for again each time' is no-cache header /manual/guide/ cache-control
check 'and has a tag to ask with' not is '' header /manual/guide/ etag
nothing_runs() { not grep -E '^manual' <<<"$(compose ps --services)"; }
check 'nothing of it runs' nothing_runs
check 'the worker does what the API hands over' says '"sum":42' '/api/sum?a=40&b=2'
check 'the scheduler sends, the worker does it' rises ticks
check 'the worker is asked whether it works' is 'running healthy' health api-worker
check 'the process by hand is asked by its own command' is 'running healthy' health api-consumer
check 'the image by hand is asked by its own command, too' is 'running healthy' health counter
check 'the scheduler, of which no question is asked, runs' is 'running healthy' health api-beat
limit() { docker inspect --format '{{.HostConfig.Memory}} {{.Config.User}} {{.HostConfig.ReadonlyRootfs}}' "$(compose ps --quiet api-worker)"; }
check 'the worker has its own limit of memory, and no rights' is '536870912 1000:1000 true' limit

# --- work that is not done yet ----------------------------------------------------------

check 'a long task is begun' says '"sent":true' '/api/slow?seconds=8' --request POST
sleep 2
check 'the worker is told to stop' compose stop api-worker
check 'and finished what it did' is 1 count slow
check 'doctor.sh names the worker that is gone' sh -c 'timeout 60 deploy/ops/doctor.sh | grep "api-worker"'
check 'it comes back' compose up --detach --no-deps --wait --wait-timeout 60 api-worker
check 'and works' says '"sum":3' '/api/sum?a=1&b=2'
ended() { compose stop api-consumer && compose logs --no-log-prefix api-consumer | grep -F 'consumer: ended as it was told'; }
check 'the process by hand gets the signal to stop' ended

# --- the next release -------------------------------------------------------------------

printf '\n@app.task\ndef version():\n    return 2\n' >>api/shop/tasks.py
must 'the next image builds' timeout 150 docker build --quiet --tag "$api" api
# Of the manual: a page and a folder go, a file becomes a folder, a page changes, the others stay.
tag=$(header /manual/guide/ etag)
rm -r manual/public/guide/old.html manual/public/chapter manual/public/about
mkdir manual/public/about
printf '<p>About, in a folder of its own.\n' >manual/public/about/index.html
sed -i 's/first/second/' manual/public/index.html
must "the manual's next image builds" timeout 60 docker build --quiet --tag "$manual" manual
must 'deploy.sh replaces the API, its processes and the manual' timeout 200 deploy/ops/deploy.sh "api=$(id_of "$api")" "manual=$(id_of "$manual")"
check 'the manual is the next one' manual 200 'second edition' ''
check 'a page that was taken out is gone' manual 404 'no such page' guide/old.html
check 'a folder, too, also without a slash' manual 404 'no such page' chapter
check 'what was a file is a folder now' manual 200 'in a folder of its own' about/
check 'a page that stayed has its tag still' is "$tag" header /manual/guide/ etag
worker_image() { docker inspect --format '{{.Image}}' "$(compose ps --quiet api-worker)"; }
check 'the worker runs the new image' is "$(id_of "$api")" worker_image
check 'the scheduler still sends' rises ticks
check 'rollback.sh goes back' timeout 200 deploy/ops/rollback.sh
check 'the worker too' is "${release[0]#api=}" worker_image
check 'and the manual' manual 200 'first edition' ''
check 'with the page that had gone' manual 200 'How it was used' guide/old.html
check 'and what is a file again' manual 200 'a file of that name' about
check 'and works' within 20 says '"sum":5' '/api/sum?a=2&b=3'

# --- a developer's machine ----------------------------------------------------------------

developing() { timeout 100 docker compose --file compose.yaml "$@" </dev/null; }
check 'a developer starts the manual alone' developing up --detach --build --no-deps manual
sed -i 's/second/third/' manual/public/index.html
check 'and sees what he writes' within 10 sh -c 'curl --silent --fail http://127.0.0.1:8080/ | grep "third edition"'
check 'a folder leads to its page' sh -c 'curl --silent --location --fail http://127.0.0.1:8080/guide | grep "How it is used"'
developing down --volumes --timeout 3 >>"$log" 2>&1 || say 'cleanup: compose down failed'
finish
