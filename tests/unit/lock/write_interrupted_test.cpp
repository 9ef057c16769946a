// Builds that fail, are stopped or killed, or meet another build.
#include "lock/write.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;
namespace files = std::filesystem;

namespace {

const Compiled first = first_stack();
const Compiled second = second_stack();

}  // namespace

TEST_CASE("an error before the first rename leaves everything as it was") {
  const Workspace workspace;
  build(workspace, first);
  const auto before = tree(workspace.root());
  // A full table of descriptors refuses root as well, whom no mode of a directory stops.
  std::vector<int> held;
  for (int number = ::dup(0); number >= 0; number = ::dup(0))
    held.push_back(number);
  REQUIRE(errno == EMFILE);
  // Enough for the root, the lock and the directory, not for the second file.
  for (int i = 0; i < 3; ++i) {
    ::close(held.back());
    held.pop_back();
  }
  const Compiled deep = compiled("two", {{"compose.yaml", "services: 2\n"}, {"a/x", "x"}, {"b/x", "x"}, {"c/x", "x"}});
  const WriteResult result = build(workspace, deep);
  for (const int number : held)
    ::close(number);
  CHECK(result.exit_code() == 74);
  REQUIRE_FALSE(result.errors.empty());
  CHECK(result.errors.front().code == EMFILE);
  CHECK_THAT(result.errors.front().message(), Catch::Matchers::ContainsSubstring("Too many open files"));
  CHECK(tree(workspace.root()) == before);
  CHECK_FALSE(files::exists(workspace.in_root("a")));
  CHECK(build(workspace, deep).exit_code() == 0);
}

TEST_CASE("an interruption before the first rename leaves everything as it was") {
  const Workspace workspace;
  build(workspace, first);
  const auto before = tree(workspace.root());
  WriteOptions options;
  int asked = 0;
  options.interrupted = [&] { return ++asked == 2; };
  const Compiled next = compiled("two", {{"compose.yaml", "2"}, {"deploy/run.sh", "2"}, {"new/x", "2"}});
  const WriteResult result = build(workspace, next, options);
  CHECK(result.interrupted);
  CHECK(result.exit_code() == 74);
  CHECK(tree(workspace.root()) == before);
  CHECK_FALSE(files::exists(workspace.in_root("new")));
}

TEST_CASE("a file that appears while a build is under way is not overwritten") {
  const Workspace workspace;
  WriteOptions options;
  // Asked before each file is staged: late enough to be after the look, early enough to be before the rename.
  options.interrupted = [&] {
    write_file(workspace.in_root("compose.yaml"), "mine");
    return false;
  };
  const WriteResult result = build(workspace, first, options);
  CHECK(result.exit_code() == 74);
  CHECK(action_of(result, "compose.yaml") == "failed");
  CHECK(read_file(workspace.in_root("compose.yaml")) == "mine");
  CHECK(verdict_of(workspace, first, "compose.yaml") == "foreign, refused");
  CHECK(verdict_of(workspace, first, "deploy/run.sh") == "in step");
  CHECK(tree(workspace.root()).size() == 3);
}

TEST_CASE("unfinished files of a killed build are cleared by the next, also when it has nothing to write") {
  const Workspace workspace;
  build(workspace, first);
  // Killed while staging: the journal lies beside the lock, a file beside its place.
  Lock journal = lock_of(first);
  journal.pending["deploy/other.sh"] = {sha256("other")};
  journal.pending["compose.yaml"] = {sha256("services: 2\n")};
  write_file(workspace.in_root(".stack.lock.stackc-new"), print(journal));
  write_file(workspace.in_root("deploy/.other.sh.stackc-new"), "oth");
  write_file(workspace.in_root(".compose.yaml.stackc-new"), "");
  CHECK(build(workspace, first).exit_code() == 0);
  CHECK(tree(workspace.root()).size() == 3);
  // Killed between the renames: the journal is the lock.
  write_file(workspace.in_root("stack.lock"), print(journal));
  write_file(workspace.in_root("deploy/.other.sh.stackc-new"), "other");
  CHECK(build(workspace, first).exit_code() == 0);
  CHECK(tree(workspace.root()).size() == 3);
  CHECK(read_file(workspace.in_root("stack.lock")) == print(lock_of(first)));
  // A torn journal: nothing was staged yet.
  write_file(workspace.in_root(".stack.lock.stackc-new"), print(journal).substr(0, 50));
  CHECK(build(workspace, first).exit_code() == 0);
  CHECK(tree(workspace.root()).size() == 3);
}

TEST_CASE("an unfinished file in a directory does not keep a later stack from having a file there") {
  const Workspace workspace;
  build(workspace, first);
  Lock journal = lock_of(first);
  journal.pending["swapped/inner"] = {sha256("inner")};
  write_file(workspace.in_root("stack.lock"), print(journal));
  write_file(workspace.in_root("swapped/.inner.stackc-new"), "inn");
  const Compiled later = compiled("two", {{"compose.yaml", "services: 1\n"}, {"swapped", "a file"}});
  CHECK(build(workspace, later).exit_code() == 0);
  CHECK(read_file(workspace.in_root("swapped")) == "a file");
}

TEST_CASE("directories that a killed removal left empty are removed by the next build") {
  const Workspace workspace;
  build(workspace, first);
  files::remove(workspace.in_root("deploy/run.sh"));
  CHECK(build(workspace, compiled("two", {{"compose.yaml", "services: 1\n"}})).exit_code() == 0);
  CHECK_FALSE(files::exists(workspace.in_root("deploy")));
}

TEST_CASE("what a killed build left behind a link is not looked for") {
  const Workspace workspace;
  build(workspace, first);
  Lock journal = lock_of(first);
  journal.pending["there/inner"] = {sha256("inner")};
  write_file(workspace.in_root("stack.lock"), print(journal));
  write_file(workspace.at("outside/.inner.stackc-new"), "somebody's");
  files::create_directory_symlink(workspace.at("outside"), workspace.in_root("there"));
  // It is told once, and then forgotten.
  CHECK(build(workspace, first).exit_code() == 2);
  CHECK(build(workspace, first).exit_code() == 0);
  CHECK(read_file(workspace.at("outside/.inner.stackc-new")) == "somebody's");
}

TEST_CASE("a second writer waits for the first, and gives up in time") {
  const Workspace workspace;
  build(workspace, first);
  const int number = ::open(workspace.root().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(number >= 0);
  REQUIRE(::flock(number, LOCK_EX) == 0);
  WriteOptions options;
  options.patience = 20;
  const WriteResult result = build(workspace, second, options);
  CHECK(result.exit_code() == 74);
  CHECK_THAT(result.errors.front().message(), Catch::Matchers::ContainsSubstring("cannot lock"));
  ::close(number);
  CHECK(build(workspace, second, options).exit_code() == 0);
}

TEST_CASE("many builds at once on one root end as one build") {
  const Workspace workspace;
  for (int round = 0; round < 10; ++round) {
    const Compiled& stack = round % 2 == 0 ? first : second;
    std::vector<std::thread> writers;
    writers.reserve(8);
    std::atomic<int> failed{0};
    for (int i = 0; i < 8; ++i) {
      writers.emplace_back([&] {
        if (write(workspace.root(), lock_file(), stack).exit_code() != 0) ++failed;
      });
    }
    for (std::thread& writer : writers)
      writer.join();
    CHECK(failed == 0);
    CHECK(tree(workspace.root()) == std::map<std::string, std::string>{{"compose.yaml", stack.artifacts[0].bytes},
                                                                       {"deploy/run.sh", "#!/bin/sh\n"},
                                                                       {"stack.lock", print(lock_of(stack))}});
  }
}

TEST_CASE("two different stacks racing on one root leave one of them, whole") {
  const Workspace workspace;
  for (int round = 0; round < 20; ++round) {
    std::thread one([&] { write(workspace.root(), lock_file(), first); });
    std::thread two([&] { write(workspace.root(), lock_file(), second); });
    one.join();
    two.join();
    const bool is_first = examine(workspace.root(), lock_file(), first).drift.none();
    const bool is_second = examine(workspace.root(), lock_file(), second).drift.none();
    CHECK(is_first != is_second);
    CHECK(tree(workspace.root()).size() == 3);
  }
}
