#include "lock/diff.h"

#include <algorithm>
#include <utility>

#include "lock/diff_lines.h"

namespace stackc::lock {
namespace {

using Lines = std::vector<std::string_view>;

// A stretch of old lines that became a stretch of new lines; one of them may be empty.
struct Block {
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;
};

std::vector<Block> blocks_of(std::size_t old_size, const std::vector<std::size_t>& match) {
  std::vector<Block> blocks;
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  while (old_line < old_size || new_line < match.size()) {
    if (new_line < match.size() && match[new_line] == old_line) {
      ++old_line;
      ++new_line;
      continue;
    }
    Block block{old_line, 0, new_line, 0};
    while (new_line < match.size() && match[new_line] == no_line)
      ++new_line;
    old_line = new_line < match.size() ? match[new_line] : old_size;
    block.old_end = old_line;
    block.new_end = new_line;
    blocks.push_back(block);
  }
  return blocks;
}

std::size_t indentation(std::string_view line) {
  const std::size_t text = line.find_first_not_of(" \t\r\n");
  // A blank line parts what is above it from what is below: the best of beginnings is right after one.
  return text == std::string_view::npos ? 1000 : text;
}

// A block of one side can often slide: its first line equals the line after it, or its last the line before.
// The place whose first line is indented least reads as the person wrote it; of several, the lowest.
void slide(const Lines& lines, std::size_t floor, std::size_t ceiling, std::size_t& begin, std::size_t& end,
           std::ptrdiff_t& moved) {
  std::size_t low = begin;
  std::size_t length = end - begin;
  while (low > floor && lines[low - 1] == lines[low + length - 1])
    --low;
  std::size_t best = begin;
  bool first = true;
  for (std::size_t at = low;; ++at) {
    if (first || indentation(lines[at]) <= indentation(lines[best])) best = at;
    first = false;
    if (at + length >= ceiling || lines[at] != lines[at + length]) break;
  }
  moved = static_cast<std::ptrdiff_t>(best) - static_cast<std::ptrdiff_t>(begin);
  begin = best;
  end = best + length;
}

std::size_t shifted(std::size_t line, std::ptrdiff_t by) {
  return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(line) + by);
}

void slide_all(const Lines& before, const Lines& after, std::vector<Block>& blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Block& block = blocks[i];
    // One line of context at least stays between two blocks.
    const bool last = i + 1 == blocks.size();
    std::ptrdiff_t moved = 0;
    if (block.old_begin == block.old_end) {
      const std::size_t floor = i == 0 ? 0 : blocks[i - 1].new_end + 1;
      slide(after, floor, last ? after.size() : blocks[i + 1].new_begin - 1, block.new_begin, block.new_end, moved);
      block.old_begin = block.old_end = shifted(block.old_begin, moved);
    } else if (block.new_begin == block.new_end) {
      const std::size_t floor = i == 0 ? 0 : blocks[i - 1].old_end + 1;
      slide(before, floor, last ? before.size() : blocks[i + 1].old_begin - 1, block.old_begin, block.old_end, moved);
      block.new_begin = block.new_end = shifted(block.new_begin, moved);
    }
  }
}

void add_lines(Hunk& hunk, Change change, const Lines& lines, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    std::string_view text = lines[i];
    const bool unfinished = text.empty() || text.back() != '\n';
    if (!unfinished) text.remove_suffix(1);
    hunk.lines.push_back(DiffLine{change, text, unfinished});
  }
  if (change != Change::added) hunk.old_count += end - begin;
  if (change != Change::removed) hunk.new_count += end - begin;
}

void print_side(std::string& out, char sign, std::size_t begin, std::size_t count) {
  out += sign;
  out += std::to_string(begin);
  if (count != 1) out += "," + std::to_string(count);
}

}  // namespace

std::vector<Hunk> diff(std::string_view before, std::string_view after, std::size_t context) {
  if (before == after) return {};
  const Lines old_lines = lines_of(before);
  const Lines new_lines = lines_of(after);
  std::vector<Block> blocks = blocks_of(old_lines.size(), match_lines(old_lines, new_lines));
  slide_all(old_lines, new_lines, blocks);

  std::vector<Hunk> hunks;
  for (std::size_t i = 0; i < blocks.size();) {
    // Blocks whose context would touch share a hunk.
    std::size_t last = i;
    while (last + 1 < blocks.size() && blocks[last + 1].old_begin - blocks[last].old_end <= 2 * context)
      ++last;
    Hunk hunk;
    std::size_t old_line = blocks[i].old_begin - std::min(context, blocks[i].old_begin);
    const std::size_t old_first = old_line;
    const std::size_t new_first = blocks[i].new_begin - (blocks[i].old_begin - old_line);
    for (; i <= last; ++i) {
      add_lines(hunk, Change::same, old_lines, old_line, blocks[i].old_begin);
      add_lines(hunk, Change::removed, old_lines, blocks[i].old_begin, blocks[i].old_end);
      add_lines(hunk, Change::added, new_lines, blocks[i].new_begin, blocks[i].new_end);
      old_line = blocks[i].old_end;
    }
    add_lines(hunk, Change::same, old_lines, old_line, std::min(old_lines.size(), old_line + context));
    hunk.old_begin = old_first + (hunk.old_count == 0 ? 0 : 1);
    hunk.new_begin = new_first + (hunk.new_count == 0 ? 0 : 1);
    hunks.push_back(std::move(hunk));
  }
  return hunks;
}

DiffStat stat(const std::vector<Hunk>& hunks) {
  DiffStat result;
  for (const Hunk& hunk : hunks) {
    for (const DiffLine& line : hunk.lines) {
      if (line.change == Change::added) ++result.added;
      if (line.change == Change::removed) ++result.removed;
    }
  }
  return result;
}

std::string unified(std::string_view old_name, std::string_view new_name, const std::vector<Hunk>& hunks) {
  std::string out;
  if (hunks.empty()) return out;
  out.append("--- ").append(old_name).append("\n+++ ").append(new_name).append("\n");
  for (const Hunk& hunk : hunks) {
    out += "@@ ";
    print_side(out, '-', hunk.old_begin, hunk.old_count);
    out += ' ';
    print_side(out, '+', hunk.new_begin, hunk.new_count);
    out += " @@\n";
    for (const DiffLine& line : hunk.lines) {
      out += line.change == Change::same ? ' ' : line.change == Change::removed ? '-' : '+';
      out.append(line.text).append("\n");
      if (line.unfinished) out += "\\ No newline at end of file\n";
    }
  }
  return out;
}

std::vector<std::uint32_t> matching_lines(std::string_view before, std::string_view after) {
  std::vector<std::uint32_t> numbers;
  for (const std::size_t line : match_lines(lines_of(before), lines_of(after))) {
    numbers.push_back(line == no_line ? 0 : static_cast<std::uint32_t>(line + 1));
  }
  return numbers;
}

}  // namespace stackc::lock
