#include "migrate/match.h"

#include <algorithm>

namespace stackc::migrate {
namespace {

using syntax::Mapping;
using syntax::Node;
using syntax::Sequence;

constexpr std::string_view any = "*";

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> keys;
  while (true) {
    const std::size_t dot = path.find('.');
    keys.push_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return keys;
    path.remove_prefix(dot + 1);
  }
}

class Search {
 public:
  Search(const std::vector<std::string_view>& keys, std::vector<Match>& found) : keys_(keys), found_(found) {}

  void in(const Node& node, std::size_t depth) {
    if (const Mapping* const pairs = node.mapping()) {
      for (std::size_t i = 0; i < pairs->size(); ++i)
        at((*pairs)[i].key.value, i, (*pairs)[i].value, depth, true);
    } else if (const Sequence* const items = node.sequence()) {
      for (std::size_t i = 0; i < items->size(); ++i)
        at(std::to_string(i), i, (*items)[i], depth, false);
    }
  }

 private:
  void at(const std::string& key, std::size_t index, const Node& value, std::size_t depth, bool is_pair) {
    if (keys_[depth] != any && (!is_pair || keys_[depth] != key)) return;
    way_.indices.push_back(index);
    way_.keys.push_back(key);
    if (depth + 1 < keys_.size())
      in(value, depth + 1);
    else if (is_pair)
      found_.push_back(way_);
    way_.indices.pop_back();
    way_.keys.pop_back();
  }

  const std::vector<std::string_view>& keys_;
  std::vector<Match>& found_;
  Match way_{};
};

template <class N>
N& walk(N& root, const Match& match) {
  N* node = &root;
  for (std::size_t i = 0; i + 1 < match.indices.size(); ++i) {
    const std::size_t index = match.indices[i];
    if (auto* const pairs = std::get_if<Mapping>(&node->value))
      node = &(*pairs)[index].value;
    else
      node = &std::get<Sequence>(node->value)[index];
  }
  return *node;
}

}  // namespace

std::vector<Match> matches(const Node& root, std::string_view path) {
  std::vector<Match> found;
  std::vector<std::string_view> keys = split(path);
  Search(keys, found).in(root, 0);
  keys.insert(keys.begin(), {"environments", any});
  Search(keys, found).in(root, 0);
  return found;
}

std::vector<std::string> moved_keys(const Match& match, std::string_view path, std::string_view to) {
  const std::vector<std::string_view> before = split(path);
  // In an environment, both paths lie below it.
  const std::size_t outside = match.keys.size() - before.size();
  std::vector<std::string> keys(match.keys.begin(), match.keys.begin() + static_cast<std::ptrdiff_t>(outside));
  std::size_t next = 0;
  for (const std::string_view key : split(to)) {
    if (key != any) {
      keys.emplace_back(key);
      continue;
    }
    while (before.at(next) != any)
      ++next;
    keys.push_back(match.keys[outside + next++]);
  }
  return keys;
}

Node& holder(Node& root, const Match& match) { return walk(root, match); }
const Node& holder(const Node& root, const Match& match) { return walk(root, match); }
const syntax::Pair& pair(const Node& root, const Match& match) {
  return (*holder(root, match).mapping())[match.indices.back()];
}

bool same(const Node& a, const Node& b) {
  if (a.value.index() != b.value.index()) return false;
  if (const syntax::Scalar* const scalar = a.scalar()) return scalar->text == b.scalar()->text;
  if (const Sequence* const items = a.sequence())
    return std::equal(items->begin(), items->end(), b.sequence()->begin(), b.sequence()->end(), same);
  const Mapping* const pairs = a.mapping();
  if (pairs == nullptr) return true;
  return pairs->size() == b.mapping()->size() &&
         std::all_of(pairs->begin(), pairs->end(), [&](const syntax::Pair& one) {
           const syntax::Pair* const other = syntax::find(*b.mapping(), one.key.value);
           return other != nullptr && same(one.value, other->value);
         });
}

}  // namespace stackc::migrate
