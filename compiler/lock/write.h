// Writes a compilation into a root directory so that every file is old or new at every moment, and nothing that a
// hand made is lost. One writer at a time on a root.
//
// Order: the journal (the coming lock, unfinished) → every changed file, unfinished, beside its place → the journal
// becomes the lock: it knows old and new digests → renames → removals → the final lock. A failure before the first
// rename leaves everything as it was; a kill anywhere leaves files that the next build knows as its own.
// Nothing is synced to the disk unless `durable`: after a loss of power a file may come back old or empty, `check`
// names it, and a build (forced, where the file is empty) writes it again. With `durable` the disk has what each of
// these steps wrote before the next begins, so that a loss of power is no more than a kill.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "lock/artifact.h"
#include "lock/disk_error.h"
#include "lock/examine.h"
#include "lock/steps.h"

namespace stackc::lock {

struct WriteOptions {
  /// Paths, as in `Finding::path`, that are overwritten or removed although a hand made what is there;
  /// the path of the lock: a lock that cannot be trusted is replaced.
  std::set<std::string> force{};
  /// Decide and report, but write nothing.
  bool dry_run = false;
  /// Wait for the disk (syncfs of the root's file system): before the journal becomes the lock, before the first
  /// rename, before the final lock, and at the end.
  bool durable = false;
  /// How the root is walked.
  Root::Resolution resolution = Root::Resolution::best;
  /// How long to wait for another writer (milliseconds).
  unsigned patience = 60000;
  /// Asked once, after the look and before anything is decided, also in a dry run; if it says no, nothing is done.
  std::function<bool(const Examination&)> agreed{};
  /// Asked before each file while giving up is still free; for signals.
  std::function<bool()> interrupted{};
};

struct WriteResult {
  /// What was found before anything was written.
  Examination before;
  /// By path, one for each finding. In a dry run: what would be done.
  std::vector<Step> steps;
  bool lock_written = false;
  /// The lock on disk is not usable and was not forced: nothing was done.
  bool lock_refused = false;
  bool interrupted = false;
  /// Forced paths that are neither an artifact's nor the lock's: probably misspelt.
  std::vector<std::string> unused_force;
  std::vector<DiskError> errors;

  /// 74 after an error or interruption, 1 if the lock is not usable, 2 if something was refused, 0.
  int exit_code() const;
};

/// `root` is made if it is missing. `lock_path` is relative to it. Throws std::logic_error where `examine` does.
WriteResult write(const std::string& root, const ArtifactPath& lock_path, const Compiled& compiled,
                  const WriteOptions& options = {});

}  // namespace stackc::lock
