// The process around the commands: which streams are terminals, writing to them, and signals. With files.cpp,
// process.cpp and verify's scratch folder, all of the environment that stackc touches.
#pragma once

#include <functional>
#include <string_view>

namespace stackc::driver {

struct Terminal {
  bool colour_out = false;   ///< stdout is a terminal, NO_COLOR is not set, TERM is not `dumb`.
  bool colour_talk = false;  ///< The same for stderr.
  /// Writes to stderr at once, for what is seen while a call runs; empty if that is no terminal.
  std::function<void(std::string_view)> show{};
};

Terminal look_at_terminal();

/// Everything to a file descriptor; 0, or errno.
int write_all(int descriptor, std::string_view text);

/// SIGINT, SIGTERM and SIGHUP are noted instead of ending the process, until `restore_signals`.
void note_signals();
void restore_signals();
/// Whether one came.
bool interrupted();

}  // namespace stackc::driver
