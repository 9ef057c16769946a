#include "lock/stage.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace stackc::lock {
namespace {

constexpr const char* writing = "write";

std::optional<DiskError> error_of(const Root::Directory& directory, const ArtifactPath& path, const char* tried) {
  if (directory.error != 0) return DiskError{path.text(), tried, directory.error};
  switch (directory.kind) {
    case DiskKind::directory:
      return std::nullopt;
    case DiskKind::link_on_the_way:
      return DiskError{path.text(), tried, ELOOP};
    case DiskKind::file_on_the_way:
      return DiskError{path.text(), tried, ENOTDIR};
    default:
      return DiskError{path.text(), tried, ENOENT};
  }
}

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// 0 if there is no directory at `path` any more, else errno.
int remove_directory(Root& root, const std::string& path) {
  const Root::Directory above = root.directory(parent(path));
  if (above.error != 0) return above.error;
  if (above.kind != DiskKind::directory) return above.kind == DiskKind::absent ? 0 : ENOTDIR;
  const std::size_t slash = path.rfind('/');
  const char* name = slash == std::string::npos ? path.c_str() : path.c_str() + slash + 1;
  if (::unlinkat(above.descriptor, name, AT_REMOVEDIR) != 0) return errno == ENOENT ? 0 : errno;
  root.forget(path);
  return 0;
}

// What keeps a directory where it is without anything being wrong.
bool stays(int error) { return error == ENOTEMPTY || error == EEXIST || error == ENOTDIR || error == EBUSY; }

// 0 or errno. Short writes go on where they stopped; close reports what a quota or a network file system held back.
int fill_and_close(Descriptor file, FileMode mode, std::string_view bytes) {
  int error = 0;
  while (!bytes.empty() && error == 0) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written > 0)
      bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (written == 0)
      error = EIO;
    else if (errno != EINTR)
      error = errno;
  }
  // The umask took bits from the mode that the file was opened with.
  if (error == 0 && ::fchmod(file.number(), static_cast<mode_t>(mode)) != 0) error = errno;
  // Not tried again after EINTR: on Linux the descriptor is gone either way.
  if (::close(file.release()) != 0 && error == 0 && errno != EINTR) error = errno;
  return error;
}

}  // namespace

Stage::~Stage() { give_up(); }

std::optional<DiskError> Stage::write(const ArtifactPath& path, FileMode mode, std::string_view bytes) {
  const Root::Directory place = root_.make_directory(path.directory(), made_);
  if (const auto error = error_of(place, path, writing)) return error;
  const ArtifactPath unfinished = path.unfinished();
  const std::string name(unfinished.name());
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY;
  const auto open = [&] {
    return Descriptor(::openat(place.descriptor, name.c_str(), flags, static_cast<mode_t>(mode)));
  };
  Descriptor file = open();
  if (!file.open() && errno == EEXIST && reclaim_) {
    if (::unlinkat(place.descriptor, name.c_str(), 0) != 0) return DiskError{unfinished.text(), "remove", errno};
    file = open();
  }
  if (!file.open()) return DiskError{errno == EEXIST ? unfinished.text() : path.text(), writing, errno};
  unfinished_.emplace(path.text(), path);
  if (const int error = fill_and_close(std::move(file), mode, bytes); error != 0) {
    return DiskError{path.text(), writing, error};
  }
  return std::nullopt;
}

std::optional<DiskError> Stage::put(const ArtifactPath& path, Place found) {
  auto error = rename(path, found);
  if (error) remove(path);
  unfinished_.erase(path.text());
  return error;
}

std::optional<DiskError> Stage::rename(const ArtifactPath& path, Place found) {
  const Root::Directory place = root_.directory(path.directory());
  if (const auto error = error_of(place, path, "rename")) return error;
  const std::string from(path.unfinished().name());
  const std::string to(path.name());
  const auto replace = [&] { return ::renameat(place.descriptor, from.c_str(), place.descriptor, to.c_str()); };
  int result = -1;
  if (found == Place::nothing) {
    result = ::renameat2(place.descriptor, from.c_str(), place.descriptor, to.c_str(), RENAME_NOREPLACE);
    // Not every file system can; there the look before has to do.
    if (result != 0 && (errno == EINVAL || errno == ENOSYS)) result = replace();
  } else {
    result = replace();
  }
  if (result != 0 && found == Place::anything && errno == EISDIR) {
    if (::unlinkat(place.descriptor, to.c_str(), AT_REMOVEDIR) != 0) return DiskError{path.text(), "replace", errno};
    root_.forget(path.text());
    result = replace();
  }
  if (result != 0) return DiskError{path.text(), "rename", errno};
  return std::nullopt;
}

// What cannot be removed now is removed by the next build, which finds it by its name.
void Stage::remove(const ArtifactPath& path) {
  const Root::Directory place = root_.directory(path.directory());
  if (place.error != 0 || place.kind != DiskKind::directory) return;
  ::unlinkat(place.descriptor, std::string(path.unfinished().name()).c_str(), 0);
}

void Stage::give_up() {
  for (const auto& entry : unfinished_)
    remove(entry.second);
  unfinished_.clear();
  // Deepest last in `made_`; one that holds something stays.
  for (auto path = made_.rbegin(); path != made_.rend(); ++path)
    remove_directory(root_, *path);
  made_.clear();
}

std::optional<DiskError> remove_file(Root& root, const ArtifactPath& path) {
  const Root::Directory place = root.directory(path.directory());
  if (place.error == 0 && place.kind == DiskKind::absent) return std::nullopt;
  if (const auto error = error_of(place, path, "remove")) return error;
  if (::unlinkat(place.descriptor, std::string(path.name()).c_str(), 0) != 0 && errno != ENOENT) {
    return DiskError{path.text(), "remove", errno};
  }
  return std::nullopt;
}

std::optional<DiskError> remove_empty_parents(Root& root, const ArtifactPath& path) {
  for (std::string directory(path.directory()); !directory.empty(); directory = std::string(parent(directory))) {
    const int error = remove_directory(root, directory);
    if (stays(error)) return std::nullopt;
    if (error != 0) return DiskError{directory, "remove", error};
  }
  return std::nullopt;
}

}  // namespace stackc::lock
