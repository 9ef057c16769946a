#include "syntax/tree.h"

#include <algorithm>

namespace stackc::syntax {

const Pair* find(const Mapping& mapping, std::string_view key) {
  const auto pair = std::find_if(mapping.begin(), mapping.end(), [&](const Pair& p) { return p.key.value == key; });
  return pair == mapping.end() ? nullptr : &*pair;
}

}  // namespace stackc::syntax
