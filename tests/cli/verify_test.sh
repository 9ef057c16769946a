#!/bin/sh
# `stackc verify` from outside: stand-ins for programs that complain, crash, hang or are of another version, then the real
# ones; what it leaves behind.
#   verify_test.sh STACKC TOP
# TOP is the top of this repository. Stand-ins hold `$` and backticks in single quotes.
# shellcheck disable=SC2016
set -eu

# shellcheck source=tests/cli/harness.sh
. "$(dirname "$0")/harness.sh"
top=$(cd "$2" && pwd)
cd "$scratch"
mkdir bin tmp
export TMPDIR="$scratch/tmp"
# Stand-ins come first.
program_path=$scratch/bin:$PATH

# stand_in NAME: a program of that name from standard input
stand_in() {
  {
    printf '#!/bin/sh\n'
    cat
  } >"bin/$1"
  chmod +x "bin/$1"
}

# absent NAME...: programs of that name that are something else, so that verify takes them for not there
absent() {
  for name; do
    printf 'exit 1\n' | stand_in "$name"
  done
}

nothing_left() {
  [ -z "$(ls -A "$TMPDIR")" ] || fail "$1: TMPDIR holds $(ls -A "$TMPDIR")"
}

mkdir -p repo/.git
cat >repo/stack.yaml <<'END'
stackc: 1
name: blog
sites:
  main:
    domain: blog.example.com
    routes:
      /: { to: web, timeout: 77s }
services:
  web:
    framework: django
    project: blog
    push: you/blog
    env:
      DJANGO_SETTINGS_MODULE: blog.settings
      ALLOWED_HOSTS: { ref: sites.main.names, join: "," }
      DB_HOST: { ref: db.host }
      DB_PASSWORD: { ref: db.password }
    secrets: [SECRET_KEY]
  db: mysql:8.4
jobs:
  night: { backup: db, daily: "04:44", keep: 5 }
tls: { contact: you@example.com }
END
stack=repo/stack.yaml
"$stackc" build "$stack" >out 2>err || fail 'the stack compiles'
rm -f repo/stack.lock
tree_before=$(cd repo && find . -type f -exec cksum {} + | sort)

# A shellcheck that complains about the line of the backup script that `keep: 5` made.
absent nginx haproxy apache2 httpd docker docker-compose busybox hadolint actionlint crontab
stand_in shellcheck <<'END'
if [ "$1" = --version ]; then
  echo 'version: 99.1'
  exit
fi
env >"$TMPDIR/../../environment"
pwd >"$TMPDIR/../../folder"
for file; do
  case $file in /*) ;; *) continue ;; esac
  line=$(grep -n 'while .* -gt 5 ' "$file" | cut -d: -f1)
  if [ -n "$line" ]; then echo "$file:$line:1: error: five is few [SC9999]"; exit 1; fi
done
END

# --- a complaint at the line of the stack ------------------------------------------------------

run 1 'a complaint' verify "$stack"
says err 'a complaint' 'error[STK8001]: shellcheck 99.1 complains: error: five is few [SC9999]'
says err 'a complaint' "--> $stack:21:46"
says err 'a complaint' ' 21 |   night: { backup: db, daily: "04:44", keep: 5 }'
says err 'a complaint' 'deploy/backup/night.sh:'
says err 'a complaint' '|     while [ "$#" -gt 5 ]; do'
says err 'a complaint' '   --> backup/kept.sh:'
says err 'a complaint' '`stackc explain deploy/backup/night.sh:'
says out 'a complaint' ': 1 finding'
says out 'a complaint' '  read     shellcheck 99.1: '
says out 'a complaint' '  skipped  hadolint: 1 file: `'
says out 'a complaint' 'does not answer to `--version` as hadolint does'
[ "$(cd repo && find . -type f -exec cksum {} + | sort)" = "$tree_before" ] || fail 'verify writes into the tree'
nothing_left 'a complaint'
# The last four are the shell's.
if grep -vE '^(PATH|HOME|LC_ALL|TMPDIR|NO_COLOR|PWD|OLDPWD|SHLVL|_)=' environment; then
  fail 'the environment of a program is not clean'
fi
case $(cat folder) in
  "$(realpath "$TMPDIR")"/*) ;;
  *) fail 'a program works outside of the scratch folder' ;;
esac

# What it says elsewhere is that document, too.
run 1 'a complaint as JSON' verify --json "$stack"
says out 'a complaint as JSON' '"code": "STK8001"'
says out 'a complaint as JSON' '"file": "stack.yaml"'
says out 'a complaint as JSON' '"name": "shellcheck", "version": "99.1"'
says out 'a complaint as JSON' '"command": "verify"'
run 1 'a complaint as annotation' verify --format github "$stack"
says out 'a complaint as annotation' '::error file=stack.yaml,line=21,'
for format in gitlab sarif junit; do
  run 1 "a complaint as $format" verify --format "$format" "$stack"
  says out "a complaint as $format" 'STK8001'
done

# --- what is missing ---------------------------------------------------------------------------

cat >quiet_shellcheck <<'END'
if [ "$1" = --version ]; then echo 'version: 99.1'; fi
END
stand_in shellcheck <quiet_shellcheck
run 0 'programs that are missing' verify "$stack"
says out 'programs that are missing' ': no findings'
run 0 'quiet' verify --quiet "$stack"
if [ -s out ] || [ -s err ]; then fail 'quiet says something'; fi
run 0 'a required program that is there' verify --require shellcheck "$stack"
run 1 'a required program that is missing' verify --require shellcheck,hadolint --require nginx "$stack"
says err 'a required program that is missing' 'error[STK8002]: `hadolint` is required and did not read 1 file: '
says err 'a required program that is missing' 'error[STK8002]: `nginx` is required'
says err 'a required program that is missing' 'install nginx, or do not require it'
says_not err 'a required program that is missing' '`shellcheck` is required'
run 0 'a required program without files' verify --require haproxy "$stack"
run 64 'a program that nobody knows' verify --require shelcheck "$stack"
says err 'a program that nobody knows' 'did you mean `shellcheck`?'
run 64 'an empty list' verify --require '' "$stack"
run 64 'no patience' verify --patience 0 "$stack"

# --- crashes and hangs -------------------------------------------------------------------------

{ cat quiet_shellcheck; echo 'if [ "$1" != --version ]; then kill -SEGV $$; fi'; } | stand_in shellcheck
run 1 'a crash' verify "$stack"
says err 'a crash' 'error[STK8003]: shellcheck 99.1 was ended by signal 11 (Segmentation fault), reading 14 files'
{ cat quiet_shellcheck; echo 'if [ "$1" != --version ]; then echo $$ >"$TMPDIR/../../pid"; sleep 600; fi'; } | stand_in shellcheck
run 1 'a hang' verify --patience 1 "$stack"
says err 'a hang' 'error[STK8003]: shellcheck 99.1 did not end within 1 s, and was stopped, reading 14 files'
if kill -0 "$(cat pid)" 2>/dev/null; then fail 'what hung still runs'; fi
nothing_left 'a hang'

# A signal ends the program and removes the scratch folder.
rm -f pid
PATH="$program_path" "$stackc" verify "$stack" >out 2>err </dev/null &
verifier=$!
waited=0
while [ ! -s pid ] && [ "$waited" -lt 300 ]; do
  sleep 0.1
  waited=$((waited + 1))
done
[ -s pid ] || fail 'the program was never run'
kill -TERM "$verifier"
status=0
wait "$verifier" || status=$?
[ "$status" -eq 74 ] || fail "a signal: exit $status, wanted 74"
says err 'a signal' 'interrupted before all programs had read'
if kill -0 "$(cat pid)" 2>/dev/null; then fail 'what was interrupted still runs'; fi
nothing_left 'a signal'
stand_in shellcheck <quiet_shellcheck

# --- other stacks ------------------------------------------------------------------------------

mkdir wrong
printf 'stackc: 1\nname: wrong\nsites: 3\n' >wrong/stack.yaml
run 1 'a stack with errors among others' verify wrong "$stack"
says err 'a stack with errors among others' 'wrong/stack.yaml:3:8'
says out 'a stack with errors among others' 'blog: '
says_not out 'a stack with errors among others' 'wrong: '
run 64 'a stack that is not there' verify nowhere
TMPDIR="$scratch/none" run 74 'no scratch folder' verify "$stack"
says err 'no scratch folder' 'cannot make a folder'

# --- proxies, where a root can be made for them ------------------------------------------------

if unshare --map-root-user --mount --net true 2>/dev/null; then
  # One that finds everything which the configuration names, and complains about the timeout of the route.
  stand_in nginx <<'END'
if [ "$1" = -V ]; then
  echo 'nginx version: nginx/99.2.1' >&2
  exit
fi
say() {
  echo "2026/01/01 00:00:00 [emerg] 1#1: $1 in $2:$3" >&2
  exit 1
}
main=$3
for file in /run/nginx/sites/main.https.conf /etc/letsencrypt/live/blog.example.com/privkey.pem /etc/passwd; do
  [ -s "$file" ] || say "no $file" "$main" 1
done
grep -q '^127.0.0.1 web$' /etc/hosts || say 'no name' "$main" 1
grep -q '^nginx:x:0:' /etc/passwd || say 'no user' "$main" 1
[ "$(wc -l </proc/net/dev)" -eq 3 ] || say 'a network' "$main" 1
grep -q 'http2 on' "$main" || say 'it is compiled for an older one' "$main" 1
say 'a strange time' /run/nginx/sites/main.https.conf "$(grep -n 'proxy_read_timeout 77s' /run/nginx/sites/main.https.conf | cut -d: -f1)"
END
  run 1 'an nginx that complains' verify "$stack"
  says err 'an nginx that complains' 'error[STK8001]: nginx 99.2.1 complains: a strange time'
  says err 'an nginx that complains' "--> $stack:7:30"
  says err 'an nginx that complains' 'deploy/nginx/sites/main.https.conf:'
  nothing_left 'an nginx that complains'

  stand_in nginx <<'END'
if [ "$1" = -V ]; then
  echo 'nginx version: nginx/1.22.0' >&2
  exit
fi
if grep -q 'http2 on' "$3"; then exit 1; fi
END
  run 0 'an older nginx' verify "$stack"
  says out 'an older nginx' 'compiled for nginx 1.22.0 instead of the stack'"'"'s version'

  # A build for a system with an older OpenSSL, which refuses a list of groups for one that it does not know.
  stand_in nginx <<'END'
if [ "$1" = -V ]; then
  printf 'nginx version: nginx/1.30.2\nbuilt with OpenSSL 3.0.11 19 Sep 2023\n' >&2
  exit
fi
if grep -q MLKEM "$3"; then exit 1; fi
grep -q 'http2 on' "$3"
END
  run 0 'an nginx with an older OpenSSL' verify "$stack"
  says out 'an nginx with an older OpenSSL' 'nginx 1.30.2: 7 files, compiled for nginx 1.28 instead of'
  sed 's/3\.0\.11/3.5.1/; s/MLKEM/no-such-group/' bin/nginx >nginx_of_today
  stand_in nginx <nginx_of_today
  run 0 'an nginx of the stack'"'"'s version' verify "$stack"
  says_not out 'an nginx of the stack'"'"'s version' 'compiled for'

  # What the harness stands on.
  absent unshare
  run 0 'no name spaces' verify "$stack"
  says out 'no name spaces' '  skipped  nginx 1.30.2: 7 files: this machine lets nobody make name spaces'
  run 1 'no name spaces, and nginx required' verify --require nginx "$stack"
  # Where users may not, an administrator may.
  if [ "$(id -u)" -eq 0 ]; then
    real=$(command -v unshare)
    printf 'case "$*" in *--map-root-user*) exit 1 ;; esac\nexec %s "$@"\n' "$real" | stand_in unshare
    run 0 'an administrator' verify --require nginx "$stack"
  fi
  rm bin/unshare
  absent openssl
  run 0 'no openssl' verify "$stack"
  says out 'no openssl' 'nginx 1.30.2: 7 files: openssl made no throw-away certificate'
  rm bin/openssl

  # A template of the project's own that the program does not like: shown in the file and in the template.
  rm bin/nginx
  if [ -x /usr/sbin/nginx ]; then
    mkdir -p own/deploy/templates/nginx
    cp "$stack" own/stack.yaml
    "$stackc" templates nginx/nginx.conf | sed 's/^    sendfile on;/    sendfile perhaps;/' >own/deploy/templates/nginx/nginx.conf
    run 1 'a template of our own' verify own
    says err 'a template of our own' 'invalid value "perhaps"'
    says err 'a template of our own' '--> own/deploy/templates/nginx/nginx.conf:'
    says err 'a template of our own' '|     sendfile perhaps;'
  else
    echo 'skipped: what needs nginx, which is not installed'
  fi
else
  echo 'skipped: what needs name spaces, which this machine lets nobody make'
fi

# --- the real programs -------------------------------------------------------------------------

rm -rf bin
run 0 'the programs of this machine' verify --jobs 1 "$top"/stacks/*/stack.yaml
cat out
says out 'the programs of this machine' 'teammoa: '
nothing_left 'the programs of this machine'

exit "$failed"
