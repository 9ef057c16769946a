// The pages of the rules: every example is compiled, and says exactly what its page is about.
#include <algorithm>
#include <set>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

/// What a stack alone cannot show is not asked of a page: files, the lock, templates.
bool shown_by_a_stack(Rule rule) {
  const char area = code(rule)[3];
  return area == '1' || area == '2' || area == '3' || area == '5';
}

/// Pages whose bad example is bytes or a size that Markdown cannot hold; their rules have tests of syntax.
bool has_unwritable_example(Rule rule) { return page(rule).find("```text bad\n") != std::string_view::npos; }

}  // namespace

TEST_CASE("every bad example gives its code and nothing else", "[pages]") {
  for (const Rule rule : all_rules()) {
    for (const std::string_view example : examples(rule, Example::bad)) {
      INFO(code(rule) << " " << name(rule) << "\n" << example);
      const Compilation made = compile_text(example);
      std::set<std::string_view> codes;
      for (const Diagnostic& diagnostic : made.diagnostics.all())
        codes.insert(code(diagnostic.rule));
      for (const std::string& line : made.said())
        UNSCOPED_INFO(line);
      CHECK(codes == std::set<std::string_view>{code(rule)});
      CHECK(made.compiled.has_value() == (severity(rule) != Severity::error));
    }
  }
}

TEST_CASE("every good example compiles without a word", "[pages]") {
  for (const Rule rule : all_rules()) {
    for (const std::string_view example : examples(rule, Example::good)) {
      INFO(code(rule) << " " << name(rule) << "\n" << example);
      const Compilation made = compile_text(example);
      CHECK(made.said() == std::vector<std::string>{});
      CHECK(made.compiled.has_value());
    }
  }
}

TEST_CASE("every rule that a stack can show has a bad and a good example", "[pages]") {
  std::size_t bad = 0;
  std::size_t good = 0;
  for (const Rule rule : all_rules()) {
    bad += examples(rule, Example::bad).size();
    good += examples(rule, Example::good).size();
    if (!shown_by_a_stack(rule)) continue;
    INFO(code(rule) << " " << name(rule));
    CHECK((has_unwritable_example(rule) || !examples(rule, Example::bad).empty()));
    CHECK(!examples(rule, Example::good).empty());
  }
  CHECK(bad >= 55);
  CHECK(good >= 55);
}

TEST_CASE("every diagnostic of a bad example has a place and every error a cure", "[pages]") {
  for (const Rule rule : all_rules()) {
    if (!shown_by_a_stack(rule)) continue;
    for (const std::string_view example : examples(rule, Example::bad)) {
      const Compilation made = compile_text(example);
      for (const Diagnostic& diagnostic : made.diagnostics.all()) {
        INFO(code(rule) << " " << diagnostic.message);
        CHECK(diagnostic.at.known());
        CHECK(diagnostic.at.begin <= diagnostic.at.end);
        CHECK(diagnostic.at.end <= example.size());
        CHECK_FALSE(diagnostic.message.empty());
        CHECK(diagnostic.message.back() != '.');
        CHECK((severity(diagnostic.rule) != Severity::error || !diagnostic.help.empty()));
      }
    }
  }
}
