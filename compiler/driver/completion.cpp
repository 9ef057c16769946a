// Completion scripts, made from the table of commands and options. Values that name files are completed by the shell.
#include <stdexcept>
#include <string>

#include "driver/arguments.h"

namespace stackc::driver {
namespace {

std::string option_words(Command command) {
  std::string words = "--help";
  for (const OptionRow* option : options_of(command))
    words += " " + std::string(option->name);
  return words;
}

std::string operand_words(const CommandRow& row) {
  std::string words;
  if (row.operands != Operands::shell) return words;
  for (const std::string_view shell : shell_names())
    words += (words.empty() ? "" : " ") + std::string(shell);
  return words;
}

std::string bash() {
  std::string names;
  std::string cases;
  for (const CommandRow& row : command_table()) {
    names += (names.empty() ? "" : " ") + std::string(row.name);
    cases += "    " + std::string(row.name) + ") options='" + option_words(row.command) + "'; operands='" +
             operand_words(row) + "' ;;\n";
  }
  std::string values;
  for (const OptionRow& option : option_table()) {
    if (option.words.empty()) continue;
    values += "    " + std::string(option.name) + ") COMPREPLY=($(compgen -W '";
    for (const std::string_view word : option.words)
      values += std::string(word) + " ";
    values.back() = '\'';
    values += " -- \"$word\")); return ;;\n";
  }
  return "# Completion of stackc for bash: eval \"$(stackc completion bash)\"\n"
         "_stackc() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options= operands=\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W '" +
         names +
         " --help --version' -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  case $before in\n" +
         values +
         "  esac\n"
         "  case ${COMP_WORDS[1]} in\n" +
         cases +
         "  esac\n"
         "  case $word in\n"
         "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
         "    *) COMPREPLY=($(compgen -W \"$operands\" -- \"$word\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -o bashdefault -o default -F _stackc stackc\n";
}

/// In single quotes: an apostrophe ends them, stands escaped, and opens them again.
std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

/// Within `[…]` of zsh's _arguments, brackets and colons mean something.
std::string zsh_about(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh() {
  std::string commands;
  std::string cases;
  for (const CommandRow& row : command_table()) {
    commands += "    " + single_quoted(std::string(row.name) + ":" + std::string(row.about)) + "\n";
    cases += "    " + std::string(row.name) + ")\n      _arguments '--help[Print help]'";
    for (const OptionRow* option : options_of(row.command)) {
      std::string spec =
          (option->repeatable ? "*" : "") + std::string(option->name) + "[" + zsh_about(option->about) + "]";
      if (!option->value.empty()) {
        spec += ":" + std::string(option->value) + ":";
        if (option->words.empty())
          spec += "_files";
        else {
          spec += "(";
          for (const std::string_view word : option->words)
            spec += std::string(word) + " ";
          spec.back() = ')';
        }
      }
      cases += " \\\n        " + single_quoted(spec);
    }
    if (row.operands == Operands::none) {
      cases += "\n      ;;\n";
      continue;
    }
    const std::string words = operand_words(row);
    cases +=
        " \\\n        " +
        single_quoted("*:" + std::string(row.operand_name) + ":" + (words.empty() ? "_files" : "(" + words + ")")) +
        "\n      ;;\n";
  }
  return "#compdef stackc\n"
         "# Completion of stackc for zsh: stackc completion zsh >\"${fpath[1]}/_stackc\"\n"
         "_stackc() {\n"
         "  local -a commands=(\n" +
         commands +
         "  )\n"
         "  if ((CURRENT == 2)); then\n"
         "    _describe command commands\n"
         "    return\n"
         "  fi\n"
         "  local command=$words[2]\n"
         "  shift words\n"
         "  ((CURRENT--))\n"
         "  case $command in\n" +
         cases +
         "  esac\n"
         "}\n"
         "compdef _stackc stackc\n";
}

std::string fish() {
  std::string out = "# Completion of stackc for fish: stackc completion fish | source\n";
  for (const CommandRow& row : command_table()) {
    const std::string name(row.name);
    out += "complete -c stackc -n __fish_use_subcommand -f -a " + name + " -d " + single_quoted(row.about) + "\n";
    const std::string seen = " -n " + single_quoted("__fish_seen_subcommand_from " + name);
    for (const OptionRow* option : options_of(row.command)) {
      out += "complete -c stackc" + seen + " -l " + std::string(option->name.substr(2));
      if (!option->short_name.empty()) out += " -s " + std::string(option->short_name.substr(1));
      if (!option->value.empty()) out += " -r";
      if (!option->words.empty()) {
        out += " -f -a '";
        for (const std::string_view word : option->words)
          out += std::string(word) + " ";
        out.back() = '\'';
      }
      out += " -d " + single_quoted(option->about) + "\n";
    }
    if (const std::string words = operand_words(row); !words.empty())
      out += "complete -c stackc" + seen + " -f -a '" + words + "'\n";
  }
  return out;
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  if (shell == "fish") return fish();
  throw std::logic_error("no such shell");
}

}  // namespace stackc::driver
