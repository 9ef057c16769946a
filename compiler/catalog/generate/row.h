// One row of a table: a mapping of a data file, checked against the description of its struct, as a C++ initialiser.
// What a key may hold follows from the type of the member: texts and lists may be left out (empty), `name`,
// numbers, `true`/`false` and words of a closed enum must be said, because their zero would claim something.
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "catalog/describe.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/nearest.h"
#include "syntax/tree.h"

namespace stackc::catalog::generate {

/// The bytes of `text` as a C++ literal (the parser lets no NUL through).
std::string literal(std::string_view text);
/// A mistake in a data file.
void refuse(Diagnostics& diagnostics, Span at, std::string message, std::string help = {});

struct Row {
  std::string name;
  Span name_at;
  std::string arrays;       ///< Definitions of the arrays that the initialiser names.
  std::string initialiser;  ///< Designated, in braces.
};

template <class T>
struct is_slice : std::false_type {};
template <class T>
struct is_slice<Slice<T>> : std::true_type {};

template <class T>
class RowReader;

/// A value in a data file: the key that it stands under, how the generated code spells its C++ type, and an
/// identifier, unique in the file, for the array that it may need.
struct Place {
  std::string_view key;
  std::string type;
  std::string path;
};

/// Writes values as initialisers.
class ValueReader {
 public:
  explicit ValueReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::string arrays;

  template <class T>
  std::string read(const syntax::Node& node, const Place& place);

  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  std::string wrong(const syntax::Node& node, const Place& place, const std::string& what, std::string help = {}) {
    refuse(diagnostics_, node.span, "`" + std::string(place.key) + "` is not " + what, std::move(help));
    return "{}";
  }

  template <class E>
  std::string read_word(const syntax::Node& node, const Place& place);
  template <class I>
  std::string read_number(const syntax::Node& node, const Place& place);
  template <class T>
  std::string read_list(const syntax::Node& node, const Place& place);

  Diagnostics& diagnostics_;
};

template <class T>
class RowReader {
 public:
  RowReader(ValueReader& values, const syntax::Mapping& mapping, Span at, Place place)
      : values_(values), mapping_(mapping), at_(at), place_(std::move(place)) {}

  template <class M>
  void field(std::string_view key, M T::*) {
    known_.push_back(key);
    const syntax::Pair* pair = syntax::find(mapping_, key);
    std::string value = "{}";
    if (pair != nullptr) {
      value = values_.template read<M>(pair->value, {key, "decltype(" + place_.type + "::" + std::string(key) + ")",
                                                     place_.path + "_" + std::string(key)});
    } else if (key == "name" || !(std::same_as<M, std::string_view> || is_slice<M>::value)) {
      refuse(values_.diagnostics(), at_, "`" + std::string(key) + "` is missing");
    }
    text_ += (text_.empty() ? "." : ", .") + std::string(key) + " = " + value;
  }

  /// Reports keys that the struct does not have; those of `others` mean something to the caller.
  std::string finish(const std::vector<std::string_view>& others) {
    known_.insert(known_.end(), others.begin(), others.end());
    for (const syntax::Pair& pair : mapping_) {
      bool found = false;
      for (const std::string_view key : known_)
        found = found || key == pair.key.value;
      if (!found)
        refuse(values_.diagnostics(), pair.key.span, "no key `" + pair.key.value + "` here",
               did_you_mean(pair.key.value, known_));
    }
    return "{" + text_ + "}";
  }

 private:
  ValueReader& values_;
  const syntax::Mapping& mapping_;
  Span at_;
  Place place_;
  std::string text_;
  std::vector<std::string_view> known_;
};

template <class T>
std::string ValueReader::read(const syntax::Node& node, const Place& place) {
  if constexpr (std::same_as<T, std::string_view>) {
    return node.scalar() != nullptr ? literal(node.scalar()->text) : wrong(node, place, "a text");
  } else if constexpr (std::same_as<T, bool>) {
    const syntax::Scalar* scalar = node.scalar();
    const bool plain = scalar != nullptr && scalar->style == syntax::Style::plain;
    return plain && (scalar->text == "true" || scalar->text == "false") ? scalar->text
                                                                        : wrong(node, place, "`true` or `false`");
  } else if constexpr (std::is_enum_v<T>) {
    return read_word<T>(node, place);
  } else if constexpr (std::unsigned_integral<T>) {
    return read_number<T>(node, place);
  } else if constexpr (is_slice<T>::value) {
    return read_list<std::remove_const_t<typename T::element_type>>(node, place);
  } else {
    if (node.mapping() == nullptr) return wrong(node, place, "a mapping");
    RowReader<T> reader(*this, *node.mapping(), node.span, place);
    describe(reader, static_cast<const T*>(nullptr));
    return reader.finish({});
  }
}

template <class E>
std::string ValueReader::read_word(const syntax::Node& node, const Place& place) {
  std::vector<std::string_view> known;
  for (const EnumWord<E>& row : words_of(static_cast<const E*>(nullptr))) {
    if (node.scalar() != nullptr && node.scalar()->text == row.word) return place.type + "::" + std::string(row.word);
    known.push_back(row.word);
  }
  std::string list;
  for (const std::string_view word : known)
    list += (list.empty() ? "" : ", ") + std::string(word);
  return wrong(node, place, "one of: " + list,
               node.scalar() != nullptr ? did_you_mean(node.scalar()->text, known) : std::string());
}

template <class I>
std::string ValueReader::read_number(const syntax::Node& node, const Place& place) {
  const syntax::Scalar* scalar = node.scalar();
  if (scalar == nullptr || scalar->style != syntax::Style::plain) return wrong(node, place, "a number");
  I number{};
  const char* const end = scalar->text.data() + scalar->text.size();
  const auto [stop, error] = std::from_chars(scalar->text.data(), end, number);
  if (error != std::errc{} || stop != end) return wrong(node, place, "a number of its range");
  return std::to_string(number);
}

template <class T>
std::string ValueReader::read_list(const syntax::Node& node, const Place& place) {
  if (node.sequence() == nullptr) return wrong(node, place, "a list");
  if (node.sequence()->empty()) return "{}";
  const std::string type = "Element<" + place.type + ">";
  std::string items;
  std::size_t index = 0;
  for (const syntax::Node& item : *node.sequence()) {
    items += "    " + read<T>(item, {place.key, type, place.path + "_" + std::to_string(index)}) + ",\n";
    ++index;
  }
  // After the items, whose own arrays come first.
  arrays += "constexpr " + type + " " + place.path + "[] = {\n" + items + "};\n";
  return place.path;
}

/// The row that a mapping describes. `others` are keys that belong to the caller.
template <class T>
Row read_row(const syntax::Node& node, const Place& place, const std::vector<std::string_view>& others,
             Diagnostics& diagnostics) {
  Row row;
  if (node.mapping() == nullptr) {
    refuse(diagnostics, node.span, "an entry is a mapping");
    return row;
  }
  ValueReader values(diagnostics);
  RowReader<T> reader(values, *node.mapping(), node.span, place);
  describe(reader, static_cast<const T*>(nullptr));
  row.initialiser = reader.finish(others);
  row.arrays = values.arrays;
  if (const syntax::Pair* pair = syntax::find(*node.mapping(), "name");
      pair != nullptr && pair->value.scalar() != nullptr) {
    row.name = pair->value.scalar()->text;
    row.name_at = pair->value.span;
    if (row.name.empty()) refuse(diagnostics, row.name_at, "`name` is empty");
  }
  return row;
}

}  // namespace stackc::catalog::generate
