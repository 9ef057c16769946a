// The nearest of some names to one that is not among them, for "did you mean".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackc {

/// Insertions, deletions, substitutions and swaps of neighbours that lead from `a` to `b`
/// (optimal string alignment), over bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `name`, if it is near enough to be meant: at most a third of the longer one's
/// length away. The first of equally near ones wins.
std::optional<std::string_view> nearest(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace stackc
