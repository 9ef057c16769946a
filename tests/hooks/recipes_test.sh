#!/bin/bash
# The recipes of docs/drift.md, and the drift job of the workflows that stackc writes, run as they stand: in step they pass,
# with drift they fail. Only what lies outside is replaced: where a download comes from, apt-get, GitHub's own actions.
#   recipes_test.sh STACKC     from the top of the repository. Ends with 77 where PyYAML is not installed.
set -euo pipefail

top=$PWD
stackc=$(realpath "$1")
python=/usr/bin/python3
actionlint=$(PATH=$PATH:${STACKC_PROGRAMS_DIR:-/var/tmp/stackc-programs}/bin command -v actionlint || printf none)

if ! "$python" -c 'import yaml' 2>/dev/null; then
  echo "skipped: python3-yaml is not installed"
  exit 77
fi
if [ "$actionlint" = none ]; then echo "skipped: actionlint is not installed"; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work GIT_CONFIG_NOSYSTEM=1 RUNNER_TEMP=$work/runner
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
digest=$(sha256sum "$stackc" | cut -d ' ' -f 1)

failed=0
fail() {
  failed=1
  printf 'FAILED: %s\n' "$1"
  sed 's/^/    /' "$work/said"
}
expect() {
  local wanted=$1 name=$2 status=0
  shift 2
  "$@" >"$work/said" 2>&1 </dev/null || status=$?
  if [ "$status" -eq "$wanted" ]; then echo "ok: $name"; else fail "$name (exit $status, not $wanted)"; fi
}
says() { grep -qF -- "$1" "$work/said" || fail "it does not say \`$1\`"; }
# recipe NAME: the block of docs/drift.md that bears it.
recipe() {
  awk -v name="$1" '/^```/ { on = ($2 == name); next } on' "$top/docs/drift.md" >"$work/$1"
  [ -s "$work/$1" ] || { echo "docs/drift.md has no recipe $1"; exit 1; }
}
# shellcheck disable=SC2317 # called by expect
run_steps() { "$python" "$top/tests/hooks/run_steps.py" "$@"; }
lint() {
  if [ "$actionlint" != none ]; then
    expect 0 "actionlint has nothing to say about $1" "$actionlint" "$2"
  fi
}

# What lies outside: a download is the tested binary, whatever the URL; nothing is installed.
mkdir -p "$work/outside" "$work/usr"
cat >"$work/outside/curl" <<'END'
#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    --output) output=$2 && shift ;;
    https://*) url=$1 ;;
  esac
  shift
done
[ -n "${url:-}" ] || exit 3
cat "$SERVED" >"$output"
END
printf '#!/bin/sh\n' >"$work/outside/apt-get"
chmod +x "$work/outside/"*
export SERVED=$stackc PATH=$work/outside:$work/usr:$PATH

git init -q "$work/site"
cd "$work/site"
cp "$top/stacks/teammoa/stack.yaml" .
sed -i '/^ci:/d' stack.yaml

# --- the workflows that stackc writes ---------------------------------------------------------------

# written NAME SOURCE: builds with that `ci.stackc`, and leaves the workflow's path in $workflow.
workflow=.github/workflows/teammoa.yml
written() {
  sed -i '/^ci:/d' stack.yaml
  echo "ci: { github: { test: pytest }, stackc: $1 }" >>stack.yaml
  "$stackc" build . --quiet >"$work/said" 2>&1 || fail "the stack does not build"
  rm -rf "$RUNNER_TEMP"
  mkdir "$RUNNER_TEMP"
}
drifted() {
  cp compose.yaml "$work/kept"
  echo '# by hand' >>compose.yaml
  expect 2 "$1: drift fails" run_steps job $workflow drift
  says "::error file=compose.yaml"
  cp "$work/kept" compose.yaml
}

written "{ url: https://downloads.example.com/stackc, digest: \"sha256:$digest\" }"
lint "a job that downloads" $workflow
expect 0 "a download of that digest is run" run_steps job $workflow drift
drifted "a download"
printf '#!/bin/sh\ntouch %s\n' "$work/was-run" >"$work/other"
rm -rf "$RUNNER_TEMP" && mkdir "$RUNNER_TEMP"
SERVED=$work/other expect 1 "a download of another digest ends the job" run_steps job $workflow drift
says "FAILED"
if [ -e "$work/was-run" ]; then fail "it was run all the same"; fi

mkdir -p tools
ln -sf "$stackc" tools/stackc
written "{ run: tools/stackc }"
lint "a job with a command" $workflow
expect 0 "a command is run" run_steps job $workflow drift
drifted "a command"
written "{ run: [sh, -c, 'exec \"\$0\" \"\$@\"', tools/stackc] }"
expect 0 "a command's words reach it as they are" run_steps job $workflow drift
drifted "a command in words"

written "you/stackc@0123456789abcdef0123456789abcdef01234567"
lint "a job with an action" $workflow
expect 0 "an action is used" run_steps job $workflow drift
says 'uses you/stackc@0123456789abcdef0123456789abcdef01234567 with {"stacks": "stack.yaml"}'
expect 0 "the action takes what the workflow gives it" run_steps action "$top/action.yml" stackc="$stackc" stacks=stack.yaml

# --- the recipes ----------------------------------------------------------------------------------------

recipe github
mkdir -p .github/recipes
mv "$work/github" .github/recipes/drift.yml
lint "the recipe for GitHub" .github/recipes/drift.yml
expect 0 "the recipe for GitHub uses the action" run_steps job .github/recipes/drift.yml drift
inputs=$(sed -n 's/^uses you\/stackc@[0-9a-f]* with //p' "$work/said")
[ "$inputs" = '{"stacks": ".\napps/shop\n", "upload": "True"}' ] || fail "other inputs than the recipe's: $inputs"
rm -r .github/recipes

recipe gitlab
sed -e "s/^    STACKC_SHA256: .*/    STACKC_SHA256: $digest/" -e "s#/usr/local/bin/#$work/usr/#g" "$work/gitlab" >"$work/gitlab.yml"
expect 0 "the recipe for GitLab passes in step" run_steps gitlab "$work/gitlab.yml" stackc
"$python" -c 'import json, sys; assert json.load(open(sys.argv[1])) == []' gl-code-quality-report.json
echo '# by hand' >>compose.yaml
expect 2 "the recipe for GitLab fails with drift" run_steps gitlab "$work/gitlab.yml" stackc
"$python" -c '
import json, sys
assert [row["location"]["path"] for row in json.load(open(sys.argv[1]))] == ["compose.yaml"]' gl-code-quality-report.json
cp "$work/kept" compose.yaml
sed -i "s/^    STACKC_SHA256: .*/    STACKC_SHA256: $(printf '%064d' 0)/" "$work/gitlab.yml"
expect 1 "the recipe for GitLab refuses a download of another digest" run_steps gitlab "$work/gitlab.yml" stackc

recipe shell
if command -v shellcheck >/dev/null; then expect 0 "shellcheck has nothing to say about it" shellcheck -s sh "$work/shell"; fi
ln -sf "$stackc" "$work/usr/stackc"
git add -A
expect 0 "the recipe for a shell passes in step" sh "$work/shell"
echo '# by hand' >>compose.yaml
expect 2 "the recipe for a shell fails with drift" sh "$work/shell"
cp "$work/shell" .git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
expect 1 "and as a git hook refuses the commit" git -c user.name=t -c user.email=t@example.com commit -qm edited
cp "$work/kept" compose.yaml
expect 0 "which goes through in step" git -c user.name=t -c user.email=t@example.com commit -qm first

recipe pre-commit
sed -n 's/^ *- id: //p' "$work/pre-commit" >"$work/ids"
while read -r id; do
  grep -qx -- "- id: $id" "$top/.pre-commit-hooks.yaml" || fail "there is no hook $id"
done <"$work/ids"

exit "$failed"
