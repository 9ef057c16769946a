# shellcheck shell=bash
# The machine of stacks/ballpark, which is a container: it holds $tree, an application and a virtual environment, and Python
# packages that need no index. Beside it stand a NAT, whose 80 and 443 lead to its 8081 and 8443, and a test authority: no port
# of this machine is taken. Sourced after assertions.sh by those who set $here, $tree
# and $machine, the name of container, image and network.
# shellcheck disable=SC2034,SC2154 # used, and set, by those who source it

[ -z "$(docker ps -aq --filter "name=^$machine")" ] || refuse "containers named $machine are here already: not touching them"

cleanup() {
  {
    docker logs "$machine"
    docker exec "$machine" sh -c 'tail -n 100 /var/log/ballpark/*.log /var/log/ballpark/nginx/error.log'
    docker logs "$machine-nat"
    docker rm --force "$machine" "$machine-pebble" "$machine-nat"
    docker network rm "$machine"
    docker image rm "$machine"
  } >>"$log" 2>&1
}
inside() { timeout 120 docker exec -i "$machine" "$@" </dev/null; }
# With the test authority's own certificate trusted, as every machine trusts that of Let's Encrypt.
deploy() { timeout 150 docker exec -i -e REQUESTS_CA_BUNDLE=/etc/pebble.pem -e CURL_CA_BUNDLE=/etc/root.pem -e STRANGER=yes "$machine" "/srv/ballpark/deploy/$1" "${@:2}" </dev/null; }

domain=totheballpark.info
request() {
  curl --silent --show-error --max-time 20 --cacert "$work/root.pem" --resolve "$domain:80:$public" \
    --resolve "$domain:443:$public" --resolve "www.$domain:80:$public" --resolve "www.$domain:443:$public" "$@"
}

# make_machine PACKAGE...: what the machine has beside Python. Sets $public, its address to the world.
# shellcheck disable=SC2120 # a machine may have nothing more
make_machine() {
  mkdir "$work/site"
  cp -R "$here/apps/ballpark/." "$tree/." "$work/site"
  printf '%s\n' venv-py310 .env '.deploy.lock' .hold media staticfiles __pycache__ >"$work/site/.gitignore"
  cat >"$work/Dockerfile" <<DOCKERFILE
FROM python:3.11-slim AS wheels
FROM debian:bookworm-slim
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv $*
COPY --from=wheels /wheels /wheels
RUN printf '[global]\nno-index = true\nfind-links = /wheels\n' >/etc/pip.conf
COPY site /srv/ballpark
# The virtual environment that is there already.
RUN python3 -m venv /srv/ballpark/venv-py310
# Somebody's own way to be told.
RUN printf '#!/bin/sh\nprintf "%%s\\n" "\$1" >>/var/tmp/told\n' >/usr/local/bin/notify-ballpark && chmod +x /usr/local/bin/notify-ballpark
DOCKERFILE
  must "the machine is made" timeout 400 docker build --quiet --tag "$machine" "$work"
  must "it has a network" docker network create "$machine"
  must "there is a NAT" docker run --detach --name "$machine-nat" --network "$machine" --volume "$here/nat.py:/nat.py:ro" \
    python:3.11-slim python /nat.py "$machine"
  public=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$machine-nat")
  must "a certificate authority is there" docker run --detach --name "$machine-pebble" --network "$machine" --network-alias pebble \
    --add-host "$domain:$public" --add-host "www.$domain:$public" \
    --env PEBBLE_VA_NOSLEEP=1 --env PEBBLE_WFE_NONCEREJECT=0 letsencrypt/pebble:latest
}

# The machine runs, and from now on trusts the test authority; so do visitors ($work/root.pem).
trust_authority() {
  local pebble
  pebble=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$machine-pebble")
  must "the authority gives out its root" within 20 curl -fsk --max-time 5 -o "$work/root.pem" "https://$pebble:15000/roots/0"
  docker cp -q "$work/root.pem" "$machine:/etc/root.pem"
  docker cp -q "$machine-pebble:/test/certs/pebble.minica.pem" - | tar -xOf - >"$work/pebble.pem"
  docker cp -q "$work/pebble.pem" "$machine:/etc/pebble.pem"
}
