// Where in a tree a path of keys leads to, and whether two trees say the same.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.h"

namespace stackc::migrate {

/// A pair that a path leads to: the index of the pair or item to take at each level, from the root.
struct Match {
  std::vector<std::size_t> indices{};
  /// The keys of the path, as they stand in the tree; what an item of a list has is its number.
  std::vector<std::string> keys{};
};

/// All of them, in the order of the file. `path` as in step.h; environments are looked through, too.
std::vector<Match> matches(const syntax::Node& root, std::string_view path);

/// The whole new path of a pair that moves: `to` with each `*` replaced by what the one of `path` stood for.
std::vector<std::string> moved_keys(const Match& match, std::string_view path, std::string_view to);

/// The mapping that holds the pair, from the root, and the pair itself.
syntax::Node& holder(syntax::Node& root, const Match& match);
const syntax::Node& holder(const syntax::Node& root, const Match& match);
const syntax::Pair& pair(const syntax::Node& root, const Match& match);

/// Whether both hold the same keys with the same values; neither places and quotes nor the order of keys count.
bool same(const syntax::Node& a, const syntax::Node& b);

}  // namespace stackc::migrate
