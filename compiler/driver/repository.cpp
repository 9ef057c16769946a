#include <algorithm>
#include <cstddef>

#include "driver/compile.h"

namespace stackc::driver {
namespace {

/// How many folders `repository` climbs; nothing if it is anything but `.` and `..`.
std::optional<std::size_t> climbs(std::string_view repository) {
  std::size_t count = 0;
  while (!repository.empty()) {
    const std::string_view component = repository.substr(0, repository.find('/'));
    repository.remove_prefix(std::min(repository.size(), component.size() + 1));
    if (component == "..")
      ++count;
    else if (component != ".")
      return std::nullopt;
  }
  return count;
}

/// Where the last components of an absolute path begin, as many as `repository` climbs; their slash included.
std::optional<std::size_t> cut(std::string_view folder, std::string_view repository) {
  const std::optional<std::size_t> count = climbs(repository);
  if (!count) return std::nullopt;
  std::size_t at = folder == "/" ? 0 : folder.size();
  for (std::size_t i = 0; i < *count; ++i) {
    if (at == 0) return std::nullopt;
    at = folder.rfind('/', at - 1);
    if (at == std::string_view::npos) return std::nullopt;
  }
  return at;
}

}  // namespace

std::optional<std::string> folder_in_repository(std::string_view folder, std::string_view repository) {
  const std::optional<std::size_t> at = cut(folder, repository);
  if (!at) return std::nullopt;
  return std::string(folder.substr(std::min(folder.size(), *at + 1)));
}

std::optional<std::string> repository_root(std::string_view folder, std::string_view repository) {
  const std::optional<std::size_t> at = cut(folder, repository);
  if (!at) return std::nullopt;
  return *at == 0 ? "/" : std::string(folder.substr(0, *at));
}

}  // namespace stackc::driver
