// How large a stack file may be. Far above what a person writes, and low enough that no file can
// use up the machine that compiles it. Each message about a limit names it.
#pragma once

#include <cstddef>

namespace stackc::syntax {

inline constexpr std::size_t max_file_bytes = 1024U * 1024U;
/// Levels of nested lists and mappings.
inline constexpr std::size_t max_depth = 64;
/// Scalars, lists and mappings of one file; keys count too.
inline constexpr std::size_t max_nodes = 100'000;
/// Of one scalar, decoded.
inline constexpr std::size_t max_scalar_bytes = 64U * 1024U;
/// Of one key, as it is written.
inline constexpr std::size_t max_key_bytes = 256;
/// After so many reports about one file the rest of it is not read.
inline constexpr std::size_t max_reports = 100;

}  // namespace stackc::syntax
