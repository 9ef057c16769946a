#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "lock/lock.h"
#include "lock/lock_json.h"

namespace stackc::lock {
namespace {

// The text as each side of an unfinished merge has it; what both share is in both.
struct Sides {
  std::string ours;
  std::string theirs;
  bool marked = false;
  bool closed = true;
};

bool is_marker(std::string_view line, char c) {
  if (line.size() < 7) return false;
  return std::all_of(line.begin(), line.begin() + 7, [c](char seen) { return seen == c; }) &&
         (line.size() == 7 || line[7] == ' ');
}

// LF for CRLF, and the two sides of every conflict; the common ancestor that diff3 style shows is left out.
Sides split(std::string_view text) {
  enum class Part { both, ours, base, theirs } part = Part::both;
  Sides sides;
  sides.ours.reserve(text.size());
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t found = text.find('\n', begin);
    const bool last = found == std::string_view::npos;
    std::string_view line = text.substr(begin, last ? found : found - begin);
    begin = last ? text.size() : found + 1;
    if (!line.empty() && line.back() == '\r' && !last) line.remove_suffix(1);
    if (is_marker(line, '<') && part == Part::both) {
      if (!sides.marked) sides.theirs = sides.ours;
      sides.marked = true;
      part = Part::ours;
      continue;
    }
    if (is_marker(line, '|') && part == Part::ours) {
      part = Part::base;
      continue;
    }
    if (is_marker(line, '=') && (part == Part::ours || part == Part::base)) {
      part = Part::theirs;
      continue;
    }
    if (is_marker(line, '>') && part == Part::theirs) {
      part = Part::both;
      continue;
    }
    const char* line_break = last ? "" : "\n";
    if (part == Part::both || part == Part::ours) sides.ours.append(line).append(line_break);
    if (sides.marked && (part == Part::both || part == Part::theirs)) sides.theirs.append(line).append(line_break);
  }
  sides.closed = part == Part::both;
  return sides;
}

void add_pending(Lock& lock, const std::string& path, const Digest& digest) {
  if (lock.knows(path, digest)) return;
  std::vector<Digest>& digests = lock.pending[path];
  digests.insert(std::upper_bound(digests.begin(), digests.end(), digest), digest);
}

// What their side knows is added to ours: every digest counts, nothing of ours is replaced.
void join(Lock& ours, const Lock& theirs) {
  ours.inputs.insert(theirs.inputs.begin(), theirs.inputs.end());
  for (const auto& [path, recorded] : theirs.artifacts) {
    const auto [mine, added] = ours.artifacts.emplace(path, recorded);
    if (!added) {
      add_pending(ours, path, recorded.digest);
      continue;
    }
    // Their entry spoke of their table; say what differs from ours.
    mine->second.older.clear();
    for (const std::string& input : recorded.inputs) {
      const std::optional<Digest> digest = theirs.input_digest(recorded, input);
      if (digest && ours.inputs[input] != *digest) mine->second.older.emplace(input, *digest);
    }
  }
  for (const auto& [path, digests] : theirs.pending) {
    for (const Digest& digest : digests)
      add_pending(ours, path, digest);
  }
}

LockReading faulty(LockState state, std::string fault, std::size_t offset) {
  LockReading reading;
  reading.state = state;
  reading.fault = std::move(fault);
  reading.offset = offset;
  return reading;
}

template <class T>
bool sorted_once(const std::vector<T>& list) {
  return std::adjacent_find(list.begin(), list.end(), [](const T& a, const T& b) { return !(a < b); }) == list.end();
}

// What `print` writes in the order in which it is given, and the comparison with a fresh lock searches by order.
bool in_order(const Lock& lock) {
  return sorted_once(lock.facts) &&
         std::all_of(lock.artifacts.begin(), lock.artifacts.end(),
                     [](const auto& artifact) { return sorted_once(artifact.second.inputs); }) &&
         std::all_of(lock.pending.begin(), lock.pending.end(),
                     [](const auto& pending) { return sorted_once(pending.second); });
}

template <class T>
void sort_once(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// Git put the lines together, so their order proves nothing about a hand.
void put_in_order(Lock& lock) {
  sort_once(lock.facts);
  for (auto& [path, recorded] : lock.artifacts)
    sort_once(recorded.inputs);
  for (auto& [path, digests] : lock.pending)
    sort_once(digests);
}

LockReading of_one_side(const std::string& text, LockReading reading) {
  const std::string spelt = print(reading.lock);
  if (spelt != text) {
    const auto differ = std::mismatch(spelt.begin(), spelt.end(), text.begin(), text.end()).second;
    return faulty(LockState::edited, "is not spelt as stackc spells it",
                  static_cast<std::size_t>(differ - text.begin()));
  }
  if (!in_order(reading.lock)) return faulty(LockState::edited, "has a list that is not sorted", 0);
  return reading;
}

}  // namespace

LockReading read_lock(std::string_view text, std::string_view lock_path) {
  if (text.size() > largest_lock) return faulty(LockState::damaged, "is larger than 8 MiB", largest_lock);
  const Sides sides = split(text);
  if (!sides.closed) return faulty(LockState::damaged, "has merge markers that do not match", text.size());

  LockReading ours = parse_lock(sides.ours, lock_path);
  if (ours.state != LockState::good) return ours;
  if (!sides.marked) return of_one_side(sides.ours, std::move(ours));
  const LockReading theirs = parse_lock(sides.theirs, lock_path);
  if (theirs.state != LockState::good) return theirs;
  join(ours.lock, theirs.lock);
  put_in_order(ours.lock);
  ours.state = LockState::merged;
  return ours;
}

}  // namespace stackc::lock
