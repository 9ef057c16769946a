// `stackc build`: writes what the stack says, and tells what became of each file.
#include <algorithm>
#include <array>

#include "diagnostics/printable.h"
#include "driver/commands.h"
#include "driver/identity.h"
#include "driver/meaning.h"
#include "driver/paint.h"
#include "driver/report_of.h"
#include "driver/verdict.h"

namespace stackc::driver {
namespace {

using lock::Action;

std::size_t count(const std::vector<lock::Step>& steps, Action action) {
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [&](const lock::Step& step) { return step.action == action; }));
}

/// "teammoa: 31 files, 2 written, 29 unchanged".
std::string summary(const LoadedStack& stack, const lock::WriteResult& result, bool dry_run) {
  struct Part {
    Action action;
    std::string_view word;
  };
  constexpr std::array<Part, 5> parts{{{Action::written, "written"},
                                       {Action::removed, "removed"},
                                       {Action::recorded, "recorded"},
                                       {Action::refused, "refused"},
                                       {Action::failed, "failed"}}};
  std::string text = stack.name() + ": " + count_of(stack.compiled->result.artifacts.size(), "file");
  for (const Part& part : parts) {
    const std::size_t number = count(result.steps, part.action);
    if (number > 0) text += ", " + std::to_string(number) + " " + std::string(part.word);
  }
  const std::size_t kept = count(result.steps, Action::kept);
  if (kept > 0) text += ", " + std::to_string(kept) + " unchanged";
  return text + (dry_run ? " (dry run: nothing was written)" : "") + "\n";
}

Paint paint_of(Action action) {
  if (action == Action::written) return Paint::green;
  return action == Action::refused || action == Action::failed ? Paint::red : Paint::yellow;
}

std::string steps_text(const lock::WriteResult& result, bool colour) {
  std::string out;
  for (const lock::Step& step : result.steps) {
    if (step.action == Action::kept || step.action == Action::refused) continue;
    out += "  " + painted(padded(lock::text(step.action), 9), paint_of(step.action), colour) + " " +
           printable(step.path) + (step.forced ? " (forced)" : "") + "\n";
  }
  return out;
}

std::string refusals_text(const LoadedStack& stack, const lock::WriteResult& result, bool colour) {
  std::string out;
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    if (result.steps[i].action != Action::refused) continue;
    const auto& findings = result.before.drift.findings;
    const auto finding = std::find_if(findings.begin(), findings.end(),
                                      [&](const lock::Finding& one) { return one.path == result.steps[i].path; });
    if (finding == findings.end()) continue;
    const lock::DiskEntry* const disk = entry_at(result.before, finding->path);
    out += painted("refused", Paint::red, colour) + " " + printable(finding->path) + ": " +
           std::string(lock::text(finding->verdict)) + ", " + reason(*finding, disk) +
           "\n  help: " + cure(stack, *finding, disk) + "\n";
  }
  return out;
}

}  // namespace

StackOutcome build_stack(LoadedStack stack, const Arguments& arguments, const Terminal& terminal) {
  StackOutcome done;
  if (!stack.ready()) {
    done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
    if (arguments.format != Format::text) done.report = report_of(stack, done.outcome.exit, arguments.quiet);
    return done;
  }
  lock::WriteOptions options;
  options.force.insert(arguments.force.begin(), arguments.force.end());
  options.dry_run = arguments.dry_run;
  options.durable = arguments.sync;
  options.interrupted = interrupted;
  bool kept = true;
  options.agreed = [&](const lock::Examination& found) { return kept = names_are_kept(stack, found); };
  const lock::WriteResult result = lock::write(stack.root, *stack.lock_path, stack.compiled->result, options);

  const bool usable = !result.lock_refused || lock_is_usable(stack, result.before);
  done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
  done.outcome.exit = worse(done.outcome.exit, result.exit_code());
  for (const lock::DiskError& error : result.errors)
    done.outcome.talk += complaint(error.message());
  if (result.interrupted) done.outcome.talk += complaint(interrupted_text, "`stackc build` finishes");
  if (usable && kept) {
    if (arguments.dry_run) {
      if (drifted(result.before)) done.outcome.exit = worse(done.outcome.exit, exit_code::drift);
      done.outcome.out = meaning_text(stack.name(), result.before, terminal.colour_out);
    }
    done.outcome.talk += refusals_text(stack, result, terminal.colour_talk);
    if (!arguments.quiet)
      done.outcome.out += summary(stack, result, arguments.dry_run) + steps_text(result, terminal.colour_out);
  }
  done.unused_force = result.unused_force;
  for (const lock::Finding& finding : result.before.drift.findings)
    done.paths.push_back(finding.path);
  if (arguments.format != Format::text) {
    done.report = report_of(stack, done.outcome.exit, arguments.quiet);
    add_result(done.report, stack, result);
  }
  return done;
}

}  // namespace stackc::driver
