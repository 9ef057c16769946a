#include "lock/tree.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

namespace stackc::lock {
namespace {

// More directories than this stay closed between two looks: descriptors are a limited good.
constexpr std::size_t kept_directories = 64;

template <class Call>
auto retry(Call call) {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

int open_at(int directory, const std::string& name, int flags) {
  return retry([&] { return ::openat(directory, name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY); });
}

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string last(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

DiskKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return DiskKind::regular;
  if (S_ISLNK(mode)) return DiskKind::link;
  if (S_ISDIR(mode)) return DiskKind::directory;
  return DiskKind::other;
}

// The text with LF if each of its line ends is CRLF and no other CR is in it: what git does to a whole file.
std::optional<std::string> without_cr(std::string_view bytes) {
  if (bytes.find('\r') == std::string_view::npos) return std::nullopt;
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const bool line_end = bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
    if (line_end)
      ++i;
    else if (bytes[i] == '\r' || bytes[i] == '\n')
      return std::nullopt;
    text += bytes[i];
  }
  return text;
}

}  // namespace

std::string DiskError::message() const {
  return std::string("cannot ") + tried + " `" + path + "`: " + std::generic_category().message(code);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (number_ >= 0) ::close(number_);
    number_ = other.release();
  }
  return *this;
}

// Only descriptors that nothing was written through are closed here; the writer closes its own and looks.
Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

int Descriptor::release() {
  const int number = number_;
  number_ = -1;
  return number;
}

std::variant<Root, DiskError> Root::open(const std::string& path, Resolution resolution) {
  const int number = retry([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (number < 0) return DiskError{path, "open", errno};
  return Root(Descriptor(number), path, resolution);
}

std::variant<Root, DiskError> Root::create(const std::string& path, Resolution resolution) {
  auto root = open(path, resolution);
  const DiskError* error = std::get_if<DiskError>(&root);
  if (error == nullptr || error->code != ENOENT) return root;
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (!part.empty() && ::mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) return DiskError{part, "make", errno};
    if (slash == std::string::npos) break;
  }
  return open(path, resolution);
}

Root::Directory Root::directory(std::string_view path) {
  if (path.empty()) return Directory{root_.number(), DiskKind::directory, 0, {}};
  if (const auto kept = directories_.find(path); kept != directories_.end()) {
    return Directory{kept->second.number(), DiskKind::directory, 0, {}};
  }
  if (directories_.size() >= kept_directories) directories_.clear();
  return resolution_ == Resolution::best ? open_directory(path) : walk(path);
}

Root::Directory Root::open_directory(std::string_view path) {
  open_how how{};
  how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const std::string name(path);
  const auto number =
      retry([&] { return static_cast<int>(::syscall(SYS_openat2, root_.number(), name.c_str(), &how, sizeof how)); });
  if (number >= 0) {
    directories_.emplace(path, Descriptor(number));
    return Directory{number, DiskKind::directory, 0, {}};
  }
  // Older kernels have no such call, and some sandboxes deny what they do not know: walk from now on.
  if (errno == ENOSYS || errno == EPERM) {
    resolution_ = Resolution::walk;
    return walk(path);
  }
  // EAGAIN: somebody renamed a directory meanwhile. The walk does not mind, and names what is in the way.
  return errno == EAGAIN ? walk(path) : explain(path, errno);
}

Root::Directory Root::walk(std::string_view path) {
  const Directory above = directory(parent(path));
  if (above.kind != DiskKind::directory || above.error != 0) return above;
  const int number = open_at(above.descriptor, last(path), O_PATH | O_DIRECTORY);
  if (number < 0) return explain(path, errno);
  directories_.emplace(path, Descriptor(number));
  return Directory{number, DiskKind::directory, 0, {}};
}

// Which parent is missing, a link or a file. The opening has failed already: this only finds words for it.
Root::Directory Root::explain(std::string_view path, int error) {
  if (error != ENOENT && error != ENOTDIR && error != ELOOP && error != EXDEV) return Directory{-1, {}, error, {}};
  for (std::size_t slash = path.find('/');; slash = path.find('/', slash + 1)) {
    const std::string part(path.substr(0, slash));
    struct stat status {};
    // Parents of `part` were found to be directories in the turn before.
    if (::fstatat(root_.number(), part.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) return Directory{-1, DiskKind::absent, 0, {}};
      return Directory{-1, {}, errno, {}};
    }
    if (S_ISLNK(status.st_mode)) return Directory{-1, DiskKind::link_on_the_way, 0, part};
    if (!S_ISDIR(status.st_mode)) return Directory{-1, DiskKind::file_on_the_way, 0, part};
    // It changed while we looked.
    if (slash == std::string_view::npos) return Directory{-1, {}, error, {}};
  }
}

Root::Directory Root::make_directory(std::string_view path, std::vector<std::string>& made) {
  Directory found = directory(path);
  if (found.kind != DiskKind::absent || found.error != 0) return found;
  const Directory above = make_directory(parent(path), made);
  if (above.kind != DiskKind::directory || above.error != 0) return above;
  if (::mkdirat(above.descriptor, last(path).c_str(), 0777) == 0)
    made.emplace_back(path);
  else if (errno != EEXIST)
    return Directory{-1, {}, errno, {}};
  return directory(path);
}

void Root::forget(std::string_view path) {
  const auto within = [&](const std::string& kept) {
    return kept == path || (kept.size() > path.size() && kept[path.size()] == '/' && kept.starts_with(path));
  };
  for (auto kept = directories_.begin(); kept != directories_.end();) {
    kept = within(kept->first) ? directories_.erase(kept) : std::next(kept);
  }
}

std::variant<DiskEntry, DiskError> Root::look(const ArtifactPath& path, const Expected* expected) {
  DiskEntry entry;
  const Directory place = directory(path.directory());
  if (place.error != 0) return DiskError{path.text(), "look at", place.error};
  if (place.kind != DiskKind::directory) {
    entry.kind = place.kind;
    entry.in_the_way = place.in_the_way;
    return entry;
  }
  const std::string name(path.name());
  // O_NONBLOCK: a pipe in a file's place must not make us wait for its writer.
  const Descriptor file(open_at(place.descriptor, name, O_RDONLY | O_NONBLOCK));
  if (file.open()) return read(file.number(), path, expected);
  const int error = errno;
  if (error == ENOENT) return entry;
  // A link (ELOOP), a socket (ENXIO), or a file that may not be read.
  struct stat status {};
  if (::fstatat(place.descriptor, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return entry;
    return DiskError{path.text(), "look at", errno};
  }
  entry.kind = kind_of(status.st_mode);
  if (entry.kind == DiskKind::regular) return DiskError{path.text(), "read", error};
  return entry;
}

std::variant<DiskEntry, DiskError> Root::read(int descriptor, const ArtifactPath& path, const Expected* expected) {
  DiskEntry entry;
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return DiskError{path.text(), "look at", errno};
  entry.kind = kind_of(status.st_mode);
  if (entry.kind != DiskKind::regular) return entry;
  entry.mode = (status.st_mode & S_IXUSR) != 0 ? FileMode::executable : FileMode::plain;
  if (status.st_size > static_cast<off_t>(largest_file)) {
    entry.oversized = true;
    return entry;
  }
  // One byte more than the size: a read that comes back short of it has met the end.
  const std::size_t wanted = static_cast<std::size_t>(status.st_size) + 1;
  if (buffer_.size() < wanted) buffer_.resize(std::max<std::size_t>(wanted, 32U * 1024U));
  std::size_t size = 0;
  for (;;) {
    const ssize_t got = retry([&] { return ::read(descriptor, buffer_.data() + size, buffer_.size() - size); });
    if (got < 0) return DiskError{path.text(), "read", errno};
    size += static_cast<std::size_t>(got);
    // A read of a regular file that leaves room in the buffer has reached its end.
    if (got == 0 || (size < buffer_.size() && size + 1 >= wanted)) break;
    if (size == buffer_.size()) {
      if (size > largest_file) {
        entry.oversized = true;
        return entry;
      }
      buffer_.resize(2 * size);
    }
  }
  const std::string_view bytes(buffer_.data(), size);
  if (expected != nullptr && bytes == expected->bytes) {
    entry.as_expected = true;
    entry.digest = entry.lf_digest = expected->digest;
    return entry;
  }
  entry.digest = entry.lf_digest = sha256(bytes);
  entry.bytes = bytes;
  if (const auto text = without_cr(bytes)) {
    entry.crlf = true;
    entry.lf_digest = sha256(*text);
  }
  return entry;
}

}  // namespace stackc::lock
