#!/bin/sh
# A project's own templates, from outside: where they come from, what they replace, who names them, what is refused.
#   templates_test.sh STACKC TOP
# TOP is the top of this repository. Backticks stand in messages.
# shellcheck disable=SC2016
set -eu

# shellcheck source=tests/cli/harness.sh
. "$(dirname "$0")/harness.sh"
top=$(cd "$2" && pwd)
cd "$scratch"

# --- what there is ---------------------------------------------------------------------------------

run 0 'the list' templates
(cd "$top/templates" && find . -type f ! -name README.md ! -path './catalog/*' | sed 's,^\./,,' | LC_ALL=C sort) >wanted
cmp -s wanted out || fail 'the list is not that of templates/'
run 0 'the text of one' templates nginx/nginx.conf
cmp -s "$top/templates/nginx/nginx.conf" out || fail 'the text of one is not that of templates/'
run 0 'the view of one' templates nginx/nginx.conf --view
says out 'the view of one' 'edge: record'
says out 'the view of one' '  drain: duration'
run 64 'one that is not there' templates nginx/ngnix.conf
says err 'one that is not there' 'did you mean `nginx/nginx.conf`?'
run 64 'a view of nothing' templates --view
run 64 'two at once' templates Dockerfile.python dockerignore

# --- one that replaces -------------------------------------------------------------------------------

mkdir -p app
cp "$top/stacks/blog/stack.yaml" app/
echo 'repository: ..' >>app/stack.yaml
run 0 'without own templates' build app --out plain

own=app/deploy/templates
mkdir -p "$own/nginx/parts"
sed 's/^    server_tokens off;$/    server_tokens off;\n    {% include "nginx\/parts\/log.conf" %}/' \
  "$top/templates/nginx/nginx.conf" >"$own/nginx/nginx.conf"
cat >"$own/nginx/parts/log.conf" <<'END'
{% language nginx %}
log_format ours "$remote_addr $status";
END
# An editor's copy and what git keeps in an empty folder are no templates.
cp "$own/nginx/nginx.conf" "$own/nginx/nginx.conf~"
: >"$own/.gitkeep"

run 0 'own templates' build app --out built
[ ! -s err ] || fail 'something is said about good templates'
diff -rq plain built >differs && fail 'an own template changes nothing'
printf 'Files plain/app/%s and built/app/%s differ\n' \
  deploy/nginx/nginx.conf deploy/nginx/nginx.conf stack.lock stack.lock >wanted
cmp -s wanted differs || fail "an own template changes something else: $(cat differs)"
grep -qF '    log_format ours "$remote_addr $status";' built/app/deploy/nginx/nginx.conf || fail 'its part is missing'
for name in nginx/nginx.conf nginx/parts/log.conf; do
  grep -q "\"app/deploy/templates/$name\": \"$(sha256sum "$own/$name" | cut -c 1-64)\"" built/app/stack.lock ||
    fail "the lock does not know $name"
done
grep '"app/deploy/nginx/nginx.conf"' built/app/stack.lock >out
says out 'the inputs of an artifact' '"inputs": ["app/deploy/templates/nginx/nginx.conf", "app/deploy/templates/nginx/parts/log.conf", "app/stack.yaml"'
run 0 'in step' check app --out built

line=$(grep -n 'log_format ours' built/app/deploy/nginx/nginx.conf | cut -d : -f 1)
run 0 'explain' explain "app/deploy/nginx/nginx.conf:$line" app --out built
says out 'explain' 'template app/deploy/templates/nginx/parts/log.conf:2: log_format ours'

sed -i 's/ours/theirs/' "$own/nginx/parts/log.conf"
run 2 'a template that changed' check app --out built
says out 'a template that changed' 'stale'
says out 'a template that changed' 'app/deploy/templates/nginx/parts/log.conf changed'
run 0 'built again' build app --out built
run 0 'in step again' check app --out built

# --- what is wrong --------------------------------------------------------------------------------------

mv "$own/nginx/parts/log.conf" "$own/nginx/parts/lgo.conf"
run 1 'a part that is not there' build app --out refused
says err 'a part that is not there' "--> app/deploy/templates/nginx/nginx.conf:"
[ ! -e refused ] || fail 'something was written in spite of an error'
mv "$own/nginx/parts/lgo.conf" "$own/nginx/parts/log.conf"

# wrong WHAT CODE LINE: in the place of log.conf
wrong() {
  printf '%b' "$3" >"$own/nginx/parts/log.conf"
  run 1 "$1" build app --out refused
  says err "$1" "error[$2]"
  says err "$1" '--> app/deploy/templates/nginx/parts/log.conf:'
  [ ! -e refused ] || fail "$1: something was written"
}
wrong 'a field that is not there' STK6002 '{% language nginx %}\nlisten {{ edge.htpp }};\n'
wrong 'text in quotes' STK6006 '{% language nginx %}\n{% if stack.acme %}\nlog_format a "{{ stack.acme.issuer }}b";\n{% endif %}\n'
wrong 'another language' STK6001 'log_format a "b";\n'
wrong 'a byte that is not UTF-8' STK1001 '{% language nginx %}\n# \0377\n'
wrong 'a NUL' STK1002 '{% language nginx %}\n# \0000\n'
wrong 'Windows line ends' STK6001 '{% language nginx %}\r\nlog_format a b;\r\n'

cat >"$own/nginx/parts/log.conf" <<'END'
{% language nginx %}
END
: >"$own/nginx/ngnix.conf"
run 0 'one that nobody uses' build app --out built
says err 'one that nobody uses' 'warning[STK6010]: no file is made from `nginx/ngnix.conf`'
says err 'one that nobody uses' 'did you mean `nginx/nginx.conf`?'
mkdir -p "$own/backup"
mv "$own/nginx/ngnix.conf" "$own/backup/mysql.sh"
run 0 'one that the stack has no need of' build app --out built
says err 'one that the stack has no need of' 'no environment of the stack has what it is for'
rm -r "$own/backup"

ln -s nginx.conf "$own/nginx/link.conf"
run 74 'a link' build app --out refused
says err 'a link' 'it is no regular file'
rm "$own/nginx/link.conf"

exit "$failed"
