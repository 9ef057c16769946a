// `stackc diff`: what build would change, as a unified diff that `patch` and `git apply` read.
#include "lock/diff.h"

#include <map>

#include "diagnostics/printable.h"
#include "driver/commands.h"
#include "driver/paint.h"
#include "driver/report_of.h"
#include "driver/verdict.h"

namespace stackc::driver {
namespace {

using lock::Verdict;

std::string mode_text(lock::FileMode mode) { return mode == lock::FileMode::executable ? "100755" : "100644"; }

/// What build would do to one file, as git prints it; empty if nothing but the lock changes.
std::string file_diff(const LoadedStack& stack, const lock::Finding& finding, const lock::DiskEntry& disk) {
  const lock::Artifact* const artifact = artifact_at(stack, finding.path);
  const bool was_there = disk.kind == lock::DiskKind::regular;
  const bool stays = artifact != nullptr;
  if (!was_there && !stays) return {};
  std::string head = "diff --git a/" + finding.path + " b/" + finding.path + "\n";
  if (!was_there)
    head += "new file mode " + mode_text(artifact->mode) + "\n";
  else if (!stays)
    head += "deleted file mode " + mode_text(disk.mode) + "\n";
  else if (finding.mode_differs || finding.verdict == Verdict::mode)
    head += "old mode " + mode_text(disk.mode) + "\nnew mode " + mode_text(artifact->mode) + "\n";
  const std::string after = stays ? artifact->bytes : std::string();
  // The bytes on disk are kept only where they differ.
  const bool same = was_there && stays &&
                    (finding.verdict == Verdict::mode || finding.verdict == Verdict::in_step ||
                     finding.verdict == Verdict::unrecorded);
  if (same) return finding.mode_differs || finding.verdict == Verdict::mode ? head : std::string();
  const std::string before = was_there ? disk.bytes : std::string();
  return head + lock::unified(was_there ? "a/" + finding.path : "/dev/null", stays ? "b/" + finding.path : "/dev/null",
                              lock::diff(before, after));
}

}  // namespace

StackOutcome diff_stack(LoadedStack stack, const Arguments& arguments, const Terminal& terminal) {
  StackOutcome done;
  if (!stack.ready()) {
    done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
    if (arguments.format != Format::text) done.report = report_of(stack, done.outcome.exit, arguments.quiet);
    return done;
  }
  const lock::Examination found = lock::examine(stack.root, *stack.lock_path, stack.compiled->result);
  const bool usable = lock_is_usable(stack, found);
  done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
  for (const lock::DiskError& error : found.errors) {
    done.outcome.talk += complaint(error.message());
    done.outcome.exit = worse(done.outcome.exit, exit_code::disk);
  }
  std::map<std::string, std::string> diffs;
  if (usable) {
    if (drifted(found)) done.outcome.exit = worse(done.outcome.exit, exit_code::drift);
    for (const lock::Finding& finding : found.drift.findings) {
      if (finding.refused) {
        done.outcome.talk += "refused " + printable(finding.path) + ": " + std::string(lock::text(finding.verdict)) +
                             ", " + reason(finding, entry_at(found, finding.path)) +
                             "\n  help: " + cure(stack, finding) + "\n";
        continue;
      }
      const auto disk = found.disk.find(finding.path);
      const std::string text = file_diff(stack, finding, disk != found.disk.end() ? disk->second : lock::DiskEntry{});
      if (text.empty()) continue;
      done.outcome.out += painted_diff(text, terminal.colour_out);
      diffs[finding.path] = text;
    }
  }
  if (arguments.format != Format::text) {
    done.report = report_of(stack, done.outcome.exit, arguments.quiet);
    add_examination(done.report, stack, found);
    for (ReportedFile& file : done.report.files)
      file.diff = diffs[file.path];
  }
  return done;
}

}  // namespace stackc::driver
