#include "diagnostics/diagnostic.h"

#include "tests/catch.h"

using namespace stackc;

namespace {

Diagnostic at(std::uint32_t offset, Rule rule, std::string message, std::string environment = {}) {
  return {rule, {SourceId{0}, offset, offset + 1}, std::move(message), {}, {}, std::move(environment)};
}

}  // namespace

TEST_CASE("diagnostics are sorted by source then offset then code and those without a place come last",
          "[diagnostics]") {
  Diagnostics all;
  all.report({Rule::empty_file, {}, "nowhere"});
  all.report({Rule::tag, {SourceId{1}, 0, 1}, "second file"});
  all.report(at(7, Rule::tag, "late"));
  all.report(at(3, Rule::tag, "later code"));
  all.report(at(3, Rule::not_yaml, "earlier code"));
  std::string order;
  for (const Diagnostic& diagnostic : all.sorted())
    order += diagnostic.message + "|";
  CHECK(order == "earlier code|later code|late|second file|nowhere|");
}

TEST_CASE("the same finding in several environments is one that names them", "[diagnostics]") {
  Diagnostics all;
  all.report(at(1, Rule::tag, "same", "prod"));
  all.report(at(1, Rule::tag, "other", "prod"));
  all.report(at(1, Rule::tag, "same", "dev"));
  all.report(at(1, Rule::tag, "same", "prod"));
  const auto sorted = all.sorted();
  REQUIRE(sorted.size() == 2);
  CHECK(sorted[0].message == "other");
  CHECK(sorted[1].environment == "dev, prod");
  CHECK(sorted[1].environments() == std::vector<std::string>{"dev", "prod"});
}

TEST_CASE("a finding of the whole stack swallows the same one of an environment", "[diagnostics]") {
  Diagnostics all;
  all.report(at(1, Rule::tag, "same", "prod"));
  all.report(at(1, Rule::tag, "same"));
  REQUIRE(all.sorted().size() == 1);
  CHECK(all.sorted()[0].environment.empty());
  CHECK(all.sorted()[0].environments().empty());
}

TEST_CASE("findings that differ in their notes stay apart", "[diagnostics]") {
  Diagnostics all;
  Diagnostic one = at(1, Rule::tag, "same");
  Diagnostic two = one;
  two.notes.push_back({{SourceId{0}, 5, 6}, "here"});
  all.report(one);
  all.report(two);
  CHECK(all.sorted().size() == 2);
}

TEST_CASE("only errors stop a build", "[diagnostics]") {
  Diagnostics all;
  CHECK_FALSE(all.has_errors());
  CHECK(all.empty());
  for (const Rule rule : all_rules()) {
    Diagnostics one;
    one.report({rule, {}, "x"});
    CHECK(one.has_errors() == (severity(rule) == Severity::error));
  }
}
