// What is refused when a template is loaded, because of its spelling, names and types.
#include "tests/catch.h"
#include "tests/unit/render/support.h"

using namespace render_test;
using Catch::Matchers::ContainsSubstring;

namespace {
// Most of these are about the body, so the language is nginx and the body begins on line 2.
std::string nginx(const std::string& body) { return refused("nginx", body); }
}  // namespace

TEST_CASE("a template says its language on the first line", "[render]") {
  CHECK(refused(Texts{{"main", "a;\n"}}) == "template_syntax 1:1 no language on the first line");
  CHECK(refused(Texts{{"main", ""}}) == "template_syntax 1:1 no language on the first line");
  CHECK(refused(Texts{{"main", "{% if a %}"}}) == "template_syntax 1:1 no language on the first line");
  CHECK(refused(Texts{{"main", "{% language cobol %}\n"}}) ==
        "template_unknown_name 1:13 there is no language `cobol`");
  CHECK(refused(Texts{{"main", "{% language nginx %} a;\n"}}) ==
        "template_syntax 1:21 something beside the language on the first line");
  CHECK(nginx("{% language nginx %}\n") == "template_syntax 2:1 `language` stands on the first line only");
}

TEST_CASE("tags that are misspelt are refused where they begin", "[render]") {
  CHECK(nginx("a {{ port;\n") == "template_syntax 2:3 a tag that is not closed on its line");
  CHECK(nginx("a {{ port\n}};\n") == "template_syntax 2:3 a tag that is not closed on its line");
  CHECK(nginx("a {{ \"x };\n") == "template_syntax 2:6 a string that is never closed");
  CHECK(nginx("a;\n{# note\n") == "template_syntax 3:1 a note that is never closed");
  CHECK(nginx("a {{ }};\n") == "template_syntax 2:6 a value is missing");
  CHECK(nginx("a {{ port port }};\n") == "template_syntax 2:11 the tag goes on where it should end");
  CHECK(nginx("a {{ item. }};\n") == "template_syntax 2:12 a field is missing");
  CHECK(nginx("a {{ text| }};\n") == "template_syntax 2:12 a filter is missing");
  CHECK(nginx("{% unless a %}\n") == "template_syntax 2:1 unknown statement `unless`");
  CHECK(nginx("{% %}\n") == "template_syntax 2:1 an empty statement");
  CHECK(nginx("{% for x of items %}\n") == "template_syntax 2:10 `in` is missing");
  CHECK(nginx("{% if (boolean %}\n{% endif %}\n") == "template_syntax 2:16 `)` is missing");
  CHECK(nginx("a;\r\n") == "template_syntax 2:3 a carriage return in a template");
}

TEST_CASE("statements close what they opened", "[render]") {
  CHECK(nginx("{% if boolean %}\na;\n") == "template_syntax 2:1 `if` is never closed");
  CHECK(nginx("{% for i in items %}\na;\n{% endif %}\n") ==
        "template_syntax 4:1 `endif` inside a `for` that is still open");
  CHECK(nginx("{% if boolean %}\na;\n{% endfor %}\n") ==
        "template_syntax 4:1 `endfor` inside an `if` that is still open");
  CHECK(nginx("a;\n{% endif %}\n") == "template_syntax 3:1 `endif` closes nothing that is open");
  CHECK(nginx("{% if boolean %}\na;\n{% else %}\nb;\n{% else %}\nc;\n{% endif %}\n") ==
        "template_syntax 6:1 `else` after `else`");
  CHECK(nginx("{% macro m() %}\na;\n") == "template_syntax 2:1 `macro` is never closed");
  CHECK(nginx("{% if boolean %}\n{% macro m() %}\n{% endmacro %}\n{% endif %}\n") ==
        "template_syntax 3:1 a macro inside another statement");
  CHECK(nginx("a {% include \"x\" %};\n") == "template_syntax 2:3 an include that does not have its line for itself");
  std::string deep;
  for (int i = 0; i < 30; ++i)
    deep += "{% if boolean %}\n";
  CHECK_THAT(nginx(deep), ContainsSubstring("statements are nested more than 24 deep"));
}

TEST_CASE("names that do not exist are refused with a near one", "[render]") {
  CHECK(nginx("a {{ prot }};\n") == "template_unknown_name 2:6 there is no value `prot` here");
  CHECK(nginx("{% for i in items %}\na {{ i.nmae }};\n{% endfor %}\n") ==
        "template_unknown_name 3:6 there is no field `nmae` here");
  CHECK(nginx("a {{ text|raw }};\n") == "template_unknown_name 2:6 there is no filter `raw`");
  CHECK(nginx("{% call m() %}\n") == "template_unknown_name 2:1 there is no macro `m`");
  CHECK(nginx("{% include \"x\" %}\n") == "template_unknown_name 2:1 there is no template `x`");
  CHECK(nginx("{% if loop.first %}\na;\n{% endif %}\n") == "template_unknown_name 2:7 `loop` outside a loop");
  CHECK(nginx("{% for i in items %}\n{% if loop.index %}\n{{ i.id }};\n{% endif %}\n{% endfor %}\n") ==
        "template_unknown_name 3:7 a loop has `loop.first` and `loop.last`");
  CHECK(nginx("{% for i in items %}\na {{ i.id }};\n{% endfor %}\na {{ i.id }};\n") ==
        "template_unknown_name 5:6 there is no value `i` here");
}

TEST_CASE("values of the wrong type are refused", "[render]") {
  CHECK(nginx("a {{ item }};\n") ==
        "template_wrong_type 2:6 a hole takes a scalar, and this is an optional record (id, label, on, wait, names)");
  CHECK(nginx("a {{ domains }};\n") == "template_wrong_type 2:6 a hole takes a scalar, and this is a list of domain");
  CHECK(nginx("a {{ optional }};\n") == "template_wrong_type 2:6 a hole takes a scalar, and this is an optional path");
  CHECK(nginx("a {{ item.id }};\n") == "template_wrong_type 2:6 what `id` is asked of may be missing");
  CHECK(nginx("a {{ port.x }};\n") == "template_wrong_type 2:6 `x` is asked of a port, which has no fields");
  CHECK(nginx("{% for x in port %}\n{{ x }};\n{% endfor %}\n") ==
        "template_wrong_type 2:13 `for` takes a list, and this is a port");
  CHECK(nginx("{% if port %}\na;\n{% endif %}\n") ==
        "template_wrong_type 2:7 a condition takes a boolean, an optional value or a list, and this is a port");
  CHECK(nginx("{% if \"a\" %}\na;\n{% endif %}\n") == "template_wrong_type 2:7 a literal is no condition");
  CHECK(nginx("a {{ port|seconds }};\n") == "template_wrong_type 2:6 filter `seconds` takes a duration");
  CHECK(nginx("a {{ texts|join(\",\") }};\n") ==
        "template_wrong_type 2:6 filter `join` takes a list of scalars other than text, and a separator in brackets");
  CHECK(nginx("a {{ domains|join }};\n") ==
        "template_wrong_type 2:6 filter `join` takes a list of scalars other than text, and a separator in brackets");
  CHECK(nginx("a {{ domains|first }};\n") ==
        "template_wrong_type 2:6 filter `first` takes a list that is known not to be empty");
  CHECK(nginx("a {{ text|upper }};\n") == "template_wrong_type 2:6 filter `upper` takes a scalar other than text");
  CHECK(nginx("a {{ boolean and choice }};\n") ==
        "template_wrong_type 2:6 a value is wanted here, not a condition or a literal");
  CHECK(nginx("{% call m(port) %}\n{% macro m(a, b) %}\n{{ a }} {{ b }};\n{% endmacro %}\n") ==
        "template_wrong_type 2:1 macro `m` takes 2 values, and gets 1");
  CHECK(refused(
            Texts{{"main", "{% language nginx %}\n{% include \"other\" %}\n"}, {"other", "{% language sh %}\na\n"}}) ==
        "template_wrong_type main:2:1 this template is in nginx, and `other` is in sh");
}

TEST_CASE("an optional value is there only where a condition said so", "[render]") {
  CHECK(nginx("{% if optional %}\na {{ optional }};\n{% endif %}\n").empty());
  CHECK(nginx("{% if not optional %}\na;\n{% else %}\na {{ optional }};\n{% endif %}\n").empty());
  CHECK(nginx("{% if boolean and optional %}\na {{ optional }};\n{% endif %}\n").empty());
  CHECK(nginx("{% if not optional or not item %}\na;\n{% else %}\na {{ optional }} {{ item.id }};\n{% endif %}\n")
            .empty());
  CHECK_THAT(nginx("{% if boolean or optional %}\na {{ optional }};\n{% endif %}\n"),
             ContainsSubstring("an optional path"));
  CHECK_THAT(nginx("{% if optional %}\na;\n{% endif %}\na {{ optional }};\n"),
             ContainsSubstring("5:6 a hole takes a scalar"));
  CHECK_THAT(nginx("{% if optional %}\na;\n{% else %}\na {{ optional }};\n{% endif %}\n"),
             ContainsSubstring("an optional path"));
}

TEST_CASE("parts that can never matter are refused", "[render]") {
  CHECK(nginx("{% macro m() %}\na;\n{% endmacro %}\n") == "template_unused 2:1 macro `m` is never called");
  CHECK(nginx("{% set x = port %}\na;\n") == "template_unused 2:1 `x` is never read");
  CHECK(nginx("{% call m(port) %}\n{% macro m(p) %}\na;\n{% endmacro %}\n") == "template_unused 3:1 `p` is never read");
  CHECK(nginx("{% if boolean %}\n{% if boolean %}\na;\n{% endif %}\n{% endif %}\n") ==
        "template_unused 3:7 this is always so here: it was asked before");
  CHECK(nginx("{% if boolean %}\na;\n{% elif boolean %}\nb;\n{% endif %}\n") ==
        "template_unused 4:9 this is always not so here: it was asked before");
  CHECK(nginx("{% if boolean %}{% endif %}\n") == "template_unused 2:1 nothing stands in this part");
  CHECK(nginx("{% for x in items %}\n{% endfor %}\n") == "template_unused 2:1 nothing stands in this loop");
}

TEST_CASE("a template that leads back to itself is refused", "[render]") {
  CHECK(refused(Texts{{"main", "{% language nginx %}\n{% include \"main\" %}\n"}}) ==
        "template_recursion 2:1 `main` is being included already");
  CHECK(refused(Texts{{"main", "{% language nginx %}\n{% include \"b\" %}\n"},
                      {"b", "{% language nginx %}\n{% include \"main\" %}\n"}}) ==
        "template_recursion b:2:1 `main` is being included already");
  CHECK(nginx("{% call m() %}\n{% macro m() %}\n{% call m() %}\n{% endmacro %}\n") ==
        "template_recursion 4:1 macro `m` is being called already");
}

TEST_CASE("a template that grows beyond all measure is refused", "[render]") {
  std::string body = "{% call m0() %}\n";
  for (int i = 0; i < 8; ++i) {
    body += "{% macro m" + std::to_string(i) + "() %}\n";
    for (int j = 0; j < 10; ++j)
      body += i == 7 ? "{{ port }};\n" : "{% call m" + std::to_string(i + 1) + "() %}\n";
    body += "{% endmacro %}\n";
  }
  CHECK_THAT(nginx(body), ContainsSubstring("template_too_large"));
  Texts chain;
  for (int i = 0; i < 20; ++i) {
    chain.emplace_back("t" + std::to_string(i),
                       "{% language nginx %}\n{% include \"t" + std::to_string(i + 1) + "\" %}\n");
  }
  CHECK_THAT(refused(chain), ContainsSubstring("includes and calls are nested more than 16 deep"));
}

TEST_CASE("all that is wrong with names and types is told in one run", "[render]") {
  const std::string all = nginx("a {{ prot }};\nb {{ domains }};\n{% if port %}\nc;\n{% endif %}\n");
  CHECK_THAT(all, ContainsSubstring("2:6"));
  CHECK_THAT(all, ContainsSubstring("3:6"));
  CHECK_THAT(all, ContainsSubstring("4:7"));
}
