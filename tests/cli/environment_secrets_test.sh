#!/bin/sh
# Each environment's secrets.sh, run as it is made: what its compose file needs and nothing else, what hosts hand over, and
# what containers read from files.
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

has_compose=
if docker compose version >/dev/null 2>&1; then has_compose=yes; fi
compose_reads() { # TREE FILE ARGUMENTS...: the engine is not asked
  sed -n 's/.*${\([A-Z0-9_]*_IMAGE\):.*/\1=none/p' "$1/$2" | sort -u >"$1/images"
  read_file=$1/$2
  read_tree=$1
  shift 2
  env -i "PATH=$PATH" "HOME=${HOME:-$scratch}" docker compose --file "$read_file" --env-file "$read_tree/.env" \
    --env-file "$read_tree/images" config "$@"
}
accepted() { # TREE FILE
  [ -n "$has_compose" ] || return 0
  status=0
  compose_reads "$1" "$2" --quiet >out 2>err || status=$?
  if [ "$status" -ne 0 ] || [ -s err ]; then fail "compose misses something of $1/$2"; fi
}
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
  accepted "$1" "$2"
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

# --- secrets that containers read from files -----------------------------------------------------------------------

mkdir filed
cat >filed/stack.yaml <<'STACK'
stackc: 1
name: filed
services:
  web: { framework: flask, project: app, env: { KEY_FILE: { secret: web_key, as: file } } }
  db: { use: "postgres:17", password: { secret: db_password, as: file } }
environments:
  dev: { services: { web: { env: { DEBUG_FILE: { secret: debug_key, as: file } } } } }
STACK
run 0 'compiling what reads files' build filed
maker=filed/deploy/ops/secrets.sh
filed() { [ "$(cat "filed/.secrets/$1"; echo x)" = "$2x" ] || fail "$1 is not $2: $(cat "filed/.secrets/$1")"; }
mode_of() { [ "$(stat -c %a "filed/$1")" = "$2" ] || fail "$1 has the mode $(stat -c %a "filed/$1"), not $2"; }
secrets 1 'files before there is anything in them' "$maker" --files
says err 'it says what comes first' 'no .env yet'
secrets 1 'a secret that nobody has given' "$maker" --from-env
[ -f filed/.secrets/DB_PASSWORD ] || fail 'what is known is not there'
[ ! -e filed/.secrets/WEB_KEY ] || fail 'an empty file stands for no secret'
secrets 1 'nor can it be written' "$maker" --files
says err 'it is named' 'no value for: WEB_KEY'
given='WEB_KEY=a"b$c\d`e'\''f#g;h$(i)\\größe'
secrets 0 'with a hostile value' "$maker" --from-env
given=
silent out 'files are written in silence'
filed WEB_KEY 'a"b$c\d`e'\''f#g;h$(i)\\größe'
filed DB_PASSWORD "$(value filed DB_PASSWORD | tr -d '"')"
mode_of .secrets 700
mode_of .secrets/WEB_KEY 444
mode_of .secrets/DB_PASSWORD 444
[ "$(ls -A filed/.secrets)" = '.gitignore
DB_PASSWORD
WEB_KEY' ] || fail 'something else lies beside them'
[ "$(cat filed/.secrets/.gitignore)" = '*' ] || fail 'git would take them in'

# What .env says in another of its spellings; what is as it was is not touched.
accepted filed compose.prod.yaml
cat >filed/probe.yaml <<'PROBE'
services: { probe: { image: none, environment: { VALUE: "${WEB_KEY}" } } }
PROBE
as_compose() { # it reads the same, and writes $$ for $
  [ -n "$has_compose" ] || return 0
  compose_reads filed probe.yaml --format json >out
  python3 -c 'import json, sys; sys.stdout.write(json.load(sys.stdin)["services"]["probe"]["environment"]["VALUE"].replace("$$", "$"))' <out >has
  cmp -s has filed/.secrets/WEB_KEY || fail "compose reads another WEB_KEY: $(cat has)"
}
as_compose
inode=$(stat -c %i filed/.secrets/DB_PASSWORD)
spelt() { # LINE VALUE
  sed -i '/^WEB_KEY=/d' filed/.env
  printf 'WEB_KEY=%s\n' "$1" >>filed/.env
  secrets 0 "WEB_KEY=$1" "$maker" --files
  filed WEB_KEY "$2"
  cp err said
  as_compose
  cp said err
}
spelt 'plain-1.0/=' 'plain-1.0/='
says err 'who has to start again is named' 'WEB_KEY is another one: start again what reads it: web'
spelt "'one two \$three \"four\"'" 'one two $three "four"'
spelt '"one \"two\" \$three \\four"' 'one "two" $three \four'
spelt '"one \"two\" \$three \\four"' 'one "two" $three \four'
silent err 'nothing has changed'
[ "$(stat -c %i filed/.secrets/DB_PASSWORD)" = "$inode" ] || fail 'a file is written again for nothing'
for line in '"open' '"$HOME"' 'a$HOME' 'one two' 'a #b' "'a'b" '"a\n"' 'a\b' '"a" # b'; do
  sed -i '/^WEB_KEY=/d' filed/.env
  printf 'WEB_KEY=%s\n' "$line" >>filed/.env
  secrets 1 "what only compose reads: $line" "$maker" --files
  says err 'it is named' 'WEB_KEY of .env is written in a way that only compose reads'
  filed WEB_KEY 'one "two" $three \four'
done

# The script that starts containers looks after them; the one that looks at them does not.
printf '%s\n' '#!/bin/sh' 'echo "docker $*"' >bin/docker
chmod +x bin/docker
sed -i 's/^WEB_KEY=.*/WEB_KEY="new"/' filed/.env
echo WEB_IMAGE=none >filed/.env.release
rm filed/.secrets/DB_PASSWORD
secrets 0 'looking' filed/deploy/ops/compose.sh ps
filed WEB_KEY 'one "two" $three \four'
secrets 0 'starting' filed/deploy/ops/compose.sh up --detach
says out 'compose is called' 'docker compose --file compose.prod.yaml'
filed WEB_KEY new
[ -f filed/.secrets/DB_PASSWORD ] || fail 'a file that was lost stays lost'
sed -i '/^DB_PASSWORD=/d' filed/.env
secrets 1 'a start without a secret' filed/deploy/ops/compose.sh up --detach
says_not out 'nothing is started' 'docker compose'
rm bin/docker

# Developers have theirs.
rm -rf filed/.env filed/.secrets
secrets 0 'of developers' "$maker" --dev
ls filed/.secrets >has
printf '%s\n' DB_PASSWORD DEBUG_KEY WEB_KEY >wanted
same 'developers have the files of their environment' wanted has

exit "$failed"
