#include <algorithm>
#include <string_view>

#include "driver/json_writer.h"
#include "driver/problem.h"
#include "driver/report_formats.h"

namespace stackc::driver {
namespace {

using Layout = JsonWriter::Layout;

std::string_view level_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

/// A path as a URI reference (RFC 3986): what is not unreserved, or `/`, is percent-encoded.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

void write_message(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  json.begin_object();
  json.member("text", text);
  json.end_object();
}

void write_physical_location(JsonWriter& json, const ReportedPlace& place, bool columns) {
  json.key("physicalLocation");
  json.begin_object();
  json.key("artifactLocation");
  json.begin_object();
  json.member("uri", uri_of(place.file));
  if (!place.file.starts_with('/')) json.member("uriBaseId", "%SRCROOT%");
  json.end_object();
  json.key("region");
  json.begin_object();
  json.member("startLine", std::size_t{place.begin.line});
  if (columns) json.member("startColumn", std::size_t{place.begin.column});
  json.member("endLine", std::size_t{place.end.line});
  if (columns) json.member("endColumn", std::size_t{place.end.column});
  json.end_object();
  json.end_object();
}

void write_related(JsonWriter& json, const std::vector<ReportedNote>& notes) {
  const bool any = std::any_of(notes.begin(), notes.end(), [](const ReportedNote& note) { return note.place; });
  if (!any) return;
  json.key("relatedLocations");
  json.begin_array();
  for (const ReportedNote& note : notes) {
    if (!note.place) continue;
    json.begin_object();
    write_physical_location(json, *note.place, true);
    write_message(json, "message", note.message);
    json.end_object();
  }
  json.end_array();
}

void write_result(JsonWriter& json, const Problem& problem, std::size_t rule_index) {
  json.begin_object();
  json.member("ruleId", problem.rule);
  json.member("ruleIndex", rule_index);
  json.member("level", level_of(problem.severity));
  write_message(json, "message", problem.message);
  json.key("locations");
  json.begin_array();
  json.begin_object();
  write_physical_location(json, problem.place, problem.columns);
  json.end_object();
  json.end_array();
  write_related(json, problem.notes);
  json.key("partialFingerprints");
  json.begin_object();
  // The one that GitHub's code scanning compares.
  json.member("primaryLocationLineHash", problem.fingerprint);
  json.end_object();
  json.end_object();
}

void write_rule(JsonWriter& json, const std::string& id) {
  const std::optional<Rule> known = find_rule(id);
  json.begin_object();
  json.member("id", id);
  if (known) json.member("name", name(*known));
  write_message(json, "shortDescription", rule_title(id));
  write_message(json, "fullDescription", rule_title(id));
  json.key("help");
  json.begin_object();
  json.member("text", known ? "`stackc explain " + id + "` shows this page." : "`stackc check` says what to do.");
  if (known) json.member("markdown", page(*known));
  json.end_object();
  json.key("defaultConfiguration");
  json.begin_object();
  json.member("level", known ? level_of(severity(*known)) : std::string_view("error"));
  json.end_object();
  json.end_object();
}

void write_tool(JsonWriter& json, const std::vector<std::string>& rules) {
  json.key("tool");
  json.begin_object(Layout::lines);
  json.key("driver");
  json.begin_object(Layout::lines);
  json.member("name", "stackc");
  json.member("version", STACKC_VERSION);
  json.key("rules");
  json.begin_array(Layout::lines);
  for (const std::string& rule : rules)
    write_rule(json, rule);
  json.end_array();
  json.end_object();
  json.end_object();
}

}  // namespace

std::string report_sarif(const Report& report) {
  std::vector<Problem> problems;
  for (const ReportedStack& stack : report.stacks) {
    for (Problem& problem : problems_of(report, stack))
      problems.push_back(std::move(problem));
  }
  std::vector<std::string> rules;
  rules.reserve(problems.size());
  for (const Problem& problem : problems)
    rules.push_back(problem.rule);
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());

  JsonWriter json;
  json.begin_object(Layout::lines);
  json.member("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
  json.member("version", "2.1.0");
  json.key("runs");
  json.begin_array(Layout::lines);
  json.begin_object(Layout::lines);
  write_tool(json, rules);
  json.key("invocations");
  json.begin_array();
  json.begin_object();
  // Whether the tool did its work; what it found is another matter.
  json.flag("executionSuccessful", report.exit <= 2);
  json.key("exitCode");
  json.number(report.exit);
  json.end_object();
  json.end_array();
  json.member("columnKind", "unicodeCodePoints");
  json.key("results");
  json.begin_array(Layout::lines);
  for (const Problem& problem : problems) {
    const auto rule = std::lower_bound(rules.begin(), rules.end(), problem.rule);
    write_result(json, problem, static_cast<std::size_t>(rule - rules.begin()));
  }
  json.end_array();
  json.end_object();
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

}  // namespace stackc::driver
