// Sets of ASCII characters as 128-bit classes, and the table that says which characters each kind
// of scalar may hold. The proofs of the template engine are subset tests over these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stackc::render {

/// A set of ASCII characters. Bytes of 0x80 and above are in no set.
struct CharSet {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  /// `pattern` lists characters; `a-z` is a range; `-` stands for itself at either end.
  static constexpr CharSet of(std::string_view pattern) {
    CharSet set;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      const bool range = i + 2 < pattern.size() && pattern[i + 1] == '-';
      const auto first = static_cast<unsigned char>(pattern[i]);
      const auto last = range ? static_cast<unsigned char>(pattern[i + 2]) : first;
      for (unsigned c = first; c <= last; ++c)
        set.add(c);
      if (range) i += 2;
    }
    return set;
  }
  /// 0x20 to 0x7E.
  static constexpr CharSet printable() { return of(" -~"); }

  constexpr bool has(char c) const {
    const unsigned code = static_cast<unsigned char>(c);
    if (code >= 128) return false;
    return (((code < 64 ? low : high) >> (code % 64)) & 1U) != 0;
  }
  constexpr bool within(CharSet other) const { return (low & ~other.low) == 0 && (high & ~other.high) == 0; }
  constexpr bool holds(std::string_view text) const {
    for (const char c : text) {
      if (!has(c)) return false;
    }
    return true;
  }
  constexpr CharSet operator|(CharSet other) const { return {low | other.low, high | other.high}; }
  constexpr CharSet operator-(CharSet other) const { return {low & ~other.low, high & ~other.high}; }
  constexpr bool operator==(const CharSet&) const = default;

  constexpr void add(unsigned code) {
    if (code < 64)
      low |= std::uint64_t{1} << code;
    else if (code < 128)
      high |= std::uint64_t{1} << (code - 64);
  }
};

}  // namespace stackc::render
