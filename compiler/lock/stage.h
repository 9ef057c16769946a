// Files on their way: written whole beside their place, then renamed into it. What was not renamed is cleaned up.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lock/artifact.h"
#include "lock/disk_error.h"
#include "lock/tree.h"

namespace stackc::lock {

/// The unfinished files of one build. Not thread-safe; the root is to be locked.
class Stage {
 public:
  /// `reclaim`: an unfinished file that is already there was left by a killed build, and is replaced.
  Stage(Root& root, bool reclaim) : root_(root), reclaim_(reclaim) {}
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  /// Gives up what was neither put in place nor given up.
  ~Stage();

  /// Writes the unfinished file of `path`, with its final mode; makes directories that are missing.
  std::optional<DiskError> write(const ArtifactPath& path, FileMode mode, std::string_view bytes);
  /// What `put` may find in the place.
  enum class Place : std::uint8_t {
    nothing,   ///< A file that appeared meanwhile is somebody's: EEXIST.
    file,      ///< Replaced.
    anything,  ///< An empty directory is removed first.
  };
  /// Renames it into place, or removes it where that fails.
  std::optional<DiskError> put(const ArtifactPath& path, Place place = Place::file);
  /// The directories made so far have their files.
  void keep_directories() { made_.clear(); }
  /// Removes every unfinished file that is not in place yet, and the directories made that stay empty.
  void give_up();

 private:
  std::optional<DiskError> rename(const ArtifactPath& path, Place found);
  void remove(const ArtifactPath& path);

  Root& root_;
  bool reclaim_;
  std::map<std::string, ArtifactPath> unfinished_{};
  std::vector<std::string> made_{};
};

/// Removes the file (never a directory) at `path`, if there is one.
std::optional<DiskError> remove_file(Root& root, const ArtifactPath& path);
/// Removes the directory that held `path` and those above it while they are empty, as git does:
/// it cannot hold an empty directory either. The root stays.
std::optional<DiskError> remove_empty_parents(Root& root, const ArtifactPath& path);

}  // namespace stackc::lock
