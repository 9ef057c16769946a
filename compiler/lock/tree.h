// What stands on disk under one root directory, read without ever leaving it: no link is followed below the root,
// only regular files are opened for reading, and at most `largest_file` bytes of each are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "lock/artifact.h"
#include "lock/digest.h"
#include "lock/disk_error.h"

namespace stackc::lock {

/// A larger regular file is known to be none of ours without being read (bytes).
inline constexpr std::size_t largest_file = 16U * 1024U * 1024U;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  int release();

 private:
  int number_ = -1;
};

enum class DiskKind : std::uint8_t {
  absent,
  regular,
  link,
  directory,
  other,            ///< A device, a pipe, a socket.
  link_on_the_way,  ///< A parent directory is a link: whatever it leads to is not ours.
  file_on_the_way,  ///< A parent directory is no directory.
};

/// What stands at one path.
struct DiskEntry {
  DiskKind kind = DiskKind::absent;
  /// Of a regular file: whether its owner may run it. Other bits depend on the umask of whoever cloned it.
  FileMode mode = FileMode::plain;
  /// Of a regular file, unless it is `oversized`.
  Digest digest{};
  /// Every line ends in CRLF, as git may make it, and this is the digest with LF; otherwise equal to `digest`.
  Digest lf_digest{};
  bool crlf = false;
  bool oversized = false;
  /// The bytes are those that were expected.
  bool as_expected = false;
  /// The bytes, kept only where they differ from what was expected.
  std::string bytes{};
  /// For `…_on_the_way`: the parent that is in the way.
  std::string in_the_way{};
};

/// What a caller expects at a path; equal bytes need no second digest.
struct Expected {
  std::string_view bytes;
  Digest digest;
};

class Root {
 public:
  /// `walk` does by hand what `openat2` does in the kernel (5.6); `best` asks the kernel first.
  enum class Resolution : std::uint8_t { best, walk };

  /// Opens an existing directory; a link in `path` itself is followed: the person named it.
  static std::variant<Root, DiskError> open(const std::string& path, Resolution resolution = Resolution::best);
  /// Opens it, making it and its parents (mode 0777 less the umask) where they are missing.
  static std::variant<Root, DiskError> create(const std::string& path, Resolution resolution = Resolution::best);

  /// What stands at `path`. With `expected`, equal bytes are neither hashed nor kept.
  std::variant<DiskEntry, DiskError> look(const ArtifactPath& path, const Expected* expected = nullptr);

  /// A directory below the root, opened once and kept: its descriptor (O_PATH), or why there is none.
  struct Directory {
    int descriptor = -1;
    DiskKind kind = DiskKind::directory;  ///< `directory`, `absent`, `link_on_the_way` or `file_on_the_way`.
    int error = 0;                        ///< errno where the kind could not be found out.
    std::string in_the_way{};
  };
  /// `path` is a directory part of an `ArtifactPath`; empty is the root.
  Directory directory(std::string_view path);
  /// Like `directory`, making what is missing; paths of new directories are appended to `made`.
  Directory make_directory(std::string_view path, std::vector<std::string>& made);
  /// To be called when `path` was removed or replaced.
  void forget(std::string_view path);

  /// Of the root itself, opened for reading.
  int descriptor() const { return root_.number(); }
  const std::string& path() const { return path_; }

 private:
  Root(Descriptor root, std::string path, Resolution resolution)
      : root_(std::move(root)), path_(std::move(path)), resolution_(resolution) {}

  Directory open_directory(std::string_view path);
  Directory walk(std::string_view path);
  Directory explain(std::string_view path, int error);
  std::variant<DiskEntry, DiskError> read(int descriptor, const ArtifactPath& path, const Expected* expected);

  Descriptor root_;
  std::string path_;
  Resolution resolution_;
  std::map<std::string, Descriptor, std::less<>> directories_{};
  std::string buffer_{};
};

}  // namespace stackc::lock
