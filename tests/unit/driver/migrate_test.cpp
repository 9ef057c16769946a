// `stackc migrate` on files, by a table of the tests' own that leads to this version.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "driver/commands.h"
#include "tests/catch.h"

using namespace stackc;
using driver::Arguments;
using driver::Outcome;
namespace fs = std::filesystem;

namespace {

const std::string rest =
    "sites: { blog.example.com: web }\n"
    "tls: { contact: you@example.com }\n";
const std::string old_stack =
    "stackc: 0 # the first\nname: blog\nservices:\n  # the data\n  db: { image: mysql:8.4 }\n"
    "  web: { framework: django, project: blog }\n" +
    rest;
const std::string new_stack =
    "stackc: 1 # the first\nname: blog\nservices:\n  # the data\n  db: { use: mysql:8.4 }\n"
    "  web: { framework: django, project: blog }\n" +
    rest;
const std::vector<migrate::Step> table{{0, {migrate::RenameKey{"services.*.image", "use"}}}};

/// A folder that goes with the test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "stackc-migrate-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
    path = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }

  std::string write(const std::string& text, const std::string& name = "stack.yaml") const {
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
  std::string read(const std::string& name = "stack.yaml") const {
    std::ifstream file(path / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::size_t count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }
};

Outcome run(const std::vector<std::string>& stacks, bool dry_run = false) {
  Arguments arguments;
  arguments.command = driver::Command::migrate;
  arguments.stacks = stacks;
  arguments.dry_run = dry_run;
  return driver::migrate(arguments, {}, table);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an older stack is rewritten in its place, its comments kept") {
  const Folder folder;
  const std::string file = folder.write(old_stack);
  fs::permissions(file, fs::perms::owner_exec, fs::perm_options::add);
  const Outcome done = run({folder.path.string()});
  INFO(done.talk);
  CHECK(done.exit == 0);
  CHECK(holds(done.out, "stack.yaml: was in version 0, is in version 1 of the language now\n"));
  CHECK(folder.read() == new_stack);
  CHECK(folder.count() == 1);
  CHECK((fs::status(file).permissions() & fs::perms::owner_exec) != fs::perms::none);

  const Outcome again = run({file});
  CHECK(again.exit == 0);
  CHECK(holds(again.out, "nothing to do"));
  CHECK(folder.read() == new_stack);
}

TEST_CASE("a dry run prints the difference and writes nothing") {
  const Folder folder;
  const Outcome done = run({folder.write(old_stack)}, true);
  CHECK(done.exit == 0);
  CHECK(holds(done.out, "\n-stackc: 0 # the first\n+stackc: 1 # the first\n"));
  CHECK(holds(done.out, "\n-  db: { image: mysql:8.4 }\n+  db: { use: mysql:8.4 }\n"));
  CHECK(folder.read() == old_stack);
}

TEST_CASE("a stack that would not compile afterwards is not written, and the reasons are shown") {
  const Folder folder;
  const std::string text = old_stack + "unknown: 1\n";
  const Outcome done = run({folder.write(text)});
  CHECK(done.exit == 1);
  CHECK(done.out == "");
  CHECK(holds(done.talk, "STK2001"));
  CHECK(holds(done.talk, "of the rewritten stack, which was not written"));
  CHECK(folder.read() == text);
}

TEST_CASE("a newer stack and a link are refused, a second stack is done all the same") {
  const Folder folder;
  const Folder other;
  const std::string newer = folder.write("stackc: 2\nname: blog\n", "newer.yaml");
  fs::create_symlink(other.write(old_stack, "real.yaml"), folder.path / "link.yaml");
  const std::string good = other.write(old_stack);
  const Outcome done = run({newer, (folder.path / "link.yaml").string(), good});
  CHECK(done.exit == 74);
  CHECK(holds(done.talk, "this stackc knows version 1 of the language, not 2"));
  CHECK(holds(done.talk, "it is a link"));
  CHECK(other.read("real.yaml") == old_stack);
  CHECK(other.read() == new_stack);
}
