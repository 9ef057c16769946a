#include "diagnostics/printable.h"

#include <algorithm>
#include <array>

#include "source/utf8.h"

namespace stackc {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

/// Two columns: the blocks of Unicode's EastAsianWidth.txt that are wide as a whole, and pictographs.
constexpr auto wide = std::to_array<Range>({{0x1100, 0x115F},
                                            {0x2E80, 0x303E},
                                            {0x3041, 0x4DBF},
                                            {0x4E00, 0xA4CF},
                                            {0xA960, 0xA97C},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6F},
                                            {0xFF01, 0xFF60},
                                            {0xFFE0, 0xFFE6},
                                            {0x1F300, 0x1F64F},
                                            {0x1F680, 0x1F6FF},
                                            {0x1F900, 0x1F9FF},
                                            {0x20000, 0x3FFFD}});
/// No column: combining marks, joiners and variation selectors.
constexpr auto narrow = std::to_array<Range>({{0x0300, 0x036F},
                                              {0x1AB0, 0x1AFF},
                                              {0x1DC0, 0x1DFF},
                                              {0x200C, 0x200D},
                                              {0x20D0, 0x20FF},
                                              {0xFE00, 0xFE0F},
                                              {0xFE20, 0xFE2F}});
/// Shown as the replacement character: C1, marks of direction, separators, the byte order mark, interlinear marks.
constexpr auto unseen = std::to_array<Range>({{0x80, 0x9F},
                                              {0x61C, 0x61C},
                                              {0x200B, 0x200B},
                                              {0x200E, 0x200F},
                                              {0x2028, 0x202E},
                                              {0x2060, 0x206F},
                                              {0xFEFF, 0xFEFF},
                                              {0xFFF0, 0xFFFB},
                                              {0xFFFE, 0xFFFF},
                                              {0xE0000, 0xE0FFF}});

template <std::size_t Size>
bool in(const std::array<Range, Size>& ranges, std::uint32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [c](const Range& r) { return c >= r.first && c <= r.last; });
}

}  // namespace

std::vector<Cell> cells(std::string_view text) {
  std::vector<Cell> out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_utf8(text.substr(i));
    Cell cell{i, {}, 1};
    if (c.value == '\t') {
      cell.shown = "    ";
      cell.columns = 4;
    } else if (c.length == 1 && (c.value < 0x20U || c.value == 0x7FU)) {
      // U+2400 is the picture of NUL, U+2421 that of DEL.
      const std::uint32_t picture = c.value == 0x7FU ? 0x21U : c.value;
      cell.shown = std::string("\xE2\x90") + static_cast<char>(static_cast<unsigned char>(0x80U | picture));
    } else if (c.length == 0 || in(unseen, c.value)) {
      cell.shown = "\xEF\xBF\xBD";
    } else {
      cell.shown = std::string(text.substr(i, c.length));
      cell.columns = c.value < 0x300U ? 1 : in(wide, c.value) ? 2 : in(narrow, c.value) ? 0 : 1;
    }
    i += std::max(c.length, 1U);
    out.push_back(std::move(cell));
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  for (const Cell& cell : cells(text))
    out += cell.shown;
  return out;
}

}  // namespace stackc
