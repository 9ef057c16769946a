// `stack.lock`: what was compiled from what. Its values, its one spelling, and a reader that believes nothing.
// Format 1 is JSON, sorted, one line for each thing that a merge can touch:
//
//   { "lock": 1, "language": 1, "name": "blog",
//     "inputs":    { "stack.yaml": "<sha256>", … },
//     "artifacts": { "compose.yaml": {"sha256": "…", "mode": "0644", "inputs": ["stack.yaml", …]}, … },
//     "facts":     [ "publishes 443 on all addresses", … ],
//     "pending":   { "compose.yaml": ["<sha256>", …], … } }      only while a build is under way
//
// An artifact's `inputs` have the digests of the table `inputs`; one that was made from an older input (a refused
// overwrite) also has `"older": {"stack.yaml": "<sha256>"}`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lock/artifact.h"
#include "lock/digest.h"

namespace stackc::lock {

/// The newest format that this stackc reads, and the one it writes.
inline constexpr int lock_format = 1;
/// The lock's name; it lies beside the stack.
inline constexpr std::string_view lock_name = "stack.lock";
/// A larger lock is refused unread (bytes).
inline constexpr std::size_t largest_lock = 8U * 1024U * 1024U;

/// What the lock says of one artifact.
struct Recorded {
  Digest digest;
  FileMode mode = FileMode::plain;
  /// Names of inputs, sorted.
  std::vector<std::string> inputs{};
  /// Digests of those inputs that have another one in the lock's table by now.
  std::map<std::string, Digest> older{};

  bool operator==(const Recorded&) const = default;
};

struct Lock {
  int language = 1;
  std::string name;
  std::map<std::string, Digest> inputs{};
  /// By path; every key is an `ArtifactPath`.
  std::map<std::string, Recorded> artifacts{};
  /// Sorted, each once.
  std::vector<std::string> facts{};
  /// Further digests by path that are ours: about to be written when a build was interrupted,
  /// or the other side of a merge. Sorted, each once.
  std::map<std::string, std::vector<Digest>> pending{};

  bool operator==(const Lock&) const = default;

  /// Whether stackc wrote, or was about to write, these bytes at `path`.
  bool knows(const std::string& path, const Digest& digest) const;
  /// The digest of the input that `recorded` was made from; nothing if the lock lost it in a merge.
  std::optional<Digest> input_digest(const Recorded& recorded, const std::string& input) const;
};

/// The lock of a finished build of `compiled`.
Lock lock_of(const Compiled& compiled);

/// The one spelling: LF, two blanks of indentation, final LF. Bytes that are not UTF-8 become U+FFFD.
std::string print(const Lock& lock);

enum class LockState : std::uint8_t {
  absent,
  good,
  merged,   ///< Held merge markers: `lock` is ours, the other sides' digests are in `pending`.
  damaged,  ///< Not a lock, or not all of one.
  edited,   ///< A lock, but not as stackc spells it: a hand or a formatter was there.
  newer,    ///< A format that a later stackc wrote.
};

/// As machines read it: the names above.
std::string_view text(LockState state);

/// What a reader found. `lock` is empty unless the state is `good` or `merged`: nothing else is trusted.
struct LockReading {
  LockState state = LockState::absent;
  Lock lock{};
  /// For `damaged`, `edited` and `newer`: the end of a sentence, and the byte where it was seen.
  std::string fault{};
  std::size_t offset = 0;

  bool usable() const { return state == LockState::absent || state == LockState::good || state == LockState::merged; }
};

/// Reads the text of a lock, never throws. `lock_path` is the lock's own place, which no artifact may have.
/// CRLF, as git may have made it, is read as LF.
LockReading read_lock(std::string_view text, std::string_view lock_path = lock_name);

}  // namespace stackc::lock
