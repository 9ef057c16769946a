// One look at a root: the lock, the artifacts on disk and a fresh compilation, side by side. Writes nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lock/artifact.h"
#include "lock/disk_error.h"
#include "lock/drift.h"
#include "lock/lock.h"
#include "lock/tree.h"

namespace stackc::lock {

struct Examination {
  LockReading lock;
  /// The text of the lock on disk; empty where it is absent.
  std::string lock_text;
  /// The lock that a build of this compilation would end with if nothing is refused.
  Lock fresh;
  std::map<std::string, DiskEntry> disk;
  /// Against an empty lock where `lock` is not usable.
  Drift drift;
  /// What could not be read; `drift` speaks of the rest. Not empty: exit code 74.
  std::vector<DiskError> errors;
};

/// Throws std::logic_error if two claims of `compiled` and `lock_path` clash.
/// `distrust` reads no lock: as if there were none.
Examination examine(Root& root, const ArtifactPath& lock_path, const Compiled& compiled, bool distrust = false);

/// The same for `check`: a root that does not exist is empty.
Examination examine(const std::string& root, const ArtifactPath& lock_path, const Compiled& compiled,
                    bool distrust = false, Root::Resolution resolution = Root::Resolution::best);

}  // namespace stackc::lock
