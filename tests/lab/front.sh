#!/usr/bin/env bash
# tests/lab/front, run for real: nginx of Debian 12 as a program of a machine with systemd, before containers of the same
# machine, with a certificate that somebody bought. The machine is a container in the network of this one.
#
#   tests/lab/front.sh STACKC
#
# Needs: `lab up`, its images, ports 80 and 443, root, a Debian archive that containers reach, and an engine on which systemd
# can be a container's first process (77 where it cannot). Makes /var/lib/labfront and removes it. At most ten minutes.
# Images: bookworm python312 registry httpd
# Exit: 0 all passed; 1 something failed; 2 it could not start; 77 skipped.
# shellcheck disable=SC2016,SC2317 # shells expand later; functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_stackc "$@"
take_the_edge

readonly machine=stackc-lab-front folders=/var/lib/labfront domain=www.office.example
readonly front=deploy/env/prod/front engine=deploy/env/prod/engine
site=$work/site
[ -z "$(docker ps -aq --filter "name=^$machine")" ] || refuse "a container $machine is here already: not touching it"
[ ! -e "$folders" ] || refuse "$folders is here already: not touching it"

compose() { timeout 200 "$site/$engine/ops/compose.sh" "$@" </dev/null; }
cleanup() {
  {
    docker logs "$machine"
    docker exec "$machine" sh -c 'tail -n 50 /var/log/labfront-front/*.log /var/log/labfront-front/nginx/error.log'
    compose logs --no-color
    docker rm --force "$machine"
    compose down --volumes --remove-orphans --timeout 3
    docker image rm --force "$machine" lab/labfront:lab
    rm -rf "$folders"
  } >>"$log" 2>&1
}
project=labfront
# shellcheck source=tests/lab/front_machine.sh
. "$here/front_machine.sh"
request() {
  curl --silent --show-error --max-time 20 --cacert "$work/root.pem" --resolve "$domain:80:127.0.0.1" --resolve "$domain:443:127.0.0.1" \
    --resolve office.example:80:127.0.0.1 --resolve office.example:443:127.0.0.1 --resolve docker.office.example:443:127.0.0.1 "$@"
}

# --- an authority that sells, and the machine ----------------------------------------------------

bought() {
  sell fullchain "$domain" office.example docker.office.example && sell other shop.example &&
    mv "$work/bought/fullchain.key" "$work/bought/office.key"
}
must 'a certificate is bought' bought
mkdir "$site"
cp -R "$here/apps/ballpark/." "$site"
cp "$here/front/stack.yaml" "$site/"
must 'the stack compiles' "$stackc" build --quiet "$site"
mkdir "$folders"
machine_starts /etc/ssl/office --volume "$folders:$folders"

# --- the proxy, before there is anything behind it -----------------------------------------------

must 'install.sh brings nginx, folders and a unit' on_front ops/install.sh
check 'install.sh runs again and brings nothing' not grep -v ready < <(on_front ops/install.sh 2>&1)
check 'the folders belong to who writes there' [ "$(stat -c %u:%g "$folders/web_static" "$folders/web_media" | sort -u)" = 1000:1000 ]
must 'deploy.sh starts the proxy' on_front ops/deploy.sh
check 'without a certificate https refuses the handshake' fails_with 35 "https://$domain/"
check 'health.sh fails and says what to do' grep -q "there is none, run $front/certs/install.sh" < <(on_front ops/health.sh)
wrong_key() {
  cp "$work/bought/office.key" "$work/kept" && cp "$work/bought/other.key" "$work/bought/office.key"
  local said
  said=$(on_front certs/install.sh 2>&1)
  local status=$?
  cp "$work/kept" "$work/bought/office.key"
  printf '%s\n' "$said"
  [ "$status" -eq 1 ] && grep -q 'is not that of' <<<"$said" && inside test ! -e /etc/labfront-front/certificates/www.office.example/privkey.pem
}
check 'a key of another certificate is refused, and nothing changed' wrong_key
must 'the bought certificate is taken into use' on_front certs/install.sh
check 'until the services run, the proxy answers 502' has_status 502 "https://$domain/"

# --- the services ----------------------------------------------------------------------------------

must 'secrets.sh makes what it can' env REGISTRY_CI_PASSWORD=pass "$site/$engine/ops/secrets.sh" --from-env
must 'the image builds' timeout 400 docker build --quiet --tag lab/labfront:lab "$site"
must 'deploy.sh releases it' timeout 200 "$site/$engine/ops/deploy.sh" "$(docker image inspect -f '{{.Id}}' lab/labfront:lab)"
check 'the site answers' within 20 has_status 200 "https://$domain/"
must 'health.sh says that all is well' on_front ops/health.sh
check 'doctor.sh finds nothing open that should not be' not grep -E 'exposed|published' < <(timeout 60 "$site/$engine/ops/doctor.sh")
ports_are_local() {
  local open
  open=$(docker ps --filter label=com.docker.compose.project=labfront-engine --format '{{.Ports}}' | grep -oE '[^ ,]+->' | sort)
  printf '%s\n' "$open"
  [ "$open" = '127.0.0.1:5000->
127.0.0.1:8000->' ]
}
check 'containers have ports on 127.0.0.1 alone' ports_are_local
check 'the application is told scheme and host' answers 'it["scheme"] == "https" and it["host"] == "www.office.example"' "https://$domain/whoami/"
check 'http leads to https' [ "$(request --output /dev/null --write-out '%{http_code} %{redirect_url}' "http://$domain/a?b=c")" = "308 https://$domain/a?b=c" ]
check 'the other name leads to the first' [ "$(request --output /dev/null --write-out '%{http_code} %{redirect_url}' https://office.example/a)" = "308 https://$domain/a" ]
check 'nginx serves the files that the release collected' has_headers "https://$domain/static/league/site.css" 'Cache-Control: public, max-age=2592000' 'X-Content-Type-Options: nosniff'
compose exec -T web sh -c 'echo uploaded >/app/media/by-hand.txt'
check 'and what the application writes' [ "$(request "https://$domain/media/by-hand.txt")" = uploaded ]
head -c 2097153 /dev/zero >"$work/body"
check "a body over the limit is refused" has_status 413 --data-binary "@$work/body" "https://$domain/"
check 'the registry wants a login' has_status 401 https://docker.office.example/v2/
check 'and answers to one' has_status 200 --user ci:pass https://docker.office.example/v2/
check 'uploads go on to the name that was asked' grep -qi '^location: https://docker.office.example/v2/app/blobs/uploads/' < <(request --user ci:pass --request POST --dump-header - --output /dev/null https://docker.office.example/v2/app/blobs/uploads/)
check 'a foreign name is refused' fails_with 52 --header 'Host: somebody.else' "http://$domain/"
tree=$site
derived prod.front http=127.0.0.1:80 https=127.0.0.1:443 "root=$work/root.pem"

# --- what breaks comes back ------------------------------------------------------------------------

all_is_well() { on_front ops/health.sh; }
nginx_dies() {
  began=$(date +%s%N)
  inside systemctl kill --kill-whom=main --signal=KILL labfront-front-nginx && sleep 0.3
}
check 'nginx is killed: all is well within 10 s' in_ten nginx_dies
check 'a container is restarted: the site answers' compose restart web
check 'all is well again' within 20 all_is_well
restarted() { timeout 60 docker stop --time 45 "$machine" && docker start "$machine" && within 30 booted && within 10 all_is_well; }
check 'the machine is stopped and started: all is well' restarted
undone() { on_front ops/install.sh --undo && inside sh -c '! command -v nginx && [ -s /etc/labfront-front/certificates/www.office.example/privkey.pem ]' && [ -s "$folders/web_media/by-hand.txt" ]; }
check 'install.sh --undo takes away what it brought, and leaves data and certificates' undone
finish
