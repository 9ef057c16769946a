#include "lock/diff_lines.h"

#include <algorithm>
#include <map>
#include <utility>

namespace stackc::lock {
namespace {

// Edits that are searched for in one stretch; beyond it a person would not read them one by one.
constexpr int most_edits = 1000;

using Lines = std::vector<std::string_view>;

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
};

// Where a frontier keeps a diagonal of -limit - 1 to limit + 1.
std::size_t slot(int diagonal, int limit) {
  const int index = diagonal + limit + 1;
  return static_cast<std::size_t>(index);
}

class Matcher {
 public:
  Matcher(const Lines& before, const Lines& after) : match_(after.size(), no_line) {
    // Equal lines get equal numbers: comparing them is comparing numbers from here on.
    std::map<std::string_view, int> numbers;
    const auto number = [&](const Lines& lines, std::vector<int>& into) {
      into.reserve(lines.size());
      for (const std::string_view line : lines) {
        into.push_back(numbers.emplace(line, static_cast<int>(numbers.size())).first->second);
      }
    };
    number(before, before_);
    number(after, after_);
  }

  std::vector<std::size_t> take() && {
    // A stack of stretches instead of recursion: texts decide how deep it would go.
    std::vector<std::pair<Range, Range>> work{{{0, before_.size()}, {0, after_.size()}}};
    while (!work.empty()) {
      auto [old_part, new_part] = work.back();
      work.pop_back();
      trim(old_part, new_part);
      if (old_part.size() == 0 || new_part.size() == 0) continue;
      if (!split_at_unique(old_part, new_part, work)) shortest_edit(old_part, new_part);
    }
    return std::move(match_);
  }

 private:
  // Equal lines at both ends belong together.
  void trim(Range& old_part, Range& new_part) {
    while (old_part.size() != 0 && new_part.size() != 0 && before_[old_part.begin] == after_[new_part.begin]) {
      match_[new_part.begin++] = old_part.begin++;
    }
    while (old_part.size() != 0 && new_part.size() != 0 && before_[old_part.end - 1] == after_[new_part.end - 1]) {
      match_[--new_part.end] = --old_part.end;
    }
  }

  // Matches lines that stand once in each part, as many as keep their order; queues what lies between.
  bool split_at_unique(Range old_part, Range new_part, std::vector<std::pair<Range, Range>>& work) {
    struct Seen {
      int count = 0;
      std::size_t at = 0;
    };
    std::map<int, std::pair<Seen, Seen>> seen;
    for (std::size_t i = old_part.begin; i < old_part.end; ++i) {
      Seen& here = seen[before_[i]].first;
      ++here.count;
      here.at = i;
    }
    for (std::size_t i = new_part.begin; i < new_part.end; ++i) {
      Seen& here = seen[after_[i]].second;
      ++here.count;
      here.at = i;
    }
    std::vector<std::pair<std::size_t, std::size_t>> unique;  // (new, old)
    for (const auto& [line, both] : seen) {
      if (both.first.count == 1 && both.second.count == 1) unique.emplace_back(both.second.at, both.first.at);
    }
    if (unique.empty()) return false;
    std::sort(unique.begin(), unique.end());
    const auto chain = longest_ascending(unique);
    std::size_t old_from = old_part.begin;
    std::size_t new_from = new_part.begin;
    for (const auto& [new_line, old_line] : chain) {
      match_[new_line] = old_line;
      work.push_back({{old_from, old_line}, {new_from, new_line}});
      old_from = old_line + 1;
      new_from = new_line + 1;
    }
    work.push_back({{old_from, old_part.end}, {new_from, new_part.end}});
    return true;
  }

  // Patience sorting: the longest run of pairs whose second members ascend.
  static std::vector<std::pair<std::size_t, std::size_t>> longest_ascending(
      const std::vector<std::pair<std::size_t, std::size_t>>& pairs) {
    std::vector<std::size_t> piles;  // Index of the pair on top of each pile.
    std::vector<std::size_t> under(pairs.size(), no_line);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto pile = std::lower_bound(piles.begin(), piles.end(), pairs[i].second,
                                         [&](std::size_t top, std::size_t line) { return pairs[top].second < line; });
      if (pile != piles.begin()) under[i] = *(pile - 1);
      if (pile == piles.end())
        piles.push_back(i);
      else
        *pile = i;
    }
    std::vector<std::pair<std::size_t, std::size_t>> chain;
    for (std::size_t i = piles.back(); i != no_line; i = under[i])
      chain.push_back(pairs[i]);
    std::reverse(chain.begin(), chain.end());
    return chain;
  }

  // E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, forward, keeping each round's frontier.
  void shortest_edit(Range old_part, Range new_part) {
    const int old_size = static_cast<int>(old_part.size());
    const int new_size = static_cast<int>(new_part.size());
    const int limit = std::min(old_size + new_size, most_edits);
    std::vector<int> frontier(2 * static_cast<std::size_t>(limit) + 3, 0);
    const auto at = [&](std::vector<int>& line, int diagonal) -> int& { return line[slot(diagonal, limit)]; };
    std::vector<std::vector<int>> rounds;
    for (int edits = 0; edits <= limit; ++edits) {
      rounds.push_back(frontier);
      for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
        const bool down =
            diagonal == -edits || (diagonal != edits && at(frontier, diagonal - 1) < at(frontier, diagonal + 1));
        int x = down ? at(frontier, diagonal + 1) : at(frontier, diagonal - 1) + 1;
        int y = x - diagonal;
        while (x < old_size && y < new_size && old_line(old_part, x) == new_line(new_part, y)) {
          ++x;
          ++y;
        }
        at(frontier, diagonal) = x;
        if (x < old_size || y < new_size) continue;
        walk_back(old_part, new_part, rounds, limit);
        return;
      }
    }
  }

  void walk_back(Range old_part, Range new_part, std::vector<std::vector<int>>& rounds, int limit) {
    int x = static_cast<int>(old_part.size());
    int y = static_cast<int>(new_part.size());
    for (int edits = static_cast<int>(rounds.size()) - 1; edits >= 0; --edits) {
      const std::vector<int>& frontier = rounds[static_cast<std::size_t>(edits)];
      const auto at = [&](int diagonal) { return frontier[slot(diagonal, limit)]; };
      const int diagonal = x - y;
      const bool down = diagonal == -edits || (diagonal != edits && at(diagonal - 1) < at(diagonal + 1));
      const int from = down ? diagonal + 1 : diagonal - 1;
      const int from_x = edits == 0 ? 0 : at(from);
      const int from_y = edits == 0 ? 0 : from_x - from;
      while (x > from_x && y > from_y && x > 0 && y > 0) {
        --x;
        --y;
        match_[new_part.begin + static_cast<std::size_t>(y)] = old_part.begin + static_cast<std::size_t>(x);
      }
      x = from_x;
      y = from_y;
    }
  }

  int old_line(Range part, int i) const { return before_[part.begin + static_cast<std::size_t>(i)]; }
  int new_line(Range part, int i) const { return after_[part.begin + static_cast<std::size_t>(i)]; }

  std::vector<int> before_{};
  std::vector<int> after_{};
  std::vector<std::size_t> match_;
};

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

std::vector<std::size_t> match_lines(const std::vector<std::string_view>& before,
                                     const std::vector<std::string_view>& after) {
  return Matcher(before, after).take();
}

}  // namespace stackc::lock
