// What a build does about each finding, and what the lock says before, between and after. Pure.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "lock/artifact.h"
#include "lock/examine.h"

namespace stackc::lock {

enum class Action : std::uint8_t {
  kept,      ///< Was right; not touched.
  recorded,  ///< Was right; only the lock learns of it.
  written,
  removed,
  forgotten,  ///< Gone already; the lock drops it.
  refused,
  failed,  ///< The disk refused.
};

/// As people and machines read it: the names above.
std::string_view text(Action action);

struct Step {
  std::string path;
  Verdict verdict = Verdict::in_step;
  Action action = Action::kept;
  /// Overwritten or removed only because it was forced.
  bool forced = false;
};

/// One step for each finding, in their order. `force` has paths as in `Finding::path`. Never forced: what lies behind
/// a link or a file in a directory's place, and the removal of a file that the compilation reads.
std::vector<Step> decide(const Examination& found, const Compiled& compiled, const std::set<std::string>& force);

/// The lock while files change: what was recorded, and in `pending` every path that is written, with all digests of
/// ours that are or are about to be on disk.
Lock journal(const Examination& found, const std::vector<Step>& steps);

/// The lock once the steps are done: a refused or failed one keeps what was recorded of it.
Lock final_lock(const Examination& found, const std::vector<Step>& steps);

}  // namespace stackc::lock
