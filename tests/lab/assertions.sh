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

# What a test is given as its only argument: takes_stackc "$@" sets $stackc, the program; takes_tree FILE "$@" sets $tree, what
# stackc wrote, in which FILE tells that it is of the right stack.
takes_stackc() {
  if [ "$#" -ne 1 ] || [ ! -x "$1" ]; then refuse "usage: ${0##*/} STACKC"; fi
  stackc=$(readlink -f -- "$1")
}
takes_tree() {
  local file=$1
  shift
  [ "$#" -eq 1 ] || refuse "usage: ${0##*/} TREE"
  tree=$(readlink -f -- "$1")
  [ -f "$tree/$file" ] || refuse "$1 holds no $file"
}

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
# in_ten BREAK...: runs that, and waits until all_is_well, which the test defines: it has to be so within 10 s. BREAK may say itself
# when the time `began`. How long it took goes to $work/times.
in_ten() {
  local began='' took
  "$@" || return 1
  began=${began:-$(date +%s%N)}
  within 15 all_is_well || return 1
  took=$((($(date +%s%N) - began) / 1000000))
  printf '%s: %s ms\n' "$*" "$took" | tee -a "$work/times"
  [ "$took" -le 10000 ]
}
not() { ! "$@"; }
is() { # WANTED COMMAND...: what it says is that
  local wanted=$1 got
  shift
  got=$("$@") || return 1
  printf 'got %s, wanted %s\n' "$got" "$wanted"
  [ "$got" = "$wanted" ]
}
fails() { # WORDS COMMAND...: it does not succeed, and says so
  local words=$1 output
  shift
  output=$("$@" 2>&1) && return 1
  printf '%s\n' "$output"
  grep -qiE -- "$words" <<<"$output"
}
# asserts COMMAND...: a program that asks for many things, and says a line `ok - ` or `not ok - ` for each. Each counts, and
# so does an end with another status than 0.
asserts() {
  local line
  while IFS= read -r line; do
    say "$line"
    printf '%s\n' "$line" >>"$log"
    case $line in
      'ok - '*) passed=$((passed + 1)) ;;
      'not ok - '*) failed=$((failed + 1)) ;;
    esac
  done < <("$@" 2>&1 || echo "not ok - it ended with $?: $*")
}

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
says() { # TEXT CURL-ARGUMENTS...: the answer is a good one and holds the text
  local text=$1 answer
  shift
  answer=$(request --fail "$@") || return 1
  printf '%s, wanted %s\n' "$answer" "$text"
  grep -qF -- "$text" <<<"$answer"
}
answers() { # EXPECTED-JSON-EXPRESSION URL: python over the answer, as `it`
  request "$2" | python3 -c 'import json, sys; it = json.load(sys.stdin); print(it); sys.exit(not eval(sys.argv[1]))' "$1"
}
# $domain's certificate.
serial() { openssl s_client -connect "${public:-127.0.0.1}:443" -servername "$domain" </dev/null 2>/dev/null | openssl x509 -noout -serial; }

# --- what is expected ------------------------------------------------------------------------

# derived ENVIRONMENT ENTRANCE...: asks for what the lock of $tree says there is (request_matrix.py); each of its
# expectations counts.
derived() {
  local before=$((passed + failed))
  asserts python3 "$here/request_matrix.py" "$tree/stack.lock" "$@"
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
