{% language sh %}
# --- ports and strangers ------------------------------------------------------------------

ports_as_declared() {
  # shellcheck disable=SC2046 # one word for each container
  open=$(docker inspect --format '{{ "{{" }}$service := index .Config.Labels "com.docker.compose.service"}}{{ "{{" }}range $port, $bindings := .NetworkSettings.Ports}}{{ "{{" }}range $bindings}}{{ "{{" }}println $service .HostIp .HostPort $port}}{{ "{{" }}end}}{{ "{{" }}end}}' \
    $(printf '%s\n' "$containers" | awk '$4 == "running" { print $2 }')) || return 1
  # One finding for a port, whatever the addresses are.
  printf '%s\n' "$open" | awk 'NF { where = $1 " " $3 " " $4; at[where] = at[where] " " $2 } END { for (where in at) print where at[where] }' |
    sort | while read -r service host_port port addresses; do
    if within_words "$service:$host_port" "$published"; then continue; fi
{% if stack.edge %}
{% if stack.edge.local_ports %}
    if [ "$addresses" = 127.0.0.1 ] && within_words "$service:$host_port" "$local"; then continue; fi
{% endif %}
{% endif %}
{% if stack.part %}
{% if stack.part.address %}
    if within_words "$service:$host_port:$addresses" "$opened"; then continue; fi
{% endif %}
{% endif %}
    finding error port-published "$service" "$port is published as $host_port on $addresses, and the stack does not publish it" "take it out of $compose_file, then $compose up -d --no-deps $service"
  done
  for entry in $published; do
    service=${entry%%:*}
    if [ -n "$(running "$service")" ] &&
      ! printf '%s\n' "$open" | grep -Eq "^$service (0\\.0\\.0\\.0|::) ${entry#*:} "; then
      finding error port-missing "$service" "port ${entry#*:} is not open to everybody" "$compose up -d --no-deps $service"
    fi
  done
{% if stack.part %}
{% if stack.part.address %}
  for entry in $opened; do
    service=${entry%%:*} where=${entry#*:}
    if [ -n "$(running "$service")" ] && ! printf '%s\n' "$open" | grep -q "^$service ${where#*:} ${where%%:*} "; then
      finding error port-missing "$service" "port ${where%%:*} is not open on ${where#*:}, where other hosts ask it" "$compose up -d --no-deps --force-recreate $service"
    fi
  done
{% endif %}
{% endif %}
}

stranger() { # ID CODE WHERE
  if printf '%s\n' "$containers" | grep -q " $1 "; then return; fi
  about=$(docker inspect --format '{{ "{{" }}slice .Name 1}}	{{ "{{" }}.Config.Image}}{{ "{{" }}range $port, $bindings := .NetworkSettings.Ports}}{{ "{{" }}range $bindings}}, publishes {{ "{{" }}$port}} on {{ "{{" }}.HostIp}}:{{ "{{" }}.HostPort}}{{ "{{" }}end}}{{ "{{" }}end}}' "$1") || return 0
  finding error "$2" "${about%%	*}" "a container that is none of this stack's is $3 (${about#*	})" "docker rm --force ${about%%	*}, if nobody needs it"
}

strangers() {
  for network in $(docker network ls --quiet --filter "label=com.docker.compose.project=$project"); do
    for id in $(docker network inspect --format '{{ "{{" }}range $id, $endpoint := .Containers}}{{ "{{" }}$id}} {{ "{{" }}end}}' "$network"); do
      stranger "$id" stranger-on-network "on network $(docker network inspect --format '{{ "{{" }}.Name}}' "$network")"
    done
  done
  for volume in $volumes; do
    for id in $(docker ps --quiet --no-trunc --filter "volume=$volume"); do
      stranger "$id" stranger-on-volume "at work on volume $volume"
    done
  done
}
