#!/bin/sh
# previous_tag.sh itself, in scratch repositories: it skips without a tag, passes with a stack that compiles, and fails
# with one that does not.
#   self_test.sh STACKC     from the top of the repository
set -eu

stackc=$(realpath "$1")
top=$PWD
if ! command -v git >/dev/null; then
  echo "skipped: git is not installed"
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
export HOME="$work" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.com GIT_COMMITTER_NAME=t
export GIT_COMMITTER_EMAIL=t@example.com

expect() {
  status=0
  "$top/tests/stability/previous_tag.sh" "$stackc" "$work/repository" >"$work/said" 2>&1 || status=$?
  if [ "$status" -ne "$1" ] || ! grep -qF "$3" "$work/said"; then
    echo "FAILED: $2 (exit $status, not $1)"
    cat "$work/said"
    exit 1
  fi
  echo "ok: $2"
}
commit() {
  git -C "$work/repository" add -A
  git -C "$work/repository" commit -qm "$1" --allow-empty
}

mkdir "$work/repository"
expect 77 "no repository is skipped" "no git repository"
git init -q "$work/repository"
mkdir -p "$work/repository/stacks/blog"
cp stacks/blog/stack.yaml "$work/repository/stacks/blog/"
commit first
expect 77 "no tag is skipped" "no release was tagged"
git -C "$work/repository" tag v0.1.0
expect 77 "the commit's own tag is not a previous release" "no release was tagged"
commit second
expect 0 "the previous release's stack compiles" "v0.1.0: 1 stacks, 0 failed"
echo 'gone: key' >>"$work/repository/stacks/blog/stack.yaml"
commit third
git -C "$work/repository" tag v0.2.0
commit fourth
expect 1 "a stack that compiles no more is a failure" "v0.2.0: 1 stacks, 1 failed"
rm -r "$work/repository/stacks/blog"
echo none >"$work/repository/stacks/README"
commit fifth
git -C "$work/repository" tag v0.3.0
commit sixth
expect 1 "a release without stacks is a failure" "v0.3.0: "
