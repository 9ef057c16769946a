#!/usr/bin/env bash
# Asks what stackc wrote for `tls: upstream` as the balancer that is trusted, and as somebody else who says the same.
#
#   tests/lab/balancer.sh STACKC     STACKC: the program; it compiles tests/lab/balancer/
#
# Needs: `lab up`, its images, python3-yaml. Publishes nothing. Takes some seconds.
# Images: nginx130 python311
# Exit: 0 all passed; 1 something failed; 2 it could not start.
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=20 600 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_stackc "$@"
readonly project=stackc-lab-balancer
# shellcheck source=tests/lab/proxy_containers.sh
. "$here/proxy_containers.sh"

must "stackc compiles the site" "$stackc" build "$here/balancer" --out "$work/tree"
# In the network of the stack's one trusted address.
application_starts --subnet 10.213.7.0/24
proxy_starts "$work/tree" nginx /health/
for one in balancer:10.213.7.10 stranger:10.213.7.66; do
  asserts run --rm --ip "${one#*:}" --volume "$here/balancer/ask.py:/ask.py:ro" python:3.11-slim python /ask.py "${one%:*}" "$address"
done
finish
