#!/usr/bin/env bash
# Deploys an artifact tree of stacks/teammoa for real, then does to it by hand what people do, and expects
# deploy/ops/doctor.sh to name it: one after the other, and all at once (the outage of write-up 001).
#
#   tests/lab/doctor.sh TREE     TREE as for teammoa.sh
#
# Needs: `lab up`, its images, ports 80, 443 and 3306, curl, openssl. DNS is a stand-in (getent), as no name leads here.
# Takes three to five minutes, at most ten. Removes what it made.
# Images: nginx130 python311 mysql redis certbot
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
# shellcheck disable=SC2016 # expanded in containers
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

# Every wait below is bounded; this bounds their sum.
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi

# shellcheck source=tests/lab/site.sh
. "$here/site.sh"

# --- certificates: an authority of our own, in the volume that certbot fills ----------------

lineage=/etc/letsencrypt/live/$domain
make_certificate() { # NAME BEGIN END NAMES: dates as `date` reads them
  printf 'subjectAltName=%s\n' "$4" >"$work/extension"
  : >"$work/index"
  openssl rand -hex 8 >"$work/serial"
  openssl ca -batch -notext -config "$work/ca.conf" -keyfile "$work/key" -cert "$work/root.pem" -in "$work/request" \
    -startdate "$(date -u -d "$2" +%Y%m%d%H%M%SZ)" -enddate "$(date -u -d "$3" +%Y%m%d%H%M%SZ)" -md sha256 \
    -extfile "$work/extension" -out "$work/$1.pem"
}
make_certificates() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/key"
  openssl req -x509 -key "$work/key" -subj /CN=lab -days 30 -out "$work/root.pem"
  openssl req -new -key "$work/key" -subj /CN=site -out "$work/request"
  printf '[ca]\ndefault_ca=it\n[it]\ndatabase=%s\nserial=%s\nnew_certs_dir=%s\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n' \
    "$work/index" "$work/serial" "$work" >"$work/ca.conf"
  make_certificate good '1 day ago' '80 days' "DNS:$domain" &&
    make_certificate expired '90 days ago' '1 day ago' "DNS:$domain" &&
    make_certificate other '1 day ago' '80 days' DNS:old.example.com
}
put_certificate() { # NAME
  tar -C "$work" -cf - "$1.pem" key | timeout 30 docker run --rm -i -v "${project}"_letsencrypt:/etc/letsencrypt --entrypoint sh nginx:1.30 -c '
    mkdir -p "$1" && cd "$1" && umask 077 && tar -xf - && mv "$2.pem" fullchain.pem && cp fullchain.pem cert.pem &&
    mv key privkey.pem && chown -R 0:0 .' sh "$lineage" "$1"
}
serves() { # NAME
  cmp <(openssl s_client -connect 127.0.0.1:443 -servername "$domain" </dev/null 2>/dev/null | openssl x509 -noout -fingerprint) \
    <(openssl x509 -noout -fingerprint -in "$work/$1.pem")
}
use_certificate() { put_certificate "$1" && within 25 serves "$1"; }

# --- the doctor ------------------------------------------------------------------------------

mkdir "$work/bin"
cat >"$work/bin/getent" <<STUB
#!/bin/sh
test -s $work/address || exit 2
sed 's/\$/ STREAM name/' $work/address
STUB
chmod +x "$work/bin/getent"
has_address() { hostname -I | cut -d' ' -f1 >"$work/address"; }
has_address
doctor() { PATH=$work/bin:$PATH CURL_CA_BUNDLE=$work/root.pem timeout 60 deploy/ops/doctor.sh "$@" </dev/null; }
all_well() { [ "$(doctor --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["findings"])')" = '[]' ]; }
all_well_for_people() { doctor && all_well; }
# One run, which leaves $found; it ends with 1, and each of the lines `LEVEL CODE SUBJECT` is in it.
names() {
  local status=0 line
  found=$(doctor)
  [ "$?" -eq 1 ] || status=1
  printf '%s\n' "$found"
  for line in "$@"; do
    if ! grep -qF -- "$line: " <<<"$found"; then
      printf 'not named: %s\n' "$line"
      status=1
    fi
  done
  return "$status"
}
names_only() { # the same, and nothing else
  names "$@" && [ "$(wc -l <<<"$found")" -eq "$#" ]
}
by_hand() { timeout 30 docker run -d --label stackc.lab.stranger "$@"; }
by_hand_ends() { docker rm --force "$1" >>"$log" 2>&1; }
inside() { # SERVICE SHELL-TEXT
  timeout 30 docker exec "$(container "$1")" sh -c "$2"
}
answers() { curl -fsS -o /dev/null --max-time 5 --cacert "$work/root.pem" --resolve "$domain:443:127.0.0.1" "https://$domain/health/"; }
up() { # and waits until nginx has found the new container
  compose up -d --no-deps --wait --wait-timeout 60 "$@" >>"$log" 2>&1
  within 30 answers >>"$log"
}

# --- preparation: a real deploy ------------------------------------------------------------------

clean_up_first() { docker ps --all --quiet --filter label=stackc.lab.stranger | xargs -r docker rm --force; }
settle teammoa
export EMAIL_HOST_PASSWORD=a PROBE_VALUE=b DB_PASSWORD=c DB_ROOT_PASSWORD=d
must "secrets.sh fills .env" timeout 20 deploy/ops/secrets.sh --from-env
unset EMAIL_HOST_PASSWORD PROBE_VALUE DB_PASSWORD DB_ROOT_PASSWORD
must "the image builds" timeout 400 docker build --quiet --tag "$image" .
release=$(id_of "$image")
must "certificates are made" make_certificates
must "the adopted volume is made" docker volume create "$adopted"
made_volume=yes
must "deploy.sh deploys" timeout 200 deploy/ops/deploy.sh "$release"
only_certificate_is_missing() { names 'error certificate-missing teammoa.duckdns.org'; }
check "before there is a certificate, that is named" only_certificate_is_missing
must "a certificate is served" use_certificate good
must "a healthy stack: nothing is named, exit 0" within 60 all_well_for_people

# --- configuration ---------------------------------------------------------------------------------

https=deploy/nginx/sites/main.https.conf
cp -p "$https" "$work/kept"
refused_inside() {
  local nginx
  nginx=$(container nginx)
  not docker cp "$work/kept" "$nginx:/etc/nginx/stackc/nginx.conf" && not docker cp "$work/kept" "$nginx:/etc/nginx/nginx.conf" &&
    not inside nginx 'echo >>/etc/nginx/stackc/nginx.conf' && not inside nginx 'echo >>/etc/nginx/nginx.conf'
}
check "no file of nginx's configuration can be edited inside its container" refused_inside
sed -i 's/60s/61s/' "$https"
check "a file edited on the host" names "warning file-edited $https" 'warning configuration-not-loaded nginx'
check "reloading it does not hide it" deploy/certs/reload.sh
check "it is still named" names_only "warning file-edited $https"
cp "$work/kept" "$https"
check "put back, nginx still runs the edited one: named" names_only 'warning configuration-not-loaded nginx'
check "reload.sh cures it" deploy/certs/reload.sh
edited_and_loaded_inside() {
  inside nginx 'sed s/60s/61s/ /etc/nginx/stackc/sites/main.https.conf >/run/nginx/mine &&
    mv /run/nginx/mine /run/nginx/sites/main.conf && nginx -c /etc/nginx/stackc/nginx.conf -s reload'
  sleep 1
  names 'error configuration-differs nginx'
}
# A reload within five seconds of a script is taken for the script's; what /proc tells of a start is exact to a second.
sleep 9
# nginx.sh puts its link back every ten seconds, perhaps before the doctor has looked.
check "an edited site loaded inside the container" within 90 edited_and_loaded_inside
check "its traces are gone, what nginx runs is not: named" within 20 names_only 'warning reloaded-by-hand nginx'
check "reload.sh cures that too" deploy/certs/reload.sh
other_folder() {
  cp -a deploy/nginx "$work/nginx"
  mv deploy/nginx deploy/nginx.before
  mv "$work/nginx" deploy/nginx
  sed -i 's/60s/61s/' "$https"
  names "warning file-edited $https" 'error configuration-differs nginx'
}
check "a folder put in the place of the one that the container sees" other_folder
rm -r deploy/nginx
mv deploy/nginx.before deploy/nginx
inside web-scheduler 'echo "* * * * * root true" >>/etc/cron.d/stack'
check "a crontab edited inside the container" names_only 'error crontab-differs web-scheduler'
inside web-scheduler 'cp /etc/stackc/cron/crontab /etc/cron.d/stack'
check "all is well again" within 20 all_well

# --- images, ports, containers ---------------------------------------------------------------------

other_release() {
  local other
  other=$(printf 'FROM %s\nLABEL lab=other\n' "$image" | timeout 400 docker build --quiet -)
  printf 'WEB_IMAGE=%s\n' "$other" >.env.release
  up web
  names 'error image-differs web' 'error image-differs web-scheduler'
}
check "a container of another image, .env.release edited to match" other_release
printf 'WEB_IMAGE=%s\n' "$release" >.env.release
up web
sed 's/^  web:$/&\n    ports: ["8000:8000"]/' compose.prod.yaml >edited.yaml
cp -p compose.prod.yaml "$work/compose.kept"
cp edited.yaml compose.prod.yaml
up web
check "a port published by hand" names_only 'warning file-edited compose.prod.yaml' 'error port-published web' 'warning settings-differ web'
cp -p "$work/compose.kept" compose.prod.yaml
check "undone in the file, not in the container: still named" names_only 'error port-published web' 'warning settings-differ web'
up web
by_hand --name by-hand-port --network "${project}"_edge -p 3306:3306 nginx:1.30 >>"$log" 2>&1
check "a container by hand on the stack's network, with a port" names_only 'error stranger-on-network by-hand-port'
by_hand_ends by-hand-port
by_hand --name by-hand-data -v "$adopted:/var/lib/mysql" nginx:1.30 >>"$log" 2>&1
check "a second container on the database's volume" names_only 'error stranger-on-volume by-hand-data'
by_hand_ends by-hand-data
docker stop "$(container web)" >>"$log" 2>&1
by_hand --name by-hand-web --network "${project}"_edge --network-alias web nginx:1.30 >>"$log" 2>&1
check "another container in the place of the application's" names 'error service-exited web' 'error stranger-on-network by-hand-web'
by_hand_ends by-hand-web
up web
check "all is well again" within 30 all_well

# --- certificates, DNS --------------------------------------------------------------------------------

check "an expired certificate is served" use_certificate expired
check "and named" names 'error certificate-expired teammoa.duckdns.org' 'error certificate-untrusted teammoa.duckdns.org'
check "a certificate for another name is served" use_certificate other
check "and named" names 'error certificate-name teammoa.duckdns.org'
check "the right one is served" use_certificate good
: >"$work/address"
check "a name without DNS" names_only 'error dns-missing teammoa.duckdns.org'
has_address

# --- what runs by the clock ---------------------------------------------------------------------------

stop_cron() { inside web-scheduler 'kill -STOP "$(cat /run/crond.pid)"'; }
stop_cron
check "a cron that hangs, although its container is healthy" names_only 'error cron-dead web-scheduler'
inside web-scheduler 'kill -CONT "$(cat /run/crond.pid)"'
docker kill "$(container web-scheduler)" >>"$log" 2>&1
check "a cron that was killed" names_only 'error service-exited web-scheduler'
up web-scheduler
# The loop would make a new dump at once, so it hangs.
signal_backup() { inside backup 'for process in /proc/[0-9]*; do
    if [ "$(cat "$process/comm")" = backup.sh ]; then kill "-'"$1"'" "${process#/proc/}"; fi
  done'; }
age_backup() { signal_backup STOP && inside backup 'touch -d "2 days ago" /backups/*.sql.gz'; }
age_backup
check "a stale backup" names 'error backup-stale backup'
signal_backup CONT
compose restart backup >>"$log" 2>&1
check "all is well again, after a new dump" within 30 all_well

# --- write-up 001, in one run ---------------------------------------------------------------------------

put_certificate other
stop_cron
age_backup
by_hand --name by-hand-port --network "${project}"_edge -p 3306:3306 nginx:1.30 >>"$log" 2>&1
printf 'WEB_IMAGE=%s\n' "$(docker image inspect -f '{{.Id}}' nginx:1.30)" >.env.release
: >"$work/address"
within 25 serves other >>"$log"
sleep 7 # as above: the next reload is not the script's
sed -i 's/server_name teammoa/server_name server.teammoa/' "$https"
docker kill --signal HUP "$(container nginx)" >>"$log" 2>&1
sleep 1
check "all of it, in one run" names "warning file-edited $https" 'warning reloaded-by-hand nginx' \
  'error stranger-on-network by-hand-port' 'error image-differs web' 'error image-differs web-scheduler' \
  'error certificate-name teammoa.duckdns.org' 'error cron-dead web-scheduler' 'error backup-stale backup' \
  'error dns-missing teammoa.duckdns.org'
by_hand_ends by-hand-port
# What hangs is killed after half a minute: to see that once, of cron, is enough.
signal_backup CONT
cp "$work/kept" "$https"
printf 'WEB_IMAGE=%s\n' "$release" >.env.release
put_certificate good
has_address
export CURL_CA_BUNDLE=$work/root.pem
check "another deploy cures what it can" timeout 200 deploy/ops/deploy.sh "$release"
check "and nothing is named any more" within 60 all_well

finish
