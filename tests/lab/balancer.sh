#!/usr/bin/env bash
# Asks what stackc wrote for `tls: upstream` as the balancer that is trusted, and as somebody else who says the same.
#
#   tests/lab/balancer.sh STACKC     STACKC: the program; it compiles tests/lab/balancer/
#
# Needs: `lab up`, the images nginx130 python311, python3. Publishes nothing. Takes some seconds.
# Exit: 0 all passed; 1 something failed; 2 it could not start.
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
refuse() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 2; }
if [ "$#" -ne 1 ] || [ ! -x "$1" ]; then refuse "usage: ${0##*/} STACKC"; fi
stackc=$(readlink -f -- "$1")
timeout 20 docker info >/dev/null 2>&1 || refuse "no container engine answers: run tests/lab/lab up"
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=20 120 "$0" "$@"
fi

readonly project=stackc-lab-balancer
work=$(mktemp -d "${TMPDIR:-/tmp}/stackc-lab-balancer.XXXXXX")
# shellcheck disable=SC2317 # run by the trap
cleanup() {
  docker ps -aq --filter "label=$project" | xargs -r docker rm --force --volumes >/dev/null 2>&1
  docker network rm "$project" >/dev/null 2>&1
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' TERM INT

mkdir -p "$work/static"
chmod -R a+rX "$work"
"$stackc" build "$here/balancer" --out "$work/tree" >"$work/said" 2>&1 || { cat "$work/said"; refuse "stackc does not compile it"; }
# In the network of the stack's one trusted address.
docker network create --subnet 10.213.7.0/24 "$project" >/dev/null || refuse "no network"
run() { docker run --label "$project" --network "$project" --cap-drop ALL --security-opt no-new-privileges --read-only "$@"; }
run --detach --network-alias web --volume "$here/proxies/upstream.py:/upstream.py:ro" python:3.11-slim python -u /upstream.py >/dev/null ||
  refuse "the application does not start"
mapfile -t container < <(/usr/bin/python3 "$here/proxies/container.py" "$work/tree" nginx "$work/static" "$work/static")
run --detach --name "$project-nginx" "${container[@]}" >/dev/null || refuse "nginx does not start"
address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$project-nginx")
if [ -z "$address" ]; then
  docker logs "$project-nginx"
  refuse "nginx ended at once"
fi
for _ in $(seq 40); do
  if curl --fail --silent --max-time 2 --output /dev/null "http://$address/health/"; then break; fi
  sleep 0.5
done

status=0
for one in balancer:10.213.7.10 stranger:10.213.7.66; do
  run --rm --ip "${one#*:}" --volume "$here/balancer/ask.py:/ask.py:ro" python:3.11-slim python /ask.py "${one%:*}" "$address" >>"$work/report" 2>&1 || status=1
done
cat "$work/report"
if [ "$status" -ne 0 ]; then docker logs "$project-nginx" 2>&1 | tail -n 15; fi
printf '%s passed, %s failed\n' "$(grep -c '^ok' "$work/report")" "$(grep -vc '^ok' "$work/report")"
exit "$status"
