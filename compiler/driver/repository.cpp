#include <algorithm>
#include <string_view>

#include "driver/compile.h"

namespace stackc::driver {

std::optional<std::string> folder_in_repository(std::string_view folder, std::string_view repository) {
  std::string below;
  while (!repository.empty()) {
    const std::string_view component = repository.substr(0, repository.find('/'));
    repository.remove_prefix(std::min(repository.size(), component.size() + 1));
    if (component.empty() || component == ".") continue;
    const std::size_t slash = folder.rfind('/');
    if (component != ".." || slash == std::string_view::npos || folder == "/") return std::nullopt;
    below = std::string(folder.substr(slash + 1)) + (below.empty() ? "" : "/") + below;
    folder = folder.substr(0, slash == 0 ? 1 : slash);
  }
  return below;
}

}  // namespace stackc::driver
