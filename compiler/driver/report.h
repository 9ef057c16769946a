// What a run of build, check, diff or verify came to, as a value: the machine-readable formats are printed from it and
// from nothing else. It is made only where one of them was asked for.
//
// Every `file` is relative to the root of the repository that the stack lies in, with `/`; a file outside of it has its
// absolute path, a template of stackc its name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/rule.h"
#include "driver/usage.h"
#include "lock/drift.h"
#include "lock/steps.h"
#include "source/source.h"

namespace stackc::driver {

/// The version of the report's shape (`docs/report.schema.json`): keys are added within one, never renamed or removed.
inline constexpr int report_version = 1;

struct ReportedPlace {
  std::string file;
  Position begin{};
  Position end{};  ///< One past the last character.
  std::uint32_t begin_offset = 0;
  std::uint32_t end_offset = 0;
};

struct ReportedNote {
  std::string message;
  std::optional<ReportedPlace> place{};
};

struct ReportedDiagnostic {
  Rule rule{};
  std::string message;
  std::optional<ReportedPlace> place{};
  std::string help{};
  std::vector<std::string> environments{};
  std::vector<ReportedNote> notes{};
};

/// Lines that a hand changed. "Old" is what the stack says, "new" what lies on the disk.
struct ReportedHunk {
  std::size_t old_begin = 0;
  std::size_t old_count = 0;
  std::size_t new_begin = 0;
  std::size_t new_count = 0;
  /// The first line on the disk that differs, from 1, and the last.
  std::size_t first_line = 1;
  std::size_t last_line = 1;
  /// As in a unified diff: ` `, `-` or `+` and the line.
  std::vector<std::string> lines{};
  /// The lines of the stack that made the old lines, with their text.
  std::vector<ReportedNote> from{};
  /// Where no line of the stack made them: the default, the entry of the catalogue or the template that did.
  std::string otherwise_from{};
};

/// Of `diff`, for what build would refuse: hunks of unified diffs, without the lines that name the two sides.
struct ReportedSides {
  std::string by_hand{};   ///< From the file as it was built to the file as it is.
  std::string by_stack{};  ///< To the file as it would be, from the file as it was built if `based`, else as it is.
  bool based = false;
  std::string note{};  ///< Why the file as it was built is not known.
};

/// What a change means for the running system.
struct ReportedMeaning {
  std::string rank;
  std::vector<std::string> environments{};
  std::string text{};
};

struct ReportedFile {
  std::string path;  ///< As the lock has it.
  std::string file;
  lock::Verdict verdict = lock::Verdict::in_step;
  bool refused = false;
  bool mode_differs = false;
  std::string reason{};
  std::string help{};
  std::vector<std::string> changed_inputs{};
  std::vector<ReportedHunk> hunks{};
  /// Where a person looks: the first line that differs; where the file is not there, the lock or the stack.
  ReportedPlace place{};
  std::optional<lock::Action> action{};  ///< Of `build`.
  bool forced = false;
  std::string diff{};  ///< Of `diff`: unified.
  std::optional<ReportedSides> sides{};
};

/// The lock as it was found.
struct ReportedLock {
  std::string path;
  std::string file;
  lock::LockState state = lock::LockState::absent;
  /// Where it has merge markers: the line of the first, and what to say of it.
  std::uint32_t marker_line = 0;
  std::string reason{};
  std::string help{};
};

struct ReportedError {
  std::string message;
  std::string file{};
};

/// Of `verify`: a program that reads artifacts of the stack.
struct ReportedProgram {
  std::string name;
  std::string version{};             ///< Empty where it says none, or is not there.
  std::vector<std::string> files{};  ///< What it read, or would have.
  std::string skipped{};             ///< Why it did not; empty if it did.
  std::string compiled_for{};        ///< The version that its files were compiled for, where that is not the stack's.
};

struct ReportedStack {
  std::string shown;  ///< The stack file as it was named.
  std::string file{};
  std::string name{};  ///< Empty where it is not known.
  int exit = 0;
  std::string fault{};  ///< What kept it from being read, or a defect of stackc; empty if nothing did.
  bool compiled = false;
  std::vector<ReportedDiagnostic> diagnostics{};
  std::optional<ReportedLock> lock{};
  std::vector<ReportedFile> files{};
  std::vector<std::string> changed_inputs{};
  std::vector<std::string> facts_gone{};
  std::vector<std::string> facts_new{};
  std::vector<ReportedMeaning> meaning{};  ///< The worst first.
  std::vector<ReportedError> errors{};
  std::vector<ReportedProgram> programs{};
};

struct Report {
  Command command = Command::check;
  int exit = 0;
  bool dry_run = false;
  std::vector<ReportedStack> stacks{};
};

}  // namespace stackc::driver
