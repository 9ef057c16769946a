#include "lock/tree.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;
namespace files = std::filesystem;

namespace {

Root open_root(const Workspace& workspace, Root::Resolution resolution) {
  files::create_directories(workspace.root());
  auto opened = Root::open(workspace.root(), resolution);
  REQUIRE(std::holds_alternative<Root>(opened));
  return std::move(std::get<Root>(opened));
}

DiskEntry look(Root& root, const std::string& path, const Expected* expected = nullptr) {
  const auto looked = root.look(path_of(path), expected);
  if (const auto* error = std::get_if<DiskError>(&looked)) FAIL(error->message());
  return std::get<DiskEntry>(looked);
}

}  // namespace

TEST_CASE("a look tells what stands at a path, by the kernel's walk and by ours") {
  const auto resolution = GENERATE(Root::Resolution::best, Root::Resolution::walk);
  const Workspace workspace;
  write_file(workspace.in_root("a/b/file"), "text\n");
  write_file(workspace.in_root("a/b/run.sh"), "#!/bin/sh\n");
  files::permissions(workspace.in_root("a/b/run.sh"), files::perms::owner_all);
  write_file(workspace.at("outside/secret"), "secret");
  files::create_symlink(workspace.at("outside"), workspace.in_root("ln"));
  files::create_symlink("b", workspace.in_root("a/ln"));
  files::create_symlink("nowhere", workspace.in_root("dangling"));
  files::create_directory(workspace.in_root("directory"));
  REQUIRE(::mkfifo(workspace.in_root("pipe").c_str(), 0644) == 0);
  Root root = open_root(workspace, resolution);

  CHECK(look(root, "a/b/file").kind == DiskKind::regular);
  CHECK(look(root, "a/b/file").digest == sha256("text\n"));
  CHECK(look(root, "a/b/file").bytes == "text\n");
  CHECK(look(root, "a/b/file").mode == FileMode::plain);
  CHECK(look(root, "a/b/run.sh").mode == FileMode::executable);
  CHECK(look(root, "a/b/none").kind == DiskKind::absent);
  CHECK(look(root, "a/none/file").kind == DiskKind::absent);
  CHECK(look(root, "directory").kind == DiskKind::directory);
  CHECK(look(root, "pipe").kind == DiskKind::other);
  CHECK(look(root, "ln").kind == DiskKind::link);
  CHECK(look(root, "dangling").kind == DiskKind::link);
  CHECK(look(root, "ln/secret").kind == DiskKind::link_on_the_way);
  CHECK(look(root, "ln/secret").in_the_way == "ln");
  CHECK(look(root, "ln/deeper/secret").kind == DiskKind::link_on_the_way);
  CHECK(look(root, "a/ln/file").kind == DiskKind::link_on_the_way);
  CHECK(look(root, "a/ln/file").in_the_way == "a/ln");
  CHECK(look(root, "dangling/file").kind == DiskKind::link_on_the_way);
  CHECK(look(root, "a/b/file/below").kind == DiskKind::file_on_the_way);
  CHECK(look(root, "a/b/file/below/deeper").in_the_way == "a/b/file");
  CHECK(look(root, "pipe/below").kind == DiskKind::file_on_the_way);
}

TEST_CASE("a socket in a file's place is something else") {
  const Workspace workspace;
  Root root = open_root(workspace, Root::Resolution::best);
  const int number = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(number >= 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = workspace.in_root("s").string();
  REQUIRE(name.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, name.c_str(), name.size());
  REQUIRE(::bind(number, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  CHECK(look(root, "s").kind == DiskKind::other);
  ::close(number);
}

TEST_CASE("bytes that were expected are neither kept nor different") {
  const Workspace workspace;
  write_file(workspace.in_root("f"), "text\n");
  Root root = open_root(workspace, Root::Resolution::best);
  const Expected same{"text\n", sha256("text\n")};
  CHECK(look(root, "f", &same).digest == same.digest);
  CHECK(look(root, "f", &same).bytes.empty());
  const Expected other{"texts\n", sha256("texts\n")};
  CHECK(look(root, "f", &other).digest == same.digest);
  CHECK(look(root, "f", &other).bytes == "text\n");
}

TEST_CASE("files of every size around the buffer are read whole") {
  const Workspace workspace;
  Root root = open_root(workspace, Root::Resolution::best);
  for (const std::size_t size : {0U, 1U, 32767U, 32768U, 32769U, 65536U, 1000000U}) {
    CAPTURE(size);
    const std::string bytes(size, 'x');
    write_file(workspace.in_root("f"), bytes);
    CHECK(look(root, "f").bytes == bytes);
  }
}

TEST_CASE("a file over the limit is not read") {
  const Workspace workspace;
  write_file(workspace.in_root("f"), "");
  Root root = open_root(workspace, Root::Resolution::best);
  files::resize_file(workspace.in_root("f"), largest_file + 1);
  CHECK(look(root, "f").oversized);
  files::resize_file(workspace.in_root("f"), std::uintmax_t{1} << 40U);
  CHECK(look(root, "f").oversized);
}

TEST_CASE("CRLF counts as git's work only where every line has it") {
  const Workspace workspace;
  Root root = open_root(workspace, Root::Resolution::best);
  const auto converted = [&](const std::string& bytes) {
    write_file(workspace.in_root("f"), bytes);
    const DiskEntry entry = look(root, "f");
    return entry.crlf && entry.lf_digest == sha256("a\nb\n");
  };
  CHECK(converted("a\r\nb\r\n"));
  CHECK_FALSE(converted("a\nb\n"));
  CHECK_FALSE(converted("a\r\nb\n"));
  CHECK_FALSE(converted("a\nb\r\n"));
  CHECK_FALSE(converted("a\r\r\nb\r\n"));
  CHECK_FALSE(converted("a\rb\r\n"));
}

TEST_CASE("many directories do not exhaust the descriptors") {
  const auto resolution = GENERATE(Root::Resolution::best, Root::Resolution::walk);
  const Workspace workspace;
  for (int i = 0; i < 200; ++i)
    write_file(workspace.in_root("d" + std::to_string(i) + "/e/f"), "x");
  Root root = open_root(workspace, resolution);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 200; ++i) {
      CHECK(look(root, "d" + std::to_string(i) + "/e/f").kind == DiskKind::regular);
    }
  }
  const auto open_files = files::directory_iterator("/proc/self/fd");
  CHECK(std::distance(begin(open_files), end(open_files)) < 100);
}

TEST_CASE("a root that is missing, or is no directory, is an error with its path and reason") {
  const Workspace workspace;
  const auto missing = Root::open(workspace.root());
  REQUIRE(std::holds_alternative<DiskError>(missing));
  CHECK(std::get<DiskError>(missing).code == ENOENT);
  CHECK(std::get<DiskError>(missing).message() == "cannot open `" + workspace.root() + "`: No such file or directory");
  write_file(workspace.at("file"), "");
  CHECK(std::get<DiskError>(Root::create(workspace.at("file").string())).code == ENOTDIR);
  CHECK(std::get<DiskError>(Root::create(workspace.at("file/below").string())).code == ENOTDIR);
}

TEST_CASE("create makes a root and its parents") {
  const Workspace workspace;
  CHECK(std::holds_alternative<Root>(Root::create(workspace.at("x/y/z").string())));
  CHECK(std::holds_alternative<Root>(Root::create(workspace.at("x/y/w/").string())));
  CHECK(files::is_directory(workspace.at("x/y/w")));
}

TEST_CASE("make_directory makes what is missing and follows no link") {
  const auto resolution = GENERATE(Root::Resolution::best, Root::Resolution::walk);
  const Workspace workspace;
  files::create_directories(workspace.at("outside"));
  Root root = open_root(workspace, resolution);
  files::create_symlink(workspace.at("outside"), workspace.in_root("ln"));
  std::vector<std::string> made;
  CHECK(root.make_directory("a/b/c", made).kind == DiskKind::directory);
  CHECK(made == std::vector<std::string>{"a", "a/b", "a/b/c"});
  CHECK(root.make_directory("ln/x", made).kind == DiskKind::link_on_the_way);
  CHECK(files::is_empty(workspace.at("outside")));
}
