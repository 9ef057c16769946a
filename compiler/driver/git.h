// An earlier version of a file, from git. git is optional, and asked only by
// its plumbing, which runs no hook, pager, filter or signature check of a repository that somebody else set up.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace stackc::driver {

struct GitVersion {
  std::optional<std::string> bytes{};
  /// Why there is none, as the end of a sentence: "git is not installed".
  std::string fault{};
};

/// The newest version of `path` (relative to the folder `root`) that `wanted` accepts, among those of the last 200
/// commits that changed it. Gives up after 5 seconds or 32 MiB. Nothing is fetched.
GitVersion find_in_git(const std::string& root, const std::string& path,
                       const std::function<bool(std::string_view)>& wanted);

}  // namespace stackc::driver
