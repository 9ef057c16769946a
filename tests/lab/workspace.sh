#!/usr/bin/env bash
# An API with a package that compiles, and a page by Vite, out of one npm workspace, run for real as tests/lab/workspace/stack.yaml
# says; then developed. Packages come from the npm registry: where it does not answer, this is skipped.
#
#   tests/lab/workspace.sh TREE     TREE: what stackc wrote for that stack
#
# Needs: `lab up`, its images, ports 8098, 3000 and 5173, curl. Takes about two minutes, at most ten. Removes what it made.
# Exit: 0 all passed; 1 something failed; 2 it could not start; 77 skipped.
# Images: node24 nginx130
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=30 600 "$0" "$@"
fi
readonly api=lab/workspace-api:lab page=lab/workspace-page:lab
project=workspace images="$api $page"
# shellcheck source=tests/lab/stack.sh
. "$here/stack.sh"
watching=

develop() { timeout 400 docker compose --project-directory "$site" --file "$site/compose.yaml" "$@" </dev/null; }
clean_up_first() {
  if [ -n "$watching" ]; then kill "$watching"; fi
  if [ ! -f "$site/compose.yaml" ]; then return; fi
  develop logs --no-color
  develop down --volumes --timeout 3 --rmi local || say 'cleanup: the development stack stays'
}
says() { # TEXT URL
  local answer
  answer=$(curl --silent --show-error --fail --max-time 30 --resolve workspace.example.com:8098:127.0.0.1 "$2") || return 1
  printf '%s, wanted %s\n' "$answer" "$1"
  grep -qF -- "$1" <<<"$answer"
}
readonly prod=http://workspace.example.com:8098

if ! timeout 60 docker run --rm node:24-slim npm view bcrypt version >>"$log" 2>&1; then
  say 'skipped: tests/lab/workspace, because the npm registry does not answer'
  rm -rf "$work"
  exit 77
fi

# --- images -------------------------------------------------------------------------

settle workspace
must 'secrets.sh has nothing to ask' timeout 20 deploy/ops/secrets.sh
must "the API's image builds" timeout 400 docker build --quiet --tag "$api" .
must "the page's image builds" timeout 400 docker build --quiet --file page.Dockerfile --tag "$page" .
release=("api=$(id_of "$api")" "page=$(id_of "$page")")
must 'deploy.sh brings everything up' timeout 200 deploy/ops/deploy.sh "${release[@]}"
check 'doctor.sh finds nothing but the name, which nobody has' nothing_but_dns

# --- what one sees --------------------------------------------------------------------

check 'the API calls what it needs of the other packages' says '"librarian of the stacks"' $prod/api/accounts
check 'and the package that is compiled' says true $prod/api/hash
check 'each package has the version that it asks for' says '["2.0.0","2.1.3"]' $prod/api/ms
check 'no other package is in the image' says '"packages":["accounts","api","zones"]' $prod/api/packages
check 'nor a link to one' says '"links":["accounts","api","zones"]' $prod/api/packages
modules() { docker run --rm --entrypoint find "$api" /app/node_modules /app/packages -path '*/node_modules/*' -name package.json; }
only() { # PATTERN...: every module is one of these, and each is there
  local pattern found
  found=$(modules | grep -v '/bcrypt/.*/')
  printf '%s\n' "$found"
  for pattern in "$@"; do grep -q "/$pattern/package.json" <<<"$found" || return 1; done
  for pattern in typescript vite left-pad; do not grep -q "/$pattern/" <<<"$found" || return 1; done
}
check 'nor what only builds or other packages need' only bcrypt ms node-gyp-build packages/api/node_modules/ms
owned() { docker run --rm --entrypoint sh "$api" -c 'touch beside && stat -c "%U %n" "$PWD"' | grep -x 'node /app/packages/api'; }
check "commands run in the package's folder, which is the application's" owned
check 'the release command left its note there, and so does the worker' says '["released","works"' $prod/api/notes
check 'the page is one of Vite' says '<script type="module" crossorigin src="/assets/' $prod/
asset() { says 'reading room' "$prod$(curl --silent --resolve workspace.example.com:8098:127.0.0.1 "$prod/" | sed -n 's/.*src="\([^"]*\)".*/\1/p')"; }
check 'and holds what it needs of the other packages' asset
check 'the job runs in that folder, too' within 75 says '"ticked"' $prod/api/notes

# --- a change of code -------------------------------------------------------------------

sed -i "s/'stacks'/'stacks', 'archive'/" packages/zones/src/index.ts
cached() { # IMAGE: npm installs nothing again
  timeout 400 docker build --progress plain --tag "$1" . >"$work/build.said" 2>&1 || return 1
  local step
  step=$(sed -n 's/^\(#[0-9]*\) .* npm ci$/\1/p' "$work/build.said")
  grep "^$step " "$work/build.said"
  grep -qx "$step CACHED" "$work/build.said"
}
check 'fetches nothing again' cached "$api"
must 'deploy.sh brings it up' timeout 200 deploy/ops/deploy.sh "api=$(id_of "$api")"
check 'and comes through the packages that depend on it' says '"librarian of the archive"' $prod/api/accounts
compose down --timeout 3 >>"$log" 2>&1

# --- development ------------------------------------------------------------------------

must 'the development stack comes up' develop up --build --detach
check 'the API answers' within 30 says '"librarian of the archive"' http://localhost:3000/api/accounts
check "so does Vite's server" within 30 says '/@vite/client' http://localhost:5173/
check 'which finds the other packages' says 'reading room' http://localhost:5173/@fs/app/packages/zones/dist/index.js
check 'release command and process run in that folder, too' within 10 says '["released","works"' http://localhost:3000/api/notes
timeout 200 docker compose watch --no-up >>"$log" 2>&1 </dev/null &
watching=$!
sleep 5
sed -i "s/'well'/'changed'/" packages/api/src/main.ts
check 'changed code of the API reaches it' within 30 says changed http://localhost:3000/api/health
sed -i "s/'works'/'works anew'/" packages/api/src/worker.ts
check 'and its process, by a build' within 60 says '"works anew"' http://localhost:3000/api/notes
finish
