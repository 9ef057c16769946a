// Files that nobody knows any more: they say that this stack made them, but neither the lock nor the compilation has
// them, as after a lost lock or a merge that took one side's.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lock/artifact.h"
#include "lock/disk_error.h"
#include "lock/tree.h"

namespace stackc::lock {

/// Regular files in the places of `claim`, in whose first 512 bytes its mark stands, without those that `known` names;
/// sorted. Hidden names and those that end in `~` are no files of a stack. At most 4096 names are looked at. What
/// cannot be read is added to `errors`.
std::vector<ArtifactPath> left_over(Root& root, const Claim& claim,
                                    const std::function<bool(const std::string&)>& known,
                                    std::vector<DiskError>& errors);

}  // namespace stackc::lock
