#include "syntax/scalar.h"

#include <algorithm>

namespace stackc::syntax {

bool document_marker(std::string_view text, std::size_t line_begin) {
  const std::string_view marker = text.substr(std::min(line_begin, text.size()), 3);
  if (marker != "---" && marker != "...") return false;
  const char next = byte_at(text, line_begin + 3);
  return next == '\0' || next == ' ' || next == '\t' || next == '\n' || next == '\r';
}

Style style_at(std::string_view text, std::size_t begin) {
  switch (byte_at(text, begin)) {
    case '"':
      return Style::double_quoted;
    case '\'':
      return Style::single_quoted;
    case '|':
      return Style::literal;
    case '>':
      return Style::folded;
    default:
      return Style::plain;
  }
}

// A run of blanks with line breaks in it was folded: one break became a blank, each further one a line feed.
ReadScalar read_plain(std::string_view text, std::size_t begin, std::string_view decoded, int indent, bool flow) {
  const auto fail = [](Rule rule, std::size_t where, std::size_t length, std::string message, std::string help) {
    return ReadScalar{0, {}, Fault{rule, where, length, std::move(message), std::move(help)}};
  };
  std::size_t i = begin;
  for (std::size_t d = 0; d < decoded.size();) {
    if (decoded[d] != ' ' && decoded[d] != '\n' && decoded[d] != '\t') {
      if (byte_at(text, i) != decoded[d]) {
        return fail(Rule::not_yaml, i, 1, "this text goes on in a way that YAML does not read",
                    "put the whole text in quotes");
      }
      ++i;
      ++d;
      continue;
    }
    const std::size_t run_begin = i;
    std::size_t breaks = 0;
    std::size_t last_break = begin;
    for (; std::string_view(" \t\r\n").find(byte_at(text, i)) != std::string_view::npos; ++i) {
      if (text[i] == '\t') {
        return fail(Rule::tab_as_space, i, 1, "a tab inside a text without quotes",
                    "use blanks; a tab that is meant is written `\\t` in double quotes");
      }
      if (text[i] != '\n') continue;
      ++breaks;
      last_break = i;
      if (document_marker(text, i + 1)) {
        return fail(Rule::several_documents, i + 1, 3, "a document marker inside a text",
                    "put the text in quotes, or indent the line");
      }
    }
    const std::size_t folded_begin = d;
    while (d < decoded.size() && (decoded[d] == ' ' || decoded[d] == '\n' || decoded[d] == '\t'))
      ++d;
    const std::string_view folded = decoded.substr(folded_begin, d - folded_begin);
    const std::string expected = breaks == 0   ? std::string(text.substr(run_begin, i - run_begin))
                                 : breaks == 1 ? " "
                                               : std::string(breaks - 1, '\n');
    if (folded != expected) {
      return fail(Rule::not_yaml, run_begin, 1, "the lines of this text are not joined as YAML joins them",
                  "put the whole text in quotes");
    }
    const int column = static_cast<int>(i - last_break) - 1;
    if (breaks > 0 && !flow && column <= indent) {
      return fail(Rule::not_yaml, i, 1,
                  "this line goes on with the text above, but is not indented deeper than its key",
                  "indent it, or put the text in quotes");
    }
  }
  return {i, std::string(decoded), {}};
}

}  // namespace stackc::syntax
