#include "render/words.h"

#include <algorithm>

namespace stackc::render {
namespace {

/// Edit distance, for suggestions; small words only.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string with_article(const std::string& noun) {
  if (noun == "text") return noun;
  const bool vowel = noun.front() == 'a' || noun.front() == 'e' || noun.front() == 'i' || noun.front() == 'o';
  return (vowel ? "an " : "a ") + noun;
}

std::string describe_shaped(const Shaped& shaped) {
  return shaped.type != nullptr ? describe_type(*shaped.type) : std::string(traits(shaped.kind).name);
}

std::string nearest(std::string_view wanted, const std::vector<std::string_view>& names) {
  std::string_view best;
  std::size_t least = wanted.size() / 2 + 1;
  for (const std::string_view name : names) {
    const std::size_t far = distance(wanted, name);
    if (far < least) {
      least = far;
      best = name;
    }
  }
  return best.empty() ? std::string() : "there is `" + std::string(best) + "`";
}

std::string nearest_field(const Type& type, std::string_view wanted) {
  std::vector<std::string_view> names;
  for (const Field& field : type.fields)
    names.push_back(field.name);
  std::string found = nearest(wanted, names);
  if (!found.empty() || names.empty()) return found;
  std::string all = "there are ";
  for (std::size_t i = 0; i < names.size(); ++i)
    all.append(i == 0 ? "" : ", ").append(names[i]);
  return all;
}

std::string sample(CharSet set) {
  std::string shown;
  int count = 0;
  for (char c = ' '; c < 127; ++c) {
    if (!set.has(c)) continue;
    if (++count > 4) return shown + " …";
    if (!shown.empty()) shown += ' ';
    shown += c == ' ' ? std::string("a blank") : '`' + std::string(1, c) + '`';
  }
  return shown;
}

}  // namespace stackc::render
