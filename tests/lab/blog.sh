#!/usr/bin/env bash
# Runs an artifact tree of stacks/blog for real: what a small site gets without asking for it.
#
#   tests/lab/blog.sh TREE     TREE: what stackc wrote, built with --with tests/lab/blog.overlay.yaml
#
# Needs: `lab up`, its images, ports 80 and 443, curl, openssl, python3. Takes half a minute, at most ten. Removes what
# it made.
# Images: nginx130 python mysql certbot pebble
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

# Every wait below is bounded; this bounds their sum.
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi
# shellcheck disable=SC2034 # for site.sh
project=blog domain=blog.example.com adopted='' images='you/blog:lab'
# shellcheck source=tests/lab/site.sh
. "$here/site.sh"

settle blog
with_authority

must "secrets.sh makes every secret: nothing is asked" timeout 20 deploy/ops/secrets.sh
must "the image builds" timeout 400 docker build --quiet --tag "$image" .
must "deploy.sh brings everything up, healthy" timeout 200 deploy/ops/deploy.sh "$(id_of "$image")"
must "the authority starts" authority_starts
check "without a certificate: a probe passes" has_status 200 "http://$domain/healthz"
check "without a certificate: https refuses the handshake" fails_with 35 "https://$domain/"
must "issue.sh gets a certificate" with_root timeout 120 deploy/certs/issue.sh --skip-dry-run
must "the site is there over https, verified" within 30 has_status 200 "https://$domain/"

derived prod http=127.0.0.1:80 https=127.0.0.1:443 "root=$work/root.pem"
expect_all "$here/blog.expect"
finish
