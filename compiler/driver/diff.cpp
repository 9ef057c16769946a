// `stackc diff`: what build would change. First what that means for the running system, then what build would refuse,
// then a unified diff that `patch` and `git apply` read.
#include "lock/diff.h"

#include <algorithm>

#include "diagnostics/printable.h"
#include "driver/commands.h"
#include "driver/edit.h"
#include "driver/git.h"
#include "driver/identity.h"
#include "driver/meaning.h"
#include "driver/paint.h"
#include "driver/report_of.h"
#include "driver/verdict.h"

namespace stackc::driver {
namespace {

using lock::Verdict;

std::string mode_text(lock::FileMode mode) { return mode == lock::FileMode::executable ? "100755" : "100644"; }

/// What build would do to one file.
struct FileChange {
  const lock::Finding* finding = nullptr;
  std::string text{};  ///< As git prints it; empty if nothing but the lock changes.
  lock::DiffStat stat{};
};

FileChange change_of(const LoadedStack& stack, const lock::Finding& finding, const lock::DiskEntry& disk) {
  FileChange change{&finding, {}, {}};
  const lock::Artifact* const artifact = artifact_at(stack, finding.path);
  const bool was_there = disk.kind == lock::DiskKind::regular;
  const bool stays = artifact != nullptr;
  if (!was_there && !stays) return change;
  std::string head = "diff --git a/" + finding.path + " b/" + finding.path + "\n";
  if (!was_there)
    head += "new file mode " + mode_text(artifact->mode) + "\n";
  else if (!stays)
    head += "deleted file mode " + mode_text(disk.mode) + "\n";
  else if (finding.mode_differs || finding.verdict == Verdict::mode)
    head += "old mode " + mode_text(disk.mode) + "\nnew mode " + mode_text(artifact->mode) + "\n";
  // The bytes on disk are kept only where they differ.
  const bool same = was_there && stays &&
                    (finding.verdict == Verdict::mode || finding.verdict == Verdict::in_step ||
                     finding.verdict == Verdict::unrecorded);
  if (same) {
    if (finding.mode_differs || finding.verdict == Verdict::mode) change.text = head;
    return change;
  }
  const std::string_view before = was_there ? std::string_view(disk.bytes) : std::string_view();
  const std::string_view after = stays ? std::string_view(artifact->bytes) : std::string_view();
  const std::vector<lock::Hunk> hunks = lock::diff(before, after);
  change.stat = lock::stat(hunks);
  change.text = head + lock::unified(was_there ? "a/" + finding.path : "/dev/null",
                                     stays ? "b/" + finding.path : "/dev/null", hunks);
  return change;
}

/// What build would leave alone: one or two differences, and where the third side comes from.
struct Refusal {
  const lock::Finding* finding = nullptr;
  const lock::DiskEntry* disk = nullptr;
  std::string by_hand{};   ///< From the file as it was built to the file as it is.
  std::string by_stack{};  ///< From the file as it was built, where that is known, to the file as it would be.
  bool based = false;      ///< `by_stack` begins with the file as it was built, not as it is.
  std::string note{};      ///< Why the file as it was built is not known.
};

/// Hunks alone, without the lines that name the two sides.
std::string hunks_of(std::string_view before, std::string_view after) {
  std::string text = lock::unified("", "", lock::diff(before, after));
  for (int i = 0; i < 2; ++i)
    text.erase(0, text.find('\n') + 1);
  return text;
}

Refusal refusal_of(const LoadedStack& stack, const lock::Finding& finding, const lock::Examination& found) {
  Refusal refusal;
  refusal.finding = &finding;
  refusal.disk = entry_at(found, finding.path);
  if (refusal.disk == nullptr || refusal.disk->kind != lock::DiskKind::regular || refusal.disk->oversized)
    return refusal;
  // What git did to the ends of lines is not what a hand did.
  const std::string yours = with_lf(refusal.disk->bytes);
  const lock::Artifact* const fresh = artifact_at(stack, finding.path);
  if (finding.verdict == Verdict::edited) {
    refusal.by_hand = hunks_of(fresh->bytes, yours);
    return refusal;
  }
  if (finding.left_over) return refusal;
  if (finding.verdict == Verdict::conflict || finding.verdict == Verdict::orphaned) {
    const GitVersion base = find_in_git(stack.root, finding.path, [&](std::string_view bytes) {
      return found.lock.lock.knows(finding.path, lock::sha256(bytes));
    });
    refusal.note = base.fault;
    if (base.bytes) {
      refusal.based = true;
      refusal.by_hand = hunks_of(*base.bytes, yours);
      if (fresh != nullptr) refusal.by_stack = hunks_of(*base.bytes, fresh->bytes);
      return refusal;
    }
  }
  if (fresh != nullptr) refusal.by_stack = hunks_of(yours, fresh->bytes);
  return refusal;
}

/// Each line behind a bar, so that `patch` does not take it for a change to make.
std::string behind_bars(const std::string& hunks, bool colour) {
  std::string out;
  std::string_view left = hunks;
  while (!left.empty()) {
    const std::string_view line = left.substr(0, left.find('\n') + 1);
    left.remove_prefix(line.size());
    out += "  " + painted("|", Paint::dim, colour) + " " + painted_diff(line, colour);
  }
  return out;
}

std::string refusal_text(const LoadedStack& stack, const Refusal& refusal, bool colour) {
  const lock::Finding& finding = *refusal.finding;
  std::string out = painted("refused", Paint::red, colour) + " " + printable(finding.path) + ": " +
                    std::string(lock::text(finding.verdict)) + ", " + reason(finding, refusal.disk) + "\n";
  if (!refusal.by_hand.empty())
    out += "  what a hand changed since it was built:\n" + behind_bars(refusal.by_hand, colour);
  if (!refusal.note.empty()) out += "  what a hand changed since it was built cannot be shown: " + refusal.note + "\n";
  if (!refusal.by_stack.empty())
    out += std::string(refusal.based ? "  what the stack changed since it was built:\n"
                                     : "  what --force would change:\n") +
           behind_bars(refusal.by_stack, colour);
  return out + "  help: " + cure(stack, finding, refusal.disk) + "\n";
}

/// " compose.yaml | 12 +++++-----", as git prints it, and a line of sums.
std::string stat_text(const std::vector<FileChange>& changes, bool colour) {
  constexpr std::size_t most_signs = 40;
  std::size_t width = 0;
  std::size_t most = 1;
  lock::DiffStat sum;
  for (const FileChange& change : changes) {
    width = std::max(width, printable(change.finding->path).size());
    most = std::max(most, change.stat.added + change.stat.removed);
    sum.added += change.stat.added;
    sum.removed += change.stat.removed;
  }
  if (changes.empty()) return {};
  const std::size_t digits = std::to_string(most).size();
  const auto signs = [&](std::size_t count, char sign) {
    // One sign at least where there is something.
    const std::size_t shown = most <= most_signs ? count : (count * most_signs + most - 1) / most;
    return std::string(shown, sign);
  };
  std::string out;
  for (const FileChange& change : changes) {
    const std::string number = std::to_string(change.stat.added + change.stat.removed);
    out += " " + padded(printable(change.finding->path), width) + " | " + std::string(digits - number.size(), ' ') +
           number + " " + painted(signs(change.stat.added, '+'), Paint::green, colour) +
           painted(signs(change.stat.removed, '-'), Paint::red, colour) + "\n";
  }
  return out + " " + count_of(changes.size(), "file") + " changed, " + count_of(sum.added, "line") + " added, " +
         std::to_string(sum.removed) + " removed\n";
}

void add_differences(ReportedStack& report, const std::vector<FileChange>& changes,
                     const std::vector<Refusal>& refusals) {
  const auto file_of = [&](const lock::Finding& finding) {
    return std::find_if(report.files.begin(), report.files.end(),
                        [&](const ReportedFile& file) { return file.path == finding.path; });
  };
  for (const FileChange& change : changes) {
    if (const auto file = file_of(*change.finding); file != report.files.end()) file->diff = change.text;
  }
  for (const Refusal& refusal : refusals) {
    if (const auto file = file_of(*refusal.finding); file != report.files.end())
      file->sides = ReportedSides{refusal.by_hand, refusal.by_stack, refusal.based, refusal.note};
  }
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
  if (usable) names_are_kept(stack, found);
  done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
  for (const lock::DiskError& error : found.errors) {
    done.outcome.talk += complaint(error.message());
    done.outcome.exit = worse(done.outcome.exit, exit_code::disk);
  }
  std::vector<FileChange> changes;
  std::vector<Refusal> refusals;
  if (usable) {
    if (drifted(found)) done.outcome.exit = worse(done.outcome.exit, exit_code::drift);
    for (const lock::Finding& finding : found.drift.findings) {
      if (finding.refused) {
        refusals.push_back(refusal_of(stack, finding, found));
        continue;
      }
      const auto disk = found.disk.find(finding.path);
      FileChange change = change_of(stack, finding, disk != found.disk.end() ? disk->second : lock::DiskEntry{});
      if (!change.text.empty()) changes.push_back(std::move(change));
    }
    const bool colour = terminal.colour_out;
    std::string& out = done.outcome.out;
    out = meaning_text(stack.name(), found, colour);
    if (!refusals.empty() || !changes.empty()) out += "\n";
    for (const Refusal& refusal : refusals)
      out += refusal_text(stack, refusal, colour) + "\n";
    if (arguments.stat) {
      out += stat_text(changes, colour);
    } else {
      for (const FileChange& change : changes)
        out += painted_diff(change.text, colour);
    }
  }
  if (arguments.format != Format::text) {
    done.report = report_of(stack, done.outcome.exit, arguments.quiet);
    add_examination(done.report, stack, found);
    add_differences(done.report, changes, refusals);
  }
  return done;
}

}  // namespace stackc::driver
