{% language sh %}
# --- configuration as the containers see it -----------------------------------------------

same_inside() { # SERVICE ID FOLDER TARGET
  # shellcheck disable=SC2016 # expanded in the container
  if ! inside=$(limited docker exec "$2" sh -c 'cd "$1" && find . -type f -exec sha256sum {} +' sh "$4" 2>/dev/null); then
    finding unknown configuration-unseen "$1" "$4 cannot be read in its container" "$compose exec $1 ls -l $4"
    return
  fi
  outside=$(cd "$base/$3" && find . -type f -exec sha256sum {} +) || return 1
  { printf '%s\n' "$outside"; echo --; printf '%s\n' "$inside"; } | awk '
    $0 == "--" { container = 1; next }
    !container { disk[$2] = $1; next }
    !($2 in disk) || disk[$2] != $1 { print substr($2, 3) }
    { delete disk[$2] }
    END { for (path in disk) print substr(path, 3) }' | sort | while read -r path; do
    finding error configuration-differs "$1" "$4/$path in the container is not $base/$3/$path" "$compose up -d --no-deps --force-recreate $1"
  done
}

configuration_as_deployed() {
  printf '%s\n' "$configuration" | while read -r service folder target; do
    id=$(running "$service")
    if [ -n "$id" ]; then same_inside "$service" "$id" "$folder" "$target"; fi
  done
}
{% if stack.edge and (stack.acme or stack.authority or stack.bought) %}

# What nginx has loaded, not what stands in its files: each reload gives it new workers.
# Prints: `workers TIME`, start of the oldest that is not ending; `files TIME`, the last change
# of its files; `reloaded TIME` by this stack's scripts; `site NAME TARGET`.
look_at_nginx() { # ID
  # shellcheck disable=SC2016 # expanded in the container
  limited docker exec "$1" sh -c '
    boot=$(($(date +%s) - $(cut -d. -f1 /proc/uptime)))
    oldest=
    for process in /proc/[0-9]*; do
      case $(tr "\000" " " <"$process/cmdline" 2>/dev/null) in
        "nginx: worker process is shutting down"*) ;;
        "nginx: worker process"*)
          started=$(sed "s/.*) //" "$process/stat" | cut -d" " -f20)
          started=$((boot + started / 100))
          if [ -z "$oldest" ] || [ "$started" -lt "$oldest" ]; then oldest=$started; fi
          ;;
      esac
    done
    echo "workers ${oldest:-none}"
    echo "files $(find /etc/nginx/stackc -type f -exec stat -c %Z {} + | sort -n | tail -n 1)"
    if [ -e /run/nginx/reloaded ]; then echo "reloaded $(stat -c %Y /run/nginx/reloaded)"; fi
    for site in /run/nginx/sites/*; do
      if [ -e "$site" ]; then echo "site $site $(readlink "$site")"; fi
    done
    if ! said=$(nginx -q -t -c /etc/nginx/stackc/nginx.conf 2>&1); then echo "refused $said" | head -n 1; fi'
}

nginx_as_loaded() {
  edge=$(running {{ stack.edge.id }})
  if [ -z "$edge" ]; then return; fi
  if ! seen=$(look_at_nginx "$edge"); then
    finding unknown nginx-unseen {{ stack.edge.id }} 'its container does not let itself be looked at' "$compose logs --tail 100 {{ stack.edge.id }}"
    return
  fi
  workers=$(printf '%s\n' "$seen" | sed -n 's/^workers //p')
  changed=$(printf '%s\n' "$seen" | sed -n 's/^files //p')
  reloaded=$(printf '%s\n' "$seen" | sed -n 's/^reloaded //p')
  refused=$(printf '%s\n' "$seen" | sed -n 's/^refused //p')
  look_up "$edge"
  started=$(seconds_of_stamp "$its_start")
  if [ -n "$refused" ]; then
    finding error configuration-refused {{ stack.edge.id }} "nginx refuses its files, so it would not start again: $refused" "deploy again"
  fi
  if [ "$workers" = none ]; then
    finding error nginx-dead {{ stack.edge.id }} 'no worker of nginx runs' "$compose restart {{ stack.edge.id }}"
    return
  fi
  # Two seconds: both times are cut to whole ones.
  if [ "$changed" -gt $((workers + 2)) ]; then
    finding warning configuration-not-loaded {{ stack.edge.id }} "its files changed $(((now - changed) / 60)) minutes ago, and it runs with what it read before" "$base/certs/reload.sh"
  fi
  if [ "${reloaded:-0}" -gt "$started" ]; then started=$reloaded; fi
  if [ "$workers" -gt $((started + 5)) ]; then
    finding warning reloaded-by-hand {{ stack.edge.id }} "its workers were replaced $(((now - workers) / 60)) minutes ago, and not by this stack's scripts: what they read then may be gone from the files" "$base/certs/reload.sh"
  fi
  printf '%s\n' "$seen" | while read -r kind path target; do
    if [ "$kind" != site ]; then continue; fi
    site=$(basename "$path" .conf)
    if [ "$target" != "/etc/nginx/stackc/sites/$site.https.conf" ]; then
      finding error configuration-differs {{ stack.edge.id }} "$path was put there by hand" "$compose up -d --no-deps --force-recreate {{ stack.edge.id }}"
    fi
  done
}
{% endif %}
