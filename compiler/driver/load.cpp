#include "driver/load.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>

#include "diagnostics/printable.h"
#include "diagnostics/render_text.h"
#include "driver/files.h"
#include "lock/lock.h"
#include "syntax/limits.h"

namespace stackc::driver {
namespace {

/// Adds the text of a file to the sources, or says why not.
std::optional<SourceId> add_file(const std::string& path, const std::string& shown, LoadedStack& stack) {
  auto text = read_text(path, syntax::max_file_bytes);
  if (auto* fault = std::get_if<Outcome>(&text)) {
    stack.fault = std::move(*fault);
    return std::nullopt;
  }
  const SourceId source = stack.sources.add(shown, std::move(std::get<std::string>(text)));
  stack.read_from.emplace_back(source, path);
  return source;
}

/// More would be a folder of something else.
constexpr std::size_t max_own_templates = 256;

/// Reads the project's own templates; false where that failed.
bool add_templates(const StackPlace& place, CompileInput& input, LoadedStack& stack) {
  const std::string folder = place.folder + "/" + std::string(own_template_folder);
  auto found = files_below(folder, max_own_templates);
  if (auto* fault = std::get_if<Outcome>(&found)) {
    stack.fault = std::move(*fault);
    return false;
  }
  // As they are named beside the stack file as it was typed.
  const std::size_t slash = place.shown.rfind('/');
  const std::string beside = slash == std::string::npos ? "" : place.shown.substr(0, slash + 1);
  for (std::string& name : std::get<std::vector<std::string>>(found)) {
    const std::optional<SourceId> source =
        add_file(folder + name, printable(beside + std::string(own_template_folder) + name), stack);
    if (!source) return false;
    input.templates.push_back({std::move(name), *source});
  }
  return true;
}

/// One word of a POSIX shell.
std::string shell_word(const std::string& text) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:,@%";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string out = "'";
  for (const char c : text)
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return printable(out + "'");
}

std::string retyped(const std::string& typed, const Arguments& arguments) {
  std::string out;
  if (typed != ".") out += " " + shell_word(typed);
  if (!arguments.out.empty()) out += " --out " + shell_word(arguments.out);
  for (const std::string& overlay : arguments.overlays)
    out += " --with " + shell_word(overlay);
  return out;
}

}  // namespace

LoadedStack load(const std::string& typed, const Arguments& arguments, const BuiltIn& built_in,
                 std::vector<ProxyVersion> proxies) {
  LoadedStack stack;
  stack.shown = printable(typed);
  stack.retyped = retyped(typed, arguments);
  auto found = find_stack(typed);
  if (auto* fault = std::get_if<Outcome>(&found)) {
    stack.fault = std::move(*fault);
    return stack;
  }
  const StackPlace& place = std::get<StackPlace>(found);
  stack.shown = printable(place.shown);
  stack.folder = place.folder;

  CompileInput input;
  const std::optional<SourceId> source = add_file(place.shown, stack.shown, stack);
  if (!source) return stack;
  input.stack = *source;
  for (const std::string& path : arguments.overlays) {
    const std::optional<SourceId> overlay = add_file(path, path, stack);
    if (!overlay) return stack;
    input.overlays.push_back(*overlay);
  }

  if (!add_templates(place, input, stack)) return stack;
  input.folder = place.folder;
  input.file = place.file;
  input.proxies = std::move(proxies);
  stack.compiled = compile(input, built_in, stack.sources, stack.diagnostics);
  if (!stack.compiled) {
    if (!stack.diagnostics.has_errors()) throw std::logic_error("a stack was refused without a word");
    return stack;
  }
  const std::string& folder = stack.compiled->folder_in_repository;
  stack.root =
      arguments.out.empty() ? repository_root(place.folder, stack.compiled->repository).value() : arguments.out;
  auto lock_path = lock::ArtifactPath::parse((folder.empty() ? "" : folder + "/") + std::string(lock::lock_name));
  if (std::holds_alternative<lock::PathFault>(lock_path))
    throw std::logic_error("artifacts have paths, but the lock has none");
  stack.lock_path = std::get<lock::ArtifactPath>(std::move(lock_path));
  return stack;
}

Outcome diagnostics_of(const LoadedStack& stack, bool colour, bool quiet) {
  Outcome outcome = stack.fault;
  std::vector<Diagnostic> shown = stack.diagnostics.sorted();
  if (quiet) {
    shown.erase(std::remove_if(shown.begin(), shown.end(),
                               [](const Diagnostic& d) { return severity(d.rule) != Severity::error; }),
                shown.end());
  }
  if (!shown.empty()) {
    TextOptions options;
    options.colour = colour;
    outcome.talk += render_text(shown, stack.sources, options) + stack.shown + ": " + count_text(shown) + '\n';
  }
  if (stack.diagnostics.has_errors()) outcome.exit = worse(outcome.exit, exit_code::diagnostics);
  return outcome;
}

}  // namespace stackc::driver
