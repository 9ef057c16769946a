#!/bin/bash
# The hooks of .pre-commit-hooks.yaml under the real pre-commit, in a scratch repository with two stacks.
#   pre_commit_test.sh STACKC            the hooks find that binary by $STACKC
#   pre_commit_test.sh --build           the hooks find nothing, and build it in pre-commit's own clone (minutes)
# From the top of the repository. Ends with 77 if pre-commit is not installed.
set -euo pipefail

top=$PWD
what=${1:?STACKC or --build}
[ "$what" = --build ] || what=$(realpath "$what")

if ! command -v pre-commit >/dev/null; then
  echo "skipped: pre-commit is not installed"
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home PRE_COMMIT_HOME=$work/pre-commit PRE_COMMIT_COLOR=never
export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.com GIT_COMMITTER_NAME=t
export GIT_COMMITTER_EMAIL=t@example.com
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE STACKC
mkdir "$HOME"
git config --global init.defaultBranch main
git config --global advice.detachedHead false

failed=0
fail() {
  failed=1
  printf 'FAILED: %s\n' "$1"
  sed 's/^/    /' "$work/said"
}
# expect STATUS NAME COMMAND...: runs it; what it says stays in $work/said.
expect() {
  local wanted=$1 name=$2 status=0
  shift 2
  "$@" >"$work/said" 2>&1 </dev/null || status=$?
  if [ "$status" -eq "$wanted" ]; then echo "ok: $name"; else fail "$name (exit $status, not $wanted)"; fi
}
says() { grep -qF -- "$1" "$work/said" || fail "it does not say \`$1\`"; }
silent_about() { if grep -qF -- "$1" "$work/said"; then fail "it says \`$1\`"; fi; }

# This repository as pre-commit clones it: what git would commit of this tree.
git init -q "$work/hooks"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [ -f "$file" ]; then printf '%s\0' "$file"; fi
done | tar --null -T - -cf - | tar -xf - -C "$work/hooks"
git -C "$work/hooks" add -A
git -C "$work/hooks" commit -qm hooks
revision=$(git -C "$work/hooks" rev-parse HEAD)

# Two stacks; the second one's workflow lies above its folder. A Haskell program brings its own stack.yaml.
git init -q "$work/site"
cd "$work/site"
mkdir -p apps/shop haskell
cp "$top/stacks/blog/stack.yaml" stack.yaml
{ sed 's/^name: blog$/name: shop/' "$top/stacks/blog/stack.yaml" && echo 'repository: ../..'; } >apps/shop/stack.yaml
echo 'resolver: lts-22.0' >haskell/stack.yaml
echo hello >notes.txt
configure() {
  cat >.pre-commit-config.yaml <<END
repos:
  - repo: $work/hooks
    rev: $revision
    hooks: [{ id: $1 }]
END
  git add .pre-commit-config.yaml
}

if [ "$what" = --build ]; then
  # No stackc anywhere: the first run builds it, the second finds it built.
  rm -r apps haskell
  configure stackc-build
  git add -A
  expect 1 "the first run builds stackc in pre-commit's clone, and writes the stack's files" pre-commit run --all-files
  says "the commit would lack compose.yaml"
  git add -A
  expect 0 "the second run finds it built" pre-commit run --all-files
  [ -x "$(echo "$PRE_COMMIT_HOME"/repo*/build/release/stackc)" ] || fail "it was not built there"
  configure stackc-check
  expect 0 "the other hook of the same clone finds it, too" pre-commit run --all-files
  exit "$failed"
fi
STACKC=$what
export STACKC

configure stackc-build
git add -A
expect 1 "stackc-build writes the files of both stacks, and the commit has to take them" pre-commit run --all-files
says "the commit would lack compose.yaml"
says "the commit would lack .github/workflows/shop.yml"
silent_about haskell
git add -A
expect 0 "stackc-build has nothing to do then" pre-commit run --all-files
configure stackc-check
expect 0 "in step passes" pre-commit run --all-files
pre-commit install >/dev/null
expect 0 "in step can be committed" git commit -qm first

damage() {
  git add -A
  expect 1 "$1: the commit is refused" git commit -qm damaged
}
restore() {
  git reset -q --hard HEAD
  git clean -qfd
}

sed -i 's/proxy_read_timeout 60s/proxy_read_timeout 61s/;1a# by hand' deploy/nginx/nginx.conf
damage "an edited file"
says "edited"
says "deploy/nginx/nginx.conf"
silent_about "shop"
restore

sed -i 's/^    health: .*/    health: \/ping\//' apps/shop/stack.yaml
damage "a stale file"
says "stale"
says "apps/shop/Dockerfile"
restore

echo '# by hand' >>.github/workflows/shop.yml
damage "a workflow above its stack's folder"
says ".github/workflows/shop.yml"
restore

git rm -q deploy/nginx/nginx.conf
damage "a removed file alone"
says "missing"
restore

rm deploy/ops/deploy.sh && ln -s secrets.sh deploy/ops/deploy.sh
damage "a link in a file's place"
says "deploy/ops/deploy.sh"
restore

git update-index --chmod=-x deploy/ops/deploy.sh
chmod -x deploy/ops/deploy.sh
damage "a lost run bit"
says "deploy/ops/deploy.sh"
restore

mkdir -p apps/new
sed 's/^name: blog$/name: spaced/' stack.yaml >apps/new/stack.yaml
damage "a new stack of which nothing was written"
says "spaced"
restore

# Only the stacks that a commit touches: the other one's drift is somebody else's.
echo '# by hand' >>apps/shop/compose.yaml
git commit -qam "drift" --no-verify
echo changed >notes.txt
git add -A
expect 0 "drift in a stack that the commit does not touch is not its business" git commit -qm notes
expect 1 "all files: it is found" pre-commit run --all-files
says "apps/shop/compose.yaml"
git revert --no-edit HEAD~1 >/dev/null

# stackc-build mends.
configure stackc-build
git commit -qm "build instead" --no-verify
sed -i 's/^    health: .*/    health: \/ping\//' stack.yaml
git add stack.yaml
expect 1 "stackc-build writes what a commit of the stack alone lacks" git commit -qm ping
says "files were modified by this hook"
git add -A
expect 0 "with its files the commit goes through" git commit -qm ping
grep -q /ping/ Dockerfile || fail "the health check was not written"
echo '# by hand' >>compose.yaml
git add -A
expect 1 "stackc-build overwrites no hand edit" git commit -qm edit
grep -q '# by hand' compose.yaml || fail "the hand edit is gone"
restore

# A range of commits, as CI asks for it.
configure stackc-check
git commit -qm "check again" --no-verify
git rm -q deploy/nginx/nginx.conf
git commit -qm "removed" --no-verify
expect 1 "a removed file in a range of commits" pre-commit run --from-ref HEAD~1 --to-ref HEAD
git revert --no-edit HEAD >/dev/null

git clone -q "$work/site" "$work/fresh"
cd "$work/fresh"
expect 0 "in a fresh clone, pre-commit run --all-files passes" pre-commit run --all-files
expect 0 "and so does the hook from another folder" env -C apps/shop pre-commit run --all-files
exit "$failed"
