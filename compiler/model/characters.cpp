#include "model/characters.h"

namespace stackc {

namespace {
constexpr std::size_t longest_quote = 80;  // bytes: a line of an excerpt
}

std::string quoted(std::string_view text) {
  std::string_view shown = text.substr(0, longest_quote);
  const bool cut = shown.size() < text.size();
  if (cut) {
    // UTF-8 continuation bytes are 10xxxxxx; a cut before one would leave half a character.
    std::size_t end = shown.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
      --end;
    shown = text.substr(0, end);
  }
  constexpr char hex[] = "0123456789abcdef";
  std::string result = "`";
  for (const char c : shown) {
    if (is_control(c)) {
      const auto byte = static_cast<unsigned char>(c);
      result += "\\x";
      result += hex[byte >> 4U];
      result += hex[byte & 0xfU];
    } else {
      result += c;
    }
  }
  if (cut) result += "…";
  result += '`';
  return result;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace stackc
