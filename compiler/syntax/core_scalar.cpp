#include "syntax/core_scalar.h"

#include <charconv>

namespace stackc::syntax {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

Refused refuse(std::string_view plain, const std::string& what, const std::string& otherwise) {
  const std::string written(plain);
  return {"`" + written + "` " + what, "quote it if it is a text: `\"" + written + "\"`; " + otherwise};
}

}  // namespace

CoreValue core_value(std::string_view plain) {
  if (plain.empty() || plain == "~" || plain == "null") return Null{};
  if (plain == "true") return true;
  if (plain == "false") return false;

  const bool has_sign = plain.front() == '+' || plain.front() == '-';
  const std::string_view digits = plain.substr(has_sign ? 1 : 0);
  if (digits.empty() || !is_digit(digits.front())) return Text{};

  const std::string_view prefix = digits.substr(0, 2);
  const std::string_view rest = digits.size() > 2 ? digits.substr(2) : std::string_view{};
  if ((prefix == "0x" || prefix == "0X") && !rest.empty() && all_of(rest, "0123456789abcdefABCDEF_")) {
    return refuse(plain, "looks like a hexadecimal number", "write a number in decimal digits");
  }
  if ((prefix == "0o" || prefix == "0O") && !rest.empty() && all_of(rest, "01234567_")) {
    return refuse(plain, "looks like an octal number", "write a number in decimal digits");
  }
  if ((prefix == "0b" || prefix == "0B") && !rest.empty() && all_of(rest, "01_")) {
    return refuse(plain, "looks like a binary number", "write a number in decimal digits");
  }
  if (!all_of(digits, "0123456789_")) return Text{};
  if (digits.find('_') != std::string_view::npos) {
    return refuse(plain, "is a number to some programs and a text to others", "write a number without `_`");
  }
  if (digits.size() > 1 && digits.front() == '0') {
    return refuse(plain, "looks like an octal number", "write a number without leading zeros");
  }
  std::int64_t value = 0;
  // from_chars knows no plus.
  const std::string_view number = plain.front() == '+' ? digits : plain;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc{} || end != number.data() + number.size()) {
    return refuse(plain, "does not fit in 64 bits", "no number of a stack is so large");
  }
  return value;
}

CoreValue core_value(const Scalar& scalar) {
  return scalar.style == Style::plain ? core_value(std::string_view(scalar.text)) : CoreValue{Text{}};
}

}  // namespace stackc::syntax
