#!/bin/sh
# README's two commands on a machine that has nothing: a minimal Debian of the given suite, a clean clone of HEAD.
#   fresh.sh bookworm|trixie     needs root, and mmdebstrap (installed if missing)
# The empty system is made each time; what it downloads is the test.
set -eu

suite=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
commands='./dev run build stacks/teammoa --out out/teammoa
./dev test'

if [ "$(id -u)" -ne 0 ]; then
  echo 'fresh.sh: needs root'
  exit 1
fi
for tool in mmdebstrap git unshare; do
  if ! command -v "$tool" >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends mmdebstrap git util-linux </dev/null
  fi
done

# README must promise exactly what is tried here.
printf '%s\n' "$commands" | while read -r line; do
  grep -qF "$line" "$top/README.md" || {
    echo "README.md does not say: $line"
    exit 1
  }
done

# In a mount and process name space of its own: whatever is mounted or started in there ends with it.
if [ "${2:-}" != inside ]; then
  exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$suite" inside
fi
scratch=$(mktemp -d)
trap 'umount -l "$scratch" && rmdir "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
# In memory: quick to fill and gone at once.
mount -t tmpfs -o size=8g,mode=0755 fresh "$scratch"
system=$scratch/$suite

# What happened last, with the seconds since the start.
started=$(date +%s)
say() { echo "fresh $suite, $(($(date +%s) - started)) s: $*"; }

mmdebstrap --quiet --variant=minbase --include=ca-certificates "$suite" "$system"
cp /etc/resolv.conf "$system/etc/resolv.conf"
# The clone that a newcomer makes; a system without git can also get it as an archive.
git -c safe.directory='*' clone --quiet "$top" "$system/root/stackc"
say "made, $(git -C "$system/root/stackc" log -1 --format='%h %s')"

mount -t proc proc "$system/proc"
mount -t tmpfs tmpfs "$system/tmp"
run() {
  chroot "$system" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
    sh -c "cd /root/stackc && $1" </dev/null
}

printf '%s\n' "$commands" | while read -r line; do
  run "$line"
  say "$line: exit 0"
done
# The first command must have written files, and the checkout must stay as it was.
run 'test -s out/teammoa/stack.lock'
if [ -n "$(git -C "$system/root/stackc" status --porcelain)" ]; then
  git -C "$system/root/stackc" status --short
  say 'the two commands changed the checkout'
  exit 1
fi
say 'ok'
