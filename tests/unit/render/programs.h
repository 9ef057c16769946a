// Runs the programs that read what templates wrote: files in a fresh folder, a child process, its output.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace render_test {

/// A folder that goes away with its owner.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path folder_;
};

struct Run {
  int status = -1;  ///< Exit status; 128 and more for a signal.
  std::string out;  ///< Standard output.
};
/// Waits for the program; standard error goes where ours goes.
Run run(const std::vector<std::string>& command);

/// Where the program is, or empty.
std::string find_program(const std::string& name);

/// Starts a server, asks it over a Unix socket for each path, and stops it. The answers' bodies, in order.
std::vector<std::string> ask_server(const std::vector<std::string>& command, const std::string& socket,
                                    const std::vector<std::string>& paths);

}  // namespace render_test
