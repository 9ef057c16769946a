// What the commands do, on values: each returns its texts and its exit code.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>

#include "driver/arguments.h"
#include "driver/load.h"
#include "driver/outcome.h"
#include "driver/report.h"
#include "driver/terminal.h"
#include "driver/verify_readers.h"
#include "migrate/step.h"

namespace stackc::driver {

/// What one of several stacks came to.
struct StackOutcome {
  Outcome outcome{};
  /// For every format but text; empty for that one.
  ReportedStack report{};
  /// Paths of `--force` that this stack knows nothing of, and every path that it knows.
  std::vector<std::string> unused_force{};
  std::vector<std::string> paths{};
};

StackOutcome build_stack(LoadedStack stack, const Arguments& arguments, const Terminal& terminal);
StackOutcome check_stack(LoadedStack stack, const Arguments& arguments, const Terminal& terminal);
StackOutcome diff_stack(LoadedStack stack, const Arguments& arguments, const Terminal& terminal);

/// `verify`: the programs of this machine read what the stack compiles to, in a scratch folder.
StackOutcome verify_stack(LoadedStack stack, const std::string& typed, const Arguments& arguments,
                          const Terminal& terminal, const BuiltIn& built_in, const std::vector<Program>& programs);

/// `migrate`: each stack file is rewritten in this version of the language, or left as it is. A stack is written only
/// if it compiles afterwards. `table` leads to this version; tests bring their own.
Outcome migrate(const Arguments& arguments, const Terminal& terminal,
                std::span<const migrate::Step> table = migrate::steps());

/// `explain`: a code, a line of a file, a key.
Outcome explain(const Arguments& arguments, const Terminal& terminal);

/// `templates`: the names of the built-in templates, the text of one, or what it sees.
Outcome show_templates(const Arguments& arguments);

/// Any command. Exceptions are defects of stackc.
Outcome run(const Arguments& arguments, const Terminal& terminal);

/// The whole program but the streams: parses, runs, and turns a defect into exit code 70.
Outcome run_command_line(const std::vector<std::string>& arguments, const Terminal& terminal);

}  // namespace stackc::driver
