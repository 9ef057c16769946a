#include "syntax/parse.h"

#include "tests/catch.h"
#include "tests/unit/syntax/reading.h"

using namespace stackc;
using tests::read;

namespace {

const syntax::Node& value(const tests::Reading& reading, std::string_view key) {
  REQUIRE(reading.tree);
  REQUIRE(reading.tree->mapping() != nullptr);
  const syntax::Pair* pair = syntax::find(*reading.tree->mapping(), key);
  REQUIRE(pair != nullptr);
  return pair->value;
}

std::string text_of(const std::string& yaml) {
  const tests::Reading reading = read("a: " + yaml + "\n");
  CHECK(reading.said.empty());
  const syntax::Node& node = value(reading, "a");
  REQUIRE(node.scalar() != nullptr);
  return node.scalar()->text;
}

std::string spanned(const std::string& yaml, std::string_view key) {
  const tests::Reading reading = read(yaml);
  const Span span = value(reading, key).span;
  return yaml.substr(span.begin, span.end - span.begin);
}

}  // namespace

TEST_CASE("a mapping keeps the order of the file and the places of its keys", "[syntax]") {
  const tests::Reading reading = read("b: 1\na: { c: [x, 'y'] }\n");
  CHECK(reading.said.empty());
  REQUIRE(reading.tree);
  const syntax::Mapping& root = *reading.tree->mapping();
  REQUIRE(root.size() == 2);
  CHECK(root[0].key.value == "b");
  CHECK(root[1].key.value == "a");
  CHECK(root[1].key.span.begin == 5);
  CHECK(root[1].key.span.end == 6);
  const syntax::Sequence& items = *syntax::find(*root[1].value.mapping(), "c")->value.sequence();
  REQUIRE(items.size() == 2);
  CHECK(items[0].scalar()->style == syntax::Style::plain);
  CHECK(items[1].scalar()->style == syntax::Style::single_quoted);
  CHECK(syntax::find(root, "z") == nullptr);
}

TEST_CASE("the span of a value holds exactly its bytes", "[syntax]") {
  CHECK(spanned("a: x y # c\n", "a") == "x y");
  CHECK(spanned("a: \"x \\\" y\" # c\n", "a") == "\"x \\\" y\"");
  CHECK(spanned("a: 'it''s'\n", "a") == "'it''s'");
  CHECK(spanned("a: [1, {b: 2} ] # c\n", "a") == "[1, {b: 2} ]");
  CHECK(spanned("a: one\n  two\nb: 1\n", "a") == "one\n  two");
  CHECK(spanned("a: |  # c\n  one\n\n  two\n\nb: 1\n", "a") == "|  # c\n  one\n\n  two");
  CHECK(spanned("a:\n  b: 1\n  c: [2]\nd: 3\n", "a") == "b: 1\n  c: [2]");
  CHECK(spanned("a:\n- b\n- c # d\ne: 3\n", "a") == "- b\n- c");
  CHECK(spanned("\xEF\xBB\xBF"
                "a: é\n",
                "a") == "é");
  CHECK(spanned("a: ~\n", "a") == "~");
}

TEST_CASE("an empty value is null and stands right after its colon or dash", "[syntax]") {
  const tests::Reading reading = read("a:\nb: [x]\nc:   # comment\n");
  CHECK(value(reading, "a").null());
  CHECK(value(reading, "a").span == Span{SourceId{0}, 2, 2});
  CHECK(value(reading, "c").null());
  CHECK(value(reading, "c").span == Span{SourceId{0}, 12, 12});
  CHECK(read("- \n- a\n").tree->sequence()->front().span == Span{SourceId{0}, 1, 1});
}

TEST_CASE("null is nothing or a tilde or the plain word in lower case", "[syntax]") {
  for (const char* yaml : {"a:", "a: ~", "a: null", "a: null # c", "{a: }", "{a: null}", "{a: ~}"}) {
    CAPTURE(yaml);
    CHECK(value(read(yaml), "a").null());
  }
  for (const char* yaml :
       {"a: Null", "a: NULL", "a: 'null'", "a: \"~\"", "a: \"\"", "a: nullx", "a: ~x", "a: null x"}) {
    CAPTURE(yaml);
    CHECK(value(read(yaml), "a").scalar() != nullptr);
  }
}

TEST_CASE("an empty value before a key named null is not that key", "[syntax]") {
  const tests::Reading reading = read("a:\nnull: 1\n");
  CHECK(reading.said.empty());
  CHECK(value(reading, "a").null());
  CHECK(value(reading, "null").scalar()->text == "1");
}

TEST_CASE("escapes and folded lines in quotes mean what YAML 1.2 says", "[syntax]") {
  CHECK(text_of(R"("\a\b\t\n\v\f\r\e\ \"\/\\")") == "\a\b\t\n\v\f\r\x1b \"/\\");
  CHECK(text_of(R"("\x41\u00e9\U0001F600\N\_\L\P")") == "Aé😀\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9");
  CHECK(text_of("\"one\n  two\n\n  three\"") == "one two\nthree");
  CHECK(text_of("\"one  \\\n   two \\\n\n  \\ three\"") == "one  two \n three");
  CHECK(text_of("'one\n\n\n  two  \n  three'") == "one\n\ntwo three");
  CHECK(text_of("'\\n'") == "\\n");
  CHECK(text_of("one\n  two\n\n  three") == "one two\nthree");
}

TEST_CASE("block texts keep or fold their lines and end as their header says", "[syntax]") {
  CHECK(text_of("|\n  x\n   y\n\n  z\n\n") == "x\n y\n\nz\n");
  CHECK(text_of("|-\n  x\n\n") == "x");
  CHECK(text_of("|+\n  x\n\n") == "x\n\n\n");
  CHECK(text_of("|2\n    x\n") == "  x\n");
  CHECK(text_of(">\n  a\n  b\n\n  c\n   d\n  e\n") == "a b\nc\n d\ne\n");
  CHECK(text_of(">-\n  a\n\n\n  b\n") == "a\n\nb");
  CHECK(text_of("|\n  a #no comment\n  \"b\n  [c\n") == "a #no comment\n\"b\n[c\n");
}

TEST_CASE("CR LF is one line break everywhere and never part of a text", "[syntax]") {
  const tests::Reading reading =
      read("a: |\r\n  x\r\n  y\r\nb: \"c\r\n  d\"\r\ne: f\r\n  g\r\nh: >-\r\n  i\r\n\r\n  j\r\n");
  CHECK(reading.said.empty());
  CHECK(value(reading, "a").scalar()->text == "x\ny\n");
  CHECK(value(reading, "b").scalar()->text == "c d");
  CHECK(value(reading, "e").scalar()->text == "f g");
  CHECK(value(reading, "h").scalar()->text == "i\nj");
}

TEST_CASE("a tree comes with the reports when it holds every value", "[syntax]") {
  const tests::Reading reading = read("a: 1\nb: &x 2\na: 3\nc: !t 4\nd: 5\n");
  CHECK(reading.said ==
        "STK1013 2:4 `&x` is an anchor\n"
        "STK1012 3:1 `a` stands twice in one mapping\n"
        "STK1015 4:4 `!t` is a tag\n");
  CHECK(value(reading, "a").scalar()->text == "1");
  CHECK(value(reading, "b").scalar()->text == "2");
  CHECK(value(reading, "c").scalar()->text == "4");
  CHECK(value(reading, "d").scalar()->text == "5");
}

TEST_CASE("there is no tree when an alias or merge key stands for values that it lacks", "[syntax]") {
  const tests::Reading reading = read("a: &x 1\nb: *x\n<<: 2\nb: 3\n");
  CHECK_FALSE(reading.tree);
  CHECK(reading.said ==
        "STK1013 1:4 `&x` is an anchor\n"
        "STK1013 2:4 `*x` is an alias\n"
        "STK1014 3:1 `<<` is a merge key\n"
        "STK1012 4:1 `b` stands twice in one mapping\n");
}

TEST_CASE("a duplicate key points at both places", "[syntax]") {
  Sources sources;
  const SourceId id = sources.add("stack.yaml", "a: 1\n\"a\": 2\n");
  Diagnostics diagnostics;
  CHECK(syntax::parse(sources, id, diagnostics));
  REQUIRE(diagnostics.size() == 1);
  const Diagnostic& found = diagnostics.all().front();
  CHECK(found.rule == Rule::duplicate_key);
  CHECK(found.at == Span{id, 5, 8});
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes[0].span == Span{id, 0, 1});
}

TEST_CASE("a quoted key named like a merge key is an ordinary key", "[syntax]") {
  const tests::Reading reading = read("\"<<\": 1\n");
  CHECK(reading.said.empty());
  CHECK(value(reading, "<<").scalar()->text == "1");
}
