// Which lines of two texts belong together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace stackc::lock {

/// The lines of a text, each with its LF where it has one.
std::vector<std::string_view> lines_of(std::string_view text);

/// For each line of `after` the index of its line in `before`, or `no_line`. Indices ascend.
inline constexpr std::size_t no_line = static_cast<std::size_t>(-1);
std::vector<std::size_t> match_lines(const std::vector<std::string_view>& before,
                                     const std::vector<std::string_view>& after);

}  // namespace stackc::lock
