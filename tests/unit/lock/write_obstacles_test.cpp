// What stands in a build's way: links, directories, locks that cannot be trusted.
#include "lock/write.h"

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;
namespace files = std::filesystem;

namespace {

const Compiled first = first_stack();
const Compiled second = second_stack();

}  // namespace

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

TEST_CASE("the kernel's walk and ours write, change and remove the same") {
  std::map<std::string, std::string> trees[2];
  for (const bool by_hand : {false, true}) {
    const Workspace workspace;
    const WriteOptions options = forcing({}, by_hand ? Root::Resolution::walk : Root::Resolution::best);
    const auto two =
        compiled("two", {{"a/b/c/file", "2"}, {"a/link", "2"}, {"deploy/run.sh/inner", "2"}, {"cron", "2"}});
    CHECK(build(workspace, compiled("one", {{"a/b/file", "1"}, {"deploy/run.sh", "1"}, {"cron/job", "1"}}), options)
              .exit_code() == 0);
    CHECK(build(workspace, two, options).exit_code() == 0);
    files::remove_all(workspace.in_root("a/b"));
    files::create_directory_symlink("/etc", workspace.in_root("a/b"));
    CHECK(build(workspace, two, options).exit_code() == 2);
    CHECK_FALSE(files::exists("/etc/c"));
    trees[by_hand ? 1 : 0] = tree(workspace.root());
  }
  CHECK(trees[0] == trees[1]);
  CHECK(trees[0].count("deploy/run.sh/inner") == 1);
}

TEST_CASE("nothing is written through a link on the way, forced or not") {
  const auto resolution = GENERATE(Root::Resolution::best, Root::Resolution::walk);
  const Workspace workspace;
  files::create_directories(workspace.at("outside"));
  files::create_directories(workspace.root());
  files::create_directory_symlink(workspace.at("outside"), workspace.in_root("deploy"));
  CHECK(build(workspace, first, forcing({}, resolution)).exit_code() == 2);
  CHECK(build(workspace, first, forcing({"deploy/run.sh"}, resolution)).exit_code() == 2);
  CHECK(files::is_empty(workspace.at("outside")));
  CHECK(files::is_symlink(workspace.in_root("deploy")));
  CHECK(read_file(workspace.in_root("compose.yaml")) == "services: 1\n");
}

TEST_CASE("an orphan behind a link is not removed") {
  const auto resolution = GENERATE(Root::Resolution::best, Root::Resolution::walk);
  const Workspace workspace;
  build(workspace, first);
  files::rename(workspace.in_root("deploy"), workspace.at("outside"));
  files::create_directory_symlink(workspace.at("outside"), workspace.in_root("deploy"));
  const Compiled fewer = compiled("two", {{"compose.yaml", "services: 1\n"}});
  CHECK(build(workspace, fewer, forcing({"deploy/run.sh"}, resolution)).exit_code() == 2);
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

TEST_CASE("clashing claims never reach the disk") {
  const Workspace workspace;
  CHECK_THROWS_AS(build(workspace, compiled("s", {{"a", "1"}, {"a", "2"}})), std::logic_error);
  CHECK_THROWS_AS(build(workspace, compiled("s", {{"a", "1"}, {"A", "2"}})), std::logic_error);
  CHECK_THROWS_AS(build(workspace, compiled("s", {{"a", "1"}, {"a/b", "2"}})), std::logic_error);
  CHECK_THROWS_AS(build(workspace, compiled("s", {{"stack.lock", "1"}})), std::logic_error);
  CHECK(tree(workspace.root()).empty());
}
