#include "syntax/bytes.h"

#include <set>
#include <string>

#include "source/utf8.h"
#include "syntax/limits.h"

namespace stackc::syntax {
namespace {

bool is_bidirectional(std::uint32_t c) { return (c >= 0x202AU && c <= 0x202EU) || (c >= 0x2066U && c <= 0x2069U); }

/// What YAML calls not printable, and the line separators that YAML 1.1 and 1.2 disagree on.
bool is_unseen(std::uint32_t c) {
  return (c < 0x20U && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7FU && c < 0xA0U) || c == 0x2028U ||
         c == 0x2029U || c == 0xFEFFU || c == 0xFFFEU || c == 0xFFFFU;
}

std::string hexadecimal(std::uint32_t value, int digits) {
  std::string out;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    out += "0123456789ABCDEF"[(value >> static_cast<unsigned>(shift)) & 0xFU];
  return out;
}

}  // namespace

std::uint32_t byte_order_mark(std::string_view text) { return text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0; }

bool check_bytes(const Sources& sources, SourceId source, Diagnostics& diagnostics) {
  const std::string_view text = sources.text(source);
  if (text.size() > max_file_bytes) {
    diagnostics.report({Rule::limit_exceeded,
                        {},
                        "`" + std::string(sources.name(source)) + "` has more than 1 MiB",
                        {},
                        "put long texts in files of their own and name them in the stack"});
    return false;
  }
  std::set<Rule> seen;
  const auto report = [&](Rule rule, std::size_t begin, std::size_t length, std::string message, std::string help) {
    if (!seen.insert(rule).second) return;
    const auto at = static_cast<std::uint32_t>(begin);
    diagnostics.report(
        {rule, {source, at, static_cast<std::uint32_t>(begin + length)}, std::move(message), {}, std::move(help)});
  };

  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") {
    report(Rule::not_utf8, 0, 2, "the file is UTF-16, not UTF-8", "save it as UTF-8: `iconv -f utf-16 -t utf-8`");
    return false;
  }
  for (std::size_t i = byte_order_mark(text); i < text.size();) {
    const CodePoint c = decode_utf8(text.substr(i));
    if (c.length == 0) {
      report(Rule::not_utf8, i, 1, "byte 0x" + hexadecimal(static_cast<unsigned char>(text[i]), 2) + " is not UTF-8",
             "save the file as UTF-8");
      ++i;
      continue;
    }
    if (is_bidirectional(c.value)) {
      report(Rule::bidirectional_control, i, c.length,
             "U+" + hexadecimal(c.value, 4) + " turns the direction of the text around",
             "delete it, or write it in double quotes as `\\u" + hexadecimal(c.value, 4) + "`");
    } else if (c.value == 0xFEFFU) {
      report(Rule::control_character, i, c.length, "a byte order mark inside the file",
             "delete it: two files were joined here");
    } else if (c.value == 0) {
      report(Rule::control_character, i, c.length, "a NUL byte", "delete it");
    } else if (is_unseen(c.value)) {
      report(Rule::control_character, i, c.length, "U+" + hexadecimal(c.value, 4) + " cannot be seen",
             "delete it, or write it in double quotes as `\\u" + hexadecimal(c.value, 4) + "`");
    } else if (c.value == '\r' && text.substr(i + 1, 1) != "\n") {
      report(Rule::lone_carriage_return, i, c.length, "a carriage return without a line feed",
             "end lines with LF, or with CR LF");
    }
    i += c.length;
  }
  return seen.empty();
}

}  // namespace stackc::syntax
