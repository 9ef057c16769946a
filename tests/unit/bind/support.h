// A stack bound from YAML text, with everything that was said about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bind/bind.h"
#include "diagnostics/diagnostic.h"
#include "model/stack.h"
#include "source/origin.h"
#include "source/source.h"

namespace bind_test {

struct Bound {
  stackc::Sources sources;
  stackc::Origins origins;
  stackc::Diagnostics diagnostics;
  stackc::Stack stack;

  /// `unknown_key 4:9 a service has no key …; did you mean …`, one for each diagnostic, in the order of the file.
  std::vector<std::string> said() const;
  /// The text that an origin points at.
  std::string written(stackc::OriginId id) const;
};

Bound bind_text(std::string_view yaml, stackc::bind::Document document = stackc::bind::Document::stack);
/// `stackc: 1` and `name: blog`, then the given lines; line 3 is the first of them.
Bound bind_lines(std::string_view lines);

/// The stack that this project grew from, in short.
extern const std::string_view teammoa;

}  // namespace bind_test
