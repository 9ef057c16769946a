#!/bin/sh
# What .pre-commit-hooks.yaml runs: `stackc check` or `stackc build` over the stacks that changed files belong to.
#   hook.sh check|build [FILE...]     in the repository's root, with the files that are about to be committed
# A file belongs to a stack if it lies in the stack's folder or if its lock names it (a workflow). Removed files are
# asked of git, because pre-commit does not name them. What stackc wrote but git does not have is named too: the commit
# would lack it.
set -eu

command=$1
shift

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

git() { command git -c core.quotePath=false "$@"; }

{
  [ $# -eq 0 ] || printf '%s\n' "$@"
  git ls-files --deleted
  if [ -n "${PRE_COMMIT_FROM_REF:-}" ]; then
    git diff --name-only --no-renames --diff-filter=D "$PRE_COMMIT_FROM_REF" "$PRE_COMMIT_TO_REF"
  else
    git diff --name-only --no-renames --diff-filter=D --cached
  fi
} >"$scratch/changed"

# Other programs have a stack.yaml, too: ours says `stackc:` or has a lock.
git ls-files --cached -- stack.yaml '*/stack.yaml' | while read -r file; do
  if [ -f "$file" ]; then
    if [ -f "${file%.yaml}.lock" ] || grep -q '^["'\'']\{0,1\}stackc["'\'']\{0,1\}[[:blank:]]*:' "$file"; then
      printf '%s\n' "$file"
    fi
  fi
done >"$scratch/stacks"

# The paths of a stack's artifacts, seen from here. The lock's own are seen from the root of what the stack calls its
# repository; the stack's name among the inputs tells where that is.
artifacts() {
  if [ -f "${1%.yaml}.lock" ]; then
    awk -v stack="$1" '
      /^  "[a-z]+": [[{]/ { part = $1 }
      /^    "/ {
        name = substr($0, 6)
        name = substr(name, 1, index(name, "\"") - 1)
        if (part == "\"inputs\":" && name !~ /^(template|catalogue):/) {
          at = length(stack) - length(name)
          if (at >= 0 && substr(stack, at + 1) == name) root = substr(stack, 1, at)
        }
        if (part == "\"artifacts\":") paths[++count] = name
      }
      END { for (i = 1; i <= count; ++i) print root paths[i] }
    ' "${1%.yaml}.lock"
  fi
}

# Whether a changed file belongs to the stack.
touched() {
  case $1 in
    */*) folder=${1%/*}/ ;;
    *) folder= ;;
  esac
  artifacts "$1" | awk -v folder="$folder" '
    FILENAME == "-" { made[$0] = 1; next }
    index($0, folder) == 1 || $0 in made { found = 1; exit }
    END { exit !found }
  ' - "$scratch/changed"
}

set --
while read -r file; do
  if touched "$file"; then
    set -- "$@" "$file"
  fi
done <"$scratch/stacks"
[ $# -gt 0 ] || exit 0

stackc=$("$(dirname "$0")/provide.sh")
status=0
"$stackc" "$command" -- "$@" || status=$?

git ls-files --cached >"$scratch/tracked"
for file; do
  { artifacts "$file" && printf '%s\n' "${file%.yaml}.lock"; } | while read -r path; do
    if [ -f "$path" ]; then
      printf '%s\n' "$path"
    fi
  done | awk -v stack="$file" '
    FILENAME != "-" { tracked[$0] = 1; next }
    !($0 in tracked) { printf "%s: the commit would lack %s, which git does not have: git add it\n", stack, $0 }
  ' "$scratch/tracked" -
done >"$scratch/unknown"
if [ -s "$scratch/unknown" ]; then
  cat "$scratch/unknown"
  [ "$status" -ne 0 ] || status=2
fi
exit "$status"
