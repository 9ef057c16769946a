#!/usr/bin/env bash
# Runs an artifact tree of stacks/library for real and looks at it from outside.
#
#   tests/lab/library.sh TREE     TREE: what stackc wrote, built with
#                                 --with tests/lab/library.overlay.yaml
#
# Needs: `lab up`, its images, root (a data directory belongs to the database's user), ports 80 and 443, curl, openssl,
# python3. Takes two minutes, at most ten. Removes what it made.
# Images: node24 nginx130 mysql certbot pebble challtestsrv
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
# shellcheck disable=SC2016 # the secrets hold what looks like expansions
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

# Every wait below is bounded; this bounds their sum.
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi

project=library domain=42library.kr adopted='' images='42library/api:lab 42library/page:lab 42library/page:lab2'
data=/var/tmp/stackc-lab-library-mysql # as the overlay says
# shellcheck source=tests/lab/site.sh
. "$here/site.sh"
clean_up_more() { rm -rf "$data"; }
[ ! -e "$data" ] || refuse "$data is here already: not touching it"

# --- a data directory from before ------------------------------------------------------

settle library

export DB_PASSWORD='Pass$word"1' DB_ROOT_PASSWORD=Root1 SLACK_TOKEN=slack DNS_TOKEN=dns LIBRARIAN_PASSWORD='open $esame'
mkdir -m 0700 "$data"
chown 999:999 "$data"
fill() {
  local id
  id=$(docker run -d --user 999:999 -v "$data:/var/lib/mysql" -e MYSQL_DATABASE=library -e MYSQL_USER=library \
    -e MYSQL_PASSWORD="$DB_PASSWORD" -e MYSQL_ROOT_PASSWORD="$DB_ROOT_PASSWORD" mysql:8.4) || return 1
  within 40 docker exec "$id" sh -c 'MYSQL_PWD=$MYSQL_PASSWORD mysql --default-character-set=utf8mb4 --host=127.0.0.1 --user=library library --execute="
    CREATE TABLE IF NOT EXISTS books (id INT AUTO_INCREMENT PRIMARY KEY, title VARCHAR(200) NOT NULL);
    INSERT INTO books (title) VALUES (\"징비록\")"'
  local status=$?
  docker stop --time 30 "$id" && docker rm --volumes "$id" && return "$status"
}
must "a database from before stackc leaves a data directory" fill

# --- secrets and images --------------------------------------------------------------------

must "secrets.sh fills .env from the environment" timeout 20 deploy/ops/secrets.sh --from-env
password_is_nowhere() {
  grep -qF 'LIBRARIAN_PASSWORD_HASH="\$6\$' .env && not grep -rqF "$LIBRARIAN_PASSWORD" .
}
check "of the librarian's password only a hash is kept" password_is_nowhere

must "the API's image builds" timeout 400 docker build --quiet --tag 42library/api:lab backend
must "the page's image builds" timeout 400 docker build --quiet --tag 42library/page:lab frontend
images_are_lean() {
  [ "$(docker image inspect -f '{{.Config.User}}' 42library/api:lab)" = node ] &&
    timeout 20 docker run --rm --entrypoint sh 42library/api:lab -c '! command -v g++' &&
    timeout 20 docker run --rm --entrypoint sh 42library/page:lab -c 'id -un | grep -x node && ! ls /app'
}
check "images run as a user, and hold neither compiler nor the page's source" images_are_lean
names_missing() {
  local said
  said=$(timeout 20 docker run --rm -e DB_HOST=db 42library/api:lab true 2>&1) && return 1
  printf '%s\n' "$said"
  grep -q 'DB_PASSWORD.* JWT_SECRET' <<<"$said" && not grep -q DB_HOST <<<"$said"
}
check "the entrypoint names every variable that is missing" names_missing

# --- the first release, by deploy.sh ----------------------------------------------------------

# The certificate authority's place in the stack's own network, and the DNS it asks.
cat >lab.override.yaml <<'YAML'
services:
  certbot:
    environment: { REQUESTS_CA_BUNDLE: /pebble/pebble.minica.pem }
    volumes: ["pebble:/pebble:ro"]
  pebble:
    image: letsencrypt/pebble:latest
    command: [-config, /test/config/pebble-config.json, -dnsserver, "challtestsrv:53"]
    environment: { PEBBLE_VA_NOSLEEP: "1", PEBBLE_WFE_NONCEREJECT: "0" }
    networks: [edge]
    volumes: ["pebble:/test/certs"]
    depends_on: [challtestsrv]
  challtestsrv:
    image: letsencrypt/pebble-challtestsrv:latest
    command: [-dns01, ":53", -management, ":8055", -http01, "", -https01, "", -tlsalpn01, ""]
    networks: { edge: { aliases: [ns.lab.example] } }
volumes:
  pebble: { name: library_lab_pebble }
YAML
sed -i 's/--file compose\.prod\.yaml/& --file lab.override.yaml/' deploy/ops/compose.sh
grep -q lab.override.yaml deploy/ops/compose.sh || refuse "deploy/ops/compose.sh does not name compose.prod.yaml"

half_a_release() {
  deploy/ops/deploy.sh "page=$(id_of 42library/page:lab)"
  [ $? -eq 64 ] && [ ! -e .env.release ]
}
check "a first release must name every service" half_a_release
must "deploy.sh releases both images" timeout 150 deploy/ops/deploy.sh "page=$(id_of 42library/page:lab)" "api=$(id_of 42library/api:lab)"
check "the authority and its DNS start" compose up -d --no-deps challtestsrv pebble
pebble_address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$(container pebble)")
must "the test authority gives out its root" within 20 \
  curl -fsk --max-time 5 -o "$work/root.pem" "https://$pebble_address:15000/roots/0"
check "without a certificate: https refuses the handshake" fails_with 35 "https://$domain/"

# Its own root, for the scripts that look at the site as a visitor would.
export CURL_CA_BUNDLE=$work/root.pem
must "issue.sh gets a certificate by DNS, although records take their time" timeout 100 deploy/certs/issue.sh --skip-dry-run
must "the page over https, verified" within 30 has_status 200 "https://$domain/"

derived prod http=127.0.0.1:80 https=127.0.0.1:443 "root=$work/root.pem"

# --- what the write-up expects ---------------------------------------------------------------

asset_of() { request "https://$domain/" | grep -o 'assets/index-[0-9a-f]*\.js'; }
asset=$(asset_of)
head -c 4194304 /dev/zero >"$work/four"
head -c 6291456 /dev/zero >"$work/six"
expect() { # CURL-ARGUMENTS STATUS WANTED
  local arguments status wanted=$3
  eval "arguments=($1)" # words with quotes, from a file of this repository
  status=$(request --resolve "www.$domain:80:127.0.0.1" --resolve "www.$domain:443:127.0.0.1" --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' "${arguments[@]}")
  printf 'status %s, wanted %s\n' "$status" "$2"
  [ "$status" = "$2" ] || return 1
  tr -d '\r' <"$work/headers"
  case $wanted in
    header:*) tr -d '\r' <"$work/headers" | grep -qixF -- "${wanted#header: }" ;;
    body:*) head -c 300 "$work/body" && grep -qE -- "${wanted#body: }" "$work/body" ;;
  esac
}
while IFS='|' read -r what arguments status wanted; do
  case $what in '' | '#'*) continue ;; esac
  arguments=${arguments//ASSET/$asset}
  arguments=${arguments//FOUR_MEBIBYTES/$work/four}
  arguments=${arguments//SIX_MEBIBYTES/$work/six}
  arguments=${arguments//:PASSWORD/:\"\$LIBRARIAN_PASSWORD\"}
  read -r status <<<"$status"
  read -r wanted <<<"$wanted"
  check "${what% }" expect "$arguments" "$status" "$wanted"
done <"$here/library.expect"

hash_is_closed() {
  local edge
  edge=$(container nginx)
  docker exec "$edge" stat -c '%a %U:%G' /run/nginx/users/librarian
  [ "$(docker exec "$edge" stat -c '%a %U:%G' /run/nginx/users/librarian)" = '640 root:nginx' ]
}
check "the file of hashes is for nginx alone" hash_is_closed
check "nginx cannot write what it serves" not docker exec "$(container nginx)" touch /srv/page/dist/index.html
check "the database is reached from inside alone" not docker exec "$(container nginx)" getent hosts db
job_ran() { request "https://$domain/api/reminders" | tee /dev/stderr | grep -q '"users":\[1000'; }
check "cron ran the job, as the image's user and with its variables" within 75 job_ran

# --- another release of the page alone -----------------------------------------------------------

sed -i 's/Edition 1/Edition 2/' frontend/src/main.js
check "the page's next image builds" timeout 400 docker build --quiet --tag 42library/page:lab2 frontend
api_before=$(container api)
check "deploy.sh releases the page alone" timeout 100 deploy/ops/deploy.sh "page=$(id_of 42library/page:lab2)"
page_is_new() { [ "$(asset_of)" != "$asset" ] && request "https://$domain/$(asset_of)" | grep -q 'Edition 2'; }
check "visitors get the new page and what it names" page_is_new
check "who has the old page open still finds its parts" has_status 200 "https://$domain/$asset"
check "the API was not touched" test "$api_before" = "$(container api)"
check "rollback.sh brings the page before back" timeout 100 deploy/ops/rollback.sh
page_is_old() { [ "$(asset_of)" = "$asset" ]; }
check "visitors get the old page" page_is_old

# --- renewal under traffic ------------------------------------------------------------------------

serial_changed() { [ "$(serial)" != "$old_serial" ]; }
old_serial=$(serial)
start_traffic "https://$domain/"
check "certbot renews by DNS" compose exec -T certbot certbot renew --force-renewal --no-random-sleep-on-renew
check "nginx serves the renewed certificate by itself" within 30 serial_changed
check "no request failed meanwhile" no_request_failed

check "docker compose down --volumes" compose down --volumes --timeout 20
data_stays() { [ -n "$(ls "$data/library")" ]; }
check "the data directory outlives its volume" data_stays

finish
