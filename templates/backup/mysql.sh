{% language sh %}
{% include "backup/head.sh" %}

# {{ backup.dump_program }} writes this line last, and only if all went well; gzip tests its checksum on the way.
check() { gzip -dc "$1" | tail -n 1 | grep -q '^-- Dump completed'; }

# One transaction: the dump shows one moment, and nobody has to wait for it.
dump() {
  {{ backup.dump_program }} --host="$host" --port="$port" --user={{ backup.account }} \
    --single-transaction --quick --routines --events --triggers --hex-blob --no-tablespaces \
    --databases --add-drop-database "$database"
}

{% include "backup/kept.sh" %}

load() {
  check "$1"
  gzip -dc "$1" | {{ backup.client }} --host="$host" --port="$port" --user={{ backup.account }}
}

{% include "backup/commands.sh" %}
