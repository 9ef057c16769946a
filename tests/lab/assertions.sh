# shellcheck shell=bash
# What every test of the lab shares; they source it. It makes $work, a folder that goes when nothing failed, and counts
# assertions, whose output is in $log. Whoever sources it defines `cleanup`, and before the assertions about a site
# `request CURL-ARGUMENTS...` and $domain.
# shellcheck disable=SC2034,SC2154 # used, and set, by those who source it

work=
refuse() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  if [ -n "$work" ]; then rm -rf "$work"; fi
  exit 2
}
say() { printf '%s\n' "$*"; }

timeout 20 docker info >/dev/null 2>&1 || refuse "no container engine answers: run tests/lab/lab up"
work=$(mktemp -d "${TMPDIR:-/tmp}/stackc-lab.XXXXXX")
log=$work/log
passed=0 failed=0

# Ports 80 and 443 of this machine, for one test at a time.
take_the_edge() {
  exec 9>"${TMPDIR:-/tmp}/stackc-lab-edge.lock"
  flock -n 9 || refuse "another lab test holds ports 80 and 443"
}

finish() {
  trap '' TERM INT
  rm -f "$work/traffic"
  cleanup
  if [ "$failed" -gt 0 ]; then say "log: $log"; else rm -rf "$work"; fi
  say "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}
trap 'failed=$((failed + 1)); say "not ok - ended by a signal or the time limit"; finish' TERM INT

# check NAME COMMAND...: one assertion. Of its output, the end is shown when it fails.
check() {
  local name=$1 output status
  shift
  output=$("$@" 2>&1)
  status=$?
  printf -- '--- %s s: %s (exit %s)\n%s\n' "$SECONDS" "$name" "$status" "$output" >>"$log"
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
    say "ok - $name"
  else
    failed=$((failed + 1))
    say "not ok - $name"
    printf '%s\n' "$output" | tail -n 15 | sed 's/^/    /'
  fi
  return "$status"
}
# must NAME COMMAND...: an assertion without which the rest makes no sense.
must() { check "$@" || finish; }
# within SECONDS COMMAND...: tries again until then.
within() {
  local deadline=$((SECONDS + $1)) output
  shift
  until output=$("$@" 2>&1); do
    if [ "$SECONDS" -ge "$deadline" ]; then
      printf '%s\n' "$output"
      return 1
    fi
    sleep 0.5
  done
  printf '%s\n' "$output"
}
not() { ! "$@"; }

# --- a site, as a visitor sees it ----------------------------------------------------------

status_of() { request --output /dev/null --write-out '%{http_code}' "$@"; }
has_status() { # STATUS CURL-ARGUMENTS...
  local want=$1 got
  shift
  got=$(status_of "$@")
  printf 'status %s, wanted %s\n' "$got" "$want"
  [ "$got" = "$want" ]
}
fails_with() { # CURL-EXIT CURL-ARGUMENTS...
  local want=$1 got
  shift
  request --output /dev/null "$@"
  got=$?
  printf 'curl ended with %s, wanted %s\n' "$got" "$want"
  [ "$got" = "$want" ]
}
# Each header exactly once, as `Name: value`.
has_headers() { # URL HEADER...
  local url=$1 headers line found status=0
  shift
  headers=$(request --dump-header - --output /dev/null "$url" | tr -d '\r')
  printf '%s\n' "$headers"
  for line in "$@"; do
    found=$(grep -ci "^${line%%:*}:" <<<"$headers")
    if [ "$found" != 1 ] || ! grep -qix -- "$line" <<<"$headers"; then
      printf 'wanted once: %s (found %s)\n' "$line" "$found"
      status=1
    fi
  done
  return "$status"
}
answers() { # EXPECTED-JSON-EXPRESSION URL: python over the answer, as `it`
  request "$2" | python3 -c 'import json, sys; it = json.load(sys.stdin); print(it); sys.exit(not eval(sys.argv[1]))' "$1"
}
# $domain's certificate.
serial() { openssl s_client -connect 127.0.0.1:443 -servername "$domain" </dev/null 2>/dev/null | openssl x509 -noout -serial; }

# --- what is expected ------------------------------------------------------------------------

# derived ENVIRONMENT ENTRANCE...: asks for what the lock of $tree says there is (request_matrix.py); each of its
# expectations counts.
derived() {
  local line before=$((passed + failed))
  while IFS= read -r line; do
    say "$line"
    printf '%s\n' "$line" >>"$log"
    case $line in
      'ok - '*) passed=$((passed + 1)) ;;
      'not ok - '*) failed=$((failed + 1)) ;;
    esac
  done < <(python3 "$here/request_matrix.py" "$tree/stack.lock" "$@" 2>&1 || echo "not ok - request_matrix.py ended with $?")
  check "the stack says what to ask for" [ $((passed + failed - before)) -ge 10 ]
}
# expect_all FILE: a line is SENTENCE :: COMMAND; at least 15 of them.
expect_all() {
  local line number=0
  while IFS= read -r line <&3; do
    case $line in '' | '#'*) continue ;; esac
    number=$((number + 1))
    check "expected: ${line%% :: *}" eval "${line#* :: }"
  done 3<"$1"
  check "at least 15 things were expected" [ "$number" -ge 15 ]
}

# --- visitors who must not notice what goes on -----------------------------------------------

# visit URL: one request. A connection may be accepted just as its worker retires; nginx closes it with a GOAWAY before
# the request is read (curl: 16). Such a request was not begun, and browsers send it again by themselves (RFC 9113,
# 6.8 and 8.7); curl does not.
visit() {
  local answer
  answer=$(request --output /dev/null --write-out '%{http_code} %{errormsg}' "$1" 2>>"$log")
  if [ "$?" -eq 16 ]; then
    say 'sent again' >>"$work/answers"
    answer=$(request --output /dev/null --write-out '%{http_code} %{errormsg}' "$1" 2>>"$log")
  fi
  say "$answer" >>"$work/answers"
}
keep_visiting() { while [ -e "$work/traffic" ]; do visit "$1"; done; }
# start_traffic URL [SLOW-URL]: two visitors without a pause, and one who waits for a slow answer.
start_traffic() {
  : >"$work/traffic"
  : >"$work/answers"
  keep_visiting "$1" &
  visitors=$!
  keep_visiting "$1" &
  visitors="$visitors $!"
  if [ "$#" -gt 1 ]; then
    visit "$2" &
    visitors="$visitors $!"
  fi
}
# Ends the traffic: at least 20 answers came, each was a 200, and hardly a request was sent twice.
no_request_failed() {
  rm -f "$work/traffic"
  # shellcheck disable=SC2086 # one word per process
  wait $visitors
  sort "$work/answers" | uniq -c
  [ "$(grep -c '^200 ' "$work/answers")" -ge 20 ] && [ "$(grep -c '^sent again$' "$work/answers")" -le 4 ] &&
    not grep -vE '^(200 |sent again$)' "$work/answers"
}
