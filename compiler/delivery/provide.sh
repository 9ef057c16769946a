#!/bin/sh
# Prints the path of a stackc to run, for hooks and pipelines that have nothing but a clone of this repository:
# $STACKC, else the one in PATH if it is of this version, else one that is built here, once.
# Building needs the Debian packages that `./dev setup` installs; nothing is installed here.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
built=$top/build/release/stackc

die() {
  printf 'stackc: %s\n' "$*" >&2
  exit 70
}

if [ -n "${STACKC:-}" ]; then
  # shellcheck disable=SC2153 # a variable of the caller, not a misspelt one
  command -v "$STACKC" || die "STACKC is \`$STACKC\`, which is no program"
  exit
fi

version=$(sed -n 's/^project(stackc VERSION \([0-9.]*\) .*/\1/p' "$top/CMakeLists.txt")
if installed=$(command -v stackc) && [ "$("$installed" --version)" = "stackc $version" ]; then
  printf '%s\n' "$installed"
  exit
fi

if [ ! -x "$built" ]; then
  mkdir -p "$top/build"
  log=$top/build/delivery.log
  printf 'stackc: building stackc %s, once; this takes some minutes\n' "$version" >&2
  # Hooks may start at the same time: the others wait, and find it built.
  if ! (
    flock 9
    if [ ! -x "$built" ]; then
      cd "$top"
      { cmake --preset release && cmake --build build/release --target stackc; } >"$log" 2>&1
    fi
  ) 9>"$top/build/delivery.lock"; then
    tail -n 20 "$log" >&2
    die "it could not be built; \`$top/dev setup\` installs what that needs, or put stackc $version into PATH"
  fi
fi
printf '%s\n' "$built"
