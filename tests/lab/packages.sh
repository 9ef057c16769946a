#!/usr/bin/env bash
# Vite, Express with TypeScript and a package that compiles, Next.js and Spring Boot themselves, as tests/lab/packages/stack.yaml
# says: the generated Dockerfiles fetch them from their registries. Where Maven's does not answer, Spring Boot is left out, by name.
#
#   tests/lab/packages.sh STACKC     STACKC: the compiler
#
# Needs: `lab up`, its images, port 8096, curl. Takes two to four minutes: what is fetched is most of it. Removes what it made.
# Images: node24 nginx130 jre jdk
# Exit: 0 all passed; 1 something failed; 2 it could not start.
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=30 600 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_stackc "$@"

readonly project=packages main=http://packages.example.com:8096 shop=http://shop.example.com:8096
[ -z "$(docker ps -aq --filter label=com.docker.compose.project=$project)" ] ||
  refuse "containers of a project $project are here already: not touching them"
site=$work/site

compose() { timeout 150 "$site/deploy/ops/compose.sh" "$@" </dev/null; }
cleanup() {
  if [ -d "$site" ]; then
    compose logs --no-color >>"$log" 2>&1
    compose down --volumes --remove-orphans --timeout 3 >>"$log" 2>&1 || say 'cleanup: compose down failed'
  fi
  docker images --quiet --filter "reference=$project-*:lab" | xargs --no-run-if-empty docker image rm --force >>"$log" 2>&1
}
request() { curl --silent --show-error --max-time 30 --resolve packages.example.com:8096:127.0.0.1 --resolve shop.example.com:8096:127.0.0.1 "$@"; }
cached() { request --head "$1" | tr -d '\r' | sed -n 's/^cache-control: //Ip'; } # URL
built() { timeout 400 docker build --tag "$project-$1:lab" "$site/$1"; } # SERVICE
id_of() { docker image inspect --format '{{.Id}}' "$project-$1:lab"; }

# --- up -----------------------------------------------------------------------------

# npm answered when the image of node was made. Maven is asked by itself, which knows where its packages are.
maven_answers() {
  timeout 400 docker build --quiet - <<'DOCKERFILE'
FROM eclipse-temurin:21-jdk-noble
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends maven \
    && timeout 60 mvn --batch-mode --quiet dependency:get -Dtransitive=false \
       -Dartifact=org.springframework.boot:spring-boot-starter-parent:4.0.9:pom
DOCKERFILE
}
services=(page api shop)
build=("$stackc" build "$here/packages" --out "$site")
if maven_answers >>"$log" 2>&1; then
  services+=(reports)
else
  echo 'skipped: Spring Boot itself, because no repository of Maven answers'
  printf 'stackc: 1\nservices: { reports: null }\nsites: { main: { routes: { /reports/: null } } }\n' >"$work/without.yaml"
  build+=(--with "$work/without.yaml")
fi
must 'the stack compiles' "${build[@]}"
cp -R "$here/apps/packages/." "$site"
cd "$site" || exit 2
must 'secrets.sh has nothing to ask' timeout 20 deploy/ops/secrets.sh
releases=()
for service in "${services[@]}"; do
  must "the image of $service builds, with what its registry has" built "$service"
  releases+=("$service=$(id_of "$service")")
done
must 'deploy.sh brings all of them up' timeout 200 deploy/ops/deploy.sh "${releases[@]}"

# --- Vite -----------------------------------------------------------------------------

script_of() { request "$main/" | sed -n 's/.*src="\([^"]*\)".*/\1/p'; }
check 'the page answers' says '<title>packages</title>' "$main/"
check 'and for a path of its own, too' says '<title>packages</title>' "$main/a/path"
script=$(script_of)
has_digest() { printf '%s\n' "$script" && grep -E '^/assets/[a-z]+-[A-Za-z0-9_-]{8}\.js$' <<<"$script"; }
check 'Vite has written a digest into the name of its script' has_digest
check 'which is kept for good' is 'public, max-age=31536000, immutable' cached "$main$script"
check 'the page is asked for again' is no-cache cached "$main/"
check 'a script that is not there is no page' not request --fail "$main/assets/gone.js"

# --- Express, TypeScript, a package that compiles -------------------------------------------

check 'bcrypt works in the final image' says '"matches":true' "$main/api/hash"
compiled() { docker run --rm --entrypoint find "$project-api:lab" node_modules/bcrypt/build/Release -name '*.node' | grep .; }
check 'and was compiled, by the packages that native brings' compiled
lean() {
  docker run --rm --entrypoint sh "$project-api:lab" -c 'ls node_modules; ! command -v g++ && [ ! -e node_modules/typescript ] && [ -d node_modules/express ]'
}
check 'neither compiler nor packages of the build are in it' lean
gateway=$(docker network inspect --format '{{(index .IPAM.Config 0).Gateway}}' "${project}_edge")
check 'Express knows the client, who says that he is another one' says "\"address\":\"$gateway\",\"scheme\":\"http\"" \
  "$main/api/client" --header 'X-Forwarded-For: 6.6.6.6' --header 'X-Forwarded-Proto: https'

# --- Next.js --------------------------------------------------------------------------

check 'a page is made for each request, with the variable of the container' says 'sells pears, asked by http' "$shop/"
check 'public files are beside the server' says 'User-agent' "$shop/robots.txt"
asset() { request "$shop/" | grep -o '/_next/static/[^"]*\.js' | head -n 1; }
kept() { cached "$shop$(asset)"; }
check 'its scripts are kept for good' is 'public, max-age=31536000, immutable' kept
check 'it may write its cache, and nothing else' compose exec -T shop sh -c 'touch .next/cache/here && ! touch here'

# --- Spring Boot ----------------------------------------------------------------------

if [[ " ${services[*]} " == *' reports '* ]]; then
  layers() { docker history --format '{{.CreatedBy}}' "$project-reports:lab" | grep -c 'COPY /build/layers/'; }
  check 'four layers, as Spring Boot itself divides its jar' is 4 layers
  check 'three quarters of 512 MiB are heap' says '"mebibytes":3' "$main/reports/heap"
  client() {
    request --header 'X-Forwarded-For: 6.6.6.6' --header 'Forwarded: for=6.6.6.6;host=evil.example' --header 'X-Forwarded-Host: evil.example' \
      --header 'X-Forwarded-Prefix: /evil' --header 'X-Forwarded-Port: 6666' "$main/reports/client"
  }
  told() {
    local answer
    answer=$(client) || return 1
    printf '%s\n' "$answer"
    grep -F "\"address\":\"$gateway\"" <<<"$answer" && grep -F '"host":"packages.example.com"' <<<"$answer" && not grep -E 'evil|6666|6\.6' <<<"$answer"
  }
  check 'Tomcat knows the client and its own name, whatever he says' told
  check 'its health is not for strangers' not says '"status"' "$main/actuator/health"
  request "$main/reports/slow" >"$work/slow" 2>&1 &
  slow=$!
  sleep 1
  check 'a container that has to stop' compose stop reports
  wait "$slow"
  check 'answers first what was begun' grep -x finished "$work/slow"
  check 'it comes back' compose up --detach --no-deps --wait --wait-timeout 60 reports
fi
finish
