#!/bin/bash
# action.yml: its form, and its steps run for real over a scratch repository.
#   action_test.sh STACKC     from the top of the repository. Ends with 77 where PyYAML is not installed.
set -euo pipefail

top=$PWD
stackc=$(realpath "$1")
python=/usr/bin/python3
schemas=${STACKC_DATA:-$top/../shared/data}/schemas

if ! "$python" -c 'import yaml' 2>/dev/null; then
  echo "skipped: python3-yaml is not installed"
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RUNNER_TEMP=$work/runner
mkdir "$RUNNER_TEMP"

failed=0
fail() {
  failed=1
  printf 'FAILED: %s\n' "$1"
  sed 's/^/    /' "$work/said"
}
# expect STATUS NAME INPUT...: runs the action in the current folder.
expect() {
  local wanted=$1 name=$2 status=0
  shift 2
  rm -f "$RUNNER_TEMP"/*
  "$python" "$top/tests/hooks/run_steps.py" action "$top/action.yml" "$@" >"$work/said" 2>&1 || status=$?
  if [ "$status" -eq "$wanted" ]; then echo "ok: $name"; else fail "$name (exit $status, not $wanted)"; fi
}
says() { grep -qF -- "$1" "$work/said" || fail "it does not say \`$1\`"; }
silent_about() { if grep -qF -- "$1" "$work/said"; then fail "it says \`$1\`"; fi; }

# --- its form ---------------------------------------------------------------------------------

: >"$work/said"
if grep -nE '^ *(- )?uses:' "$top/action.yml" | grep -vE 'uses: [^ ]+@[0-9a-f]{40} # v[0-9.]+$' >"$work/said"; then
  fail "an action that is not pinned by commit"
fi
if ! "$python" -c 'import jsonschema' 2>/dev/null; then
  echo "skipped: the schemas, because python3-jsonschema is not installed"
elif [ ! -d "$schemas" ]; then
  echo "skipped: the schemas, because $schemas is not here"
else
  for pair in github-action:action.yml pre-commit-hooks:.pre-commit-hooks.yaml; do
    if "$python" tests/programs/read_back.py schema "$schemas/${pair%%:*}.json" "${pair#*:}" >"$work/said" 2>&1; then
      echo "ok: ${pair#*:} has the form that its schema asks for"
    else
      fail "${pair#*:} against its schema"
    fi
  done
fi

# --- its steps --------------------------------------------------------------------------------

mkdir -p "$work/site/apps/shop"
cd "$work/site"
cp "$top/stacks/teammoa/stack.yaml" .
{ sed 's/^name: teammoa$/name: shop/' stack.yaml && echo 'repository: ../..'; } >"apps/shop/stack.yaml"
"$stackc" build . "apps/shop" >/dev/null

expect 0 "in step: the step passes" stackc="$stackc"
says "output verdict=0"
says "output sarif=$RUNNER_TEMP/stackc.sarif"
"$python" -c 'import json, sys; assert json.load(open(sys.argv[1]))["version"] == "2.1.0"' "$RUNNER_TEMP/stackc.sarif"
silent_about "uses"

echo '# by hand' >>"apps/shop/compose.yaml"
expect 0 "another stack's drift is not asked for" stackc="$stackc"
expect 2 "drift: the step fails with 2, and annotates the file" stackc="$stackc" stacks=".
apps/shop
" upload=true
says "::error file=apps/shop/compose.yaml"
says "output verdict=2"
says "uses github/codeql-action/upload-sarif@"
says "\"sarif_file\": \"$RUNNER_TEMP/stackc.sarif\""
grep -qF compose.yaml "$RUNNER_TEMP/stackc.sarif" || fail "the findings do not name the file"

expect 2 "without annotations the log is text" stackc="$stackc" stacks=apps/shop format=text
says "a hand changed it"
silent_about "::error"
silent_about "uses"

echo 'unknown: key' >>stack.yaml
expect 1 "a stack with errors fails with 1, at its line" stackc="$stackc"
says "::error file=stack.yaml,line="

expect 64 "a stack that is not there is wrong usage, and nothing is uploaded" stackc="$stackc" stacks=nowhere upload=true
says "output sarif="
silent_about "uses"
expect 70 "a stackc that is not there ends the action" stackc=no/such/stackc
says "which is no program"

# What is typed into an input is data: none of it is run.
expect 64 "an input that looks like a command is a stack of that name" stackc="$stackc" "stacks=\$(touch $work/run);\`touch $work/run\`"
[ ! -e "$work/run" ] || fail "an input was run"

exit "$failed"
