#!/usr/bin/env bash
# The workspace of apps/workspace once more, by pnpm: the images of an API with a package that compiles and of a page, each with what
# it needs of the other packages. Packages come from the npm registry: where it does not answer, this is skipped.
#
#   tests/lab/pnpm.sh STACKC     STACKC: the compiler
#
# Needs: `lab up`, its images. Publishes nothing. Takes a minute, at most ten. Removes what it made.
# Exit: 0 all passed; 1 something failed; 2 it could not start; 77 skipped.
# Images: node24
# shellcheck disable=SC2317 # functions are run by name, through check
set -uo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ -z "${LAB_BOUNDED:-}" ]; then
  LAB_BOUNDED=1 exec timeout --signal=TERM --kill-after=30 600 "$0" "$@"
fi
# shellcheck source=tests/lab/assertions.sh
. "$here/assertions.sh"
takes_stackc "$@"

readonly api=lab/pnpm-api:lab page=lab/pnpm-page:lab
cleanup() { docker image rm --force "$api" "$page" >>"$log" 2>&1; }

if ! timeout 60 docker run --rm node:24-slim npm view bcrypt version >>"$log" 2>&1; then
  say 'skipped: tests/lab/pnpm, because the npm registry does not answer'
  rm -rf "$work"
  exit 77
fi

# --- the same packages, as pnpm wants them said ------------------------------------------------

site=$work/site
cp -R "$here/apps/workspace" "$site"
cd "$site" || exit 2
rm package-lock.json
sed -i '/"workspaces"/,/\],/d' package.json
sed -i 's/\("@lab\/[a-z]*": \)"^1.0.0"/\1"workspace:*"/' packages/*/package.json
printf 'packages: ["packages/*"]\nonlyBuiltDependencies: [bcrypt]\n' >pnpm-workspace.yaml
sed 's/manager: npm/manager: pnpm/' "$here/workspace/stack.yaml" >stack.yaml
# The lock is of today; what the images are made of is what it says.
locks() {
  timeout 120 docker run --rm --volume "$site:/app" --workdir /app node:24-slim \
    sh -c 'npm install --silent --global pnpm@10 && pnpm install --lockfile-only'
}
must 'the stack compiles' "$stackc" build --quiet .
must 'pnpm locks the workspace' locks
must "the API's image builds" timeout 400 docker build --tag "$api" .
must "the page's image builds" timeout 400 docker build --file page.Dockerfile --tag "$page" .

# --- what is in them ----------------------------------------------------------------------------

inside() { timeout 60 docker run --rm --entrypoint sh "$api" -c "$1"; }
node_says() { inside "node --input-type=module --eval '$1'"; } # PROGRAM
check 'the API finds what it needs of the other packages' is function node_says \
  'import { accounts } from "@lab/accounts"; console.log(typeof accounts)'
check 'and the package that is compiled' is true node_says \
  'import bcrypt from "bcrypt"; console.log(await bcrypt.compare("a", await bcrypt.hash("a", 4)))'
check 'each package has the version that it asks for' is '2.0.0 2.1.3' node_says \
  'import { createRequire } from "node:module"; import { versionOfMs } from "@lab/accounts";
   console.log(createRequire("/app/")("ms/package.json").version, versionOfMs())'
check 'its own code is built' inside 'test -s dist/main.js'
others() { inside 'ls node_modules/.pnpm' | grep -E 'left-pad|vite|typescript|@lab.(lint|page)'; }
check 'no other package is in the image, and nothing that only builds' not others
user() { inside 'id --user --name'; }
check 'nor is it run as root' is node user
page_holds() { timeout 60 docker run --rm --entrypoint sh "$page" -c 'find / -xdev -path "*/assets/*.js" | head -n 1' | grep assets; }
check 'the page is built by Vite' page_holds
finish
