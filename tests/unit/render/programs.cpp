#include "tests/unit/render/programs.h"

#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <fstream>
#include <thread>

#include "tests/catch.h"

extern char** environ;

namespace render_test {

namespace fs = std::filesystem;

namespace {

/// Starts the command; `out` becomes its standard output if not negative.
pid_t start(const std::vector<std::string>& command, int out) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command)
    arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (out >= 0) posix_spawn_file_actions_adddup2(&actions, out, 1);
  pid_t child = -1;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  REQUIRE(failed == 0);
  return child;
}

int status_of(pid_t child) {
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string read_all(int file) {
  std::string all;
  std::array<char, 4096> part{};
  for (ssize_t count; (count = read(file, part.data(), part.size())) > 0;)
    all.append(part.data(), static_cast<std::size_t>(count));
  return all;
}

int connected(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(path.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  for (int attempt = 0; attempt < 200; ++attempt) {
    const int file = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return file;
    close(file);
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  FAIL("the server does not answer on " << path);
  return -1;
}

}  // namespace

Scratch::Scratch() {
  std::string pattern = (fs::temp_directory_path() / "stackc-render-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  folder_ = pattern;
}
Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}
void Scratch::write(const std::string& name, const std::string& text) const {
  std::ofstream(folder_ / name, std::ios::binary) << text;
}

Run run(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = start(command, ends[1]);
  close(ends[1]);
  Run result;
  result.out = read_all(ends[0]);
  close(ends[0]);
  result.status = status_of(child);
  return result;
}

std::string find_program(const std::string& name) {
  for (const char* folder : {"/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin"}) {
    const fs::path path = fs::path(folder) / name;
    if (access(path.c_str(), X_OK) == 0) return path.string();
  }
  return {};
}

std::vector<std::string> ask_server(const std::vector<std::string>& command, const std::string& socket,
                                    const std::vector<std::string>& paths) {
  const pid_t child = start(command, -1);
  std::vector<std::string> answers;
  for (const std::string& path : paths) {
    const int file = connected(socket);
    const std::string request = "GET " + path + " HTTP/1.0\r\nHost: test\r\n\r\n";
    CHECK(write(file, request.data(), request.size()) == static_cast<ssize_t>(request.size()));
    const std::string answer = read_all(file);
    close(file);
    const std::size_t body = answer.find("\r\n\r\n");
    answers.push_back(body == std::string::npos ? "no answer" : answer.substr(body + 4));
  }
  kill(child, SIGTERM);
  CHECK(status_of(child) == 0);
  return answers;
}

}  // namespace render_test
