// Quoted scalars: YAML 1.2.2, chapters 5.7 (escapes) and 7.3 (folding of lines).
#include <array>
#include <utility>

#include "syntax/scalar.h"

namespace stackc::syntax {
namespace {

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80U) {
    put(c);
  } else if (c < 0x800U) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000U) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

constexpr auto escapes = std::to_array<std::pair<char, std::uint32_t>>({{'0', 0},
                                                                        {'a', 7},
                                                                        {'b', 8},
                                                                        {'t', 9},
                                                                        {'n', 10},
                                                                        {'v', 11},
                                                                        {'f', 12},
                                                                        {'r', 13},
                                                                        {'e', 27},
                                                                        {' ', ' '},
                                                                        {'"', '"'},
                                                                        {'/', '/'},
                                                                        {'\\', '\\'},
                                                                        {'N', 0x85},
                                                                        {'_', 0xA0},
                                                                        {'L', 0x2028},
                                                                        {'P', 0x2029}});

std::optional<std::uint32_t> hexadecimal(std::string_view digits, std::size_t count) {
  std::uint32_t value = 0;
  if (digits.size() < count) return std::nullopt;
  for (const char c : digits.substr(0, count)) {
    const std::size_t digit =
        std::string_view("0123456789abcdef").find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

class Quoted {
 public:
  Quoted(std::string_view text, std::size_t begin) : text_(text), begin_(begin), at_(begin + 1) {}

  ReadScalar read() {
    const char quote = text_[begin_];
    while (at_ < text_.size() && !fault_) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        blanks();
      } else if (c == '\\' && quote == '"') {
        escape();
      } else if (c != quote) {
        value_ += c;
        ++at_;
      } else if (quote == '\'' && byte_at(text_, at_ + 1) == '\'') {
        value_ += '\'';
        at_ += 2;
      } else {
        return {at_ + 1, std::move(value_), {}};
      }
    }
    if (!fault_) not_closed();
    return {0, {}, std::move(fault_)};
  }

 private:
  void fail(Rule rule, std::size_t at, std::size_t length, std::string message, std::string help) {
    fault_ = Fault{rule, at, length, std::move(message), std::move(help)};
  }

  void not_closed() {
    fail(Rule::unclosed_quote, begin_, line_end(text_, begin_) - begin_, "this quote is not closed",
         text_[begin_] == '"' ? "add `\"` where the text ends; a `\"` inside it is written `\\\"`"
                              : "add `'` where the text ends; a `'` inside it is written `''`");
  }

  /// Passes blanks and line breaks; the number of breaks.
  std::size_t pass_blanks() {
    std::size_t breaks = 0;
    for (; std::string_view(" \t\r\n").find(byte_at(text_, at_)) != std::string_view::npos; ++at_) {
      if (text_[at_] != '\n') continue;
      ++breaks;
      if (document_marker(text_, at_ + 1)) not_closed();
    }
    return breaks;
  }

  void blanks() {
    const std::size_t begin = at_;
    const std::size_t breaks = pass_blanks();
    if (breaks == 0) {
      value_ += text_.substr(begin, at_ - begin);
    } else if (breaks == 1) {
      value_ += ' ';
    } else {
      value_.append(breaks - 1, '\n');
    }
  }

  void escape() {
    const char c = byte_at(text_, at_ + 1);
    if (c == '\n' || c == '\r') {
      // The break is taken back; empty lines after it are not.
      ++at_;
      value_.append(pass_blanks() - 1, '\n');
      return;
    }
    for (const auto& [letter, meaning] : escapes) {
      if (letter != c) continue;
      append_utf8(value_, meaning);
      at_ += 2;
      return;
    }
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits == 0) {
      fail(Rule::not_yaml, at_, 2, "`" + std::string(text_.substr(at_, 2)) + "` is not an escape of YAML",
           "write a backslash as `\\\\`, or put the text in single quotes, where `\\` is an ordinary character");
      return;
    }
    const std::optional<std::uint32_t> value = hexadecimal(text_.substr(at_ + 2), digits);
    if (!value) {
      fail(Rule::not_yaml, at_, 2, "an escape with too few hexadecimal digits",
           "`\\x` takes two, `\\u` four, `\\U` eight");
    } else if (*value > 0x10FFFFU || (*value >= 0xD800U && *value <= 0xDFFFU)) {
      fail(Rule::not_yaml, at_, digits + 2, "an escape of no character, or of half of one",
           "write a character beyond U+FFFF as `\\U` and eight digits");
    } else {
      append_utf8(value_, *value);
      at_ += 2 + digits;
    }
  }

  std::string_view text_;
  std::size_t begin_;
  std::size_t at_;
  std::string value_;
  std::optional<Fault> fault_;
};

}  // namespace

ReadScalar read_quoted(std::string_view text, std::size_t begin) { return Quoted(text, begin).read(); }

}  // namespace stackc::syntax
