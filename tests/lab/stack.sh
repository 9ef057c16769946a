# shellcheck shell=bash
# One compose project of a tree, below $work/site: what tests of such a project share. They say first whose it is, $project and
# $images (what they build, by spaces), and source it with the tree as their only argument.
# shellcheck disable=SC2034,SC2154 # used, and set, by those who source it

# shellcheck source=tests/lab/assertions.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/assertions.sh"

takes_tree compose.prod.yaml "$@"
readonly project images
readonly image=${images%% *}
[ -z "$(docker ps -aq --filter label=com.docker.compose.project="$project")" ] ||
  refuse "containers of a project $project are here already: not touching them"
site=$work/site

# settle APPLICATION...: those folders, and what stackc wrote, become the site; the test goes on there.
settle() {
  local application
  mkdir "$site"
  for application; do cp -R "$here/apps/$application/." "$site"; done
  cp -R "$tree/." "$site"
  cd "$site" || exit 2
}
compose() { timeout 200 "$site/deploy/ops/compose.sh" "$@" </dev/null; }
container() {
  docker ps --all --quiet --filter label=com.docker.compose.project="$project" --filter label=com.docker.compose.oneoff=False \
    --filter "label=com.docker.compose.service=$1"
}
health() { docker inspect --format '{{.State.Status}} {{.State.Health.Status}}' "$(container "$1")"; }
is_healthy() { is 'running healthy' health "$1"; }
id_of() { docker image inspect --format '{{.Id}}' "$1"; }

# What doctor.sh finds of a project that is as it should be.
nothing_but_dns() {
  local found
  found=$(timeout 60 deploy/ops/doctor.sh)
  printf '%s\n' "$found"
  not grep -v '^error dns-missing' <<<"$found"
}

# What a test makes beside it goes in functions of the test: before the project, or after it.
clean_up_first() { :; }
clean_up_more() { :; }
cleanup() {
  clean_up_first >>"$log" 2>&1
  if [ -x "$site/deploy/ops/compose.sh" ]; then
    compose logs --no-color >>"$log" 2>&1
    compose down --volumes --remove-orphans --rmi local --timeout 3 >>"$log" 2>&1 || say 'cleanup: compose down failed'
  fi
  # shellcheck disable=SC2086 # a list of names
  docker image rm --force $images >>"$log" 2>&1
  clean_up_more >>"$log" 2>&1
}
