#include "driver/repository_paths.h"

#include <optional>
#include <string_view>

#include "driver/files.h"

namespace stackc::driver {
namespace {

bool within(std::string_view path, std::string_view folder) {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

RepositoryPaths::RepositoryPaths(const std::string& folder, const std::string& otherwise) {
  for (std::string above = folder; !above.empty(); above.erase(above.rfind('/'))) {
    // A folder, or in a worktree and a submodule a file.
    if (!exists(above + "/.git")) continue;
    root_ = above;
    return;
  }
  const std::string& fallback = otherwise.empty() ? folder : otherwise;
  const std::optional<std::string> current = absolute(".");
  root_ = current && within(folder, *current) && within(fallback, *current) ? *current : fallback;
}

std::string RepositoryPaths::relative(const std::string& path) const {
  const std::optional<std::string> whole = absolute(path);
  if (!whole) return path;
  if (!within(*whole, root_) || whole->size() == root_.size()) return *whole;
  return whole->substr(root_ == "/" ? 1 : root_.size() + 1);
}

}  // namespace stackc::driver
