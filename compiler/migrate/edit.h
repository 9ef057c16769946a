// Changes of a YAML text that leave everything else as it stands: comments, order, quotes, layout.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/match.h"
#include "syntax/tree.h"

namespace stackc::migrate {

/// The bytes [begin, end) become `text`.
struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text{};
};

/// They may touch but not overlap; of those at one place the first one comes first.
std::string applied(std::string_view text, std::vector<Edit> edits);

/// The word in the quotes that the key or scalar at `span` has.
Edit respelt(std::string_view text, const Span& span, std::string_view word);

/// The edits that take the pair of `match` out of its mapping and write it at `to`, a whole path of keys; maps that are
/// missing on the way are written too. Its comments go with it: those above it, and those behind it on its lines.
/// Nothing where the two places are written in ways that do not fit together.
std::optional<std::vector<Edit>> moved(std::string_view text, const syntax::Node& root, const Match& match,
                                       const std::vector<std::string>& to);

}  // namespace stackc::migrate
