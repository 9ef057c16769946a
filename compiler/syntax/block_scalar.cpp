// Block scalars, `|` and `>`: YAML 1.2.2, chapter 8.1.
#include <utility>

#include "syntax/scalar.h"

namespace stackc::syntax {
namespace {

/// What the end of the text keeps of its line breaks.
enum class Chomping { strip, clip, keep };

class Block {
 public:
  Block(std::string_view text, std::size_t begin, int indent) : text_(text), begin_(begin), indent_(indent) {}

  ReadScalar read() {
    header();
    std::size_t first = at_ + 1;
    while (!fault_ && at_ < text_.size() && line(first)) {
      at_ = line_end(text_, first);
      first = at_ + 1;
    }
    if (fault_) return {0, {}, std::move(fault_)};
    if (chomping_ != Chomping::strip && pending_break_) value_ += '\n';
    if (chomping_ == Chomping::keep) value_.append(empty_lines_, '\n');
    return {end_, std::move(value_), {}};
  }

 private:
  void fail(Rule rule, std::size_t at, std::size_t length, std::string message, std::string help) {
    fault_ = Fault{rule, at, length, std::move(message), std::move(help)};
  }

  /// Leaves `at_` at the line feed after the header.
  void header() {
    std::size_t digit = 0;
    bool chomped = false;
    for (at_ = begin_ + 1;; ++at_) {
      const char c = byte_at(text_, at_);
      if (c >= '1' && c <= '9' && digit == 0) {
        digit = static_cast<std::size_t>(c - '0');
      } else if ((c == '+' || c == '-') && !chomped) {
        chomped = true;
        chomping_ = c == '+' ? Chomping::keep : Chomping::strip;
      } else {
        break;
      }
    }
    if (digit != 0) content_ = digit + static_cast<std::size_t>(indent_ < 0 ? 0 : indent_);
    end_ = at_;
    while (byte_at(text_, at_) == ' ')
      ++at_;
    if (byte_at(text_, at_) == '#' && at_ > end_) at_ = line_end(text_, at_);
    if (byte_at(text_, at_) == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] != '\n') {
      fail(Rule::not_yaml, begin_, at_ - begin_ + 1,
           "after `" + std::string(text_.substr(begin_, 1)) + "` the line must end",
           "begin the text on the next line, or put it in quotes");
    }
  }

  /// One line; false if it does not belong to the text.
  bool line(std::size_t first) {
    std::size_t spaces = 0;
    while (byte_at(text_, first + spaces) == ' ')
      ++spaces;
    const char c = byte_at(text_, first + spaces);
    const bool ends = c == '\n' || c == '\0' || (c == '\r' && byte_at(text_, first + spaces + 1) == '\n');
    if (c == '\t' && (!content_ || spaces < *content_)) {
      fail(Rule::tab_as_space, first + spaces, 1, "a tab in the indentation of a block text",
           "replace tabs by blanks: `expand -t 2`");
      return false;
    }
    if (ends && (!content_ || spaces <= *content_)) {
      if (spaces > longest_empty_) longest_empty_ = spaces;
      if (c != '\0') ++empty_lines_;
      return c != '\0';
    }
    if (!content_) {
      if (static_cast<int>(spaces) <= indent_ || spaces == 0) return false;
      if (longest_empty_ > spaces) {
        fail(Rule::not_yaml, first, spaces + 1,
             "the first line of a block text is indented less than an empty line above it",
             "delete the blanks on the empty lines");
        return false;
      }
      content_ = spaces;
    }
    if (spaces < *content_) return false;
    append(first + *content_, !ends);
    return true;
  }

  void append(std::size_t begin, bool visible) {
    std::size_t end = line_end(text_, begin);
    const bool has_break = end < text_.size();
    if (end > begin && text_[end - 1] == '\r') --end;
    const char first = byte_at(text_, begin);
    const bool indented = first == ' ' || first == '\t';
    // Folding joins two lines that both begin at the indentation of the text.
    const bool joins = text_[begin_] == '>' && pending_break_ && !indented && !previous_indented_;
    if (joins && empty_lines_ == 0) value_ += ' ';
    if (!joins && pending_break_) value_ += '\n';
    value_.append(empty_lines_, '\n');
    value_ += text_.substr(begin, end - begin);
    empty_lines_ = 0;
    pending_break_ = has_break;
    previous_indented_ = indented;
    if (visible) end_ = end;
  }

  std::string_view text_;
  std::size_t begin_;
  int indent_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  Chomping chomping_ = Chomping::clip;
  std::optional<std::size_t> content_;  ///< Column at which its lines begin.
  std::size_t longest_empty_ = 0;
  std::size_t empty_lines_ = 0;  ///< Since the last line with content.
  bool pending_break_ = false;
  bool previous_indented_ = false;
  std::string value_;
  std::optional<Fault> fault_;
};

}  // namespace

ReadScalar read_block(std::string_view text, std::size_t begin, int indent) {
  return Block(text, begin, indent).read();
}

}  // namespace stackc::syntax
