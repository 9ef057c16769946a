#!/bin/sh
# Makes the three stacks that faults.sh builds before, while and after a fault: files that stay, change, come and go,
# a run bit that turns, a file that becomes a directory and a file again, directories that are left empty.
#   trees.sh FOLDER
set -eu

rm -rf "$1"
for tree in old new later; do
  mkdir -p "$1/$tree/deploy"
  cd "$1/$tree"
  echo 'never changes' >kept.conf
  echo "$tree" >compose.yaml
  echo "$tree" >deploy/run.sh
  echo 'a run bit turns' >mode.sh
  cd "$OLDPWD"
done
chmod a+x "$1/new/mode.sh"
mkdir -p "$1/old/left/over"
echo old >"$1/old/left/over/gone.conf"
echo old >"$1/old/deploy/gone.conf"
mkdir "$1/new/swapped" "$1/later/ops"
echo old >"$1/old/swapped"
echo new >"$1/new/swapped/inner"
echo later >"$1/later/swapped"
echo later >"$1/later/ops/run.sh"
# Where a hand wrote what the next version says: it is ours from then on.
echo old >"$1/old/adopted.conf"
echo new >"$1/new/adopted.conf"
echo new >"$1/later/adopted.conf"
