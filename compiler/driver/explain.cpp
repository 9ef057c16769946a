// `stackc explain`: a diagnostic's page, a line of an artifact, a key of the language.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "diagnostics/nearest.h"
#include "diagnostics/printable.h"
#include "diagnostics/rule.h"
#include "driver/commands.h"
#include "driver/excerpt.h"
#include "driver/files.h"
#include "driver/paint.h"
#include "driver/verdict.h"
#include "lock/diff.h"
#include "lock/tree.h"
#include "model/language.h"

namespace stackc::driver {
namespace {

struct FileLine {
  std::string file;
  std::uint32_t line = 0;
};

/// `compose.yaml:12`, also with a column behind it, as compilers print places.
std::optional<FileLine> parse_file_line(std::string_view subject) {
  std::vector<std::uint32_t> numbers;
  while (numbers.size() < 2) {
    const std::size_t colon = subject.rfind(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == subject.size()) break;
    const std::string_view digits = subject.substr(colon + 1);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || number == 0) break;
    numbers.push_back(number);
    subject = subject.substr(0, colon);
  }
  if (numbers.empty()) return std::nullopt;
  return FileLine{std::string(subject), numbers.back()};
}

std::string page_text(Rule rule, bool colour) {
  return painted(std::string(code(rule)) + " " + std::string(name(rule)), Paint::bold, colour) + " (" +
         std::string(text(severity(rule))) + "): " + std::string(title(rule)) + "\n\n" + std::string(page(rule));
}

/// The folder of the stack that a file belongs to: the nearest one above it that holds a stack.yaml.
std::string stack_above(const std::string& file) {
  std::optional<std::string> folder = absolute(file);
  while (folder && folder->size() > 1) {
    folder = folder->substr(0, std::max<std::size_t>(1, folder->rfind('/')));
    if (exists(*folder + "/stack.yaml")) return *folder;
  }
  return ".";
}

/// The artifact that `file` names: a file on disk below the root, or a path as `check` prints it.
std::optional<std::string> artifact_path(const LoadedStack& stack, const std::string& file) {
  std::vector<std::string> candidates;
  const std::optional<std::string> root = absolute(stack.root);
  const std::optional<std::string> whole = absolute(file);
  if (root && whole) {
    const std::string prefix = *root == "/" ? "/" : *root + "/";
    if (whole->compare(0, prefix.size(), prefix) == 0) candidates.push_back(whole->substr(prefix.size()));
  }
  candidates.push_back(file);
  if (!stack.compiled->folder_in_repository.empty())
    candidates.push_back(stack.compiled->folder_in_repository + "/" + file);
  for (const std::string& candidate : candidates) {
    if (artifact_at(stack, candidate) != nullptr) return candidate;
  }
  return std::nullopt;
}

/// What stands on disk at the artifact's place, if it can be read and differs.
std::optional<std::string> edited_text(const LoadedStack& stack, const lock::Artifact& artifact) {
  auto opened = lock::Root::open(stack.root);
  auto* const root = std::get_if<lock::Root>(&opened);
  if (root == nullptr) return std::nullopt;
  auto looked = root->look(artifact.path);
  const auto* const entry = std::get_if<lock::DiskEntry>(&looked);
  if (entry == nullptr || entry->kind != lock::DiskKind::regular || entry->oversized || entry->bytes == artifact.bytes)
    return std::nullopt;
  return entry->bytes;
}

std::string_view line_of(std::string_view text, std::uint32_t number) {
  while (number > 1 && !text.empty()) {
    const std::size_t end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    --number;
  }
  return text.substr(0, text.find('\n'));
}

Outcome explain_line(const FileLine& where, const Arguments& arguments, const Terminal& terminal) {
  const std::string typed = arguments.stacks.empty()
                                ? (exists("stack.yaml") ? std::string(".") : stack_above(where.file))
                                : arguments.stacks.front();
  const LoadedStack stack = load(typed, arguments, BuiltIn());
  Outcome outcome = diagnostics_of(stack, terminal.colour_talk, true);
  if (!stack.ready()) return outcome;
  const std::optional<std::string> path = artifact_path(stack, where.file);
  if (!path) {
    std::vector<std::string_view> known;
    for (const lock::Artifact& artifact : stack.compiled->result.artifacts)
      known.push_back(artifact.path.text());
    outcome.exit = worse(outcome.exit, exit_code::usage);
    outcome.talk += complaint("`" + printable(where.file) + "` is no file of the stack `" + stack.name() + "`",
                              did_you_mean(where.file, known));
    return outcome;
  }
  const lock::Artifact& artifact = *artifact_at(stack, *path);
  const std::optional<std::string> edited = edited_text(stack, artifact);
  const std::string& shown = edited ? *edited : artifact.bytes;
  const auto lines = static_cast<std::size_t>(std::count(shown.begin(), shown.end(), '\n')) +
                     (!shown.empty() && shown.back() != '\n' ? 1 : 0);
  if (where.line > lines) {
    outcome.exit = worse(outcome.exit, exit_code::usage);
    outcome.talk += complaint("`" + printable(*path) + "` has " + count_of(lines, "line"));
    return outcome;
  }
  outcome.out = painted(printable(*path) + ":" + std::to_string(where.line), Paint::bold, terminal.colour_out) + ": " +
                printable(line_of(shown, where.line)) + "\n";
  std::uint32_t line = where.line;
  if (edited) line = lock::matching_lines(artifact.bytes, *edited).at(where.line - 1);
  outcome.out += line == 0
                     ? "  a hand wrote this line, or it was written from an older stack; `stackc check` says which\n"
                     : line_text(stack, *path, line, terminal.colour_out);
  return outcome;
}

Outcome unknown(const std::string& subject) {
  std::vector<std::string_view> known;
  for (const Rule rule : all_rules()) {
    known.push_back(code(rule));
    known.push_back(name(rule));
  }
  const std::vector<LanguageKey> keys = language_keys();
  for (const LanguageKey& key : keys)
    known.push_back(key.path);
  std::string help = did_you_mean(subject, known);
  if (help.empty()) help = "a code (STK1012), a line of a written file (compose.yaml:12) or a key (services.ID.use)";
  return {exit_code::usage, {}, complaint("nothing to explain under `" + printable(subject) + "`", help)};
}

}  // namespace

Outcome explain(const Arguments& arguments, const Terminal& terminal) {
  const std::string& subject = arguments.subject;
  std::string upper = subject;
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (const std::optional<Rule> rule = find_rule(upper))
    return {exit_code::fine, page_text(*rule, terminal.colour_out), {}};
  if (const std::optional<FileLine> where = parse_file_line(subject)) return explain_line(*where, arguments, terminal);
  if (std::string text = explain_key(subject); !text.empty()) return {exit_code::fine, std::move(text), {}};
  if (const std::optional<Rule> rule = find_rule(subject))
    return {exit_code::fine, page_text(*rule, terminal.colour_out), {}};
  return unknown(subject);
}

}  // namespace stackc::driver
