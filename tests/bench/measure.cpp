// Runs commands in turn, round after round, and says what each took: shells cannot time half a millisecond.
//   stackc_measure ROUNDS SCRATCH -- COMMAND... -- COMMAND...
// In each run `@OUT@` in an argument stands for a path in SCRATCH that does not exist yet; it is removed after the
// clock has stopped. Prints a line per command: median and least wall time in microseconds (from before the fork until
// the process is reaped), highest peak memory in KiB. The kernel counts this small static program's own pages up to the
// exec, so no command can show less than about 1 MiB.

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Command {
  std::vector<std::string> words;
  std::vector<long> microseconds;
  long peak_kib = 0;
};

std::string with_out(const std::string& word, const std::string& out) {
  constexpr std::string_view hole = "@OUT@";
  const std::size_t at = word.find(hole);
  return at == std::string::npos ? word : word.substr(0, at) + out + word.substr(at + hole.size());
}

/// Runs `command` once; false if it could not be started or did not exit with 0.
bool run(Command& command, const std::string& out) {
  std::vector<std::string> words;
  std::vector<char*> argv;
  for (const std::string& word : command.words)
    words.push_back(with_out(word, out));
  for (std::string& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  int status = -1;
  rusage usage{};
  const bool started = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ) == 0;
  const bool ended = started && wait4(child, &status, 0, &usage) == child;
  const auto took = std::chrono::steady_clock::now() - start;
  posix_spawn_file_actions_destroy(&actions);

  command.microseconds.push_back(
      static_cast<long>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
  command.peak_kib = std::max(command.peak_kib, usage.ru_maxrss);
  std::filesystem::remove_all(out);
  return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Command> commands;
  for (int i = 3; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--") {
      commands.emplace_back();
    } else if (!commands.empty()) {
      commands.back().words.emplace_back(argv[i]);
    }
  }
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 0;
  const bool complete =
      std::none_of(commands.begin(), commands.end(), [](const Command& c) { return c.words.empty(); });
  if (rounds < 1 || commands.empty() || !complete) {
    std::cerr << "usage: stackc_measure ROUNDS SCRATCH -- COMMAND... -- COMMAND...\n";
    return 64;
  }

  const std::string out = std::string(argv[2]) + "/measured";
  std::filesystem::remove_all(out);
  // The first round only warms the caches.
  for (int round = 0; round <= rounds; ++round) {
    for (Command& command : commands) {
      if (!run(command, out)) {
        std::cerr << "stackc_measure: failed: " << command.words.front() << "\n";
        return 1;
      }
      if (round == 0) command.microseconds.clear();
    }
  }
  for (Command& command : commands) {
    std::sort(command.microseconds.begin(), command.microseconds.end());
    std::cout << command.microseconds[command.microseconds.size() / 2] << ' ' << command.microseconds.front() << ' '
              << command.peak_kib << '\n';
  }
  return 0;
}
