// What a finding means for a person: why it is so, and what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "driver/load.h"
#include "lock/examine.h"
#include "lock/write.h"

namespace stackc::driver {

/// "stack.yaml changed", "a hand changed it". `disk` is what stands there, where that is known.
std::string reason(const lock::Finding& finding, const lock::DiskEntry* disk = nullptr);
/// What to do; `build` where that mends it.
std::string cure(const LoadedStack& stack, const lock::Finding& finding, const lock::DiskEntry* disk = nullptr);

/// "`stackc build blog --force compose.yaml`".
std::string forced_build(const LoadedStack& stack, const lock::Finding& finding);

/// What stands at a path, or nullptr where that is not known.
const lock::DiskEntry* entry_at(const lock::Examination& found, const std::string& path);

/// The artifact that was compiled for a path, or nullptr.
const lock::Artifact* artifact_at(const LoadedStack& stack, const std::string& path);

/// A lock that cannot be trusted becomes a diagnostic at its place; true if there was none to report.
bool lock_is_usable(LoadedStack& stack, const lock::Examination& found);

/// Whether `check` has something to say: files that are not in step, or a lock that still has merge markers.
bool drifted(const lock::Examination& found);

/// The line (from 1) of the lock's first merge marker; 1 if there is none.
std::uint32_t merge_marker_line(const lock::Examination& found);

/// What a build that a signal ended says.
inline constexpr std::string_view interrupted_text = "interrupted; every file is as it was, or as it should be";

/// What a lock with merge markers is told, and its cure.
std::string merged_reason();
std::string merged_cure(const LoadedStack& stack);

/// "1 file", "31 files".
std::string count_of(std::size_t count, const std::string& noun);

}  // namespace stackc::driver
