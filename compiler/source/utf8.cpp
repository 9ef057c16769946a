#include "source/utf8.h"

#include <array>
#include <cstddef>

namespace stackc {

CodePoint decode_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const std::uint32_t first = byte(0);
  if (first < 0x80U) return {first, 1};
  if (first < 0xC2U || first > 0xF4U) return {};
  const std::uint32_t length = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
  std::uint32_t value = first & (0xFFU >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80U, 0x800U, 0x10000U};
  if (value < smallest.at(length) || value > 0x10FFFFU || (value >= 0xD800U && value <= 0xDFFFU)) return {};
  return {value, length};
}

}  // namespace stackc
