#include <algorithm>
#include <string_view>

#include "driver/problem.h"
#include "driver/report_formats.h"
#include "source/utf8.h"

namespace stackc::driver {
namespace {

enum class Where : std::uint8_t { attribute, content };

/// What XML 1.0 has no character for becomes U+FFFD. A parser makes a blank of a line feed in an attribute.
std::string escaped(std::string_view text, Where where = Where::attribute) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_utf8(text.substr(i));
    const bool control = c.value < 0x20U && c.value != '\t' && c.value != '\n' && c.value != '\r';
    if (c.length == 0 || control || c.value == 0xFFFEU || c.value == 0xFFFFU)
      out += "\xEF\xBF\xBD";
    else if (c.value == '&')
      out += "&amp;";
    else if (c.value == '<')
      out += "&lt;";
    else if (c.value == '>')
      out += "&gt;";
    else if (c.value == '"')
      out += "&quot;";
    else if (c.value == '\r')
      out += "&#13;";
    else if (where == Where::attribute && (c.value == '\n' || c.value == '\t'))
      out += c.value == '\n' ? "&#10;" : "&#9;";
    else
      out += text.substr(i, c.length);
    i += std::max(c.length, 1U);
  }
  return out;
}

struct Case {
  std::string name;
  std::vector<const Problem*> failures{};
  std::vector<const Problem*> remarks{};  ///< Warnings and notes.
};

std::string text_of(const Problem& problem) {
  std::string out = problem.place.file + ":" + std::to_string(problem.place.begin.line);
  if (problem.columns) out += ":" + std::to_string(problem.place.begin.column);
  out += ": " + std::string(text(problem.severity)) + "[" + problem.rule + "]: " + problem.message;
  for (const ReportedNote& note : problem.notes) {
    if (note.place && problem.columns)
      out += "\nnote: " + note.place->file + ":" + std::to_string(note.place->begin.line) + ": " + note.message;
  }
  return out;
}

std::string texts_of(const std::vector<const Problem*>& problems) {
  std::string out;
  for (const Problem* problem : problems)
    out += (out.empty() ? "" : "\n\n") + text_of(*problem);
  return out;
}

/// A case fails once, with everything that is wrong: consumers read one failure of a case.
std::string case_text(const Case& one, const std::string& suite) {
  std::string out = "    <testcase classname=\"" + escaped(suite) + "\" name=\"" + escaped(one.name) + "\"";
  if (one.failures.empty() && one.remarks.empty()) return out + "/>\n";
  out += ">\n";
  if (!one.failures.empty()) {
    const Problem& first = *one.failures.front();
    const std::string line = first.message.substr(0, first.message.find('\n'));
    out += "      <failure type=\"" + escaped(first.rule) + "\" message=\"" + escaped(line) + "\">" +
           escaped(texts_of(one.failures), Where::content) + "</failure>\n";
  }
  if (!one.remarks.empty())
    out += "      <system-out>" + escaped(texts_of(one.remarks), Where::content) + "</system-out>\n";
  return out + "    </testcase>\n";
}

/// The compilation, what several files share, and every file by itself.
std::vector<Case> cases_of(const Report& report, const ReportedStack& stack, const std::vector<Problem>& problems) {
  const bool verified = report.command == Command::verify;
  std::vector<Case> cases{{verified ? "compiles, and programs accept it" : "compiles", {}, {}}};
  std::vector<std::string> shared;
  for (const lock::Verdict verdict : {lock::Verdict::line_endings, lock::Verdict::mode}) {
    if (together(report, stack, verdict).empty()) continue;
    shared.push_back(drift_rule(verdict));
    cases.push_back({std::string(lock::text(verdict)), {}, {}});
  }
  const std::size_t first_file = cases.size();
  for (const ReportedFile& file : stack.files) {
    const std::string rule = drift_rule(file.verdict);
    if (!is_problem(report, file) || std::find(shared.begin(), shared.end(), rule) == shared.end())
      cases.push_back({file.path, {}, {}});
  }
  for (const Problem& problem : problems) {
    std::size_t owner = 0;
    if (const auto one = std::find(shared.begin(), shared.end(), problem.rule); one != shared.end())
      owner = 1 + static_cast<std::size_t>(one - shared.begin());
    for (std::size_t i = first_file; i < cases.size() && owner == 0; ++i) {
      if (problem.path == cases[i].name) owner = i;
    }
    (problem.severity == Severity::error ? cases[owner].failures : cases[owner].remarks).push_back(&problem);
  }
  return cases;
}

std::size_t failed(const std::vector<Case>& cases) {
  return static_cast<std::size_t>(
      std::count_if(cases.begin(), cases.end(), [](const Case& one) { return !one.failures.empty(); }));
}

std::string counts(std::size_t tests, std::size_t failures) {
  return " tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) + "\" errors=\"0\"";
}

}  // namespace

std::string report_junit(const Report& report) {
  std::string suites;
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const ReportedStack& stack : report.stacks) {
    const std::vector<Problem> problems = problems_of(report, stack);
    const std::vector<Case> cases = cases_of(report, stack, problems);
    tests += cases.size();
    failures += failed(cases);
    suites += "  <testsuite name=\"" + escaped(stack.file) + "\"" + counts(cases.size(), failed(cases)) + ">\n";
    for (const Case& one : cases)
      suites += case_text(one, stack.file);
    suites += "  </testsuite>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"stackc\"" + counts(tests, failures) + ">\n" +
         suites + "</testsuites>\n";
}

}  // namespace stackc::driver
