#include "driver/git.h"

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
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <vector>

namespace stackc::driver {
namespace {

constexpr std::size_t most_bytes = 32U << 20U;
constexpr std::chrono::seconds patience{5};
constexpr const char* most_commits = "--max-count=200";

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

/// Reads to the end, or until time or room is up: then what came is not all, and false.
bool read_all(int descriptor, std::string& out) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  std::array<char, 65536> buffer;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0 || out.size() > most_bytes) return false;
    pollfd wait{descriptor, POLLIN, 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) return true;
    out.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

/// What git is given to find its way and its owner's `safe.directory`; nothing that a hook around us has set.
std::vector<std::string> environment() {
  std::vector<std::string> variables{"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1",
                                     "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0"};
  for (const char* const name : {"PATH", "HOME", "XDG_CONFIG_HOME"}) {
    if (const char* const value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  all.reserve(texts.size() + 1);
  for (std::string& text : texts)
    all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

struct Ran {
  bool started = false;
  bool well = false;  ///< Ended by itself with status 0, and all of its output is here.
  std::string out{};
};

/// Runs git with these arguments and `in` as its standard input; its complaints are thrown away.
Ran run_git(std::vector<std::string> arguments, std::string_view in) {
  Ran ran;
  int ends[2];
  const Descriptor input(::memfd_create("stackc", MFD_CLOEXEC));
  if (input.number() < 0 || ::pipe2(ends, O_CLOEXEC) != 0) return ran;
  const Descriptor output(ends[0]);
  Descriptor child_output(ends[1]);
  if (::write(input.number(), in.data(), in.size()) != static_cast<ssize_t>(in.size())) return ran;
  if (::lseek(input.number(), 0, SEEK_SET) != 0) return ran;

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input.number(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, child_output.number(), STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  arguments.insert(arguments.begin(), "git");
  std::vector<std::string> variables = environment();
  pid_t child = 0;
  ran.started =
      ::posix_spawnp(&child, "git", &actions, nullptr, pointers(arguments).data(), pointers(variables).data()) == 0;
  ::posix_spawn_file_actions_destroy(&actions);
  if (!ran.started) return ran;
  child_output.close();
  const bool complete = read_all(output.number(), ran.out);
  if (!complete) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ran.well = complete && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return ran;
}

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

/// `rev-list --objects` prints commits, then `ID NAME` for the folders and versions it met; the newest come first.
std::string versions_of(std::string_view listed, std::string_view path) {
  std::string ids;
  while (!listed.empty()) {
    const std::string_view line = take_line(listed);
    const std::size_t blank = line.find(' ');
    if (blank != std::string_view::npos && line.substr(blank + 1).ends_with(path))
      ids.append(line.substr(0, blank)).append("\n");
  }
  return ids;
}

/// Goes through the answers of `cat-file --batch`: `ID blob SIZE`, the bytes, a line break.
std::optional<std::string> first_wanted(std::string_view answers, const std::function<bool(std::string_view)>& wanted) {
  while (!answers.empty()) {
    const std::string_view head = take_line(answers);
    const std::size_t kind = head.find(" blob ");
    if (kind == std::string_view::npos) continue;
    std::size_t size = 0;
    const std::string_view digits = head.substr(kind + 6);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), size).ec != std::errc() || size > answers.size())
      return std::nullopt;
    if (wanted(answers.substr(0, size))) return std::string(answers.substr(0, size));
    answers.remove_prefix(std::min(answers.size(), size + 1));
  }
  return std::nullopt;
}

}  // namespace

GitVersion find_in_git(const std::string& root, const std::string& path,
                       const std::function<bool(std::string_view)>& wanted) {
  // Without magic: a path is a path, whatever characters it holds.
  const std::vector<std::string> in_root{"--literal-pathspecs", "-C", root};
  std::vector<std::string> list = in_root;
  list.insert(list.end(), {"rev-list", "--objects", most_commits, "HEAD", "--", path});
  const Ran listed = run_git(std::move(list), {});
  if (!listed.started) return {std::nullopt, "git is not installed"};
  if (!listed.well) return {std::nullopt, "git has no history of it"};
  const std::string ids = versions_of(listed.out, path);
  if (ids.empty()) return {std::nullopt, "git has no history of it"};
  std::vector<std::string> cat = in_root;
  cat.insert(cat.end(), {"cat-file", "--batch", "--buffer"});
  const Ran answered = run_git(std::move(cat), ids);
  if (auto bytes = first_wanted(answered.out, wanted)) return {std::move(bytes), {}};
  return {std::nullopt, "git has no version of it that the lock knows"};
}

}  // namespace stackc::driver
