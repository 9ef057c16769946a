// Where a scalar ends. yaml-cpp says where it begins and what it means; this reads the bytes again, so that
// the end is known, and refuses what yaml-cpp lets pass (an unclosed quote, lines that are not indented).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/rule.h"
#include "syntax/tree.h"

namespace stackc::syntax {

/// What is wrong with a scalar: the bytes [at, at + length), and what to say about them.
struct Fault {
  Rule rule{};
  std::uint32_t at = 0;
  std::uint32_t length = 1;
  std::string message{};
  std::string help{};
};

struct Extent {
  std::uint32_t end = 0;  ///< One past the last byte: past the closing quote, past the last line that is not empty.
  std::optional<Fault> fault{};
};

/// Told by the first byte; anything that is no quote, `|` or `>` is plain.
Style style_at(std::string_view text, std::uint32_t begin);

/// `indent` is the column of the innermost block list or mapping, -1 at the top. Inside brackets (`flow`) lines may
/// be indented as they like. `decoded` is what yaml-cpp made of it: a plain scalar ends where that is used up.
Extent find_extent(std::string_view text, std::uint32_t begin, std::string_view decoded, int indent, bool flow);

/// True if a line that begins here is a document marker: `---` or `...`, then a blank or the end.
bool document_marker(std::string_view text, std::size_t line_begin);

}  // namespace stackc::syntax
