// How a struct of the language tells its keys: one function `describe(visitor, const Struct*)` beside the others in
// describe_stack.h. Binding, overlays, the schema, the reference and `explain` are visitors of it; there is no second
// list.
//
// A visitor has:
//   type(name, doc)               what the struct is called
//   field(key, member, about)     one key; members are Maybe<T>, List<T>, ById<T, Key> or, where the key is required,
//   Traced<T>
//   shorthand(member, about)      the member that a scalar in place of the map sets; of a list member, that a list sets
//   shorthand(member, key, about) the same for a map member: the scalar becomes the entry `key`, through its own
//   shorthand foreign(key, help)            a key that people know from other programs, and what to write here
#pragma once

#include <string_view>
#include <type_traits>
#include <vector>

#include "model/leaf.h"
#include "model/maybe.h"
#include "model/stack.h"

namespace stackc {

/// What is said of a key or short form beyond its type.
struct About {
  std::string_view doc;
  std::string_view example{};
  std::string_view fallback{};  ///< What holds where nothing is said, for people.
  bool base_only = false;       ///< Refused in an environment.
  bool required = false;        ///< In a whole stack.
};

/// A visitor that minds nothing; visitors derive from it and replace what they mind.
struct Visitor {
  constexpr void type(std::string_view, std::string_view) {}
  template <class S, class M>
  constexpr void field(std::string_view, M S::*, const About&) {}
  template <class S, class M>
  constexpr void shorthand(M S::*, const About&) {}
  template <class S, class M>
  constexpr void shorthand(M S::*, std::string_view, const About&) {}
  constexpr void foreign(std::string_view, std::string_view) {}
};

/// A struct of the language.
template <class S>
concept described = requires(Visitor& visitor) {
  describe(visitor, static_cast<const S*>(nullptr));
};

template <class S, class V>
constexpr void describe_with(V& visitor) {
  describe(visitor, static_cast<const S*>(nullptr));
}

namespace describe_detail {

struct Counter : Visitor {
  std::size_t fields = 0;
  template <class S, class M>
  constexpr void field(std::string_view, M S::*, const About&) {
    ++fields;
  }
};
struct Namer : Visitor {
  std::string_view name, doc;
  constexpr void type(std::string_view type_name, std::string_view type_doc) {
    name = type_name;
    doc = type_doc;
  }
};
struct KeyCollector : Visitor {
  std::vector<std::string_view> keys;
  template <class S, class M>
  void field(std::string_view key, M S::*, const About&) {
    keys.push_back(key);
  }
};

}  // namespace describe_detail

/// How many keys the struct has.
template <described S>
constexpr std::size_t described_fields() {
  describe_detail::Counter counter;
  describe_with<S>(counter);
  return counter.fields;
}

/// What the struct is called, with its article: `a route`.
template <described S>
constexpr std::string_view type_name() {
  describe_detail::Namer namer;
  describe_with<S>(namer);
  return namer.name;
}

/// One sentence on the struct.
template <described S>
constexpr std::string_view type_doc() {
  describe_detail::Namer namer;
  describe_with<S>(namer);
  return namer.doc;
}

/// The struct's keys in the order of the reference.
template <described S>
std::vector<std::string_view> keys_of() {
  describe_detail::KeyCollector collector;
  describe_with<S>(collector);
  return collector.keys;
}

// What a member holds, for visitors that branch on it.
template <class M>
struct member_of {};
template <class T>
struct member_of<Maybe<T>> {
  using value = T;
};
template <class T>
struct member_of<List<T>> {
  using item = T;
};
template <class T, class K>
struct member_of<ById<T, K>> {
  using entry = T;
  using key = K;
};
template <class T>
struct member_of<Traced<T>> {
  using value = T;
};
template <class M>
inline constexpr bool is_maybe = false;
template <class T>
inline constexpr bool is_maybe<Maybe<T>> = true;
template <class M>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<List<T>> = true;
template <class M>
inline constexpr bool is_map = false;
template <class T, class K>
inline constexpr bool is_map<ById<T, K>> = true;
/// A map whose values all have a default (aliases): it may be written as the list of its keys.
template <class M>
inline constexpr bool is_key_list = false;
template <worded E, class K>
inline constexpr bool is_key_list<ById<Maybe<E>, K>> = true;
template <class M>
inline constexpr bool is_traced = false;
template <class T>
inline constexpr bool is_traced<Traced<T>> = true;

}  // namespace stackc
