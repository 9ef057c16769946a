#!/usr/bin/env bash
# FastAPI, Flask, a static site, Celery's worker and scheduler, RQ's worker, a process by hand, an image by hand and memcached,
# run for real as tests/lab/frameworks/stack.yaml says; then the same in development.
#
#   tests/lab/frameworks.sh TREE     TREE: what stackc wrote for that stack
#
# Needs: `lab up`, its images, ports 8093 and 8192 to 8194, curl. Takes about three minutes, at most ten. Removes what it made.
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# Images: nginx130 python312 busybox redis valkey memcached
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=30 600 "$0" "$@"
fi
readonly api=lab/frameworks-api:lab page=lab/frameworks-site:lab manual=lab/frameworks-manual:lab
project=frameworks images="$api $page $manual" url=http://frameworks.example.com:8093
# shellcheck source=tests/lab/stack.sh
. "$here/stack.sh"

develop() { timeout 400 docker compose --file compose.yaml --file compose.lab.yaml "$@" </dev/null; }
clean_up_first() {
  if [ ! -f "$site/compose.lab.yaml" ]; then return; fi
  develop logs --no-color
  develop down --volumes --timeout 3 --rmi local || say 'cleanup: the development stack stays'
}
request() { curl --silent --show-error --max-time 30 --resolve frameworks.example.com:8093:127.0.0.1 "$@"; }
count() { request --fail "$url/api/counts" | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
rises() { # NAME: its count is higher after some seconds
  local before
  before=$(count "$1") || return 1
  sleep 5
  echo "$1: $before, then $(count "$1")"
  [ "$(count "$1")" -gt "$before" ]
}

# --- up -----------------------------------------------------------------------------

settle frameworks
# What a folder of pages has beside them.
printf 'PASSWORD=of-somebody\n' >manual/public/.env
mkdir manual/public/.git && printf 'ref: refs/heads/main\n' >manual/public/.git/HEAD
ln -s guide manual/public/latest
(umask 077 && printf 'p { color: black }\n' >manual/public/style.css)
must 'secrets.sh makes every secret' timeout 20 deploy/ops/secrets.sh
must "the API's image builds" timeout 400 docker build --quiet --tag "$api" api
must "the site's image builds" timeout 400 docker build --quiet --tag "$page" site
must "the manual's image builds" timeout 400 docker build --quiet --tag "$manual" manual
release=("api=$(id_of "$api")" "site=$(id_of "$page")" "manual=$(id_of "$manual")")
must 'deploy.sh brings everything up' timeout 200 deploy/ops/deploy.sh "${release[@]}"
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
check "RQ's worker does what the API hands over" says '"letter":"Dear Ann"' "$url/api/letter?name=Ann"
check 'the worker is asked whether it works' is 'running healthy' health api-worker
check "so is RQ's" is 'running healthy' health api-letters
check 'the process by hand is asked by its own command' is 'running healthy' health api-consumer
check 'the image by hand is asked by its own command, too' is 'running healthy' health counter
check 'the scheduler, of which no question is asked, runs' is 'running healthy' health api-beat
limit() { docker inspect --format '{{.HostConfig.Memory}} {{.Config.User}} {{.HostConfig.ReadonlyRootfs}}' "$(container api-worker)"; }
check 'the worker has its own limit of memory, and no rights' is '536870912 1000:1000 true' limit

# --- secrets from files ---------------------------------------------------------------------

key_of_file() { sha256sum .secrets/SITE_KEY | cut -d' ' -f1; }
check 'the application reads its key from a file' says "$(key_of_file)" "$url/key"
rights() { docker inspect --format '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}' "$(container site)"; }
check 'without rights, on a root that is read-only' is '1000:1000 true' rights
in_no_variable() { # SERVICE NAME
  local said
  said=$(docker inspect --format '{{.Config.Env}} {{.Config.Cmd}}' "$(container "$1")") || return 1
  grep -F /run/secrets/ <<<"$said" && not grep -qF -- "$(cat ".secrets/$2")" <<<"$said"
}
check 'it is in no variable' in_no_variable site SITE_KEY
check 'nor is that of the image by hand, which reads it as its own user' in_no_variable counter COUNTER_PASSWORD
without_password() { compose exec -T counter valkey-cli ping 2>&1 | grep NOAUTH; }
check 'and asks for it' without_password
closed() {
  local nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  "${nobody[@]}" cat compose.prod.yaml >/dev/null && not "${nobody[@]}" cat .secrets/SITE_KEY
}
check 'nobody else of the machine reads it' closed
chmod 755 .secrets
chmod 400 .secrets/COUNTER_PASSWORD
mv .secrets/SITE_KEY key
named() {
  local found
  found=$(timeout 60 deploy/ops/doctor.sh)
  grep -cE 'secrets-open .*\.secrets|secret-file-closed .*COUNTER_PASSWORD|secret-file-missing .*SITE_KEY' <<<"$found"
}
check 'doctor.sh names what is open, closed and gone' is 3 named
check 'which secrets.sh mends' deploy/ops/secrets.sh --files
check 'with the same value' cmp key .secrets/SITE_KEY
modes() { stat -c %a .secrets .secrets/COUNTER_PASSWORD .secrets/SITE_KEY | paste -sd ' '; }
check 'and the same modes' is '700 444 444' modes
sed -i 's/^SITE_KEY=.*/SITE_KEY="another \\"one\\""/' .env
check 'another value comes with the next start' compose restart site
check 'which is the one of .env' is 'another "one"' cat .secrets/SITE_KEY
check 'and the application has it' within 30 says "$(key_of_file)" "$url/key"

# --- a static site ------------------------------------------------------------------------

manual() { # STATUS TEXT PATH: what it answers
  local answer
  answer=$(request --write-out '\n%{http_code} %{redirect_url}' "$url/manual/$3") || return 1
  printf '%s\nwanted %s, %s\n' "$answer" "$1" "$2"
  [[ ${answer##*$'\n'} == "$1 "* ]] && grep -qF -- "$2" <<<"$answer"
}
check 'the static site has its page' manual 200 'first edition' ''
check 'a folder, too' manual 200 'How it is used' guide/
check 'a folder without a slash leads there, at the port that was asked' manual 301 "$url/manual/guide/" guide
check 'a page beside it' manual 200 'How it was used' guide/old.html
check 'a link in the source is what it leads to' manual 200 'How it is used' latest/
check 'a file that only its owner could read' manual 200 'color' style.css
check 'what is missing is its own page of that, with 404' manual 404 'The manual has no such page' none/at/all
check 'hidden files are no part of it' manual 404 'The manual has no such page' .env
check 'nor is its history' manual 404 'The manual has no such page' .git/HEAD
check 'but for well-known ones' manual 200 'Contact:' .well-known/security.txt
header() { request --head "$url$1" | tr -d '\r' | sed -n "s/^$2: //Ip"; }
check 'a page is asked for again each time' is no-cache header /manual/guide/ cache-control
check 'and has a tag to ask with' not is '' header /manual/guide/ etag
nothing_runs() { not grep -E '^manual' <<<"$(compose ps --services)"; }
check 'nothing of it runs' nothing_runs

# --- work that is not done yet ----------------------------------------------------------

check 'a long task is begun' says '"sent":true' "$url/api/slow?seconds=8" --request POST
check 'and a long letter' says '"sent":true' "$url/api/letter?name=Bob&seconds=8" --request POST
sleep 2
check 'the workers are told to stop' compose stop api-worker api-letters
check 'and finished what they did' is 1 count slow
check 'both' is 2 count letters
check 'doctor.sh names the worker that is gone' sh -c 'timeout 60 deploy/ops/doctor.sh | grep "api-worker"'
check 'they come back' compose up --detach --no-deps --wait --wait-timeout 60 api-worker api-letters
check 'and work' says '"sum":3' "$url/api/sum?a=1&b=2"
check 'both of them' says '"letter":"Dear Cid"' "$url/api/letter?name=Cid"
ended() { compose stop api-consumer && compose logs --no-log-prefix api-consumer | grep -F 'consumer: ended as it was told'; }
check 'the process by hand gets the signal to stop' ended

# --- the next release -------------------------------------------------------------------

printf '\n@app.task\ndef version():\n    return 2\n' >>api/shop/tasks.py
must 'the next image builds' timeout 400 docker build --quiet --tag "$api" api
# Of the manual: a page and a folder go, a file becomes a folder, a page changes, the others stay.
tag=$(header /manual/guide/ etag)
rm -r manual/public/guide/old.html manual/public/chapter manual/public/about
mkdir manual/public/about
printf '<p>About, in a folder of its own.\n' >manual/public/about/index.html
sed -i 's/first/second/' manual/public/index.html
must "the manual's next image builds" timeout 400 docker build --quiet --tag "$manual" manual
must 'deploy.sh replaces the API, its processes and the manual' \
  timeout 200 deploy/ops/deploy.sh "api=$(id_of "$api")" "manual=$(id_of "$manual")"
check 'the manual is the next one' manual 200 'second edition' ''
check 'a page that was taken out is gone' manual 404 'no such page' guide/old.html
check 'a folder, too, also without a slash' manual 404 'no such page' chapter
check 'what was a file is a folder now' manual 200 'in a folder of its own' about/
check 'a page that stayed has its tag still' is "$tag" header /manual/guide/ etag
worker_image() { docker inspect --format '{{.Image}}' "$(container api-worker)"; }
check 'the worker runs the new image' is "$(id_of "$api")" worker_image
check 'the scheduler still sends' rises ticks
check 'rollback.sh goes back' timeout 200 deploy/ops/rollback.sh
check 'the worker too' is "${release[0]#api=}" worker_image
check 'and the manual' manual 200 'first edition' ''
check 'with the page that had gone' manual 200 'How it was used' guide/old.html
check 'and what is a file again' manual 200 'a file of that name' about
check 'and works' within 20 says '"sum":5' "$url/api/sum?a=2&b=3"
compose down --timeout 3 >>"$log" 2>&1

# --- development ------------------------------------------------------------------------

# Other ports: those of the stack are other tests', too.
cat >compose.lab.yaml <<'YAML'
services:
  api: { ports: !override ["127.0.0.1:8193:8000"] }
  site: { ports: !override ["127.0.0.1:8194:8001"] }
  manual: { ports: !override ["127.0.0.1:8192:8080"] }
YAML
url=http://127.0.0.1:8193
must 'secrets.sh --dev makes every secret' timeout 20 deploy/ops/secrets.sh --dev
must 'the development stack comes up' develop up --build --detach
check 'the API answers' within 40 says '"alive":true' "$url/api/health"
check "Celery's worker works" within 20 says '"sum":42' "$url/api/sum?a=40&b=2"
check "so does RQ's" within 20 says '"letter":"Dear Ann"' "$url/api/letter?name=Ann"
check 'the scheduler sends' within 20 rises ticks
sed -i 's/"alive": True/"alive": "anew"/' api/shop/main.py
sed -i 's/return a + b/return a + b + 100/' api/shop/tasks.py
sed -i 's/Dear/Dearest/' api/shop/letters.py
check 'the API reloads changed code' within 30 says '"alive":"anew"' "$url/api/health"
check 'the workers take it up when they are restarted, as the file says' develop restart --timeout 5 api-worker api-letters
check "Celery's" within 20 says '"sum":142' "$url/api/sum?a=40&b=2"
check "and RQ's" within 20 says '"letter":"Dearest Ann"' "$url/api/letter?name=Ann"
sed -i 's/second/third/' manual/public/index.html
check 'the static site shows what was written' within 10 says 'third edition' http://127.0.0.1:8192/
check 'a folder leads to its page' says 'How it is used' --location http://127.0.0.1:8192/guide
finish
