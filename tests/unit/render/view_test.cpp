#include "render/view.h"

#include "tests/catch.h"
#include "tests/unit/render/support.h"

using namespace stackc::render;
using render_test::Item;

namespace {

// Does not compile when a member is added to the struct; then `describe` has to name it too.
constexpr std::size_t members(const Item& item) {
  const auto& [id, label, on, wait, names] = item;
  static_cast<void>(id), static_cast<void>(label), static_cast<void>(on), static_cast<void>(wait),
      static_cast<void>(names);
  return 5;
}

struct Traces {
  stackc::Traced<std::string> name;
  stackc::Traced<std::vector<Scalar<Kind::domain>>> hosts;
  std::optional<stackc::Traced<Seconds>> wait;
  stackc::Traced<std::optional<int>> retries;
};
template <class V>
constexpr void describe(V& view, const Traces*) {
  view.field("name", &Traces::name);
  view.field("hosts", &Traces::hosts);
  view.field("wait", &Traces::wait);
  view.field("retries", &Traces::retries);
}

constexpr auto origin(std::uint32_t number) { return static_cast<stackc::OriginId>(number); }

}  // namespace

TEST_CASE("a view has a field for each member of its struct", "[render]") {
  CHECK(field_count<Item>() == members(Item{}));
  CHECK(type_of<Item>().fields.size() == members(Item{}));
  CHECK(value_of(Item{}).items.size() == members(Item{}));
}

TEST_CASE("types of views are constants", "[render]") {
  static_assert(type_of<Item>().shape == Shape::record);
  static_assert(type_of<Item>().fields[1].type->is(Kind::text));
  CHECK(&type_of<Item>() == &type_of<Item>());
}

TEST_CASE("types are equal by what they hold and have names for people", "[render]") {
  CHECK(type_of<std::vector<std::string>>() == type_of<stackc::Traced<std::vector<std::string>>>());
  CHECK_FALSE(type_of<std::vector<std::string>>() == type_of<std::vector<int>>());
  CHECK_FALSE(type_of<Item>() == type_of<Traces>());
  CHECK(describe_type(type_of<std::vector<Scalar<Kind::url_path>>>()) == "list of URL path");
  CHECK(describe_type(type_of<std::optional<Seconds>>()) == "optional duration");
  CHECK(describe_type(type_of<Item>()) == "record (id, label, on, wait, names)");
}

TEST_CASE("values keep their origins wherever they were traced", "[render]") {
  Traces traces;
  traces.name = {"blog", origin(1)};
  traces.hosts = {{{"a.example.com"}}, origin(2)};
  traces.wait = stackc::Traced<Seconds>{{5}, origin(3)};
  traces.retries = {std::nullopt, origin(4)};
  const Value value = value_of(traces);
  REQUIRE(value.form == Value::Form::record);
  CHECK(value.items[0].text == "blog");
  CHECK(value.items[0].origin == origin(1));
  CHECK(value.items[1].form == Value::Form::list);
  CHECK(value.items[1].origin == origin(2));
  CHECK(value.items[2].number == 5000);
  CHECK(value.items[2].origin == origin(3));
  CHECK(value.items[3].form == Value::Form::absent);
  CHECK(value.items[3].origin == origin(4));
}

TEST_CASE("a kind's texts conform by their first character and all others", "[render]") {
  CHECK(conforms(Kind::domain, "a-b.example.com"));
  CHECK_FALSE(conforms(Kind::domain, ""));
  CHECK_FALSE(conforms(Kind::domain, "-a"));
  CHECK_FALSE(conforms(Kind::domain, "*.example.com"));
  CHECK(conforms(Kind::host, "*.example.com"));
  CHECK_FALSE(conforms(Kind::word, "-rf"));
  CHECK_FALSE(conforms(Kind::word, "a b"));
  CHECK_FALSE(conforms(Kind::identifier, "\xC3\xA9"));
  CHECK(conforms(Kind::text, ""));
}

TEST_CASE("no kind but text and snippet holds what ends a line or a quote anywhere", "[render]") {
  constexpr CharSet dangerous = CharSet::of("\n\r\"'\\`$;(){}<>|!");
  for (const KindTraits& row : kind_table) {
    INFO(row.name);
    CHECK((row.all - dangerous) == row.all);
  }
}
