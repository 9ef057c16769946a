// Text that a terminal can be given: nothing that moves the cursor, turns the direction or hides. Knows how
// many columns each character takes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stackc {

/// One character of a text as it is shown.
struct Cell {
  std::size_t offset = 0;  ///< Byte in the text that it stands for.
  std::string shown{};
  std::size_t columns = 1;  ///< 0 for combining marks, 2 for wide ones.
};

/// A tab becomes four blanks, a control character its picture (U+2400 ...), anything else that cannot be seen or is not
/// UTF-8 the replacement character.
std::vector<Cell> cells(std::string_view text);

/// The same as one string.
std::string printable(std::string_view text);

}  // namespace stackc
