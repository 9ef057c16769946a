// Output text, and for each line of it what made it. Knows lines, indentation and origins, nothing of templates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "render/template.h"

namespace stackc::render {

class Writer {
 public:
  explicit Writer(Rendered& out) : out_(out) {}

  /// Literal text of a template, from line `line` of a file on.
  void literal(std::string_view text, SourceId source, std::uint32_t line);
  /// Starts the line if it has not begun; what an encoder appends to the result follows.
  std::string& token(SourceId source, std::uint32_t line);
  /// After a token that begins at `from`: a value may have put line breaks into it.
  void token_done(std::size_t from, SourceId source, std::uint32_t line);
  /// A snippet: its own lines, each behind the blanks that stand on the line already.
  void snippet(std::string_view text, std::string_view own_indent, SourceId source, std::uint32_t line);
  void finish();

  /// The line that is being written has a value of this origin.
  void value(OriginId origin);
  /// Conditions and loops around what follows. `within_line`: they belong to the line being written, whatever follows.
  void push_region(const std::vector<OriginId>& origins, bool within_line);
  void pop_region();
  std::size_t region_count() const { return marks_.size(); }

  void push_indent(std::string_view text);
  void pop_indent();

 private:
  void note(SourceId source, std::uint32_t line);
  void begin(SourceId source, std::uint32_t line);
  void end_line();

  Rendered& out_;
  LineOrigin current_;
  bool open_ = false;             ///< The line has text.
  bool reusable_ = false;         ///< The last line's origins are those of the regions alone.
  std::vector<OriginId> values_;  ///< Of the line being written.
  std::vector<OriginId> regions_;
  std::vector<std::size_t> marks_;  ///< Where each region begins in `regions_`.
  std::string indent_;
  std::vector<std::size_t> indents_;
};

}  // namespace stackc::render
