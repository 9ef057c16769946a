#include "driver/git.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "driver/process.h"

namespace stackc::driver {
namespace {

constexpr std::size_t most_bytes = 32U << 20U;
constexpr const char* most_commits = "--max-count=200";

/// What git is given to find its way and its owner's `safe.directory`; nothing that a hook around us has set.
std::vector<std::string> environment() {
  std::vector<std::string> variables = inherited({"PATH", "HOME", "XDG_CONFIG_HOME"});
  variables.insert(variables.end(), {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1",
                                     "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0"});
  return variables;
}

/// Runs git with these arguments and `in` as its standard input; its complaints are thrown away.
Ran run_git(std::vector<std::string> arguments, std::string_view in) {
  arguments.insert(arguments.begin(), "git");
  Process git{std::move(arguments), environment()};
  git.input = in;
  git.most_bytes = most_bytes;
  return run_process(git);
}

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

/// `rev-list --objects` prints commits, then `ID NAME` for the folders and versions it met; the newest come first.
std::string versions_of(std::string_view listed, std::string_view path) {
  std::string ids;
  while (!listed.empty()) {
    const std::string_view line = take_line(listed);
    const std::size_t blank = line.find(' ');
    if (blank != std::string_view::npos && line.substr(blank + 1).ends_with(path))
      ids.append(line.substr(0, blank)).append("\n");
  }
  return ids;
}

/// Goes through the answers of `cat-file --batch`: `ID blob SIZE`, the bytes, a line break.
std::optional<std::string> first_wanted(std::string_view answers, const std::function<bool(std::string_view)>& wanted) {
  while (!answers.empty()) {
    const std::string_view head = take_line(answers);
    const std::size_t kind = head.find(" blob ");
    if (kind == std::string_view::npos) continue;
    std::size_t size = 0;
    const std::string_view digits = head.substr(kind + 6);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), size).ec != std::errc() || size > answers.size())
      return std::nullopt;
    if (wanted(answers.substr(0, size))) return std::string(answers.substr(0, size));
    answers.remove_prefix(std::min(answers.size(), size + 1));
  }
  return std::nullopt;
}

}  // namespace

GitVersion find_in_git(const std::string& root, const std::string& path,
                       const std::function<bool(std::string_view)>& wanted) {
  // Without magic: a path is a path, whatever characters it holds.
  const std::vector<std::string> in_root{"--literal-pathspecs", "-C", root};
  std::vector<std::string> list = in_root;
  list.insert(list.end(), {"rev-list", "--objects", most_commits, "HEAD", "--", path});
  const Ran listed = run_git(std::move(list), {});
  if (listed.ending == Ending::not_started) return {std::nullopt, "git is not installed"};
  if (!listed.well()) return {std::nullopt, "git has no history of it"};
  const std::string ids = versions_of(listed.out, path);
  if (ids.empty()) return {std::nullopt, "git has no history of it"};
  std::vector<std::string> cat = in_root;
  cat.insert(cat.end(), {"cat-file", "--batch", "--buffer"});
  const Ran answered = run_git(std::move(cat), ids);
  if (auto bytes = first_wanted(answered.out, wanted)) return {std::move(bytes), {}};
  return {std::nullopt, "git has no version of it that the lock knows"};
}

}  // namespace stackc::driver
