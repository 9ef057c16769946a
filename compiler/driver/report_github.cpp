#include <string_view>

#include "driver/problem.h"
#include "driver/report_formats.h"

namespace stackc::driver {
namespace {

/// The runner's escapes: `%`, CR and LF everywhere, `:` and `,` as well in properties. Other control characters have
/// none and could reach a terminal, so they are dropped.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else if (c == '\t' || (static_cast<unsigned char>(c) >= 0x20U && c != 0x7F))
      out += c;
  }
  return out;
}

std::string_view command_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "notice";
}

std::string title_of(const Problem& problem) {
  return find_rule(problem.rule) ? problem.rule + " " + problem.title : problem.title;
}

std::string annotation(const Problem& problem) {
  const ReportedPlace& place = problem.place;
  std::string out = "::" + std::string(command_of(problem.severity)) + " file=" + escaped(place.file, true) +
                    ",line=" + std::to_string(place.begin.line) + ",endLine=" + std::to_string(place.end.line);
  // Columns over several lines are refused by GitHub's API.
  if (problem.columns && place.begin.line == place.end.line)
    out += ",col=" + std::to_string(place.begin.column) + ",endColumn=" + std::to_string(place.end.column);
  return out + ",title=" + escaped(title_of(problem), true) + "::" + escaped(problem.message, false) + "\n";
}

}  // namespace

std::string report_github(const Report& report) {
  std::string out;
  for (const ReportedStack& stack : report.stacks) {
    for (const Problem& problem : problems_of(report, stack))
      out += annotation(problem);
  }
  return out;
}

}  // namespace stackc::driver
