// What a plain scalar means under the core schema of YAML 1.2, made stricter: one spelling for each value, and
// forms on which programs disagree are refused. Asked by whoever knows which type is due; a quoted scalar is always
// text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "syntax/tree.h"

namespace stackc::syntax {

/// `yes`, `no`, `on`, `off`, `True`, `3.10`, `1e3`, `22:22` and everything else that is no other kind.
struct Text {
  bool operator==(const Text&) const = default;
};

/// A form that must not stand without quotes (rule `ambiguous_number`). Both are halves of a diagnostic.
struct Refused {
  std::string message;
  std::string help;
  bool operator==(const Refused&) const = default;
};

/// `Null` for the empty text, `~` and `null`; bool for `true` and `false`; an integer for decimal digits with an
/// optional sign.
using CoreValue = std::variant<Text, Null, bool, std::int64_t, Refused>;

/// Of the text of a plain scalar.
CoreValue core_value(std::string_view plain);

/// Of any scalar: `Text` if it is quoted or a block.
CoreValue core_value(const Scalar& scalar);

}  // namespace stackc::syntax
