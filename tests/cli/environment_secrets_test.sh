#!/bin/sh
# Each environment's secrets.sh, run as it is made: what its compose file needs and nothing else, and what hosts hand over.
#   environment_secrets_test.sh STACKC GOLDEN
# shellcheck disable=SC2016,SC2317 # nothing of values is expanded; functions are run by name
set -eu

golden=$(cd "$2" && pwd)
# shellcheck source=tests/cli/harness.sh
. "$(dirname "$0")/harness.sh"
cd "$scratch"
: >out
: >err

# secrets.sh runs with nothing of this environment but a stand-in for the program that makes bcrypt's hashes.
mkdir bin
printf '%s\n' '#!/bin/sh' 'sed "s/.*/user:hashed/"' >bin/htpasswd
chmod +x bin/htpasswd
secrets() { # STATUS WHAT SCRIPT ARGUMENTS...; variables in $given
  wanted=$1
  what=$2
  script=$3
  shift 3
  status=0
  # shellcheck disable=SC2086 # NAME=VALUE words
  env -i "PATH=$scratch/bin:$PATH" $given "$script" "$@" >out 2>err || status=$?
  [ "$status" -eq "$wanted" ] || fail "$what: exit $status, wanted $wanted"
}
given=
names() { sed -n 's/^\([A-Z0-9_]*\)=.*/\1/p' "$1/.env"; } # FOLDER
value() { sed -n "s/^$2=//p" "$1/.env"; }                  # FOLDER NAME
needed() { sed -n 's/.*${\([A-Z0-9_]*\):?run [^ }]*secrets\.sh.*/\1/p' "$1" | sort -u; }
same() { # WHAT FILE FILE
  diff "$2" "$3" >out || fail "$1"
}

# --- every compose file of every stack: its own script makes what it needs, and asks for nothing else --------

check_complete() { # TREE FILE
  needed "$1/$2" >wanted
  script=$(sed -n 's/.*:?run \([^ }]*secrets\.sh\).*/\1/p' "$1/$2" | sort -u)
  [ -x "$1/$script" ] || fail "$1/$2 names no secrets.sh: $script"
  given=$(sed 's/\(.*\)_HASH$/\1/; s/$/=x/' wanted)
  rm -f "$1/.env"
  if [ "$2" = compose.yaml ]; then
    given=
    secrets 0 "$1/$script --dev" "$1/$script" --dev
    # The one file of developers and production has what production needs, too.
    names "$1" | sort | comm -12 - wanted >has
  else
    secrets 0 "$1/$script" "$1/$script" --from-env </dev/null
    names "$1" | sort >has
  fi
  same "$1/$2 needs other secrets than $script makes" wanted has
  if docker compose version >/dev/null 2>&1; then
    sed -n 's/.*${\([A-Z0-9_]*_IMAGE\):.*/\1=none/p' "$1/$2" | sort -u >"$1/images"
    status=0
    env -i "PATH=$PATH" "HOME=${HOME:-$scratch}" docker compose --file "$1/$2" --env-file "$1/.env" --env-file "$1/images" \
      config --quiet >out 2>err || status=$?
    if [ "$status" -ne 0 ] || [ -s err ]; then fail "compose misses something of $1/$2"; fi
  fi
  given=
}
seen=0
for tree in "$golden"/*/; do
  name=$(basename "$tree")
  cp -R "$tree" "$name"
  for file in "$name"/compose*.yaml; do
    if [ -z "$(needed "$file")" ]; then continue; fi
    check_complete "$name" "${file##*/}"
    seen=$((seen + 1))
  done
done
[ "$seen" -ge 12 ] || fail "only $seen compose files were seen"

# --- two hosts: the one that is asked makes, the other takes ---------------------------------------------------

rm -rf teammoa
cp -R "$golden/teammoa" data
cp -R "$golden/teammoa" web
on_data=data/deploy/env/alb/data/ops/secrets.sh
on_web=web/deploy/env/alb/web/ops/secrets.sh
secrets 1 'nothing to hand over yet' "$on_data" --for web
says err 'it says what comes first' 'no DB_PASSWORD yet: first run this without --for'
secrets 64 'no such host' "$on_data" --for attic
secrets 1 'a host that takes makes nothing up' "$on_web" </dev/null
says err 'it names what is made elsewhere' 'to be the same here: DB_PASSWORD EMAIL_HOST_PASSWORD REDIS_PASSWORD SECRET_KEY'
says err 'and how it comes here' '/srv/teammoa/deploy/env/alb/data/ops/secrets.sh --for web | ssh '
[ ! -s web/.env ] || fail 'a secret of another host is made up'
given='EMAIL_HOST_PASSWORD=a"b$c\d'
secrets 0 'the host that makes' "$on_data" --from-env
given=
secrets 0 'handing over' "$on_data" --for web
cp out lines
echo 'MODE=fast' >web/.env
secrets 0 'taking' "$on_web" --take <lines
grep -qx 'MODE=fast' web/.env || fail 'what was set by hand is gone'
[ "$(stat -c %a web/.env)" = 600 ] || fail 'others can read .env'
names web >has
printf '%s\n' MODE DB_PASSWORD EMAIL_HOST_PASSWORD REDIS_PASSWORD SECRET_KEY >wanted
same 'the host takes what it needs' wanted has
for name in DB_PASSWORD EMAIL_HOST_PASSWORD REDIS_PASSWORD SECRET_KEY; do
  [ "$(value web "$name")" = "$(value data "$name")" ] || fail "$name is another one on the other host"
done
secrets 0 'then nothing is missing' "$on_web" </dev/null

# A new value takes the old one's place; what does not belong there is refused, whole.
cp web/.env before
printf 'SECRET_KEY="new"\nFOREIGN="x"\n' >lines
secrets 1 'a secret of nobody here' "$on_web" --take <lines
says_not err 'it is not said' FOREIGN
same 'a refusal changed .env' before web/.env
secrets 1 'nothing on standard input' "$on_web" --take </dev/null
same 'nothing changed .env' before web/.env
printf 'SECRET_KEY="new"\n' >lines
secrets 0 'a new value' "$on_web" --take <lines
[ "$(value web SECRET_KEY)" = '"new"' ] || fail 'the new value is not the only one'
sed -i 's/^DB_PASSWORD=.*/DB_PASSWORD="one\ntwo"/' data/.env
secrets 1 'a value of several lines' "$on_data" --for web
says err 'it is named' 'DB_PASSWORD has several lines'
silent out 'nothing is handed over by half'

# --- machines that are alike: the first makes --------------------------------------------------------------------

mkdir fleet
cat >fleet/stack.yaml <<'STACK'
stackc: 1
name: fleet
sites: { shop.example.com: web }
services:
  web: { framework: flask, project: app, env: { DB: { ref: db.password } }, secrets: [SECRET_KEY] }
  db: { use: "mysql:8.4", external: db.example.com }
secrets: { secret_key: generated }
tls: upstream
balancer: [10.0.0.0/16]
hosts: { web: { count: 2, services: [web] } }
STACK
run 0 'compiling the fleet' build fleet
cp -R fleet second
first=fleet/deploy/env/prod/web/ops/secrets.sh
other=second/deploy/env/prod/web/ops/secrets.sh
given=DB_PASSWORD=theirs
secrets 1 'which machine this is, nobody knows' "$first" --from-env
given=
secrets 1 'nor on a terminal' "$first" </dev/null
says err 'it says what the first one does' 'run this with --first'
if grep -q '^SECRET_KEY=' fleet/.env; then fail 'each machine makes its own'; fi
rm fleet/.env
given=DB_PASSWORD=theirs
secrets 0 'the first machine' "$first" --first --from-env
given=
secrets 0 'the first hands over' "$first" --for web
cp out lines
secrets 0 'the second takes' "$other" --take <lines
sort fleet/.env >wanted
sort second/.env >has
same 'both machines have the same' wanted has
secrets 0 'and nothing is missing there' "$other" </dev/null

# --- what developers alone have -----------------------------------------------------------------------------------

mkdir shop
cat >shop/stack.yaml <<'STACK'
stackc: 1
name: shop
services: { web: { framework: flask, project: app, secrets: [SECRET_KEY] } }
secrets: { secret_key: generated }
environments:
  dev: { services: { web: { secrets: [SECRET_KEY, DEBUG_KEY] } } }
  staging: { services: { web: { secrets: [SECRET_KEY, CRASH_KEY] } } }
STACK
run 0 'compiling the shop' build shop
made_by() { # WANTED SCRIPT ARGUMENTS...
  printf '%s\n' "$1" >wanted
  shift
  rm -f shop/.env
  secrets 0 "$*" "$@" </dev/null
  names shop | paste -sd ' ' >has
  same "$* makes what its environment needs" wanted has
}
given='DEBUG_KEY=a CRASH_KEY=b'
made_by SECRET_KEY shop/deploy/ops/secrets.sh --from-env
made_by 'SECRET_KEY DEBUG_KEY' shop/deploy/ops/secrets.sh --dev
made_by 'CRASH_KEY SECRET_KEY' shop/deploy/env/staging/ops/secrets.sh --from-env
secrets 64 'developers have the other one' shop/deploy/env/staging/ops/secrets.sh --dev
cp shop/.env.example out
says out 'the example tells who has it' '# - of staging: asked for by secrets.sh. Read by: web'
says out 'and what developers alone have' '# DEBUG_KEY: for developers alone'

exit "$failed"
