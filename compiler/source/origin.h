// Where a value comes from: written by a person, a default, the catalogue, an overlay.
// Append-only; `explain`, labels of diagnostics and the provenance of artifacts read it.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <variant>
#include <vector>

#include "source/source.h"

namespace stackc {

enum class OriginId : std::uint32_t { none = 0 };

/// Written in a stack file or overlay.
struct Written {
  Span span;
};
/// Derived by a named rule from other values (`rule` is stable: `default.health.interval`).
struct Default {
  std::string rule;
  std::vector<OriginId> parents;
};
/// A fact of the catalogue, e.g. entry `mysql`, key `port`.
struct Catalogue {
  std::string entry;
  std::string key;
};
/// Written by an environment's overlay in place of an earlier value.
struct Overlay {
  Span span;
  OriginId replaced = OriginId::none;
};

using Origin = std::variant<Written, Default, Catalogue, Overlay>;

class Origins {
 public:
  OriginId add(Origin origin);
  /// `id` must not be `none`.
  const Origin& at(OriginId id) const;
  /// The place in a stack file nearest to the value: its own span, or that of the first parent that has one.
  Span span(OriginId id) const;
  std::size_t size() const { return origins_.size(); }

 private:
  std::deque<Origin> origins_;
};

/// A value and its origin. What was written keeps its span through `Written`.
template <class T>
struct Traced {
  T value{};
  OriginId origin = OriginId::none;
};

}  // namespace stackc
