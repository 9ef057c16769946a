#!/bin/sh
# The stacks of the previous release still compile: `stackc migrate` brings them to this version of the language, `build`
# takes them, and what comes out differs from what that release wrote only by what the release notes can say (shown).
#   previous_tag.sh STACKC [REPOSITORY]     (REPOSITORY: where tags and stacks/ are; default: the current folder)
# Ends with 77 where there is no tag yet, or no git.
set -eu

stackc=$(realpath "$1")
repository=${2:-.}

if ! git -C "$repository" rev-parse --git-dir >/dev/null 2>&1; then
  echo "skipped: no git repository here, so no previous release is known"
  exit 77
fi
# The newest release that this commit comes after; its own tag is not a previous one.
if ! tag=$(git -C "$repository" describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ 2>/dev/null); then
  echo "skipped: no release was tagged before this commit"
  exit 77
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git -C "$repository" archive "$tag" stacks | tar -xf - -C "$scratch"

tried=0
failed=0
for stack in "$scratch"/stacks/*/stack.yaml; do
  name=$(basename "$(dirname "$stack")")
  tried=$((tried + 1))
  if "$stackc" migrate "$stack" && "$stackc" build "$stack" --out "$scratch/out/$name" --quiet; then
    echo "ok: $tag: $name"
  else
    echo "FAILED: $tag: $name"
    failed=$((failed + 1))
  fi
done
echo "$tag: $tried stacks, $failed failed"
[ "$tried" -gt 0 ] && [ "$failed" -eq 0 ]
