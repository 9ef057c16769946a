// Another program, run to its end within bounds: git.cpp and verify are what runs one. No shell takes part, the
// environment is what is given here, and no descriptor of ours is left to it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stackc::driver {

struct Process {
  std::vector<std::string> arguments;    ///< The program first, as a path or as a name to be found on PATH.
  std::vector<std::string> environment;  ///< `NAME=value`.
  std::string directory{};               ///< Where it works; empty: where we are.
  std::string_view input{};              ///< Its standard input.
  bool errors = false;                   ///< Whether its standard error is wanted too, in one text with its output.
  std::chrono::milliseconds patience{5000};
  std::size_t most_bytes = 1U << 20U;
};

enum class Ending : std::uint8_t {
  not_started,
  exited,
  killed,       ///< By a signal that was not ours.
  too_slow,     ///< Stopped, with all that it had begun, when its time was over.
  too_much,     ///< Stopped because its output had no end.
  interrupted,  ///< Stopped because we are to stop.
};

struct Ran {
  Ending ending = Ending::not_started;
  int status = 0;  ///< Of `exited` the exit status, of `killed` the signal.
  std::string out{};

  bool well() const { return ending == Ending::exited && status == 0; }
};

Ran run_process(const Process& process);

/// `NAME=value` for those of `names` that are set.
std::vector<std::string> inherited(std::initializer_list<const char*> names);

}  // namespace stackc::driver
