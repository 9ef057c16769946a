#include "driver/usage.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "driver/verify_readers.h"

namespace stackc::driver {
namespace {

constexpr std::string_view stacks_about =
    "a folder with a stack.yaml, or such a file; the current folder if none is named";

constexpr CommandRow commands[] = {
    {Command::build, "build", Operands::stacks, "STACK", stacks_about, "Compile stacks and write their files"},
    {Command::check, "check", Operands::stacks, "STACK", stacks_about,
     "Say which files are not what their stack says; write nothing"},
    {Command::diff, "diff", Operands::stacks, "STACK", stacks_about,
     "Show what build would change, and what that means for the running system"},
    {Command::verify, "verify", Operands::stacks, "STACK", stacks_about,
     "Let the programs that are installed here read what stacks compile to; write nothing"},
    {Command::migrate, "migrate", Operands::stacks, "STACK", stacks_about,
     "Rewrite stacks of an older version of the language, comments kept"},
    {Command::explain, "explain", Operands::subject_and_stack, "SUBJECT",
     "a code (STK1012), a line of a written file (compose.yaml:12) or a key (services.ID.use)",
     "Say why: a diagnostic, a line of a file, a key of the language"},
    {Command::schema, "schema", Operands::none, "", "", "Print the JSON Schema of the language, for editors"},
    {Command::templates, "templates", Operands::maybe_name, "NAME", "one of them; its text is printed as it is",
     "List the built-in templates, or print one: what to begin with in deploy/templates/"},
    {Command::completion, "completion", Operands::shell, "SHELL", "bash, zsh or fish", "Print a completion script"},
};

constexpr std::string_view formats[] = {"text", "json", "github", "gitlab", "sarif", "junit"};
constexpr std::string_view shells[] = {"bash", "zsh", "fish"};

std::vector<std::string_view> reader_names() {
  std::vector<std::string_view> names;
  for (const Reader& reader : readers())
    names.push_back(reader.name);
  return names;
}

std::string_view reader_words() {
  static const std::string words = [] {
    std::string about = "Fail where one of these is not installed: ";
    for (const Reader& reader : readers())
      about += (&reader == readers().data() ? "" : ", ") + std::string(reader.name);
    return about + "; repeatable";
  }();
  return words;
}

std::vector<OptionRow> make_options() {
  using enum Command;
  return {
      {"--out", "-o", "DIR", "Let DIR stand in for the repository's root", {build, check, diff, explain}},
      {"--with",
       "",
       "FILE",
       "Lay FILE over the stack, as an environment is; repeatable",
       {build, check, diff, verify, explain},
       {},
       true},
      {"--force", "", "PATH", "Overwrite PATH although a hand was there; repeatable", {build}, {}, true},
      {"--sync",
       "",
       "",
       "Wait until the disk has every file, so that a loss of power leaves none half written",
       {build}},
      {"--require", "", "NAMES", reader_words(), {verify}, reader_names(), true},
      {"--patience", "", "SECONDS", "How long a program may take for a file (default: 30)", {verify}},
      {"--jobs",
       "-j",
       "N",
       "How many stacks at a time (default: one for each processor)",
       {build, check, diff, verify}},
      {"--dry-run", "-n", "", "Say what would be done, and do nothing; of build, exit code as check", {build, migrate}},
      {"--stat", "", "", "Say how many lines of each file change, not which", {diff}},
      {"--view", "", "", "Print what the template sees instead: names and kinds of values", {templates}},
      {"--format",
       "",
       "FORMAT",
       "How results are printed: text (default), json, github, gitlab, sarif or junit",
       {build, check, diff, verify},
       {std::begin(formats), std::end(formats)}},
      {"--json", "", "", "The same as --format json", {build, check, diff, verify}},
      {"--quiet", "-q", "", "Print only what is wrong", {build, check, diff, verify, migrate}},
  };
}

}  // namespace

std::span<const CommandRow> command_table() { return commands; }

const std::vector<OptionRow>& option_table() {
  static const std::vector<OptionRow> options = make_options();
  return options;
}

std::span<const std::string_view> format_names() { return formats; }

std::span<const std::string_view> shell_names() { return shells; }

std::vector<const OptionRow*> options_of(Command command) {
  std::vector<const OptionRow*> found;
  for (const OptionRow& option : option_table()) {
    if (std::find(option.commands.begin(), option.commands.end(), command) != option.commands.end())
      found.push_back(&option);
  }
  return found;
}

}  // namespace stackc::driver
