#!/bin/sh
# The team's own program: TXT records by the DNS provider's API, which is Pebble's challenge server here. As with real
# providers, a record takes its time to arrive.
set -eu

[ -n "$DNS_TOKEN" ]
call() { # PATH JSON
  python3 -c 'import sys, urllib.request; urllib.request.urlopen("http://challtestsrv:8055/" + sys.argv[1], sys.argv[2].encode(), 10)' "$1" "$2"
}
case $1 in
  add) (sleep 7 && call set-txt "{\"host\": \"$2.\", \"value\": \"$3\"}") >/dev/null 2>&1 & ;;
  remove) call clear-txt "{\"host\": \"$2.\"}" ;;
  *) exit 64 ;;
esac
