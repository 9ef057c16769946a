#include "driver/commands.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <stdexcept>
#include <thread>
#include <variant>

#include "diagnostics/nearest.h"
#include "diagnostics/printable.h"
#include "driver/report_formats.h"
#include "model/schema.h"

namespace stackc::driver {
namespace {

StackOutcome run_stack(const std::string& typed, const Arguments& arguments, const Terminal& terminal) {
  LoadedStack stack = load(typed, arguments);
  switch (arguments.command) {
    case Command::build:
      return build_stack(std::move(stack), arguments, terminal);
    case Command::check:
      return check_stack(std::move(stack), arguments, terminal);
    case Command::diff:
      return diff_stack(std::move(stack), arguments, terminal);
    default:
      throw std::logic_error("not a command over stacks");
  }
}

/// A defect met by one stack does not keep the others from being done.
StackOutcome run_guarded(const std::string& typed, const Arguments& arguments, const Terminal& terminal) {
  try {
    return run_stack(typed, arguments, terminal);
  } catch (const std::exception& error) {
    StackOutcome defect;
    defect.outcome = {
        exit_code::defect,
        {},
        complaint("a defect in stackc itself, met at `" + printable(typed) + "`: " + printable(error.what()),
                  "please report it with this message, the command and the stack")};
    defect.report.shown = defect.report.file = printable(typed);
    defect.report.exit = exit_code::defect;
    defect.report.fault = defect.outcome.talk;
    return defect;
  }
}

std::vector<StackOutcome> run_all(const Arguments& arguments, const Terminal& terminal) {
  const std::size_t count = arguments.stacks.size();
  std::vector<StackOutcome> done(count);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++)
      done[i] = run_guarded(arguments.stacks[i], arguments, terminal);
  };
  const std::size_t threads = std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i)
    others.emplace_back(work);
  work();
  for (std::thread& other : others)
    other.join();
  return done;
}

/// A path given to --force that no stack knows is a mistake of spelling.
void report_unused_force(const Arguments& arguments, const std::vector<StackOutcome>& done, Outcome& all) {
  for (const std::string& path : arguments.force) {
    std::vector<std::string_view> known;
    bool judged = false;
    bool used = false;
    for (const StackOutcome& one : done) {
      known.insert(known.end(), one.paths.begin(), one.paths.end());
      judged = judged || !one.paths.empty();
      used = used || (!one.paths.empty() &&
                      std::find(one.unused_force.begin(), one.unused_force.end(), path) == one.unused_force.end());
    }
    if (used || !judged) continue;
    all.exit = worse(all.exit, exit_code::usage);
    all.talk += complaint("`--force " + printable(path) + "` names no file of the stack", did_you_mean(path, known));
  }
}

std::string print(const Report& report, Format format) {
  switch (format) {
    case Format::text:
      break;
    case Format::json:
      return report_json(report);
    case Format::github:
      return report_github(report);
    case Format::gitlab:
      return report_gitlab(report);
    case Format::sarif:
      return report_sarif(report);
    case Format::junit:
      return report_junit(report);
  }
  throw std::logic_error("text is no report");
}

Outcome run_stacks(const Arguments& arguments, const Terminal& terminal) {
  std::vector<StackOutcome> done = run_all(arguments, terminal);
  Outcome all;
  const bool text = arguments.format == Format::text;
  for (const StackOutcome& one : done) {
    all.exit = worse(all.exit, one.outcome.exit);
    if (text) all.out += one.outcome.out;
    if (text || one.outcome.exit == exit_code::defect) all.talk += one.outcome.talk;
  }
  report_unused_force(arguments, done, all);
  if (text) return all;
  Report report{arguments.command, all.exit, arguments.dry_run, {}};
  for (StackOutcome& one : done)
    report.stacks.push_back(std::move(one.report));
  all.out = print(report, arguments.format);
  return all;
}

}  // namespace

Outcome run(const Arguments& arguments, const Terminal& terminal) {
  switch (arguments.command) {
    case Command::migrate:
      return migrate(arguments, terminal);
    case Command::explain:
      return explain(arguments, terminal);
    case Command::schema:
      return {exit_code::fine, json_schema(), {}};
    case Command::completion:
      return {exit_code::fine, completion_script(arguments.subject), {}};
    default:
      return run_stacks(arguments, terminal);
  }
}

Outcome run_command_line(const std::vector<std::string>& arguments, const Terminal& terminal) {
  try {
    std::variant<Arguments, Outcome> parsed = parse_arguments(arguments);
    if (Outcome* const outcome = std::get_if<Outcome>(&parsed)) return std::move(*outcome);
    return run(std::get<Arguments>(parsed), terminal);
  } catch (const std::exception& error) {
    return {exit_code::defect,
            {},
            complaint("a defect in stackc itself: " + printable(error.what()),
                      "please report it with this message, the command and the stack")};
  }
}

}  // namespace stackc::driver
