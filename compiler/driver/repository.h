// Where the repository's root is, seen from a stack's folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stackc::driver {

/// What a stack's file says under `repository:`, before anything else of it is understood; `.` if nothing usable.
std::string repository_of(std::string_view stack_text);

/// `folder` (absolute, links resolved) seen from the root that `repository` names from there: `.` gives the empty
/// text, `../..` the last two components. Nothing if it is no chain of `..`, or leaves the file system.
std::optional<std::string> folder_in_repository(std::string_view folder, std::string_view repository);

/// That root: `folder` without its last components.
std::optional<std::string> root_of(std::string_view folder, std::string_view repository);

}  // namespace stackc::driver
