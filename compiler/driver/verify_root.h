// A root folder for a program that looks for its files at fixed places: everything of this machine is there through
// links, and what a configuration names lies in between, without any of it being touched. Making one needs no
// privilege; running a program in it needs a name space of its own (`command_in`).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stackc::driver {

class RootFolder {
 public:
  /// `path` is where it is made. Throws std::system_error, as everything here.
  explicit RootFolder(std::string path);

  /// Paths below are absolute, as the program sees them. What the machine has there gives way.
  void folder(const std::string& path);
  void file(const std::string& path, std::string_view bytes);
  void link(const std::string& path, const std::string& target);

  /// `path` of the machine as the program sees it.
  static std::string host(const std::string& path);

 private:
  /// Makes the entries of a folder changeable; returns where it lies on the machine.
  std::string open(const std::string& path);

  std::string root_;
};

/// The words that run `command` in the root at `path`, with name spaces for mounts and the network, and for users where
/// `own_users`, which needs no privilege. Empty if this machine has no programs for that.
std::vector<std::string> command_in(const std::string& path, const std::vector<std::string>& command, bool own_users);

/// Where the tree lies in the root.
inline constexpr std::string_view tree_in_root = "/stack";

}  // namespace stackc::driver
