{% language sh %}
# --- services as deployed ------------------------------------------------------------------

not_running() { # SERVICE
  id=$(printf '%s\n' "$containers" | awk -v service="$1" '$1 == service && $13 != "True" { print $2; exit }')
  if [ -z "$id" ]; then
    finding error service-missing "$1" 'it has no container' "$compose up -d --no-deps $1"
    return
  fi
  look_up "$id"
  finding error "service-$its_status" "$1" "its container is $its_status (exit status $its_exit), started $its_start" "$compose logs --tail 100 $1, then $compose up -d --no-deps $1"
}

# The functions below are about the container that was looked up.
condition() { # SERVICE
  if [ "$its_health" = unhealthy ]; then
    said=$(docker inspect --format '{{ "{{" }}range .State.Health.Log}}{{ "{{" }}println .Output}}{{ "{{" }}end}}' "$its_id" | awk 'NF { last = $0 } END { print last }')
    finding error service-unhealthy "$1" "its health check fails: $said" "$compose logs --tail 100 $1"
  fi
  if [ "$its_restarts" -gt 0 ]; then
    age=$((now - $(seconds_of_stamp "$its_start")))
    if [ "$age" -lt 3600 ]; then
      finding warning service-restarts "$1" "it ended and was started again $its_restarts times, last $((age / 60)) minutes ago" "$compose logs --tail 100 $1"
    fi
  fi
  if [ "$its_oom" = true ]; then
    finding warning service-out-of-memory "$1" 'it ran out of memory' 'give it more, or look for what takes it'
  fi
  if [ "$(printf '%s\n' "$containers" | awk -v service="$1" '$1 == service && $4 == "running" && $13 != "True"' | wc -l)" -gt 1 ]; then
    finding warning service-twice "$1" 'more than one container of it runs' "$compose up -d --no-deps --scale $1=1 $1"
  fi
}

image_of() { # SERVICE EXPECTED
  deployed_image=$(awk -v service="$1" '$1 == service && $2 == "image" { print $3 }' .deployed 2>/dev/null) || deployed_image=
  case $2 in
    image=*)
      if [ "$its_image_name" != "${2#image=}" ]; then
        finding error image-differs "$1" "it runs $its_image_name, the stack says ${2#image=}" "$compose up -d --no-deps $1"
        return
      fi
      ;;
{% if stack.applications %}
    release=*)
      release=$(sed -n "s/^${2#release=}=//p" .env.release 2>/dev/null) || release=
      wanted=$(docker image inspect --format '{{ "{{" }}.Id}}' "$release" 2>/dev/null) || wanted=unknown
      if [ "$wanted" != "$its_image" ]; then
        finding error image-differs "$1" "it runs $its_image_name ($its_image), .env.release says $release" "$base/ops/deploy.sh {% if stack.several_images %}with the images of .env.release{% else %}$release{% endif %}"
        return
      fi
      ;;
{% endif %}
  esac
  if [ -n "$deployed_image" ] && [ "$deployed_image" != "$its_image" ]; then
    finding error image-differs "$1" "it runs $its_image_name, but as $its_image; deployed was $deployed_image" "if that is meant, run $again; or bring the image back"
  fi
}

settings() { # SERVICE
  state=$(state_of "$1" "$its_id") || return 1
  differ=$(printf '%s\n' "$state" | awk '
    { aspect = $1 " " $2; value = substr($0, length(aspect) + 2) }
    FNR == NR { deployed[aspect] = value; next }
    $2 != "image" && aspect in deployed && deployed[aspect] != value { printf "%s%s", between, $2; between = ", " }' .deployed -)
  if [ -n "$differ" ]; then
    finding warning settings-differ "$1" "it was started otherwise than it was deployed: $differ" "$again"
  fi
}

# A container that is not read-only has a layer of its own, in which anything can be edited.
layer() { # SERVICE
  if [ "$its_readonly" = true ]; then return; fi
  mounted=$(docker inspect --format '{{ "{{" }}range .Mounts}}{{ "{{" }}.Destination}} {{ "{{" }}end}}{{ "{{" }}range $path, $options := .HostConfig.Tmpfs}}{{ "{{" }}$path}} {{ "{{" }}end}}' "$its_id")
  changed=$(docker diff "$its_id" | awk -v mounted="$mounted" '
    BEGIN { count = split(mounted, mount, " ") }
    { path[NR] = $2; kind[NR] = $1 }
    END {
      for (i = 1; i <= NR; i++) {
        skip = path[i] ~ "^/(run|tmp|var/(log|run|tmp|cache|lib))(/|$)" || path[i] == "/usr/sbin/docker-init"
        for (j = 1; j <= count; j++) skip = skip || index(mount[j] "/", path[i] "/") == 1
        for (j = 1; j <= NR; j++) skip = skip || (kind[i] == "C" && index(path[j], path[i] "/") == 1)
        if (!skip && ++shown <= 5) printf "%s ", path[i]
      }
      if (shown > 5) printf "and %d more", shown - 5
    }')
  if [ -n "$changed" ]; then
    finding warning container-edited "$1" "changed inside the container: $changed" "put it into the stack; $compose up -d --no-deps --force-recreate $1 drops it"
  fi
}

services_as_deployed() {
  if [ ! -f .deployed ]; then
    finding unknown deploy-unrecorded .deployed 'no deploy has recorded images and settings' "$again"
  fi
  printf '%s\n' "$services" | while read -r service expected; do
    if [ -z "$service" ]; then continue; fi
    id=$(running "$service")
    if [ -z "$id" ]; then
      not_running "$service"
      continue
    fi
    look_up "$id"
    condition "$service"
    image_of "$service" "$expected"
    if [ -f .deployed ]; then settings "$service"; fi
    layer "$service"
  done
  printf '%s\n' "$containers" | while read -r service _ name status _ exit_status rest; do
    if [ -z "$service" ]; then continue; fi
    if within_words "$service" "$release_services"; then
      if [ "$status" = exited ] && [ "$exit_status" != 0 ]; then
        finding warning release-failed "$service" "its last run ended with $exit_status" "docker logs ${name#/}"
      fi
    elif ! printf '%s\n' "$services" | grep -q "^ *$service "; then
      finding warning service-undeclared "${name#/}" "it belongs to this stack's project, and the stack has no service $service" "docker rm --force ${name#/}"
    elif [ "$status" = running ] && [ "${rest##* }" = True ]; then
      finding warning run-left-over "${name#/}" 'a container of compose run is still at work' "docker rm --force ${name#/}, if nobody waits for it"
    fi
  done
}
