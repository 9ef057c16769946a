// Files that are part of the program: constant data made from templates/ while building.
// Knows their names and bytes, nothing of what they mean.
#pragma once

#include <span>
#include <string_view>

namespace stackc::embed {

struct EmbeddedFile {
  /// Path below the embedded folder, `/` between parts, e.g. `nginx/nginx.conf`.
  std::string_view name;
  /// Exactly the file's bytes.
  std::string_view text;
};

/// Every file of templates/ but README.md and catalog/, sorted by the bytes of `name`.
std::span<const EmbeddedFile> templates();

}  // namespace stackc::embed
