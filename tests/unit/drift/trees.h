// Every stack of stacks/ with its golden tree, and what `check` and `build` say of a copy of it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "driver/built_in.h"
#include "driver/load.h"
#include "lock/artifact.h"
#include "lock/examine.h"

namespace drift_test {

namespace files = std::filesystem;

/// Names of the folders of stacks/ that hold a stack, sorted.
std::vector<std::string> stack_names();

/// A stack of stacks/, compiled as `--out` does it.
stackc::driver::LoadedStack load_stack(const std::string& name, const files::path& out);

/// A copy of golden/NAME with its modes.
void copy_golden(const std::string& name, const files::path& to);

/// What a command said of each file that is not in step, by path: `stale`, `edited, refused`.
using Verdicts = std::map<std::string, std::string>;

Verdicts verdicts_of(const stackc::lock::Drift& drift);

struct Said {
  int exit = 0;
  Verdicts verdicts;
  /// By path: the inputs that `check` says have changed.
  std::map<std::string, std::vector<std::string>> inputs;
  /// Those that it says of the stack as a whole.
  std::vector<std::string> changed_inputs;
};

/// Runs `check --format json` with these further arguments, in this process.
Said check(const std::vector<std::string>& arguments);
/// Runs any command and gives its exit code; what it says becomes part of a failure.
int run(const std::vector<std::string>& arguments);

}  // namespace drift_test
