#!/bin/sh
# `docker build --check` over Dockerfiles, by an engine new enough to know it (28, of Debian forky), in a system,
# process, mount and network name space of its own: nothing is pulled, published or left running.
#   docker_check.sh make SYSTEM              makes the system (root, mmdebstrap)
#   docker_check.sh check SYSTEM DOCKERFILE  0 without a complaint; base images are stood in for by empty ones
set -eu

self=$(realpath "$0")

make() {
  rm -rf "$1" "$1.tar"
  # The machine's own way to the mirror, which may be a frozen one.
  apt-config dump | grep -E '^Acquire::(Check-Valid-Until|Check-Date|http::Proxy|https::Proxy) ' >"$1.conf" || [ $? -eq 1 ]
  mmdebstrap --quiet --variant=minbase --aptopt="$1.conf" --include=docker.io,docker-buildx,docker-cli forky "$1.tar"
  mkdir "$1.new"
  tar -xf "$1.tar" -C "$1.new"
  mkdir "$1.new/context"
  rm -f "$1.tar" "$1.conf"
  mv "$1.new" "$1"
}

# In new name spaces, still outside of the system.
enter() {
  mount --make-rprivate /
  mount --bind "$1" "$1"
  mount --rbind /sys "$1/sys"
  mount -t proc proc "$1/proc"
  mount -t tmpfs tmpfs "$1/run"
  mkdir -p "$1/var/lib/docker"
  mount -t tmpfs tmpfs "$1/var/lib/docker"
  mount --bind -o ro "$(dirname "$2")" "$1/context"
  cp "$self" "$1/run/docker_check.sh"
  exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/run sh /run/docker_check.sh inside "$(basename "$2")"
}

inside() {
  dockerd --bridge=none --iptables=false --ip6tables=false --storage-driver=vfs >/run/dockerd.log 2>&1 &
  waited=0
  until docker info >/dev/null 2>&1; do
    waited=$((waited + 1))
    if [ "$waited" -gt 120 ]; then
      tail -n 5 /run/dockerd.log
      return 1
    fi
    sleep 0.25
  done
  tar -cf /run/empty.tar -T /dev/null
  sed -nE 's/^FROM +([^ ]+).*/\1/p' "/context/$1" | sort -u | while read -r image; do
    docker import /run/empty.tar "$image" >/dev/null
  done
  docker build --check --file "/context/$1" /context
}

case $1 in
  make) make "$2" ;;
  check) exec unshare --mount --pid --net --fork --kill-child "$self" enter "$2" "$(realpath "$3")" ;;
  enter) enter "$2" "$3" ;;
  inside) inside "$2" ;;
esac
