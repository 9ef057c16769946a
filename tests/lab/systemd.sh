#!/usr/bin/env bash
# Starts an artifact tree of stacks/ballpark on a machine whose first process is systemd: a container that may do what a
# machine does. Installs, obtains a certificate from Pebble, deploys, kills, restarts the machine, undoes the installation.
# What does not hang on who starts the programs is ballpark.sh's.
#
#   tests/lab/systemd.sh TREE     TREE: what stackc wrote, built with --with both overlays of ballpark and systemd
#
# Needs what ballpark.sh needs, and an engine on which systemd can be a container's first process (77 where it cannot).
# Takes two minutes. Removes what it made.
# Images: bookworm python311 pebble
# Exit: 0 all passed; 1 something failed; 2 it could not start; 77 skipped.
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
takes_tree deploy/systemd/ballpark-web.service "$@"
readonly machine='stackc-lab-systemd'
# shellcheck source=tests/lab/machine.sh
. "$here/machine.sh"

# --- the machine ------------------------------------------------------------------------

make_machine systemd systemd-sysv dbus
must "the machine starts" docker run --detach --name "$machine" --network "$machine" \
  --privileged --cgroupns=private --tmpfs /run --tmpfs /run/lock --stop-signal SIGRTMIN+3 \
  --add-host "$domain:$public" --add-host "www.$domain:$public" "$machine" /lib/systemd/systemd
booted() { [[ " running degraded " == *" $(inside systemctl is-system-running --wait) "* ]]; }
if ! within 30 booted >>"$log" 2>&1; then
  cleanup
  say 'skipped: systemd in containers, which this engine or kernel does not let start'
  rm -rf "$work"
  exit 77
fi
trust_authority

# --- installation ---------------------------------------------------------------------------

must "secrets.sh fills .env from the environment" \
  docker exec -e DATABASE_PASSWORD=pass "$machine" /srv/ballpark/deploy/ops/secrets.sh --from-env
must "install.sh brings packages, account, folders and units" deploy ops/install.sh
brings_nothing() { not grep -v ready <<<"$(deploy ops/install.sh 2>&1)"; }
check "install.sh runs again and brings nothing" brings_nothing
check "units start with the machine" inside systemctl is-enabled --quiet ballpark-nginx ballpark-web cron
check "the package's own unit does not" not inside systemctl is-enabled --quiet nginx
must "the checkout is a repository" inside sh -ec 'cd /srv/ballpark; git init -q; git config user.name lab; git config user.email lab@example.com; git add .; git commit -qm one'
must "deploy.sh installs packages, runs the release commands and starts what does not run" deploy ops/deploy.sh
must "issue.sh gets a certificate" deploy certs/issue.sh --skip-dry-run
must "health.sh says that all is well" deploy ops/health.sh
check "visitors are answered by https" answers 'it["user"] == "ballpark" and it["scheme"] == "https"' "https://$domain/whoami/"

# --- what only units say -------------------------------------------------------------------------

of_unit() { inside systemctl show --value --property "$2" "ballpark-$1"; }
check "systemd knows the application's own process" [ "$(inside sh -c 'cat /proc/"$(systemctl show --value --property MainPID ballpark-web)"/comm')" = gunicorn ]
check "and that of the proxy" [ "$(of_unit nginx MainPID)" = "$(inside cat /run/ballpark/nginx.pid)" ]
check "it holds the application to its memory" [ "$(of_unit web MemoryMax)" = 536870912 ]
check "the application cannot write to the system" not inside nsenter --target "$(of_unit web MainPID)" --mount touch /usr/forbidden
check "cron lives in the stack's time zone" inside sh -c 'tr "\0" "\n" </proc/"$(systemctl show --value --property MainPID cron)"/environ | grep -qx TZ=Asia/Seoul'
check "cron has run the job, as the application's user and with its environment" \
  within 70 inside grep -q 'cleared as ballpark with baseball.settings' /var/log/ballpark/jobs.log

# --- changes under traffic -----------------------------------------------------------------------

before=$(serial)
start_traffic "https://$domain/health/" "https://$domain/slow/"
check "issue.sh --force renews the certificate" deploy certs/issue.sh --skip-dry-run --force
change_version='sed -i "s/VERSION = \"one\"/VERSION = \"two\"/" league/views.py'
must "a second revision is there" inside sh -ec "cd /srv/ballpark; $change_version; git commit -qam two; git branch two; git reset -q --hard HEAD~"
check "deploy.sh REVISION puts it in service" deploy ops/deploy.sh two
check "no request failed meanwhile" no_request_failed
check "nginx serves the new certificate" [ "$(serial)" != "$before" ]
check "the new revision runs" answers 'it["version"] == "two"' "https://$domain/health/"

# --- failures ----------------------------------------------------------------------------------

all_is_well() { deploy ops/health.sh; }
killed() { # UNIT...
  local unit
  for unit; do inside systemctl kill --kill-whom=main --signal=KILL "$unit" || return 1; done
  began=$(date +%s%N)
  sleep 0.3
}
for order in ballpark-nginx ballpark-web cron 'ballpark-nginx ballpark-web cron' 'cron ballpark-web ballpark-nginx'; do
  # shellcheck disable=SC2086 # one word per unit
  check "killed: $order; all is well within 10 s" in_ten killed $order
done
restarted() {
  timeout 60 docker stop --time 45 "$machine" && inside true && return 1
  docker start "$machine" && docker exec "$machine" sh -c "echo $public $domain www.$domain >>/etc/hosts" || return 1
  within 30 booted && within 10 all_is_well
}
check "the machine is stopped and started: all is well" restarted

# --- undo ---------------------------------------------------------------------------------------

undone() {
  deploy ops/install.sh --undo && inside sh -c '! getent passwd ballpark && [ ! -e /etc/systemd/system/ballpark-web.service ] &&
    [ ! -e /etc/systemd/system/cron.service.d/ballpark.conf ] && ! systemctl is-active --quiet ballpark-web ballpark-nginx &&
    ! command -v nginx && [ -s /srv/ballpark/.env ] && [ -d /etc/letsencrypt/live ]' && not request --output /dev/null "https://$domain/"
}
check "install.sh --undo takes away what it brought, and leaves data and certificates" undone
finish
