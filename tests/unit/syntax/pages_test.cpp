// The pages of the syntax rules do what they say.
#include "diagnostics/rule.h"
#include "tests/catch.h"
#include "tests/unit/syntax/reading.h"

using namespace stackc;

TEST_CASE("the bad example of each syntax page gives its code and nothing else and the good one nothing", "[syntax]") {
  std::size_t seen = 0;
  for (const Rule rule : all_rules()) {
    if (code(rule).substr(0, 4) != "STK1") continue;
    CAPTURE(std::string(code(rule)));
    for (const std::string_view good : examples(rule, Example::good))
      CHECK(tests::read(std::string(good)).said.empty());
    // Found only by whoever knows that a text is due.
    if (rule == Rule::ambiguous_number) continue;
    for (const std::string_view bad : examples(rule, Example::bad)) {
      const std::string said = tests::read(std::string(bad)).said;
      CHECK_FALSE(said.empty());
      std::size_t lines = 0;
      for (std::size_t at = 0; at < said.size(); at = said.find('\n', at) + 1) {
        CHECK(said.substr(at, 7) == code(rule));
        ++lines;
      }
      seen += lines;
    }
  }
  CHECK(seen > 10);
}
