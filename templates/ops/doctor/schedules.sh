{% language sh %}
# --- what runs by the clock -----------------------------------------------------------------

{% if stack.scheduled %}
jobs() { # SERVICE TABLE JOB-OF-EVERY-DAY...
  scheduler=$1
  table=$2
  id=$(running "$1")
  if [ -z "$id" ]; then return; fi
  # shellcheck disable=SC2016 # expanded in the container
  if ! seen=$(limited docker exec --env "TABLE=/etc/stackc/cron/$table" "$id" sh -c '
    state=/run/scheduler
    alive=no
    if pid=$(cat /run/crond.pid 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = cron ]; then
      case $(sed "s/.*) //" "/proc/$pid/stat" | cut -c1) in [TtZX]) alive=stopped ;; *) alive=yes ;; esac
    fi
    echo "cron $alive"
    if ! cmp -s "$TABLE" /etc/cron.d/stack; then echo "table /etc/cron.d/stack"; fi
    for file in /etc/cron.d/* /var/spool/cron/crontabs/*; do
      if [ -f "$file" ] && [ "$file" != /etc/cron.d/stack ]; then echo "stray $file"; fi
    done
    for file in "$state"/failed/*; do if [ -f "$file" ]; then echo "failed ${file##*/} $(stat -c %Y "$file")"; fi; done
    for file in "$state"/succeeded/*; do if [ -f "$file" ]; then echo "succeeded ${file##*/} $(stat -c %Y "$file")"; fi; done' 2>/dev/null); then
    finding unknown cron-unseen "$1" 'its container does not let itself be looked at' "$compose logs --tail 100 $1"
    return
  fi
  case $seen in
    *'cron yes'*) ;;
    *) finding error cron-dead "$1" 'cron does not run, so no job does' "$compose restart $1" ;;
  esac
  printf '%s\n' "$seen" | while read -r kind name time; do
    case $kind in
      table) finding error crontab-differs "$1" "$name is not $base/cron/$table" "$compose up -d --no-deps --force-recreate $1" ;;
      stray) finding warning crontab-stray "$1" "$name was put there by hand" "put it into the stack; $compose up -d --no-deps --force-recreate $1 drops it" ;;
      failed) finding error job-failed "$name" "its last run, $(((now - time) / 3600)) hours ago, failed" "$compose logs $1, then $compose exec $1 /etc/stackc/cron/run-job $name" ;;
    esac
  done
  # What ran is forgotten when the container starts anew.
  look_up "$id"
  if [ $((now - $(seconds_of_stamp "$its_start"))) -lt 93600 ]; then return; fi
  shift 2
  for job in "$@"; do
    if printf '%s\n' "$seen" | grep -q "^failed $job "; then continue; fi
    time=$(printf '%s\n' "$seen" | sed -n "s/^succeeded $job //p")
    if [ -z "$time" ] || [ $((now - time)) -gt 93600 ]; then
      finding error job-missed "$job" 'it should run every day and has not for more than 26 hours' "$compose logs $scheduler"
    fi
  done
}

{% endif %}
by_the_clock() {
{% for app in stack.applications %}
{% if app.scheduler %}
  jobs {{ app.scheduler }} {% if app.crontab %}{{ app.crontab }}{% else %}crontab{% endif %}{% for job in app.jobs %}{% if job.daily %} {{ job.id }}{% endif %}{% endfor %}
{% endif %}
{% endfor %}
{% for backup in stack.backups %}
  backup {{ backup.id }}
{% endfor %}
{% for backing in stack.backings %}
{% if backing.sweep and backing.script %}
  if id=$(running {{ backing.id }}) && [ -n "$id" ]; then
    look_up "$id"
    if [ $((now - $(seconds_of_stamp "$its_start"))) -gt 93600 ] &&
      ! said=$(limited docker exec "$id" /etc/stackc/entrypoints/{{ backing.script }} healthy 2>&1); then
      finding error sweep-missed {{ backing.sweep.id }} "$said" "$compose logs --tail 100 {{ backing.id }}"
    fi
  fi
{% endif %}
{% endfor %}
{% if stack.acme %}
  renewal {{ stack.acme.id }}
{% endif %}
{% if stack.authority %}
  renewal {{ stack.authority.id }}
{% endif %}
  return 0
}
{% if stack.backups %}

backup() { # SERVICE
  id=$(running "$1")
  if [ -z "$id" ]; then
    finding unknown backup-unseen "$1" 'it does not run, so the age of its dumps is not known' "$compose up -d --no-deps $1"
  elif ! said=$(limited docker exec "$id" sh "/etc/stackc/backup/$1.sh" healthy 2>&1); then
    finding error backup-stale "$1" "no dump of the last 26 hours: $said" "$compose logs --tail 100 $1, then $base/ops/backup.sh"
  fi
}
{% endif %}
{% if stack.acme or stack.authority %}

# It writes its report twice a day, whether something was due or not.
renewal() { # SERVICE
  id=$(running "$1")
  if [ -z "$id" ]; then return; fi
  look_up "$id"
  written=$(limited docker exec "$id" stat -c %Y /run/certificates 2>/dev/null) || written=$(seconds_of_stamp "$its_start")
  if [ $((now - written)) -gt 46800 ]; then
    finding error renewal-dead "$1" "it has looked after no certificate for $(((now - written) / 3600)) hours" "$compose restart $1"
  fi
}
{% endif %}
