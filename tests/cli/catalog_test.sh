#!/bin/sh
# The generator of the catalogue's tables refuses what it has no place for, at its line, and then writes nothing.
#   catalog_test.sh STACKC_CATALOG_TABLES
set -eu

tool=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0

# refused WHAT PLACE TEXT: the entry of stdin, as curl.yaml
refused() {
  cat >curl.yaml
  status=0
  "$tool" tables.cpp curl.yaml >out 2>err || status=$?
  if [ "$status" -ne 1 ] || [ -e tables.cpp ] || ! grep -qF -- "--> curl.yaml:$2" err || ! grep -qF -- "$3" err; then
    printf 'FAILED: %s: exit %s\n' "$1" "$status"
    cat err
    failed=1
  fi
}

refused 'an unknown kind' 1:7 'runtime' <<'END'
kind: runtmie
name: curl
END
refused 'an unknown key' 4:1 'image' <<'END'
kind: acme_client
name: curl
tag: v1
imgae: curl
END
refused 'a name of another file' 2:7 'wget' <<'END'
kind: acme_client
name: wget
END
refused 'a missing number' 1:1 'port' <<'END'
kind: server
name: curl
websockets: true
END
refused 'a number that does not fit' 4:7 'port' <<'END'
kind: server
name: curl
websockets: true
port: 65536
END
refused 'a word that is none' 3:13 'true' <<'END'
kind: server
name: curl
websockets: "true"
port: 1
END
refused 'a word of no closed list' 4:16 'http2_directive' <<'END'
kind: proxy
name: curl
features:
  - { feature: http2_directiv, since: "1.25.1" }
END
refused 'a text in place of a list' 3:17 'build_packages' <<'END'
kind: native
name: curl
build_packages: gcc
END
refused 'a second row of one name' 4:13 'curl/curl' <<'END'
kind: actions
actions:
  - { name: curl/curl, commit: a, version: v1 }
  - { name: curl/curl, commit: b, version: v2 }
END

printf 'kind: acme_client\nname: curl\nimage: "a\\"b\\\\c?"\ntag: é\n' >curl.yaml
"$tool" tables.cpp curl.yaml
grep -qF '.image = "a\"b\\c\?", .tag = "\303\251"' tables.cpp || {
  echo 'FAILED: a text with quotes is not what it was'
  grep -F '.image' tables.cpp
  failed=1
}
exit "$failed"
