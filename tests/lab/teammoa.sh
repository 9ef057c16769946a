#!/usr/bin/env bash
# Runs an artifact tree of stacks/teammoa for real and looks at it from outside.
#
#   tests/lab/teammoa.sh TREE     TREE: what stackc wrote, built with
#                                 --with tests/lab/teammoa.overlay.yaml
#
# Needs: `lab up`, its images, root (it kills a container's process), ports 80 and 443, curl, openssl, python3, and for
# the development stack 8000, 3306, 6379. Takes two minutes, at most ten. Removes what it made.
# Images: nginx130 python311 mysql redis certbot pebble
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
# shellcheck disable=SC2016 # the secrets hold what looks like expansions
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

# Every wait below is bounded; this bounds their sum.
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi

# shellcheck source=tests/lab/site.sh
. "$here/site.sh"

all_healthy() {
  local service
  for service in $long_running; do is_healthy "$service" || { printf '%s is not healthy\n' "$service"; return 1; }; done
}

# --- preparation ----------------------------------------------------------------

clean_up_first() {
  if [ -d "$work/dev" ]; then (cd "$work/dev" && timeout 60 docker compose down --volumes --timeout 3 --rmi local); fi
}
settle teammoa
with_authority

export EMAIL_HOST_PASSWORD='not "easy" to $quote, \nor is it?' PROBE_VALUE='a = '\'' " $HOME b'
export DB_PASSWORD=AdoptedPassword1 DB_ROOT_PASSWORD=AdoptedRoot1
must "secrets.sh fills .env from the environment" timeout 20 deploy/ops/secrets.sh --from-env
unset DB_PASSWORD DB_ROOT_PASSWORD EMAIL_HOST_PASSWORD
env_file_is_private() { stat -c '%a %U' .env; [ "$(stat -c %a .env)" = 600 ]; }
check ".env can be read by its owner alone" env_file_is_private
secrets_stay() {
  local before
  before=$(sha256sum .env)
  timeout 20 deploy/ops/secrets.sh && [ "$before" = "$(sha256sum .env)" ]
}
check "secrets.sh changes nothing that is there" secrets_stay

must "the image builds" timeout 400 docker build --quiet --tag "$image" .
printf 'WEB_IMAGE=%s\n' "$(id_of "$image")" >.env.release
image_is_lean() {
  [ "$(docker image inspect -f '{{.Config.User}}' "$image")" = app ] &&
    not timeout 20 docker run --rm --entrypoint sh "$image" -c 'command -v gcc' &&
    not timeout 20 docker run --rm --entrypoint test "$image" -e /app/compose.prod.yaml
}
check "the image runs as a user and holds neither compiler nor compose file" image_is_lean
image_bakes_nothing() {
  docker image inspect -f '{{range .Config.Env}}{{println .}}{{end}}' "$image" | tee /dev/stderr |
    not grep -E 'SECRET|PASSWORD|SETTINGS|HOST'
}
check "the image holds no environment's settings" image_bakes_nothing
names_missing() {
  local said
  said=$(timeout 20 docker run --rm -e DB_HOST=db "$image" true 2>&1) && return 1
  printf '%s\n' "$said"
  grep -q 'DB_PASSWORD.* SECRET_KEY' <<<"$said" && not grep -q DB_HOST <<<"$said"
}
check "the entrypoint names every variable that is missing" names_missing

must "the adopted volume is made" docker volume create "$adopted"
made_volume=yes
long_running=$(compose --profile '*' config --services | grep -vx -e web-release -e pebble | tr '\n' ' ')
must "every service comes up healthy" compose up -d --wait --wait-timeout 120

must "the test authority gives out its root" authority_starts

# --- before there is a certificate ------------------------------------------------

check "without a certificate: a probe with any Host passes" has_status 200 -H 'Host: 10.0.0.7' http://127.0.0.1/healthz
check "without a certificate: https refuses the handshake" fails_with 35 "https://$domain/"

must "issue.sh gets a certificate by the webroot" with_root timeout 120 deploy/certs/issue.sh --skip-dry-run

# --- the edge -----------------------------------------------------------------------

must "/health/ over https, verified" within 30 has_status 200 "https://$domain/health/"
timeout 20 curl -s --cacert "$work/root.pem" --resolve "$domain:443:127.0.0.1" -H 'Content-Type: application/json' \
  -d '{"email": "unverified@example.com"}' -o /dev/null "https://$domain/members/"
timeout 20 curl -s --cacert "$work/root.pem" --resolve "$domain:443:127.0.0.1" -H 'Content-Type: application/json' \
  -d '{"email": "verified@example.com", "verified": true}' -o /dev/null "https://$domain/members/"

head -c 300000 /dev/urandom >"$work/upload.bin"
head -c $((19 * 1024 * 1024)) /dev/zero >"$work/large.bin"
head -c $((21 * 1024 * 1024)) /dev/zero >"$work/too-large.bin"
upload_reads_back() {
  upload=$(request -F "file=@$work/upload.bin" "https://$domain/upload/" | sed -n 's/.*"url": "\([^"]*\)".*/\1/p')
  printf 'stored as %s\n' "$upload"
  [ -n "$upload" ] && request -o "$work/back.bin" "https://$domain$upload" && cmp "$work/upload.bin" "$work/back.bin"
}
upload=/media/uploads/upload.bin
check "an upload is read back by its URL" upload_reads_back
check "an upload is no page of the site: sandboxed, not sniffed" has_headers "https://$domain$upload" \
  'Content-Security-Policy: sandbox' 'X-Content-Type-Options: nosniff' 'Cache-Control: public, max-age=604800'
check "a body of 19 MiB passes" has_status 200 -F "file=@$work/large.bin" "https://$domain/upload/"
check "a body of 21 MiB is refused with 413" has_status 413 -H 'Expect:' -F "file=@$work/too-large.bin" "https://$domain/upload/"

derived prod http=127.0.0.1:80 https=127.0.0.1:443 "root=$work/root.pem"
expect_all "$here/teammoa.expect"

# --- what is exposed and what is hardened --------------------------------------------

only_web_ports() {
  docker ps --filter "label=com.docker.compose.project=$project" --format '{{.Names}} {{.Ports}}' | tee /dev/stderr |
    grep -oE '(0\.0\.0\.0|\[::\]|::|127\.0\.0\.1):[0-9]+->' | sort -u >"$work/ports"
  not grep -vE ':(80|443)->' "$work/ports" && [ "$(grep -c '0.0.0.0' "$work/ports")" = 2 ]
}
check "nothing but 80 and 443 is published" only_web_ports
hardened() {
  local service id status=0
  for service in $long_running; do
    id=$(container "$service")
    docker inspect -f "$service {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.LogConfig.Config}} {{.HostConfig.RestartPolicy.Name}}" "$id" |
      tee /dev/stderr | grep -qE ' true \[ALL\] \[no-new-privileges:true\] map\[max-file:3 max-size:10m\] unless-stopped$' || status=1
  done
  return "$status"
}
check "every service is read-only, without capabilities, with bounded logs" hardened
no_secret_in_arguments() {
  local secret service
  for service in $long_running; do docker top "$(container "$service")" -eo args; done >"$work/arguments"
  for secret in AdoptedPassword1 AdoptedRoot1 "$(sed -n 's/^REDIS_PASSWORD="\(.*\)"$/\1/p' .env)"; do
    [ -n "$secret" ] || return 1
    not grep -F -- "$secret" "$work/arguments" || return 1
  done
}
check "no password stands in a process's arguments" no_secret_in_arguments
check "the databases' network has no way out" test "$(docker network inspect -f '{{.Internal}}' "${project}_data")" = true
edge_is_apart() { not compose exec -T nginx getent hosts db && not compose exec -T nginx getent hosts redis; }
check "nginx cannot even name the databases" edge_is_apart

# --- backup and restore ---------------------------------------------------------------

check "backup.sh makes a dump" timeout 60 deploy/ops/backup.sh
newest_dump() { compose exec -T backup sh -c 'ls -1t /backups/*.sql.gz' | head -n 1 | xargs basename; }
dump=$(newest_dump)
check "the backup service is healthy" is_healthy backup
compose exec -T backup sh -c 'stat -c "%a %n" /backups/*.sql.gz' >"$work/modes" 2>&1
check "dumps are private" not grep -vE '^600 ' "$work/modes"
request -H 'Content-Type: application/json' -d '{"email": "later@example.com", "verified": true}' -o /dev/null "https://$domain/members/"
check "a member joins after the dump" answers '"later@example.com" in it["members"]' "https://$domain/members/"
check "restore.sh puts the dump back" timeout 120 deploy/ops/restore.sh --yes "$dump"
check "the site answers after the restore" within 40 has_status 200 "https://$domain/health/"
check "the data is as it was in the dump" answers \
  '"verified@example.com" in it["members"] and "later@example.com" not in it["members"]' "https://$domain/members/"

# --- renewal under traffic ----------------------------------------------------------------

serial_changed() { [ "$(serial)" != "$old_serial" ]; }
old_serial=$(serial)
start_traffic "https://$domain/health/"
check "certbot renews" compose exec -T certbot certbot renew --force-renewal --no-random-sleep-on-renew
check "nginx serves the renewed certificate by itself" within 30 serial_changed
sleep 2
check "no request failed meanwhile" no_request_failed
check "the certificate service is healthy" is_healthy certbot
# The watcher has run since before this file was there.
sed "s/server_name .*/server_name second.$domain;/" deploy/nginx/sites/main.https.conf >deploy/nginx/sites/second.https.conf
second_is_served() { has_status 200 --connect-to "::127.0.0.1:443" --insecure "https://second.$domain/static/members/site.css"; }
check "a site that a release brings is served without a new container" within 40 second_is_served
rm deploy/nginx/sites/second.https.conf
check "and one that is gone keeps nobody from reloading" deploy/certs/reload.sh

# --- scheduled jobs ---------------------------------------------------------------------

# Its minute may have come while certificates were renewed.
check "cron ran the job: as the application's user, with the secret unharmed" within 75 answers \
  "any(run['probe_value'] == '''$PROBE_VALUE''' and run['user_id'] == 1000 for run in it['job_runs']) and 'unverified@example.com' not in it['members']" \
  "https://$domain/members/"
job_is_logged() { compose logs --no-log-prefix web-scheduler | tee /dev/stderr | grep -q 'job unverified: done'; }
check "what a job says is in the container's log" within 20 job_is_logged
in_scheduler() { timeout 30 docker exec "$@"; }
check "the jobs' environment can be read by root alone" not in_scheduler --user 1000 "$(container web-scheduler)" sh -c 'cat /run/scheduler/environment'
run_job=/etc/stackc/cron/run-job
failed_job_shows() {
  local scheduler
  scheduler=$(container web-scheduler)
  not in_scheduler "$scheduler" "$run_job" probe && not in_scheduler "$scheduler" "$run_job" --health &&
    in_scheduler "$scheduler" touch /tmp/probe &&
    in_scheduler "$scheduler" "$run_job" probe && in_scheduler "$scheduler" "$run_job" --health
}
unknown_job_is_refused() {
  in_scheduler "$(container web-scheduler)" "$run_job" 'unverified; touch /tmp/x'
  [ $? -eq 64 ]
}
check "a name that is no job is refused" unknown_job_is_refused
check "a failed job makes the scheduler unhealthy until it succeeds" failed_job_shows

# --- what breaks comes back ------------------------------------------------------------------

killed=$(container web)
kill -KILL "$(docker inspect -f '{{.State.Pid}}' "$killed")"
came_back() { [ "$(docker inspect -f '{{.RestartCount}}' "$killed")" -ge 1 ] && is_healthy web; }
check "a web process that is killed comes back healthy" within 40 came_back
check "and serves" within 20 has_status 200 "https://$domain/health/"
compose up -d --no-deps --force-recreate web >>"$log" 2>&1
check "a web container under a new address is found without a reload" within 40 has_status 200 "https://$domain/health/"
# shellcheck disable=SC2086 # a list of names
check "docker compose restart" compose restart $long_running
check "everything is healthy after it" within 60 all_healthy
check "and serves" within 20 has_status 200 "https://$domain/health/"

check "docker compose down" compose down --timeout 20
check "docker compose up" compose up -d --wait --wait-timeout 120
check "the site serves, with the certificate that it had" within 30 has_status 200 "https://$domain/health/"
check "members are there after down and up" answers '"verified@example.com" in it["members"]' "https://$domain/members/"
check "uploads are there after down and up" has_status 200 "https://$domain$upload"

# --- a developer's machine -----------------------------------------------------------------------

in_dev() { (cd "$work/dev" && timeout 400 "$@"); }
mkdir "$work/dev"
cp -R "$here/apps/teammoa/." "$work/dev"
cp -R "$tree/." "$work/dev"
check "dev: secrets.sh --dev asks nothing" in_dev deploy/ops/secrets.sh --dev
check "dev: docker compose up" in_dev docker compose up --build -d --wait --wait-timeout 120
check "dev: /health/ on the loopback" has_status 200 http://127.0.0.1:8000/health/
only_loopback() {
  in_dev docker compose ps --format '{{.Name}} {{.Ports}}' | tee /dev/stderr | grep -oE '[^ ]+->' >"$work/ports"
  [ -s "$work/ports" ] && not grep -v '^127\.0\.0\.1:' "$work/ports"
}
check "dev: everything is published on the loopback alone" only_loopback
sed -i 's/"client":/"changed":/' "$work/dev/members/views.py"
check "dev: a change of the code is served without a restart" within 20 answers '"changed" in it' http://127.0.0.1:8000/

finish
