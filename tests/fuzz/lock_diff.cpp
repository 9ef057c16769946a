// Any two texts, parted by a NUL: their diff gives both of them back.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lock/diff.h"

using namespace stackc::lock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t middle = std::min(text.find('\0'), text.size());
  const std::string_view before = text.substr(0, middle);
  const std::string_view after = middle == text.size() ? std::string_view() : text.substr(middle + 1);
  std::string old_side;
  std::string new_side;
  for (const Hunk& hunk : diff(before, after, size + 1)) {
    for (const DiffLine& line : hunk.lines) {
      const std::string whole = std::string(line.text) + (line.unfinished ? "" : "\n");
      if (line.change != Change::added) old_side += whole;
      if (line.change != Change::removed) new_side += whole;
    }
  }
  if (before != after && (old_side != before || new_side != after)) std::abort();
  return 0;
}
