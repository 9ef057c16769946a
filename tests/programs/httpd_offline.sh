#!/bin/bash
# Tests an Apache configuration as it will lie in its container, without one.
#   httpd_offline.sh WORK VIEW ROOT LEFT-OUT COMMAND...
#   httpd_offline.sh WORK VIEW ROOT modules          lists the modules that it loads and that can be left out
# VIEW: what compose_view.py printed for the httpd service. ROOT: where the Apache to be asked is unpacked. LEFT-OUT: a
# module that is not loaded, or `all` for a test of the configuration as it is. COMMAND: how it is called.
# A copy is changed where the machine differs from the image: paths, and modules that Debian compiles in.
set -euo pipefail

work=$1
view=$2
root=$3
left_out=$4
shift 4

rm -rf "$work"
mkdir -p "$work/conf" "$work/run" "$work/logs" "$work/stackc"
target=
while IFS=$'\t' read -r kind source folder; do
  case $kind in
    bind)
      cp -R "$source/." "$work/stackc"
      target=$folder
      ;;
    directory) mkdir -p "$work/files$source" ;;
  esac
done <"$view"
# unixd and log_config are built into Debian's.
mapfile -t loaded < <(sed -n 's/^LoadModule \([a-z_]*\)_module .*/\1/p' "$work/stackc/httpd.conf" | grep -vxE 'unixd|log_config')
if [ "$left_out" = modules ]; then
  # Read by no directive, or by one that nothing but a start reads: what a URL's scheme needs.
  printf '%s\n' "${loaded[@]}" | grep -vx proxy_http
  exit
fi
find "$work/stackc" -type f -exec sed -i \
  -e "s#/srv/#$work/files/srv/#g; s#$target/#$work/stackc/#g; s#\"$target\"#\"$work/stackc\"#g; s#/run/apache#$work/run#g" \
  -e "s#^ServerRoot .*#ServerRoot $work#" \
  -e '/^LoadModule \(unixd\|log_config\)_module /d' -e "/^LoadModule ${left_out}_module /d" \
  -e "s#modules/mod_#$root/usr/lib/apache2/modules/mod_#" {} +
: >"$work/conf/mime.types"
exec "$@" -t -f "$work/stackc/httpd.conf"
