// Every mutation of every file of a tree: exactly that file is named, with the right verdict, and a build either mends
// it or refuses and leaves it.
#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "lock/examine.h"
#include "lock/write.h"
#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;
namespace files = std::filesystem;

namespace {

struct Mutation {
  const char* name;
  const char* verdict;  // As verdict_of says it.
  std::function<void(const files::path&)> apply;
};

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> all = {
      {"flip the first byte", "edited, refused",
       [](const files::path& file) {
         std::string bytes = read_file(file);
         bytes.front() = static_cast<char>(bytes.front() ^ 1);
         write_file(file, bytes);
       }},
      {"flip the last byte", "edited, refused",
       [](const files::path& file) {
         std::string bytes = read_file(file);
         bytes.back() = static_cast<char>(bytes.back() ^ 1);
         write_file(file, bytes);
       }},
      {"append a byte", "edited, refused", [](const files::path& file) { write_file(file, read_file(file) + "x"); }},
      {"truncate by one", "edited, refused",
       [](const files::path& file) { files::resize_file(file, files::file_size(file) - 1); }},
      {"empty", "edited, refused", [](const files::path& file) { files::resize_file(file, 0); }},
      {"delete", "missing", [](const files::path& file) { files::remove(file); }},
      {"turn the run bit", "mode",
       [](const files::path& file) {
         const bool runs = (files::status(file).permissions() & files::perms::owner_exec) != files::perms::none;
         files::permissions(file, files::perms(0111), runs ? files::perm_options::remove : files::perm_options::add);
       }},
      {"a link to a copy", "replaced, refused",
       [](const files::path& file) {
         files::path copy = file;
         copy += ".copy";
         files::rename(file, copy);
         files::create_symlink(copy.filename(), file);
       }},
      {"a dangling link", "replaced, refused",
       [](const files::path& file) {
         files::remove(file);
         files::create_symlink("nowhere", file);
       }},
      {"a directory", "replaced, refused",
       [](const files::path& file) {
         files::remove(file);
         files::create_directory(file);
       }},
      {"a pipe", "replaced, refused",
       [](const files::path& file) {
         files::remove(file);
         REQUIRE(::mkfifo(file.c_str(), 0644) == 0);
       }},
      {"CRLF", "line endings",
       [](const files::path& file) {
         std::string bytes;
         for (const char c : read_file(file))
           bytes += c == '\n' ? std::string("\r\n") : std::string(1, c);
         write_file(file, bytes);
       }},
      {"CRLF in one line", "edited, refused",
       [](const files::path& file) {
         std::string bytes = read_file(file);
         bytes.insert(bytes.find('\n'), "\r");
         write_file(file, bytes);
       }},
      {"a stray file beside it", "in step",
       [](const files::path& file) {
         files::path stray = file;
         stray += ".orig";
         write_file(stray, "stray\n");
       }},
  };
  return all;
}

// Files of several lines each, in several directories, of both modes.
Compiled sample() {
  Compiled stack = compiled("one", {{"Dockerfile", "FROM x\nRUN y\n"},
                                    {"compose.yaml", "services:\n  web: {}\n"},
                                    {"deploy/nginx/site.conf", "server {\n}\n"},
                                    {"deploy/run.sh", "#!/bin/sh\nexec x\n"},
                                    {".github/workflows/blog.yml", "on: push\njobs: {}\n"}});
  stack.artifacts[3].mode = FileMode::executable;
  return stack;
}

}  // namespace

TEST_CASE("each mutation of each artifact is named, alone and rightly, and a build mends or refuses it") {
  const Compiled stack = sample();
  std::size_t tried = 0;
  for (const Artifact& artifact : stack.artifacts) {
    for (const Mutation& mutation : mutations()) {
      const std::string& path = artifact.path.text();
      CAPTURE(path, mutation.name);
      const Workspace workspace;
      REQUIRE(write(workspace.root(), lock_file(), stack).exit_code() == 0);
      mutation.apply(workspace.in_root(path));

      const Examination seen = examine(workspace.root(), lock_file(), stack);
      for (const Artifact& other : stack.artifacts) {
        CHECK(verdict_of(seen, other.path.text()) == (other.path == artifact.path ? mutation.verdict : "in step"));
      }
      CHECK(seen.drift.findings.size() == stack.artifacts.size());

      const bool refused = std::string(mutation.verdict).ends_with("refused");
      const auto before = tree(workspace.root());
      CHECK(write(workspace.root(), lock_file(), stack).exit_code() == (refused ? 2 : 0));
      if (refused)
        CHECK(tree(workspace.root()) == before);
      else
        CHECK(examine(workspace.root(), lock_file(), stack).drift.none());

      WriteOptions force;
      force.force = {path};
      CHECK(write(workspace.root(), lock_file(), stack, force).exit_code() == 0);
      CHECK(examine(workspace.root(), lock_file(), stack).drift.none());
      ++tried;
    }
  }
  CHECK(tried == stack.artifacts.size() * mutations().size());
}

TEST_CASE("each mutation of an artifact that is planned no more is removed only if it is as recorded") {
  const Compiled stack = sample();
  for (std::size_t i = 0; i < stack.artifacts.size(); ++i) {
    Compiled fewer = stack;
    fewer.artifacts.erase(fewer.artifacts.begin() + static_cast<std::ptrdiff_t>(i));
    for (const Mutation& mutation : mutations()) {
      const std::string& path = stack.artifacts[i].path.text();
      CAPTURE(path, mutation.name);
      const Workspace workspace;
      REQUIRE(write(workspace.root(), lock_file(), stack).exit_code() == 0);
      mutation.apply(workspace.in_root(path));
      const std::string verdict = verdict_of(workspace, fewer, path);
      const auto before = tree(workspace.root());
      const int code = write(workspace.root(), lock_file(), fewer).exit_code();
      const auto after = tree(workspace.root());
      if (verdict.ends_with("refused")) {
        CHECK(code == 2);
        CHECK(after.count(path) == before.count(path));
        if (after.count(path) != 0) CHECK(after.at(path) == before.at(path));
        CHECK(verdict_of(workspace, fewer, path) == verdict);
      } else {
        CHECK(verdict == "orphaned");
        CHECK(code == 0);
        CHECK(after.count(path) == 0);
        CHECK(verdict_of(workspace, fewer, path) == "nothing");
      }
    }
  }
}
