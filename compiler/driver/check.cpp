// `stackc check`: which files are not what their stack says, why, and what to do. Writes nothing.
#include <algorithm>
#include <map>

#include "diagnostics/printable.h"
#include "diagnostics/render_json.h"
#include "driver/commands.h"
#include "driver/excerpt.h"
#include "driver/paint.h"
#include "driver/verdict.h"
#include "lock/diff.h"

namespace stackc::driver {
namespace {

using lock::Verdict;

bool in_step(const lock::Finding& finding) { return finding.verdict == Verdict::in_step; }

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

/// Where a hand changed lines: the hunk, and the places of the stack that the old lines come from.
std::string edit_text(const LoadedStack& stack, const lock::Finding& finding, const lock::DiskEntry& disk,
                      bool colour) {
  const lock::Artifact* const artifact = artifact_at(stack, finding.path);
  if (artifact == nullptr || disk.bytes.empty()) return {};
  const std::vector<lock::Hunk> hunks = lock::diff(artifact->bytes, disk.bytes, 1);
  std::string out;
  for (const lock::Hunk& hunk : hunks) {
    std::string text = lock::unified("", "", {hunk});
    // The two lines with names are said already.
    for (int i = 0; i < 2; ++i)
      text.erase(0, text.find('\n') + 1);
    while (!text.empty()) {
      const std::string line = text.substr(0, text.find('\n'));
      text.erase(0, line.size() + 1);
      out += "    " + painted_diff(line + "\n", colour);
    }
    // A hunk without old lines stands behind line `old_begin`.
    std::size_t line = hunk.old_begin;
    for (const lock::DiffLine& one : hunk.lines) {
      if (one.change != lock::Change::same) break;
      ++line;
    }
    if (const std::string places = places_of_line(stack, finding.path, static_cast<std::uint32_t>(line));
        !places.empty())
      out += "    from " + places + "\n";
  }
  return out;
}

std::string finding_text(const LoadedStack& stack, const lock::Finding& finding, const lock::Examination& found,
                         bool colour) {
  std::string out =
      "  " + painted(padded(lock::text(finding.verdict), 12), finding.refused ? Paint::red : Paint::yellow, colour) +
      " " + printable(finding.path) + ": " + reason(finding) + "\n";
  const auto disk = found.disk.find(finding.path);
  const bool by_hand = finding.verdict == Verdict::edited || finding.verdict == Verdict::conflict;
  if (by_hand && disk != found.disk.end()) out += edit_text(stack, finding, disk->second, colour);
  if (const std::string help = cure(finding); !help.empty() && finding.refused) out += "    help: " + help + "\n";
  return out;
}

std::string json_of(const LoadedStack& stack, const lock::Examination& found, int exit) {
  std::string out = "{" + json_head(stack, exit) + ", \"files\": [";
  bool first = true;
  for (const lock::Finding& finding : found.drift.findings) {
    out += std::string(first ? "" : ",") + "\n  {\"path\": " + json_string(finding.path) +
           ", \"verdict\": " + json_string(lock::text(finding.verdict)) +
           ", \"refused\": " + (finding.refused ? "true" : "false") + ", \"reason\": " + json_string(reason(finding)) +
           ", \"changed_inputs\": " + json_list(finding.changed_inputs) + ", \"help\": " + json_string(cure(finding)) +
           "}";
    first = false;
  }
  std::vector<std::string> errors;
  for (const lock::DiskError& error : found.errors)
    errors.push_back(error.message());
  return out + "], \"changed_inputs\": " + json_list(found.drift.changed_inputs) +
         ", \"facts_gone\": " + json_list(found.drift.facts_gone) +
         ", \"facts_new\": " + json_list(found.drift.facts_new) + ", \"errors\": " + json_list(errors) + "}";
}

}  // namespace

StackOutcome check_stack(LoadedStack stack, const Arguments& arguments, const Terminal& terminal) {
  StackOutcome done;
  if (!stack.ready()) {
    done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
    done.json = "{" + json_head(stack, done.outcome.exit) + "}";
    return done;
  }
  const lock::Examination found = lock::examine(stack.root, *stack.lock_path, stack.compiled->result);
  const bool usable = lock_is_usable(stack, found);
  done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
  for (const lock::DiskError& error : found.errors) {
    done.outcome.talk += complaint(error.message());
    done.outcome.exit = worse(done.outcome.exit, exit_code::disk);
  }
  if (usable) {
    const bool drifted = !found.drift.none();
    if (drifted) done.outcome.exit = worse(done.outcome.exit, exit_code::drift);
    if (drifted || !arguments.quiet) done.outcome.out = summary(stack, found.drift);
    bool build_mends = false;
    for (const lock::Finding& finding : found.drift.findings) {
      if (in_step(finding)) continue;
      done.outcome.out += finding_text(stack, finding, found, terminal.colour_out);
      build_mends = build_mends || !finding.refused;
    }
    if (!found.drift.facts_gone.empty() || !found.drift.facts_new.empty())
      done.outcome.out += "  the running system changes:\n" + facts_text(found.drift, terminal.colour_out);
    if (build_mends) done.outcome.out += "  help: `stackc build` writes what is not refused\n";
    if (!drifted && !found.drift.changed_inputs.empty() && !arguments.quiet) {
      done.outcome.talk +=
          "note: no file differs, but these inputs are not those of the lock; `stackc build` records them\n";
      for (const std::string& input : found.drift.changed_inputs)
        done.outcome.talk += "  " + printable(input) + "\n";
    }
  }
  done.json = json_of(stack, found, done.outcome.exit);
  return done;
}

}  // namespace stackc::driver
