{% language sh %}
# --- containers: what runs, and how it was started ----------------------------------------

# One line for each container of the project: 1 service, 2 id, 3 name, 4 status, 5 health,
# 6 exit status, 7 restarts, 8 start, 9 id of the image, 10 its name, 11 whether it ran out of
# memory, 12 whether it is read-only, 13 True if `compose run` made it.
containers=
list_containers() {
  ids=$(docker ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$project") || return 1
  if [ -z "$ids" ]; then return 0; fi
  # shellcheck disable=SC2086 # one word for each container
  containers=$(docker inspect --format '{{ "{{" }}with index .Config.Labels "com.docker.compose.service"}}{{ "{{" }}.}}{{ "{{" }}else}}-{{ "{{" }}end}} {{ "{{" }}.Id}} {{ "{{" }}.Name}} {{ "{{" }}.State.Status}} {{ "{{" }}with .State.Health}}{{ "{{" }}.Status}}{{ "{{" }}else}}none{{ "{{" }}end}} {{ "{{" }}.State.ExitCode}} {{ "{{" }}.RestartCount}} {{ "{{" }}.State.StartedAt}} {{ "{{" }}.Image}} {{ "{{" }}.Config.Image}} {{ "{{" }}.State.OOMKilled}} {{ "{{" }}.HostConfig.ReadonlyRootfs}} {{ "{{" }}index .Config.Labels "com.docker.compose.oneoff"}}' $ids)
}
running() { # SERVICE: the id of its container, if one runs
  printf '%s\n' "$containers" | awk -v service="$1" '$1 == service && $4 == "running" && $13 != "True" { print $2; exit }'
}
look_up() { # ID: its columns, as variables
  read -r _ its_id _ its_status its_health its_exit its_restarts its_start its_image its_image_name its_oom its_readonly _ <<ROW
$(printf '%s\n' "$containers" | awk -v id="$1" '$2 == id')
ROW
}

# What a container was started with, as lines ASPECT VALUE in no order.
settings_of() { # ID
  docker inspect --format 'command {{ "{{" }}json .Config.Entrypoint}} {{ "{{" }}json .Config.Cmd}} {{ "{{" }}json .Config.User}}
{{ "{{" }}range .Config.Env}}environment {{ "{{" }}json .}}
{{ "{{" }}end}}{{ "{{" }}range .Mounts}}mounts {{ "{{" }}.Type}} {{ "{{" }}.Name}} {{ "{{" }}.Source}} {{ "{{" }}.Destination}} {{ "{{" }}.RW}}
{{ "{{" }}end}}mounts {{ "{{" }}json .HostConfig.Tmpfs}}
ports {{ "{{" }}json .HostConfig.PortBindings}}
{{ "{{" }}range $name, $network := .NetworkSettings.Networks}}networks {{ "{{" }}$name}}
{{ "{{" }}end}}privileges {{ "{{" }}.HostConfig.Privileged}} {{ "{{" }}.HostConfig.ReadonlyRootfs}} {{ "{{" }}json .HostConfig.CapAdd}} {{ "{{" }}json .HostConfig.CapDrop}} {{ "{{" }}json .HostConfig.SecurityOpt}} {{ "{{" }}json .HostConfig.PidMode}} {{ "{{" }}json .HostConfig.NetworkMode}} {{ "{{" }}json .HostConfig.Devices}}' "$1"
}
# SERVICE ID: lines `SERVICE ASPECT VALUE`, of the environment only a digest: secrets are in it.
state_of() {
  settings=$(settings_of "$2" | LC_ALL=C sort) || return 1
  look_up "$2"
  echo "$1 image $its_image"
  echo "$1 environment $(printf '%s\n' "$settings" | grep '^environment ' | sha256sum | cut -d' ' -f1)"
  printf '%s\n' "$settings" | awk -v service="$1" '
    NF && $1 != "environment" {
      if ($1 != aspect) printf "%s%s %s", end, service, aspect = $1
      sub(/^[a-z]+/, "")
      printf "%s", $0
      end = "\n"
    }
    END { printf "%s", end }'
}

record() {
  list_containers
  umask 077
  printf '%s\n' "$services" | while read -r service _; do
    id=$(running "$service")
    if [ -n "$id" ]; then state_of "$service" "$id"; fi
  done >.deployed.new
  mv .deployed.new .deployed
}
