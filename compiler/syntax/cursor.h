// A place in the text that moves forward over everything that is not a value: blanks, comments, indicators, document
// markers. What it meets and does not expect is reported here, named as a person would name it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace stackc::syntax {

/// Thrown when nothing after a fault can be placed; caught where the tree is built, never passed on.
struct Lost {};

class Cursor {
 public:
  /// `text` is the source without its byte order mark of `base` bytes.
  Cursor(std::string_view text, SourceId source, std::uint32_t base, Diagnostics& diagnostics)
      : text_(text), source_(source), base_(base), diagnostics_(diagnostics) {}

  /// Everything before has been read.
  std::size_t at() const { return at_; }
  void move_to(std::size_t offset) { at_ = offset; }
  std::string_view text() const { return text_; }

  /// NUL past the end.
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  /// A blank, a line break or the end stands `ahead`.
  bool ends_word(std::size_t ahead) const;
  std::size_t line_begin(std::size_t offset) const;
  /// In bytes from 0.
  int column(std::size_t offset) const { return static_cast<int>(offset - line_begin(offset)); }
  std::string_view before_on_line(std::size_t offset) const;
  bool first_on_line(std::size_t offset) const;
  /// The line that began with `---`, if `offset` is on it.
  bool on_marker_line(std::size_t offset) const { return marker_line_ == line_begin(offset); }

  Span span(std::size_t begin, std::size_t end) const;
  void report(Rule rule, std::size_t begin, std::size_t length, std::string message, std::string help);
  [[noreturn]] void lose(Rule rule, std::size_t begin, std::size_t length, std::string message, std::string help);
  /// Reports whatever stands here instead of `needed`.
  [[noreturn]] void unexpected(const std::string& needed);

  /// Over blanks, line breaks and comments.
  void skip();
  /// Over one indicator, after what `skip` passes.
  void take(char indicator);
  /// Over a closing bracket, after at most one comma.
  void close(char bracket, bool comma_allowed);
  /// Over tags, anchors and aliases, which are reported.
  void skip_properties();
  void begin_document();
  void end_document();

  /// Length of a `~` or `null` written at `offset` as a value, else 0. yaml-cpp gives the same event for
  /// nothing at all, placed at the next token, which may be a key named `null`.
  std::size_t written_null(std::size_t offset) const;

 private:
  std::string_view text_;
  SourceId source_;
  std::uint32_t base_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::optional<std::size_t> marker_line_;
  bool tab_reported_ = false;
};

}  // namespace stackc::syntax
