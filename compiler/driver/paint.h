// Colours of what the commands print. Diagnostics have their own in diagnostics/render_text.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stackc::driver {

enum class Paint : std::uint8_t { bold, dim, red, green, yellow, cyan };

/// `text` in that colour, or as it is where there is no terminal.
std::string painted(std::string_view text, Paint paint, bool colour);

/// A unified diff with its additions and removals coloured.
std::string painted_diff(std::string_view diff, bool colour);

/// `text` filled up with blanks to `columns` characters (of ASCII).
std::string padded(std::string_view text, std::size_t columns);

}  // namespace stackc::driver
