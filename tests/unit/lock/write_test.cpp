#include "lock/write.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;
namespace files = std::filesystem;

namespace {

WriteResult build(const Workspace& workspace, const Compiled& stack, const WriteOptions& options = {}) {
  WriteResult result = write(workspace.root(), lock_file(), stack, options);
  for (const DiskError& error : result.errors)
    UNSCOPED_INFO(error.message());
  return result;
}

WriteOptions forcing(std::set<std::string> paths) {
  WriteOptions options;
  options.force = std::move(paths);
  return options;
}

unsigned mode_of(const files::path& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

const Compiled first = compiled("one", {{"compose.yaml", "services: 1\n"}, {"deploy/run.sh", "#!/bin/sh\n"}});
const Compiled second = compiled("two", {{"compose.yaml", "services: 2\n"}, {"deploy/run.sh", "#!/bin/sh\n"}});

}  // namespace

TEST_CASE("a first build writes every artifact with its mode, whatever the umask, and the lock") {
  const Workspace workspace;
  Compiled stack = first;
  stack.artifacts[1].mode = FileMode::executable;
  const mode_t before = ::umask(077);
  const WriteResult result = build(workspace, stack);
  ::umask(before);
  CHECK(result.exit_code() == 0);
  CHECK(result.lock_written);
  CHECK(tree(workspace.root()) == std::map<std::string, std::string>{{"compose.yaml", "services: 1\n"},
                                                                     {"deploy/run.sh", "#!/bin/sh\n"},
                                                                     {"stack.lock", print(lock_of(stack))}});
  CHECK(mode_of(workspace.in_root("compose.yaml")) == 0644);
  CHECK(mode_of(workspace.in_root("deploy/run.sh")) == 0755);
  CHECK(mode_of(workspace.in_root("stack.lock")) == 0644);
}

TEST_CASE("a second build of the same writes nothing at all") {
  const Workspace workspace;
  build(workspace, first);
  const auto file = modified(workspace.in_root("compose.yaml"));
  const auto lock = modified(workspace.in_root("stack.lock"));
  const auto directory = modified(workspace.root());
  const WriteResult result = build(workspace, first);
  CHECK(result.exit_code() == 0);
  CHECK_FALSE(result.lock_written);
  CHECK(modified(workspace.in_root("compose.yaml")) == file);
  CHECK(modified(workspace.in_root("stack.lock")) == lock);
  CHECK(modified(workspace.root()) == directory);
}

TEST_CASE("a change writes what differs and leaves the rest its time") {
  const Workspace workspace;
  build(workspace, first);
  const auto unchanged = modified(workspace.in_root("deploy/run.sh"));
  const WriteResult result = build(workspace, second);
  CHECK(action_of(result, "compose.yaml") == "written");
  CHECK(action_of(result, "deploy/run.sh") == "kept");
  CHECK(read_file(workspace.in_root("compose.yaml")) == "services: 2\n");
  CHECK(modified(workspace.in_root("deploy/run.sh")) == unchanged);
  CHECK(examine(workspace.root(), lock_file(), second).drift.none());
}

TEST_CASE("a comment in the stack changes the lock alone") {
  const Workspace workspace;
  build(workspace, first);
  const Compiled commented =
      compiled("one # comment", {{"compose.yaml", "services: 1\n"}, {"deploy/run.sh", "#!/bin/sh\n"}});
  CHECK(examine(workspace.root(), lock_file(), commented).drift.none());
  const auto file = modified(workspace.in_root("compose.yaml"));
  const WriteResult result = build(workspace, commented);
  CHECK(result.lock_written);
  CHECK(modified(workspace.in_root("compose.yaml")) == file);
  CHECK(read_file(workspace.in_root("stack.lock")) == print(lock_of(commented)));
}

TEST_CASE("an edited file is refused, the others proceed, and force writes it") {
  const Workspace workspace;
  build(workspace, first);
  write_file(workspace.in_root("deploy/run.sh"), "#!/bin/sh\necho hand\n");
  const WriteResult refused = build(workspace, second);
  CHECK(refused.exit_code() == 2);
  CHECK(action_of(refused, "deploy/run.sh") == "refused");
  CHECK(action_of(refused, "compose.yaml") == "written");
  CHECK(read_file(workspace.in_root("deploy/run.sh")) == "#!/bin/sh\necho hand\n");
  CHECK(verdict_of(workspace, second, "deploy/run.sh") == "edited, refused");
  const WriteResult forced = build(workspace, second, forcing({"deploy/run.sh"}));
  CHECK(forced.exit_code() == 0);
  CHECK(read_file(workspace.in_root("deploy/run.sh")) == "#!/bin/sh\n");
  CHECK(examine(workspace.root(), lock_file(), second).drift.none());
}

TEST_CASE("a conflict stays a conflict through refused builds, with its input named") {
  const Workspace workspace;
  build(workspace, first);
  write_file(workspace.in_root("compose.yaml"), "hand\n");
  for (int round = 0; round < 3; ++round) {
    const WriteResult result = build(workspace, second);
    CHECK(result.exit_code() == 2);
    CHECK(result.lock_written == (round == 0));
    const Examination after = examine(workspace.root(), lock_file(), second);
    CHECK(after.lock.state == LockState::good);
    CHECK(verdict_of(after, "compose.yaml") == "conflict, refused");
    CHECK(after.drift.findings.front().changed_inputs == std::vector<std::string>{"stack.yaml"});
  }
  // Undone by hand, it is simply old.
  write_file(workspace.in_root("compose.yaml"), "services: 1\n");
  CHECK(verdict_of(workspace, second, "compose.yaml") == "stale");
}

TEST_CASE("a foreign file is never overwritten nor recorded, unless forced") {
  const Workspace workspace;
  write_file(workspace.in_root("compose.yaml"), "mine\n");
  const WriteResult refused = build(workspace, first);
  CHECK(refused.exit_code() == 2);
  CHECK(read_file(workspace.in_root("compose.yaml")) == "mine\n");
  CHECK(read_file(workspace.in_root("deploy/run.sh")) == "#!/bin/sh\n");
  CHECK(verdict_of(workspace, first, "compose.yaml") == "foreign, refused");
  CHECK(build(workspace, first, forcing({"compose.yaml"})).exit_code() == 0);
  CHECK(read_file(workspace.in_root("compose.yaml")) == "services: 1\n");
}

TEST_CASE("a forced path that is nobody's is told") {
  const Workspace workspace;
  CHECK(build(workspace, first, forcing({"compose.yml", "compose.yaml", "stack.lock"})).unused_force ==
        std::vector<std::string>{"compose.yml"});
}

TEST_CASE("an orphan goes if it is as recorded, with the directories that it leaves empty") {
  const Workspace workspace;
  build(workspace, compiled("one", {{"a/b/c", "c"}, {"a/d", "d"}, {"e/f", "f"}}));
  write_file(workspace.in_root("e/mine"), "mine");
  const WriteResult result = build(workspace, compiled("two", {{"a/d", "d"}}));
  CHECK(result.exit_code() == 0);
  CHECK(action_of(result, "a/b/c") == "removed");
  CHECK_FALSE(files::exists(workspace.in_root("a/b")));
  CHECK(read_file(workspace.in_root("e/mine")) == "mine");
  CHECK_FALSE(files::exists(workspace.in_root("e/f")));
}

TEST_CASE("an orphan that a hand changed stays and stays reported, until forced or deleted") {
  const Workspace workspace;
  const Compiled fewer = compiled("two", {{"compose.yaml", "services: 1\n"}});
  build(workspace, first);
  write_file(workspace.in_root("deploy/run.sh"), "hand");
  CHECK(build(workspace, fewer).exit_code() == 2);
  CHECK(build(workspace, fewer).exit_code() == 2);
  CHECK(read_file(workspace.in_root("deploy/run.sh")) == "hand");
  CHECK(verdict_of(workspace, fewer, "deploy/run.sh") == "orphaned, refused");
  SECTION("forced") { CHECK(build(workspace, fewer, forcing({"deploy/run.sh"})).exit_code() == 0); }
  SECTION("deleted") {
    files::remove(workspace.in_root("deploy/run.sh"));
    CHECK(verdict_of(workspace, fewer, "deploy/run.sh") == "orphaned");
    const WriteResult result = build(workspace, fewer);
    CHECK(result.exit_code() == 0);
    CHECK(action_of(result, "deploy/run.sh") == "forgotten");
  }
  CHECK(verdict_of(workspace, fewer, "deploy/run.sh") == "nothing");
  CHECK_FALSE(files::exists(workspace.in_root("deploy/run.sh")));
}

TEST_CASE("a lock that lists the source as an artifact does not get it removed") {
  const Workspace workspace;
  write_file(workspace.in_root("stack.yaml"), "one");
  build(workspace, first);
  Lock forged = lock_of(first);
  forged.artifacts["stack.yaml"] = Recorded{sha256("one"), FileMode::plain, {}, {}};
  write_file(workspace.in_root("stack.lock"), print(forged));
  CHECK(build(workspace, first, forcing({"stack.yaml"})).exit_code() == 2);
  CHECK(read_file(workspace.in_root("stack.yaml")) == "one");
}

TEST_CASE("a file may become a directory and a directory a file in one build") {
  const Workspace workspace;
  const Compiled flat = compiled("one", {{"cron", "job"}, {"keep", "k"}});
  const Compiled deep = compiled("two", {{"cron/daily/job", "job"}, {"keep", "k"}});
  build(workspace, flat);
  CHECK(build(workspace, deep).exit_code() == 0);
  CHECK(read_file(workspace.in_root("cron/daily/job")) == "job");
  CHECK(examine(workspace.root(), lock_file(), deep).drift.none());
  CHECK(build(workspace, flat).exit_code() == 0);
  CHECK(read_file(workspace.in_root("cron")) == "job");
  CHECK(examine(workspace.root(), lock_file(), flat).drift.none());
}

TEST_CASE("a directory with somebody's file in it is not cleared for a file of ours") {
  const Workspace workspace;
  build(workspace, compiled("two", {{"cron/job", "job"}}));
  write_file(workspace.in_root("cron/mine"), "mine");
  CHECK(build(workspace, compiled("one", {{"cron", "job"}})).exit_code() == 2);
  CHECK(read_file(workspace.in_root("cron/mine")) == "mine");
}

TEST_CASE("a link or directory in a file's place is refused; forced, the link goes and what it led to stays") {
  const Workspace workspace;
  build(workspace, first);
  write_file(workspace.at("outside"), "precious");
  files::remove(workspace.in_root("compose.yaml"));
  SECTION("a link") {
    files::create_symlink(workspace.at("outside"), workspace.in_root("compose.yaml"));
    CHECK(build(workspace, first).exit_code() == 2);
    CHECK(files::is_symlink(workspace.in_root("compose.yaml")));
    CHECK(build(workspace, first, forcing({"compose.yaml"})).exit_code() == 0);
  }
  SECTION("a link to the right bytes") {
    write_file(workspace.at("same"), "services: 1\n");
    files::create_symlink(workspace.at("same"), workspace.in_root("compose.yaml"));
    CHECK(verdict_of(workspace, first, "compose.yaml") == "replaced, refused");
    CHECK(build(workspace, first, forcing({"compose.yaml"})).exit_code() == 0);
  }
  SECTION("an empty directory") {
    files::create_directory(workspace.in_root("compose.yaml"));
    CHECK(build(workspace, first).exit_code() == 2);
    CHECK(build(workspace, first, forcing({"compose.yaml"})).exit_code() == 0);
  }
  SECTION("a pipe") {
    REQUIRE(::mkfifo(workspace.in_root("compose.yaml").c_str(), 0644) == 0);
    CHECK(build(workspace, first).exit_code() == 2);
    CHECK(build(workspace, first, forcing({"compose.yaml"})).exit_code() == 0);
  }
  CHECK(read_file(workspace.in_root("compose.yaml")) == "services: 1\n");
  CHECK(read_file(workspace.at("outside")) == "precious");
  CHECK(examine(workspace.root(), lock_file(), first).drift.none());
}

TEST_CASE("a directory with files in a file's place survives even force") {
  const Workspace workspace;
  write_file(workspace.in_root("compose.yaml/mine"), "mine");
  const WriteResult result = build(workspace, first, forcing({"compose.yaml"}));
  CHECK(result.exit_code() == 74);
  CHECK(result.errors.front().code == ENOTEMPTY);
  CHECK(read_file(workspace.in_root("compose.yaml/mine")) == "mine");
  // The other file was written, the lock says so and says nothing of the failed one.
  CHECK(verdict_of(workspace, first, "deploy/run.sh") == "in step");
  CHECK(verdict_of(workspace, first, "compose.yaml") == "replaced, refused");
  CHECK(tree(workspace.root()).size() == 3);
}

TEST_CASE("nothing is written through a link on the way, forced or not") {
  const Workspace workspace;
  files::create_directories(workspace.at("outside"));
  files::create_directories(workspace.root());
  files::create_directory_symlink(workspace.at("outside"), workspace.in_root("deploy"));
  CHECK(build(workspace, first).exit_code() == 2);
  CHECK(build(workspace, first, forcing({"deploy/run.sh"})).exit_code() == 2);
  CHECK(files::is_empty(workspace.at("outside")));
  CHECK(files::is_symlink(workspace.in_root("deploy")));
  CHECK(read_file(workspace.in_root("compose.yaml")) == "services: 1\n");
}

TEST_CASE("an orphan behind a link is not removed") {
  const Workspace workspace;
  build(workspace, first);
  files::rename(workspace.in_root("deploy"), workspace.at("outside"));
  files::create_directory_symlink(workspace.at("outside"), workspace.in_root("deploy"));
  const Compiled fewer = compiled("two", {{"compose.yaml", "services: 1\n"}});
  CHECK(build(workspace, fewer, forcing({"deploy/run.sh"})).exit_code() == 2);
  CHECK(read_file(workspace.at("outside/run.sh")) == "#!/bin/sh\n");
}

TEST_CASE("a hard link to a file elsewhere is parted, not written through") {
  const Workspace workspace;
  build(workspace, first);
  files::create_hard_link(workspace.in_root("compose.yaml"), workspace.at("elsewhere"));
  build(workspace, second);
  CHECK(read_file(workspace.at("elsewhere")) == "services: 1\n");
  CHECK(read_file(workspace.in_root("compose.yaml")) == "services: 2\n");
}

TEST_CASE("a lost run bit and converted line ends are mended") {
  const Workspace workspace;
  Compiled stack = first;
  stack.artifacts[1].mode = FileMode::executable;
  build(workspace, stack);
  files::permissions(workspace.in_root("deploy/run.sh"), files::perms(0644));
  write_file(workspace.in_root("compose.yaml"), "services: 1\r\n");
  CHECK(verdict_of(workspace, stack, "deploy/run.sh") == "mode");
  CHECK(verdict_of(workspace, stack, "compose.yaml") == "line endings");
  CHECK(build(workspace, stack).exit_code() == 0);
  CHECK(mode_of(workspace.in_root("deploy/run.sh")) == 0755);
  CHECK(read_file(workspace.in_root("compose.yaml")) == "services: 1\n");
}

TEST_CASE("modes that only a umask or a file system made are no drift") {
  const Workspace workspace;
  build(workspace, first);
  for (const unsigned mode : {0600U, 0664U, 0666U, 0444U}) {
    files::permissions(workspace.in_root("compose.yaml"), files::perms(mode));
    CHECK(verdict_of(workspace, first, "compose.yaml") == "in step");
  }
}

TEST_CASE("a lock that cannot be trusted stops the build unless it is forced itself") {
  const Workspace workspace;
  build(workspace, first);
  const std::string good = read_file(workspace.in_root("stack.lock"));
  std::string bad;
  SECTION("damaged") { bad = good.substr(0, 100); }
  SECTION("empty") { bad = ""; }
  SECTION("newer") { bad = "{\"lock\": 2}\n"; }
  SECTION("respelt") { bad = good + "\n"; }
  write_file(workspace.in_root("stack.lock"), bad);
  const WriteResult refused = build(workspace, second);
  CHECK(refused.lock_refused);
  CHECK(refused.exit_code() == 1);
  CHECK(read_file(workspace.in_root("stack.lock")) == bad);
  CHECK(read_file(workspace.in_root("compose.yaml")) == "services: 1\n");
  // Forced, the lock counts as absent: what is on disk is nobody's.
  const WriteResult forced = build(workspace, second, forcing({"stack.lock"}));
  CHECK(forced.exit_code() == 2);
  CHECK(action_of(forced, "compose.yaml") == "refused");
  CHECK(action_of(forced, "deploy/run.sh") == "recorded");
  CHECK(build(workspace, second, forcing({"compose.yaml"})).exit_code() == 0);
  CHECK(read_file(workspace.in_root("stack.lock")) == print(lock_of(second)));
}

TEST_CASE("a lock that is a link is not followed, and forced it becomes a file") {
  const Workspace workspace;
  build(workspace, first);
  files::rename(workspace.in_root("stack.lock"), workspace.at("elsewhere.lock"));
  files::create_symlink(workspace.at("elsewhere.lock"), workspace.in_root("stack.lock"));
  CHECK(build(workspace, first).lock_refused);
  CHECK(build(workspace, first, forcing({"stack.lock"})).exit_code() == 0);
  CHECK(files::is_regular_file(files::symlink_status(workspace.in_root("stack.lock"))));
}

TEST_CASE("a lock with merge markers heals by a build") {
  const Workspace workspace;
  const Compiled merged = compiled("three", {{"compose.yaml", "services: 3\n"}, {"deploy/run.sh", "#!/bin/sh\n"}});
  build(workspace, second);
  write_file(workspace.in_root("stack.lock"),
             "<<<<<<< HEAD\n" + print(lock_of(first)) + "=======\n" + print(lock_of(second)) + ">>>>>>> branch\n");
  CHECK(verdict_of(workspace, merged, "compose.yaml") == "stale");
  CHECK(build(workspace, merged).exit_code() == 0);
  CHECK(read_file(workspace.in_root("stack.lock")) == print(lock_of(merged)));
}

TEST_CASE("a dry run says what a build would do, and does none of it") {
  const Workspace workspace;
  WriteOptions options;
  options.dry_run = true;
  CHECK(action_of(build(workspace, first, options), "compose.yaml") == "written");
  CHECK_FALSE(files::exists(workspace.root()));
  build(workspace, first);
  const auto before = tree(workspace.root());
  CHECK(action_of(build(workspace, second, options), "compose.yaml") == "written");
  CHECK(tree(workspace.root()) == before);
}

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

TEST_CASE("clashing claims never reach the disk") {
  const Workspace workspace;
  CHECK_THROWS_AS(build(workspace, compiled("s", {{"a", "1"}, {"a", "2"}})), std::logic_error);
  CHECK_THROWS_AS(build(workspace, compiled("s", {{"a", "1"}, {"A", "2"}})), std::logic_error);
  CHECK_THROWS_AS(build(workspace, compiled("s", {{"a", "1"}, {"a/b", "2"}})), std::logic_error);
  CHECK_THROWS_AS(build(workspace, compiled("s", {{"stack.lock", "1"}})), std::logic_error);
  CHECK(tree(workspace.root()).empty());
}

TEST_CASE("a lock may lie below the root, and its artifacts above it") {
  const Workspace workspace;
  const ArtifactPath lock = path_of("stacks/blog/stack.lock");
  CHECK(write(workspace.root(), lock, first).exit_code() == 0);
  CHECK(examine(workspace.root(), lock, first).drift.none());
  CHECK(write(workspace.root(), lock, second, {}).exit_code() == 0);
  CHECK(tree(workspace.root()).size() == 3);
}

TEST_CASE("a durable build ends in the same tree") {
  const Workspace workspace;
  WriteOptions options;
  options.durable = true;
  CHECK(build(workspace, first, options).exit_code() == 0);
  CHECK(examine(workspace.root(), lock_file(), first).drift.none());
}
