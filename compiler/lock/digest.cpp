#include "lock/digest.h"

// The low-level functions of libcrypto: the EVP interface loads every algorithm of the default provider at its first
// use, which costs more than hashing a whole tree. They are declared obsolete for programs that must be able to change
// the algorithm; the lock's is SHA-256 by its format.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <stdexcept>

namespace stackc::lock {

Digest sha256(std::string_view bytes) {
  Digest digest;
  static_assert(std::tuple_size_v<decltype(digest.bytes)> == SHA256_DIGEST_LENGTH);
  SHA256_CTX context;
  if (SHA256_Init(&context) != 1 || SHA256_Update(&context, bytes.data(), bytes.size()) != 1 ||
      SHA256_Final(digest.bytes.data(), &context) != 1) {
    throw std::logic_error("libcrypto has no usable SHA-256");
  }
  return digest;
}

std::string hex(const Digest& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text(2 * digest.bytes.size(), '0');
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    text[2 * i] = digits[digest.bytes[i] >> 4U];
    text[2 * i + 1] = digits[digest.bytes[i] & 0x0FU];
  }
  return text;
}

std::optional<Digest> parse_hex(std::string_view text) {
  Digest digest;
  if (text.size() != 2 * digest.bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    unsigned value = 0;
    if (c >= '0' && c <= '9')
      value = static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      value = static_cast<unsigned>(c - 'a') + 10U;
    else
      return std::nullopt;
    const unsigned high = digest.bytes[i / 2];
    digest.bytes[i / 2] = static_cast<std::uint8_t>((high << 4U) | value);
  }
  return digest;
}

}  // namespace stackc::lock
