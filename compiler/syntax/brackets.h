// Brackets and quotes, found without a parser: how deep brackets nest, which are never closed, where quotes open.
// Used before yaml-cpp, whose scanner reads ahead through all of them, and to point at the cause of its complaints.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace stackc::syntax {

struct Brackets {
  /// Where the nesting first gets deeper than the limit.
  std::optional<std::uint32_t> too_deep;
  /// The innermost bracket that is open at the end of the text.
  std::optional<std::uint32_t> unclosed;
  /// Where quoted texts begin.
  std::vector<std::uint32_t> quotes;
};

/// Skips quotes, comments, plain text and block scalars as far as lines and columns tell; a bracket that it misses
/// is still counted by the limit on events.
Brackets find_brackets(std::string_view text, std::size_t limit);

}  // namespace stackc::syntax
