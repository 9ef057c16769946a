// docs/language.md is what the compiler itself says of its language. Tests run from the top of the repository.
#include <fstream>
#include <iterator>
#include <string>

#include "model/reference.h"
#include "tests/catch.h"

namespace {
const char* const page = "docs/language.md";
}

TEST_CASE("the committed reference page is the one that the descriptions make", "[model]") {
  std::ifstream in(page, std::ios::binary);
  const std::string committed(std::istreambuf_iterator<char>(in), {});
  INFO("if the language changed, write the page again: model_test '[write-reference]'");
  CHECK(committed == stackc::language_reference());
}

// Hidden: runs only when it is named.
TEST_CASE("write the reference page", "[.][write-reference]") {
  std::ofstream out(page, std::ios::binary);
  out << stackc::language_reference();
  CHECK(out.flush());
}
