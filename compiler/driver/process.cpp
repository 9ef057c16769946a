#include "driver/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include "driver/terminal.h"

namespace stackc::driver {
namespace {

using Clock = std::chrono::steady_clock;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

class FileActions {
 public:
  FileActions() { ::posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// A group of its own, so that what it has begun can be stopped with it.
class OwnGroup {
 public:
  OwnGroup() {
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
  }
  ~OwnGroup() { ::posix_spawnattr_destroy(&attributes_); }
  OwnGroup(const OwnGroup&) = delete;
  OwnGroup& operator=(const OwnGroup&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

/// How long a signal to us may go unseen.
constexpr std::chrono::milliseconds glance{100};

/// Reads to the end, or until there is a reason to stop.
Ending read_all(int descriptor, Clock::time_point deadline, std::size_t most, std::string& out) {
  std::array<char, 65536> buffer;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return Ending::too_slow;
    if (out.size() > most) return Ending::too_much;
    if (interrupted()) return Ending::interrupted;
    pollfd wait{descriptor, POLLIN, 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(std::min(left, glance).count()));
    if (ready < 0 && errno != EINTR) return Ending::too_much;
    if (ready <= 0) continue;
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno != EINTR) return Ending::too_much;
    if (count == 0) return Ending::exited;
    if (count > 0) out.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

/// A program may close its output and go on.
Ending wait_for(pid_t child, Clock::time_point deadline, int& status) {
  for (;;) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return Ending::exited;
    if (Clock::now() >= deadline) return Ending::too_slow;
    if (interrupted()) return Ending::interrupted;
    ::poll(nullptr, 0, 2);
  }
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  all.reserve(texts.size() + 1);
  for (std::string& text : texts)
    all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

bool write_input(int descriptor, std::string_view input) {
  return ::write(descriptor, input.data(), input.size()) == static_cast<ssize_t>(input.size()) &&
         ::lseek(descriptor, 0, SEEK_SET) == 0;
}

}  // namespace

Ran run_process(const Process& process) {
  Ran ran;
  int ends[2];
  const Descriptor input(::memfd_create("stackc", MFD_CLOEXEC));
  if (input.number() < 0 || ::pipe2(ends, O_CLOEXEC) != 0) return ran;
  const Descriptor output(ends[0]);
  Descriptor child_output(ends[1]);
  if (!write_input(input.number(), process.input)) return ran;

  FileActions actions;
  ::posix_spawn_file_actions_adddup2(actions.get(), input.number(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(actions.get(), child_output.number(), STDOUT_FILENO);
  if (process.errors)
    ::posix_spawn_file_actions_adddup2(actions.get(), child_output.number(), STDERR_FILENO);
  else
    ::posix_spawn_file_actions_addopen(actions.get(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  if (!process.directory.empty()) ::posix_spawn_file_actions_addchdir_np(actions.get(), process.directory.c_str());
  const OwnGroup group;
  std::vector<std::string> arguments = process.arguments;
  std::vector<std::string> environment = process.environment;
  pid_t child = 0;
  const auto deadline = Clock::now() + process.patience;
  if (::posix_spawnp(&child, arguments.front().c_str(), actions.get(), group.get(), pointers(arguments).data(),
                     pointers(environment).data()) != 0)
    return ran;
  child_output.close();
  ran.ending = read_all(output.number(), deadline, process.most_bytes, ran.out);
  int status = 0;
  if (ran.ending == Ending::exited) ran.ending = wait_for(child, deadline, status);
  if (ran.ending != Ending::exited) {
    ::kill(-child, SIGKILL);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return ran;
  }
  if (WIFSIGNALED(status)) ran.ending = Ending::killed;
  ran.status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  return ran;
}

std::vector<std::string> inherited(std::initializer_list<const char*> names) {
  std::vector<std::string> variables;
  for (const char* const name : names) {
    if (const char* const value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
  }
  return variables;
}

}  // namespace stackc::driver
