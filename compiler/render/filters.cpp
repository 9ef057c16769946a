#include "render/filters.h"

#include <array>

namespace stackc::render {
namespace {

constexpr std::array<FilterRule, 16> rules = {{
    {"bytes", FilterCode::bytes, "a size"},
    {"code", FilterCode::code, "a scalar in a markdown template"},
    {"count", FilterCode::count, "a list"},
    {"days", FilterCode::days, "a duration"},
    {"first", FilterCode::first, "a list that is known not to be empty"},
    {"hours", FilterCode::hours, "a duration"},
    {"join", FilterCode::join, "a list of scalars other than text, and a separator in brackets"},
    {"kib", FilterCode::kib, "a size"},
    {"last", FilterCode::last, "a list that is known not to be empty"},
    {"lower", FilterCode::lower, "a scalar other than text"},
    {"mib", FilterCode::mib, "a size"},
    {"milliseconds", FilterCode::milliseconds, "a duration"},
    {"minutes", FilterCode::minutes, "a duration"},
    {"on_off", FilterCode::on_off, "a boolean"},
    {"seconds", FilterCode::seconds, "a duration"},
    {"upper", FilterCode::upper, "a scalar other than text"},
}};

void become(Shaped& shaped, Kind kind) {
  shaped.type = nullptr;
  shaped.kind = kind;
  shaped.all = traits(kind).all;
  shaped.first = traits(kind).first;
}

CharSet set_of(std::string_view text) {
  CharSet set;
  for (const char c : text)
    set.add(static_cast<unsigned char>(c));
  return set;
}

bool ascii(std::string_view text) { return CharSet::printable().holds(text); }

}  // namespace

std::optional<FilterRule> find_filter(std::string_view name) {
  for (const FilterRule& rule : rules) {
    if (rule.name == name) return rule;
  }
  return std::nullopt;
}

std::string filter_names() {
  std::string names;
  for (const FilterRule& rule : rules) {
    if (!names.empty()) names += ", ";
    names += rule.name;
  }
  return names;
}

std::string apply(const FilterRule& rule, bool has_argument, std::string_view argument, Shaped& shaped) {
  const auto refuse = [&] { return "filter `" + std::string(rule.name) + "` takes " + std::string(rule.takes); };
  const bool list = shaped.type != nullptr && shaped.type->shape == Shape::list;
  const bool scalar = shaped.is_scalar();
  if (has_argument != (rule.code == FilterCode::join)) {
    return has_argument ? "filter `" + std::string(rule.name) + "` takes nothing in brackets" : refuse();
  }
  switch (rule.code) {
    case FilterCode::seconds:
    case FilterCode::minutes:
    case FilterCode::hours:
    case FilterCode::days:
    case FilterCode::milliseconds:
      if (!scalar || shaped.kind != Kind::duration) return refuse();
      become(shaped, Kind::integer);
      return {};
    case FilterCode::mib:
    case FilterCode::kib:
    case FilterCode::bytes:
      if (!scalar || shaped.kind != Kind::size) return refuse();
      become(shaped, Kind::integer);
      return {};
    case FilterCode::on_off:
      if (!scalar || shaped.kind != Kind::boolean) return refuse();
      become(shaped, Kind::word);
      return {};
    case FilterCode::upper:
    case FilterCode::lower:
      if (!scalar || is_free(shaped.kind) || shaped.kind == Kind::duration || shaped.kind == Kind::size ||
          shaped.kind == Kind::boolean)
        return refuse();
      shaped.type = nullptr;
      shaped.all = shaped.all | CharSet::of("A-Za-z");
      shaped.first = shaped.first | CharSet::of("A-Za-z");
      return {};
    case FilterCode::code:
      if (!scalar || shaped.kind == Kind::snippet) return refuse();
      shaped.markdown_code = true;
      return {};
    case FilterCode::count:
      if (!list) return refuse();
      become(shaped, Kind::integer);
      return {};
    case FilterCode::first:
    case FilterCode::last:
      if (!list || !shaped.list_is_filled) return refuse();
      shaped.type = shaped.type->element;
      shaped.list_is_filled = false;
      if (shaped.type->shape == Shape::scalar) {
        const Type* element = shaped.type;
        become(shaped, element->kind);
        shaped.type = element;
      }
      return {};
    case FilterCode::join: {
      if (!list || shaped.type->element->shape != Shape::scalar || is_free(shaped.type->element->kind)) return refuse();
      if (!ascii(argument)) return "the separator of `join` holds a character that is not printable ASCII";
      const Kind kind = shaped.type->element->kind;
      become(shaped, kind);
      shaped.all = shaped.all | set_of(argument);
      // Written as words are: only what is proven of its characters counts.
      if (shaped.kind == Kind::integer || shaped.kind == Kind::port || shaped.kind == Kind::boolean)
        shaped.kind = Kind::word;
      return {};
    }
  }
  return refuse();
}

}  // namespace stackc::render
