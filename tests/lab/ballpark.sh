#!/usr/bin/env bash
# Runs an artifact tree of stacks/ballpark for real, on a machine without systemd and without containers of its own: a
# container whose first process is boot-up.sh, behind a NAT that leads 80 and 443 to 8081 and 8443. Installs, obtains a
# certificate from Pebble, deploys, renews under traffic, kills everything in every order, undoes the installation.
#
#   tests/lab/ballpark.sh TREE     TREE: what stackc wrote, built with --with tests/lab/ballpark.overlay.yaml
#
# Needs: `lab up`, its images, curl, python3, and a Debian archive that containers reach. Publishes nothing. What has to
# hold by the write-up stands in ballpark.expect. Takes three to four minutes. Removes what it made.
# Images: bookworm python311 pebble
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
# shellcheck disable=SC2016 # expanded in the machine
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

# Every wait below is bounded; this bounds their sum.
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi

# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_tree deploy/boot/run.sh "$@"
readonly machine='stackc-lab-ballpark'
# shellcheck source=tests/lab/machine.sh
. "$here/machine.sh"
leads_to() { # URL TARGET
  local got
  got=$(request --output /dev/null --write-out '%{http_code} %{redirect_url}' "$1")
  printf '%s\n' "$got"
  [ "$got" = "308 $2" ]
}
listens() { inside awk -v port=":$(printf '%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }' /proc/net/tcp; }
workers() { inside sh -c 'grep -l "^PPid:[[:space:]]*$(cat /run/ballpark/nginx.pid)\$" /proc/[0-9]*/status 2>/dev/null | sort | tr "\n" " "'; }

# --- the machine ------------------------------------------------------------------------

# shellcheck disable=SC2119
make_machine
must "the machine starts with boot-up.sh as its first process, before anything is installed" \
  docker run --detach --name "$machine" --network "$machine" --restart unless-stopped \
  --add-host "$domain:$public" "$machine" /srv/ballpark/deploy/boot/boot-up.sh --watch
trust_authority

# --- installation ---------------------------------------------------------------------------

password='it'\''s "$HOME" \n `x`'
# shellcheck disable=SC2034 # of ballpark.expect
password_digest=$(printf '%s' "$password" | sha256sum | cut -d' ' -f1)
must "secrets.sh fills .env from the environment" \
  docker exec -e DATABASE_PASSWORD="$password" "$machine" /srv/ballpark/deploy/ops/secrets.sh --from-env
must "install.sh brings packages, account, folders and files" deploy ops/install.sh
brings_nothing() { not grep -v ready <<<"$(deploy ops/install.sh 2>&1)"; }
check "install.sh runs again and brings nothing" brings_nothing
check "a package started nothing of its own" not listens 80
must "the checkout is a repository" inside sh -ec 'cd /srv/ballpark; git init -q; git config user.name lab; git config user.email lab@example.com; git add .; git commit -qm one'
must "deploy.sh installs packages, runs the release commands and starts what does not run" deploy ops/deploy.sh
first=$(inside git -C /srv/ballpark rev-parse HEAD)

# --- certificates ------------------------------------------------------------------------------

check "without a certificate: a probe passes" has_status 200 "http://$domain/healthz"
check "without a certificate: https refuses the handshake" fails_with 35 "https://$domain/"
health_names() { # WORD...: health.sh fails, and each is in a line that says so
  local said word
  said=$(deploy ops/health.sh) && return 1
  printf '%s\n' "$said"
  for word; do grep '^FAILED' <<<"$said" | grep -q -- "$word" || { printf 'not named: %s\n' "$word"; return 1; }; done
}
check "without a certificate: health.sh fails and says what to do" health_names "there is none, run deploy/certs/issue.sh"
names_missing_dns() {
  local said
  said=$(deploy certs/issue.sh --skip-dry-run 2>&1) && return 1
  printf '%s\n' "$said"
  grep -q "no address in DNS for: www.$domain; nothing was ordered" <<<"$said" && inside test ! -e /etc/letsencrypt/accounts
}
check "issue.sh names the one name that has no address, and orders nothing" names_missing_dns
inside sh -c "echo $public www.$domain >>/etc/hosts"
must "issue.sh gets a certificate for both names by the webroot" deploy certs/issue.sh --skip-dry-run
must "health.sh says that all is well" deploy ops/health.sh

derived prod "http=$public:80" "https=$public:443" "root=$work/root.pem"
expect_all "$here/ballpark.expect"

before=$(serial) before_workers=$(workers)
check "renew.sh leaves a certificate that is not due" deploy certs/renew.sh
check "nginx was not reloaded" [ "$(workers)" = "$before_workers" ]
start_traffic "https://$domain/health/" "https://$domain/slow/"
check "issue.sh --force renews it" deploy certs/issue.sh --skip-dry-run --force
sleep 1
check "no request failed meanwhile" no_request_failed
check "nginx serves the new one" [ "$(serial)" != "$before" ]
expired() {
  inside sh -ec 'cd /etc/letsencrypt/live/totheballpark.info; cp -L fullchain.pem /tmp/kept; openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=totheballpark.info -addext subjectAltName=DNS:totheballpark.info -keyout /tmp/key -out /tmp/short 2>/dev/null; cat /tmp/short >fullchain.pem'
  health_names 'it does not hold www' 'shows another one'
  local status=$?
  inside sh -ec 'cat /tmp/kept >/etc/letsencrypt/live/totheballpark.info/fullchain.pem'
  return "$status"
}
check "status.sh tells a certificate that lacks a name and is not the one that is served" expired

# --- a deploy -----------------------------------------------------------------------------------

change_version='sed -i "s/VERSION = \"one\"/VERSION = \"two\"/" league/views.py'
branch=$(inside git -C /srv/ballpark symbolic-ref --short HEAD)
must "a second revision is there" inside sh -ec "cd /srv/ballpark; $change_version; git commit -qam two; git branch two; git reset -q --hard $first"
start_traffic "https://$domain/health/" "https://$domain/slow/"
check "deploy.sh REVISION puts it in service" deploy ops/deploy.sh two
check "no request failed meanwhile" no_request_failed
check "it runs" answers 'it["version"] == "two"' "https://$domain/health/"
revision() { # NAME LINE-OF-PYTHON FILE
  inside sh -ec "cd /srv/ballpark; git checkout -q $branch; git reset -q --hard $first; $change_version; echo '$2' >>$3; git commit -qam $1; git branch $1; git checkout -q --detach two"
}
must "a revision whose release fails is there" revision three 'raise SystemExit(1)' baseball/urls.py
must "and one that starts, but does not answer" revision four 'health = lambda request: 1 / 0' league/views.py
goes_back() { # REVISION WORDS
  local said status
  said=$(deploy ops/deploy.sh "$1" 2>&1)
  status=$?
  printf '%s\nexit %s\n' "$said" "$status"
  [ "$status" -eq 1 ] && grep -q "$2" <<<"$said" && within 10 answers 'it["version"] == "two"' "https://$domain/health/"
}
check "deploy.sh switches nothing when a release command fails" goes_back three 'a release command failed; nothing was switched'
check "deploy.sh goes back by itself from a revision that does not answer" goes_back four "$(inside git -C /srv/ballpark rev-parse two) runs again"

# --- jobs, logs, being told -------------------------------------------------------------------

check "cron has run the job, as the application's user and with its environment" \
  within 70 inside grep -q 'cleared as ballpark with baseball.settings' /var/log/ballpark/jobs.log
failing_job_is_told() {
  inside sh -c 'touch /srv/ballpark/media/fail'
  not deploy cron/run-job clearsessions && inside grep -q 'job clearsessions failed' /var/tmp/told && health_names 'job clearsessions'
  local status=$?
  inside rm /srv/ballpark/media/fail
  return "$status"
}
check "a job that fails is told, and health.sh knows" failing_job_is_told
works_again() { deploy cron/run-job clearsessions && deploy ops/health.sh; }
# cron may be running it just now.
check "and forgotten when it works again" within 10 works_again
rotates() {
  inside logrotate -d /etc/logrotate.d/ballpark && inside logrotate -f /etc/logrotate.d/ballpark && has_status 200 "https://$domain/" &&
    within 5 inside sh -c '[ -s /var/log/ballpark/nginx/access.log ] && [ -s /var/log/ballpark/nginx/access.log.1 ] && [ -s /var/log/ballpark/web.log ]'
}
check "logs are rotated, and written on" rotates

# --- failures -----------------------------------------------------------------------------------

# Kills are forgotten for the throttle, which is for programs that cannot start.
forget() { inside sh -c 'rm -f /run/ballpark/*.starts'; }
kill_it() { inside sh -c 'read -r pid _ <"/run/ballpark/$1.process" && kill -s "$2" "$pid"' sh "$1" "$2"; }
all_is_well() { deploy ops/health.sh; }
killed() { # PROGRAM... in the order in which they are killed
  local program
  forget
  for program; do kill_it "$program" KILL || return 1; done
  began=$(date +%s%N)
  # Killed for certain before one looks.
  sleep 0.3
}
for order in 'nginx' 'web' 'cron' 'nginx web cron' 'nginx cron web' 'web nginx cron' 'web cron nginx' 'cron nginx web' 'cron web nginx'; do
  # shellcheck disable=SC2086 # one word per program
  check "killed: $order; all is well within 10 s" in_ten killed $order
done
say "    $(tr '\n' ';' <"$work/times")"
check "being killed was told" inside grep -q 'nginx has ended and is started again' /var/tmp/told
# Children of the first process, by name.
one_of_each() { [ "$(inside sh -c 'for s in /proc/[0-9]*/status; do awk "/^Name:/ { name = \$2 } /^PPid:/ && \$2 == 1 { print name }" "$s" 2>/dev/null; done' | grep -x -e cron -e nginx -e gunicorn | sort | tr '\n' ' ')" = 'cron gunicorn nginx ' ]; }
check "each runs once" one_of_each
hang() {
  forget
  kill_it cron STOP && within 45 inside grep -q 'cron runs, but does not answer' /var/tmp/told && within 10 all_is_well
}
check "one that is stopped and only looks alive is started again" hang
stop_and_start() {
  timeout 60 docker stop --time 40 "$machine" && inside true && return 1
  docker start "$machine" && docker exec "$machine" sh -c "echo $public www.$domain >>/etc/hosts"
}
check "the machine is stopped and started: all is well within 10 s" in_ten stop_and_start
ended_in_order() {
  local said
  said=$(docker logs "$machine" 2>&1)
  grep -q 'ending the programs' <<<"$said" && not grep 'did not end within' <<<"$said"
}
check "the programs ended by themselves before the machine stopped" ended_in_order
power_cut() {
  timeout 30 docker kill "$machine" && docker start "$machine" && docker exec "$machine" sh -c "echo $public www.$domain >>/etc/hosts"
}
check "a power cut: all is well within 10 s" in_ten power_cut
second_watch() { deploy boot/boot-up.sh --watch; [ "$?" -eq 75 ]; }
check "a second boot-up.sh --watch is refused" second_watch
reload_keeps() {
  before_workers=$(workers)
  deploy boot/boot-up.sh --reload nginx && sleep 2 && [ "$(workers)" != "$before_workers" ] && deploy ops/health.sh
}
check "boot-up.sh --reload takes up the configuration" reload_keeps

# --- undo ---------------------------------------------------------------------------------------

undone() {
  deploy ops/install.sh --undo && inside sh -c '! getent passwd ballpark && [ ! -e /etc/cron.d/ballpark ] && [ ! -e /etc/logrotate.d/ballpark ] &&
    ! command -v nginx && ! command -v certbot && [ -s /srv/ballpark/.env ] && [ -d /etc/letsencrypt/live ] && [ -s /srv/ballpark/media/league.sqlite3 ] &&
    command -v python3' && not request --output /dev/null "https://$domain/"
}
check "install.sh --undo takes away what it brought, and leaves data, certificates and what was there before" undone
finish
