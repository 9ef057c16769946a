// What git itself makes of two branches' locks is read, known and healed.
#include <cstdlib>
#include <filesystem>
#include <string>

#include "lock/write.h"
#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;

namespace {

class Repository {
 public:
  explicit Repository(const Workspace& workspace) : workspace_(workspace) {
    std::filesystem::create_directories(workspace.root());
    REQUIRE(git("init -q -b main"));
  }
  bool git(const std::string& arguments) const {
    const std::string command = "cd '" + workspace_.root() +
                                "' && git -c user.name=t -c user.email=t@example.com -c core.autocrlf=false "
                                "-c commit.gpgsign=false " +
                                arguments + " >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  }
  void commit(const Compiled& stack) const {
    REQUIRE(write(workspace_.root(), lock_file(), stack).exit_code() == 0);
    REQUIRE(git("add -A"));
    REQUIRE(git("commit -q -m x"));
  }

 private:
  const Workspace& workspace_;
};

LockReading lock_in(const Workspace& workspace) { return read_lock(read_file(workspace.in_root("stack.lock"))); }

}  // namespace

TEST_CASE("locks of two branches that git merges by itself are good, those in conflict are healed by a build") {
  if (std::system("git --version >/dev/null 2>&1") != 0) {
    WARN("skipped: no git");
    return;
  }
  const Workspace workspace;
  const Repository repository(workspace);
  repository.commit(compiled("one", {{"a", "1\n"}, {"b", "1\n"}, {"c", "1\n"}, {"d", "1\n"}, {"e", "1\n"}}));
  REQUIRE(repository.git("checkout -q -b side"));

  SECTION("a change of the compiler on one side, a new file on the other") {
    repository.commit(compiled("one", {{"a", "2\n"}, {"b", "1\n"}, {"c", "1\n"}, {"d", "1\n"}, {"e", "1\n"}}));
    REQUIRE(repository.git("checkout -q main"));
    repository.commit(
        compiled("one", {{"a", "1\n"}, {"b", "1\n"}, {"c", "1\n"}, {"d", "1\n"}, {"d2", "1\n"}, {"e", "1\n"}}));
    REQUIRE(repository.git("merge -q -m merge side"));
    CHECK(lock_in(workspace).state == LockState::good);
    const Compiled both =
        compiled("one", {{"a", "2\n"}, {"b", "1\n"}, {"c", "1\n"}, {"d", "1\n"}, {"d2", "1\n"}, {"e", "1\n"}});
    CHECK(examine(workspace.root(), lock_file(), both).drift.none());
    CHECK_FALSE(write(workspace.root(), lock_file(), both).lock_written);
  }
  SECTION("the stack changed on both sides, in other files") {
    repository.commit(
        compiled("two", {{"a", "2\n"}, {"b", "1\n"}, {"c", "1\n"}, {"d", "1\n"}, {"e", "1\n"}, {"f", "1\n"}}));
    REQUIRE(repository.git("checkout -q main"));
    repository.commit(compiled("three", {{"b", "1\n"}, {"c", "1\n"}, {"d", "1\n"}, {"e", "3\n"}}));
    REQUIRE_FALSE(repository.git("merge -q -m merge side"));
    // Somebody took their side of the files that both changed; the lock is left to stackc.
    REQUIRE(repository.git("checkout --theirs a"));
    CHECK(lock_in(workspace).state == LockState::merged);
    const Compiled both =
        compiled("two and three", {{"a", "2\n"}, {"b", "1\n"}, {"c", "1\n"}, {"d", "1\n"}, {"e", "4\n"}});
    const Examination seen = examine(workspace.root(), lock_file(), both);
    CHECK(verdict_of(seen, "a") == "in step");
    CHECK(verdict_of(seen, "e") == "stale");
    CHECK(verdict_of(seen, "f") == "orphaned");
    CHECK(write(workspace.root(), lock_file(), both).exit_code() == 0);
    CHECK(lock_in(workspace).state == LockState::good);
    CHECK(examine(workspace.root(), lock_file(), both).drift.none());
  }
}
