// SHA-256 of bytes and its spelling in the lock. The one place that knows OpenSSL.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stackc::lock {

/// A SHA-256.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const Digest&) const = default;
};

/// Throws std::logic_error where libcrypto has no SHA-256, which no supported system lacks.
Digest sha256(std::string_view bytes);

/// 64 lower-case hexadecimal digits.
std::string hex(const Digest& digest);
/// Only what `hex` writes.
std::optional<Digest> parse_hex(std::string_view text);

}  // namespace stackc::lock
