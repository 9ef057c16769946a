#include "lock/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace stackc::lock {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Fetching costs more than hashing a small file, so it happens once. The configuration file of OpenSSL
// is not read: it is part of the machine, not of the input, and costs a dozen system calls a start.
const EVP_MD* fetched_sha256() {
  static const EVP_MD* const algorithm = [] {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
    return EVP_MD_fetch(nullptr, "SHA256", nullptr);
  }();
  return algorithm;
}

}  // namespace

Digest sha256(std::string_view bytes) {
  const EVP_MD* algorithm = fetched_sha256();
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  Digest digest;
  unsigned length = 0;
  if (algorithm == nullptr || context == nullptr || EVP_DigestInit_ex2(context.get(), algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.bytes.data(), &length) != 1 || length != digest.bytes.size()) {
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
