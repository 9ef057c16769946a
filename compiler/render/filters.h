// The closed set of filters: what each takes and gives.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "render/program.h"

namespace stackc::render {

struct FilterRule {
  std::string_view name;
  FilterCode code;
  std::string_view takes;  ///< For messages.
};

std::optional<FilterRule> find_filter(std::string_view name);
/// `bytes, code, count, …` for help lines.
std::string filter_names();

/// What an expression with filters gives.
struct Shaped {
  const Type* type = nullptr;  ///< Null once a filter made a scalar of its own.
  Kind kind = Kind::text;
  CharSet all;
  CharSet first;
  bool markdown_code = false;
  bool list_is_filled = false;

  bool is_scalar() const { return type == nullptr || type->shape == Shape::scalar; }
};

/// Applies the rule to `shaped`; returns why it cannot, or an empty text.
std::string apply(const FilterRule& rule, bool has_argument, std::string_view argument, Shaped& shaped);

}  // namespace stackc::render
