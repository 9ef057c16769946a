// The proof about lexical states: walks a template's tree with the lexer of its language and finds, for each
// hole, the one place it stands in, whatever branches are taken and however often loops run.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "render/language.h"
#include "render/tree.h"

namespace stackc::render {

struct HoleContext {
  bool reached = false;
  std::uint8_t place = 0;
  bool glued_before = false;
  bool glued_after = false;
  bool separate_after = false;
  bool key = false;
  std::string_view refusal;  ///< Why no hole may stand there at all.

  bool glued() const { return glued_before || glued_after; }
};

struct Contexts {
  std::vector<HoleContext> holes;       ///< By index of the node.
  bool spans_lines = false;             ///< The body has a token that spans lines.
  std::vector<bool> macros_span_lines;  ///< The same for each macro.
};

/// `snippets` tells, by index of the node, the holes that take snippets.
Contexts find_contexts(const Tree& tree, const Language& language, const std::vector<bool>& snippets,
                       Diagnostics& diagnostics);

}  // namespace stackc::render
