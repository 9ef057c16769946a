#include "driver/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "diagnostics/nearest.h"
#include "driver/verify_readers.h"

namespace stackc::driver {
namespace {

/// What CLI11 fills in; the values are taken over by `take`.
struct Parsed {
  std::map<std::string_view, bool> flags;
  std::map<std::string_view, std::vector<std::string>> values;
  std::vector<std::string> operands;
};

/// Control characters of what was typed do not reach the terminal.
std::string in_backticks(std::string_view typed) {
  std::string out = "`";
  for (const char c : typed)
    out += static_cast<unsigned char>(c) < 0x20U || c == 0x7F ? '?' : c;
  return out + '`';
}

Outcome wrong(const std::string& message, std::string help) {
  if (help.empty()) help = "stackc --help";
  return {exit_code::usage, {}, complaint(message, help)};
}

const CommandRow* command_named(std::string_view name) {
  const auto table = command_table();
  const auto found = std::find_if(table.begin(), table.end(), [&](const CommandRow& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

/// The first word that is not an option has to be a command.
std::optional<Outcome> check_command(const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--help" || argument == "-h" || argument == "--version") return std::nullopt;
    if (argument.size() > 1 && argument[0] == '-')
      return wrong("no option " + in_backticks(argument) + " in front of a command", {});
    if (command_named(argument) != nullptr) return std::nullopt;
    std::vector<std::string_view> names;
    for (const CommandRow& row : command_table())
      names.push_back(row.name);
    return wrong("no command " + in_backticks(argument), did_you_mean(argument, names));
  }
  return wrong("a command is missing", {});
}

/// Options that the command does not have, with the nearest one that it has.
std::optional<Outcome> check_options(const CommandRow& row, const std::vector<std::string>& arguments) {
  std::vector<std::string_view> names = {"--help"};
  std::vector<std::string_view> shorts = {"-h"};
  for (const OptionRow* option : options_of(row.command)) {
    names.push_back(option->name);
    shorts.push_back(option->short_name);
  }
  for (const std::string& argument : arguments) {
    if (argument == "--") return std::nullopt;
    if (argument.size() < 2 || argument[0] != '-') continue;
    const std::string name = argument.substr(0, argument.find('='));
    const bool known = argument[1] == '-'
                           ? std::find(names.begin(), names.end(), name) != names.end()
                           : std::find(shorts.begin(), shorts.end(), argument.substr(0, 2)) != shorts.end();
    if (known) continue;
    std::string help = did_you_mean(name, names);
    for (const OptionRow& other : option_table()) {
      if (help.empty() && other.name == name) help = in_backticks(name) + " belongs to other commands";
    }
    return wrong("`" + std::string(row.name) + "` has no option " + in_backticks(name),
                 help.empty() ? "stackc " + std::string(row.name) + " --help" : help);
  }
  return std::nullopt;
}

void add_options(CLI::App& app, const CommandRow& row, Parsed& parsed) {
  for (const OptionRow* option : options_of(row.command)) {
    const std::string names = option->short_name.empty()
                                  ? std::string(option->name)
                                  : std::string(option->short_name) + "," + std::string(option->name);
    if (option->value.empty()) {
      app.add_flag(names, parsed.flags[option->name], std::string(option->about));
      continue;
    }
    CLI::Option* const added = app.add_option(names, parsed.values[option->name], std::string(option->about));
    added->type_name(std::string(option->value))->type_size(1)->expected(1);
    // What is said twice by mistake is not silently the last one.
    added->multi_option_policy(option->repeatable ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::Throw);
    added->allow_extra_args(false);
  }
  if (row.operands == Operands::subject_and_stack) {
    app.add_option(std::string(row.operand_name), parsed.operands,
                   std::string(row.operand_about) + "; then, where it is not the current folder, its stack")
        ->required()
        ->expected(1, 2)
        ->type_name("");
  } else if (row.operands == Operands::shell) {
    app.add_option(std::string(row.operand_name), parsed.operands, std::string(row.operand_about))
        ->required()
        ->expected(1)
        ->type_name("");
  } else if (row.operands == Operands::maybe_name) {
    app.add_option(std::string(row.operand_name), parsed.operands, std::string(row.operand_about))
        ->expected(1)
        ->type_name("");
  } else if (row.operands == Operands::stacks) {
    app.add_option(std::string(row.operand_name), parsed.operands, std::string(row.operand_about))->type_name("");
  }
}

/// In the order of `enum class Format`.
std::optional<Format> format_named(std::string_view name) {
  const auto formats = format_names();
  const auto found = std::find(formats.begin(), formats.end(), name);
  if (found == formats.end()) return std::nullopt;
  return static_cast<Format>(found - formats.begin());
}

std::string format_help(std::string_view typed) {
  const auto formats = format_names();
  std::string help = did_you_mean(typed, {formats.begin(), formats.end()});
  if (!help.empty()) return help;
  for (const std::string_view format : formats)
    help += (help.empty() ? "known: " : ", ") + std::string(format);
  return help;
}

constexpr std::size_t most_jobs = 256;
constexpr std::size_t most_patience = 3600;

/// From 1 to `most`.
std::optional<std::size_t> whole_number(std::string_view text, std::size_t most) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > most) return std::nullopt;
  return number;
}

/// `nginx,shellcheck`, once or more often.
std::optional<Outcome> take_readers(const std::vector<std::string>& lists, Arguments& arguments) {
  for (std::string_view list : lists) {
    for (;;) {
      const std::string name(list.substr(0, list.find(',')));
      std::vector<std::string_view> known;
      for (const Reader& reader : readers())
        known.push_back(reader.name);
      if (std::find(known.begin(), known.end(), name) == known.end())
        return wrong("`verify` knows no program " + in_backticks(name), did_you_mean(name, known));
      arguments.require.push_back(name);
      if (list.size() == name.size()) break;
      list.remove_prefix(name.size() + 1);
    }
  }
  return std::nullopt;
}

std::variant<Arguments, Outcome> take(const CommandRow& row, Parsed parsed) {
  Arguments arguments;
  arguments.command = row.command;
  if (row.operands != Operands::stacks && !parsed.operands.empty()) {
    arguments.subject = parsed.operands.front();
    parsed.operands.erase(parsed.operands.begin());
  }
  arguments.stacks = std::move(parsed.operands);
  if (row.operands == Operands::stacks && arguments.stacks.empty()) arguments.stacks.emplace_back(".");
  for (const std::string& stack : arguments.stacks) {
    if (stack.empty()) return wrong("the empty text names no stack", {});
  }
  if (row.operands == Operands::shell) {
    const auto shells = shell_names();
    if (std::find(shells.begin(), shells.end(), arguments.subject) == shells.end()) {
      return wrong("no completion for " + in_backticks(arguments.subject), "known: bash, zsh, fish");
    }
  }

  const auto& out = parsed.values["--out"];
  if (!out.empty() && out.front().empty()) return wrong("`--out` is empty", {});
  if (!out.empty()) arguments.out = out.front();
  arguments.overlays = std::move(parsed.values["--with"]);
  arguments.force = std::move(parsed.values["--force"]);
  arguments.quiet = parsed.flags["--quiet"];
  arguments.dry_run = parsed.flags["--dry-run"];
  arguments.sync = parsed.flags["--sync"];
  if (const auto& jobs = parsed.values["--jobs"]; !jobs.empty()) {
    const std::optional<std::size_t> number = whole_number(jobs.front(), most_jobs);
    if (!number) return wrong("no number of jobs: " + in_backticks(jobs.front()), "a number from 1 to 256");
    arguments.jobs = *number;
  }
  arguments.view = parsed.flags["--view"];
  arguments.stat = parsed.flags["--stat"];
  if (std::optional<Outcome> refused = take_readers(parsed.values["--require"], arguments)) return *std::move(refused);
  if (const auto& patience = parsed.values["--patience"]; !patience.empty()) {
    const std::optional<std::size_t> number = whole_number(patience.front(), most_patience);
    if (!number) return wrong("no number of seconds: " + in_backticks(patience.front()), "a number from 1 to 3600");
    arguments.patience = std::chrono::seconds(*number);
  }
  const auto& format = parsed.values["--format"];
  if (!format.empty()) {
    const std::optional<Format> named = format_named(format.front());
    if (!named) return wrong("no format " + in_backticks(format.front()), format_help(format.front()));
    arguments.format = *named;
  }
  if (parsed.flags["--json"] && !format.empty() && arguments.format != Format::json)
    return wrong("`--json` and `--format " + format.front() + "` exclude each other", {});
  if (parsed.flags["--json"]) arguments.format = Format::json;
  return arguments;
}

/// CLI11 ends some messages with a line break or two.
std::string one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

std::variant<Arguments, Outcome> parse_arguments(const std::vector<std::string>& arguments) {
  if (std::optional<Outcome> refused = check_command(arguments)) return *std::move(refused);

  CLI::App app("Compiles one stack.yaml into every file that puts a web stack on a machine.", "stackc");
  app.set_version_flag("--version", "stackc " STACKC_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 fine, 1 diagnostics, 2 drift, 64 wrong usage, 70 a defect in stackc, 74 an I/O error.");
  app.get_formatter()->column_width(24);
  std::map<const CLI::App*, std::pair<const CommandRow*, Parsed>> commands;
  for (const CommandRow& row : command_table()) {
    CLI::App* const command = app.add_subcommand(std::string(row.name), std::string(row.about));
    auto& slot = commands[command];
    slot.first = &row;
    add_options(*command, row, slot.second);
  }
  if (!arguments.empty()) {
    if (const CommandRow* row = command_named(arguments.front())) {
      if (std::optional<Outcome> refused = check_options(*row, arguments)) return *std::move(refused);
    }
  }

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return Outcome{exit_code::fine, chosen.empty() ? app.help() : chosen.front()->help("stackc"), {}};
  } catch (const CLI::CallForVersion& version) {
    return Outcome{exit_code::fine, one_line(version.what()) + '\n', {}};
  } catch (const CLI::Error& error) {
    const auto chosen = app.get_subcommands();
    return wrong(one_line(error.what()), chosen.empty() ? "" : "stackc " + chosen.front()->get_name() + " --help");
  }
  auto& [row, parsed] = commands.at(app.get_subcommands().front());
  return take(*row, std::move(parsed));
}

}  // namespace stackc::driver
