// What a compilation hands over to be written and recorded: artifacts, their paths and what they were made from.
// A path that exists as an `ArtifactPath` cannot leave the root by its spelling.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lock/digest.h"

namespace stackc::lock {

/// Why a text is not the path of an artifact.
enum class PathFault : std::uint8_t {
  empty,
  absolute,
  dot,              ///< A component `.` or `..`.
  empty_component,  ///< `//`.
  trailing_slash,
  backslash,
  control,  ///< A control character, or one that reorders what a reviewer sees.
  not_utf8,
  long_component,  ///< Over 255 bytes, the limit of ext4, XFS, APFS and NTFS alike.
  too_long,        ///< Over 1024 bytes in all.
  git,             ///< A component `.git` in any case, or `git~1`, its short name on NTFS.
  reserved,        ///< A name that stackc gives to its own unfinished files.
};

/// The end of a sentence that begins with the path: "is absolute".
std::string_view text(PathFault fault);

/// A path relative to the root that artifacts are written under; components are separated by one `/`.
class ArtifactPath {
 public:
  static std::variant<ArtifactPath, PathFault> parse(std::string_view text);

  const std::string& text() const { return text_; }
  /// Without the last component; empty for a file in the root.
  std::string_view directory() const;
  /// The last component.
  std::string_view name() const;
  /// Where the file is written before it is renamed into place: beside it, a hidden name that `parse` refuses.
  ArtifactPath unfinished() const;

  auto operator<=>(const ArtifactPath&) const = default;

 private:
  explicit ArtifactPath(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Ends the name of a file that is being written, `.NAME.stackc-new`. One name a file, not a random one: what a
/// killed build left is found again, and the lock on the root keeps a second writer out.
inline constexpr std::string_view unfinished_suffix = ".stackc-new";

/// How two claims on a place exclude each other.
enum class Clash : std::uint8_t {
  same,      ///< The same path twice.
  folded,    ///< One file where upper and lower case are the same (macOS, Windows).
  contains,  ///< The first would be a file and the directory of the second.
};

struct PathClash {
  std::size_t first = 0;  ///< Indices into the claims.
  std::size_t second = 0;
  Clash kind = Clash::same;
};

/// Every claim that excludes an earlier one, in the order of the list. Claims are artifacts, the lock,
/// and the files that the compilation reads: none may stand in another's place.
std::vector<PathClash> clashes(const std::vector<std::string_view>& claims);

enum class FileMode : std::uint16_t { plain = 0644, executable = 0755 };

struct Artifact {
  ArtifactPath path;
  FileMode mode = FileMode::plain;
  std::string bytes;
  /// Names of the inputs it was made from, each a key of `Compiled::inputs`; any order.
  std::vector<std::string> inputs{};
};

/// How a stack's files are known where no lock names them.
struct Claim {
  std::string mark;    ///< Stands in the first lines of each that can hold a comment: names the stack's file.
  std::string folder;  ///< Below the root: everything of that kind in there is the stack's; empty claims nothing.
  std::string beside;  ///< The folder of its compose files; may be empty, the root.
  std::vector<std::string> others{};  ///< Folders below `folder` that are not looked into.
};

/// One stack, compiled: everything that the lock records and the writer writes.
struct Compiled {
  int language = 1;
  std::string name;
  /// Digest by name of everything that was read: `stack.yaml`, snippets, templates, catalogue entries.
  std::map<std::string, Digest> inputs{};
  /// Sorted or not; paths must not clash (std::logic_error).
  std::vector<Artifact> artifacts{};
  /// One-line statements about the running system, any order.
  std::vector<std::string> facts{};
  Claim claim{};
};

}  // namespace stackc::lock
