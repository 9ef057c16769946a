// The examples that the reference and `explain` show are stacks that bind.
#include <algorithm>

#include "diagnostics/rule.h"
#include "model/language.h"
#include "tests/catch.h"
#include "tests/unit/bind/support.h"

using namespace stackc;
using namespace bind_test;

namespace {

/// `services.ID.health.every` and `10s` -> `services: { web: { health: { every: 10s } } }`.
std::string stack_with(const std::string& path, const std::string& value) {
  const std::size_t dot = path.find('.');
  const std::string head = path.substr(0, dot);
  const std::string key = head == "ID"       ? "web"
                          : head == "NAME"   ? "A"
                          : head == "PATH"   ? (path.find("from_env") == std::string::npos ? "/x" : "web.port")
                          : head == "DOMAIN" ? "a.example.com"
                                             : head;
  if (dot == std::string::npos) return "{ " + key + ": " + value + " }";
  const std::string inner = stack_with(path.substr(dot + 1), value);
  return "{ " + key + ": " + (key == "allow" || key == "tiers" ? "[" + inner + "]" : inner) + " }";
}

}  // namespace

TEST_CASE("the example of every key binds", "[bind]") {
  std::size_t checked = 0;
  for (const LanguageKey& row : language_keys()) {
    // `join`, `as`, `default` and `at` need the key that they go with.
    const bool goes_with_another =
        row.owner == "a value" && (row.key == "join" || row.key == "as" || row.key == "default" || row.key == "at");
    if (row.about.example.empty() || goes_with_another) continue;
    const std::string yaml = stack_with(row.path, std::string(row.about.example)) + "\n";
    INFO(yaml);
    auto said = bind_text(yaml, bind::Document::overlay).said();
    // An allowance with one of its three keys lacks the others.
    if (row.owner == "an allowance") {
      said.erase(std::remove_if(said.begin(), said.end(),
                                [](const std::string& line) { return line.substr(0, 11) == "missing_key"; }),
                 said.end());
    }
    CHECK(said == std::vector<std::string>{});
    ++checked;
  }
  CHECK(checked > 70);
}

TEST_CASE("the page of every rule of binding shows what it says", "[bind]") {
  std::size_t checked = 0;
  for (const Rule rule : all_rules()) {
    if (code(rule) < "STK2001" || code(rule) > "STK2011") continue;
    INFO(code(rule));
    for (const std::string_view bad : examples(rule, Example::bad)) {
      const Bound bound = bind_text(bad);
      REQUIRE(bound.diagnostics.size() == 1);
      CHECK(name(bound.diagnostics.all().front().rule) == name(rule));
      ++checked;
    }
    for (const std::string_view good : examples(rule, Example::good))
      CHECK(bind_text(good).said() == std::vector<std::string>{});
  }
  CHECK(checked >= 11);
}
