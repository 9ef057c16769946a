// The positioned tree of a YAML file: scalars are text with their style, nothing is typed yet.
// Duplicate keys, anchors, tags and the like never reach it: syntax/parse.h refuses them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "source/source.h"

namespace stackc::syntax {

enum class Style { plain, single_quoted, double_quoted, literal, folded };

/// An empty value, `~` or a plain `null`.
struct Null {
  bool operator==(const Null&) const = default;
};

struct Scalar {
  std::string text;
  Style style = Style::plain;
};

struct Node;
struct Pair;

using Sequence = std::vector<Node>;
/// In the order of the file; keys are unique scalars.
using Mapping = std::vector<Pair>;

struct Node {
  Span span;  ///< The whole value: quotes included, for collections from the first to the end of the last item.
  std::variant<Null, Scalar, Sequence, Mapping> value;

  const Scalar* scalar() const { return std::get_if<Scalar>(&value); }
  const Sequence* sequence() const { return std::get_if<Sequence>(&value); }
  const Mapping* mapping() const { return std::get_if<Mapping>(&value); }
  bool null() const { return std::holds_alternative<Null>(value); }
};

struct Pair {
  Located<std::string> key;
  Node value;
};

/// The pair of a mapping by key, or nullptr.
const Pair* find(const Mapping& mapping, std::string_view key);

}  // namespace stackc::syntax
