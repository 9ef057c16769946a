// How many members a struct has, to compare with the fields that its `describe` names: a member without a line there
// would never be read or filled.
#pragma once

#include <cstddef>
#include <string_view>

namespace members_test {

/// Stands for a value of any type while members are counted.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): that is what it is for
};

/// How many values an aggregate can be made from: each of ours has as many as members.
template <class X, class... Values>
constexpr std::size_t members() {
  if constexpr (requires { X{Values{}..., Anything{}}; })
    return members<X, Values..., Anything>();
  else
    return sizeof...(Values);
}

struct Counter {
  std::size_t count = 0;
  template <class X, class M>
  constexpr void field(std::string_view, M X::*) {
    ++count;
  }
};

/// How many fields `describe` of X names.
template <class X>
constexpr std::size_t described() {
  Counter counter;
  describe(counter, static_cast<const X*>(nullptr));
  return counter.count;
}

}  // namespace members_test
