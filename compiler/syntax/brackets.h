// Brackets of flow lists and mappings, found without a parser: how deep they nest, and which are never closed.
// Used before yaml-cpp, whose scanner reads ahead through all of them, and to point at the opening one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stackc::syntax {

struct Brackets {
  /// Where the nesting first gets deeper than the limit.
  std::optional<std::uint32_t> too_deep;
  /// The innermost bracket that is open at the end of the text.
  std::optional<std::uint32_t> unclosed;
};

/// Skips quotes, comments, plain text and block scalars as far as lines and columns tell; a bracket that it misses
/// is still counted by the limit on events.
Brackets find_brackets(std::string_view text, std::size_t limit);

}  // namespace stackc::syntax
