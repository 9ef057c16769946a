#!/bin/bash
# Proves that each check of run.sh can fail: damages a copy of TREE once per check and expects
# `FAIL CHECK`.   self_test.sh TREE [HOST]
# HOST is a tree for a host that runs the programs itself, with units of systemd.
# A check that is skipped here (its program is missing) is reported as such, not as a failure.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
if [ $# -lt 1 ] || [ $# -gt 2 ] || [ ! -f "$1/compose.prod.yaml" ] || { [ $# -eq 2 ] && [ ! -d "$2/deploy/systemd" ]; }; then
  echo "usage: self_test.sh TREE (with compose.prod.yaml) [HOST] (with deploy/systemd)" >&2
  exit 64
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
failures=0

damage() { # damage CHECK COMMAND...: COMMAND runs in the copy
  local check=$1
  shift
  rm -rf "$tree"
  cp -R "$1" "$tree"
  shift
  (cd "$tree" && "$@")
  "$here/run.sh" --only "$check" "$tree" >"$work/report" || :
  if grep -q "^FAIL $check " "$work/report"; then
    echo "ok $check fails when it must"
  elif grep -q "^skipped $check:" "$work/report"; then
    grep "^skipped $check:" "$work/report" | head -n 1
  else
    failures=$((failures + 1))
    echo "FAIL $check accepts: $*"
  fi
}
add() { printf '%s\n' "$2" >>"$1"; } # add FILE LINE

# Of a tree with other proxies: what reads those alone.
if [ -f "$1/deploy/front/haproxy.cfg" ]; then
  damage haproxy "$1" add deploy/front/haproxy.cfg '    no-such-keyword on'
  damage httpd "$1" add deploy/apache/httpd.conf 'NoSuchDirective On'
  damage httpd "$1" sed -i '/^LoadModule headers_module/d' deploy/apache/httpd.conf
  damage httpd-modules "$1" add deploy/apache/httpd.conf 'LoadModule status_module modules/mod_status.so'
  [ "$failures" -eq 0 ]
  exit
fi
workflow=$(cd "$1" && ls .github/workflows/*.yml)
for check in sh dash busybox; do damage "$check" "$1" add deploy/ops/deploy.sh 'if then'; done
damage mode "$1" chmod -x deploy/ops/deploy.sh
# shellcheck disable=SC2016 # a line of the damaged script
damage shellcheck "$1" add deploy/ops/deploy.sh 'echo $unquoted'
damage parse "$1" add compose.prod.yaml 'services: {}'
damage schema "$1" add compose.prod.yaml 'unknown: 1'
# shellcheck disable=SC2016 # compose expands it
damage compose "$1" add compose.prod.yaml 'x-more: ${NOBODY_NAMES_THIS}'
damage nginx "$1" add deploy/nginx/nginx.conf 'no_such_directive on;'
damage nginx "$1" sed -i 's/443 ssl default_server/443 ssl/; s/server_name _;/server_name localhost; server_name localhost;/' deploy/nginx/sites/default.conf
damage crontab "$1" add deploy/cron/crontab '61 3 * * * root true'
damage crontab "$1" add deploy/cron/crontab '1 3 * * * true'
damage hadolint "$1" add Dockerfile 'CMD daphne'
damage docker-check "$1" sed -i 's|^CMD .*|CMD daphne|' Dockerfile
damage actionlint "$1" sed -i 's/needs: test/needs: tests/' "$workflow"
damage mermaid "$1" sed -i 's/^flowchart LR/flowchart LR\n  a -->|(| b/' deploy/RUNBOOK.md
if [ -d "$1/deploy/env/alb/aws" ]; then
  description=deploy/env/alb/aws/balancer.yaml
  damage cfn-lint "$1" sed -i 's/TargetType: instance/TargetType: machine/' "$description"
  damage cloudformation "$1" sed -i 's/{ Ref: HttpsListener }/{ Ref: Listener }/; s/Ref: TargetGroup }/Ref: Targets }/' "$description"
  damage cloudformation "$1" sed -i '/idle_timeout/s/Value: .*/Value: "60" }/' "$description"
  damage cloudformation "$1" sed -i '/deregistration_delay/s/Value: .*/Value: "30" }/' "$description"
  damage cloudformation "$1" sed -i 's/FromPort: 6379/FromPort: 6380/; s/ToPort: 6379/ToPort: 6380/' "$description"
  damage cloudformation "$1" sed -i 's/CidrIp: { Ref: AdminRange }/CidrIp: 0.0.0.0\/0/' "$description"
  damage cloudformation "$1" sed -i '/^        - www\./d' "$description"
fi
damage host-scripts "$1" sed -i 's/--no-recreate//' deploy/boot/boot-up.sh
damage host-scripts "$1" sed -i 's/^exec 9>.*/exec 9>.another.lock/' deploy/ops/deploy.sh
if [ $# -eq 2 ]; then
  damage nginx "$2" add deploy/nginx/nginx.conf 'no_such_directive on;'
  damage crontab "$2" add deploy/cron/crontab '61 3 * * * root true'
  damage logrotate "$2" sed -i 's/rotate 14/rotate often/' deploy/logrotate.conf
  damage systemd "$2" sed -i 's/^Type=exec/Type=execute/' "$(cd "$2" && find deploy/systemd -name '*-web.service')"
fi
[ "$failures" -eq 0 ]
