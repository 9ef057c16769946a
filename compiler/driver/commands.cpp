#include "driver/commands.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <thread>
#include <variant>

#include "diagnostics/nearest.h"
#include "diagnostics/printable.h"
#include "driver/built_in.h"
#include "driver/files.h"
#include "driver/fleet.h"
#include "driver/report_formats.h"
#include "model/schema.h"

namespace stackc::driver {
namespace {

/// What all stacks of one call share.
struct Call {
  const Arguments& arguments;
  const Terminal& terminal;
  BuiltIn built_in{};
  Turns turns;
  std::vector<Program> programs{};  ///< Of `verify`.
};

StackOutcome run_stack(std::size_t number, Call& call) {
  LoadedStack stack = load(call.arguments.stacks[number], call.arguments, call.built_in);
  switch (call.arguments.command) {
    case Command::build:
      if (stack.ready()) call.turns.enter(number, absolute(stack.root).value_or(stack.root));
      return build_stack(std::move(stack), call.arguments, call.terminal);
    case Command::check:
      return check_stack(std::move(stack), call.arguments, call.terminal);
    case Command::diff:
      return diff_stack(std::move(stack), call.arguments, call.terminal);
    case Command::verify:
      return verify_stack(std::move(stack), call.arguments.stacks[number], call.arguments, call.terminal, call.built_in,
                          call.programs);
    default:
      throw std::logic_error("not a command over stacks");
  }
}

/// A defect met by one stack does not keep the others from being done.
StackOutcome run_guarded(std::size_t number, Call& call) {
  const std::string& typed = call.arguments.stacks[number];
  StackOutcome done;
  try {
    if (interrupted()) {
      done.outcome = {exit_code::disk, {}, complaint("interrupted before `" + printable(typed) + "`")};
      done.report.shown = done.report.file = printable(typed);
      done.report.exit = exit_code::disk;
      done.report.fault = "interrupted";
    } else {
      done = run_stack(number, call);
    }
  } catch (const std::exception& error) {
    done.outcome = {
        exit_code::defect,
        {},
        complaint("a defect in stackc itself, met at `" + printable(typed) + "`: " + printable(error.what()),
                  "please report it with this message, the command and the stack")};
    done.report.shown = done.report.file = printable(typed);
    done.report.exit = exit_code::defect;
    done.report.fault = done.outcome.talk;
  }
  call.turns.leave(number);
  return done;
}

std::string_view name_of(Command command) {
  for (const CommandRow& row : command_table()) {
    if (row.command == command) return row.name;
  }
  return "stackc";
}

std::vector<StackOutcome> run_all(const Arguments& arguments, const Terminal& terminal) {
  const std::size_t count = arguments.stacks.size();
  std::vector<StackOutcome> done(count);
  Call call{arguments, terminal, {}, Turns(count)};
  if (arguments.command == Command::verify) call.programs = find_programs();
  Progress progress(name_of(arguments.command), count, arguments.quiet ? nullptr : terminal.show);
  const std::size_t threads = arguments.jobs > 0 ? arguments.jobs : std::max(1U, std::thread::hardware_concurrency());
  in_parallel(count, threads, [&](std::size_t i) {
    done[i] = run_guarded(i, call);
    progress.step(done[i].outcome.exit != exit_code::fine);
  });
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
    case Command::templates:
      return show_templates(arguments);
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
