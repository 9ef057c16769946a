#include "driver/arguments.h"

#include <string>
#include <vector>

#include "tests/catch.h"

using namespace stackc::driver;

namespace {

Arguments understood(const std::vector<std::string>& typed) {
  const auto parsed = parse_arguments(typed);
  if (const auto* refused = std::get_if<Outcome>(&parsed)) FAIL(refused->talk);
  return std::get<Arguments>(parsed);
}

Outcome refused(const std::vector<std::string>& typed) {
  const auto parsed = parse_arguments(typed);
  REQUIRE(std::holds_alternative<Outcome>(parsed));
  return std::get<Outcome>(parsed);
}

void check_wrong(const std::vector<std::string>& typed, const std::string& part) {
  const Outcome outcome = refused(typed);
  CHECK(outcome.exit == exit_code::usage);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.talk, Catch::Matchers::ContainsSubstring(part));
}

}  // namespace

TEST_CASE("without a stack the current folder is meant") {
  CHECK(understood({"build"}).stacks == std::vector<std::string>{"."});
  CHECK(understood({"check", "a", "b"}).stacks == std::vector<std::string>{"a", "b"});
}

TEST_CASE("options stand before and behind the stacks") {
  const Arguments arguments = understood(
      {"build", "--out", "o", "a", "--force", "x", "b", "--force=y", "-n", "-q", "--with", "w1", "--with", "w2", "c"});
  CHECK(arguments.command == Command::build);
  CHECK(arguments.stacks == std::vector<std::string>{"a", "b", "c"});
  CHECK(arguments.out == "o");
  CHECK(arguments.force == std::vector<std::string>{"x", "y"});
  CHECK(arguments.overlays == std::vector<std::string>{"w1", "w2"});
  CHECK(arguments.dry_run);
  CHECK(arguments.quiet);
  CHECK(arguments.format == Format::text);
}

TEST_CASE("both spellings of JSON mean the same") {
  CHECK(understood({"check", "--json"}).format == Format::json);
  CHECK(understood({"check", "--format", "json"}).format == Format::json);
  CHECK(understood({"check", "--json", "--format=json"}).format == Format::json);
  CHECK(understood({"check", "--format", "text"}).format == Format::text);
  check_wrong({"check", "--json", "--format", "text"}, "exclude each other");
  check_wrong({"check", "--format", "jsno"}, "did you mean `json`?");
}

TEST_CASE("every format is known by its name, and a misspelt one gets the nearest") {
  CHECK(understood({"build", "--format", "github"}).format == Format::github);
  CHECK(understood({"check", "--format", "gitlab"}).format == Format::gitlab);
  CHECK(understood({"diff", "--format", "sarif"}).format == Format::sarif);
  CHECK(understood({"check", "--format=junit"}).format == Format::junit);
  check_wrong({"check", "--json", "--format", "sarif"}, "exclude each other");
  check_wrong({"check", "--format", "sarfi"}, "did you mean `sarif`?");
  check_wrong({"check", "--format", "zzzz"}, "known: text, json, github, gitlab, sarif, junit");
}

TEST_CASE("a misspelt command or option gets the nearest one") {
  check_wrong({}, "a command is missing");
  check_wrong({"biuld"}, "did you mean `build`?");
  check_wrong({"zzz"}, "stackc --help");
  check_wrong({"build", "--froce", "x"}, "did you mean `--force`?");
  check_wrong({"check", "--dry-run"}, "belongs to other commands");
  check_wrong({"check", "-x"}, "has no option `-x`");
  check_wrong({"--quiet", "build"}, "in front of a command");
}

TEST_CASE("a number of jobs is a number from 1 to 256") {
  CHECK(understood({"check"}).jobs == 0);
  CHECK(understood({"check", "--jobs", "7"}).jobs == 7);
  CHECK(understood({"build", "-j", "256"}).jobs == 256);
  for (const char* wrong : {"0", "257", "two", "2x", "", " 2", "99999999999999999999"}) {
    CAPTURE(wrong);
    check_wrong({"check", "--jobs", wrong}, "a number from 1 to 256");
  }
}

TEST_CASE("an option without its value and one said twice are refused") {
  check_wrong({"build", "--out"}, "--out");
  check_wrong({"build", "--out", "a", "--out", "b"}, "--out");
  check_wrong({"build", "--out="}, "");
  check_wrong({"build", ""}, "names no stack");
}

TEST_CASE("what follows two dashes is no option") {
  CHECK(understood({"build", "--", "--strange"}).stacks == std::vector<std::string>{"--strange"});
}

TEST_CASE("explain takes a subject and perhaps its stack") {
  const Arguments alone = understood({"explain", "STK1012"});
  CHECK(alone.subject == "STK1012");
  CHECK(alone.stacks.empty());
  const Arguments both = understood({"explain", "compose.yaml:3", "stacks/blog"});
  CHECK(both.subject == "compose.yaml:3");
  CHECK(both.stacks == std::vector<std::string>{"stacks/blog"});
  check_wrong({"explain"}, "SUBJECT");
  check_wrong({"explain", "a", "b", "c"}, "");
}

TEST_CASE("schema takes nothing") {
  CHECK(understood({"schema"}).command == Command::schema);
  CHECK(understood({"schema"}).stacks.empty());
  check_wrong({"schema", "x"}, "x");
}

TEST_CASE("help and version are results, not complaints") {
  for (const std::vector<std::string>& typed :
       std::vector<std::vector<std::string>>{{"--help"}, {"-h"}, {"build", "--help"}, {"--version"}}) {
    const Outcome outcome = refused(typed);
    CHECK(outcome.exit == exit_code::fine);
    CHECK_FALSE(outcome.out.empty());
    CHECK(outcome.talk.empty());
  }
  CHECK_THAT(refused({"build", "--help"}).out, Catch::Matchers::ContainsSubstring("Usage: stackc build"));
}

TEST_CASE("control characters of a mistake do not reach the terminal") {
  CHECK(refused({"\x1b[31mred"}).talk.find('\x1b') == std::string::npos);
  CHECK(refused({"build", "--\x1b[31m"}).talk.find('\x1b') == std::string::npos);
}

TEST_CASE("completion knows every command and option") {
  check_wrong({"completion", "tcsh"}, "known: bash, zsh, fish");
  for (const std::string_view shell : shell_names()) {
    const std::string script = completion_script(shell);
    for (const CommandRow& row : command_table())
      CHECK(script.find(row.name) != std::string::npos);
    for (const OptionRow& option : option_table())
      CHECK(script.find(option.name.substr(2)) != std::string::npos);
  }
}

TEST_CASE("of two exit codes the worse one stays") {
  CHECK(worse(0, 2) == 2);
  CHECK(worse(2, 1) == 1);
  CHECK(worse(1, 64) == 64);
  CHECK(worse(64, 74) == 74);
  CHECK(worse(70, 74) == 70);
  CHECK(worse(0, 0) == 0);
}
