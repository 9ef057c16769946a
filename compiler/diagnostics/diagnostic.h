// What a run has to say to the person who wrote the stack: values, and the sink they go to.
// Drawing them is render_text.h's business; which rules exist is said by the pages in pages/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/rule.h"
#include "source/source.h"

namespace stackc {

/// Another place that takes part, with what it has to do with it ("first published here").
struct Label {
  Span span;
  std::string text;
};

struct Diagnostic {
  Rule rule{};
  Span at{};            ///< Where the reader should edit; unknown for whole-run matters.
  std::string message;  ///< One sentence, lower case, no full stop, user text in backticks.
  std::vector<Label> notes{};
  std::string help{};  ///< The cure; may be empty.
  /// Environment it was found in; empty for all. After `sorted()` it may be several: "dev, prod".
  std::string environment{};

  /// The names in `environment`, one by one.
  std::vector<std::string> environments() const;
};

/// Collects diagnostics; stages report here and go on as far as they can.
class Diagnostics {
 public:
  void report(Diagnostic diagnostic);

  bool has_errors() const;
  bool empty() const { return all_.empty(); }
  std::size_t size() const { return all_.size(); }
  const std::vector<Diagnostic>& all() const { return all_; }

  /// By source, offset, code; equal ones from several environments become one that names them.
  std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> all_;
};

}  // namespace stackc
