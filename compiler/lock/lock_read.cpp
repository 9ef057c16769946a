#include <algorithm>
#include <array>
#include <optional>

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

}  // namespace

LockReading read_lock(std::string_view text, std::string_view lock_path) {
  if (text.size() > largest_lock) return faulty(LockState::damaged, "is larger than 8 MiB", largest_lock);
  const Sides sides = split(text);
  if (!sides.closed) return faulty(LockState::damaged, "has merge markers that do not match", text.size());

  LockReading ours = parse_lock(sides.ours, lock_path);
  if (ours.state != LockState::good) return ours;
  if (!sides.marked) {
    const std::string spelt = print(ours.lock);
    if (spelt == sides.ours) return ours;
    const auto differ = std::mismatch(spelt.begin(), spelt.end(), sides.ours.begin(), sides.ours.end()).second;
    return faulty(LockState::edited, "is not spelt as stackc spells it",
                  static_cast<std::size_t>(differ - sides.ours.begin()));
  }
  const LockReading theirs = parse_lock(sides.theirs, lock_path);
  if (theirs.state != LockState::good) return theirs;
  join(ours.lock, theirs.lock);
  ours.state = LockState::merged;
  return ours;
}

}  // namespace stackc::lock
