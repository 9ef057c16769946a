#include "render/tag_reader.h"

#include <algorithm>
#include <array>

namespace stackc::render {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters and digits by their byte: every start of the program reads each template once.
constexpr std::array<bool, 256> make_in_word() {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    table[i] = is_letter(c) || is_digit(c);
  }
  return table;
}
constexpr std::array<bool, 256> in_word_table = make_in_word();
bool is_in_word(char c) { return in_word_table[static_cast<unsigned char>(c)]; }

}  // namespace

void TagReader::fail(std::size_t from, std::size_t to, std::string message, std::string help) {
  diagnostics_.report({.rule = Rule::template_syntax,
                       .at = tree_.span(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)),
                       .message = std::move(message),
                       .help = std::move(help)});
  throw GaveUp{};
}

std::size_t TagReader::next(std::size_t from) const {
  std::size_t at = from;
  while ((at = text_.find('{', at)) != std::string_view::npos) {
    if (at + 1 >= text_.size()) return std::string_view::npos;
    const char kind = text_[at + 1];
    if (kind == '{' || kind == '%' || kind == '#') {
      if (at == 0 || text_[at - 1] != '$') return at;
      // `${{{ name }}:?…}` is a shell's or compose's `${` with a hole in it: no language has three braces there.
      if (text_.substr(at, 3) == "{{{") return at + 1;
      ++at;
    }
    ++at;
  }
  return at;
}

bool TagReader::is_statement_line(std::size_t at) {
  while (at < text_.size()) {
    if (text_[at] == '\n') return true;
    if (is_blank(text_[at])) {
      ++at;
    } else if (text_.substr(at, 2) == "{#") {
      at = note_end(at);
    } else if (text_.substr(at, 2) == "{%") {
      at = find_end(at) + 2;
    } else {
      return false;
    }
  }
  return true;
}

std::size_t TagReader::note_end(std::size_t begin) {
  const std::size_t end = text_.find("#}", begin + 2);
  if (end == std::string_view::npos) fail(begin, begin + 2, "a note that is never closed", "close it with `#}`");
  return end + 2;
}

std::size_t TagReader::find_end(std::size_t tag) {
  const bool hole = text_[tag + 1] == '{';
  // Nearly all tags hold no quotes, and end on their line: the first closing is theirs.
  const std::string_view rest = text_.substr(tag + 2);
  if (const std::size_t close = rest.find(hole ? "}}" : "%}"); close != std::string_view::npos) {
    const std::string_view inside = rest.substr(0, close);
    const auto has = [&](char c) { return inside.find(c) != std::string_view::npos; };
    if (!has('\n') && !has('"') && !has('\'')) return tag + 2 + close;
  }
  for (std::size_t at = tag + 2; at < text_.size(); ++at) {
    const char c = text_[at];
    if (c == '\n') break;
    if (c == '"' || c == '\'') {
      const std::size_t close = text_.find(c, at + 1);
      if (close == std::string_view::npos || text_.substr(at, close - at).find('\n') != std::string_view::npos) {
        fail(at, at + 1, "a string that is never closed");
      }
      at = close;
    } else if (c == (hole ? '}' : '%') && at + 1 < text_.size() && text_[at + 1] == '}') {
      return at;
    }
  }
  fail(tag, tag + 2, "a tag that is not closed on its line", hole ? "to write `{{` itself: {{ \"{{\" }}" : "");
}

void TagReader::open(std::size_t tag) {
  tag_begin = tag;
  tag_end = find_end(tag);
  cursor = tag + 2;
  skip_blanks();
}

void TagReader::skip_blanks() {
  while (cursor < tag_end && is_blank(text_[cursor]))
    ++cursor;
}

bool TagReader::accept(char c) {
  if (cursor >= tag_end || text_[cursor] != c) return false;
  ++cursor;
  skip_blanks();
  return true;
}

void TagReader::expect(char c) {
  if (!accept(c)) fail(cursor, std::max(cursor + 1, tag_end), std::string("`") + c + "` is missing");
}

std::string_view TagReader::peek_word() const {
  std::size_t end = cursor;
  if (end < tag_end && is_letter(text_[end])) {
    while (end < tag_end && is_in_word(text_[end]))
      ++end;
  }
  return text_.substr(cursor, end - cursor);
}

bool TagReader::word_is(std::string_view word) {
  if (peek_word() != word) return false;
  cursor += word.size();
  skip_blanks();
  return true;
}

std::string_view TagReader::name(const char* what) {
  const std::string_view word = peek_word();
  if (word.empty()) fail(cursor, std::max(cursor + 1, tag_end), std::string(what) + " is missing");
  cursor += word.size();
  skip_blanks();
  return word;
}

std::string_view TagReader::quoted() {
  if (cursor >= tag_end || (text_[cursor] != '"' && text_[cursor] != '\'')) {
    fail(cursor, std::max(cursor + 1, tag_end), "a string in quotes is missing");
  }
  const std::size_t end = text_.find(text_[cursor], cursor + 1);  // find_end() saw that it ends
  const std::string_view inner = text_.substr(cursor + 1, end - cursor - 1);
  cursor = end + 1;
  skip_blanks();
  return inner;
}

std::uint32_t TagReader::add(const Expression& made) {
  tree_.expressions.push_back(made);
  return static_cast<std::uint32_t>(tree_.expressions.size() - 1);
}

std::uint32_t TagReader::expression(int depth) {
  std::uint32_t left = conjunction(depth);
  while (word_is("or"))
    left = join(Expression::Form::disjunction, left, conjunction(depth));
  return left;
}

std::uint32_t TagReader::conjunction(int depth) {
  std::uint32_t left = negation(depth);
  while (word_is("and"))
    left = join(Expression::Form::conjunction, left, negation(depth));
  return left;
}

std::uint32_t TagReader::join(Expression::Form form, std::uint32_t left, std::uint32_t right) {
  Expression made;
  made.form = form;
  made.begin = tree_.expressions[left].begin;
  made.end = tree_.expressions[right].end;
  made.left = left;
  made.right = right;
  return add(made);
}

std::uint32_t TagReader::negation(int depth) {
  if (depth > deepest_nesting) fail(tag_begin, tag_end + 2, "an expression that is nested too deep");
  const std::size_t begin = cursor;
  if (word_is("not")) {
    const std::uint32_t inner = negation(depth + 1);
    Expression made;
    made.form = Expression::Form::negation;
    made.begin = static_cast<std::uint32_t>(begin);
    made.end = tree_.expressions[inner].end;
    made.left = inner;
    return add(made);
  }
  if (accept('(')) {
    const std::uint32_t inner = expression(depth + 1);
    expect(')');
    return inner;
  }
  return operand();
}

std::uint32_t TagReader::operand() {
  Expression made;
  made.begin = static_cast<std::uint32_t>(cursor);
  if (cursor < tag_end && (text_[cursor] == '"' || text_[cursor] == '\'')) {
    made.form = Expression::Form::text;
    made.literal = quoted();
  } else if (cursor < tag_end && is_digit(text_[cursor])) {
    made.form = Expression::Form::number;
    std::size_t end = cursor;
    while (end < tag_end && is_digit(text_[end]))
      ++end;
    if (end - cursor > 15) fail(cursor, end, "a number of more than 15 digits");
    made.literal = text_.substr(cursor, end - cursor);
    cursor = end;
    skip_blanks();
  } else {
    const std::string_view first = name("a value");
    if (first == "true" || first == "false") {
      made.form = Expression::Form::truth;
      made.literal = first;
    } else {
      made.first_part = static_cast<std::uint32_t>(tree_.parts.size());
      made.part_count = 1;
      tree_.parts.push_back(first);
      while (accept('.')) {
        tree_.parts.push_back(name("a field"));
        ++made.part_count;
      }
    }
  }
  made.end = end_of_operand();
  made.first_filter = static_cast<std::uint32_t>(tree_.filters.size());
  while (accept('|')) {
    Filter filter;
    filter.name = name("a filter");
    if (accept('(')) {
      filter.argument = quoted();
      filter.has_argument = true;
      expect(')');
    }
    tree_.filters.push_back(filter);
    ++made.filter_count;
    made.end = end_of_operand();
  }
  return add(made);
}

std::uint32_t TagReader::end_of_operand() const {
  std::size_t end = cursor;
  while (is_blank(text_[end - 1]))
    --end;
  return static_cast<std::uint32_t>(end);
}

}  // namespace stackc::render
