# shellcheck shell=bash
# A machine whose nginx is a program of systemd, before containers of this machine, and an authority that sells certificates.
# The machine is a privileged container in the network of this one. Sourced after assertions.sh by those who set $here,
# $work, $site, $project, $machine and $front, the folder of the host's scripts below $site.
# shellcheck disable=SC2154,SC2317 # set by those who source it; functions are run by name

inside() { timeout 120 docker exec -i "$machine" "$@" </dev/null; }
on_front() { inside "/srv/$project/$front/$1" "${@:2}"; }

# sell FILE NAME...: a certificate for the names, and its key, in $work/bought. Its root is $work/root.pem.
sell() {
  local file=$1 name first=$2 names=
  shift
  for name; do names="$names${names:+,}DNS:$name"; done
  if [ ! -s "$work/root.pem" ]; then
    mkdir -p "$work/bought"
    openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj '/CN=lab root' -keyout "$work/root.key" -out "$work/root.pem" || return 1
  fi
  openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$first" -keyout "$work/bought/$file.key" -out "$work/request.pem" &&
    openssl x509 -req -in "$work/request.pem" -days 90 -CA "$work/root.pem" -CAkey "$work/root.key" -CAcreateserial \
      -extfile <(printf 'subjectAltName=%s' "$names") -out "$work/bought/$file.pem" &&
    chmod 0600 "$work/bought/$file.key"
}

booted() { [[ " running degraded " == *" $(inside systemctl is-system-running --wait) "* ]]; }
# machine_starts FOLDER [DOCKER-ARGUMENT...]: with $work/bought as that folder. Ends the test (77) where systemd cannot start.
machine_starts() {
  local folder=$1
  shift
  machine_is_made() {
    docker build --quiet --tag "$machine" - <<'DOCKERFILE'
FROM debian:bookworm-slim
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends systemd systemd-sysv dbus ca-certificates
DOCKERFILE
  }
  must 'the machine is made' machine_is_made
  must 'it starts' docker run --detach --name "$machine" --network host --privileged --cgroupns=private --tmpfs /run --tmpfs /run/lock \
    --stop-signal SIGRTMIN+3 --volume "$site:/srv/$project" --volume "$work/bought:$folder" \
    --volume "$work/root.pem:/usr/local/share/ca-certificates/lab.crt:ro" "$@" "$machine" /lib/systemd/systemd
  if ! within 30 booted >>"$log" 2>&1; then
    cleanup
    say 'skipped: systemd in containers, which this engine or kernel does not let start'
    rm -rf "$work"
    exit 77
  fi
  inside update-ca-certificates >>"$log" 2>&1
}
