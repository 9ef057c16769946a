#include "catalog/generate/row.h"

namespace stackc::catalog::generate {

std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\' || c == '?') {  // `?` may begin a trigraph
      out += '\\';
      out += c;
    } else if (byte >= 0x20 && byte < 0x7f) {
      out += c;
    } else {
      // Three octal digits always: a digit that follows cannot join them.
      out += '\\';
      out += static_cast<char>('0' + (byte >> 6U));
      out += static_cast<char>('0' + ((byte >> 3U) & 7U));
      out += static_cast<char>('0' + (byte & 7U));
    }
  }
  return out + '"';
}

void refuse(Diagnostics& diagnostics, Span at, std::string message, std::string help) {
  diagnostics.report({.rule = Rule::catalogue_entry, .at = at, .message = std::move(message), .help = std::move(help)});
}

}  // namespace stackc::catalog::generate
