#!/bin/sh
# layers_test.sh must refuse what it is there to refuse.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

# expect STATUS WHAT FILE LINE: a tree in which only FILE exists, holding LINE
expect() {
  rm -rf "$tree/compiler"
  mkdir -p "$tree/compiler/$(dirname "$3")"
  cp "$here/../../compiler/layers.txt" "$tree/compiler/"
  printf '%s\n' "$4" >"$tree/compiler/$3"
  status=0
  "$here/layers_test.sh" "$tree" >"$tree/out" || status=$?
  if [ "$status" -ne "$1" ]; then
    echo "expected $1, got $status: $2"
    cat "$tree/out"
    failed=1
  fi
}

expect 0 'a layer may include itself' syntax/tree.h '#include "syntax/node.h"'
expect 0 'a layer may include one that stands in its row' syntax/tree.h '#include "source/source.h"'
expect 0 'one header of a layer may be allowed alone' plan/view.h '#include "render/value.h"'
expect 0 'main.cpp may include everything' main.cpp '#include "driver/commands.h"'
expect 0 'the owner may include a heavy header' syntax/parse.cpp '#include <yaml-cpp/eventhandler.h>'
expect 0 'a generator may have a row of its own' catalog/generate/row.cpp '#include "syntax/tree.h"'
expect 1 'its layer gains nothing by that' catalog/catalog.cpp '#include "syntax/tree.h"'
expect 1 'a generator without need stands on std alone' diagnostics/generate/pages.cpp '#include "source/source.h"'
expect 1 'an early layer must not know a late one' syntax/tree.h '#include "bind/bind.h"'
expect 1 'the rest of that layer stays closed' plan/view.h '#include "render/engine.h"'
expect 1 'a header of a third party in angle brackets counts too' bind/bind.cpp '#include <yaml-cpp/yaml.h>'
expect 1 'a heavy header must not stand in a header' syntax/tree.h '#include <yaml-cpp/yaml.h>'
expect 1 'paths start at compiler/' syntax/tree.cpp '#include "tree.h"'
expect 1 'a folder without a row' helpers/things.h '#include <string>'
expect 1 'nothing to read' main.cpp 'int main() {}'

rm -rf "$tree/compiler/syntax"
mkdir -p "$tree/compiler/syntax"
for file in a b c; do
  echo '#include <yaml-cpp/yaml.h>' >"$tree/compiler/syntax/$file.cpp"
done
if "$here/layers_test.sh" "$tree" >/dev/null; then
  echo 'three files with one heavy header were accepted'
  failed=1
fi
exit "$failed"
