#!/bin/sh
# docs/outages.md: each row says how an outage is stopped, and what it names as shown is there.
#   outages_test.sh [PAGE]      from the top of the repository
# Backticks stand in what is looked for.
# shellcheck disable=SC2016
set -eu

page=${1:-docs/outages.md}
failed=0
rows=0

fail() {
  echo "FAILED: $page:$1: $2"
  failed=1
}

number=0
while IFS= read -r line; do
  number=$((number + 1))
  case $line in
    '| D'*) ;;
    *) continue ;;
  esac
  rows=$((rows + 1))
  # A cell never holds a bar.
  [ "$(printf '%s' "$line" | tr -cd '|' | wc -c)" -eq 6 ] || fail "$number" 'not five cells'
  stopped=$(printf '%s\n' "$line" | cut -d '|' -f 4 | sed 's/^ *//; s/ *$//')
  by=$(printf '%s\n' "$line" | cut -d '|' -f 5)
  shown=$(printf '%s\n' "$line" | cut -d '|' -f 6)
  codes=$(printf '%s\n' "$by $shown" | grep -oE 'STK[0-9]{4}' || [ $? -eq 1 ])
  case $stopped in
    'cannot be written' | derived) ;;
    diagnostic) [ -n "$codes" ] || fail "$number" 'a diagnostic without its code' ;;
    *) fail "$number" "stopped how? $stopped" ;;
  esac
  for code in $codes; do
    [ -f "compiler/diagnostics/pages/$code.md" ] || fail "$number" "no page $code"
  done
  file=$(printf '%s\n' "$shown" | sed -n 's/^ *`\([^`]*\)`: `.*/\1/p')
  text=$(printf '%s\n' "$shown" | sed -n 's/^[^:]*: `\(.*\)` *$/\1/p')
  if [ -z "$file" ]; then
    # The page of a code has examples that are compiled.
    [ -n "$codes" ] || fail "$number" 'nothing shows it'
  elif [ ! -f "$file" ]; then
    fail "$number" "no file $file"
  elif [ -z "$text" ] || ! grep -qF -- "$text" "$file"; then
    fail "$number" "$file does not hold: $text"
  fi
done <"$page"

[ "$rows" -gt 0 ] || fail 0 'no rows'
echo "$rows rows"
exit "$failed"
