#include "tests/unit/lock/workspace.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "tests/catch.h"

namespace stackc::lock {
namespace files = std::filesystem;

Workspace::Workspace() {
  std::string name = (files::temp_directory_path() / "stackc-lock-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  directory_ = name;
}

Workspace::~Workspace() {
  std::error_code ignored;
  files::remove_all(directory_, ignored);
}

std::string read_file(const files::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("no file " + path.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_file(const files::path& path, const std::string& bytes) {
  files::create_directories(path.parent_path());
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << bytes;
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + path.string());
}

std::int64_t modified(const files::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) throw std::runtime_error("no file " + path.string());
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1000000000 + status.st_mtim.tv_nsec;
}

std::map<std::string, std::string> tree(const files::path& root) {
  std::map<std::string, std::string> found;
  if (!files::exists(root)) return found;
  for (const auto& entry : files::recursive_directory_iterator(root)) {
    const std::string name = entry.path().lexically_relative(root).string();
    if (entry.is_symlink())
      found[name] = "-> " + files::read_symlink(entry.path()).string();
    else if (entry.is_regular_file())
      found[name] = read_file(entry.path());
  }
  return found;
}

ArtifactPath path_of(const std::string& text) { return std::get<ArtifactPath>(ArtifactPath::parse(text)); }

Compiled compiled(const std::string& source, std::initializer_list<std::pair<const char*, const char*>> list) {
  Compiled result;
  result.name = "blog";
  result.inputs["stack.yaml"] = sha256(source);
  for (const auto& [path, bytes] : list) {
    result.artifacts.push_back(Artifact{path_of(path), FileMode::plain, bytes, {"stack.yaml"}});
  }
  return result;
}

Compiled first_stack() {
  return compiled("one", {{"compose.yaml", "services: 1\n"}, {"deploy/run.sh", "#!/bin/sh\n"}});
}

Compiled second_stack() {
  return compiled("two", {{"compose.yaml", "services: 2\n"}, {"deploy/run.sh", "#!/bin/sh\n"}});
}

WriteResult build(const Workspace& workspace, const Compiled& stack, const WriteOptions& options) {
  WriteResult result = write(workspace.root(), lock_file(), stack, options);
  for (const DiskError& error : result.errors)
    UNSCOPED_INFO(error.message());
  return result;
}

WriteOptions forcing(std::set<std::string> paths, Root::Resolution resolution) {
  WriteOptions options;
  options.resolution = resolution;
  options.force = std::move(paths);
  return options;
}

unsigned mode_of(const files::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) throw std::runtime_error("no file " + path.string());
  return status.st_mode & 07777U;
}

std::string verdict_of(const Examination& examination, const std::string& path) {
  for (const Finding& finding : examination.drift.findings) {
    if (finding.path == path) return std::string(text(finding.verdict)) + (finding.refused ? ", refused" : "");
  }
  return "nothing";
}

std::string verdict_of(const Workspace& workspace, const Compiled& fresh, const std::string& path) {
  return verdict_of(examine(workspace.root(), lock_file(), fresh), path);
}

std::string action_of(const WriteResult& result, const std::string& path) {
  for (const Step& step : result.steps) {
    if (step.path == path) return std::string(text(step.action));
  }
  return "nothing";
}

}  // namespace stackc::lock
