#!/usr/bin/env bash
# Runs an artifact tree of stacks/startup for real: nginx of Debian 12 as a program of a machine with systemd, a bought
# certificate, Java services and a page in containers, and the registry that their images are pushed to and pulled from,
# which is one of them. Applications are those of apps/java.
#
#   tests/lab/startup.sh TREE     TREE: what stackc wrote, built with --with tests/lab/startup.overlay.yaml
#
# Needs: `lab up`, its images, ports 80 and 443 and 172.17.0.1:3306, root (the engine has to know docker.jjjlyn.io and to trust
# who sold its certificate: a line of /etc/hosts and a folder below /etc/docker/certs.d, both removed), a Debian archive that
# containers reach, curl, jq, and an engine on which systemd can be a container's first process (77 where it cannot). What
# has to hold by the write-up stands in startup.expect. Takes three minutes.
# Images: node24 jre jdk bookworm registry httpd mysql
# Exit: 0 all passed; 1 something failed; 2 it could not start; 77 skipped.
# shellcheck disable=SC2016,SC2317 # shells expand later; functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_tree compose.prod.engine.yaml "$@"
take_the_edge

readonly project=startup machine=stackc-lab-startup domain=www.jjjlyn.io registry=docker.jjjlyn.io
readonly front=deploy/env/prod/front engine=deploy/env/prod/engine known='127.0.0.1 docker.jjjlyn.io # stackc lab'
site=$work/site
[ -z "$(docker ps -aq --filter "name=^$machine")" ] || refuse "containers named $machine are here already: not touching them"
if grep -q docker.jjjlyn.io /etc/hosts || [ -e "/etc/docker/certs.d/$registry" ]; then refuse "this machine knows $registry already"; fi

compose() { timeout 200 "$site/$engine/ops/compose.sh" "$@" </dev/null; }
cleanup() {
  {
    docker logs "$machine"
    docker exec "$machine" sh -c 'tail -n 50 /var/log/startup-front/*.log /var/log/startup-front/nginx/error.log'
    compose logs --no-color
    docker rm --force "$machine" "$machine-db"
    compose down --volumes --remove-orphans --timeout 3
    docker images --quiet --filter "reference=$registry/*" | sort -u | xargs --no-run-if-empty docker image rm --force
    docker image rm --force "$machine"
    # In place: in a container the file is a mount.
    grep -vF "$known" /etc/hosts >"$work/hosts"
    cat "$work/hosts" >/etc/hosts
    rm -rf "/etc/docker/certs.d/$registry"
  } >>"$log" 2>&1
}
# shellcheck source=tests/lab/front_machine.sh
. "$here/front_machine.sh"
request() {
  local name resolve=()
  for name in "$domain" jjjlyn.io admin.jjjlyn.io "$registry"; do resolve+=(--resolve "$name:80:127.0.0.1" --resolve "$name:443:127.0.0.1"); done
  curl --silent --show-error --max-time 20 --cacert "$work/root.pem" "${resolve[@]}" "$@"
}
leads_to() { [ "$(request --output /dev/null --write-out '%{http_code} %{redirect_url}' "$1")" = "308 $2" ]; }
login() { printf '%s' "$2" | timeout 30 docker --config "$work/docker" login --username "$1" --password-stdin "$registry"; }

# --- the machine, its proxy, its certificate -----------------------------------------------------

bought() { sell fullchain "$domain" jjjlyn.io admin.jjjlyn.io "$registry" && mv "$work/bought/fullchain.key" "$work/bought/jjjlyn.key"; }
must 'a certificate is bought' bought
mkdir "$site" "$work/docker"
cp -R "$tree/." "$site"
cp -R "$here/apps/java/page/." "$site/web"
cp -R "$here/apps/java/api/." "$site/gateway"
cp -R "$here/apps/startup/console/." "$site/console"
cp -R "$here/apps/java/api/src" "$site/console"
cd "$site" || exit 2
machine_starts /etc/ssl/jjjlyn
must 'install.sh brings nginx and a unit' on_front ops/install.sh
must 'deploy.sh starts the proxy' on_front ops/deploy.sh
must 'the bought certificate is looked at, and taken into use' on_front certs/install.sh
check 'before the services there is a 502, and no other certificate' has_status 502 "https://$domain/"

# --- the registry, before there is an image ------------------------------------------------------

printf '%s\n' "$known" >>/etc/hosts
install -D -m 0644 "$work/root.pem" "/etc/docker/certs.d/$registry/ca.crt"
must 'a database of somebody else' docker run --detach --name "$machine-db" --publish 172.17.0.1:3306:3306 \
  --env MYSQL_RANDOM_ROOT_PASSWORD=yes --env MYSQL_DATABASE=startup mysql:8.4
must 'secrets.sh takes what others gave out, and makes the rest' env DB_PASSWORD=db BLOB_KEY=blob SENDGRID_API_KEY=mail \
  REGISTRY_PIPELINE_PASSWORD=pushes-9f3a REGISTRY_OFFICE_PASSWORD=reads-7c1b timeout 60 "$engine/ops/secrets.sh" --from-env
export DOCKER_CONFIG=$work/docker
if [ -d "$HOME/.docker/cli-plugins" ]; then ln -s "$HOME/.docker/cli-plugins" "$work/docker/cli-plugins"; fi
must 'registry.sh starts the registry alone, and logs this host in through the proxy' \
  env CURL_CA_BUNDLE="$work/root.pem" REGISTRY_PIPELINE_PASSWORD=pushes-9f3a timeout 200 "$engine/ops/registry.sh" --from-env
check 'no application runs yet' [ "$(compose ps --services)" = registry ]

# --- images go there, and come from there --------------------------------------------------------

images=()
for one in page:web console:console gateway:gateway; do
  name=${one%:*}
  must "$name builds" timeout 400 docker build --quiet --tag "$registry/$name:lab" "${one#*:}"
  # An engine remembers what a registry of this name had; it forgets what is no longer there as it is told so.
  must "$name is pushed" within 100 timeout 100 docker push --quiet "$registry/$name:lab"
  images+=("$name=$(docker image inspect --format '{{index .RepoDigests 0}}' "$registry/$name:lab")")
done
docker images --quiet --filter "reference=$registry/*" | sort -u | xargs docker image rm --force >>"$log" 2>&1
must 'deploy.sh pulls them by their digests, and they become healthy' timeout 250 "$engine/ops/deploy.sh" "${images[@]}"
must 'health.sh says that all is well' within 20 on_front ops/health.sh

derived prod.front http=127.0.0.1:80 https=127.0.0.1:443 "root=$work/root.pem"
expect_all "$here/startup.expect"

# --- what breaks comes back ------------------------------------------------------------------------

# The engine starts containers again by itself; the machine starts its proxy.
restarted() { timeout 60 docker stop --time 45 "$machine" && docker start "$machine" && within 30 booted && within 10 on_front ops/health.sh; }
check 'the machine of the proxy is stopped and started: all is well' restarted
kill_inside() { kill -KILL "$(docker inspect --format '{{.State.Pid}}' "$(compose ps --quiet gateway)")"; within 60 says '"path":"/api/orders"' "https://$domain/api/orders"; }
check 'a service that is killed comes back' kill_inside
finish
