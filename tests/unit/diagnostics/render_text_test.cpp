#include "diagnostics/render_text.h"

#include "diagnostics/printable.h"
#include "tests/catch.h"

using namespace stackc;

namespace {

struct Drawn {
  Sources sources;
  SourceId id;

  explicit Drawn(std::string text) : id(sources.add("stack.yaml", std::move(text))) {}

  Span span(std::uint32_t begin, std::uint32_t end) const { return {id, begin, end}; }
  std::string operator()(const Diagnostic& diagnostic, const TextOptions& options = {}) const {
    return render_text(diagnostic, sources, options);
  }
};

}  // namespace

TEST_CASE("a diagnostic shows code and sentence and place and excerpt and cure and the other place", "[diagnostics]") {
  const Drawn draw("stackc: 1\nname: blog\nname: shop\n");
  CHECK(draw({Rule::duplicate_key,
              draw.span(21, 25),
              "`name` stands twice in one mapping",
              {{draw.span(10, 14), "first written here"}},
              "delete one of them"}) ==
        "error[STK1012]: `name` stands twice in one mapping\n"
        "  --> stack.yaml:3:1\n"
        "   |\n"
        " 3 | name: shop\n"
        "   | ^^^^\n"
        "   = help: delete one of them\n"
        "note: first written here\n"
        "  --> stack.yaml:2:1\n"
        "   |\n"
        " 2 | name: blog\n"
        "   | ----\n"
        "\n");
}

TEST_CASE("the gutter is as wide as the longest line number of the diagnostic", "[diagnostics]") {
  std::string text;
  for (int i = 1; i <= 12; ++i)
    text += "k" + std::to_string(i) + ": v\n";
  const Drawn draw(text);
  const auto twelfth = static_cast<std::uint32_t>(text.find("k12"));
  CHECK(draw({Rule::tag, draw.span(0, 2), "here", {{draw.span(twelfth, twelfth + 3), "and there"}}}) ==
        "error[STK1015]: here\n"
        "   --> stack.yaml:1:1\n"
        "    |\n"
        "  1 | k1: v\n"
        "    | ^^\n"
        "note: and there\n"
        "   --> stack.yaml:12:1\n"
        "    |\n"
        " 12 | k12: v\n"
        "    | ---\n"
        "\n");
}

TEST_CASE("the environments are named when only some have the finding", "[diagnostics]") {
  const Drawn draw("a: 1\n");
  CHECK(draw({Rule::tag, draw.span(3, 4), "here", {}, "do this", "dev, prod"}) ==
        "error[STK1015]: here\n"
        "  --> stack.yaml:1:4\n"
        "   |\n"
        " 1 | a: 1\n"
        "   |    ^\n"
        "   = help: do this\n"
        "   = only in: dev, prod\n"
        "\n");
}

TEST_CASE("a diagnostic without a place has no excerpt", "[diagnostics]") {
  const Drawn draw("");
  CHECK(draw({Rule::limit_exceeded, {}, "too large", {{{}, "and so"}}, "make it smaller"}) ==
        "error[STK1018]: too large\n"
        "  = help: make it smaller\n"
        "note: and so\n"
        "\n");
}

TEST_CASE("carets stand under what is meant whatever the columns of the characters before it", "[diagnostics]") {
  // Two columns for each Hangul syllable, none for the combining accent, four for a tab.
  const Drawn draw("\t한국e\xCC\x81: x\n");
  CHECK(draw({Rule::tag, draw.span(12, 13), "x"}) ==
        "error[STK1015]: x\n"
        "  --> stack.yaml:1:8\n"
        "   |\n"
        " 1 |     한국e\xCC\x81: x\n"
        "   |            ^\n"
        "\n");
  CHECK(draw({Rule::tag, draw.span(1, 7), "wide"}) ==
        "error[STK1015]: wide\n"
        "  --> stack.yaml:1:2\n"
        "   |\n"
        " 1 |     한국e\xCC\x81: x\n"
        "   |     ^^^^\n"
        "\n");
}

TEST_CASE("nothing that a terminal would obey reaches it from file or message or name", "[diagnostics]") {
  Sources sources;
  const SourceId id = sources.add("s\x1b[2J.yaml", "a: \x1b[31m\xE2\x80\xAE\xFF\r\n");
  CHECK(render_text(Diagnostic{Rule::control_character, {id, 3, 4}, "found \x07 and \n", {}, "no \x1b"}, sources) ==
        "error[STK1002]: found ␇ and ␊\n"
        "  --> s␛[2J.yaml:1:4\n"
        "   |\n"
        " 1 | a: ␛[31m\xEF\xBF\xBD\xEF\xBF\xBD\n"
        "   |    ^\n"
        "   = help: no ␛\n"
        "\n");
  CHECK(printable("\x7F") == "␡");
}

TEST_CASE("an empty span and one past the end of the line are one caret", "[diagnostics]") {
  const Drawn draw("a:\nb: 1");
  CHECK(draw({Rule::tag, draw.span(2, 2), "empty"}) ==
        "error[STK1015]: empty\n"
        "  --> stack.yaml:1:3\n"
        "   |\n"
        " 1 | a:\n"
        "   |   ^\n"
        "\n");
  CHECK(draw({Rule::tag, draw.span(7, 7), "end"}) ==
        "error[STK1015]: end\n"
        "  --> stack.yaml:2:5\n"
        "   |\n"
        " 2 | b: 1\n"
        "   |     ^\n"
        "\n");
}

TEST_CASE("a span over several lines is marked up to the end of its first line", "[diagnostics]") {
  const Drawn draw("web:\n  image: x\n  env: y\n");
  CHECK(draw({Rule::tag, draw.span(7, 24), "all of it"}) ==
        "error[STK1015]: all of it\n"
        "  --> stack.yaml:2:3\n"
        "   |\n"
        " 2 |   image: x\n"
        "   |   ^^^^^^^^\n"
        "\n");
}

TEST_CASE("an excerpt of an empty line ends without a blank", "[diagnostics]") {
  const Drawn draw("\n");
  CHECK(draw({Rule::empty_file, draw.span(0, 0), "nothing"}) ==
        "error[STK1017]: nothing\n"
        "  --> stack.yaml:1:1\n"
        "   |\n"
        " 1 |\n"
        "   | ^\n"
        "\n");
}

TEST_CASE("a long line is shown around what is meant", "[diagnostics]") {
  const Drawn draw(std::string(50, 'a') + "HERE" + std::string(50, 'b'));
  TextOptions narrow;
  narrow.columns = 30;
  CHECK(draw({Rule::tag, draw.span(50, 54), "long"}, narrow) ==
        "error[STK1015]: long\n"
        "  --> stack.yaml:1:51\n"
        "   |\n"
        " 1 | …aaaaaaaaaaHEREbbbbbbbbbbbbbbbb…\n"
        "   |            ^^^^\n"
        "\n");
  CHECK(draw({Rule::tag, draw.span(0, 2), "begin"}, narrow) ==
        "error[STK1015]: begin\n"
        "  --> stack.yaml:1:1\n"
        "   |\n"
        " 1 | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\n"
        "   | ^^\n"
        "\n");
}

TEST_CASE("colour comes only when asked for", "[diagnostics]") {
  const Drawn draw("a: 1\n");
  TextOptions coloured;
  coloured.colour = true;
  CHECK(draw({Rule::tag, draw.span(3, 4), "here"}, coloured) ==
        "\x1b[1;31merror[STK1015]\x1b[0m\x1b[1m: here\x1b[0m\n"
        "\x1b[1;34m  -->\x1b[0m stack.yaml:1:4\n"
        "\x1b[1;34m   |\x1b[0m\n"
        "\x1b[1;34m 1 |\x1b[0m a: 1\n"
        "\x1b[1;34m   |\x1b[0m    \x1b[1;31m^\x1b[0m\n"
        "\n");
  CHECK(draw({Rule::tag, draw.span(3, 4), "here"}).find('\x1b') == std::string::npos);
}

TEST_CASE("the count says how many of each severity", "[diagnostics]") {
  const Diagnostic error{Rule::tag, {}, "x"};
  CHECK(count_text({}).empty());
  CHECK(count_text({error}) == "1 error");
  CHECK(count_text({error, error}) == "2 errors");
}
