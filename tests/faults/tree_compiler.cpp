// A compiler without a language: its source is a folder, its artifacts are that folder's files. It has the two
// commands of stackc that the sweep of faults.sh needs, so that the writer can be tried to death by itself.
//   tree_compiler build|check FOLDER --out ROOT [--sync] [--walk]
// --sync asks for a durable build, --walk for the walk of kernels without openat2.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "lock/examine.h"
#include "lock/write.h"

namespace {

namespace files = std::filesystem;
using namespace stackc::lock;

Compiled compile(const files::path& folder) {
  Compiled stack;
  stack.name = "tree";
  for (const auto& entry : files::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + entry.path().string());
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const std::string name = entry.path().lexically_relative(folder).string();
    const bool runs = (entry.status().permissions() & files::perms::owner_exec) != files::perms::none;
    stack.inputs[name] = sha256(bytes);
    stack.artifacts.push_back(Artifact{std::get<ArtifactPath>(ArtifactPath::parse(name)),
                                       runs ? FileMode::executable : FileMode::plain,
                                       bytes,
                                       {name}});
  }
  return stack;
}

int run(int count, char** arguments) {
  if (count < 5 || std::string_view(arguments[3]) != "--out") return 64;
  const std::string_view command = arguments[1];
  const std::string root = arguments[4];
  WriteOptions options;
  for (int i = 5; i < count; ++i) {
    const std::string_view option = arguments[i];
    if (option == "--sync")
      options.durable = true;
    else if (option == "--walk")
      options.resolution = Root::Resolution::walk;
    else
      return 64;
  }
  const ArtifactPath lock = std::get<ArtifactPath>(ArtifactPath::parse(lock_name));
  const Compiled stack = compile(arguments[2]);
  if (command == "build") {
    const WriteResult result = write(root, lock, stack, options);
    for (const DiskError& error : result.errors)
      std::fprintf(stderr, "%s\n", error.message().c_str());
    return result.exit_code();
  }
  if (command != "check") return 64;
  const Examination seen = examine(root, lock, stack, false, options.resolution);
  for (const DiskError& error : seen.errors)
    std::fprintf(stderr, "%s\n", error.message().c_str());
  if (!seen.errors.empty()) return 74;
  if (!seen.lock.usable()) return 1;
  return seen.drift.none() ? 0 : 2;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(count, arguments);
  } catch (const std::exception& error) {  // A source that cannot be read.
    std::fprintf(stderr, "%s\n", error.what());
    return 74;
  }
}
