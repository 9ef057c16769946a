// Whatever text stands in a free field: the stack is refused with a place, or every artifact keeps the structure that
// it has with a harmless text, and readers get back exactly the text.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/driver/reading.h"
#include "tests/unit/driver/whole_stack.h"

using namespace stackc;
using namespace pipeline_test;
using namespace reading;

namespace {

const std::vector<std::string>& hostile() {
  static const std::vector<std::string> values = {"",
                                                  " ",
                                                  "two  blanks",
                                                  " led",
                                                  "trailed ",
                                                  "tab\there",
                                                  "\";}",
                                                  "';}",
                                                  "a; } server { listen 1; }",
                                                  "line\nbreak",
                                                  "\n",
                                                  "a\n",
                                                  "\na",
                                                  "a\r\nb",
                                                  "a\rb",
                                                  "$(id)",
                                                  "`id`",
                                                  "$HOME",
                                                  "${HOME}",
                                                  "${HOME:?x}",
                                                  "$",
                                                  "$$",
                                                  "a$",
                                                  "${",
                                                  "%",
                                                  "%%",
                                                  "100%",
                                                  "{{ x }}",
                                                  "{%",
                                                  "}}",
                                                  "${{ secrets.TOKEN }}",
                                                  "${{",
                                                  "$${{",
                                                  "#",
                                                  "a # b",
                                                  "a#b",
                                                  "'",
                                                  "it's",
                                                  "\"",
                                                  "\\",
                                                  "a\\",
                                                  "\\n",
                                                  "a\\\nb",
                                                  "-",
                                                  "--help",
                                                  "- a",
                                                  "a: b",
                                                  "a:",
                                                  "*a",
                                                  "&a",
                                                  "!a",
                                                  "|",
                                                  ">-",
                                                  "? a",
                                                  "@a",
                                                  ",",
                                                  "[a",
                                                  "]",
                                                  "{a: b}",
                                                  "}",
                                                  "~",
                                                  "null",
                                                  "true",
                                                  "no",
                                                  "012",
                                                  "1e3",
                                                  "22:22",
                                                  "2026-01-01",
                                                  "<<",
                                                  "---",
                                                  "...",
                                                  "EOF",
                                                  "END",
                                                  "A=b",
                                                  "=",
                                                  "a;b",
                                                  "a&&b",
                                                  "a|b",
                                                  "<a",
                                                  "(a)",
                                                  ";;",
                                                  "!",
                                                  "*",
                                                  "[a-z]*",
                                                  "~root",
                                                  "../..",
                                                  "\xC3\xA9",
                                                  "\xE2\x80\xA8",
                                                  "\xEF\xBB\xBF",
                                                  "\xF0\x9F\x98\x80",
                                                  "\xC2\x85",
                                                  "\x01",
                                                  "\x1B[31m",
                                                  "\x7F",
                                                  "<script>",
                                                  "<!-- a",
                                                  "-->",
                                                  "[a](b)",
                                                  "**a**",
                                                  "```",
                                                  "``",
                                                  "| a |",
                                                  "\n# heading\n",
                                                  "\n| a | b |\n",
                                                  "\n```\n",
                                                  "\nEVIL=1",
                                                  "\nRUN id",
                                                  "\n* * * * * root id\n",
                                                  std::string("nul\0", 4)};
  return values;
}

/// The hostile ones, then seeded mixtures of them.
std::vector<std::string> all_values() {
  std::vector<std::string> values = hostile();
  std::mt19937 random(20260822);
  for (int i = 0; i < 60; ++i) {
    std::string mixed;
    const std::size_t parts = 2 + random() % 3;
    for (std::size_t part = 0; part < parts; ++part)
      mixed += hostile()[random() % hostile().size()];
    values.push_back(mixed);
  }
  return values;
}

/// A text as a double-quoted scalar.
std::string quoted(const std::string& text) {
  std::string out = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::strict);
  return replaced(replaced(out, "\x7F", "\\x7F"), "\xC2\x85", "\\x85");
}

std::string shell_word(const std::string& text) {
  const bool bare = !text.empty() && text.find_first_not_of(
                                         "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,=-") ==
                                         std::string::npos;
  return bare ? text : "'" + replaced(text, "'", "'\\''") + "'";
}

/// Where programs run, the same texts reach other scripts.
constexpr std::string_view host_stack = R"(stackc: 1
name: shop
sites: { shop.example.com: web }
services:
  web:
    framework: django
    language: python:3.11
    project: shop
    release: [["echo", release-words]]
    env: { FREE: free-text, KEY: { secret: api_key } }
jobs: { sweep: { in: web, run: ["echo", job-words], daily: "03:00" } }
hosts: { main: { runs: programs, os: debian:12, init: none } }
)";

std::string as_is(const std::string& text) { return text; }

struct Field {
  const char* name;
  const char* harmless;                      ///< As it stands in the stack; nowhere else in any artifact.
  std::string (*spelt)(const std::string&);  ///< How the value stands in an artifact before the artifact's own quoting.
};
constexpr Field fields[] = {
    {"services.web.env.FREE", "free-text", as_is}, {"services.web.release", "release-words", shell_word},
    {"jobs.sweep.run", "job-words", shell_word},   {"secrets.api_key.about", "about-text", as_is},
    {"services.web.test", "test-text", as_is},     {"ci.stackc.run", "tool-words", shell_word},
};

bool ends_with(const std::string& path, std::string_view end) {
  return path.size() >= end.size() && path.compare(path.size() - end.size(), end.size(), end) == 0;
}

void check_yaml(const std::string& harmless, const std::string& made, const Field& field, const std::string& value,
                bool compose) {
  const std::vector<Event> before = yaml_events(harmless);
  std::vector<Event> after;
  REQUIRE_NOTHROW(after = yaml_events(made));
  REQUIRE(before.size() == after.size());
  // Only what has a special reader escapes: compose's `$`, the workflow's `${{`.
  std::string text = field.spelt(value);
  text = compose ? replaced(text, "$", "$$") : replaced(text, "${{", "${{ '${{' }}");
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(before[i].scalar == after[i].scalar);
    CHECK(replaced(before[i].text, field.harmless, text) == after[i].text);
  }
}

/// The names that a file of assignments sets, in order.
std::vector<std::string> names_set(const std::string& text) {
  std::vector<std::string> names;
  for (const std::string& line : statements(text))
    names.push_back(line.substr(0, line.find('=')));
  return names;
}

void check_artifact(const std::string& path, const std::string& harmless, const std::string& made, const Field& field,
                    const std::string& value) {
  INFO(path);
  if (harmless.find(field.harmless) == std::string::npos) {
    CHECK(harmless == made);
    return;
  }
  const bool compose = path.rfind("compose", 0) == 0;
  if (compose || ends_with(path, ".yml")) {
    check_yaml(harmless, made, field, value, compose);
  } else if (ends_with(path, ".md")) {
    CHECK(markdown_skeleton(harmless) == markdown_skeleton(made));
  } else if (ends_with(path, ".sh") || ends_with(path, "run-job")) {
    CHECK(shell_accepts(made));
  } else if (ends_with(path, ".env.example")) {
    CHECK(names_set(harmless) == names_set(made));
  } else if (ends_with(path, "crontab")) {
    CHECK(statements(harmless).size() == statements(made).size());
  } else {
    FAIL("a free text reaches a kind of file that this test cannot read: " << path);
  }
}

}  // namespace

namespace {

void check_stack(std::string_view stack) {
  const Compilation harmless = compile_text(stack);
  INFO((harmless.said().empty() ? "" : harmless.said().front()));
  REQUIRE(harmless.compiled.has_value());
  std::map<std::string, int> refused;
  std::map<std::string, int> reached;
  for (const Field& field : fields) {
    if (stack.find(field.harmless) == std::string_view::npos) continue;
    for (const lock::Artifact& artifact : harmless.compiled->result.artifacts) {
      if (artifact.bytes.find(field.harmless) != std::string::npos) ++reached[field.name];
    }
    for (const std::string& value : all_values()) {
      INFO(field.name << ": " << quoted(value));
      const Compilation made = compile_text(replaced(std::string(stack), field.harmless, quoted(value)));
      if (!made.compiled.has_value()) {
        ++refused[field.name];
        REQUIRE_FALSE(made.diagnostics.empty());
        for (const Diagnostic& diagnostic : made.diagnostics.all())
          CHECK(diagnostic.at.known());
        continue;
      }
      REQUIRE(made.paths() == harmless.paths());
      for (const lock::Artifact& artifact : harmless.compiled->result.artifacts) {
        check_artifact(artifact.path.text(), artifact.bytes, made.text(artifact.path.text()), field, value);
      }
    }
    CHECK(reached[field.name] >= 1);
    // Refusal is for what an artifact cannot hold at all, not a way out of quoting.
    CHECK(refused[field.name] < static_cast<int>(all_values().size() / 2));
    WARN(field.name << ": reaches " << reached[field.name] << " files, " << refused[field.name] << " of "
                    << all_values().size() << " texts refused");
  }
}

}  // namespace

TEST_CASE("no text in a free field changes the structure of any artifact") { check_stack(whole_stack); }
TEST_CASE("no text in a free field changes the structure of what a host of programs gets") { check_stack(host_stack); }
