#include "model/punycode.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/characters.h"

namespace stackc {

namespace {

std::optional<std::vector<std::uint32_t>> code_points(std::string_view text) {
  std::vector<std::uint32_t> points;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80          ? 1
                               : lead >> 5U == 0x6  ? 2
                               : lead >> 4U == 0xe  ? 3
                               : lead >> 3U == 0x1e ? 4
                                                    : 0;
    if (length == 0 || i + length > text.size()) return std::nullopt;
    std::uint32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if (next >> 6U != 0x2) return std::nullopt;
      point = point << 6U | (next & 0x3fU);
    }
    points.push_back(point);
    i += length;
  }
  return points;
}

// RFC 3492, section 6.1, with the parameters of section 5.
std::uint32_t adapt(std::uint32_t delta, std::uint32_t count, bool first) {
  delta = first ? delta / 700 : delta / 2;
  delta += delta / count;
  std::uint32_t k = 0;
  for (; delta > 455; k += 36)
    delta /= 35;
  return k + 36 * delta / (delta + 38);
}

char digit(std::uint32_t value) { return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26)); }

// RFC 3492, section 6.3. A label of a domain is far too short for the sums to overflow.
std::string punycode(const std::vector<std::uint32_t>& points) {
  std::string result;
  for (const std::uint32_t point : points) {
    if (point < 0x80) result += static_cast<char>(point);
  }
  auto handled = static_cast<std::uint32_t>(result.size());
  const std::uint32_t basic = handled;
  if (basic > 0) result += '-';
  std::uint32_t n = 0x80;
  std::uint32_t delta = 0;
  std::uint32_t bias = 72;
  while (handled < points.size()) {
    std::uint32_t next = 0x110000;
    for (const std::uint32_t point : points) {
      if (point >= n) next = std::min(next, point);
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (const std::uint32_t point : points) {
      if (point < n) ++delta;
      if (point != n) continue;
      std::uint32_t q = delta;
      for (std::uint32_t k = 36;; k += 36) {
        const std::uint32_t threshold = k <= bias ? 1 : std::min(k - bias, std::uint32_t{26});
        if (q < threshold) break;
        result += digit(threshold + (q - threshold) % (36 - threshold));
        q = (q - threshold) / (36 - threshold);
      }
      result += digit(q);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return result;
}

}  // namespace

std::optional<std::string> ascii_domain(std::string_view domain) {
  std::string result;
  while (true) {
    const auto dot = domain.find('.');
    const std::string label = lower(domain.substr(0, dot));
    if (label.size() > 252) return std::nullopt;  // four bytes for each of 63 characters
    if (std::all_of(label.begin(), label.end(), is_ascii)) {
      result += label;
    } else {
      const auto points = code_points(label);
      if (!points) return std::nullopt;
      const std::string encoded = "xn--" + punycode(*points);
      if (encoded.size() > 63) return std::nullopt;
      result += encoded;
    }
    if (dot == std::string_view::npos) return result;
    result += '.';
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace stackc
