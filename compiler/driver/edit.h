// Where a hand changed an artifact: the hunks, and what made the lines that stood there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "driver/excerpt.h"
#include "driver/load.h"
#include "lock/diff.h"
#include "lock/examine.h"

namespace stackc::driver {

/// One place that a hand changed.
struct Edit {
  lock::Hunk hunk;
  /// Lines on the disk that differ, from 1; where lines were only taken away, the one that follows.
  std::size_t first_line = 1;
  std::size_t last_line = 1;
  /// Nothing that stackc wrote was changed, so `cause` is that of the line above.
  bool only_added = false;
  LineCause cause{};
};

/// Whether its edits are worth showing: `edited` or `conflict`, with the bytes of a text on the disk.
bool shows_edits(const lock::Finding& finding, const lock::DiskEntry& disk);

/// The bytes on the disk with each CRLF as LF: a file whose line endings git converted is compared without them.
std::string with_lf(std::string_view bytes);

/// `after` is what lies on the disk. The result points into `after` and into the artifact's bytes.
std::vector<Edit> edits_of(const LoadedStack& stack, const lock::Artifact& artifact, std::string_view after);

/// A line of a hunk as a unified diff has it: ` `, `-` or `+` and the text.
std::string signed_line(const lock::DiffLine& line);

/// What to do about edits: `otherwise` where a line of the stack made one of the lines, else that none did.
std::string cure_of(const LoadedStack& stack, const lock::Finding& finding, const std::vector<Edit>& edits,
                    std::string otherwise);

/// The cause of one edit for people: "stack.yaml:11:47: /ws/: { … }", one for each line of the stack, or where no line
/// made it, what did.
std::vector<std::string> cause_text(const LoadedStack& stack, const Edit& edit);

}  // namespace stackc::driver
