// A text parsed, for tests: its tree, and what was said about it as one line for each diagnostic.
#pragma once

#include <optional>
#include <string>

#include "syntax/parse.h"

namespace stackc::tests {

struct Reading {
  std::optional<syntax::Node> tree;
  /// "STK1012 3:1 message", one line each, sorted.
  std::string said;
};

inline Reading read(const std::string& text) {
  Sources sources;
  const SourceId id = sources.add("stack.yaml", text);
  Diagnostics diagnostics;
  Reading reading;
  reading.tree = syntax::parse(sources, id, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    const Position place = sources.position(id, diagnostic.at.begin);
    reading.said += std::string(code(diagnostic.rule)) + " " + std::to_string(place.line) + ":" +
                    std::to_string(place.column) + " " + diagnostic.message + "\n";
  }
  return reading;
}

}  // namespace stackc::tests
