// Each limit of limits.h: the largest that is read, and the smallest that is not.
#include "syntax/limits.h"

#include "syntax/brackets.h"
#include "tests/catch.h"
#include "tests/unit/syntax/reading.h"

using namespace stackc;
using namespace stackc::syntax;
using tests::read;

namespace {

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += text;
  return out;
}

}  // namespace

TEST_CASE("a file of a mebibyte is read and one byte more is not", "[syntax]") {
  const std::string largest = "a: 1\n#" + std::string(max_file_bytes - 7, 'x') + "\n";
  REQUIRE(largest.size() == max_file_bytes);
  CHECK(read(largest).said.empty());
  CHECK(read(largest + "\n").said == "STK1018 1:1 `stack.yaml` has more than 1 MiB\n");
}

TEST_CASE("sixty-four levels are read and one more is not", "[syntax]") {
  CHECK(read(times(max_depth, "[") + times(max_depth, "]")).said.empty());
  CHECK(read(times(max_depth + 1, "[") + times(max_depth + 1, "]")).said ==
        "STK1018 1:65 more than 64 levels of lists and mappings\n");
  CHECK(read(times(max_depth, "- ") + "x").said.empty());
  CHECK(read(times(max_depth + 1, "- ") + "x").said == "STK1018 1:129 more than 64 levels of lists and mappings\n");
  CHECK(read(times(40, "- ") + times(25, "[") + times(25, "]")).said ==
        "STK1018 1:105 more than 64 levels of lists and mappings\n");
}

TEST_CASE("a hundred thousand values are read and one more is not", "[syntax]") {
  // The list itself is one of them.
  CHECK(read("[" + times(max_nodes - 1, "a,") + "]").said.empty());
  CHECK(read("[" + times(max_nodes, "a,") + "]").said == "STK1018 1:200000 more than 100000 values\n");
}

TEST_CASE("a text of 64 KiB is read and one byte more is not", "[syntax]") {
  CHECK(read("a: " + std::string(max_scalar_bytes, 'x')).said.empty());
  CHECK(read("a: " + std::string(max_scalar_bytes + 1, 'x')).said == "STK1018 1:4 a text of more than 64 KiB\n");
  CHECK(read("a: |\n" + times(max_scalar_bytes / 8 + 1, "  seven77\n")).said ==
        "STK1018 1:4 a text of more than 64 KiB\n");
}

TEST_CASE("a key of 256 bytes is read and one byte more is not", "[syntax]") {
  CHECK(read(std::string(max_key_bytes, 'k') + ": 1").said.empty());
  CHECK(read(std::string(max_key_bytes + 1, 'k') + ": 1").said ==
        "STK1018 1:1 a key of 257 bytes; stackc reads at most 256\n");
}

TEST_CASE("reports about one file end after a hundred", "[syntax]") {
  const tests::Reading reading = read(times(5000, "k: v\n"));
  CHECK_FALSE(reading.tree);
  CHECK(std::count(reading.said.begin(), reading.said.end(), '\n') == static_cast<std::ptrdiff_t>(max_reports));
}

TEST_CASE("brackets in texts and comments are not counted", "[syntax]") {
  const std::string many = times(100, "[");
  for (const std::string& text :
       {"a: \"" + many + "\"\n", "a: '" + many + "'\n", "a: x" + many + "\n", "# " + many + "\na: 1\n",
        "a: b # " + many + "\n", "a: |\n  " + many + "\n  " + many + "\nb: 1\n",
        "- a: >\n    " + many + "\n  b: []\n"}) {
    CAPTURE(text);
    CHECK_FALSE(find_brackets(text, max_depth).too_deep);
    CHECK_FALSE(find_brackets(text, max_depth).unclosed);
    CHECK(read(text).said.empty());
  }
  CHECK(find_brackets("a: [b, {c: \"}\"", 64).unclosed == 7U);
  CHECK(find_brackets("a: |\n  [\nb: [\n", 64).unclosed == 12U);
}

TEST_CASE("no file takes long whatever it repeats", "[syntax]") {
  // An eighth of the largest: quick, and what is not linear runs into the time limit of the whole test.
  const std::size_t size = max_file_bytes / 8;
  const std::vector<std::string> pieces{"[",    "{",  "[a: ", "- ",    ": ",     ":",         "? ",  "&a ",   "!a ",
                                        "#",    "\n", ",",    "]",     "\"",     "'",         "|\n", "---\n", "%\n",
                                        "x",    "x ", "x\n",  "a: b",  "k: v\n", "- |\n x\n", "\\",  "\"\\",  "*a ",
                                        "<<: ", "[]", "{},",  "- -\n", " \n",    "a:\n ",     "é"};
  for (const std::string& piece : pieces) {
    for (const char* before : {"", "["}) {
      CAPTURE(before, piece);
      const std::string text = (before + times(size / piece.size(), piece)).substr(0, size);
      const tests::Reading reading = read(text);
      CHECK((reading.tree || !reading.said.empty()));
    }
  }
}
