// Drift: for each artifact, how the disk, the lock and a fresh compilation disagree, and what a build does about it.
// Pure: everything it looks at is handed in.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lock/lock.h"
#include "lock/tree.h"

namespace stackc::lock {

enum class Verdict : std::uint8_t {
  in_step,
  stale,         ///< disk = lock ≠ fresh: the stack or stackc changed since. Written.
  edited,        ///< disk ≠ lock = fresh: a hand was there. Refused.
  unrecorded,    ///< disk = fresh ≠ lock: an interrupted build or a merge. Recorded.
  conflict,      ///< All three differ. Refused.
  missing,       ///< In the lock and planned, gone from the disk. Written.
  orphaned,      ///< In the lock, planned no more. Removed if it is as recorded, otherwise refused.
  added,         ///< `new`: planned, neither in the lock nor on the disk. Written.
  foreign,       ///< Planned, not in the lock, on the disk with other bytes: somebody else's. Refused.
  mode,          ///< Right bytes, wrong run bit. Written.
  replaced,      ///< A link, a directory or something else stands in its place or on the way. Refused.
  line_endings,  ///< The right lines with CRLF, as git may make them. Written.
};

/// As people and machines read it: `in step`, `line endings`, `new` …
std::string_view text(Verdict verdict);

struct Finding {
  std::string path;
  Verdict verdict = Verdict::in_step;
  /// Whether a build leaves it alone unless it is forced.
  bool refused = false;
  /// For `stale` and `conflict`: the inputs whose digests differ, come or go, sorted. None: the compiler changed.
  std::vector<std::string> changed_inputs{};
  /// The run bit is wrong as well.
  bool mode_differs = false;
  /// For `orphaned`: the lock does not know it either; only its own first lines say whose it is.
  bool left_over = false;
  /// For `orphaned`: nothing is there any more; the lock forgets it.
  bool gone = false;
};

struct Drift {
  /// By path: every planned artifact, what the lock has beyond them, and what is left over.
  std::vector<Finding> findings;
  /// Inputs whose digest in the lock is not the fresh one, also where no artifact differs: a note.
  std::vector<std::string> changed_inputs;
  /// What the lock said of the running system and is true no more, and what is true now; sorted.
  std::vector<std::string> facts_gone;
  std::vector<std::string> facts_new;

  /// Whether every artifact is in step (`check` exits with 0).
  bool none() const;
};

/// `disk` has an entry for every path of `fresh.artifacts`, `lock.artifacts` and `lock.pending`; one that lacks counts
/// as absent. `fresh` is `lock_of` the compilation.
Drift compare(const std::map<std::string, DiskEntry>& disk, const Lock& lock, const Lock& fresh);

}  // namespace stackc::lock
