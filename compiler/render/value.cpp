#include "render/value.h"

#include <algorithm>

namespace stackc::render {
namespace {

constexpr bool table_is_in_order() {
  for (std::size_t i = 0; i < kind_count; ++i) {
    if (static_cast<std::size_t>(kind_table[i].kind) != i) return false;
    if (!kind_table[i].first.within(kind_table[i].all)) return false;
  }
  return true;
}
static_assert(table_is_in_order());

}  // namespace

std::optional<std::size_t> Type::find(std::string_view name) const {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name) return i;
  }
  return std::nullopt;
}

bool operator==(const Type& a, const Type& b) {
  if (&a == &b) return true;
  if (a.shape != b.shape) return false;
  switch (a.shape) {
    case Shape::scalar:
      return a.kind == b.kind;
    case Shape::list:
    case Shape::optional:
      return *a.element == *b.element;
    case Shape::record:
      return std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                        [](const Field& x, const Field& y) { return x.name == y.name && *x.type == *y.type; });
  }
  return false;
}

std::string describe_type(const Type& type) {
  switch (type.shape) {
    case Shape::scalar:
      return std::string(traits(type.kind).name);
    case Shape::list:
      return "list of " + describe_type(*type.element);
    case Shape::optional:
      return "optional " + describe_type(*type.element);
    case Shape::record:
      break;
  }
  std::string text = "record (";
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    if (i == 4 && type.fields.size() > 5) return text + ", …)";
    if (i != 0) text += ", ";
    text += type.fields[i].name;
  }
  return text + ")";
}

}  // namespace stackc::render
