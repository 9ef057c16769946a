// Joins what typing knows of a hole (its kind) with what the walk over lexical states knows (its place): decides
// how it is written, or why it may not stand there.
#pragma once

#include "render/filters.h"
#include "render/program.h"
#include "render/scope.h"
#include "render/trees.h"

namespace stackc::render {

/// How a hole came out of typing.
struct TypedHole {
  std::uint32_t op = 0;
  std::uint32_t tree = 0;
  std::uint32_t node = 0;
  Shaped shaped;
};
/// An include or call that is indented: its target may not have tokens that span lines.
struct IndentedUse {
  std::uint32_t tree = 0;
  std::uint32_t node = 0;
  std::uint32_t target_tree = 0;
  std::uint32_t target_macro = nothing;  ///< Of that tree; nothing for its body.
};

class Placing {
 public:
  std::vector<TypedHole> holes;
  std::vector<IndentedUse> indents;

  /// Proves that every hole may stand where it stands, and completes the holes' operations.
  void prove(Program& program, const Trees& trees, Diagnostics& diagnostics, Complaints& complaints) const;
};

}  // namespace stackc::render
