#include "model/nearest.h"

#include <algorithm>

#include "model/characters.h"

namespace stackc {

namespace {
constexpr std::size_t longest_name = 64;  // longer ones are not typing errors, and the table is quadratic
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> rows(width * 3);
  std::size_t* before_previous = rows.data();
  std::size_t* previous = before_previous + width;
  std::size_t* current = previous + width;
  for (std::size_t j = 0; j < width; ++j)
    previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const std::size_t changed = a[i - 1] == b[j - 1] ? 0 : 1;
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], before_previous[j - 2] + 1);
    }
    std::size_t* const oldest = before_previous;
    before_previous = previous;
    previous = current;
    current = oldest;
  }
  return previous[width - 1];
}

std::optional<std::string_view> nearest(std::string_view name, const std::vector<std::string_view>& candidates) {
  if (name.size() > longest_name) return std::nullopt;
  const std::string wanted = lower(name);
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > longest_name) continue;
    const std::size_t distance = edit_distance(wanted, lower(candidate));
    if (distance > std::max(wanted.size(), candidate.size()) / 3) continue;
    if (best && distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

}  // namespace stackc
