// The command line as a table: every command and option with one sentence. Parsing, help, suggestions and
// completion are made from it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace stackc::driver {

enum class Command : std::uint8_t { build, check, diff, verify, migrate, explain, schema, templates, completion };

/// What stands after the command, beside options.
enum class Operands : std::uint8_t { stacks, subject_and_stack, shell, maybe_name, none };

struct CommandRow {
  Command command;
  std::string_view name;
  Operands operands;
  std::string_view operand_name;
  std::string_view operand_about;
  std::string_view about;
};

struct OptionRow {
  std::string_view name;        ///< With its dashes.
  std::string_view short_name;  ///< Empty if it has none.
  std::string_view value;       ///< What it takes, in capitals; empty for a flag.
  std::string_view about;
  std::vector<Command> commands;
  std::vector<std::string_view> words{};  ///< The values that it takes, where they are few.
  bool repeatable = false;
};

std::span<const CommandRow> command_table();
const std::vector<OptionRow>& option_table();
/// The formats of `--format`, in the order of `enum class Format`.
std::span<const std::string_view> format_names();
/// The shells that `completion` knows.
std::span<const std::string_view> shell_names();

/// The options of one command, in the order of the table.
std::vector<const OptionRow*> options_of(Command command);

}  // namespace stackc::driver
