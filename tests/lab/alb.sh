#!/usr/bin/env bash
# Starts the environment `alb` of stacks/teammoa: two web hosts and a data host, each a compose project in a folder of its
# own on this one machine, and before them HAProxy, which does what the load balancer would.
#
#   tests/lab/alb.sh TREE     TREE: what stackc wrote, built with --with tests/lab/alb.overlay.yaml
#
# What it cannot have from one machine, a second compose file for each host gives it: names of its own, addresses of its
# own, and instead of the file server (NFS) a folder that all of them mount. How NFS itself behaves is not seen here.
#
# Needs: `lab up`, its images, ports 80 and 443 of 127.0.0.1 and 80 of 127.0.0.2 and 127.0.0.3, curl, openssl, python3.
# Takes one to three minutes. Removes what it made.
# Images: nginx130 haproxy python311 mysql redis
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi

# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_tree compose.alb.web.yaml "$@"
take_the_edge

readonly domain=teammoa.example.com image=tlesmes/teammoa-web:lab-alb label=stackc-lab-alb
if [ -n "$(docker ps -aq --filter label="$label")" ] || docker network ls --format '{{.Name}}' | grep -q '^teammoa-alb-'; then
  refuse "containers or networks of a project teammoa-alb are here already: not touching them"
fi

# --- three hosts of one machine -------------------------------------------------------------

role_of() { printf '%s\n' "${1%-[0-9]}"; } # web-1 is a machine of the host web
ops() { printf '%s\n' "$work/$1/deploy/env/alb/$(role_of "$1")/ops"; }
on() { # HOST COMPOSE-ARGUMENTS...
  local host=$1
  shift
  timeout 150 "$(ops "$host")/compose.sh" "$@"
}

cleanup() {
  local host
  docker ps -aq --filter label="$label" | xargs -r docker rm --force --volumes >>"$log" 2>&1
  for host in web-1 web-2 data; do
    if [ ! -d "$work/$host" ]; then continue; fi
    on "$host" logs --no-color >>"$log" 2>&1
    on "$host" down --volumes --remove-orphans --timeout 3 >>"$log" 2>&1 || say "cleanup: compose down of $host failed"
  done
  docker network rm "$label-private" "$label-outside" >>"$log" 2>&1
  docker image rm "$image" >>"$log" 2>&1
}

request() {
  curl --silent --show-error --max-time 20 --cacert "$work/site.pem" --resolve "$domain:80:127.0.0.1" \
    --resolve "$domain:443:127.0.0.1" --resolve "www.$domain:443:127.0.0.1" "$@"
}
# By the balancer, which asks this host and no other.
by() { # HOST CURL-ARGUMENTS...
  local host=$1
  shift
  request --header "X-Lab-Host: $host" "$@"
}
# From a container: a visitor of the balancer, or somebody in the network of a host's proxy.
from() { # NETWORK ADDRESS CURL-ARGUMENTS...
  local network=$1 address=$2
  shift 2
  docker run --rm --label "$label" --network "$network" --ip "$address" --cap-drop ALL --read-only \
    --volume "$work/site.pem:/site.pem:ro" --entrypoint curl nginx:1.30 --silent --show-error --max-time 10 --cacert /site.pem "$@"
}

# On one engine each host needs names of its own, and its proxy an address that the balancer finds.
second_file() { # HOST NUMBER
  cat <<YAML
name: teammoa-alb-$1
services:
  nginx:
    ports: !override ["127.0.0.$2:80:80"]
    networks: { edge: { ipv4_address: 10.213.1$(($2 - 1)).80 } }
networks:
  edge: { ipam: { config: [{ subnet: 10.213.1$(($2 - 1)).0/24 }] } }
volumes:
  nginx_temp: { name: teammoa-alb-$1_nginx_temp }
  web_static: { name: teammoa-alb-$1_web_static }
YAML
}
shared_folder() { # HOST
  if [ "$1" = data ]; then echo 'volumes:'; fi
  cat <<YAML
  web_media:
    name: teammoa-alb-$1_web_media
    driver_opts: { type: none, o: bind, device: $work/media }
YAML
}
settle() { # HOST NUMBER
  mkdir "$work/$1"
  cp -R "$tree/." "$work/$1"
  {
    if [ "$1" != data ]; then second_file "$1" "$2"; fi
    shared_folder "$1"
  } >"$work/$1/lab.override.yaml"
  sed -i "s/--file compose\.alb\.$(role_of "$1")\.yaml/& --file lab.override.yaml/" "$(ops "$1")/compose.sh"
  # deploy.sh looks at its own machine, which has every address of this one.
  sed -i "s/127\.0\.0\.1:80/127.0.0.$2:80/" "$(ops "$1")/deploy.sh"
  grep -q lab.override.yaml "$(ops "$1")/compose.sh" || refuse "compose.sh of $1 does not name its file"
}
mkdir -m 0755 "$work/media"
chown 1000:1000 "$work/media"
settle data 1
settle web-1 2
settle web-2 3

docker network create --label "$label" --subnet 10.213.10.0/24 "$label-private" >/dev/null || refuse "no private network"
docker network create --label "$label" --subnet 10.213.20.0/24 "$label-outside" >/dev/null || refuse "no network outside"

mkdir "$work/build"
cp -R "$here/apps/teammoa/." "$tree/." "$work/build"
must "the image builds" timeout 400 docker build --quiet --tag "$image" "$work/build"
release=$(docker image inspect -f '{{.Id}}' "$image")

# --- secrets: the data host makes them, the others take what they need ---------------------------

must "secrets.sh of the data host asks for what somebody else gave out, and makes the rest" \
  env EMAIL_HOST_PASSWORD='not "easy"' timeout 20 "$(ops data)/secrets.sh" --from-env
must_not() { ! "$@"; }
check "a web host makes up nothing that the data host has made" must_not timeout 20 "$(ops web-1)/secrets.sh" </dev/null
# By the command that the run book of the web hosts gives, without its ssh.
hand_on() {
  local host command from for_word for_host to take
  # shellcheck disable=SC2016 # Markdown
  command=$(sed -n 's/^1\. `ssh data \([^ ]* --for web\) | ssh MACHINE \([^ ]* --take\)`,$/\1 \2/p' "$work/web-1/deploy/env/alb/web/RUNBOOK.md")
  printf '%s\n' "$command"
  [ -n "$command" ] || return 1
  read -r from for_word for_host to take <<<"$command"
  for host in web-1 web-2; do
    timeout 20 "$work/data${from#/srv/teammoa}" "$for_word" "$for_host" | timeout 20 "$work/$host${to#/srv/teammoa}" "$take" || return 1
  done
}
must "the web hosts take what their run book names" hand_on
complete() { timeout 20 "$(ops web-1)/secrets.sh" </dev/null && timeout 20 "$(ops web-2)/secrets.sh" </dev/null; }
check "then nothing is missing there" complete

# --- the release, in the order of the run books ----------------------------------------------

deploys() { # HOST
  timeout 150 "$(ops "$1")/deploy.sh" "$release"
}
must "the data host comes first" deploys data
must "the first web host: its release commands make the tables" deploys web-1
check "the second web host: the same commands find the tables made" deploys web-2
check "and say so" grep -q 'No migrations to apply' "$log"

# --- the balancer ----------------------------------------------------------------------------

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$domain" -addext "subjectAltName=DNS:$domain,DNS:www.$domain" \
  -keyout "$work/site.key" -out "$work/site.pem" 2>>"$log" || refuse "no certificate"
mkdir "$work/balancer"
cat "$work/site.pem" "$work/site.key" >"$work/balancer/site.pem"
cat >"$work/balancer/haproxy.cfg" <<'CFG'
defaults
    mode http
    timeout connect 2s
    timeout client 30s
    timeout server 30s
    timeout tunnel 1h
frontend redirect
    bind :80
    http-request redirect scheme https code 301
frontend https
    bind :443 ssl crt /etc/balancer/site.pem
    http-request set-header X-Forwarded-Proto https
    option forwardfor
    default_backend hosts
backend hosts
    balance roundrobin
    # By the hosts' addresses: it knows no name of theirs.
    option httpchk
    http-check send meth GET uri /health/
    default-server check inter 1s fall 2 rise 2
    option redispatch
    http-request set-var(txn.host) req.hdr(X-Lab-Host)
    http-request del-header X-Lab-Host
    use-server web-1 if { var(txn.host) -m str web-1 }
    use-server web-2 if { var(txn.host) -m str web-2 }
    server web-1 10.213.11.80:80
    server web-2 10.213.12.80:80
CFG
chmod -R a+rX "$work/balancer"
chmod a+rx "$work"
balancer_starts() {
  docker create --name "$label-balancer" --label "$label" --network "$label-outside" --ip 10.213.20.10 --cap-drop ALL \
    --cap-add NET_BIND_SERVICE --sysctl net.ipv4.ip_unprivileged_port_start=0 --publish 127.0.0.1:80:80 --publish 127.0.0.1:443:443 \
    --volume "$work/balancer:/etc/balancer:ro" haproxy:3.2 haproxy -W -db -f /etc/balancer/haproxy.cfg &&
    docker network connect --ip 10.213.11.10 teammoa-alb-web-1_edge "$label-balancer" &&
    docker network connect --ip 10.213.12.10 teammoa-alb-web-2_edge "$label-balancer" &&
    docker start "$label-balancer"
}
must "the balancer starts" balancer_starts
host_is() { # HOST STATUS: what the balancer gets from it
  local got
  got=$(by "$1" --output /dev/null --write-out '%{http_code}' "https://$domain/health/")
  printf '%s\n' "$got"
  [ "$got" = "$2" ]
}
must "the first web host is healthy to the balancer" within 20 host_is web-1 200
must "the second web host is healthy to the balancer" within 20 host_is web-2 200

request --header 'Content-Type: application/json' --data '{"email": "unverified@example.com"}' --output /dev/null "https://$domain/members/"
head -c 300000 /dev/urandom >"$work/upload.bin"
# A job whose minute came before the first web host had made the tables has failed until its next one.
as_deployed() { # HOST
  { "$(ops "$1")/doctor.sh" || [ "$?" = 1 ]; } | tee /dev/stderr |
    not grep -v -e '^doctor: all is as deployed' -e 'file-edited deploy/env/.*/ops/\(compose\|deploy\)\.sh' -e 'disk-full'
}
expect_all "$here/alb.expect"

# --- a host dies -----------------------------------------------------------------------------------

always_answers() { # TIMES
  local i
  for ((i = 0; i < $1; i++)); do has_status 200 "https://$domain/health/" || return 1; done
}
on web-1 kill >>"$log" 2>&1
check "one web host dies: soon every request is answered by the other" within 15 always_answers 20
reads_back() { by "$1" --output "$work/back.bin" "https://$domain$(cat "$work/stored")" && cmp "$work/upload.bin" "$work/back.bin"; }
check "what it had stored is there, by the other one" reads_back web-2
on web-1 up -d --no-deps --wait --wait-timeout 60 web nginx >>"$log" 2>&1
check "it comes back, and answers again" within 20 host_is web-1 200
on data stop redis >>"$log" 2>&1
check "a host whose application cannot work is not asked any more" within 15 has_status 503 "https://$domain/"
on data start redis >>"$log" 2>&1
check "until it can" within 30 always_answers 10

# --- jobs: one machine does them ----------------------------------------------------------------

sql() {
  # shellcheck disable=SC2016 # expanded in the container
  on data exec -T db sh -c 'MYSQL_PWD=$MYSQL_PASSWORD mysql --host=127.0.0.1 --user="$MYSQL_USER" --skip-column-names --execute "$1" "$MYSQL_DATABASE"' sh "$1" </dev/null
}
job_ran() { [ "$(sql 'SELECT COUNT(*) FROM members_jobrun WHERE removed = 1')" = 1 ]; }
check "the job of every minute ran, and removed the member that was not verified" within 75 job_ran
never_twice() {
  sql 'SELECT at FROM members_jobrun'
  [ -z "$(sql "SELECT DATE_FORMAT(at, '%Y-%m-%d %H:%i') AS minute FROM members_jobrun GROUP BY minute HAVING COUNT(*) > 1")" ]
}
check "in no minute did it run twice" never_twice

finish
