#!/usr/bin/env bash
# The private image registry of tests/lab/registry, run for real: who may log in, push and pull through nginx, with the
# generated passwords and the stack's own authority; and the sweep, which frees space and keeps what a tag leads to.
#
#   tests/lab/registry.sh STACKC
#
# Needs: `lab up`, its images; root, because the engine is made to trust the authority.
# Publishes 18080 and 18443, removes what it made. At most ten minutes.
# Images: nginx130 httpd registry python312
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2016,SC2317 # shells expand later; functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=40 600 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_stackc "$@"

readonly registry=172.17.0.1:18443
site=$work/site
password='correct $horse "battery"'
mkdir -p "$site"

compose() { timeout 150 "$site/deploy/ops/compose.sh" "$@" </dev/null; }
cleanup() {
  compose down --volumes --remove-orphans --timeout 5 >>"$log" 2>&1 || echo 'cleanup: compose down failed'
  "$site/deploy/certs/trust.sh" remove >>"$log" 2>&1 || echo 'cleanup: the authority is still trusted'
  docker image ls --quiet --filter "reference=$registry/*" --filter "reference=$registry/*/*" | sort -u | xargs -r docker image rm --force >>"$log" 2>&1
}
request() {
  curl --silent --show-error --max-time 20 --cacert "$site/.authority.pem" --connect-to "docker.example.com:18443:127.0.0.1:18443" "$@"
}
readonly www=https://www.example.com:18443
to_www=(--connect-to www.example.com:18443:127.0.0.1:18443)
unasked() { timeout 120 "$site/deploy/ops/registry.sh" </dev/null; }
login() { printf '%s' "$2" | timeout 30 docker --config "$work/docker" login --username "$1" --password-stdin "$registry"; }
# An image of one layer that does not compress.
make_image() { head -c "$2" /dev/urandom >"$work/blob" && tar -C "$work" -cf - blob | docker import - "$registry/app:$1"; }
push() { timeout 60 docker --config "$work/docker" push --quiet "$registry/app:$1"; }
pull() { docker image rm --force "$registry/app:$1" >/dev/null 2>&1; timeout 60 docker --config "$work/docker" pull --quiet "$registry/app:$1"; }
api() { local path=$1; shift; request --user "ci:$password" "https://docker.example.com:18443/v2/$path" "$@"; }
digest() { api "app/manifests/$1" --head --header 'Accept: application/vnd.docker.distribution.manifest.v2+json' | tr -d '\r' | sed -n 's/^docker-content-digest: //Ip'; }
used() { compose exec -T registry du -sk /var/lib/registry/docker | cut -f 1; }

# --- before there is any image, and who gets in -------------------------------------------------------------------------------

cp "$here/registry/stack.yaml" "$site/"
cp -R "$here/apps/registry/." "$site/"
# Logins of this test alone, with the programs that the engine's own folder has.
mkdir "$work/docker"
if [ -d "${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins" ]; then ln -s "${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins" "$work/docker/"; fi
export DOCKER_CONFIG=$work/docker
must 'the stack compiles' "$stackc" build --quiet "$site"
must 'its secrets are made: one password given, one made' env REGISTRY_CI_PASSWORD="$password" REGISTRY_DESK_PASSWORD=other "$site/deploy/ops/secrets.sh" --from-env
check 'the hash is bcrypt, and the password is kept nowhere' sh -c 'grep -q "^REGISTRY_CI_PASSWORD_HASH=\"..2y..10" "$1/.env" && ! grep -rq horse "$1"' sh "$site"
check 'nothing else starts before there is an image' fails 'no release yet' compose up --detach
check 'the registry starts without any image of its stack, and wants a password' fails 'not logged in' unasked
check 'its own application is not there yet' has_status 502 "${to_www[@]}" "$www/"
must "the stack's engine is made to trust the authority" cmp "$site/.authority.pem" /etc/docker/certs.d/172.17.0.1:18443/ca.crt
"$site/deploy/certs/trust.sh" remove
check 'an engine that does not trust it is refused' fails 'x509|certificate' login ci "$password"
check 'the engine is made to trust it' "$site/deploy/certs/trust.sh" docker "$site/.authority.pem"
check 'a wrong password is refused' fails 'unauthorized|401' login ci wrong
check 'an unknown user is refused' fails 'unauthorized|401' login nobody "$password"
make_image v1 9000000 >>"$log"
check 'a push without a login is refused' fails 'no basic auth|unauthorized|denied' push v1
check 'docker login works, by the address, through nginx' login ci "$password"
check 'an image of more than a mebibyte is pushed' push v1
check 'it is pulled again' pull v1
check 'the API wants a login' has_status 401 "https://docker.example.com:18443/v2/"
check 'the API answers to one, by name' sh -c '[ "$(cat)" = "{\"repositories\":[\"app\"]}" ]' < <(api _catalog)
check 'uploads are sent on to the address that was asked' grep -qi "^location: https://docker.example.com:18443/v2/app/blobs/uploads/" < <(api app/blobs/uploads/ --request POST --dump-header - --output /dev/null)
check 'plain HTTP is sent to https' has_status 308 --header 'Host: docker.example.com' http://127.0.0.1:18080/v2/
ports_of() { docker ps --filter label=com.docker.compose.project=office --filter "label=com.docker.compose.service=$1" --format '{{.Ports}}'; }
check 'the registry itself is published nowhere' is 5000/tcp ports_of registry
check 'a name of somebody else is refused' has_status 421 --header 'Host: evil.example.org' --connect-to 172.17.0.1:18443:127.0.0.1:18443 https://172.17.0.1:18443/

# --- the sweep ----------------------------------------------------------------------------------

for tag in v2 v3; do
  make_image "$tag" 9000000 >>"$log"
  sleep 1.1 # tags are told apart by whole seconds
  check "$tag is pushed" push "$tag"
done
# A list of manifests, as images for several platforms have: it leads to what v1 leads to.
first=$(digest v1)
size=$(api "app/manifests/v1" --header 'Accept: application/vnd.docker.distribution.manifest.v2+json' | wc -c)
printf '{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json","manifests":[{"mediaType":"application/vnd.docker.distribution.manifest.v2+json","digest":"%s","size":%s,"platform":{"architecture":"amd64","os":"linux"}}]}' "$first" "$size" >"$work/list.json"
sleep 1.1
check 'a list of manifests is pushed' api app/manifests/all --request PUT --fail --header 'Content-Type: application/vnd.docker.distribution.manifest.list.v2+json' --data-binary "@$work/list.json"
before=$(used)
compose logs registry >"$work/before" 2>&1
check 'the sweep is asked for' compose kill --signal USR1 registry
swept() { compose logs registry 2>&1 | grep 'took away'; }
check 'it ends within 30 seconds' within 30 swept
check 'it says that it was done' compose exec -T registry /etc/stackc/entrypoints/registry.sh healthy
answers_again() { api _catalog --fail; }
check 'the registry answers again' within 15 answers_again
check 'the newest two tags are left' sh -c 'grep -o "\"tags\":.*" | grep -q "v3" ' < <(api app/tags/list)
check 'the older ones are gone' sh -c '! grep -qE "v1|v2"' < <(api app/tags/list)
freed() {
  local after
  after=$(used)
  echo "$before KiB before, $after KiB after"
  [ $((before - after)) -gt 8000 ] && [ $((before - after)) -lt 10000 ]
}
check 'the space of one image is free, of one and no more' freed
check 'a tag that is left is pulled' pull v3
check 'what the list leads to is still there' pull all
check 'a tag that went is not' fails 'not found|unknown' pull v2
make_image v4 9000000 >>"$log"
check 'pushing works afterwards' push v4

# --- the stack's own image -----------------------------------------------------------------------

must 'the application builds' timeout 400 docker build --quiet --tag "$registry/office/api:1" "$site/api"
check 'it is pushed to the registry of its stack' timeout 60 docker push --quiet "$registry/office/api:1"
release=$(docker image inspect --format '{{index .RepoDigests 0}}' "$registry/office/api:1")
docker logout "$registry" >>"$log"
docker image rm --force "$registry/office/api:1" >>"$log"
deploy() { timeout 200 "$site/deploy/ops/deploy.sh" "$@"; }
check 'deploy.sh without a login says what helps' fails 'registry.sh starts registry and lets this host log in' deploy "$release"
check 'registry.sh lets this host log in' env REGISTRY_CI_PASSWORD="$password" "$site/deploy/ops/registry.sh" --from-env
check 'and asks for nothing the next time' unasked
must 'deploy.sh pulls the release through the proxy that it then replaces' deploy "$release"
body() { request "${to_www[@]}" "$www$1"; }
check 'the application answers' sh -c '[ "$(cat)" = "<p>from its own registry</p>" ]' < <(body /)
check 'so does the image by hand' grep -q 'Directory listing for /zoneinfo/' < <(body /zoneinfo/)
check 'pushing works beside it' push v4
check 'it is healthy' compose up --detach --wait --wait-timeout 60
finish
