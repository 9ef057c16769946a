// Any bytes as a lock: no crash, nothing trusted that stackc would spell otherwise, no path that leaves the root.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "lock/lock.h"

using namespace stackc::lock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const LockReading reading = read_lock(text);
  if (!reading.usable() && !(reading.lock == Lock{})) std::abort();
  const auto inside = [](const auto& entry) {
    return std::holds_alternative<ArtifactPath>(ArtifactPath::parse(entry.first)) && entry.first != lock_name;
  };
  for (const auto& entry : reading.lock.artifacts) {
    if (!inside(entry)) std::abort();
  }
  for (const auto& entry : reading.lock.pending) {
    if (!inside(entry)) std::abort();
  }
  if (reading.usable() && !(read_lock(print(reading.lock)).lock == reading.lock)) std::abort();
  return 0;
}
