#include "syntax/extent.h"

namespace stackc::syntax {
namespace {

constexpr std::string_view only_blanks = "indent with blanks, and write a tab inside a text in double quotes as `\\t`";

char at(std::string_view text, std::size_t i) { return i < text.size() ? text[i] : '\0'; }

Extent fail(Rule rule, std::size_t where, std::size_t length, std::string message, std::string help) {
  return {0, Fault{rule, static_cast<std::uint32_t>(where), static_cast<std::uint32_t>(length), std::move(message), std::move(help)}};
}

std::size_t line_end(std::string_view text, std::size_t from) {
  const std::size_t end = text.find('\n', from);
  return end == std::string_view::npos ? text.size() : end;
}

/// Length of an escape after its backslash, 0 if YAML 1.2 has no such escape.
std::size_t escape_length(std::string_view text, std::size_t i) {
  const char c = at(text, i);
  const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits == 0) return std::string_view("0abtnvfre \"/\\N_LP\r\n").find(c) != std::string_view::npos ? 1 : 0;
  for (std::size_t k = 1; k <= digits; ++k) {
    if (std::string_view("0123456789abcdefABCDEF").find(at(text, i + k)) == std::string_view::npos) return 0;
  }
  return digits + 1;
}

Extent quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\n' && document_marker(text, i + 1)) break;
    if (text[i] == '\\' && quote == '"') {
      const std::size_t length = escape_length(text, i + 1);
      if (length == 0) {
        return fail(Rule::not_yaml, i, 2, "`" + std::string(text.substr(i, 2)) + "` is not an escape of YAML",
                    "write a backslash as `\\\\`, or put the text in single quotes, where `\\` is an ordinary character");
      }
      i += length;
      // An escaped CR LF is one line break.
      if (text[i] == '\r') ++i;
      if (at(text, i) == '\n' && document_marker(text, i + 1)) break;
    } else if (text[i] == quote) {
      if (quote == '"' || at(text, i + 1) != '\'') return {static_cast<std::uint32_t>(i + 1), {}};
      ++i;
    }
  }
  const std::size_t first_line = line_end(text, begin) - begin;
  return fail(Rule::unclosed_quote, begin, first_line, "this quote is not closed",
              quote == '"' ? "add `\"` where the text ends; a `\"` inside it is written `\\\"`" : "add `'` where the text ends; a `'` inside it is written `''`");
}

/// Follows `decoded` through the source. A run of blanks with line breaks in it was folded: one break became
/// a blank, each further one a line feed.
Extent plain(std::string_view text, std::size_t begin, std::string_view decoded, int indent, bool flow) {
  std::size_t i = begin;
  for (std::size_t d = 0; d < decoded.size();) {
    if (decoded[d] != ' ' && decoded[d] != '\n' && decoded[d] != '\t') {
      if (at(text, i) != decoded[d]) return fail(Rule::not_yaml, i, 1, "this text goes on in a way that YAML does not read", "put the whole text in quotes");
      ++i;
      ++d;
      continue;
    }
    const std::size_t run_begin = i;
    std::size_t breaks = 0;
    std::size_t last_break = begin;
    for (; at(text, i) == ' ' || at(text, i) == '\n' || at(text, i) == '\r' || at(text, i) == '\t'; ++i) {
      if (text[i] == '\t') return fail(Rule::tab_as_space, i, 1, "a tab inside a text without quotes", std::string(only_blanks));
      if (text[i] != '\n') continue;
      ++breaks;
      last_break = i;
      if (document_marker(text, i + 1)) return fail(Rule::several_documents, i + 1, 3, "a document marker inside a text", "put the text in quotes or indent the line");
    }
    const std::size_t folded_begin = d;
    while (d < decoded.size() && (decoded[d] == ' ' || decoded[d] == '\n')) ++d;
    const std::string_view folded = decoded.substr(folded_begin, d - folded_begin);
    const std::string expected = breaks == 0 ? std::string(text.substr(run_begin, i - run_begin)) : breaks == 1 ? " " : std::string(breaks - 1, '\n');
    if (folded != expected) return fail(Rule::not_yaml, run_begin, 1, "the lines of this text are not joined as YAML joins them", "put the whole text in quotes");
    const int column = static_cast<int>(i - last_break) - 1;
    if (breaks > 0 && !flow && column <= indent) {
      return fail(Rule::not_yaml, i, 1, "this line goes on with the text above, but is not indented deeper than its key", "indent it, or put the text in quotes");
    }
  }
  return {static_cast<std::uint32_t>(i), {}};
}

/// `|` and `>`: header, then the lines that are empty or indented at least as deep as the first one.
Extent block(std::string_view text, std::size_t begin, int indent) {
  std::size_t i = begin + 1;
  std::size_t digits = 0;
  std::size_t signs = 0;
  int wanted = 0;
  for (;; ++i) {
    if (at(text, i) >= '1' && at(text, i) <= '9' && digits == 0) {
      wanted = at(text, i) - '0';
      ++digits;
    } else if ((at(text, i) == '+' || at(text, i) == '-') && signs == 0) {
      ++signs;
    } else {
      break;
    }
  }
  const std::size_t after_header = i;
  while (at(text, i) == ' ') ++i;
  if (at(text, i) == '#' && i > after_header) i = line_end(text, i);
  if (at(text, i) == '\r') ++i;
  if (i < text.size() && text[i] != '\n') {
    return fail(Rule::not_yaml, begin, i - begin + 1, "after `" + std::string(text.substr(begin, 1)) + "` the line must end", "begin the text on the next line, or put it in quotes");
  }

  const int least = indent < 0 ? 1 : indent + 1;
  int content = wanted == 0 ? 0 : (indent < 0 ? 0 : indent) + wanted;
  std::size_t longest_blank = 0;
  std::size_t end = after_header;
  while (i < text.size()) {
    const std::size_t first = i + 1;
    std::size_t spaces = 0;
    while (at(text, first + spaces) == ' ') ++spaces;
    const char c = at(text, first + spaces);
    const auto column = static_cast<int>(spaces);
    if (c == '\t' && (content == 0 || column < content)) return fail(Rule::tab_as_space, first + spaces, 1, "a tab in the indentation of a block text", std::string(only_blanks));
    if (c == '\n' || c == '\0' || (c == '\r' && at(text, first + spaces + 1) == '\n')) {
      if (spaces > longest_blank) longest_blank = spaces;
    } else {
      if (content == 0) {
        if (column < least) break;
        if (longest_blank > spaces) return fail(Rule::not_yaml, first, spaces + 1, "the first line of a block text is indented less than the empty lines above it", "delete the blanks on the empty lines");
        content = column;
      }
      if (column < content || document_marker(text, first)) break;
      end = line_end(text, first);
      if (text[end - 1] == '\r') --end;
    }
    i = line_end(text, first);
  }
  return {static_cast<std::uint32_t>(end), {}};
}

}  // namespace

bool document_marker(std::string_view text, std::size_t line_begin) {
  const std::string_view marker = text.substr(std::min(line_begin, text.size()), 3);
  if (marker != "---" && marker != "...") return false;
  const char next = at(text, line_begin + 3);
  return next == '\0' || next == ' ' || next == '\t' || next == '\n' || next == '\r';
}

Style style_at(std::string_view text, std::uint32_t begin) {
  switch (at(text, begin)) {
    case '"': return Style::double_quoted;
    case '\'': return Style::single_quoted;
    case '|': return Style::literal;
    case '>': return Style::folded;
    default: return Style::plain;
  }
}

Extent find_extent(std::string_view text, std::uint32_t begin, std::string_view decoded, int indent, bool flow) {
  switch (style_at(text, begin)) {
    case Style::double_quoted:
    case Style::single_quoted: return quoted(text, begin);
    case Style::literal:
    case Style::folded:
      if (flow) return fail(Rule::not_yaml, begin, 1, "a block text cannot stand inside brackets", "put the text in quotes");
      return block(text, begin, indent);
    case Style::plain: break;
  }
  return plain(text, begin, decoded, indent, flow);
}

}  // namespace stackc::syntax
