#include <string_view>

#include "driver/json_writer.h"
#include "driver/problem.h"
#include "driver/report_formats.h"

namespace stackc::driver {
namespace {

using Layout = JsonWriter::Layout;

/// GitLab's words are info, minor, major, critical and blocker.
std::string_view severity_of(const Problem& problem) {
  if (problem.severity == Severity::note) return "info";
  if (problem.severity == Severity::warning) return "minor";
  return find_rule(problem.rule) ? "critical" : "major";
}

void write_problem(JsonWriter& json, const Problem& problem) {
  json.begin_object();
  json.member("description", problem.message);
  json.member("check_name", problem.rule);
  json.member("fingerprint", problem.fingerprint);
  json.member("severity", severity_of(problem));
  json.key("location");
  json.begin_object();
  json.member("path", problem.place.file);
  json.key("lines");
  json.begin_object();
  json.member("begin", std::size_t{problem.place.begin.line});
  json.member("end", std::size_t{problem.place.end.line});
  json.end_object();
  json.end_object();
  json.end_object();
}

}  // namespace

std::string report_gitlab(const Report& report) {
  JsonWriter json;
  json.begin_array(Layout::lines);
  for (const ReportedStack& stack : report.stacks) {
    for (const Problem& problem : problems_of(report, stack))
      write_problem(json, problem);
  }
  json.end_array();
  return std::move(json).take();
}

}  // namespace stackc::driver
