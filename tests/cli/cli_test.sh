#!/bin/sh
# The command line from outside: exit codes, streams, colours, wrong usage, files that cannot be read, `--out`, several
# stacks, drift and its cures.
#   cli_test.sh STACKC
# Backticks stand in messages.
# shellcheck disable=SC2016
set -eu

# shellcheck source=tests/cli/harness.sh
. "$(dirname "$0")/harness.sh"
cd "$scratch"
unset NO_COLOR

# installed PROGRAM
installed() {
  command -v "$1" >/dev/null || {
    printf 'skipped: what needs %s, which is not installed\n' "$1"
    return 1
  }
}

# stack FOLDER NAME
stack() {
  mkdir -p "$1"
  cat >"$1/stack.yaml" <<END
stackc: 1
name: $2
sites:
  $2.example.com: web
services:
  web: { framework: django, project: $2, push: example/$2 }
  db: mysql:8.4
tls: { contact: ops@example.com }
END
}

# --- usage ---------------------------------------------------------------------------------------

run 64 'no command'
silent out 'no command'
says err 'no command' 'stackc --help'
run 64 'a misspelt command' biuld
says err 'a misspelt command' 'did you mean `build`?'
run 64 'a misspelt option' build --froce x
says err 'a misspelt option' 'did you mean `--force`?'
run 0 'help' --help
says out 'help' 'build'
silent err 'help'
run 0 'version' --version
says out 'version' 'stackc '

# --- stacks that are not there, or cannot be read ----------------------------------------------------

run 64 'a folder that is not there' build nowhere
mkdir empty
run 64 'a folder without a stack' build empty
says err 'a folder without a stack' 'no stack.yaml in `empty`'
mkdir -p folder/stack.yaml
run 74 'a folder in place of the file' build folder
mkfifo pipe
run 74 'a pipe' build pipe
stack 'my app' blanks
echo 'repository: ..' >>'my app/stack.yaml'
run 1 'a folder with a blank' build 'my app' --out o
says err 'a folder with a blank' 'error[STK0101]: a stack cannot lie there: `my app/stack.yaml` holds a blank'
[ "$(grep -c '^error' err)" -eq 1 ] || fail 'one folder gives several errors'
stack overlaid overlaid
run 64 'an overlay that is not there' build overlaid --out o --with none.yaml
if [ "$(id -u)" -ne 0 ]; then
  stack secret secret
  chmod 000 secret/stack.yaml
  run 74 'a file without permission' build secret
fi

# --- diagnostics ------------------------------------------------------------------------------------

mkdir wrong
printf 'stackc: 1\nname: wrong\nnmae: x\n' >wrong/stack.yaml
run 1 'an unknown key' build wrong
silent out 'an unknown key'
says err 'an unknown key' 'wrong/stack.yaml:3:1'
says err 'an unknown key' 'did you mean `name`?'
run 1 'an unknown key in JSON' build wrong --json
silent err 'an unknown key in JSON'
says out 'an unknown key in JSON' '"diagnostics": ['
[ "$(ls wrong)" = stack.yaml ] || fail 'a stack with errors wrote something'

# --- build, check, diff -------------------------------------------------------------------------------

stack blog blog
run 2 'a check before the first build' check blog
says out 'a check before the first build' 'new'
run 2 'a dry run' build blog --dry-run
says out 'a dry run' 'dry run'
[ "$(ls blog)" = stack.yaml ] || fail 'a dry run wrote something'
run 0 'the first build' build blog
silent err 'the first build'
says out 'the first build' 'blog: '
says out 'the first build' ' written'
run 0 'the second build' build blog
says out 'the second build' ' unchanged'
if grep -q written out; then fail 'the second build wrote something'; fi
run 0 'a check after it' check blog
run 0 'a quiet check' check blog --quiet
silent out 'a quiet check'
run 0 'a diff after it' diff blog
silent out 'a diff after it'
(cd blog && "$stackc" check >../out 2>../err) || fail 'the current folder is the stack where none is named'

echo '# by hand' >>blog/compose.prod.yaml
run 2 'a check after an edit' check blog
says out 'a check after an edit' 'edited'
says out 'a check after an edit' '+# by hand'
run 2 'a build after an edit' build blog
says err 'a build after an edit' 'refused compose.prod.yaml'
grep -qF '# by hand' blog/compose.prod.yaml || fail 'an edit was overwritten'
run 64 'a forced path that is none' build blog --force compose.prod.yml
says err 'a forced path that is none' 'did you mean `compose.prod.yaml`?'
run 0 'a forced build' build blog --force compose.prod.yaml
run 0 'a check after the forced build' check blog

sed -i 's/blog\.example\.com/news.example.com/' blog/stack.yaml
run 1 'a build that would rename a certificate' build blog
says err 'a build that would rename a certificate' 'STK4006'
says err 'a build that would rename a certificate' 'blog/stack.yaml:4:3'
silent out 'a build that would rename a certificate'
run 1 'a check that would rename a certificate' check blog
run 1 'a diff that would rename a certificate' diff blog
grep -qF 'blog.example.com' blog/deploy/nginx/sites/*.https.conf || fail 'a refused build wrote something'
sed -i 's/: web$/: { was: blog.example.com, routes: { \/: web } }/' blog/stack.yaml
run 2 'a check after the stack changed' check blog
says out 'a check after the stack changed' 'stack.yaml changed'
says out 'a check after the stack changed' 'the running system changes'
run 2 'a diff after the stack changed' diff blog
says out 'a diff after the stack changed' 'news.example.com'
head -n 1 out | grep -qxF 'blog: what this means for the running system' || fail 'no meaning leads the diff'
says out 'a diff after the stack changed' '  outage     prod: blog.example.com is dropped from the certificate blog.example.com'
cp out diff
run 2 'how much a diff is' diff blog --stat
says out 'how much a diff is' ' compose.prod.yaml '
says out 'how much a diff is' ' files changed, '
if grep -q '^@@' out; then fail '--stat shows hunks'; fi
run 2 'a dry run after the stack changed' build blog --dry-run
says out 'a dry run after the stack changed' '  outage     prod: '
says out 'a dry run after the stack changed' '  written   compose.prod.yaml'
run 2 'a diff in JSON' diff blog --json
says out 'a diff in JSON' '{"rank": "outage", "environments": ["prod"], "text": "'
if installed python3; then
  python3 -c 'import json; json.load(open("out"))' || fail 'the JSON of a diff'
fi
if installed patch; then
  cp -R blog patched
  (cd patched && patch -p1 -s <../diff) || fail 'patch cannot read a diff'
  run 0 'a build after the stack changed' build blog
  diff -r -x stack.lock blog patched >out || fail 'a diff is not what build does'
fi
run 0 'another build after the stack changed' build blog

echo 'not a lock' >blog/stack.lock
run 1 'a damaged lock' check blog
says err 'a damaged lock' 'STK4001'
run 1 'a build over a damaged lock' build blog
run 0 'a forced lock' build blog --force stack.lock
run 0 'a check after that' check blog

# --- --out, --with, several stacks ---------------------------------------------------------------------

run 0 'a build elsewhere' build blog --out elsewhere/deep
for file in compose.prod.yaml stack.lock; do
  cmp -s "blog/$file" "elsewhere/deep/$file" || fail "--out changed $file"
done
run 0 'a check elsewhere' check blog --out elsewhere/deep
printf 'services: { web: { env: { COLOR: blue } } }\n' >overlay.yaml
run 2 'a check with an overlay' check blog --with overlay.yaml

stack repository/stacks/one one
stack repository/stacks/two two
for name in one two; do echo 'repository: ../..' >>"repository/stacks/$name/stack.yaml"; done
run 0 'two stacks of one repository' build repository/stacks/one repository/stacks/two/stack.yaml
says out 'two stacks of one repository' 'one: '
says out 'two stacks of one repository' 'two: '
[ -f repository/stacks/two/stack.lock ] || fail 'the lock does not lie beside its stack'
rm repository/stacks/two/stack.lock
run 2 'two stacks with drift in one' check repository/stacks/one repository/stacks/two
run 1 'two stacks with diagnostics in one and drift in the other' check wrong repository/stacks/two
run 64 'a stack that is not there beside one with diagnostics' check wrong nowhere
run 2 'two stacks in JSON' check repository/stacks/one repository/stacks/two --json
if installed python3; then
  python3 -c 'import json; assert len(json.load(open("out"))["stacks"]) == 2' || fail 'the JSON of two stacks'
fi

# --- the disk -------------------------------------------------------------------------------------------

echo x >file
run 74 'a root that is a file' build blog --out file
status=0
"$stackc" build --help >/dev/full 2>err || status=$?
[ "$status" -eq 74 ] || fail "results that nobody received: exit $status"

# --- explain, schema, completion -----------------------------------------------------------------------------------

run 0 'the page of a code' explain STK1012
says out 'the page of a code' '## Cure'
run 0 'a code in small letters' explain stk1012
run 0 'a key' explain services.web.use
says out 'a key' 'use'
run 64 'nothing to explain' explain duplicate_kye
says err 'nothing to explain' 'did you mean `duplicate_key`?'
line=$(grep -n 'news\.example\.com' blog/.env.example blog/deploy/nginx/*.conf blog/deploy/nginx/*/*.conf 2>err | head -1 | cut -d: -f1,2)
run 0 'a line of a file' explain "$line"
says out 'a line of a file' 'template '
says out 'a line of a file' 'blog/stack.yaml:'
run 64 'a line behind the end' explain blog/compose.prod.yaml:99999
run 64 'a file of nobody' explain blog/nothing.conf:1 blog
run 0 'the schema' schema
says out 'the schema' '"$schema"'
for shell in bash zsh fish; do run 0 "completion for $shell" completion "$shell"; done
if installed bash; then
  "$stackc" completion bash >script
  bash -n script || fail 'bash cannot read its completion'
fi

# --- colours -------------------------------------------------------------------------------------------------

escape=$(printf '\033')
run 1 'no terminal' build wrong
if grep -qF "$escape" err; then fail 'colours without a terminal'; fi
# A system that is only a folder may have no pseudo-terminals.
if installed script && ! script -qec true /dev/null >out 2>err </dev/null; then
  printf 'skipped: what needs a terminal: %s\n' "$(cat out err)"
elif installed script >/dev/null; then
  status=0
  TERM=xterm script -qec "$stackc build wrong" /dev/null >out 2>err </dev/null || status=$?
  [ "$status" -eq 1 ] || fail "on a terminal: exit $status"
  grep -qF "$escape" out || fail 'no colours on a terminal'
  status=0
  TERM=xterm NO_COLOR=1 script -qec "$stackc build wrong" /dev/null >out 2>err </dev/null || status=$?
  [ "$status" -eq 1 ] || fail "on a terminal with NO_COLOR: exit $status"
  if grep -qF "$escape" out; then fail 'colours in spite of NO_COLOR'; fi
fi

exit "$failed"
