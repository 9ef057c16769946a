// One code point at a time out of bytes that may be anything.
#pragma once

#include <cstdint>
#include <string_view>

namespace stackc {

struct CodePoint {
  std::uint32_t value = 0;
  std::uint32_t length = 0;  ///< In bytes; 0 where the bytes are not UTF-8.
};

/// The first code point of `text`, which must not be empty. Refuses what RFC 3629 refuses: overlong forms, surrogates,
/// values above U+10FFFF, cut sequences.
CodePoint decode_utf8(std::string_view text);

}  // namespace stackc
