#include "lock/diff.h"

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;

namespace {

std::string shown(const std::string& before, const std::string& after, std::size_t context = 3) {
  return unified("a", "b", diff(before, after, context));
}

// Both texts again, from hunks with all the context there is.
std::pair<std::string, std::string> sides(const std::vector<Hunk>& hunks) {
  std::string before;
  std::string after;
  for (const Hunk& hunk : hunks) {
    for (const DiffLine& line : hunk.lines) {
      const std::string text = std::string(line.text) + (line.unfinished ? "" : "\n");
      if (line.change != Change::added) before += text;
      if (line.change != Change::removed) after += text;
    }
  }
  return {before, after};
}

}  // namespace

TEST_CASE("equal texts have no hunks") {
  CHECK(diff("", "").empty());
  CHECK(diff("a\n", "a\n").empty());
  CHECK(shown("a\n", "a\n").empty());
}

TEST_CASE("a hunk has the form that patch reads") {
  CHECK(shown("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(shown("", "a\n") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n");
  CHECK(shown("a\n", "") == "--- a\n+++ b\n@@ -1 +0,0 @@\n-a\n");
  CHECK(shown("a\nb\n", "a\n", 0) == "--- a\n+++ b\n@@ -2 +1,0 @@\n-b\n");
  CHECK(shown("a", "a\n") == "--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  CHECK(shown("a\nb", "c\nb") == "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n");
}

TEST_CASE("changes far apart have hunks of their own, near ones share one") {
  std::string before;
  for (int i = 1; i <= 40; ++i)
    before += std::to_string(i) + "\n";
  std::string far = before;
  far.replace(far.find("\n5\n"), 3, "\nfive\n").replace(far.find("\n30\n"), 4, "\nthirty\n");
  CHECK(diff(before, far).size() == 2);
  std::string near = before;
  near.replace(near.find("\n5\n"), 3, "\nfive\n").replace(near.find("\n12\n"), 4, "\ntwelve\n");
  CHECK(diff(before, near).size() == 1);
  near = before;
  near.replace(near.find("\n5\n"), 3, "\nfive\n").replace(near.find("\n13\n"), 4, "\nthirteen\n");
  CHECK(diff(before, near).size() == 2);
}

TEST_CASE("a block that was put between two like it is shown whole, not shifted by a brace") {
  const std::string before = "server {\n  listen 80;\n}\n\nserver {\n  listen 443;\n}\n";
  const std::string after = "server {\n  listen 80;\n}\n\nserver {\n  listen 81;\n}\n\nserver {\n  listen 443;\n}\n";
  CHECK(shown(before, after, 0) == "--- a\n+++ b\n@@ -4,0 +5,4 @@\n+server {\n+  listen 81;\n+}\n+\n");
}

TEST_CASE("a function that moved is one removal and one addition, lines that stand once hold the rest") {
  const std::string before = "a {\n  x\n}\nb {\n  y\n}\nc {\n  z\n}\n";
  const std::string after = "b {\n  y\n}\nc {\n  z\n}\na {\n  x\n}\n";
  CHECK(stat(diff(before, after)).added == 3);
  CHECK(stat(diff(before, after)).removed == 3);
}

TEST_CASE("each line of an edited file finds its line in the original") {
  CHECK(matching_lines("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n") == std::vector<std::uint32_t>{1, 0, 3, 4, 0});
  CHECK(matching_lines("", "a\n") == std::vector<std::uint32_t>{0});
  CHECK(matching_lines("a\n", "").empty());
}

TEST_CASE("any two texts come back from their diff, and no edit is longer than it must be by much") {
  std::mt19937 random(20261121);  // Seeded: the same texts on every run.
  for (int round = 0; round < 3000; ++round) {
    const auto text = [&] {
      std::string result;
      const auto lines = random() % 12;
      for (unsigned i = 0; i < lines; ++i)
        result += std::string(1, static_cast<char>('a' + random() % 4)) + "\n";
      if (random() % 4 == 0) result += "end";
      return result;
    };
    const std::string before = text();
    const std::string after = text();
    CAPTURE(before, after);
    const auto hunks = diff(before, after, 1000);
    if (before == after) continue;
    REQUIRE(hunks.size() == 1);
    CHECK(sides(hunks) == std::pair(before, after));
    CHECK(hunks.front().old_count + hunks.front().new_count <= 30);
  }
}

TEST_CASE("patch turns the old text into the new one by our diff") {
  if (std::system("patch --version >/dev/null 2>&1") != 0) {
    WARN("skipped: no patch");
    return;
  }
  const Workspace workspace;
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::string before;
    std::string after;
    for (int i = 0; i < 60; ++i) {
      const std::string line = "line " + std::to_string(random() % 20) + "\n";
      const auto dice = random() % 10;
      if (dice != 0) before += line;
      if (dice != 1) after += line;
      if (dice == 2) after += "new\n";
    }
    write_file(workspace.at("file"), before);
    write_file(workspace.at("diff"), shown(before, after));
    const std::string command = "patch -s -u " + workspace.at("file").string() + " " + workspace.at("diff").string();
    REQUIRE((before == after || std::system(command.c_str()) == 0));
    CHECK(read_file(workspace.at("file")) == after);
  }
}

TEST_CASE("texts with nothing in common, and large ones, are told quickly") {
  std::string before;
  std::string after;
  for (int i = 0; i < 20000; ++i) {
    before += i % 2 == 0 ? "{\n" : "}\n";
    after += i % 3 == 0 ? "}\n" : "{\n";
  }
  CHECK(sides(diff(before, after, 1000000)) == std::pair(before, after));
}
