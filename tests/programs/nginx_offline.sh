#!/bin/bash
# Tests an nginx configuration as it will lie in its container, without one.
#   nginx_offline.sh WORK VIEW ROOT COMMAND...
# WORK: an empty folder under /tmp. VIEW: what compose_view.py printed for the nginx service.
# ROOT: where the nginx to be asked is unpacked (for its mime.types), or /. COMMAND: how it is called.
# Runs in name spaces of its own (the caller: unshare --mount --net): mounts the tree's folders
# where the container has them, in an /etc, /var, /run and /srv that nobody else sees, with
# throw-away certificates, the names of the other services, and a user nginx.
set -euo pipefail

work=$1
view=$2
root=$3
shift 3

# What is looked at is bound here first: it may lie where the next mounts cover it.
mount -t tmpfs tmpfs "$work"
mkdir "$work/binds" "$work/root" "$work/etc"
mount --rbind /etc "$work/etc"
mime_types=$work/etc/nginx/mime.types
if [ "$root" != / ]; then
  mount --bind "$root" "$work/root"
  set -- "${@//"$root"/"$work/root"}"
  mime_types=$work/root/etc/nginx/mime.types
fi
cp "$view" "$work/view"
number=0
while IFS=$'\t' read -r kind source _; do
  [ "$kind" = bind ] || continue
  number=$((number + 1))
  if [ -d "$source" ]; then mkdir "$work/binds/$number"; else : >"$work/binds/$number"; fi
  mount --bind "$source" "$work/binds/$number"
done <"$work/view"

for top in /etc /var /run /srv; do mount -t tmpfs tmpfs "$top"; done
mkdir -p /etc/nginx /etc/ssl /var/log/nginx /var/lib/nginx
for file in passwd group hosts nsswitch.conf ld.so.cache ssl/openssl.cnf; do
  if [ -f "$work/etc/$file" ]; then cp "$work/etc/$file" "/etc/$file"; fi
done
cp "$mime_types" /etc/nginx/mime.types
configuration=
number=0
while IFS=$'\t' read -r kind first second; do
  case $kind in
    bind)
      number=$((number + 1))
      if [ -d "$work/binds/$number" ]; then
        mkdir -p "$second"
      else
        mkdir -p "$(dirname "$second")"
        : >"$second"
      fi
      mount --bind "$work/binds/$number" "$second"
      if [ -f "$second/nginx.conf" ]; then configuration=$second/nginx.conf; fi
      ;;
    directory) mkdir -p "$first" ;;
    host) printf '127.0.0.1 %s\n' "$first" >>/etc/hosts ;;
  esac
done <"$work/view"
[ -n "$configuration" ] || { echo "no mounted folder holds an nginx.conf"; exit 1; }
folder=$(dirname "$configuration")

# The workers' user: as root, since nobody else may exist in this user name space.
user=$(sed -n 's/^user \(.*\);/\1/p' "$configuration")
sed -i "/^$user:/d" /etc/passwd /etc/group
echo "$user:x:0:0::/:/bin/false" >>/etc/passwd
echo "$user:x:0:" >>/etc/group

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3 -subj /CN=throw-away \
  -keyout "$work/key.pem" -out "$work/certificate.pem" 2>"$work/openssl" || { cat "$work/openssl"; exit 1; }
put() { # put FILE PATHS...
  local file=$1 path
  shift
  for path; do
    mkdir -p "$(dirname "$path")"
    [ -e "$path" ] || cp "$file" "$path"
  done
}
mapfile -t keys < <(grep -rhoP '^\s*ssl_certificate_key\s+\K/[^;$]+' "$folder" | sort -u)
mapfile -t certificates < <(grep -rhoP '^\s*ssl_(trusted_|client_)?certificate\s+\K/[^;$]+' "$folder" | sort -u)
put "$work/key.pem" "${keys[@]}"
put "$work/certificate.pem" "${certificates[@]}"

# Parts that are linked when the container starts: all of them.
while read -r enabled; do
  mkdir -p "$enabled"
  for part in "$folder"/sites/*.https.conf; do ln -s "$part" "$enabled/"; done
done < <(grep -rhoP '^\s*include\s+\K/run/[^;*]*(?=/\*)' "$folder" | sort -u)

mkdir -p "$(grep -hoP '^\s*pid\s+\K[^;]+(?=/[^/;]+;)' "$configuration" || echo /run)"
cd /
exec "$@" -t -c "$configuration"
