# shellcheck shell=bash
# What the tests of whole sites share, beside stack.sh: ports 80 and 443, requests, and a certificate authority in the stack's own
# network. Those of another stack than stacks/teammoa say first whose: $project, $domain, $images (by spaces) and $adopted, the
# volume it adopts or nothing.
# shellcheck disable=SC2034,SC2154 # used, and set, by those who source it

if [ -z "${project:-}" ]; then
  project=teammoa domain=teammoa.duckdns.org adopted=teammoa_mysql_data_prod images=tlesmes/teammoa-web:lab
fi
readonly domain adopted
# shellcheck source=tests/lab/stack.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/stack.sh"
take_the_edge
if [ -n "$adopted" ] && docker volume inspect "$adopted" >/dev/null 2>&1; then
  refuse "the volume $adopted is here already: not touching it"
fi

made_volume=no
clean_up_more() {
  if [ "$made_volume" = yes ]; then docker volume rm "$adopted"; fi
}

# $work/root.pem is the authority's root.
request() {
  curl --silent --show-error --max-time 30 --cacert "$work/root.pem" \
    --resolve "$domain:80:127.0.0.1" --resolve "$domain:443:127.0.0.1" "$@"
}

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
