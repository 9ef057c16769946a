#include "syntax/cursor.h"

#include <algorithm>

#include "syntax/scalar.h"

namespace stackc::syntax {

bool Cursor::ends_word(std::size_t ahead) const {
  const char c = peek(ahead);
  return c == '\0' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Span Cursor::span(std::size_t begin, std::size_t end) const {
  return {source_, base_ + static_cast<std::uint32_t>(begin), base_ + static_cast<std::uint32_t>(end)};
}

void Cursor::report(Rule rule, std::size_t begin, std::size_t length, std::string message, std::string help) {
  diagnostics_.report(
      {rule, span(begin, std::min(begin + length, text_.size())), std::move(message), {}, std::move(help)});
}

void Cursor::lose(Rule rule, std::size_t begin, std::size_t length, std::string message, std::string help) {
  report(rule, begin, length, std::move(message), std::move(help));
  throw Lost{};
}

std::size_t Cursor::line_begin(std::size_t offset) const {
  const std::size_t before = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::string_view Cursor::before_on_line(std::size_t offset) const {
  const std::size_t begin = line_begin(offset);
  return text_.substr(begin, offset - begin);
}

bool Cursor::first_on_line(std::size_t offset) const {
  return before_on_line(offset).find_first_not_of(' ') == std::string_view::npos;
}

void Cursor::skip() {
  for (;; ++at_) {
    const char c = peek();
    if (c == '\t') {
      if (!tab_reported_)
        report(Rule::tab_as_space, at_, 1, "a tab where YAML needs blanks", "replace tabs by blanks: `expand -t 2`");
      tab_reported_ = true;
    } else if (c == '#' && (at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t' || text_[at_ - 1] == '\n')) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      if (at_ == text_.size()) return;
    } else if (c != ' ' && c != '\n' && c != '\r') {
      return;
    }
  }
}

void Cursor::unexpected(const std::string& needed) {
  const std::size_t here = std::min(at_, text_.size());
  if (here == text_.size()) lose(Rule::not_yaml, here, 0, "the file ends where " + needed + " is needed", "");
  if (document_marker(text_, here) && column(here) == 0)
    lose(Rule::several_documents, here, 3, "another document begins here",
         "one file is one stack: put the other one in a file of its own");
  if (peek() == ',')
    lose(Rule::empty_item, here, 1, "there is nothing before this comma",
         "delete the comma, or write the item (`\"\"` for an empty one)");
  if (peek() == '?' && ends_word(1))
    lose(Rule::key_not_text, here, 1, "`? ` begins a key that is not a plain text",
         "write the key as a word followed by `:`");
  if (peek() == '%' && column(here) == 0) lose(Rule::directive, here, 1, "a YAML directive", "delete the line");
  std::size_t length = 1;
  while (here + length < text_.size() && (static_cast<unsigned char>(text_[here + length]) & 0xC0U) == 0x80U)
    ++length;
  lose(Rule::not_yaml, here, length,
       "`" + std::string(text_.substr(here, length)) + "` stands where " + needed + " is needed",
       "put a text that holds such characters in quotes");
}

void Cursor::begin_document() {
  skip();
  if (peek() == '%' && column(at_) == 0)
    lose(Rule::directive, at_, text_.find('\n', at_) - at_, "a YAML directive",
         "delete the line: stackc reads YAML 1.2 and nothing else");
  if (document_marker(text_, at_) && column(at_) == 0 && peek() == '-') {
    marker_line_ = line_begin(at_);
    at_ += 3;
  }
}

void Cursor::end_document() {
  skip();
  if (peek() == '.' && column(at_) == 0 && document_marker(text_, at_)) {
    const std::size_t line = line_begin(at_);
    at_ += 3;
    skip();
    if (at_ < text_.size() && line_begin(at_) == line)
      lose(Rule::trailing_content, at_, 1, "something stands after `...`",
           "`...` ends the document: delete it, or what follows");
  }
  if (at_ == text_.size()) return;
  if (column(at_) == 0 && document_marker(text_, at_)) {
    lose(Rule::several_documents, at_, 3, "another document begins here",
         "one file is one stack: put the other one in a file of its own");
  }
  if (peek() == ',') unexpected("the end of the file");
  const std::size_t length = std::min(text_.find_first_of("\r\n", at_), text_.size()) - at_;
  lose(Rule::trailing_content, at_, length, "the document has ended, but the file goes on",
       "indent the line like its neighbours, or delete it");
}

std::size_t Cursor::written_null(std::size_t offset) const {
  const std::string_view rest = text_.substr(std::min(offset, text_.size()));
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (rest.substr(0, word.size()) != word) continue;
    const std::size_t after = rest.find_first_not_of(' ', word.size());
    const char c = after == std::string_view::npos ? '\n' : rest[after];
    if (c == ':') return 0;
    if (c == '\n' || c == '\r' || c == '\t' || c == '#' || c == ',' || c == ']' || c == '}') return word.size();
  }
  return 0;
}

void Cursor::skip_properties() {
  while (peek() == '!' || peek() == '&' || peek() == '*') {
    const char kind = peek();
    std::size_t end = at_ + 1;
    while (end < text_.size() && std::string_view(" \t\r\n,[]{}").find(text_[end]) == std::string_view::npos)
      ++end;
    const std::string written(text_.substr(at_, end - at_));
    if (kind == '!') {
      report(Rule::tag, at_, end - at_, "`" + written + "` is a tag",
             "delete it; a text that begins with `!` goes in quotes");
    } else {
      report(Rule::anchor_or_alias, at_, end - at_, "`" + written + (kind == '&' ? "` is an anchor" : "` is an alias"),
             kind == '&' ? "delete it; a text that begins with `&` goes in quotes"
                         : "write the value, or `{ ref: … }`; a text that begins with `*` goes in quotes");
    }
    at_ = end;
    skip();
  }
}

void Cursor::take(char indicator) {
  skip();
  if (peek() != indicator) unexpected(std::string("`") + indicator + "`");
  ++at_;
}

void Cursor::close(char bracket, bool comma_allowed) {
  skip();
  if (comma_allowed && peek() == ',') {
    ++at_;
    skip();
  }
  take(bracket);
}

}  // namespace stackc::syntax
