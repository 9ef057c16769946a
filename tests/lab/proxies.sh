#!/usr/bin/env bash
# Sends one matrix of requests through nginx, Apache and HAProxy, each with what stackc wrote for the same site, and
# compares the answers with what is written in proxies/matrix.py.
#
#   tests/lab/proxies.sh STACKC     STACKC: the program; it compiles tests/lab/proxies/ once for each proxy
#
# Needs: `lab up`, the images nginx130 httpd haproxy python311, python3. Publishes nothing. Takes about a minute.
# Exit: 0 all passed; 1 something failed; 2 it could not start.
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
refuse() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 2; }
if [ "$#" -ne 1 ] || [ ! -x "$1" ]; then refuse "usage: ${0##*/} STACKC"; fi
stackc=$(readlink -f -- "$1")
timeout 20 docker info >/dev/null 2>&1 || refuse "no container engine answers: run tests/lab/lab up"
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=20 230 "$0" "$@"
fi

readonly project=stackc-lab-proxies
work=$(mktemp -d "${TMPDIR:-/tmp}/stackc-lab-proxies.XXXXXX")
# shellcheck disable=SC2317 # run by the trap
cleanup() {
  docker ps -aq --filter "label=$project" | xargs -r docker rm --force --volumes >/dev/null 2>&1
  docker network rm "$project" >/dev/null 2>&1
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' TERM INT

mkdir -p "$work/static" "$work/media" "$work/pages/folder" "$work/pages/two words" "$work/pages/bare"
printf 'body {\n  font-family: sans-serif;\n}\n' >"$work/static/site.css"
printf '<script>alert(1)</script>\n' >"$work/media/page.html"
printf '<h1>the home page</h1>\n' >"$work/pages/index.html"
printf '<h1>the page of a folder</h1>\n' | tee "$work/pages/folder/index.html" >"$work/pages/two words/index.html"
printf '<h1>lost</h1>\n' >"$work/pages/404.html"
printf 'no page\n' >"$work/pages/bare/file.txt"
head -c 20000 /dev/zero | tr '\0' a >"$work/pages/large.css"
chmod -R a+rX "$work"

docker network create "$project" >/dev/null || refuse "no network"
run() { docker run --detach --label "$project" --network "$project" --cap-drop ALL --security-opt no-new-privileges --read-only "$@" >/dev/null; }
run --network-alias web --volume "$here/proxies/upstream.py:/upstream.py:ro" python:3.11-slim python -u /upstream.py ||
  refuse "the application does not start"

targets=()
for proxy in nginx apache haproxy; do
  "$stackc" build "$here/proxies" --with "$here/proxies/$proxy.overlay.yaml" --out "$work/$proxy" >"$work/said" 2>&1 ||
    { cat "$work/said"; refuse "stackc does not compile it for $proxy"; }
  # How its container runs is what the compose file says.
  mapfile -t container < <(/usr/bin/python3 "$here/proxies/container.py" "$work/$proxy" "$proxy" "$work/static" "$work/media" "$work/pages")
  run --name "$project-$proxy" "${container[@]}" || refuse "$proxy does not start"
  address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$project-$proxy")
  if [ -z "$address" ]; then
    docker logs "$project-$proxy"
    refuse "$proxy ended at once"
  fi
  targets+=("$proxy=$address")
  for _ in $(seq 40); do
    if curl --fail --silent --max-time 2 --output /dev/null --header 'Host: shop.example.com' "http://$address/"; then break; fi
    sleep 0.5
  done
done

/usr/bin/python3 "$here/proxies/matrix.py" "${targets[@]}" >"$work/report"
status=$?
cat "$work/report"
if [ "$status" -ne 0 ]; then
  for proxy in nginx apache haproxy; do
    printf -- '--- %s\n' "$proxy"
    docker logs "$project-$proxy" 2>&1 | grep -v '" 200 ' | tail -n 15
  done
fi
printf '%s passed, %s failed\n' "$(grep -c '^ok' "$work/report")" "$(grep -c '^not ok' "$work/report")"
exit "$status"
