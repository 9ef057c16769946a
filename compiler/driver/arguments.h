// From argv to what a person asked for. Pure: help and complaints come back as text.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "driver/outcome.h"
#include "driver/usage.h"

namespace stackc::driver {

enum class Format : std::uint8_t { text, json, github, gitlab, sarif, junit };

struct Arguments {
  Command command = Command::build;
  std::vector<std::string> stacks{};  ///< As typed; `.` if none was.
  std::string subject{};              ///< Of `explain`, the shell of `completion`, the name of `templates` or empty.
  std::string out{};                  ///< Empty: the repository itself.
  std::vector<std::string> overlays{};
  std::vector<std::string> force{};
  Format format = Format::text;
  bool quiet = false;
  bool dry_run = false;
  bool sync = false;
  std::size_t jobs = 0;                ///< Threads; 0: as many as there are processors.
  bool view = false;                   ///< Of `templates`.
  bool stat = false;                   ///< Of `diff`: how much changes, not what.
  std::vector<std::string> require{};  ///< Of `verify`: names of readers.
  std::chrono::seconds patience{30};   ///< Of `verify`: for each run of a program.
};

/// `arguments` is argv without the program's name. An outcome is help or the version (exit 0), or wrong usage (64).
std::variant<Arguments, Outcome> parse_arguments(const std::vector<std::string>& arguments);

/// A script that completes commands, options and their words; `shell` is one of `shell_names()`.
std::string completion_script(std::string_view shell);

}  // namespace stackc::driver
