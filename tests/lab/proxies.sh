#!/usr/bin/env bash
# Sends one matrix of requests through nginx, Apache and HAProxy, each with what stackc wrote for the same site, and
# compares the answers with what is written in proxies/matrix.py.
#
#   tests/lab/proxies.sh STACKC     STACKC: the program; it compiles tests/lab/proxies/ once for each proxy
#
# Needs: `lab up`, its images, python3-yaml. Publishes nothing. Takes about half a minute.
# Images: nginx130 httpd haproxy python311
# Exit: 0 all passed; 1 something failed; 2 it could not start.
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=20 600 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_stackc "$@"
readonly project=stackc-lab-proxies
# shellcheck source=tests/lab/proxy_containers.sh
. "$here/proxy_containers.sh"

# shellcheck disable=SC2119 # a network like any other
application_starts
targets=()
for proxy in nginx apache haproxy; do
  must "stackc compiles the site for $proxy" \
    "$stackc" build "$here/proxies" --with "$here/proxies/$proxy.overlay.yaml" --out "$work/$proxy"
  proxy_starts "$work/$proxy" "$proxy" /
  targets+=("$proxy=$address")
done
asserts /usr/bin/python3 "$here/proxies/matrix.py" "${targets[@]}"
finish
