#!/usr/bin/env bash
# Runs an artifact tree of stacks/community for real and looks at it from outside: HAProxy over nginx and Apache over
# Django over MySQL.
#
#   tests/lab/community.sh TREE     TREE: what stackc wrote for stacks/community
#
# Needs: `lab up`, its images, ports 80, 8000, 8001 and 8888, curl. Takes about a minute, at most
# ten. What one must see stands in community.expect. Removes what it made.
# Images: nginx130 httpd haproxy python312 mysql
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=30 600 "$0" "$@"
fi
project=community images=lab/community-board:lab
# shellcheck source=tests/lab/stack.sh
. "$here/stack.sh"
take_the_edge

get() { curl --silent --show-error --max-time 10 "$@"; }

# --- up -----------------------------------------------------------------------------

settle community
must "secrets.sh makes every secret" timeout 20 deploy/ops/secrets.sh
must "the image builds" timeout 400 docker build --quiet --tag "$image" .
release=$(id_of "$image")
must "deploy.sh builds the proxies, checks their files and brings everything up" timeout 200 deploy/ops/deploy.sh "$release"
check "doctor.sh finds nothing" timeout 60 deploy/ops/doctor.sh

# Through HAProxy, and through either of those behind it.
derived prod http=127.0.0.1:80 http=127.0.0.1:8000 http=127.0.0.1:8001

# --- what one sees --------------------------------------------------------------------

expected() { # STATUS PATTERN CURL-ARGUMENTS...
  local status=$1 pattern=$2 answer
  shift 2
  answer=$(get --include --write-out '\nstatus %{http_code}\n' "$@")
  printf '%s\n' "$answer"
  grep -q "^status $status\$" <<<"$answer" || return 1
  [ "$pattern" = - ] || grep -qiE -- "$pattern" <<<"$answer"
}
while IFS='|' read -r about status pattern arguments; do
  case $about in '' | '#'*) continue ;; esac
  read -r status <<<"$status"
  read -ra words <<<"$arguments"
  pattern=${pattern# }
  check "${about% }" expected "$status" "${pattern% }" "${words[@]}"
done <"$here/community.expect"

servers() { for _ in 1 2 3 4 5 6; do get --head http://127.0.0.1/static/board/site.css | tr -d '\r' | sed -n 's/^[Ss]erver: //p'; done | sort | uniq -c; }
in_turn() { servers | tee /dev/stderr | grep -q '3 nginx' && servers | grep -q '3 Apache'; }
check "HAProxy asks nginx and Apache in turn" in_turn
stats_password=$(sed -n 's/^FRONT_STATS_PASSWORD="\(.*\)"$/\1/p' .env)
# shellcheck disable=SC2016 # expanded by awk
up_in_statistics() { get --config - "http://127.0.0.1:8888/;csv" <<<"user = \"admin:$stats_password\"" | tee /dev/stderr | awk -F, '$1 == "tier" && $18 == "UP" { print $2 }' | sort | tr '\n' ' ' | grep -q 'BACKEND apache nginx'; }
check "its statistics, with the login, show both as up" within 20 up_in_statistics
published() { docker ps --filter label="com.docker.compose.project=$project" --format '{{.Ports}}' | tr ',' '\n' | sed -n 's/^ *\([0-9.:\[]*.*\)->.*/\1/p' | sort -u; }
only_declared_ports() { published | tee /dev/stderr | not grep -vxE '(0\.0\.0\.0|\[::\]):80|127\.0\.0\.1:(8000|8001|8888)'; }
check "only port 80 is open to everybody; 8000, 8001 and 8888 to this machine" only_declared_ports
alone() { for f in front nginx apache; do docker inspect -f '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}' "$(compose ps -q "$f")"; done | tee /dev/stderr | not grep -v '^true \[ALL\] \[no-new-privileges:true\]$'; }
check "every proxy is read-only and without capabilities" alone
cannot_reach() { not compose exec -T front bash -c 'exec 3<>/dev/tcp/web/8000'; }
check "HAProxy cannot even reach the application by itself" cannot_reach

# --- one of two fails -------------------------------------------------------------------

always_answers() { for _ in $(seq 20); do get --fail --output /dev/null http://127.0.0.1/ || return 1; done; }
timeout 60 docker stop "$(compose ps -q apache)" >>"$log" 2>&1
check "without Apache the site answers" within 15 always_answers
check "and all of it comes from nginx" sh -c 'for i in 1 2 3 4; do curl -sI http://127.0.0.1/static/board/site.css | grep -qi "^server: nginx" || exit 1; done'
compose up -d --no-deps --wait apache >>"$log" 2>&1
check "Apache comes back into turn" within 20 in_turn

# --- values at start ----------------------------------------------------------------------

refuses() { # VARIABLE=VALUE TEXT
  local said
  said=$(timeout 30 docker run --rm -e BACKEND_HOST=web -e BACKEND_PORT=8000 -e "$1" --tmpfs /run/stackc:mode=1777 community-nginx nginx -v 2>&1) && return 1
  printf '%s\n' "$said"
  grep -qF "$2" <<<"$said"
}
check "a port that is none is refused by name" refuses 'BACKEND_PORT=80;}' "BACKEND_PORT is '80;}', which is no port"
check "an empty one, too" refuses BACKEND_PORT= 'BACKEND_PORT is empty or not set'
check "one that is too high, too" refuses BACKEND_PORT=65536 'which is no port'
check "a host name with a slash is refused" refuses 'BACKEND_HOST=web/../' 'which is no host name'
other_backend() {
  timeout 60 docker run --rm -e BACKEND_HOST=app.internal -e BACKEND_PORT=9000 --tmpfs /run/stackc:mode=1777 \
    community-nginx grep -h 'server app.internal:9000 resolve;' /run/stackc/nginx.conf
}
check "one image, another backend" other_backend

# --- people, releases -----------------------------------------------------------------------

superuser() {
  DJANGO_SUPERUSER_PASSWORD=x timeout 60 deploy/ops/tasks/createsuperuser.sh --noinput --username operator --email o@example.com </dev/null
  get http://127.0.0.1/users/ | tee /dev/stderr | grep -q '"operator"'
}
sed -i 's/exec deploy\/ops\/compose.sh run --rm/& -e DJANGO_SUPERUSER_PASSWORD/' deploy/ops/tasks/createsuperuser.sh
check "createsuperuser makes an administrator" superuser

sed -i 's/sans-serif/serif/' board/static/board/site.css
must "the next release builds" timeout 400 docker build --quiet --tag "$image" .
must "and is deployed" timeout 200 deploy/ops/deploy.sh "$(id_of "$image")"
refreshed() { for port in 80 8000 8001; do get "http://127.0.0.1:$port/static/board/site.css" | grep -q 'family: serif' || return 1; done; }
check "both web servers serve its files" refreshed
finish
