// Reading the files that a person names: bounded, regular, nothing that blocks. Writing is lock/write.h's business.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "driver/outcome.h"

namespace stackc::driver {

/// The bytes of a regular file, at most `limit` + 1 of them, so that a reader can tell that there are more.
/// An outcome is 64 where nothing is there, 74 where it cannot be read.
std::variant<std::string, Outcome> read_text(const std::string& path, std::size_t limit);

/// A stack file by what was typed.
struct StackPlace {
  std::string shown;   ///< For people: `stacks/blog/stack.yaml`.
  std::string folder;  ///< Absolute, links resolved.
  std::string file;    ///< In that folder, mostly `stack.yaml`.
};

/// `typed` is a folder with a `stack.yaml`, or a file.
std::variant<StackPlace, Outcome> find_stack(const std::string& typed);

/// Absolute, links and dots resolved as far as the path exists; nothing if the current folder is gone.
std::optional<std::string> absolute(const std::string& path);

/// Names of the regular files below a folder, as `nginx/nginx.conf`, sorted by bytes; what begins with a dot, and
/// editors' copies that end in `~`, are left out. Nothing where there is no such folder. An outcome is 74 where one
/// cannot be read, where a link or anything else stands among them, and where there are more than `limit`.
std::variant<std::vector<std::string>, Outcome> files_below(const std::string& folder, std::size_t limit);

/// Whether something is there, be it a link that leads nowhere.
bool exists(const std::string& path);

}  // namespace stackc::driver
