// One program of the table over the artifacts that it reads, in a scratch folder.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/rule.h"
#include "driver/compile.h"
#include "driver/verify_readers.h"

namespace stackc::driver {

/// A compilation that lies on the disk.
struct Tree {
  const Compiled& compiled;
  std::string folder;   ///< Where its files lie, absolute.
  std::string scratch;  ///< A folder for everything else, absolute.
};

/// Writes every artifact below `tree.folder`.
void write_tree(const Tree& tree);

struct Complaint {
  Rule rule = Rule::program_complains;
  std::string text{};
  std::size_t artifact = 0;  ///< Index in the compilation.
  std::uint32_t line = 0;    ///< 0 for the file as a whole.
  std::size_t files = 1;     ///< Where it may be any of several: how many.
};

struct Reading {
  std::vector<std::size_t> artifacts{};  ///< What was read, or would have been.
  std::string skipped{};                 ///< Why it was not, as the end of a sentence; empty if it was.
  std::vector<Complaint> complaints{};
};

/// The artifacts that a reader is for.
std::vector<std::size_t> artifacts_for(const Reader& reader, const Compiled& compiled);

/// `newer`: the program is newer than what the stack names. Throws std::system_error where the scratch folder fails.
Reading read_with(const Reader& reader, const Program& program, const Tree& tree, std::chrono::seconds patience,
                  bool newer);

}  // namespace stackc::driver
