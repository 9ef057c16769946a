// The difference of two texts by lines, in hunks that a person reads: patience first (lines that stand once in both
// texts hold the two together), Myers' shortest edit between them. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stackc::lock {

enum class Change : std::uint8_t { same, removed, added };

/// A line of a hunk; a view into the text it came from.
struct DiffLine {
  Change change = Change::same;
  std::string_view text;    ///< Without its LF.
  bool unfinished = false;  ///< The last line, without an LF.
};

/// Lines count from 1; an empty side has the number of the line before it, as in `diff -u`.
struct Hunk {
  std::size_t old_begin = 0;
  std::size_t old_count = 0;
  std::size_t new_begin = 0;
  std::size_t new_count = 0;
  std::vector<DiffLine> lines{};
};

struct DiffStat {
  std::size_t added = 0;
  std::size_t removed = 0;
};

/// Empty for equal texts. Both texts must outlive the result. Texts that differ in thousands of places within one
/// stretch are shown there as replaced whole: time and memory stay bounded.
std::vector<Hunk> diff(std::string_view before, std::string_view after, std::size_t context = 3);

DiffStat stat(const std::vector<Hunk>& hunks);

/// As `diff -u` and `git diff` print it, without colours; `patch` reads it. Empty without hunks.
std::string unified(std::string_view old_name, std::string_view new_name, const std::vector<Hunk>& hunks);

/// For each line of `after`, the line of `before` (from 1) that it is, or 0 where it is new.
std::vector<std::uint32_t> matching_lines(std::string_view before, std::string_view after);

}  // namespace stackc::lock
