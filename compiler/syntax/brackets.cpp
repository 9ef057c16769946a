#include "syntax/brackets.h"

#include <utility>

namespace stackc::syntax {
namespace {

class Scan {
 public:
  Scan(std::string_view text, std::size_t limit) : text_(text), limit_(limit) {}

  Brackets run() {
    while (at_ < text_.size() && !found_.too_deep)
      token();
    if (!open_.empty()) found_.unclosed = open_.back();
    return std::move(found_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n'; }
  bool blank(std::size_t ahead) const {
    return peek(ahead) == ' ' || peek(ahead) == '\t' || peek(ahead) == '\n' || peek(ahead) == '\r';
  }
  bool separated() const {
    return at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t' || text_[at_ - 1] == '\n';
  }

  void token() {
    const char c = peek();
    if (c == '\n') {
      line_begin_ = ++at_;
    } else if (c == '#' && separated()) {
      while (at_ < text_.size() && peek() != '\n')
        ++at_;
    } else if (c == '"' || c == '\'') {
      column_ = at_ - line_begin_;
      quoted(c);
    } else if (c == '[' || c == '{') {
      open_.push_back(static_cast<std::uint32_t>(at_));
      if (open_.size() > limit_) found_.too_deep = open_.back();
      ++at_;
    } else if (c == ']' || c == '}') {
      if (!open_.empty()) open_.pop_back();
      ++at_;
    } else if ((c == '-' || c == '?') && blank(1)) {
      column_ = at_ - line_begin_;
      ++at_;
    } else if ((c == '|' || c == '>') && open_.empty()) {
      block_scalar();
    } else if (blank(0) || c == ':' || c == ',') {
      ++at_;
    } else {
      plain();
    }
  }

  void quoted(char quote) {
    found_.quotes.push_back(static_cast<std::uint32_t>(at_));
    for (++at_; at_ < text_.size(); ++at_) {
      if (peek() == '\\' && quote == '"') {
        ++at_;
      } else if (peek() == quote) {
        ++at_;
        return;
      } else if (peek() == '\n') {
        line_begin_ = at_ + 1;
      }
    }
  }

  void plain() {
    column_ = at_ - line_begin_;
    for (; at_ < text_.size() && peek() != '\n'; ++at_) {
      const char c = peek();
      if (c == ':' && blank(1)) return;
      if (c == '#' && separated()) return;
      if (!open_.empty() && (c == ',' || c == '[' || c == ']' || c == '{' || c == '}')) return;
    }
  }

  /// Its lines are those indented deeper than the key or dash that it belongs to.
  void block_scalar() {
    const auto end_line = [&] {
      while (at_ < text_.size() && peek() != '\n')
        ++at_;
    };
    end_line();
    while (at_ < text_.size()) {
      std::size_t first = at_ + 1;
      while (first < text_.size() && text_[first] == ' ')
        ++first;
      const bool empty = first >= text_.size() || text_[first] == '\n' || text_[first] == '\r';
      if (!empty && first - (at_ + 1) <= column_) return;
      line_begin_ = ++at_;
      end_line();
    }
  }

  std::string_view text_;
  std::size_t limit_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  /// Of the last key or dash.
  std::size_t column_ = 0;
  std::vector<std::uint32_t> open_;
  Brackets found_;
};

}  // namespace

Brackets find_brackets(std::string_view text, std::size_t limit) { return Scan(text, limit).run(); }

}  // namespace stackc::syntax
