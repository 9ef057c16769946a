// What is refused, with the code, the place and the sentence: one row is one decision of the language.
#include "tests/catch.h"
#include "tests/unit/syntax/reading.h"

using namespace stackc;
using tests::read;

namespace {

struct Row {
  std::string text;
  std::string said;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read(row.text).said == row.said + "\n");
  }
}

using namespace std::string_literals;

}  // namespace

TEST_CASE("bytes that are no text are refused at their place", "[syntax]") {
  check({
      {"name: caf\xE9\n", "STK1001 1:10 byte 0xE9 is not UTF-8"},
      {"\xFF\xFE"
       "a\0"s,
       "STK1001 1:1 the file is UTF-16, not UTF-8"},
      {"a: b\0c\n"s, "STK1002 1:5 a NUL byte"},
      {"a: \x1b[31m\n", "STK1002 1:4 U+001B cannot be seen"},
      {"a: b\x7f\n", "STK1002 1:5 U+007F cannot be seen"},
      {"a: b\xC2\x85\n", "STK1002 1:5 U+0085 cannot be seen"},
      {"a: b\xE2\x80\xA8\n", "STK1002 1:5 U+2028 cannot be seen"},
      {"a: 1\n\xEF\xBB\xBF"
       "b: 2\n",
       "STK1002 2:1 a byte order mark inside the file"},
      {"a: \xE2\x80\xAE"
       "b\n",
       "STK1003 1:4 U+202E turns the direction of the text around"},
      {"a: 1\rb: 2\n", "STK1004 1:5 a carriage return without a line feed"},
      {"a: \xE9\nb: \xE9\x07\n", "STK1001 1:4 byte 0xE9 is not UTF-8\nSTK1002 2:5 U+0007 cannot be seen"},
  });
}

TEST_CASE("a tab is refused wherever YAML needs blanks and wherever nobody would see it", "[syntax]") {
  const std::string sentence = " a tab where YAML needs blanks";
  check({
      {"a:\n\tb: 1\n", "STK1005 2:1" + sentence},
      {"a:\n  b: 1\n \tc: 2\n", "STK1005 3:2" + sentence},
      {"a:\tb\n", "STK1005 1:3" + sentence},
      {"a: b\t# c\n", "STK1005 1:5" + sentence},
      {"a: [1,\t2]\n", "STK1005 1:7" + sentence},
      {"a: b\tc\n", "STK1005 1:5 a tab inside a text without quotes"},
      {"a: |\n\tb\n", "STK1005 2:1" + sentence},
  });
}

TEST_CASE("a quote that is not closed is shown where it opens", "[syntax]") {
  check({
      {"a: \"b", "STK1006 1:4 this quote is not closed"},
      {"a: 1\nb: 'c\nd: e\n", "STK1006 2:4 this quote is not closed"},
  });
}

TEST_CASE("an item that is missing is shown by its comma", "[syntax]") {
  const std::string sentence = " there is nothing before this comma";
  check({
      {",", "STK1008 1:1" + sentence},
      {"[1]\n,", "STK1008 2:1" + sentence},
      {"\"x\" ,", "STK1008 1:5" + sentence},
      {"a: [1, , 2]\n", "STK1008 1:8" + sentence},
      {"a: [, 1]\n", "STK1008 1:5" + sentence},
      {"a: [,]\n", "STK1008 1:5" + sentence},
      {"a: {b: 1, , c: 2}\n", "STK1008 1:11" + sentence},
  });
}

TEST_CASE("a file is one document and nothing after it", "[syntax]") {
  check({
      {"a: 1\n---\nb: 2\n", "STK1010 2:1 another document begins here"},
      {"a: 1\n...\n---\nb: 2\n", "STK1010 3:1 another document begins here"},
      {"- a\nb: 1\n", "STK1009 2:1 the document has ended, but the file goes on"},
      {"{a: 1} b\n", "STK1009 1:8 the document has ended, but the file goes on"},
      {"a: 1\n... junk\n", "STK1009 2:5 something stands after `...`"},
      {"%YAML 1.2\n---\na: 1\n", "STK1011 1:1 a YAML directive"},
      {"%FOO\n---\na: 1\n", "STK1011 1:1 a YAML directive"},
      {"", "STK1017 1:1 the file says nothing"},
      {"# a\n\n# b\n", "STK1017 1:1 the file says nothing"},
      {"---\n...\n", "STK1017 1:1 the file says nothing"},
  });
}

TEST_CASE("keys are short plain texts on one line", "[syntax]") {
  check({
      {"? a\n: b\n", "STK1016 1:1 `? ` begins a key that is not a plain text"},
      {"[a]: b\n", "STK1016 1:1 a list or mapping as a key"},
      {": a\n", "STK1016 1:1 there is no key before this `:`"},
      {"\"\": a\n", "STK1016 1:1 an empty key"},
      {"a: 1\nb\nc: 2\n", "STK1007 2:1 a line without `key: value`"},
      {"{a, b: 1}\n", "STK1007 1:3 `a` has no `:` after it"},
      {"{a:1}\n", "STK1007 1:5 `a:1` has no `:` after it"},
      {"[a: b]\n", "STK1007 1:2 a pair without braces in a list"},
      {"*a : b\n", "STK1013 1:1 an alias"},
  });
}

TEST_CASE("lines that are not indented like their neighbours are refused", "[syntax]") {
  check({
      {"a: 1\n b: 2\n", "STK1007 2:2 this line is indented deeper than the one above it, which has a value already"},
      {"a:\n  b: 1\n c: 2\n", "STK1007 3:2 this line does not belong to the mapping above it"},
      {"a: - b\n", "STK1007 1:4 `-` begins a list in the middle of a line"},
      {"a:\n\"b\"\n", "STK1007 2:1 this value is not indented deeper than what it belongs to"},
  });
}

TEST_CASE("what is not YAML is refused with the likely cause", "[syntax]") {
  check({
      {"a: b: c\n", "STK1007 1:5 `:` stands where no key precedes it"},
      {"a: [1, {b: 2\nc: 3\n", "STK1007 1:8 `{` is not closed"},
      {"a: [1\n", "STK1007 1:4 `[` is not closed"},
      {"a: ]\n", "STK1007 1:4 a bracket is closed that was not opened"},
      {"a: @b\n", "STK1007 1:4 a character that cannot begin a value"},
      {"a: `b`\n", "STK1007 1:4 a character that cannot begin a value"},
      {"a: :b\n", "STK1007 1:4 a text that begins with `:`"},
      {"a: \"\\q\"\n", "STK1007 1:5 `\\q` is not an escape of YAML"},
      {"a: \"\\x4\"\n", "STK1007 1:5 an escape with too few hexadecimal digits"},
      {"a: \"\\ud83d\\ude00\"\n", "STK1007 1:5 an escape of no character, or of half of one"},
      {"a: | b\n  c\n", "STK1007 1:6 after `|` or `>` the line must end"},
      {"a: |\n      \n  b\n", "STK1007 3:3 this line does not belong to the mapping above it"},
      {"a: \"b\\0\"\n", "STK1002 1:4 this text holds a NUL"},
      {"a: &b 1\n", "STK1013 1:4 `&b` is an anchor"},
      {"a: *b\n", "STK1013 1:4 an alias"},
      {"a: !b\n  c: 1\n", "STK1015 1:4 `!b` is a tag"},
      {"!a b: 1\n", "STK1015 1:1 `!a` is a tag"},
  });
}
