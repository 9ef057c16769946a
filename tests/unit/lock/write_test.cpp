#include "lock/write.h"

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;
namespace files = std::filesystem;

namespace {

const Compiled first = first_stack();
const Compiled second = second_stack();

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

TEST_CASE("a lock that need not be read is what the reader would say") {
  const Workspace workspace;
  build(workspace, first_stack());
  const Examination seen = examine(workspace.root(), lock_file(), first_stack());
  const std::string text = read_file(workspace.in_root("stack.lock"));
  CHECK(seen.lock_text == text);
  CHECK(seen.lock.state == LockState::good);
  CHECK(seen.lock.lock == read_lock(text).lock);
  CHECK(examine(workspace.root(), lock_file(), second_stack()).lock.lock == read_lock(text).lock);
}
