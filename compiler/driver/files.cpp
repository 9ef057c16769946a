#include "driver/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "diagnostics/printable.h"

namespace stackc::driver {
namespace {

Outcome cannot_read(const std::string& path, int error) {
  const bool absent = error == ENOENT || error == ENOTDIR;
  return {absent ? exit_code::usage : exit_code::disk,
          {},
          complaint("cannot read `" + printable(path) + "`: " + std::generic_category().message(error))};
}

/// Closes the file on every way out.
struct OpenFile {
  int number = -1;
  explicit OpenFile(const std::string& path)
      : number(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number >= 0) ::close(number);
  }
};

}  // namespace

std::variant<std::string, Outcome> read_text(const std::string& path, std::size_t limit) {
  if (path.find('\0') != std::string::npos) return Outcome{exit_code::usage, {}, complaint("a path holds a NUL byte")};
  const OpenFile file(path);
  if (file.number < 0) return cannot_read(path, errno);
  struct stat status {};
  if (::fstat(file.number, &status) != 0) return cannot_read(path, errno);
  if (!S_ISREG(status.st_mode)) {
    const char* const what = S_ISDIR(status.st_mode) ? "a folder" : "a device, pipe or socket";
    return Outcome{exit_code::disk, {}, complaint("cannot read `" + printable(path) + "`: it is " + what)};
  }
  std::string text;
  // What `stat` says is a hint only: files grow, and those of /proc say 0.
  std::size_t room = std::min(limit, static_cast<std::size_t>(status.st_size)) + 1;
  while (text.size() <= limit) {
    const std::size_t before = text.size();
    text.resize(before + std::min(room, limit + 1 - before));
    const ssize_t count = ::read(file.number, text.data() + before, text.size() - before);
    const int error = errno;
    text.resize(before + static_cast<std::size_t>(count > 0 ? count : 0));
    if (count == 0) break;
    if (count < 0 && error != EINTR) return cannot_read(path, error);
    room = 65536;
  }
  return text;
}

std::variant<std::vector<std::string>, Outcome> files_below(const std::string& folder, std::size_t limit) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) return names;
  while (!error && walk != fs::recursive_directory_iterator()) {
    const std::string path = walk->path().string();
    const std::string file = walk->path().filename().string();
    const fs::file_status status = walk->symlink_status(error);
    if (error) break;
    if (file.front() == '.' || file.back() == '~') {
      walk.disable_recursion_pending();
    } else if (status.type() == fs::file_type::regular) {
      names.push_back(path.substr(folder.size() + (folder.back() == '/' ? 0 : 1)));
    } else if (status.type() != fs::file_type::directory) {
      return Outcome{exit_code::disk, {}, complaint("cannot read `" + printable(path) + "`: it is no regular file")};
    }
    if (names.size() > limit) {
      return Outcome{exit_code::disk,
                     {},
                     complaint("`" + printable(folder) + "` holds more than " + std::to_string(limit) + " files")};
    }
    walk.increment(error);
  }
  if (error) return cannot_read(folder, error.value());
  std::sort(names.begin(), names.end());
  return names;
}

std::variant<StackPlace, Outcome> find_stack(const std::string& typed) {
  namespace fs = std::filesystem;
  std::error_code error;
  const bool folder = fs::is_directory(typed, error);
  if (!folder && !fs::exists(typed, error)) {
    if (error) return cannot_read(typed, error.value());
    return Outcome{
        exit_code::usage,
        {},
        complaint("no stack at `" + printable(typed) + "`", "name a folder that holds a stack.yaml, or such a file")};
  }
  const fs::path file = folder ? fs::path(typed) / "stack.yaml" : fs::path(typed);
  if (folder && !exists(file.string())) {
    return Outcome{exit_code::usage,
                   {},
                   complaint("no stack.yaml in `" + printable(typed) + "`",
                             "name a folder that holds a stack.yaml, or such a file")};
  }
  const fs::path parent = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const fs::path real = fs::canonical(parent, error);
  if (error) return cannot_read(parent.string(), error.value());
  return StackPlace{file.lexically_normal().string(), real.string(), file.filename().string()};
}

std::optional<std::string> absolute(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  if (error) return std::nullopt;
  const std::filesystem::path real = std::filesystem::weakly_canonical(whole, error);
  if (error) return std::nullopt;
  std::string text = real.string();
  while (text.size() > 1 && text.back() == '/')
    text.pop_back();
  return text;
}

bool exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::symlink_status(path, error));
}

}  // namespace stackc::driver
