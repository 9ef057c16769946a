// The bytes of a scalar: where it ends and what it says. yaml-cpp tells where one begins; its folding of quoted and
// block text is wrong in places, and it lets unclosed quotes pass, so they are read here, by the rules of YAML 1.2.
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
  std::size_t at = 0;
  std::size_t length = 1;
  std::string message{};
  std::string help{};
};

struct ReadScalar {
  std::size_t end = 0;  ///< One past the last byte: past the closing quote, past the last line that is not empty.
  std::string value{};
  std::optional<Fault> fault{};
};

/// Told by the first byte; anything that is no quote, `|` or `>` is plain.
Style style_at(std::string_view text, std::size_t begin);

/// `begin` is at the opening quote.
ReadScalar read_quoted(std::string_view text, std::size_t begin);

/// `begin` is at `|` or `>`; `indent` is the column of the list or mapping it stands in, -1 at the top.
ReadScalar read_block(std::string_view text, std::size_t begin, int indent);

/// A plain scalar ends where `decoded`, yaml-cpp's reading, is used up; each byte of it is compared. Inside
/// brackets (`flow`) its lines may be indented as they like.
ReadScalar read_plain(std::string_view text, std::size_t begin, std::string_view decoded, int indent, bool flow);

/// True if the line that begins here is a document marker: `---` or `...`, then a blank or the end.
bool document_marker(std::string_view text, std::size_t line_begin);

/// The byte at `offset`, NUL past the end (texts hold none: bytes.h).
inline char byte_at(std::string_view text, std::size_t offset) { return offset < text.size() ? text[offset] : '\0'; }

/// The offset of the line feed at or after `offset`, or the end of the text.
inline std::size_t line_end(std::string_view text, std::size_t offset) {
  const std::size_t end = text.find('\n', offset);
  return end == std::string_view::npos ? text.size() : end;
}

}  // namespace stackc::syntax
