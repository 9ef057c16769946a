#include "model/overlay.h"

#include <algorithm>

#include "model/describe_stack.h"

namespace stackc {

namespace {

template <described S>
void lay_over(S& base, const S& over, Origins& origins);

/// The origin of a value of the overlay that takes the place of one of the base.
OriginId replacing(OriginId over, OriginId base, Origins& origins) {
  if (base == OriginId::none || over == OriginId::none) return over;
  return origins.add(Overlay{origins.span(over), base});
}

template <class T>
void lay_member(Maybe<T>& base, const Maybe<T>& over, Origins& origins) {
  if (over.absent()) return;
  if constexpr (described<T>) {
    if (over.present() && base.present()) return lay_over(base.value, over.value, origins);
  }
  const OriginId origin = replacing(over.origin, base.origin, origins);
  base = over;
  base.origin = origin;
}

template <class T>
void lay_member(List<T>& base, const List<T>& over, Origins& origins) {
  if (over.absent()) return;
  const OriginId origin = replacing(over.origin, base.origin, origins);
  base = over;
  base.origin = origin;
}

template <class T>
void lay_member(Traced<T>& base, const Traced<T>& over, Origins& origins) {
  const OriginId origin = replacing(over.origin, base.origin, origins);
  base = over;
  base.origin = origin;
}

template <class T, class Key>
void lay_member(ById<T, Key>& base, const ById<T, Key>& over, Origins& origins) {
  if (base.origin == OriginId::none || over.removed) base.origin = replacing(over.origin, base.origin, origins);
  if (over.removed) {
    base.entries.clear();
    base.removed = true;
  }
  base.incomplete = base.incomplete || over.incomplete;
  for (const Traced<Key>& removal : over.removals) {
    const auto same = [&](const auto& entry) { return entry.key.value == removal.value; };
    base.entries.erase(std::remove_if(base.entries.begin(), base.entries.end(), same), base.entries.end());
    if (!base.removes(removal.value.text)) base.removals.push_back(removal);
  }
  for (const Entry<T, Key>& entry : over.entries) {
    Entry<T, Key>* found = base.find(entry.key.value.text);
    if (found == nullptr) {
      base.entries.push_back(entry);
    } else if constexpr (described<T>) {
      lay_over(found->value, entry.value, origins);
    } else if constexpr (is_maybe<T>) {
      lay_member(found->value, entry.value, origins);
      found->origin = found->value.origin;
    } else {
      found->origin = replacing(entry.origin, found->origin, origins);
      found->value = entry.value;
    }
  }
}

template <class S>
struct Layer : Visitor {
  S& base;
  const S& over;
  Origins& origins;
  Layer(S& base_struct, const S& over_struct, Origins& origin_table)
      : base(base_struct), over(over_struct), origins(origin_table) {}
  template <class M>
  void field(std::string_view, M S::*member, const About&) {
    lay_member(base.*member, over.*member, origins);
  }
};

template <described S>
void lay_over(S& base, const S& over, Origins& origins) {
  Layer<S> layer(base, over, origins);
  describe_with<S>(layer);
}

}  // namespace

Stack overlay(const Stack& base, const Stack& over, Origins& origins) {
  Stack result = base;
  lay_over(result, over, origins);
  return result;
}

}  // namespace stackc
