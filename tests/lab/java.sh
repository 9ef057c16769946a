#!/usr/bin/env bash
# Spring Boot by Gradle and by Maven, and Next.js, as tests/lab/java/stack.yaml says: the generated Dockerfiles and compose
# file with applications that stand in for theirs (tests/lab/apps/java) and behave badly where they are told to. The real ones are
# in packages.sh, but for Gradle, which has no source here.
#
#   tests/lab/java.sh TREE     TREE: what stackc wrote for that stack
#
# Images are built and pushed by the steps of the pipeline that stackc wrote for Azure, and deployed by the digests that it
# prints.
#
# Needs: `lab up`, its images, ports 8095 and 5095, curl, jq, python3-yaml. Takes about a minute, at most ten. Removes
# what it made. Exit: 0 all passed; 1 something failed; 2 it could not start.
# Images: node24 nginx130 memcached jre jdk registry
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=30 600 "$0" "$@"
fi
readonly registry=localhost:5095 url=http://java.example.com:8095
project=java images=$registry/java/api:lab
# shellcheck source=tests/lab/stack.sh
. "$here/stack.sh"

clean_up_more() {
  docker rm --force --volumes java-registry
  docker images --quiet --filter "reference=$registry/java/*" | xargs --no-run-if-empty docker image rm --force
}
request() { curl --silent --show-error --max-time 30 --resolve java.example.com:8095:127.0.0.1 "$@"; }
get() { request --fail "$@"; }
# What an agent of Azure would do, with the variables of the pipeline.
agent() { # JOB
  BUILD_SOURCEVERSION=lab REGISTRY_USER=ci REGISTRY_TOKEN=${token:-s3cr3t-of-ci} DOCKER_CONFIG=$work/docker \
    timeout 150 python3 "$here/../hooks/run_steps.py" azure azure-pipelines.yml "$1" >"$work/$1.said" 2>&1
  local status=$?
  cat "$work/$1.said"
  return "$status"
}
pushed() { sed -n 's/^On the host: .* \([a-z]*=.*@sha256:.*\)$/\1/p' "$work/$1.said"; }

# --- up -----------------------------------------------------------------------------

settle java
# The module of the other service is the same program.
mkdir -p services/reports
cp -R api/src services/reports/src
must 'secrets.sh has nothing to ask' timeout 20 deploy/ops/secrets.sh
mkdir "$work/docker" "$work/auth"
# Logins of its own, programs of this machine.
if [ -d "${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins" ]; then ln -s "${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins" "$work/docker/cli-plugins"; fi
perl -e 'print "ci:", crypt("s3cr3t-of-ci", q($2b$10$abcdefghijklmnopqrstuu)), "\n"' >"$work/auth/htpasswd"
must 'a registry with a login' docker run --detach --name java-registry --publish 127.0.0.1:5095:5000 \
  --volume "$work/auth:/auth:ro" --env REGISTRY_AUTH=htpasswd --env REGISTRY_AUTH_HTPASSWD_REALM=lab \
  --env REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd registry:2
asks_for_a_login() { [ "$(curl --silent --output /dev/null --write-out '%{http_code}' "http://$registry/v2/")" = 401 ]; }
must 'which asks for it' within 20 asks_for_a_login
refused() { token=wrong agent api_image; [ "$?" -eq 1 ] && grep -i -e unauthorized -e 401 "$work/api_image.said"; }
check 'the pipeline cannot push with a wrong token' refused
must 'the pipeline builds by Gradle, and pushes' agent api_image
must 'by Maven, one of a module' agent reports_image
must 'and the standalone folder of Next.js' agent page_image
check 'the token is in no log' not grep s3cr3t-of-ci "$work"/*.said
must 'deploy.sh brings up what it printed' timeout 200 deploy/ops/deploy.sh "$(pushed api_image)" "$(pushed reports_image)" "$(pushed page_image)"

# --- Spring Boot ----------------------------------------------------------------------

for service in api reports page; do
  check "$service is asked for its health, and well" is 'running healthy' health "$service"
done
check 'the API answers' says '"path":"/api/orders"' "$url/api/orders"
check 'the module of Maven, at its own port' says '"path":"/reports/"' "$url/reports/"
check 'three quarters of 384 MiB are heap' says 'heap 288 MiB' "$url/api/heap"
gateway=$(docker network inspect --format '{{(index .IPAM.Config 0).Gateway}}' java_edge)
spoofed=(--header 'X-Forwarded-For: 6.6.6.6' --header 'Forwarded: for=6.6.6.6;host=evil.example' --header 'X-Forwarded-Port: 6666'
  --header 'X-Forwarded-Prefix: /evil')
headers() { get "${spoofed[@]}" "$url/api/headers"; }
check 'it knows the client' says "x-forwarded-for=[$gateway]" "$url/api/headers" "${spoofed[@]}"
nothing_spoofed() {
  local told
  told=$(headers) || return 1
  not grep -E 'evil|6\.6\.6|6666' <<<"$told"
}
check 'and hears nothing else that he says of himself' nothing_spoofed
limit() { docker inspect --format '{{.HostConfig.Memory}} {{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.PidsLimit}}' "$(container api)"; }
check 'it has a limit, no rights, nothing to write to, and threads enough' is '402653184 1000:1000 true 1024' limit
check 'the module has the limit that a JVM has without one' is 1073741824 docker inspect --format '{{.HostConfig.Memory}}' "$(container reports)"
check 'the image has no compiler' not docker run --rm --entrypoint javac "$image" -version
layers() { docker history --format '{{.CreatedBy}}' "$image" | grep -c 'COPY /build/layers/'; }
check 'four layers, so that dependencies are sent once' is 4 layers
check 'the release command has run, as the account of the image' compose exec -T api grep -x 'migrate as ubuntu' /app/spool/notes
works() { docker logs "$(container api-worker)" | grep -x 'worker: at work'; }
check 'the worker is another process of the image' works
check 'a job runs in it, too' within 75 compose exec -T api grep -x 'sweep as ubuntu' /app/spool/notes
waits() {
  docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$(container api)" | grep . >"$work/env"
  timeout 5 docker run --rm --network java_data --env-file "$work/env" --env WAIT_FOR=queue:1 "$image" true
  [ "$?" -eq 124 ]
}
check 'the entrypoint waits for what does not answer' waits
arrives() { docker run --rm --network java_data --env-file "$work/env" --env WAIT_FOR=queue:11211 "$image" true; }
check 'and no longer once it does' arrives

# A drain: what was begun is answered, and then it ends.
get "$url/api/slow" >"$work/slow" 2>&1 &
slow=$!
sleep 1
check 'a container that has to stop' compose stop api
check 'ends well' is 143 docker inspect --format '{{.State.ExitCode}}' "$(container api)"
wait "$slow"
check 'after it has answered what was begun' grep -x finished "$work/slow"
check 'it comes back' compose up --detach --no-deps --wait --wait-timeout 60 api
restarts() { docker inspect --format '{{.RestartCount}}' "$(container api)"; }
check 'a JVM without heap answers nothing more' not get "$url/api/eat"
check 'but ends, and another one starts' within 30 is 1 restarts
check 'which answers' within 60 says '"status":"UP"' "$url/api/orders"

# --- Next.js ----------------------------------------------------------------------------

check 'the page answers, and reads its variables at run time' says 'a page that asks /api' "$url/"
check 'what belongs beside the server is there' says 'a page' "$url/_next/static/chunks/page-0a1b2c.js"
kept() { get --head "$url/_next/static/chunks/page-0a1b2c.js" | tr -d '\r' | sed -n 's/^[Cc]ache-[Cc]ontrol: //p'; }
check 'and is kept for good' is 'public, max-age=31536000, immutable' kept
check 'public files too' says 'User-agent' "$url/robots.txt"
check 'pictures are made and kept' says smaller "$url/_next/image"
check 'the cache can be written' compose exec -T page touch /app/.next/cache/here
check 'and nothing else' not compose exec -T page touch /app/here
stops() { compose stop page && is 0 docker inspect --format '{{.State.ExitCode}}' "$(container page)"; }
check 'it stops when it is told' stops
check 'and comes back' compose up --detach --no-deps --wait --wait-timeout 60 page

# --- development: the image of production, built again ------------------------------------

check 'the development stack is one that compose can watch' timeout 30 docker compose --file compose.yaml config --quiet
say 'skipped: Gradle itself: where its distribution comes from is not asked here, and its wrapper is a stand-in'
finish
