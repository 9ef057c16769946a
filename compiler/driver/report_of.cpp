#include "driver/report_of.h"

#include <algorithm>
#include <map>

#include "driver/edit.h"
#include "driver/meaning.h"
#include "driver/repository_paths.h"
#include "driver/verdict.h"

namespace stackc::driver {
namespace {

/// Turns places of one stack into places of its repository; each file is looked for once.
class Places {
 public:
  explicit Places(const LoadedStack& stack)
      : stack_(stack), paths_(stack.folder, stack.ready() ? absolute_root(stack) : std::string()) {
    if (!stack.ready()) return;
    root_ = paths_.relative(stack.root);
    if (root_ == paths_.root()) root_.clear();
  }

  std::string of_path(const std::string& path) const { return paths_.relative(path); }
  /// Of an artifact or the lock.
  std::string of_artifact(const std::string& path) const { return root_.empty() ? path : root_ + "/" + path; }

  std::optional<ReportedPlace> of(const Span& span) {
    if (!span.known()) return std::nullopt;
    return ReportedPlace{file(span.source), stack_.sources.position(span.source, span.begin),
                         stack_.sources.position(span.source, span.end), span.begin, span.end};
  }

 private:
  static std::string absolute_root(const LoadedStack& stack) {
    return repository_root(stack.folder, stack.compiled->repository).value_or(std::string());
  }

  const std::string& file(SourceId source) {
    const auto known = files_.find(source);
    if (known != files_.end()) return known->second;
    const auto read = std::find_if(stack_.read_from.begin(), stack_.read_from.end(),
                                   [&](const auto& one) { return one.first == source; });
    return files_[source] =
               read == stack_.read_from.end() ? std::string(stack_.sources.name(source)) : of_path(read->second);
  }

  const LoadedStack& stack_;
  RepositoryPaths paths_;
  std::string root_{};
  std::map<SourceId, std::string> files_{};
};

ReportedDiagnostic reported(const Diagnostic& diagnostic, Places& places) {
  ReportedDiagnostic out;
  out.rule = diagnostic.rule;
  out.message = diagnostic.message;
  out.place = places.of(diagnostic.at);
  out.help = diagnostic.help;
  out.environments = diagnostic.environments();
  for (const Label& note : diagnostic.notes)
    out.notes.push_back({note.text, places.of(note.span)});
  return out;
}

ReportedHunk reported(const LoadedStack& stack, const Edit& edit, Places& places) {
  ReportedHunk out;
  out.old_begin = edit.hunk.old_begin;
  out.old_count = edit.hunk.old_count;
  out.new_begin = edit.hunk.new_begin;
  out.new_count = edit.hunk.new_count;
  out.first_line = edit.first_line;
  out.last_line = edit.last_line;
  for (const lock::DiffLine& line : edit.hunk.lines)
    out.lines.push_back(signed_line(line));
  for (const Span& span : edit.cause.places) {
    out.from.push_back({quoted_line(stack.sources, span), places.of(span)});
  }
  if (out.from.empty()) {
    for (const std::string& text : cause_text(stack, edit))
      out.otherwise_from = text;
  }
  return out;
}

/// The first line of `disk` that is not as in `artifact`.
std::uint32_t first_difference(std::string_view artifact, std::string_view disk) {
  const auto differ = std::mismatch(disk.begin(), disk.end(), artifact.begin(), artifact.end()).first;
  return 1 + static_cast<std::uint32_t>(std::count(disk.begin(), differ, '\n'));
}

ReportedPlace at_line(const std::string& file, std::uint32_t line) {
  return ReportedPlace{file, {line, 1}, {line, 1}, 0, 0};
}

/// Where a path stands in the text of the lock, or nothing.
std::optional<std::uint32_t> line_in_lock(const lock::Examination& found, const std::string& path) {
  const std::size_t begin = found.lock_text.find("\"artifacts\":");
  if (begin == std::string::npos) return std::nullopt;
  const std::size_t at = found.lock_text.find("\"" + path + "\":", begin);
  if (at == std::string::npos) return std::nullopt;
  const auto end = found.lock_text.begin() + static_cast<std::ptrdiff_t>(at);
  return 1 + static_cast<std::uint32_t>(std::count(found.lock_text.begin(), end, '\n'));
}

/// Where a person looks. A file that is not there cannot be shown, so the line of the lock that lists it is, or, where
/// the lock does not, the stack.
ReportedPlace place_of(const LoadedStack& stack, const ReportedStack& report, const ReportedFile& file,
                       const lock::Examination& found, const Places& places) {
  if (!file.hunks.empty()) {
    ReportedPlace place = at_line(file.file, static_cast<std::uint32_t>(file.hunks.front().first_line));
    place.end.line = static_cast<std::uint32_t>(file.hunks.front().last_line);
    return place;
  }
  const lock::DiskEntry* const disk = entry_at(found, file.path);
  const bool there = disk != nullptr && (disk->kind == lock::DiskKind::regular || disk->kind == lock::DiskKind::link);
  if (!there) {
    const std::optional<std::uint32_t> line = line_in_lock(found, file.path);
    return line ? at_line(places.of_artifact(stack.lock_path->text()), *line) : at_line(report.file, 1);
  }
  const lock::Artifact* const artifact = artifact_at(stack, file.path);
  if (artifact == nullptr || disk->bytes.empty() || file.verdict == lock::Verdict::line_endings)
    return at_line(file.file, 1);
  return at_line(file.file, first_difference(artifact->bytes, disk->bytes));
}

ReportedFile reported(const LoadedStack& stack, const ReportedStack& report, const lock::Finding& finding,
                      const lock::Examination& found, Places& places) {
  const lock::DiskEntry* const disk = entry_at(found, finding.path);
  ReportedFile out;
  out.path = finding.path;
  out.file = places.of_artifact(finding.path);
  out.verdict = finding.verdict;
  out.refused = finding.refused;
  out.mode_differs = finding.mode_differs;
  out.reason = reason(finding, disk);
  out.help = cure(stack, finding, disk);
  out.changed_inputs = finding.changed_inputs;
  const lock::Artifact* const artifact = artifact_at(stack, finding.path);
  if (disk != nullptr && artifact != nullptr && shows_edits(finding, *disk)) {
    const std::string after = with_lf(disk->bytes);
    const std::vector<Edit> edits = edits_of(stack, *artifact, after);
    out.help = cure_of(stack, finding, edits, std::move(out.help));
    for (const Edit& edit : edits)
      out.hunks.push_back(reported(stack, edit, places));
  }
  out.place = place_of(stack, report, out, found, places);
  return out;
}

void add_errors(ReportedStack& report, const LoadedStack& stack, const std::vector<lock::DiskError>& errors,
                const Places& places) {
  for (const lock::DiskError& error : errors)
    report.errors.push_back({error.message(), error.path == stack.root ? report.file : places.of_artifact(error.path)});
}

void add_lock(ReportedStack& report, const LoadedStack& stack, const lock::Examination& found, const Places& places) {
  ReportedLock out;
  out.path = stack.lock_path->text();
  out.file = places.of_artifact(out.path);
  out.state = found.lock.state;
  if (out.state == lock::LockState::merged) {
    out.marker_line = merge_marker_line(found);
    out.reason = merged_reason();
    out.help = merged_cure(stack);
  }
  report.lock = std::move(out);
}

void add_findings(ReportedStack& report, const LoadedStack& stack, const lock::Examination& found, Places& places) {
  add_lock(report, stack, found, places);
  if (!found.lock.usable()) return;
  report.files.reserve(found.drift.findings.size());
  for (const lock::Finding& finding : found.drift.findings)
    report.files.push_back(reported(stack, report, finding, found, places));
  report.changed_inputs = found.drift.changed_inputs;
  report.facts_gone = found.drift.facts_gone;
  report.facts_new = found.drift.facts_new;
  for (const facts::Statement& one : meaning_of(found).statements)
    report.meaning.push_back({std::string(facts::text(one.rank)), one.environments, one.text});
}

}  // namespace

ReportedStack report_of(const LoadedStack& stack, int exit, bool quiet) {
  Places places(stack);
  ReportedStack out;
  out.shown = stack.shown;
  out.file = stack.read_from.empty() ? stack.shown : places.of_path(stack.read_from.front().second);
  if (stack.ready()) out.name = stack.name();
  out.compiled = stack.ready();
  out.exit = exit;
  out.fault = stack.fault.talk;
  for (const Diagnostic& diagnostic : stack.diagnostics.sorted()) {
    if (quiet && severity(diagnostic.rule) != Severity::error) continue;
    out.diagnostics.push_back(reported(diagnostic, places));
  }
  return out;
}

void add_examination(ReportedStack& report, const LoadedStack& stack, const lock::Examination& found) {
  Places places(stack);
  add_errors(report, stack, found.errors, places);
  add_findings(report, stack, found, places);
}

void add_result(ReportedStack& report, const LoadedStack& stack, const lock::WriteResult& result) {
  Places places(stack);
  add_errors(report, stack, result.errors, places);
  if (result.interrupted) report.errors.push_back({std::string(interrupted_text), report.file});
  add_findings(report, stack, result.before, places);
  for (ReportedFile& file : report.files) {
    const auto step = std::find_if(result.steps.begin(), result.steps.end(),
                                   [&](const lock::Step& one) { return one.path == file.path; });
    if (step == result.steps.end()) continue;
    file.action = step->action;
    file.forced = step->forced;
  }
}

}  // namespace stackc::driver
