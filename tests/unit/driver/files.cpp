#include "driver/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/catch.h"

using namespace stackc::driver;
namespace fs = std::filesystem;

namespace {

/// A folder that is gone when the test ends.
struct Scratch {
  fs::path path;
  Scratch() {
    std::string name = (fs::temp_directory_path() / "stackc-files-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path = fs::canonical(name);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code error;
    fs::remove_all(path, error);
  }
  std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
};

int exit_of(const std::variant<std::string, Outcome>& read) {
  return std::holds_alternative<Outcome>(read) ? std::get<Outcome>(read).exit : 0;
}

}  // namespace

TEST_CASE("a file is read whole up to its limit and one byte beyond") {
  const Scratch scratch;
  const std::string path = scratch.write("a", std::string("x\0y\r\n", 5));
  CHECK(std::get<std::string>(read_text(path, 5)) == std::string("x\0y\r\n", 5));
  CHECK(std::get<std::string>(read_text(path, 3)).size() == 4);
  CHECK(std::get<std::string>(read_text(scratch.write("empty", ""), 5)).empty());
  CHECK(std::get<std::string>(read_text(scratch.write("big", std::string(200000, 'a')), 1000000)).size() == 200000);
}

TEST_CASE("what is not there is wrong usage and what cannot be read an error of the disk") {
  const Scratch scratch;
  CHECK(exit_of(read_text((scratch.path / "none").string(), 10)) == exit_code::usage);
  CHECK(exit_of(read_text(scratch.path.string(), 10)) == exit_code::disk);
  const std::string pipe = (scratch.path / "pipe").string();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(exit_of(read_text(pipe, 10)) == exit_code::disk);
  CHECK(exit_of(read_text("/dev/zero", 10)) == exit_code::disk);
}

TEST_CASE("a stack is a folder with a stack.yaml or a file") {
  const Scratch scratch;
  const std::string file = scratch.write("blog/stack.yaml", "stackc: 1\n");
  const std::string folder = (scratch.path / "blog").string();
  for (const std::string& typed : {folder, folder + "/", file}) {
    const auto found = find_stack(typed);
    REQUIRE(std::holds_alternative<StackPlace>(found));
    CHECK(std::get<StackPlace>(found).folder == folder);
    CHECK(std::get<StackPlace>(found).file == "stack.yaml");
    CHECK(std::get<StackPlace>(found).shown == file);
  }
  CHECK(std::get<Outcome>(find_stack(scratch.path.string())).exit == exit_code::usage);
  CHECK(std::get<Outcome>(find_stack(folder + "/other.yaml")).exit == exit_code::usage);
  CHECK(std::get<Outcome>(find_stack(file + "/deeper")).exit == exit_code::usage);
}

TEST_CASE("the folder of a stack is the real one") {
  const Scratch scratch;
  scratch.write("real/stack.yaml", "stackc: 1\n");
  fs::create_directory_symlink(scratch.path / "real", scratch.path / "link");
  const auto found = find_stack((scratch.path / "link").string());
  REQUIRE(std::holds_alternative<StackPlace>(found));
  CHECK(std::get<StackPlace>(found).folder == (scratch.path / "real").string());
}
