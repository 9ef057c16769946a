#include "tests/unit/render/support.h"

#include "tests/catch.h"

namespace render_test {

using namespace stackc::render;

Outcome outcome(const Texts& templates, const Everything& view) {
  TemplateLibrary library;
  for (const auto& [name, text] : templates)
    library.add_own(name, text, name);
  stackc::Sources sources;
  stackc::Diagnostics diagnostics;
  const stackc::Origins origins;
  Outcome outcome;
  const std::optional<Template> loaded =
      load(library, templates.front().first, type_of<Everything>(), sources, diagnostics);
  if (loaded) {
    if (std::optional<Rendered> made = stackc::render::render(*loaded, value_of(view), origins, diagnostics))
      outcome.text = made->text;
  }
  for (const stackc::Diagnostic& one : diagnostics.sorted()) {
    const stackc::Position at = sources.position(one.at.source, one.at.begin);
    const std::string file = templates.size() == 1 ? "" : std::string(sources.name(one.at.source)) + ":";
    outcome.complaints.push_back(std::string(stackc::name(one.rule)) + " " + file + std::to_string(at.line) + ":" +
                                 std::to_string(at.column) + " " + one.message);
  }
  // Nothing fails without a word, and nothing is said about what works.
  CHECK(outcome.text.has_value() == outcome.complaints.empty());
  return outcome;
}

std::string rendered(const std::string& language, const std::string& body, const Everything& view) {
  const Outcome made = outcome({{"main", "{% language " + language + " %}\n" + body}}, view);
  for (const std::string& complaint : made.complaints)
    UNSCOPED_INFO(complaint);
  REQUIRE(made.text.has_value());
  return *made.text;
}

std::string refused(const Texts& templates, const Everything& view) {
  std::string all;
  for (const std::string& complaint : outcome(templates, view).complaints)
    all += (all.empty() ? "" : "\n") + complaint;
  return all;
}

std::string refused(const std::string& language, const std::string& body, const Everything& view) {
  return refused({{"main", "{% language " + language + " %}\n" + body}}, view);
}

const std::vector<std::string>& hostile_values() {
  static const std::vector<std::string> values = {"",
                                                  " ",
                                                  "a",
                                                  "plain text",
                                                  "two  blanks",
                                                  " led by a blank",
                                                  "ends in a blank ",
                                                  "tab\tinside",
                                                  "\";}",
                                                  "';}",
                                                  "a; } server { listen 127.0.0.1:1; root /etc",
                                                  "line\nbreak",
                                                  "\n",
                                                  "a\n",
                                                  "\na",
                                                  "carriage\rreturn",
                                                  "a\r\nb",
                                                  "$(id)",
                                                  "`id`",
                                                  "$HOME",
                                                  "${HOME}",
                                                  "${HOME:-x}",
                                                  "$",
                                                  "$$",
                                                  "a$",
                                                  "${",
                                                  "%",
                                                  "%%",
                                                  "%h",
                                                  "%[env(HOME)]",
                                                  "%{HOST}e",
                                                  "100%",
                                                  "{{",
                                                  "{{ x }}",
                                                  "}}",
                                                  "{%",
                                                  "${{ secrets.TOKEN }}",
                                                  "${{",
                                                  "$${{",
                                                  "#",
                                                  "# comment",
                                                  "a # b",
                                                  "a #b",
                                                  "a#b",
                                                  "'",
                                                  "''",
                                                  "it's",
                                                  "\"",
                                                  "\"\"",
                                                  "\\",
                                                  "a\\",
                                                  "\\\\",
                                                  "\\\"",
                                                  "\\'",
                                                  "\\n",
                                                  "\\$",
                                                  "a\\\nb",
                                                  "-",
                                                  "--",
                                                  "-rf",
                                                  "--help",
                                                  "- a",
                                                  "-a: b",
                                                  ": ",
                                                  "a: b",
                                                  "a:",
                                                  ":a",
                                                  "a : b",
                                                  "*a",
                                                  "&a",
                                                  "!a",
                                                  "!!str a",
                                                  "|",
                                                  ">",
                                                  "|-",
                                                  "?",
                                                  "? a",
                                                  "@a",
                                                  "%a",
                                                  ",",
                                                  "a,b",
                                                  "[",
                                                  "]",
                                                  "[a]",
                                                  "{",
                                                  "}",
                                                  "{a}",
                                                  "{a: b}",
                                                  "~",
                                                  "~a",
                                                  "null",
                                                  "Null",
                                                  "true",
                                                  "TRUE",
                                                  "yes",
                                                  "no",
                                                  "on",
                                                  "Off",
                                                  "y",
                                                  "n",
                                                  "N",
                                                  "0",
                                                  "012",
                                                  "0755",
                                                  "0o14",
                                                  "0x1F",
                                                  "1e3",
                                                  "1_000",
                                                  "1.10",
                                                  ".5",
                                                  ".inf",
                                                  "-.inf",
                                                  ".nan",
                                                  "+1",
                                                  "-1",
                                                  "22:22",
                                                  "12:30:45",
                                                  "2026-01-01",
                                                  "2026-01-01T00:00:00Z",
                                                  "1.2.3",
                                                  "=",
                                                  "<<",
                                                  "---",
                                                  "...",
                                                  "--- a",
                                                  "EOF",
                                                  "END",
                                                  "a=b",
                                                  "A=b",
                                                  "=a",
                                                  "export A=b",
                                                  "a;b",
                                                  "a&b",
                                                  "a&&b",
                                                  "a|b",
                                                  "a>b",
                                                  "<a",
                                                  "<<EOF",
                                                  "(a)",
                                                  "a)",
                                                  ";;",
                                                  "!",
                                                  "*",
                                                  "?",
                                                  "[a-z]*",
                                                  "~root",
                                                  "~/x",
                                                  "/etc/passwd",
                                                  "../..",
                                                  "\xC3\xA9t\xC3\xA9",
                                                  "\xE2\x80\xA8",
                                                  std::string("a\xE2\x80\xA9") + "b",
                                                  "\xEF\xBB\xBF",
                                                  std::string("\xEF\xBB\xBF") + "a",
                                                  "\xEF\xBF\xBE",
                                                  "\xF0\x9F\x98\x80",
                                                  "\xC2\x85",
                                                  "a\xC2\x80",
                                                  "\x01",
                                                  "\x1B[31m",
                                                  "\x7F",
                                                  "<script>",
                                                  "</b>",
                                                  "<!-- a",
                                                  "-->",
                                                  "[a](b)",
                                                  "![a](b)",
                                                  "**a**",
                                                  "_a_",
                                                  "__a__",
                                                  "# a",
                                                  "1. a",
                                                  "+ a",
                                                  "> a",
                                                  "a | b",
                                                  "| a |",
                                                  "```",
                                                  "``",
                                                  "~~~",
                                                  "\\*",
                                                  "&amp;",
                                                  "http://a.b/c",
                                                  "a_b_c",
                                                  "a*b*c",
                                                  "   a",
                                                  "    a",
                                                  std::string("nul\0inside", 10),
                                                  std::string("\0", 1)};
  return values;
}

}  // namespace render_test
