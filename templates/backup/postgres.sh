{% language sh %}
{% include "backup/head.sh" %}

# {{ backup.dump_program }} writes this line at the end, and only if all went well; gzip tests its checksum on the way.
check() { gzip -dc "$1" | tail -n 10 | grep -q '^-- PostgreSQL database dump complete'; }

# It shows one moment, and nobody has to wait for it.
dump() {
  {{ backup.dump_program }} --host="$host" --port="$port" --username={{ backup.account }} --no-password \
    --encoding=UTF8 "$database"
}

{% include "backup/kept.sh" %}

as_account() {
  program=$1
  shift
  "$program" --host="$host" --port="$port" --username={{ backup.account }} --no-password "$@"
}

load() {
  check "$1"
  # Whoever is still connected is sent away: the database is made again, with nothing in it that the dump lacks.
  as_account dropdb --if-exists --force --maintenance-db=postgres "$database"
  as_account createdb --maintenance-db=postgres --template=template0 --encoding=UTF8 "$database"
  gzip -dc "$1" | as_account {{ backup.client }} --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$database" >/dev/null
}

{% include "backup/commands.sh" %}
