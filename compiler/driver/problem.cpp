#include "driver/problem.h"

#include <algorithm>
#include <map>
#include <optional>

#include "diagnostics/printable.h"
#include "lock/digest.h"

namespace stackc::driver {
namespace {

using lock::Verdict;

constexpr Verdict often_together[] = {Verdict::line_endings, Verdict::mode};

/// Annotations are cut by the services that show them; a hunk is cut here, where a line can say so.
constexpr std::size_t most_hunk_lines = 20;

ReportedPlace whole_file(const std::string& file) { return ReportedPlace{file, {}, {}, 0, 0}; }

void add_line(std::string& text, const std::string& line) { text += "\n" + line; }

std::string place_text(const ReportedPlace& place) {
  return place.file + ":" + std::to_string(place.begin.line) + ":" + std::to_string(place.begin.column);
}

Problem of_diagnostic(const ReportedStack& stack, const ReportedDiagnostic& diagnostic) {
  Problem out;
  out.rule = code(diagnostic.rule);
  out.title = title(diagnostic.rule);
  out.severity = severity(diagnostic.rule);
  out.message = out.identity = diagnostic.message;
  if (!diagnostic.environments.empty()) {
    std::string names;
    for (const std::string& name : diagnostic.environments)
      names += (names.empty() ? "" : ", ") + name;
    out.message += " (in " + names + ")";
  }
  if (!diagnostic.help.empty()) add_line(out.message, "help: " + diagnostic.help);
  out.place = diagnostic.place.value_or(whole_file(stack.file));
  out.columns = diagnostic.place.has_value();
  out.notes = diagnostic.notes;
  return out;
}

std::string hunk_text(const ReportedHunk& hunk) {
  std::string text;
  for (std::size_t i = 0; i < hunk.lines.size() && i < most_hunk_lines; ++i)
    add_line(text, "  " + printable(hunk.lines[i]));
  if (hunk.lines.size() > most_hunk_lines)
    add_line(text, "  (" + std::to_string(hunk.lines.size() - most_hunk_lines) + " more lines)");
  for (const ReportedNote& from : hunk.from)
    add_line(text, "from " + place_text(*from.place) + ": " + printable(from.message));
  if (!hunk.otherwise_from.empty()) add_line(text, "from " + hunk.otherwise_from);
  return text;
}

Problem of_file(const ReportedFile& file) {
  Problem out;
  out.rule = drift_rule(file.verdict);
  out.title = file.path + ": " + std::string(lock::text(file.verdict));
  out.message = file.path + ": " + std::string(lock::text(file.verdict)) + ", " + file.reason;
  if (file.action == lock::Action::failed) out.message += "; it could not be written";
  out.place = file.place;
  out.path = out.identity = file.path;
  return out;
}

/// An edited file has a problem for each place that was edited, so that each is shown where it is.
void add_file(std::vector<Problem>& problems, const ReportedFile& file) {
  const std::string help = file.help.empty() ? std::string() : "\nhelp: " + file.help;
  if (file.hunks.empty()) {
    Problem problem = of_file(file);
    problem.message += help;
    problems.push_back(std::move(problem));
    return;
  }
  for (const ReportedHunk& hunk : file.hunks) {
    Problem problem = of_file(file);
    problem.place.begin.line = static_cast<std::uint32_t>(hunk.first_line);
    problem.place.end.line = static_cast<std::uint32_t>(hunk.last_line);
    problem.message += hunk_text(hunk) + help;
    for (const std::string& line : hunk.lines)
      add_line(problem.identity, line);
    for (const ReportedNote& from : hunk.from)
      problem.notes.push_back({"the stack says it here", from.place});
    problems.push_back(std::move(problem));
  }
}

std::string file_count(std::size_t count) { return std::to_string(count) + " files"; }

/// What several files share is said once, at the first of them.
Problem of_several(const std::vector<const ReportedFile*>& files) {
  const ReportedFile& first = *files.front();
  Problem out = of_file(first);
  const bool line_endings = first.verdict == Verdict::line_endings;
  out.title = file_count(files.size()) + ": " + std::string(lock::text(first.verdict));
  out.message = file_count(files.size()) +
                (line_endings ? " end their lines in CRLF, as git may convert them: " : " have the wrong run bit: ") +
                some_of(files) + "\nhelp: " + first.help;
  out.identity.clear();
  return out;
}

void add_files(std::vector<Problem>& problems, const Report& report, const ReportedStack& stack) {
  std::map<Verdict, bool> said;
  for (const Verdict verdict : often_together) {
    const std::vector<const ReportedFile*> files = together(report, stack, verdict);
    said[verdict] = !files.empty();
    if (!files.empty()) problems.push_back(of_several(files));
  }
  for (const ReportedFile& file : stack.files) {
    const auto already = said.find(file.verdict);
    if (is_problem(report, file) && (already == said.end() || !already->second)) add_file(problems, file);
  }
}

void add_lock(std::vector<Problem>& problems, const Report& report, const ReportedStack& stack) {
  // A build that read the markers made one lock of them.
  const bool healed = report.command == Command::build;
  if (!stack.lock || stack.lock->state != lock::LockState::merged || healed) return;
  Problem out;
  out.rule = problem_rule::merged;
  out.title = stack.lock->path + ": merged";
  out.message = stack.lock->path + ": merged, " + stack.lock->reason + "\nhelp: " + stack.lock->help;
  out.place = whole_file(stack.lock->file);
  out.place.begin.line = out.place.end.line = stack.lock->marker_line;
  problems.push_back(std::move(out));
}

void add_fingerprints(std::vector<Problem>& problems) {
  std::map<std::string, std::size_t> seen;
  for (Problem& problem : problems) {
    const std::string key = problem.rule + "\n" + problem.place.file + "\n" + problem.identity;
    const std::size_t number = seen[key]++;
    problem.fingerprint = lock::hex(lock::sha256(key + "\n" + std::to_string(number))).substr(0, 32);
  }
}

/// A text for the terminal as one problem's message: no final line feed, and no name of the program.
std::string message_of(std::string talk) {
  constexpr std::string_view program = "stackc: ";
  if (talk.starts_with(program)) talk.erase(0, program.size());
  while (!talk.empty() && talk.back() == '\n')
    talk.pop_back();
  // The help stands indented below the complaint on a terminal.
  for (std::size_t at = talk.find("\n  "); at != std::string::npos; at = talk.find("\n  ", at))
    talk.erase(at + 1, 2);
  return talk;
}

}  // namespace

std::string drift_rule(Verdict verdict) {
  std::string name(lock::text(verdict));
  std::replace(name.begin(), name.end(), ' ', '-');
  return "drift/" + name;
}

std::string rule_title(std::string_view rule) {
  if (const std::optional<Rule> known = find_rule(rule)) return std::string(title(*known));
  if (rule == problem_rule::io) return "a file cannot be read or written";
  if (rule == problem_rule::usage) return "a stack cannot be read";
  if (rule == problem_rule::merged) return "the lock has merge markers";
  if (rule == drift_rule(Verdict::stale)) return "the stack or stackc changed since the file was written";
  if (rule == drift_rule(Verdict::edited)) return "a hand changed a file that stackc writes";
  if (rule == drift_rule(Verdict::conflict)) return "a hand changed a file, and the stack changed too";
  if (rule == drift_rule(Verdict::missing)) return "a file that stackc wrote is gone";
  if (rule == drift_rule(Verdict::orphaned)) return "the stack makes a file no more";
  if (rule == drift_rule(Verdict::added)) return "a file is not written yet";
  if (rule == drift_rule(Verdict::foreign)) return "somebody else's file stands in the place of one";
  if (rule == drift_rule(Verdict::mode)) return "a file has the wrong run bit";
  if (rule == drift_rule(Verdict::replaced)) return "something that is no file stands in the place of one";
  if (rule == drift_rule(Verdict::line_endings)) return "a file ends its lines in CRLF";
  if (rule == drift_rule(Verdict::unrecorded)) return "the lock does not know a file that is right";
  return std::string(rule);
}

bool is_problem(const Report& report, const ReportedFile& file) {
  if (report.command != Command::build) return file.verdict != Verdict::in_step;
  return file.action == lock::Action::refused || file.action == lock::Action::failed;
}

std::vector<const ReportedFile*> together(const Report& report, const ReportedStack& stack, Verdict verdict) {
  std::vector<const ReportedFile*> files;
  for (const ReportedFile& file : stack.files) {
    if (file.verdict == verdict && is_problem(report, file)) files.push_back(&file);
  }
  if (files.size() < 2) files.clear();
  return files;
}

std::string some_of(const std::vector<const ReportedFile*>& files) {
  constexpr std::size_t most = 4;
  std::string out;
  const std::size_t shown = files.size() > most ? most - 1 : files.size();
  for (std::size_t i = 0; i < shown; ++i)
    out += (i == 0 ? "" : i + 1 == files.size() ? " and " : ", ") + files[i]->path;
  if (shown < files.size()) out += " and " + std::to_string(files.size() - shown) + " more";
  return out;
}

std::vector<Problem> problems_of(const Report& report, const ReportedStack& stack) {
  std::vector<Problem> problems;
  if (!stack.fault.empty()) {
    Problem fault;
    fault.rule = stack.exit == 74 ? problem_rule::io : problem_rule::usage;
    fault.title = rule_title(fault.rule);
    fault.message = fault.identity = message_of(stack.fault);
    fault.place = whole_file(stack.file);
    problems.push_back(std::move(fault));
  }
  for (const ReportedDiagnostic& diagnostic : stack.diagnostics)
    problems.push_back(of_diagnostic(stack, diagnostic));
  for (const ReportedError& error : stack.errors) {
    Problem problem;
    problem.rule = problem_rule::io;
    problem.title = rule_title(problem.rule);
    problem.message = problem.identity = error.message;
    problem.place = whole_file(error.file);
    problems.push_back(std::move(problem));
  }
  add_lock(problems, report, stack);
  add_files(problems, report, stack);
  add_fingerprints(problems);
  return problems;
}

}  // namespace stackc::driver
