// Names of files as services that show a repository know them: relative to its root.
#pragma once

#include <string>

namespace stackc::driver {

class RepositoryPaths {
 public:
  /// `folder` (absolute, links resolved) is where the search for `.git` begins, upwards. Without one, the root is the
  /// current folder where that holds `folder` and `otherwise`, else `otherwise` (absolute; `folder` if empty).
  RepositoryPaths(const std::string& folder, const std::string& otherwise);

  /// `path` may be relative to the current folder and need not exist. What lies outside of the root stays absolute.
  std::string relative(const std::string& path) const;

  const std::string& root() const { return root_; }

 private:
  std::string root_{};
};

}  // namespace stackc::driver
