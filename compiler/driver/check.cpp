// `stackc check`: which files are not what their stack says, why, and what to do. Writes nothing.
#include <algorithm>
#include <map>

#include "diagnostics/printable.h"
#include "driver/commands.h"
#include "driver/edit.h"
#include "driver/identity.h"
#include "driver/meaning.h"
#include "driver/paint.h"
#include "driver/report_of.h"
#include "driver/verdict.h"

namespace stackc::driver {
namespace {

using lock::Verdict;

/// More changed places of one file are counted, not shown.
constexpr std::size_t most_edits = 10;
/// More changed lines of one place are counted, not shown.
constexpr std::size_t most_lines = 24;

/// "teammoa: 31 files, 29 in step, 1 stale, 1 edited".
std::string summary(const LoadedStack& stack, const lock::Drift& drift) {
  std::map<Verdict, std::size_t> counts;
  for (const lock::Finding& finding : drift.findings)
    ++counts[finding.verdict];
  std::string text = stack.name() + ": " + count_of(stack.compiled->result.artifacts.size(), "file");
  for (const auto& [verdict, number] : counts)
    text += ", " + std::to_string(number) + " " + std::string(lock::text(verdict));
  return text + "\n";
}

std::string hunk_text(const lock::Hunk& hunk, bool colour) {
  std::string text = lock::unified("", "", {hunk});
  // The two lines with names are said already.
  for (int i = 0; i < 2; ++i)
    text.erase(0, text.find('\n') + 1);
  std::string out;
  std::size_t shown = 0;
  for (; !text.empty() && shown < most_lines; ++shown) {
    const std::string line = text.substr(0, text.find('\n'));
    text.erase(0, line.size() + 1);
    out += "    " + painted_diff(line + "\n", colour);
  }
  const auto left = std::count(text.begin(), text.end(), '\n');
  if (left > 0) out += "    (" + count_of(static_cast<std::size_t>(left), "more line") + ")\n";
  return out;
}

/// Where a hand changed lines: the hunks, and what made the lines that stood there.
std::string edits_text(const LoadedStack& stack, const std::vector<Edit>& edits, bool colour) {
  std::string out;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (i == most_edits) return out + "    (" + count_of(edits.size() - i, "more place") + ")\n";
    const Edit& edit = edits[i];
    out += hunk_text(edit.hunk, colour);
    const char* before = edit.only_added ? "    beside lines from " : "    from ";
    for (const std::string& cause : cause_text(stack, edit)) {
      out += before + cause + "\n";
      before = "      and ";
    }
  }
  return out;
}

std::string verdict_line(const lock::Finding& finding, const std::string& what, const std::string& why, bool colour) {
  return "  " + painted(padded(lock::text(finding.verdict), 12), finding.refused ? Paint::red : Paint::yellow, colour) +
         " " + what + ": " + why + "\n";
}

std::string finding_text(const LoadedStack& stack, const lock::Finding& finding, const lock::Examination& found,
                         bool colour) {
  const lock::DiskEntry* const disk = entry_at(found, finding.path);
  std::string out = verdict_line(finding, printable(finding.path), reason(finding, disk), colour);
  std::string help = cure(stack, finding, disk);
  const lock::Artifact* const artifact = artifact_at(stack, finding.path);
  if (disk != nullptr && artifact != nullptr && shows_edits(finding, *disk)) {
    const std::string after = with_lf(disk->bytes);
    const std::vector<Edit> edits = edits_of(stack, *artifact, after);
    out += edits_text(stack, edits, colour);
    help = cure_of(stack, finding, edits, std::move(help));
  }
  const bool special = finding.verdict == Verdict::line_endings || finding.verdict == Verdict::mode;
  if (finding.refused || special) out += "    help: " + help + "\n";
  return out;
}

/// What git did to many files at once is said once.
std::string together_text(const LoadedStack& stack, const std::vector<const lock::Finding*>& findings, bool colour) {
  const lock::Finding& first = *findings.front();
  const bool line_endings = first.verdict == Verdict::line_endings;
  const bool all = findings.size() == stack.compiled->result.artifacts.size();
  std::string out = verdict_line(
      first, (all ? "all " : "") + count_of(findings.size(), "file"),
      line_endings ? "their lines end in CRLF, as git may convert them" : "their run bits are wrong", colour);
  for (const lock::Finding* finding : findings) {
    const bool also_mode = line_endings && finding->mode_differs;
    if (!all || also_mode)
      out += "    " + printable(finding->path) + (also_mode ? " (its run bit is wrong as well)" : "") + "\n";
  }
  return out + "    help: " + cure(stack, first) + "\n";
}

/// All files that are not in step, in the order of their paths; those that share a cause stand at the first of them.
std::string findings_text(const LoadedStack& stack, const lock::Examination& found, bool colour) {
  std::map<Verdict, std::vector<const lock::Finding*>> shared;
  for (const lock::Finding& finding : found.drift.findings) {
    if (finding.verdict == Verdict::line_endings || finding.verdict == Verdict::mode)
      shared[finding.verdict].push_back(&finding);
  }
  std::string out;
  for (const lock::Finding& finding : found.drift.findings) {
    if (finding.verdict == Verdict::in_step) continue;
    const auto group = shared.find(finding.verdict);
    if (group == shared.end() || group->second.size() < 2)
      out += finding_text(stack, finding, found, colour);
    else if (group->second.front() == &finding)
      out += together_text(stack, group->second, colour);
  }
  return out;
}

std::string merged_text(const LoadedStack& stack, const lock::Examination& found, bool colour) {
  return "  " + painted(padded("merged", 12), Paint::yellow, colour) + " " + stack.lock_path->text() + ":" +
         std::to_string(merge_marker_line(found)) + ": " + merged_reason() + "\n    help: " + merged_cure(stack) + "\n";
}

void add_drift(Outcome& outcome, const LoadedStack& stack, const lock::Examination& found, bool quiet, bool colour) {
  const lock::Drift& drift = found.drift;
  const bool drift_found = drifted(found);
  if (drift_found) outcome.exit = worse(outcome.exit, exit_code::drift);
  if (drift_found || !quiet) outcome.out = summary(stack, drift);
  if (found.lock.state == lock::LockState::merged) outcome.out += merged_text(stack, found, colour);
  if (drift_found) outcome.out += findings_text(stack, found, colour);
  if (const std::string statements = statements_text(found, colour); !statements.empty())
    outcome.out += "  the running system changes:\n" + statements;
  const bool build_mends = std::any_of(drift.findings.begin(), drift.findings.end(), [](const lock::Finding& finding) {
    return finding.verdict != Verdict::in_step && !finding.refused;
  });
  if (build_mends) outcome.out += "  help: `stackc build" + stack.retyped + "` writes what is not refused\n";
  if (!drift_found && !drift.changed_inputs.empty() && !quiet) {
    outcome.talk += "note: no file differs, but these inputs are not those of the lock; `stackc build" + stack.retyped +
                    "` records them\n";
    for (const std::string& input : drift.changed_inputs)
      outcome.talk += "  " + printable(input) + "\n";
  }
}

}  // namespace

StackOutcome check_stack(LoadedStack stack, const Arguments& arguments, const Terminal& terminal) {
  StackOutcome done;
  const bool reports = arguments.format != Format::text;
  if (!stack.ready()) {
    done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
    if (reports) done.report = report_of(stack, done.outcome.exit, arguments.quiet);
    return done;
  }
  const lock::Examination found = lock::examine(stack.root, *stack.lock_path, stack.compiled->result);
  const bool usable = lock_is_usable(stack, found);
  if (usable) names_are_kept(stack, found);
  done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
  for (const lock::DiskError& error : found.errors) {
    done.outcome.talk += complaint(error.message());
    done.outcome.exit = worse(done.outcome.exit, exit_code::disk);
  }
  if (usable) add_drift(done.outcome, stack, found, arguments.quiet, terminal.colour_out);
  if (reports) {
    done.report = report_of(stack, done.outcome.exit, arguments.quiet);
    add_examination(done.report, stack, found);
  }
  return done;
}

}  // namespace stackc::driver
