#include "driver/paint.h"

#include <algorithm>

#include "diagnostics/printable.h"

namespace stackc::driver {

std::string painted(std::string_view text, Paint paint, bool colour) {
  if (!colour || text.empty()) return std::string(text);
  std::string_view code = "1";
  switch (paint) {
    case Paint::bold:
      code = "1";
      break;
    case Paint::dim:
      code = "2";
      break;
    case Paint::red:
      code = "31";
      break;
    case Paint::green:
      code = "32";
      break;
    case Paint::yellow:
      code = "33";
      break;
    case Paint::cyan:
      code = "36";
      break;
  }
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string painted_diff(std::string_view diff, bool colour) {
  if (!colour) return std::string(diff);
  std::string out;
  while (!diff.empty()) {
    const std::string_view line = diff.substr(0, diff.find('\n'));
    diff.remove_prefix(std::min(diff.size(), line.size() + 1));
    // A terminal is given nothing that moves its cursor; a pipe gets the bytes, which `patch` reads.
    const std::string shown = printable(line);
    if (line.starts_with("diff --git ") || line.starts_with("+++") || line.starts_with("---"))
      out += painted(shown, Paint::bold, true);
    else if (line.substr(0, 2) == "@@")
      out += painted(shown, Paint::cyan, true);
    else if (line.substr(0, 1) == "+")
      out += painted(shown, Paint::green, true);
    else if (line.substr(0, 1) == "-")
      out += painted(shown, Paint::red, true);
    else
      out += shown;
    out += '\n';
  }
  return out;
}

std::string padded(std::string_view text, std::size_t columns) {
  std::string out(text);
  if (out.size() < columns) out.append(columns - out.size(), ' ');
  return out;
}

}  // namespace stackc::driver
