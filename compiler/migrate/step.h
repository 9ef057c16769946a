// What a version of the language changed, as data: how a stack of version N is written in version N + 1.
#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace stackc::migrate {

// Paths are keys joined by dots; `*` stands for any key, or any item of a list: `services.*.use`. They hold for the
// stack and for each of its environments.

/// A key has another name.
struct RenameKey {
  std::string_view path;
  std::string_view to;  ///< The key's new name, not a path.
};
/// A key stands elsewhere: `to` is its whole new path, in which each `*` is what the one of `path` stood for.
struct MoveKey {
  std::string_view path;
  std::string_view to;
};
/// A word of a closed set has another name.
struct RespellValue {
  std::string_view path;
  std::string_view from;
  std::string_view to;  ///< Of characters that need no quotes.
};
using Change = std::variant<RenameKey, MoveKey, RespellValue>;

/// From version `from` to the one after it; the changes are made in their order.
struct Step {
  int from = 0;
  std::vector<Change> changes{};
};

/// The steps of this stackc: one for each version before its own, from the oldest that it can read.
std::span<const Step> steps();

}  // namespace stackc::migrate
