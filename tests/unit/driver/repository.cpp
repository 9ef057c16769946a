#include "driver/compile.h"
#include "tests/catch.h"

using stackc::driver::folder_in_repository;
using stackc::driver::repository_root;

TEST_CASE("a stack lies in its repository as many folders deep as its repository climbs") {
  CHECK(folder_in_repository("/srv/team/stacks/blog", ".") == std::string());
  CHECK(folder_in_repository("/srv/team/stacks/blog", "..") == "blog");
  CHECK(folder_in_repository("/srv/team/stacks/blog", "../..") == "stacks/blog");
  CHECK(folder_in_repository("/srv/team/stacks/blog", "./../..") == "stacks/blog");
  CHECK(repository_root("/srv/team/stacks/blog", ".") == "/srv/team/stacks/blog");
  CHECK(repository_root("/srv/team/stacks/blog", "../..") == "/srv/team");
}

TEST_CASE("a repository may be the root of the file system and not more") {
  CHECK(repository_root("/srv", "..") == "/");
  CHECK(folder_in_repository("/srv", "..") == "srv");
  CHECK(repository_root("/", ".") == "/");
  CHECK(folder_in_repository("/", ".") == std::string());
  CHECK_FALSE(repository_root("/srv", "../..").has_value());
  CHECK_FALSE(folder_in_repository("/", "..").has_value());
}

TEST_CASE("a repository beside or below the stack holds it not") {
  CHECK_FALSE(folder_in_repository("/srv/blog", "backend").has_value());
  CHECK_FALSE(folder_in_repository("/srv/blog", "../other").has_value());
  CHECK_FALSE(folder_in_repository("/srv/blog", "/srv").has_value());
}
