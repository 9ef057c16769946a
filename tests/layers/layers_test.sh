#!/bin/sh
# Reads every #include under ROOT/compiler against ROOT/compiler/layers.txt.
#   layers_test.sh ROOT
set -eu

cd "$1"
find compiler -name '*.h' -o -name '*.cpp' | LC_ALL=C sort | xargs grep -Hn '^[[:space:]]*#[[:space:]]*include' |
  awk '
  BEGIN {
    while ((getline row < "compiler/layers.txt") > 0) {
      if (row ~ /^(#|$)/) continue
      n = split(row, word, /:? +|:$/)
      if (word[1] == "heavy") {
        for (i = 3; i <= n; ++i) if (word[i] != "") owner[word[2], word[i]] = 1
        heavy[word[2]] = 1
        continue
      }
      layer[word[1]] = 1
      allowed[word[1], word[1]] = 1
      for (i = 2; i <= n; ++i) if (word[i] != "") allowed[word[1], word[i]] = 1
    }
  }
  function refuse(why) { print place ": " why; bad = 1 }
  {
    ++seen
    split($0, part, ":")
    file = part[1]; place = part[1] ":" part[2]
    quoted = $0 ~ /include[[:space:]]*"/
    name = $0; sub(/^[^"<]*["<]/, "", name); sub(/[">].*/, "", name)
    from = file; sub(/^compiler\//, "", from)
    whole_program = from !~ /\//             # main.cpp: puts everything together
    # A folder in a layer may have a row of its own.
    sub(/\/[^\/]*$/, "", from)
    while (!(from in layer) && from ~ /\//) sub(/\/[^\/]*$/, "", from)
    if (!whole_program && !(from in layer)) { refuse("folder " from " is not in compiler/layers.txt"); next }
    for (header in heavy) {
      if (index(name, header) != 1) continue
      if (file !~ /\.cpp$/) refuse(name " is heavy and belongs into a .cpp")
      if (!((header, from) in owner)) refuse(name " is not for layer " from)
      if (!((header, file) in users)) { users[header, file] = 1; ++count[header] }
    }
    if (quoted && !whole_program) {
      to = name; sub(/\/.*/, "", to)
      if (name !~ /\//) refuse("\"" name "\": write the path from compiler/")
      else if (!((from, to) in allowed) && !((from, name) in allowed) && index(name, from "/") != 1) refuse(from " may not know " name)
    }
  }
  END {
    for (header in count) if (count[header] > 2) { print header " is included by " count[header] " files; two at most"; bad = 1 }
    if (seen == 0) { print "no #include was found"; bad = 1 }
    exit bad
  }'
