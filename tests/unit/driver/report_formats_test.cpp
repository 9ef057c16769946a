// Each format as its reader wants it, from reports made by hand: exact shapes, and any bytes in every text.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "driver/problem.h"
#include "driver/report_formats.h"
#include "tests/catch.h"

using namespace stackc;
using namespace stackc::driver;
using lock::Verdict;
using nlohmann::json;

namespace {

ReportedPlace place(const std::string& file, std::uint32_t line, std::uint32_t column, std::uint32_t end_column) {
  return {file, {line, column}, {line, end_column}, 0, 0};
}

ReportedFile file(const std::string& path, Verdict verdict) {
  ReportedFile out;
  out.path = path;
  out.file = "blog/" + path;
  out.verdict = verdict;
  out.reason = verdict == Verdict::in_step ? "as the stack says" : "why";
  out.help = verdict == Verdict::in_step ? "" : "cure";
  out.place = {out.file, {4, 1}, {4, 1}, 0, 0};
  return out;
}

ReportedFile edited(const std::string& path) {
  ReportedFile out = file(path, Verdict::edited);
  ReportedHunk hunk;
  hunk.old_begin = hunk.new_begin = 3;
  hunk.old_count = hunk.new_count = 2;
  hunk.first_line = hunk.last_line = 4;
  hunk.lines = {" a", "-b", "+c"};
  hunk.from = {{"b: 1", place("blog/stack.yaml", 7, 3, 4)}};
  out.hunks.push_back(hunk);
  hunk.first_line = 9;
  hunk.last_line = 11;
  hunk.from.clear();
  hunk.otherwise_from = "a template";
  out.hunks.push_back(hunk);
  return out;
}

Report with(std::vector<ReportedFile> files, std::vector<ReportedDiagnostic> diagnostics = {}) {
  ReportedStack stack;
  stack.shown = stack.file = "blog/stack.yaml";
  stack.name = "blog";
  stack.exit = 2;
  stack.files = std::move(files);
  stack.diagnostics = std::move(diagnostics);
  return {Command::check, 2, false, {stack}};
}

ReportedDiagnostic diagnostic() {
  return {Rule::duplicate_key, "`b` stands twice", place("blog/stack.yaml", 2, 5, 6),
          "delete one",        {"dev", "prod"},    {{"first here", place("blog/stack.yaml", 1, 5, 6)}}};
}

std::string lines_with(const std::string& text, const std::string& part) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (line.find(part) != std::string::npos) out += line + "\n";
    begin = end + 1;
  }
  return out;
}

/// Every byte in every text that a stack, a file system or a hand can bring into a report.
Report hostile() {
  std::string bytes;
  for (int c = 1; c < 256; ++c)
    bytes += static_cast<char>(c);
  bytes += std::string("\0]]>--></failure>\r\n::error::x%0A\n##[error]y\xF0\x9F\x98\x80\xEF\xBF\xBE", 50);
  Report report =
      with({edited(bytes), file("b" + bytes, Verdict::stale), file("c" + bytes, Verdict::in_step)}, {diagnostic()});
  ReportedStack& stack = report.stacks.front();
  stack.shown = stack.file = stack.name = stack.fault = bytes;
  stack.diagnostics[0].message = stack.diagnostics[0].help = bytes;
  stack.diagnostics[0].place->file = stack.diagnostics[0].notes[0].message = bytes;
  stack.files[0].hunks[0].lines = {"-" + bytes, "+" + bytes};
  stack.files[0].reason = stack.files[0].help = stack.files[0].file = bytes;
  stack.files[0].hunks[0].from[0].message = stack.files[0].place.file = bytes;
  stack.errors.push_back({bytes, bytes});
  stack.facts_gone = stack.facts_new = stack.changed_inputs = {bytes};
  return report;
}

}  // namespace

TEST_CASE("a diagnostic is a workflow command with file, line, columns, title and message") {
  CHECK(report_github(with({}, {diagnostic()})) ==
        "::error file=blog/stack.yaml,line=2,endLine=2,col=5,endColumn=6,title=STK1012 a key stands twice in one "
        "mapping::`b` stands twice (in dev, prod)%0Ahelp: delete one\n");
  ReportedDiagnostic warning = diagnostic();
  warning.rule = Rule::end_of_life;
  warning.place->end.line = 3;
  const std::string text = report_github(with({}, {warning}));
  CHECK_THAT(text, Catch::Matchers::StartsWith("::warning file=blog/stack.yaml,line=2,endLine=3,title=STK5001 "));
}

TEST_CASE("an edited file has an annotation at each place that was edited") {
  CHECK(report_github(with({edited("a,b:c%.conf"), file("x", Verdict::in_step)})) ==
        "::error file=blog/a%2Cb%3Ac%25.conf,line=4,endLine=4,title=a%2Cb%3Ac%25.conf%3A edited::a,b:c%25.conf: "
        "edited, why%0A   a%0A  -b%0A  +c%0Afrom blog/stack.yaml:7:3: b: 1%0Ahelp: cure\n"
        "::error file=blog/a%2Cb%3Ac%25.conf,line=9,endLine=11,title=a%2Cb%3Ac%25.conf%3A edited::a,b:c%25.conf: "
        "edited, why%0A   a%0A  -b%0A  +c%0Afrom a template%0Ahelp: cure\n");
}

TEST_CASE("what git converted in many files is one problem in every format, and one alone is told by itself") {
  std::vector<ReportedFile> files;
  for (int i = 10; i < 40; ++i)
    files.push_back(file("f" + std::to_string(i), Verdict::line_endings));
  files.push_back(file("run", Verdict::mode));
  const Report report = with(files);
  const std::vector<Problem> problems = problems_of(report, report.stacks.front());
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].rule == "drift/line-endings");
  CHECK(problems[0].message ==
        "30 files end their lines in CRLF, as git may convert them: f10, f11, f12 and 27 more\nhelp: cure");
  CHECK(problems[0].place.file == "blog/f10");
  CHECK(problems[1].message == "run: mode, why\nhelp: cure");
  CHECK(json::parse(report_gitlab(report)).size() == 2);
  CHECK(json::parse(report_sarif(report))["runs"][0]["results"].size() == 2);
  CHECK_THAT(report_junit(report),
             Catch::Matchers::ContainsSubstring("<testsuite name=\"blog/stack.yaml\" tests=\"3\" failures=\"2\""));
  CHECK(json::parse(report_json(report))["stacks"][0]["files"].size() == 31);
}

TEST_CASE("of a build only what was refused or failed is a problem") {
  std::vector<ReportedFile> files{file("kept", Verdict::in_step), file("written", Verdict::stale),
                                  file("refused", Verdict::edited), file("failed", Verdict::missing)};
  files[0].action = lock::Action::kept;
  files[1].action = lock::Action::written;
  files[2].action = lock::Action::refused;
  files[3].action = lock::Action::failed;
  Report report = with(files);
  report.command = Command::build;
  const std::vector<Problem> problems = problems_of(report, report.stacks.front());
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].path == "refused");
  CHECK(problems[1].message == "failed: missing, why; it could not be written\nhelp: cure");
  CHECK(json::parse(report_json(report))["stacks"][0]["files"][2]["action"] == "refused");
}

TEST_CASE("a lock with merge markers is a problem of check at its first marker, and of build none") {
  Report report = with({});
  report.stacks[0].lock = ReportedLock{"stack.lock", "blog/stack.lock", lock::LockState::merged, 12, "why", "cure"};
  CHECK(report_github(report) ==
        "::error file=blog/stack.lock,line=12,endLine=12,title=stack.lock%3A merged::stack.lock: merged, why%0Ahelp: "
        "cure\n");
  report.command = Command::build;
  CHECK(report_github(report).empty());
}

TEST_CASE("GitLab's report has the five members that GitLab reads") {
  const json report = json::parse(report_gitlab(with({edited("a")}, {diagnostic()})));
  REQUIRE(report.size() == 3);
  CHECK(report[0]["description"] == "`b` stands twice (in dev, prod)\nhelp: delete one");
  CHECK(report[0]["check_name"] == "STK1012");
  CHECK(report[0]["severity"] == "critical");
  CHECK(report[0]["location"]["path"] == "blog/stack.yaml");
  CHECK(report[0]["location"]["lines"]["begin"] == 2);
  CHECK(report[1]["check_name"] == "drift/edited");
  CHECK(report[1]["severity"] == "major");
  CHECK(report[2]["location"]["lines"]["begin"] == 9);
}

TEST_CASE("fingerprints are all different and do not move with the lines") {
  const auto fingerprints = [](std::uint32_t down) {
    Report report = with({edited("a"), file("b", Verdict::stale)}, {diagnostic(), diagnostic()});
    ReportedStack& stack = report.stacks.front();
    for (ReportedDiagnostic& one : stack.diagnostics)
      one.place->begin.line = one.place->end.line = one.place->begin.line + down;
    for (ReportedHunk& hunk : stack.files[0].hunks) {
      hunk.first_line += down;
      hunk.new_begin += down;
      if (!hunk.from.empty()) hunk.from[0].place->begin.line += down;
    }
    stack.files[1].place.begin.line += down;
    std::vector<std::string> out;
    for (const Problem& problem : problems_of(report, stack))
      out.push_back(problem.fingerprint);
    return out;
  };
  const std::vector<std::string> before = fingerprints(0);
  CHECK(before == fingerprints(100));
  CHECK(std::set<std::string>(before.begin(), before.end()).size() == 5);
  for (const std::string& one : before)
    CHECK(one.size() == 32);
}

TEST_CASE("SARIF names each rule once, and every result points at its rule") {
  const json report = json::parse(report_sarif(with({edited("a b#?.conf")}, {diagnostic()})));
  CHECK(report["version"] == "2.1.0");
  REQUIRE(report["runs"].size() == 1);
  const json& run = report["runs"][0];
  const json& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 2);
  REQUIRE(run["results"].size() == 3);
  for (const json& result : run["results"])
    CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
  const json& location = run["results"][1]["locations"][0]["physicalLocation"];
  CHECK(location["artifactLocation"] == json{{"uri", "blog/a%20b%23%3F.conf"}, {"uriBaseId", "%SRCROOT%"}});
  CHECK(location["region"] == json{{"startLine", 4}, {"endLine", 4}});
  CHECK(run["results"][0]["relatedLocations"][0]["message"]["text"] == "first here");
  CHECK(run["invocations"][0] == json{{"executionSuccessful", true}, {"exitCode", 2}});
  CHECK(run["columnKind"] == "unicodeCodePoints");
}

TEST_CASE("a file outside of the repository has an absolute address in SARIF") {
  ReportedFile outside = file("a", Verdict::stale);
  outside.place.file = "/srv/out/a";
  const json report = json::parse(report_sarif(with({outside})));
  CHECK(report["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] ==
        json{{"uri", "file:///srv/out/a"}});
}

TEST_CASE("JUnit has a case for the compilation and for each file") {
  CHECK(report_junit(with({file("a", Verdict::in_step), file("b", Verdict::stale)})) ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="stackc" tests="3" failures="1" errors="0">
  <testsuite name="blog/stack.yaml" tests="3" failures="1" errors="0">
    <testcase classname="blog/stack.yaml" name="compiles"/>
    <testcase classname="blog/stack.yaml" name="a"/>
    <testcase classname="blog/stack.yaml" name="b">
      <failure type="drift/stale" message="b: stale, why">blog/b:4: error[drift/stale]: b: stale, why
help: cure</failure>
    </testcase>
  </testsuite>
</testsuites>
)");
  ReportedDiagnostic warning = diagnostic();
  warning.rule = Rule::end_of_life;
  const std::string text = report_junit(with({}, {warning, diagnostic()}));
  CHECK_THAT(text, Catch::Matchers::ContainsSubstring("<failure type=\"STK1012\""));
  CHECK_THAT(text, Catch::Matchers::ContainsSubstring("<system-out>blog/stack.yaml:2:5: warning[STK5001]"));
  CHECK_THAT(text, Catch::Matchers::ContainsSubstring("tests=\"1\" failures=\"1\""));
}

TEST_CASE("several stacks are one document, in their order") {
  Report report = with({file("a", Verdict::stale)});
  report.stacks.push_back(report.stacks.front());
  report.stacks[1].file = "second/stack.yaml";
  report.stacks[1].fault = "stackc: cannot read\n  help: look\n";
  report.stacks[1].exit = 74;
  CHECK(json::parse(report_json(report))["stacks"].size() == 2);
  CHECK(json::parse(report_gitlab(report)).size() == 3);
  CHECK(json::parse(report_sarif(report))["runs"].size() == 1);
  CHECK(lines_with(report_junit(report), "<testsuite ") ==
        "  <testsuite name=\"blog/stack.yaml\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
        "  <testsuite name=\"second/stack.yaml\" tests=\"2\" failures=\"2\" errors=\"0\">\n");
  CHECK_THAT(report_github(report), Catch::Matchers::ContainsSubstring(
                                        "::error file=second/stack.yaml,line=1,endLine=1,title=a file cannot be "
                                        "read or written::cannot read%0Ahelp: look\n"));
}

TEST_CASE("no stack and nothing wrong are documents as well") {
  const Report none{Command::check, 0, false, {}};
  CHECK(json::parse(report_json(none))["stacks"] == json::array());
  CHECK(report_gitlab(none) == "[]\n");
  CHECK(json::parse(report_sarif(none))["runs"][0]["results"] == json::array());
  CHECK(report_github(none).empty());
  CHECK(report_github(with({file("a", Verdict::in_step)})).empty());
}

TEST_CASE("any bytes in any text leave each format what it is") {
  const Report report = hostile();
  CHECK(json::accept(report_json(report)));
  CHECK(json::accept(report_gitlab(report)));
  CHECK(json::accept(report_sarif(report)));
  const std::string commands = report_github(report);
  const auto count = static_cast<std::size_t>(std::count(commands.begin(), commands.end(), '\n'));
  CHECK(count == problems_of(report, report.stacks.front()).size());
  CHECK(std::all_of(commands.begin(), commands.end(),
                    [](char c) { return c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20U; }));
  for (std::size_t at = 0; at < commands.size(); at = commands.find('\n', at) + 1)
    CHECK(commands.compare(at, 13, "::error file=") == 0);
  const std::string xml = report_junit(report);
  CHECK(xml.find("]]>") == std::string::npos);
  CHECK(xml.find("-->") == std::string::npos);
  CHECK(std::all_of(xml.begin(), xml.end(),
                    [](char c) { return c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20U; }));
}
