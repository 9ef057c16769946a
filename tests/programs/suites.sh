# shellcheck shell=bash
# The programs that install.sh unpacked, for run.sh and verify.sh to source.

cache=${STACKC_PROGRAMS_DIR:-/var/tmp/stackc-programs}

# How a program of an unpacked suite is called: by its own loader, with its own libraries.
loader() { # loader DIR
  local found
  found=$(find "$1" -name 'ld-linux-*.so.*' -type f | head -n 1)
  printf '%s --library-path %s' "$found" "$(dirname "$found"):$(find "$1" -name 'libz.so.1' -printf '%h' -quit)"
}

# Prints root and command of each nginx here.
nginxes() {
  local suite dir
  if command -v nginx >/dev/null; then printf '/\t%s\n' "$(command -v nginx)"; fi
  for suite in bookworm trixie forky; do
    dir=$cache/$suite
    # With its own libraries, whatever this machine's are.
    if [ -x "$dir/usr/sbin/nginx" ]; then printf '%s\t%s %s\n' "$dir" "$(loader "$dir")" "$dir/usr/sbin/nginx"; fi
  done
}
