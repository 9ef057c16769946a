// Classes of ASCII characters and the quoting of foreign text in messages.
// The parsers of this folder use nothing from <cctype>, so that no locale can change what they accept.
#pragma once

#include <string>
#include <string_view>

namespace stackc {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }
constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// `text` in backticks for a message: control characters as `\xNN`, long texts cut at a character's border.
std::string quoted(std::string_view text);
/// ASCII letters made small, everything else kept.
std::string lower(std::string_view text);

}  // namespace stackc
