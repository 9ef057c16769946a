// From C++ structs to types and values of templates. A struct becomes a view by one function beside it:
//   template <class V> constexpr void describe(V& view, const Site*) {
//     view.field("domain", &Site::domain);
//     view.field("routes", &Site::routes);
//   }
// Strong types become scalars by a specialisation of ScalarTraits. Header-only; knows nothing of templates.
#pragma once

#include <array>
#include <concepts>
#include <string>
#include <type_traits>
#include <utility>

#include "render/value.h"

namespace stackc::render {

/// A text of one kind, for views that derive a value which no model type holds.
template <Kind K>
struct Scalar {
  std::string text;
};
using Word = Scalar<Kind::word>;
using Path = Scalar<Kind::path>;
using Identifier = Scalar<Kind::identifier>;
using Snippet = Scalar<Kind::snippet>;
struct Seconds {
  std::int64_t count = 0;
};
struct Milliseconds {
  std::int64_t count = 0;
};
struct ByteCount {
  std::int64_t count = 0;
};

/// A struct that several views hold: its value is made once, and has to outlive theirs.
template <class T>
struct Shared {
  const Value* value = nullptr;
};

/// Makes T a scalar: `static constexpr Kind kind;` and `static std::string text(const T&);`, and for
/// booleans, integers, ports, durations (milliseconds) and sizes (bytes) `static std::int64_t number(const T&);`
/// (durations and sizes need no `text`).
template <class T>
struct ScalarTraits;

template <>
struct ScalarTraits<bool> {
  static constexpr Kind kind = Kind::boolean;
  static std::int64_t number(bool value) { return value ? 1 : 0; }
};
template <std::integral T>
struct ScalarTraits<T> {
  static constexpr Kind kind = Kind::integer;
  static std::int64_t number(T value) { return static_cast<std::int64_t>(value); }
  static std::string text(T value) { return std::to_string(value); }
};
template <>
struct ScalarTraits<std::string> {
  static constexpr Kind kind = Kind::text;
  static std::string text(const std::string& value) { return value; }
};
template <Kind K>
struct ScalarTraits<Scalar<K>> {
  static constexpr Kind kind = K;
  static std::string text(const Scalar<K>& value) { return value.text; }
};
template <>
struct ScalarTraits<Seconds> {
  static constexpr Kind kind = Kind::duration;
  static std::int64_t number(Seconds value) { return value.count * 1000; }
};
template <>
struct ScalarTraits<Milliseconds> {
  static constexpr Kind kind = Kind::duration;
  static std::int64_t number(Milliseconds value) { return value.count; }
};
template <>
struct ScalarTraits<ByteCount> {
  static constexpr Kind kind = Kind::size;
  static std::int64_t number(ByteCount value) { return value.count; }
};

namespace view_detail {

template <class T>
concept scalar_like = requires {
  ScalarTraits<T>::kind;
};

template <class T>
struct is_traced : std::false_type {};
template <class T>
struct is_traced<Traced<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};

template <class T>
struct is_shared : std::false_type {};
template <class T>
struct is_shared<Shared<T>> : std::true_type {
  using shared = T;
};

struct FieldCounter {
  std::size_t count = 0;
  template <class X, class M>
  constexpr void field(std::string_view, M X::*) {
    ++count;
  }
};

}  // namespace view_detail

/// How many fields `describe` of X names.
template <class X>
constexpr std::size_t field_count() {
  view_detail::FieldCounter counter;
  describe(counter, static_cast<const X*>(nullptr));
  return counter.count;
}

namespace view_detail {

template <class T>
constexpr Type make_type();
template <class T>
inline constexpr Type type_constant = make_type<T>();

template <std::size_t N>
struct FieldCollector {
  std::array<Field, N> fields{};
  std::size_t next = 0;
  template <class X, class M>
  constexpr void field(std::string_view name, M X::*) {
    fields[next++] = Field{name, &type_constant<M>};
  }
};

template <class X>
constexpr auto make_fields() {
  FieldCollector<field_count<X>()> collector;
  describe(collector, static_cast<const X*>(nullptr));
  return collector.fields;
}
template <class X>
inline constexpr auto field_constants = make_fields<X>();

template <class T>
constexpr Type make_type() {
  if constexpr (is_traced<T>::value) {
    return make_type<decltype(T::value)>();
  } else if constexpr (is_shared<T>::value) {
    return make_type<typename is_shared<T>::shared>();
  } else if constexpr (scalar_like<T>) {
    return Type{Shape::scalar, ScalarTraits<T>::kind, nullptr, {}};
  } else if constexpr (is_vector<T>::value) {
    return Type{Shape::list, Kind::text, &type_constant<typename T::value_type>, {}};
  } else if constexpr (is_optional<T>::value) {
    return Type{Shape::optional, Kind::text, &type_constant<typename T::value_type>, {}};
  } else {
    return Type{Shape::record, Kind::text, nullptr, std::span<const Field>(field_constants<T>)};
  }
}

template <class X>
struct ValueCollector;

}  // namespace view_detail

/// The type of a view; a constant.
template <class X>
constexpr const Type& type_of() {
  return view_detail::type_constant<X>;
}

/// The value of a view. Traced members keep their origins.
template <class X>
Value value_of(const X& x) {
  using namespace view_detail;
  Value value;
  if constexpr (is_traced<X>::value) {
    value = value_of(x.value);
    value.origin = x.origin;
  } else if constexpr (is_shared<X>::value) {
    value.form = Value::Form::elsewhere;
    value.target = x.value;
  } else if constexpr (scalar_like<X>) {
    using Traits = ScalarTraits<X>;
    if constexpr (requires { Traits::number(x); }) value.number = Traits::number(x);
    if constexpr (requires { Traits::text(x); }) value.text = Traits::text(x);
  } else if constexpr (is_vector<X>::value) {
    value.form = Value::Form::list;
    value.items.reserve(x.size());
    for (const auto& item : x)
      value.items.push_back(value_of<typename X::value_type>(item));
  } else if constexpr (is_optional<X>::value) {
    if (x.has_value())
      value = value_of(*x);
    else
      value.form = Value::Form::absent;
  } else {
    value.form = Value::Form::record;
    value.items.reserve(field_count<X>());
    ValueCollector<X> collector{x, value.items};
    describe(collector, static_cast<const X*>(nullptr));
  }
  return value;
}

namespace view_detail {

template <class X>
struct ValueCollector {
  const X& object;
  std::vector<Value>& items;
  // A base struct's members come through its own describe, hence Y.
  template <class Y, class M>
  void field(std::string_view, M Y::*member) {
    items.push_back(value_of(object.*member));
  }
};

}  // namespace view_detail
}  // namespace stackc::render
