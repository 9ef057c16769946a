#!/usr/bin/env bash
# Databases and caches of the catalogue, run for real: healthy as the stack says, reached with the generated passwords only,
# dumped, and restored by the generated scripts. Databases read their passwords from files, and at last from variables.
#
#   tests/lab/backings.sh STACKC
#
# Needs: `lab up`, its images. Publishes nothing, removes what it made. At most ten minutes.
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# Images: mysql mariadb postgres valkey
# shellcheck disable=SC2016 # the containers' shells expand
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_stackc "$@"

site=

compose() { timeout 150 "$site/deploy/ops/compose.sh" "$@" </dev/null; }
down() {
  if [ -n "$site" ] && [ -f "$site/.env" ]; then
    compose down --volumes --remove-orphans --timeout 3 >>"$log" 2>&1 || echo 'cleanup: compose down failed'
  fi
  site=
}
cleanup() { down; }

begin() { # begin IMAGE: a stack of that service alone, with its secrets
  say "# $1"
  site=$work/${1%%:*}
  mkdir -p "$site"
  cat >"$site/stack.yaml"
  check 'the stack compiles' "$stackc" build --quiet "$site"
  check 'its secrets are made' "$site/deploy/ops/secrets.sh"
}

# --- databases ---------------------------------------------------------------------------

# sql [USER-OPTIONS]: statements from the first argument, as the application's account, over the network
sql() { compose exec -T backup sh -c "$client" sql "$1"; }
newest() { compose exec -T backup sh -c 'ls /backups/*.sql.gz | tail -n 1 | xargs basename'; }
wrong_password() { compose exec -T -e MYSQL_PWD=wrong -e PGPASSWORD=wrong backup sh -c "$client" sql 'SELECT 1'; }

database() { # database IMAGE CLIENT: CLIENT runs "$1" as the account that dumps
  client=$2
  begin "$1" <<END
stackc: 1
name: labdata
services:
  db: { use: "$1", password: { secret: db_password, as: file } }
jobs:
  backup: { backup: db, daily: "03:30", keep: 3 }
END
  check 'it becomes healthy, and is dumped at once' compose up --detach --wait --wait-timeout 120
  check 'no variable of it holds a password' no_password_in_variables
  check 'a wrong password is refused' fails 'denied|authentication failed' wrong_password
  check 'tables are made' sql "CREATE TABLE note (id INT PRIMARY KEY, word VARCHAR(40)); INSERT INTO note VALUES (1, 'größe'), (2, '한글'), (3, 'it''s')"
  check 'a dump is made by hand' "$site/deploy/ops/backup.sh"
  local dump
  dump=$(newest)
  check 'the dump is whole' compose exec -T backup sh /etc/stackc/backup/backup.sh check "$dump"
  check 'a copy comes out' sh -c '"$1" get "$2" >"$3" && gzip -t "$3"' get "$site/deploy/ops/backup.sh" "$dump" "$work/copy.sql.gz"
  check 'the data change' sql "DELETE FROM note WHERE id > 1; CREATE TABLE later (id INT)"
  # Cut off in the middle of a checksum, and in the middle of the text.
  head -c 300 "$work/copy.sql.gz" >"$work/cut.sql.gz"
  gzip -dc "$work/copy.sql.gz" | head -n 20 | gzip >"$work/short.sql.gz"
  check 'a dump that is cut off is refused' fails 'no whole dump; nothing was changed' timeout 60 "$site/deploy/ops/restore.sh" --yes "$work/cut.sql.gz"
  check 'a dump without its end is refused' fails 'no whole dump; nothing was changed' timeout 60 "$site/deploy/ops/restore.sh" --yes "$work/short.sql.gz"
  check 'nothing was changed by those' is 1 sql 'SELECT COUNT(*) FROM note'
  check 'it is restored, while somebody is connected' restore_beside_a_session "$dump"
  check 'the rows are back' is "größe 한글 it's" sql_words 'SELECT word FROM note ORDER BY id'
  check 'what came later is gone' fails 'later.* exist' sql 'SELECT * FROM later'
  check 'what was there before the restore was dumped' test "$(newest)" != "$dump"
  check 'it is restored from a file' timeout 100 "$site/deploy/ops/restore.sh" --yes --no-dump "$work/copy.sql.gz"
  check 'the rows are back again' is 3 sql 'SELECT COUNT(*) FROM note'
  check 'its own health check passes' compose up --detach --wait --wait-timeout 60
  sed -i 's/, as: file//' "$site/stack.yaml"
  check 'the stack compiles with the password as a variable' "$stackc" build --quiet "$site"
  check 'it is healthy with that, too' compose up --detach --wait --wait-timeout 100
  check 'and the rows are still there' is 3 sql 'SELECT COUNT(*) FROM note'
  down
}
no_password_in_variables() {
  local variables
  variables=$(compose exec -T db env) || return 1
  grep 'PASSWORD_FILE=/run/secrets/db_password$' <<<"$variables" && not grep 'PASSWORD=' <<<"$variables"
}
sql_words() { sql "$1" | tr '\n' ' ' | sed 's/ $//'; }
restore_beside_a_session() {
  sql "SELECT $sleep(20)" >/dev/null 2>&1 &
  local session=$! status=0
  timeout 100 "$site/deploy/ops/restore.sh" --yes "$1" || status=$?
  wait "$session"
  return "$status"
}

sleep=pg_sleep
database postgres:17 'psql --host=db --username=labdata --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$1" labdata'
sleep=SLEEP
database mariadb:11.8 'mariadb --host=db --user=root --default-character-set=utf8mb4 --batch --skip-column-names --execute="$1" labdata'
database mysql:8.4 'mysql --host=db --user=root --default-character-set=utf8mb4 --batch --skip-column-names --execute="$1" labdata'

# --- caches --------------------------------------------------------------------------------

in_cache() { compose exec -T cache "$@"; }
begin valkey:8.1 <<'END'
stackc: 1
name: labdata
services:
  cache: { use: "valkey:8.1", persist: aof }
END
check 'it becomes healthy' compose up --detach --wait --wait-timeout 60
check 'who knows the password is let in' is PONG in_cache valkey-cli ping
no_password() { in_cache env -u REDISCLI_AUTH valkey-cli ping | grep -q NOAUTH; }
check 'who does not is not' no_password
check 'a value is kept' is OK in_cache valkey-cli set word '한글'
check 'it starts again' compose restart cache
check 'it is healthy again' compose up --detach --wait --wait-timeout 60
check 'the value is there' is '한글' in_cache valkey-cli --raw get word
no_password_in_arguments() { in_cache sh -c 'case $(cat /proc/[0-9]*/cmdline | tr "\0" " ") in *"$REDISCLI_AUTH"*) exit 1 ;; *valkey-server*) exit 0 ;; *) exit 2 ;; esac'; }
check 'no argument holds the password' no_password_in_arguments
finish
