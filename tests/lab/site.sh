# shellcheck shell=bash
# What the tests of whole stacks share; they source it, with the tree as their only argument: one place on this machine
# for a stack ($site, below $work), requests, and a clean-up, with the assertions of assertions.sh. Those of another stack than
# stacks/teammoa say first whose: $project, $domain, $images (by spaces) and $adopted, the volume it adopts or nothing.
# shellcheck disable=SC2034 # used by those who source it

# shellcheck source=tests/lab/assertions.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/assertions.sh"

[ "$#" -eq 1 ] || refuse "usage: ${0##*/} TREE"
tree=$(readlink -f -- "$1")
[ -f "$tree/compose.prod.yaml" ] || refuse "$1 holds no compose.prod.yaml"
take_the_edge

if [ -z "${project:-}" ]; then
  project=teammoa domain=teammoa.duckdns.org adopted=teammoa_mysql_data_prod images=tlesmes/teammoa-web:lab
fi
readonly project domain adopted images
readonly image=${images%% *}
if [ -n "$(docker ps -aq --filter label=com.docker.compose.project="$project")" ] ||
  { [ -n "$adopted" ] && docker volume inspect "$adopted" >/dev/null 2>&1; }; then
  refuse "containers or the volume of a project $project are here already: not touching them"
fi

site=$work/site
made_volume=no

compose() { timeout 200 "$site/deploy/ops/compose.sh" "$@"; }

cleanup() {
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
}
container() { docker ps -q --filter label=com.docker.compose.project="$project" --filter "label=com.docker.compose.service=$1"; }

# $work/root.pem is the authority's root.
request() {
  curl --silent --show-error --max-time 30 --cacert "$work/root.pem" \
    --resolve "$domain:80:127.0.0.1" --resolve "$domain:443:127.0.0.1" "$@"
}
is_healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$(container "$1")")" = healthy ]; }

# --- a certificate authority in the stack's own network --------------------------------------

# Its place, and the site's name, in a file beside the stack's; in the folder of the site.
with_authority() {
  cat >lab.override.yaml <<YAML
services:
  nginx:
    networks: { edge: { aliases: [$domain] } }
  certbot:
    environment: { REQUESTS_CA_BUNDLE: /pebble/pebble.minica.pem }
    volumes: ["pebble:/pebble:ro"]
  pebble:
    image: letsencrypt/pebble:latest
    environment: { PEBBLE_VA_NOSLEEP: "1", PEBBLE_WFE_NONCEREJECT: "0" }
    networks: [edge]
    volumes: ["pebble:/test/certs"]
volumes:
  pebble: { name: ${project}_lab_pebble }
YAML
  sed -i 's/--file compose\.prod\.yaml/& --file lab.override.yaml/' deploy/ops/compose.sh
  grep -q lab.override.yaml deploy/ops/compose.sh || refuse "deploy/ops/compose.sh does not name compose.prod.yaml"
}
# Leaves its root in $work/root.pem.
authority_starts() {
  compose up -d --no-deps pebble
  local address
  address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$(container pebble)")
  within 20 curl -fsk --max-time 5 -o "$work/root.pem" "https://$address:15000/roots/0"
}
# For the scripts that look at the site as a visitor would.
with_root() { CURL_CA_BUNDLE=$work/root.pem "$@"; }
