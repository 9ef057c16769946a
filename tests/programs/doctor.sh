#!/bin/bash
# Runs deploy/ops/doctor.sh of an artifact tree of stacks/teammoa against stand-ins for docker, curl, getent, df
# and the TLS connection: a healthy host, then one fault after the other, each of which must be named, and nothing
# beside it; then all of them at once. Certificates are real.
#   doctor.sh TREE
# TREE is copied first. Needs openssl and python3. Exit: 0 all passed; 1 something failed; 64 usage.
set -euo pipefail

if [ $# -ne 1 ] || [ ! -f "$1/deploy/ops/doctor.sh" ]; then
  echo "usage: doctor.sh TREE (with deploy/ops/doctor.sh)" >&2
  exit 64
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source=$(realpath "$1")
tree=$work/tree
state=$work/state
export STUB_STATE=$state PATH="$work/bin:$PATH" REAL_OPENSSL
REAL_OPENSSL=$(command -v openssl)
unset PUBLIC_ADDRESS
mkdir -p "$work/bin"
domain=teammoa.duckdns.org

# --- stand-ins ------------------------------------------------------------------
# docker answers from files of STUB_STATE; a container's folders lie below root/.
cat >"$work/bin/docker" <<'STUB'
#!/bin/bash
said() { cat "$STUB_STATE/$1"; }
last=${!#}
if [ -e "$STUB_STATE/engine" ]; then said engine >&2; exit 1; fi
case $* in
  'version '*) echo 28.0 ;;
  'info '*) echo / ;;
  'ps --all '*) awk '{ print $2 }' "$STUB_STATE/containers" ;;
  'ps '*filter\ volume=*) if [ -e "$STUB_STATE/${last##*=}" ]; then said "${last##*=}"; fi ;;
  'inspect '*OOMKilled*) said containers ;;
  'inspect '*Config.Entrypoint*) said "settings-$last" ;;
  'inspect '*Health.Log*) said health ;;
  'inspect '*Destination*) echo '/data /tmp ' ;;
  'inspect '*HostPort*port*\ id-*) if [[ $* = *'slice .Name'* ]]; then said "stranger-$last"; else said ports; fi ;;
  'inspect '*'slice .Name'*) said "stranger-$last" ;;
  'diff '*) said "diff-$2" ;;
  'image inspect '*) awk -v name="$last" '$1 == name { print $2; found = 1; exit } END { exit !found }' "$STUB_STATE/images" ;;
  'network ls '*) echo edge ;;
  'network inspect '*Containers*) awk '{ printf "%s ", $2 }' "$STUB_STATE/containers"; said network ;;
  'network inspect '*) echo teammoa_edge ;;
  'exec '*'find . -type f'*) sh -c "$5" sh "$STUB_STATE/root/$2$last" ;;
  'exec '*'nginx: worker'*) said nginx ;;
  'exec '*crond.pid*) said jobs ;;
  'exec '*fullchain.pem) said stored.pem ;;
  'exec '*/run/certificates) said renewal ;;
  'exec '*' healthy') said backup; [ ! -e "$STUB_STATE/backup-late" ] ;;
  'logs '*) said log ;;
  'compose '*' config --quiet') if [ -e "$STUB_STATE/compose" ]; then said compose >&2; exit 1; fi ;;
  *)
    echo "stand-in for docker: not known: $*" >&2
    exit 99
    ;;
esac
STUB
cat >"$work/bin/openssl" <<'STUB'
#!/bin/bash
if [ "$1" = s_client ]; then exec cat "$STUB_STATE/served.pem"; fi
exec "$REAL_OPENSSL" "$@"
STUB
cat >"$work/bin/curl" <<'STUB'
#!/bin/bash
case ${!#} in
  http://*) if [ ! -e "$STUB_STATE/unreachable" ]; then printf '{"request":"GET %s"}\n' "${!#}" >>"$STUB_STATE/log"; fi ;;
  https://*) if [ -e "$STUB_STATE/curl" ]; then echo 'curl: something' >&2; exit "$(cat "$STUB_STATE/curl")"; fi ;;
esac
STUB
cat >"$work/bin/getent" <<'STUB'
#!/bin/bash
[ -s "$STUB_STATE/addresses" ] || exit 2
sed 's/$/ STREAM name/' "$STUB_STATE/addresses"
STUB
cat >"$work/bin/hostname" <<'STUB'
#!/bin/bash
cat "$STUB_STATE/own"
STUB
cat >"$work/bin/timedatectl" <<'STUB'
#!/bin/bash
cat "$STUB_STATE/ntp"
STUB
cat >"$work/bin/df" <<'STUB'
#!/bin/bash
case $1 in -P) used=$(cat "$STUB_STATE/disk") ;; *) used=$(cat "$STUB_STATE/inodes") ;; esac
printf 'Filesystem blocks Used Available Capacity Mounted\n/dev/x 100 1 1 %s%% /\n' "$used"
STUB
chmod +x "$work"/bin/*

# --- certificates -----------------------------------------------------------------
certificate() { # FILE BEGIN END NAMES: dates as `date` reads them
  openssl req -new -key "$work/key" -subj /CN=x -out "$work/request"
  printf 'subjectAltName=%s\n' "$4" >"$work/extension"
  : >"$work/index"
  echo 01 >"$work/serial"
  openssl ca -batch -notext -keyfile "$work/key" -cert "$work/ca.pem" -in "$work/request" -out "$work/$1" \
    -startdate "$(date -u -d "$2" +%Y%m%d%H%M%SZ)" -enddate "$(date -u -d "$3" +%Y%m%d%H%M%SZ)" \
    -extfile "$work/extension" -config "$work/ca.conf" -md sha256 2>/dev/null
}
openssl ecparam -name prime256v1 -genkey -noout -out "$work/key"
openssl req -x509 -key "$work/key" -subj /CN=ca -days 3650 -out "$work/ca.pem" 2>/dev/null
cat >"$work/ca.conf" <<END
[ca]
default_ca = it
[it]
database = $work/index
serial = $work/serial
new_certs_dir = $work
policy = any
unique_subject = no
[any]
commonName = supplied
END
certificate good.pem '10 days ago' '80 days' "DNS:$domain"
certificate other-name.pem '10 days ago' '80 days' DNS:old.example.com
certificate more-names.pem '10 days ago' '80 days' "DNS:$domain,DNS:old.example.com"
certificate expired.pem '100 days ago' '10 days ago' "DNS:$domain"
certificate late.pem '70 days ago' '20 days' "DNS:$domain"
certificate expiring.pem '80 days ago' '10 days' "DNS:$domain"
certificate short.pem '1 day ago' '5 days' "DNS:$domain"
certificate early.pem '2 days' '80 days' "DNS:$domain"

# --- a scenario -----------------------------------------------------------------
release=example.org/app@sha256:$(printf 'a%.0s' {1..64})
now=$(date +%s)
failures=0
passes=0
started=$(date -u -d '3 days ago' +%Y-%m-%dT%H:%M:%S.123456789Z)

touch "$work/difference"

healthy() { # a fresh copy of the tree on a host where all is well
  rm -rf "$tree" "$state"
  mkdir -p "$state"
  cp -R "$source" "$tree"
  : >"$tree/.env"
  chmod 600 "$tree/.env"
  echo "WEB_IMAGE=$release" >"$tree/.env.release"
  : >"$tree/.deploy.lock"
  local service image name
  while read -r service image; do
    name=${image#image=}
    if [[ $image = release=* ]]; then name=$release; fi
    echo "$service id-$service /teammoa-$service-1 running healthy 0 0 $started sha256:$name $name false true False" >>"$state/containers"
    printf 'command ["x"]\nenvironment "A=b"\nmounts volume\nports {}\nnetworks edge\nprivileges false\n' >"$state/settings-id-$service"
    echo "$name sha256:$name" >>"$state/images"
  done < <(sed -n "/^services='\$/,/^'\$/p" "$tree/deploy/ops/doctor.sh" | grep '=.*[^=]$' | grep -v "^services")
  while read -r service folder target; do
    mkdir -p "$state/root/id-$service$(dirname "$target")"
    cp -R "$tree/deploy/$folder" "$state/root/id-$service$target"
  done < <(sed -n "/^configuration='\$/,/^'\$/p" "$tree/deploy/ops/doctor.sh" | grep /etc)
  printf 'nginx 0.0.0.0 80 80/tcp\nnginx :: 80 80/tcp\nnginx 0.0.0.0 443 443/tcp\nnginx :: 443 443/tcp\n' >"$state/ports"
  : >"$state/network"
  : >"$state/log"
  echo 'it says so' >"$state/health"
  local then=$((now - 3 * 86400))
  printf 'workers %s\nfiles %s\nsite /run/nginx/sites/main.conf /etc/nginx/stackc/sites/main.https.conf\n' "$((then + 1))" "$((then - 60))" >"$state/nginx"
  printf 'cron yes\nsucceeded unverified %s\n' "$((now - 3600))" >"$state/jobs"
  echo 'x.sql.gz is 3 hours old' >"$state/backup"
  echo "$((now - 3600))" >"$state/renewal"
  cp "$work/good.pem" "$state/stored.pem"
  cp "$work/good.pem" "$state/served.pem"
  echo 203.0.113.7 >"$state/addresses"
  echo '203.0.113.7 172.17.0.1' >"$state/own"
  echo yes >"$state/ntp"
  echo 40 >"$state/disk"
  echo 4 >"$state/inodes"
  (cd "$tree" && deploy/ops/doctor.sh --record)
}
examined() { # SHELL...: runs the doctor; its exit status is in $status
  status=0
  (cd / && "$@" "$tree/deploy/ops/doctor.sh") >"$work/output" 2>"$work/errors" </dev/null || status=$?
  sed -n 's/^\(error\|warning\|unknown\) \([a-z-]*\) \([^:]*\): .*; .*/\2 \3/p' "$work/output" | sort >"$work/found"
}
verdict() { # WHAT EXIT: compares with $work/wanted
  if [ "$status" -eq "$2" ] && diff "$work/wanted" "$work/found" >"$work/difference" && [ ! -s "$work/errors" ]; then
    passes=$((passes + 1))
  else
    failures=$((failures + 1))
    echo "FAIL $1 (exit status $status, wanted $2)"
    sed 's/^/    /' "$work/difference" "$work/output" "$work/errors"
  fi
}
edit() { sed -i "$2" "$state/$1"; } # FILE SED-COMMAND
of() { edit containers "/^$1 /s/$2/"; } # SERVICE PATTERN/REPLACEMENT, in its line

# fault EXIT 'CODE SUBJECT' COMMAND...: on a healthy host COMMAND is done; that and nothing else is named.
# Several codes are separated by |.
fault() {
  local wanted=$2 exit=$1
  shift 2
  healthy
  (cd "$tree" && "$@")
  tr '|' '\n' <<<"$wanted" | sed '/^$/d' | sort >"$work/wanted"
  examined sh
  verdict "$wanted, after: $*" "$exit"
}
# shellcheck disable=SC2317 # run by name
{
  drop() { rm -rf "${@/#/$state/}"; }
  write() { printf '%s' "$2" >"$state/$1"; }
  append() { printf '%s\n' "$2" >>"$state/$1"; }
  certificates() { cp "$work/$1" "$state/stored.pem"; cp "$work/${2:-$1}" "$state/served.pem"; }
  replaced_by_link() { mv "$1" "$1.real"; ln -s "$(basename "$1").real" "$1"; }
  untidy() { rm .env.release; cat "$1" >/dev/null; }
}

: >"$work/wanted"
for shell in sh dash 'busybox sh' 'bash --posix' bash; do
  if command -v "${shell%% *}" >/dev/null; then
    healthy
    # shellcheck disable=SC2086 # a program and its argument
    examined $shell
    verdict "nothing on a healthy host ($shell)" 0
  fi
done

# --- each fault ---------------------------------------------------------------------
fault 1 'file-edited deploy/nginx/sites/main.https.conf|configuration-differs nginx' sed -i s/60s/61s/ deploy/nginx/sites/main.https.conf
edited_on_host() { echo '# hand' >>deploy/nginx/nginx.conf; cp deploy/nginx/nginx.conf "$state/root/id-nginx/etc/nginx/stackc/"; }
fault 1 'file-edited deploy/nginx/nginx.conf' edited_on_host
fault 1 'file-edited compose.prod.yaml' sed -i 's/80:80/81:80/' compose.prod.yaml
fault 1 'file-missing deploy/certs/issue.sh|configuration-differs certbot' rm deploy/certs/issue.sh
fault 1 'file-replaced deploy/ops/backup.sh' replaced_by_link deploy/ops/backup.sh
fault 1 'run-bit-lost deploy/ops/deploy.sh' chmod -x deploy/ops/deploy.sh
stray() { echo x >deploy/cron/more; echo x >"$state/root/id-web-scheduler/etc/stackc/cron/more"; }
fault 1 'file-stray deploy/cron/more' stray
fault 3 'lock-missing stack.lock' rm stack.lock
damaged_lock() { echo nonsense >stack.lock; }
fault 3 'lock-unreadable stack.lock' damaged_lock
fault 1 'secrets-open .env' chmod 644 .env
fault 1 'compose-refused compose.prod.yaml' write compose 'no such variable'
fault 1 'deploy-interrupted .env.release.next' touch .env.release.next
fault 3 'deploy-unrecorded .deployed' rm .deployed

fault 1 'configuration-differs nginx' sed -i s/60s/61s/ "$state/root/id-nginx/etc/nginx/stackc/sites/main.https.conf"
fault 1 'configuration-differs nginx' touch "$state/root/id-nginx/etc/nginx/stackc/stray.conf"
fault 1 'configuration-differs certbot' rm "$state/root/id-certbot/etc/stackc/certs/renew.sh"
fault 3 'configuration-unseen backup' drop root/id-backup
fault 1 'configuration-not-loaded nginx' edit nginx "s/^files .*/files $((now - 60))/"
fault 1 'reloaded-by-hand nginx' edit nginx "s/^workers .*/workers $((now - 60))/"
our_reload() { edit nginx "s/^workers .*/workers $((now - 60))/"; append nginx "reloaded $((now - 59))"; }
fault 0 '' our_reload
fault 1 'configuration-differs nginx' edit nginx 's/ \/etc.*/ /'
fault 1 'configuration-differs nginx' edit nginx 's/ \/etc.*/ \/tmp\/x/'
fault 1 'configuration-refused nginx' append nginx 'refused unknown directive "x"'
fault 1 'nginx-dead nginx' edit nginx 's/^workers .*/workers none/'

fault 1 'image-differs redis' of redis 'redis:7 false/redis:latest false'
fault 1 'image-differs db' of db 'sha256:mysql:8.0/sha256:moved'
fault 1 'image-differs web' of web 'sha256:example/sha256:other'
by_hand() { echo WEB_IMAGE=evil >.env.release; append images 'evil sha256:evil'; of web "sha256:[^ ]* [^ ]* false/sha256:evil evil false"; of web-scheduler "sha256:[^ ]* [^ ]* false/sha256:evil evil false"; }
fault 1 'image-differs web|image-differs web-scheduler' by_hand
fault 1 'settings-differ web' edit settings-id-web 's/A=b/A=c/'
fault 1 'service-exited web-scheduler' of web-scheduler 'running healthy/exited unhealthy'
fault 1 'service-paused nginx' of nginx 'running/paused'
fault 1 'service-missing db' edit containers '/^db /d'
fault 1 'service-unhealthy redis' of redis ' healthy/ unhealthy'
restarted() { of web "healthy 0 0 [^ ]*/healthy 0 7 $(date -u +%Y-%m-%dT%H:%M:%SZ)"; }
fault 1 'service-restarts web' restarted
fault 1 'service-out-of-memory web' of web 'false true/true true'
fault 1 'service-undeclared teammoa-shell-1' append containers "shell id-shell /teammoa-shell-1 running none 0 0 $started sha256:x x false true False"
fault 1 'run-left-over teammoa-web-run-1' append containers "web id-run /teammoa-web-run-1 running none 0 0 $started sha256:x x false true True"
fault 1 'service-twice web' append containers "web id-two /teammoa-web-2 running none 0 0 $started sha256:x x false true False"
fault 1 'release-failed web-release' append containers "web-release id-release /teammoa-web-release-1 exited none 1 0 $started sha256:x x false true False"
layered() { of db 'true False/false False'; printf 'C /etc\nC /etc/my.cnf\nA /usr/sbin/docker-init\nC /usr\nC /usr/sbin\nA /data\nA /run/x\n' >"$state/diff-id-db"; }
fault 1 'container-edited db' layered
fault 1 'port-published db' append ports 'db 0.0.0.0 3306 3306/tcp'
fault 1 'port-published nginx' append ports 'nginx 0.0.0.0 8080 80/tcp'
fault 1 'port-missing nginx' edit ports '/ 443 /d'
fault 1 'port-missing nginx' edit ports '/ 443 /s/0.0.0.0\|::/127.0.0.1/'
strange() { echo "id-strange" >"$state/network"; printf 'socat\tsocat:1, publishes 1/tcp on 0.0.0.0:3306' >"$state/stranger-id-strange"; }
fault 1 'stranger-on-network socat' strange
second_server() { echo id-strange >"$state/teammoa_mysql_data_prod"; printf 'mysql\tmysql:8.0' >"$state/stranger-id-strange"; }
fault 1 'stranger-on-volume mysql' second_server

fault 1 'cron-dead web-scheduler' edit jobs 's/cron yes/cron no/'
fault 1 'cron-dead web-scheduler' edit jobs 's/cron yes/cron stopped/'
fault 1 'crontab-differs web-scheduler' append jobs 'table /etc/cron.d/stack'
fault 1 'crontab-stray web-scheduler' append jobs 'stray /etc/cron.d/mine'
fault 1 'job-failed unverified' edit jobs 's/succeeded/failed/'
fault 1 'job-missed unverified' edit jobs '/succeeded/d'
fault 1 'job-missed unverified' edit jobs "s/succeeded.*/succeeded unverified $((now - 100000))/"
fault 1 'backup-stale backup' touch "$state/backup-late"
fault 1 'service-exited backup|backup-unseen backup' of backup 'running healthy/exited unhealthy'
fault 1 'renewal-dead certbot' write renewal "$((now - 50000))"

fault 1 "certificate-missing $domain" drop stored.pem
fault 1 "certificate-broken $domain" write stored.pem nonsense
fault 1 "certificate-expired $domain" certificates expired.pem
fault 1 "certificate-expiring $domain" certificates expiring.pem
fault 1 "certificate-late $domain" certificates late.pem
fault 0 '' certificates short.pem
fault 1 "certificate-early $domain" certificates early.pem
fault 1 "certificate-name $domain|certificate-name $domain" certificates other-name.pem
fault 1 "certificate-name $domain" certificates more-names.pem
fault 1 "certificate-not-served $domain|certificate-expired $domain, as visitors get it" certificates good.pem expired.pem
fault 1 "certificate-not-served $domain" write served.pem ''
fault 1 "certificate-untrusted $domain" write curl 60
fault 1 "site-dead $domain" write curl 22

fault 1 "dns-missing $domain" write addresses ''
fault 1 "name-unanswered $domain" touch "$state/unreachable"
elsewhere() { touch "$state/unreachable"; echo 198.51.100.1 >"$state/addresses"; }
fault 1 "dns-elsewhere $domain" elsewhere
fault 3 "dns-shadowed $domain" write addresses 127.0.1.1
behind_nat() { elsewhere; echo '10.0.0.5 172.17.0.1 fd00::1' >"$state/own"; }
fault 3 "dns-unproven $domain" behind_nat
told() { behind_nat; echo "PUBLIC_ADDRESS=\"198.51.100.1 2001:db8::1\"" >>.env; }
fault 0 '' told
told_otherwise() { behind_nat; echo PUBLIC_ADDRESS=192.0.2.1 >>.env; }
fault 1 "dns-elsewhere $domain" told_otherwise
fault 0 '' write own 10.0.0.5

fault 1 'disk-full /' write disk 93
fault 1 'disk-full /' write inodes 93
fault 1 'clock-unset host' write ntp no
clock() { touch -d '2 hours' .deployed; }
fault 1 'clock-wrong host' clock
fault 1 'engine-dead docker' write engine 'Cannot connect'
fault 3 'engine-refused docker' write engine 'permission denied while trying to connect'

# --- all at once, and as JSON -----------------------------------------------------------
everything() {
  edited_on_host
  sed -i s/60s/61s/ "$state/root/id-nginx/etc/nginx/stackc/sites/main.https.conf"
  of redis 'redis:7 false/redis:latest false'
  append ports 'db 0.0.0.0 3306 3306/tcp'
  certificates other-name.pem expiring.pem
  write addresses ''
  edit jobs 's/cron yes/cron no/'
  touch "$state/backup-late"
}
healthy
(cd "$tree" && everything)
sort >"$work/wanted" <<END
file-edited deploy/nginx/nginx.conf
configuration-differs nginx
image-differs redis
port-published db
certificate-name $domain
certificate-name $domain
certificate-not-served $domain
certificate-expiring $domain, as visitors get it
dns-missing $domain
cron-dead web-scheduler
backup-stale backup
END
for shell in sh dash 'busybox sh' 'bash --posix'; do
  if command -v "${shell%% *}" >/dev/null; then
    # shellcheck disable=SC2086 # a program and its argument
    examined $shell
    verdict "all faults at once ($shell)" 1
  fi
done

hostile='quote " back\slash 	tab 한국어 😀 end'
json_says() { # EXIT EXPRESSION: python over the document, as `it`; `hostile` is the text
  status=0
  "$tree/deploy/ops/doctor.sh" --json >"$work/output" 2>"$work/errors" </dev/null || status=$?
  HOSTILE=$hostile python3 - "$work/output" "$2" >"$work/difference" 2>&1 <<'PY' && [ "$status" -eq "$1" ] && [ ! -s "$work/errors" ]
import json, os, sys
text = open(sys.argv[1], "rb").read()
text.decode("ascii")
it = json.loads(text)
hostile = os.environ["HOSTILE"].replace("\t", " ")
assert eval(sys.argv[2]), it
PY
}
expect_json() { # WHAT EXIT EXPRESSION
  if json_says "$2" "$3"; then
    passes=$((passes + 1))
  else
    failures=$((failures + 1))
    echo "FAIL JSON: $1 (exit status $status)"
    sed 's/^/    /' "$work/difference" "$work/errors"
  fi
}
expect_json 'all faults' 1 'len(it["findings"]) == 11 and it["exit"] == 1 and it["doctor"] == 1 and it["stack"] == "teammoa" and all(set(f) == {"level", "code", "subject", "what", "cure"} and all(f.values()) for f in it["findings"])'
healthy
expect_json 'healthy' 0 'it["findings"] == [] and it["exit"] == 0'
of redis ' healthy/ unhealthy'
write health "$hostile"
expect_json 'hostile text' 1 'it["findings"][0]["what"] == "its health check fails: " + hostile'
printf 'a\377b\303 c\355\240\200d\033[31m\001e\360\237\230' >"$state/health"
expect_json 'what is no UTF-8' 1 'it["findings"][0]["what"] == "its health check fails: a\ufffdb\ufffd c\ufffd\ufffd\ufffdd[31me\ufffd" or it["findings"][0]["what"] == "its health check fails: a\ufffdb\ufffd c\ufffdd[31me\ufffd"'
examined sh
if LC_ALL=C grep -q "$(printf '\033')" "$work/output"; then
  failures=$((failures + 1))
  echo 'FAIL a terminal would obey what is printed'
fi
status=0
"$tree/deploy/ops/doctor.sh" --nonsense >"$work/output" 2>&1 || status=$?
if [ "$status" -ne 64 ]; then
  failures=$((failures + 1))
  echo "FAIL wrong usage ends with $status"
fi

echo "$passes passed, $failures failed"
[ "$failures" -eq 0 ]
