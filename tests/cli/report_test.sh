#!/bin/sh
# Reports from outside, in a scratch repository: what check says of each way in which a file can differ, that every
# format is one valid document for all stacks, and that its places are those of the repository.
#   report_test.sh STACKC TOP
# TOP is the top of this repository. Backticks stand in messages.
# shellcheck disable=SC2016
set -eu

# shellcheck source=tests/cli/harness.sh
. "$(dirname "$0")/harness.sh"
top=$(cd "$2" && pwd)
schemas=${STACKC_DATA:-$top/../shared/data}/schemas
cd "$scratch"

# counts WHAT NUMBER TEXT: in so many lines
counts() {
  found=$(grep -cF -- "$3" "$scratch/out" || [ $? -eq 1 ])
  [ "$found" -eq "$2" ] || fail "$1: $found lines with $3, wanted $2"
}

# to_read KIND WHAT: keeps the document in `out`; `read_all` reads all of one kind at the end
mkdir json sarif xml
kept=0
to_read() {
  kept=$((kept + 1))
  cp "$scratch/out" "$scratch/$1/$(printf '%03d' "$kept") $2"
}

# read_all KIND MODULE CODE ARGUMENTS...: CODE defines read(path) in python, which raises
read_all() {
  kind=$1
  module=$2
  code=$3
  shift 3
  python3 -c "import $module" 2>/dev/null || {
    printf 'skipped: reading %s, which needs python3 with %s\n' "$kind" "$module"
    return 0
  }
  python3 -c "
import os, sys, $module
$code
wrong = 0
for name in sorted(os.listdir(sys.argv[1])):
    try:
        read(os.path.join(sys.argv[1], name))
    except Exception as error:
        print('FAILED:', name, str(error).split(chr(10))[0])
        wrong = 1
sys.exit(wrong)" "$scratch/$kind" "$@" || failed=1
}

# all_formats STATUS WHAT ARGUMENTS...: each format is valid, and its exit code is that of the text
all_formats() {
  wanted_status=$1
  about=$2
  shift 2
  run "$wanted_status" "$about as JSON" "$@" --format json
  to_read json "$about"
  run "$wanted_status" "$about as SARIF" "$@" --format sarif
  to_read sarif "$about"
  run "$wanted_status" "$about as JUnit" "$@" --format junit
  to_read xml "$about"
  run "$wanted_status" "$about for GitLab" "$@" --format gitlab
  [ "$(head -c 1 "$scratch/out")" = '[' ] || fail "$about for GitLab is no list"
  run "$wanted_status" "$about for GitHub" "$@" --format github
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

mkdir -p repository/.git
cd repository
stack sites/blog blog
stack sites/news news
run 0 'the first build' build sites/blog sites/news
cp -a sites kept

# again: the files as they were built
again() {
  rm -rf sites
  cp -a kept sites
}

all_formats 0 'two stacks in step' check sites/blog sites/news
[ ! -s "$scratch/out" ] || fail 'annotations of stacks in step'

# --- a hand ------------------------------------------------------------------------------------------------------

file=$(cd sites/blog && echo deploy/nginx/sites/*.https.conf)
line=$(grep -n 'server_name' "sites/blog/$file" | head -1 | cut -d: -f1)
sed -i "${line}s/server_name/server_name evil.example.com/" "sites/blog/$file"
run 2 'an edit' check sites/blog
says out 'an edit' "edited       $file: a hand changed it"
says out 'an edit' 'evil.example.com'
says out 'an edit' 'from sites/blog/stack.yaml:4:3: blog.example.com: web'
says out 'an edit' "drop it with \`stackc build sites/blog --force $file\`"
all_formats 2 'an edit' check sites/news sites/blog
says out 'an edit for GitHub' "::error file=sites/blog/$file,line=$line,endLine=$line,title=$file%3A edited::"
says out 'an edit for GitHub' '%0Afrom sites/blog/stack.yaml:4:3: blog.example.com: web%0A'
counts 'an edit for GitHub' 1 '::error'
# The places do not depend on the folder in which stackc runs.
cp "$scratch/out" "$scratch/above"
(cd sites/blog && "$stackc" check ../news . --format github >"$scratch/out") || [ $? -eq 2 ]
counts 'an edit for GitHub, seen from below' 1 "::error file=sites/blog/$file,line=$line,"
run 2 'a refused build for GitHub' build sites/blog --format github
says out 'a refused build for GitHub' "file=sites/blog/$file,line=$line,"
run 2 'a refused build as JSON' build sites/blog --dry-run --format json
to_read json 'a refused build as JSON'
says out 'a refused build as JSON' '"action": "refused"'
run 2 'a diff as JSON' diff sites/blog --format json
to_read json 'a diff as JSON'
# A program that is everywhere, and says no.
mkdir "$scratch/bin"
printf '#!/bin/sh\necho "$2: 3: no" >&2\nexit 1\n' >"$scratch/bin/dash"
chmod +x "$scratch/bin/dash"
there=$PATH
PATH=$scratch/bin:$PATH
all_formats 1 'a program that complains' verify sites/news sites/blog
PATH=$there
says out 'a program that complains for GitHub' '::error file=sites/blog/deploy/ops/deploy.sh,line=3,'
again

echo '# by hand' >>sites/blog/compose.prod.yaml
lines=$(wc -l <sites/blog/compose.prod.yaml)
run 2 'a line at the end' check sites/blog --format github
says out 'a line at the end' "file=sites/blog/compose.prod.yaml,line=$lines,endLine=$lines,"
run 2 'a line of the template' check sites/blog
says out 'a line of the template' "beside lines from "
printf 'a\0b\n' >sites/blog/compose.prod.yaml
run 2 'bytes that are no text' check sites/blog
says out 'bytes that are no text' 'a hand changed it, and it is no text any more'
all_formats 2 'bytes that are no text' check sites/blog
sed 's/$/ /' kept/blog/compose.prod.yaml | awk 'NR % 9 == 0 { sub(/ $/, "") } { print }' >sites/blog/compose.prod.yaml
run 2 'a long edit' check sites/blog
says out 'a long edit' ' more lines)'
awk 'NR % 9 == 0 { $0 = $0 " " } { print }' kept/blog/compose.prod.yaml >sites/blog/compose.prod.yaml
run 2 'edits in many places' check sites/blog
counts 'edits in many places' 10 '    @@ '
says out 'edits in many places' ' more places)'
again
sed -i 's/ssl_protocols.*/ssl_protocols TLSv1;/' sites/blog/deploy/nginx/nginx.conf
run 2 'a line of every stack' check sites/blog
says out 'a line of every stack' "from stackc's template nginx/nginx.conf:"
says out 'a line of every stack' 'help: no line of the stack says this'
again
: >sites/blog/compose.prod.yaml
run 2 'an empty file' check sites/blog
says out 'an empty file' 'edited       compose.prod.yaml: it is empty'
says out 'an empty file' 'write it again with `stackc build sites/blog --force compose.prod.yaml`'
again

# --- a file that is gone, or something else ------------------------------------------------------------------------

rm sites/blog/compose.prod.yaml
line=$(grep -n '"compose.prod.yaml": {' sites/blog/stack.lock | cut -d: -f1)
run 2 'a missing file' check sites/blog
says out 'a missing file' 'missing      compose.prod.yaml: gone from the disk'
run 2 'a missing file for GitHub' check sites/blog --format github
says out 'a missing file for GitHub' "file=sites/blog/stack.lock,line=$line,"
ln -s stack.yaml sites/blog/compose.prod.yaml
run 2 'a link' check sites/blog
says out 'a link' 'replaced     compose.prod.yaml: a link stands in its place'
rm sites/blog/compose.prod.yaml
mkdir sites/blog/compose.prod.yaml
run 2 'a directory' check sites/blog
says out 'a directory' 'replaced     compose.prod.yaml: a directory stands in its place'
mv sites/blog/deploy sites/blog/elsewhere
ln -s elsewhere sites/blog/deploy
run 2 'a linked directory' check sites/blog
says out 'a linked directory' 'replaced     deploy/RUNBOOK.md: `deploy` on the way to it is a link'
all_formats 2 'replaced files' check sites/blog
again

# --- what git does ---------------------------------------------------------------------------------------------------

find sites/blog -type f ! -name 'stack.yaml' -exec sed -i 's/$/\r/' {} +
run 2 'CRLF everywhere' check sites/blog
counts 'CRLF everywhere' 1 'CRLF'
says out 'CRLF everywhere' 'line endings all '
says out 'CRLF everywhere' '`* text=auto eol=lf` in .gitattributes'
all_formats 2 'CRLF everywhere' check sites/blog
counts 'CRLF everywhere for GitHub' 1 '::error'
sed -i 's/^services:/services: {}/' sites/blog/compose.prod.yaml
run 2 'CRLF and an edit' check sites/blog
says out 'CRLF and an edit' 'edited       compose.prod.yaml: a hand changed it, and its lines end in CRLF'
says out 'CRLF and an edit' '+services: {}'
counts 'CRLF and an edit' 1 '    -'
says out 'CRLF and an edit' '    compose.yaml'
run 0 'a forced build over CRLF' build sites/blog --force compose.prod.yaml
run 0 'a check after it' check sites/blog
again

if command -v git >/dev/null; then
  git init -q "$scratch/original"
  cp -a kept/blog/. "$scratch/original"
  (
    cd "$scratch/original"
    git -c core.autocrlf=false add -A
    git -c user.name=t -c user.email=t@example.com -c commit.gpgsign=false commit -q -m x
    git -c core.autocrlf=true -c core.fileMode=false clone -q . "$scratch/converted"
  )
  [ "$(grep -c "$(printf '\r')" "$scratch/converted/compose.yaml")" -gt 10 ] || fail 'git did not convert'
  run 2 'a clone with core.autocrlf' check "$scratch/converted"
  counts 'a clone with core.autocrlf' 1 'line endings all '
  counts 'a clone with core.autocrlf' 0 'edited'
  run 2 'a clone with core.autocrlf for GitHub' check "$scratch/converted" --format github
  counts 'a clone with core.autocrlf for GitHub' 1 '::error file=.dockerignore,line=1,'
  counts 'a clone with core.autocrlf for GitHub' 1 '::error'
  run 0 'a build of a clone with core.autocrlf' build "$scratch/converted"
  run 0 'a check after it' check "$scratch/converted"
else
  echo 'skipped: a clone with core.autocrlf, which needs git'
fi

chmod -x sites/blog/deploy/ops/deploy.sh
run 2 'a lost run bit' check sites/blog
says out 'a lost run bit' 'mode         deploy/ops/deploy.sh: it lost its run bit'
says out 'a lost run bit' '`git update-index --chmod=+x deploy/ops/deploy.sh`'
chmod +x sites/blog/compose.yaml
run 2 'two wrong run bits' check sites/blog
counts 'two wrong run bits' 1 'mode         2 files: their run bits are wrong'
run 2 'two wrong run bits for GitHub' check sites/blog --format github
counts 'two wrong run bits for GitHub' 1 '::error'
again

# --- a changed stack ----------------------------------------------------------------------------------------------------

sed -i 's/blog\.example\.com: web/notes.example.com: { was: blog.example.com, routes: { \/: web } }/' sites/blog/stack.yaml
run 2 'a changed stack' check sites/blog
says out 'a changed stack' 'stale        compose.prod.yaml: stack.yaml changed'
run 2 'a changed stack for GitHub' check sites/blog --format github
says out 'a changed stack for GitHub' 'stale, stack.yaml changed%0Ahelp: `stackc build sites/blog` writes it'
echo '# by hand' >>sites/blog/compose.prod.yaml
run 2 'a changed stack and file' check sites/blog
says out 'a changed stack and file' 'conflict     compose.prod.yaml: a hand changed it, and stack.yaml changed'
all_formats 2 'a changed stack and file' check sites/blog
again

# --- the lock -------------------------------------------------------------------------------------------------------------

{
  echo '<<<<<<< HEAD'
  cat kept/blog/stack.lock
  echo '======='
  sed 's/"blog"/"glob"/' kept/blog/stack.lock
  echo '>>>>>>> side'
} >sites/blog/stack.lock
run 2 'merge markers' check sites/blog
says out 'merge markers' 'merged       stack.lock:1: it has merge markers'
all_formats 2 'merge markers' check sites/blog
says out 'merge markers for GitHub' '::error file=sites/blog/stack.lock,line=1,'
run 2 'merge markers, asked quietly' check sites/blog --quiet
says out 'merge markers, asked quietly' 'merged'
run 2 'a diff over merge markers' diff sites/blog
run 0 'a build over merge markers' build sites/blog
cmp -s kept/blog/stack.lock sites/blog/stack.lock || fail 'merge markers did not heal'

sed -i '3s/1,/ 1,/' sites/blog/stack.lock
all_formats 1 'a lock that was respelt' check sites/blog
says out 'a lock that was respelt, for GitHub' '::error file=sites/blog/stack.lock,line=3,endLine=3,col='
says out 'a lock that was respelt, for GitHub' 'title=STK4002 '
sed -i 's/"lock": 1/"lock": 2/' sites/blog/stack.lock
run 1 'a lock of a later stackc' check sites/blog --format github
says out 'a lock of a later stackc' 'title=STK4003 '
head -c 200 kept/blog/stack.lock >sites/blog/stack.lock
all_formats 1 'a lock that was cut off' check sites/blog
says out 'a lock that was cut off' 'title=STK4001 '
run 1 'a build over it' build sites/blog --format json
to_read json 'a build over it as JSON'
rm sites/blog/stack.lock
ln -s stack.yaml sites/blog/stack.lock
run 1 'a lock that is a link' check sites/blog --format github
says out 'a lock that is a link' 'stack.lock` is a link'
again

# --- diagnostics, faults, several stacks --------------------------------------------------------------------------------------

echo 'nmae: x' >>sites/blog/stack.yaml
all_formats 1 'an unknown key beside a good stack' check sites/blog sites/news
says out 'an unknown key for GitHub' '::error file=sites/blog/stack.yaml,line=9,endLine=9,col=1,endColumn=5,title=STK2001 '
all_formats 64 'a stack that is not there' check sites/none sites/news
says out 'a stack that is not there, for GitHub' 'title=a stack cannot be read::no stack at `sites/none`%0Ahelp: name'
[ ! -s "$scratch/err" ] || fail 'a report and its complaint'
all_formats 64 'a stack that is not there' build sites/none
all_formats 64 'a stack that is not there' diff sites/none
again

for format in json github gitlab sarif junit; do
  run 0 "$format, for the first time" build sites/blog sites/news --format "$format"
  cp "$scratch/out" "$scratch/first"
  (cd / && LC_ALL=C TZ=Asia/Seoul "$stackc" build "$scratch/repository/sites/blog" "$scratch/repository/sites/news" \
    --format "$format") >"$scratch/out"
  # How the stacks were named is said as it was typed.
  sed "s,$scratch/repository/,,g" "$scratch/out" >"$scratch/second"
  cmp -s "$scratch/first" "$scratch/second" || fail "$format depends on the folder in which stackc runs"
done

# --- all documents -----------------------------------------------------------------------------------------------------------

by_schema='
import json
schema = json.load(open(sys.argv[2]))
jsonschema.validators.validator_for(schema).check_schema(schema)
def read(path):
    jsonschema.validate(json.load(open(path)), schema)'
read_all json jsonschema "$by_schema" "$top/docs/report.schema.json"
if [ -f "$schemas/sarif-2.1.0.json" ]; then
  read_all sarif jsonschema "$by_schema" "$schemas/sarif-2.1.0.json"
else
  echo 'skipped: reading sarif, which needs sarif-2.1.0.json'
fi
read_all xml xml.dom.minidom '
def read(path):
    xml.dom.minidom.parse(path)'

exit "$failed"
