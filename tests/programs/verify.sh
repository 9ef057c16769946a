#!/bin/bash
# `stackc verify` over STACKs, once with each nginx here: what run.sh finds good, verify has to find good.
#   verify.sh STACKC STACK...
# Exit: 0 no findings; 1 some, or a program that is required did not read.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
# shellcheck source=tests/programs/suites.sh
source "$here/suites.sh"
stackc=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$PATH:/usr/sbin:/sbin:$cache/bin

failed=0
asked=0
while IFS=$'\t' read -r root command; do
  printf '#!/bin/sh\nexec %s "$@"\n' "$command" >"$work/nginx"
  chmod +x "$work/nginx"
  echo "with the nginx of $root"
  PATH=$work:$PATH "$stackc" verify --require nginx,compose,dash,shellcheck,crontab "$@" </dev/null || failed=1
  asked=$((asked + 1))
done < <(nginxes)
[ "$asked" -gt 0 ] || { echo "no nginx is here" && exit 1; }
exit "$failed"
