#include "render/encode.h"

#include <array>

namespace stackc::render {
namespace {

constexpr std::string_view holds_nul = "it holds a NUL byte";
constexpr std::string_view holds_control = "it holds a line break or another control character";
constexpr std::string_view holds_invalid = "it is not valid UTF-8";

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool has_control(std::string_view text, bool allow_tab = false) {
  for (const char c : text) {
    if (is_control(c) && !(allow_tab && c == '\t')) return true;
  }
  // C1 controls, U+0080 to U+009F, are C2 80 to C2 9F.
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

/// Reads one code point at `at`; 0xFFFFFFFF if it is not valid UTF-8 (RFC 3629: no surrogates, no overlong forms).
std::uint32_t code_point(std::string_view text, std::size_t at, std::size_t& length) {
  constexpr std::uint32_t bad = 0xFFFFFFFFU;
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(at);
  length = 1;
  if (first < 0x80) return first;
  const auto tail = [&](std::size_t i) { return (byte(at + i) & 0xC0U) == 0x80U; };
  if (first >= 0xC2 && first <= 0xDF && tail(1)) {
    length = 2;
    return ((first & 0x1FU) << 6) | (byte(at + 1) & 0x3FU);
  }
  if ((first & 0xF0U) == 0xE0U && tail(1) && tail(2)) {
    const std::uint32_t code = ((first & 0x0FU) << 12) | ((byte(at + 1) & 0x3FU) << 6) | (byte(at + 2) & 0x3FU);
    length = 3;
    return code < 0x800 || (code >= 0xD800 && code <= 0xDFFF) ? bad : code;
  }
  if (first >= 0xF0 && first <= 0xF4 && tail(1) && tail(2) && tail(3)) {
    const std::uint32_t code = ((first & 0x07U) << 18) | ((byte(at + 1) & 0x3FU) << 12) |
                               ((byte(at + 2) & 0x3FU) << 6) | (byte(at + 3) & 0x3FU);
    length = 4;
    return code < 0x10000 || code > 0x10FFFF ? bad : code;
  }
  return bad;
}

bool valid_utf8(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) {
    if (code_point(text, i, length) == 0xFFFFFFFFU) return false;
  }
  return true;
}

void append_hex(std::string& out, std::uint32_t code, int digits) {
  constexpr std::string_view hex = "0123456789abcdef";
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    out += hex[(code >> shift) & 0xFU];
}

/// `open` text `close`, with `escaped` characters behind a backslash.
void append_quoted(std::string& out, std::string_view text, char quote, std::string_view escaped) {
  out += quote;
  for (const char c : text) {
    if (escaped.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  out += quote;
}

// ---- YAML and JSON ----

/// hardening.md section 9: read back alike by PyYAML, libyaml, npm yaml and yaml-cpp.
void append_yaml(std::string& out, std::string_view text) {
  out += '"';
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) {
    const std::uint32_t code = code_point(text, i, length);
    switch (code) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (code < 0x20 || (code >= 0x7F && code <= 0x9F)) {
          out += "\\x";
          append_hex(out, code, 2);
        } else if (code == 0x2028 || code == 0x2029 || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF) {
          out += "\\u";
          append_hex(out, code, 4);
        } else {
          out += text.substr(i, length);
        }
    }
  }
  out += '"';
}

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (is_control(c)) {
          out += "\\u";
          append_hex(out, static_cast<unsigned char>(c), 4);
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    if (c != lower[i]) return false;
  }
  return true;
}

bool is_number_kind(Kind kind) {
  return kind == Kind::integer || kind == Kind::port || kind == Kind::boolean || kind == Kind::duration ||
         kind == Kind::size;
}

std::string_view encode_yaml(std::string& out, Kind kind, std::string_view text) {
  if (is_number_kind(kind) || yaml_bare(text)) {
    out += text;
    return {};
  }
  if (text.find('\0') != std::string_view::npos) return holds_nul;
  if (!valid_utf8(text)) return holds_invalid;
  append_yaml(out, text);
  return {};
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string made;
  made.reserve(text.size() + 8);
  std::size_t at = 0;
  for (std::size_t found; (found = text.find(what, at)) != std::string_view::npos; at = found + what.size()) {
    made.append(text.substr(at, found - at)).append(with);
  }
  return made.append(text.substr(at));
}

// ---- the other languages ----

std::string_view encode_nginx(std::string& out, std::string_view text) {
  if (has_control(text)) return holds_control;
  if (text.find('$') != std::string_view::npos)
    return "it holds a `$`, which nginx would take for a variable in any quotes";
  if (text.substr(0, 1) == "~") return "it begins with `~`, which nginx takes for a regular expression in any quotes";
  append_quoted(out, text, '"', "\"\\");
  return {};
}

std::string_view encode_haproxy(std::string& out, Writing writing, std::string_view text) {
  if (has_control(text)) return holds_control;
  if (writing == Writing::haproxy_unknown && text.find('%') != std::string_view::npos) {
    return "it holds a `%`, and it is not known whether HAProxy reads a log format here";
  }
  const std::string doubled = writing == Writing::haproxy_format ? replaced(text, "%", "%%") : std::string(text);
  out += '\'';
  out += replaced(doubled, "'", "'\\''");
  out += '\'';
  return {};
}

std::string_view encode_apache(std::string& out, Writing writing, std::string_view text) {
  if (has_control(text)) return holds_control;
  if (text.find('\\') != std::string_view::npos)
    return "it holds a backslash, which Apache reads differently from place to place";
  if (text.find("${") != std::string_view::npos || (!text.empty() && text.back() == '$'))
    return "it holds `${`, which Apache expands";
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    if (is_digit(text[at + 1])) return "it holds a `$` before a digit, which Apache expands in expressions";
  }
  const bool percent = text.find('%') != std::string_view::npos;
  if (percent && writing != Writing::apache_format) return "it holds a `%`, which Apache may take for a format here";
  append_quoted(out, percent ? replaced(text, "%", "%%") : text, '"', "\"");
  return {};
}

std::string_view encode_sh(std::string& out, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return holds_nul;
  out += '\'';
  out += replaced(text, "'", "'\\''");
  out += '\'';
  return {};
}

std::string_view encode_dotenv(std::string& out, std::string_view text) {
  if (has_control(text)) return holds_control;
  if (text.find('\'') != std::string_view::npos)
    return "it holds a single quote, which the readers of such files take differently";
  if (!text.empty() && text.back() == '\\') return "it ends with a backslash, which would take the closing quote";
  append_quoted(out, text, '\'', "");
  return {};
}

/// CommonMark: a backslash before any ASCII punctuation makes it literal.
std::string_view encode_prose(std::string& out, std::string_view text) {
  if (has_control(text)) return holds_control;
  if (!valid_utf8(text)) return holds_invalid;
  constexpr std::string_view marks = "\\`*_{}[]<>()#+-!|~$&=.:";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' && i == 0) {
      out += "&#32;";  // blanks at a line's start would be dropped, or four of them make a code block
      continue;
    }
    bool escape = marks.find(c) != std::string_view::npos;
    // Between letters and digits these mean nothing, and prose stays readable.
    const bool inside = i > 0 && i + 1 < text.size() && (is_letter(text[i - 1]) || is_digit(text[i - 1])) &&
                        (is_letter(text[i + 1]) || is_digit(text[i + 1]));
    if (inside && (c == '-' || c == '.' || c == '_' || c == '+' || c == '=')) escape = false;
    // Only at the start could these begin a list, a heading or a definition.
    if (i > 0 && (c == '.' || c == ':' || c == '(' || c == ')' || c == '+' || c == '=' || c == '-' || c == '#' ||
                  c == '{' || c == '}'))
      escape = false;
    if (c == '.' && i > 0 && is_digit(text[i - 1])) escape = true;
    if (escape) out += '\\';
    out += c;
  }
  return {};
}

/// Whether Azure would take part of it for a variable: `$(Build.SourceVersion)`, but not `$(ls -l)`.
bool azure_macro(std::string_view text) {
  constexpr CharSet inside = CharSet::of("A-Za-z0-9_.-");
  for (std::size_t at = text.find("$("); at != std::string_view::npos; at = text.find("$(", at + 1)) {
    const std::size_t end = text.find(')', at);
    if (end != std::string_view::npos && end > at + 2 && inside.holds(text.substr(at + 2, end - at - 2))) return true;
  }
  return false;
}

std::string_view encode_code(std::string& out, std::string_view text) {
  if (has_control(text)) return holds_control;
  if (!valid_utf8(text)) return holds_invalid;
  if (text.find('|') != std::string_view::npos)
    return "it holds a `|`, which would end a table's cell even in a code span";
  if (text.empty()) return "it is empty, and a code span cannot be";
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = run > longest ? run : longest;
  }
  const std::string fence(longest + 1, '`');
  // A blank at each end is stripped, so one is added where the text itself begins or ends with a mark or blank.
  const bool all_blank = text.find_first_not_of(' ') == std::string_view::npos;
  const bool pad =
      !all_blank && (text.front() == '`' || text.back() == '`' || (text.front() == ' ' && text.back() == ' '));
  out += fence;
  if (pad) out += ' ';
  out += text;
  if (pad) out += ' ';
  out += fence;
  return {};
}

}  // namespace

bool yaml_bare(std::string_view text) {
  constexpr CharSet inside = CharSet::of("A-Za-z0-9_./@+=:-");
  if (text.empty() || !inside.holds(text) || text.back() == ':') return false;
  if (text.front() == '/') return true;
  if (text.substr(0, 2) == "./") return true;
  if (!is_letter(text.front())) return false;
  // YAML 1.1's booleans and nulls; everything else that is special begins with a digit, sign, dot or mark.
  constexpr std::array<std::string_view, 10> words = {"true", "false", "yes", "no",   "on",
                                                      "off",  "y",     "n",   "null", "nan"};
  for (const std::string_view word : words) {
    if (equals_ignoring_case(text, word)) return false;
  }
  return true;
}

std::string_view encode(std::string& out, Writing writing, const Place& place, Kind kind, std::string_view text) {
  const bool safe = !text.empty() && place.safe.holds(text) && place.safe_first.has(text.front());
  switch (writing) {
    case Writing::yaml_value:
      return encode_yaml(out, kind, text);
    case Writing::compose_value:
      return text.find('$') == std::string_view::npos ? encode_yaml(out, kind, text)
                                                      : encode_yaml(out, kind, replaced(text, "$", "$$"));
    case Writing::workflow_value:
      return text.find("${{") == std::string_view::npos ? encode_yaml(out, kind, text)
                                                        : encode_yaml(out, kind, replaced(text, "${{", "${{ '${{' }}"));
    case Writing::azure_value:
      if (azure_macro(text))
        return "it holds `$(NAME)`, which Azure replaces by a variable and no spelling keeps it from";
      return encode(out, Writing::workflow_value, place, kind, text);
    case Writing::json_value:
      if (is_number_kind(kind)) {
        out += text;
        return {};
      }
      [[fallthrough]];
    case Writing::json_text:
      if (!valid_utf8(text)) return holds_invalid;
      if (text.find('\0') != std::string_view::npos) return holds_nul;
      append_json(out, text);
      return {};
    case Writing::markdown_prose:
      if (safe || kind == Kind::duration || kind == Kind::size) break;
      return encode_prose(out, text);
    case Writing::markdown_code:
      return encode_code(out, text);
    default:
      break;
  }
  if (safe || writing == Writing::markdown_prose) {
    out += text;
    return {};
  }
  switch (writing) {
    case Writing::nginx_word:
      return encode_nginx(out, text);
    case Writing::haproxy_word:
    case Writing::haproxy_format:
    case Writing::haproxy_unknown:
      return encode_haproxy(out, writing, text);
    case Writing::apache_word:
    case Writing::apache_format:
      return encode_apache(out, writing, text);
    case Writing::sh_word:
      return encode_sh(out, text);
    case Writing::dockerfile_value:
      if (has_control(text, true)) return holds_control;
      append_quoted(out, text, '"', "\"\\$");
      return {};
    case Writing::dotenv_value:
      return encode_dotenv(out, text);
    default:
      return text.empty() ? "it is empty" : "it holds a character that would not be safe here";
  }
}

}  // namespace stackc::render
