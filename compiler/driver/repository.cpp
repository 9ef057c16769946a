#include "driver/repository.h"

#include <algorithm>
#include <cstddef>

#include "syntax/parse.h"

namespace stackc::driver {
namespace {

/// How many folders `repository` climbs; nothing if it is anything but `.` and `..`.
std::optional<std::size_t> climbs(std::string_view repository) {
  std::size_t count = 0;
  while (!repository.empty()) {
    const std::string_view component = repository.substr(0, repository.find('/'));
    repository.remove_prefix(std::min(repository.size(), component.size() + 1));
    if (component == "..") ++count;
    else if (component != ".") return std::nullopt;
  }
  return count;
}

/// Where the last `count` components of an absolute path begin, their slash included.
std::optional<std::size_t> cut(std::string_view folder, std::size_t count) {
  std::size_t at = folder == "/" ? 0 : folder.size();
  while (count > 0) {
    if (at == 0) return std::nullopt;
    at = folder.rfind('/', at - 1);
    if (at == std::string_view::npos) return std::nullopt;
    --count;
  }
  return at;
}

}  // namespace

std::string repository_of(std::string_view stack_text) {
  if (stack_text.find("repository") == std::string_view::npos) return ".";
  Sources sources;
  Diagnostics unheard;  // The compilation reports them.
  const SourceId source = sources.add("stack.yaml", std::string(stack_text));
  const std::optional<syntax::Node> tree = syntax::parse(sources, source, unheard);
  if (!tree.has_value() || tree->mapping() == nullptr) return ".";
  const syntax::Pair* const pair = syntax::find(*tree->mapping(), "repository");
  if (pair == nullptr || pair->value.scalar() == nullptr) return ".";
  return pair->value.scalar()->text;
}

std::optional<std::string> folder_in_repository(std::string_view folder, std::string_view repository) {
  const std::optional<std::size_t> count = climbs(repository);
  const std::optional<std::size_t> at = count ? cut(folder, *count) : std::nullopt;
  if (!at) return std::nullopt;
  return std::string(folder.substr(std::min(folder.size(), *at + (*at < folder.size() ? 1 : 0))));
}

std::optional<std::string> root_of(std::string_view folder, std::string_view repository) {
  const std::optional<std::size_t> count = climbs(repository);
  const std::optional<std::size_t> at = count ? cut(folder, *count) : std::nullopt;
  if (!at) return std::nullopt;
  return *at == 0 ? "/" : std::string(folder.substr(0, *at));
}

}  // namespace stackc::driver
