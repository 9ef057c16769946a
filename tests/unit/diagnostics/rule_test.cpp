#include "diagnostics/rule.h"

#include <algorithm>
#include <set>
#include <string>

#include "tests/catch.h"

using namespace stackc;

TEST_CASE("every rule has a code of its own and a name of its own in the order of the codes", "[diagnostics]") {
  const std::vector<Rule> rules = all_rules();
  REQUIRE(rules.size() > 10);
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    CAPTURE(std::string(code(rules[i])));
    CHECK(names.insert(name(rules[i])).second);
    if (i > 0) CHECK(code(rules[i - 1]) < code(rules[i]));
    CHECK_FALSE(title(rules[i]).empty());
    CHECK(title(rules[i]).back() != '.');
    CHECK_FALSE(since(rules[i]).empty());
    CHECK(page(rules[i]).find("## Cause\n") != std::string_view::npos);
    CHECK(page(rules[i]).find("## Cure\n") != std::string_view::npos);
  }
}

TEST_CASE("a rule is found by its code and by its name and by nothing else", "[diagnostics]") {
  CHECK(find_rule("STK1012") == Rule::duplicate_key);
  CHECK(find_rule("duplicate_key") == Rule::duplicate_key);
  CHECK(code(Rule::duplicate_key) == "STK1012");
  CHECK(severity(Rule::duplicate_key) == Severity::error);
  CHECK_FALSE(find_rule("stk1012"));
  CHECK_FALSE(find_rule("STK9999"));
  CHECK_FALSE(find_rule(""));
}

TEST_CASE("examples are the fenced blocks of a page without their fences", "[diagnostics]") {
  const auto bad = examples(Rule::duplicate_key, Example::bad);
  const auto good = examples(Rule::duplicate_key, Example::good);
  REQUIRE(bad.size() == 1);
  REQUIRE(good.size() == 1);
  CHECK(bad[0].substr(0, 31) == "stackc: 1\nname: blog\nname: shop");
  CHECK(bad[0].back() == '\n');
  CHECK(good[0].find("```") == std::string_view::npos);
}

TEST_CASE("a page about a stack shows what is wrong and what is right", "[diagnostics]") {
  for (const Rule rule : all_rules()) {
    const char range = code(rule)[3];
    if (range == '0' || range == '4' || range == '6' || range == '8') continue;
    CAPTURE(std::string(code(rule)));
    CHECK_FALSE(examples(rule, Example::good).empty());
    const bool described = page(rule).find("\n```text bad\n") != std::string_view::npos;
    CHECK((described || !examples(rule, Example::bad).empty()));
  }
}
