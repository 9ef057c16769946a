// A directory of its own for each test, and short ways to say what a compilation and a tree hold.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "lock/artifact.h"
#include "lock/examine.h"
#include "lock/write.h"

namespace stackc::lock {

/// Made with mkdtemp, removed with everything in it.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  std::filesystem::path at(const std::string& path) const { return directory_ / path; }
  /// The root that artifacts are written under; not made.
  std::string root() const { return (directory_ / "root").string(); }
  std::filesystem::path in_root(const std::string& path) const { return directory_ / "root" / path; }

 private:
  std::filesystem::path directory_;
};

std::string read_file(const std::filesystem::path& path);
/// Makes parents; truncates what is there.
void write_file(const std::filesystem::path& path, const std::string& bytes);
/// Nanoseconds.
std::int64_t modified(const std::filesystem::path& path);
/// Every file and link below `root` by relative path: bytes of files, `-> target` of links.
std::map<std::string, std::string> tree(const std::filesystem::path& root);

ArtifactPath path_of(const std::string& text);
inline ArtifactPath lock_file() { return path_of("stack.lock"); }

/// A compilation of one input, `stack.yaml`, whose bytes are `source`.
Compiled compiled(const std::string& source, std::initializer_list<std::pair<const char*, const char*>> files);

/// Two files, `compose.yaml` and `deploy/run.sh`; the second compilation differs in the first file.
Compiled first_stack();
Compiled second_stack();

/// `write` into the workspace's root; errors become part of what a failing test shows.
WriteResult build(const Workspace& workspace, const Compiled& stack, const WriteOptions& options = {});
WriteOptions forcing(std::set<std::string> paths, Root::Resolution resolution = Root::Resolution::best);
/// Permission bits, of a link itself.
unsigned mode_of(const std::filesystem::path& path);

/// The verdict and whether a build would refuse, as "edited, refused"; "nothing" where the path is not mentioned.
std::string verdict_of(const Examination& examination, const std::string& path);
std::string verdict_of(const Workspace& workspace, const Compiled& fresh, const std::string& path);
/// What a build did with a path: "written", "refused" …
std::string action_of(const WriteResult& result, const std::string& path);

}  // namespace stackc::lock
