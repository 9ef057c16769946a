// What `diff` and `build --dry-run` print in the situations that people meet, as files under
// tests/unit/driver/terminal/. After a change of words: build/dev/driver_test '[write-terminal]', and read what git
// shows.
#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "driver/commands.h"
#include "lock/write.h"
#include "tests/catch.h"

using namespace stackc;
using namespace stackc::driver;

namespace {

namespace files = std::filesystem;

struct Folder {
  files::path path;
  Folder() {
    std::string name = (files::temp_directory_path() / "stackc-diff-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    files::remove_all(path, ignored);
  }
  void write(const std::string& name, const std::string& text) const {
    files::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
  }
  bool run(const std::string& command) const {
    // The shell is the point; no part of the command comes from outside.
    return std::system(("cd '" + path.string() + "' && " + command + " >run.log 2>&1 && rm run.log").c_str()) == 0;
  }
};

const std::vector<std::string> facts_then{"prod: project compose name=shop folder=/srv/shop use=production",
                                          "prod: service web role=application image=acme/shop memory=1GiB",
                                          "prod: service db role=database image=mysql:8.0",
                                          "prod: site main serves=example.com serves=www.example.com",
                                          "prod: route main/static/ files=web.static headers=Strict-Transport-Security",
                                          "dev: project compose name=shop-dev folder=/srv/shop use=development",
                                          "dev: service db role=database image=mysql:8.0"};
const std::vector<std::string> facts_now{"prod: project compose name=shop folder=/srv/shop use=production",
                                         "prod: service web role=application image=acme/shop memory=512MiB",
                                         "prod: service db role=database image=mysql:8.4",
                                         "prod: site main serves=example.com",
                                         "prod: route main/static/ files=web.static",
                                         "prod: port 3306/tcp address=all service=db",
                                         "dev: project compose name=shop-dev folder=/srv/shop use=development",
                                         "dev: service db role=database image=mysql:8.4",
                                         "dev: port 3306/tcp address=127.0.0.1 service=db"};

/// A stack as the commands get it, with these files instead of compiled ones.
LoadedStack loaded(const Folder& folder, const std::string& source, const std::map<std::string, std::string>& artifacts,
                   const std::vector<std::string>& facts) {
  LoadedStack stack;
  stack.shown = "stack.yaml";
  stack.root = folder.path.string();
  stack.lock_path = std::get<lock::ArtifactPath>(lock::ArtifactPath::parse("stack.lock"));
  stack.compiled.emplace();
  lock::Compiled& result = stack.compiled->result;
  result.name = "shop";
  result.inputs.emplace("stack.yaml", lock::sha256(source));
  result.facts = facts;
  for (const auto& [path, text] : artifacts) {
    result.artifacts.push_back({std::get<lock::ArtifactPath>(lock::ArtifactPath::parse(path)),
                                path.ends_with(".sh") ? lock::FileMode::executable : lock::FileMode::plain,
                                text,
                                {"stack.yaml"}});
  }
  return stack;
}

const std::string compose_then = "services:\n  db:\n    image: mysql:8.0\n  web:\n    mem_limit: 1g\n";
const std::string compose_now =
    "services:\n  db:\n    image: mysql:8.4\n    ports: [\"3306:3306\"]\n  web:\n    mem_limit: 512m\n";
const std::string compose_by_hand = "services:\n  db:\n    image: mysql:8.0\n  web:\n    mem_limit: 2g\n    cpus: 2\n";

const std::map<std::string, std::string> artifacts_then{
    {"compose.yaml", compose_then}, {"deploy/old.sh", "#!/bin/sh\n"}, {"deploy/same.sh", "#!/bin/sh\necho same\n"}};
const std::map<std::string, std::string> artifacts_now{{"compose.yaml", compose_now},
                                                       {"deploy/new.sh", "#!/bin/sh\necho new\n"},
                                                       {"deploy/same.sh", "#!/bin/sh\necho same\n"}};

void build_then(const Folder& folder) {
  const LoadedStack stack = loaded(folder, "then", artifacts_then, facts_then);
  REQUIRE(lock::write(stack.root, *stack.lock_path, stack.compiled->result).exit_code() == 0);
}

LoadedStack now(const Folder& folder) { return loaded(folder, "now", artifacts_now, facts_now); }

Arguments arguments(driver::Command command) {
  Arguments all;
  all.command = command;
  return all;
}

/// stdout, then stderr behind a line, then the exit code; escapes can be seen.
std::string shown(const StackOutcome& done) {
  std::string text = done.outcome.out;
  if (!done.outcome.talk.empty()) text += "--- stderr\n" + done.outcome.talk;
  text += "--- exit " + std::to_string(done.outcome.exit) + "\n";
  std::string seen;
  for (const char c : text)
    seen += c == '\x1b' ? std::string("<ESC>") : std::string(1, c);
  return seen;
}

std::string diff_of(LoadedStack stack, bool colour = false) {
  return shown(diff_stack(std::move(stack), arguments(driver::Command::diff), {colour, colour}));
}

std::string conflict_in_git() {
  const Folder folder;
  build_then(folder);
  REQUIRE(folder.run("git init -q . && git add -A && git -c user.name=a -c user.email=a@example.com commit -q -m one"));
  folder.write("compose.yaml", "something else\n");
  REQUIRE(folder.run("git -c user.name=a -c user.email=a@example.com commit -q -a -m two"));
  folder.write("compose.yaml", compose_by_hand);
  return diff_of(now(folder));
}

/// The situations, by the name of their file.
std::map<std::string, std::string> situations() {
  std::map<std::string, std::string> all;
  {
    const Folder folder;
    all["first-build"] = shown(diff_stack(now(folder),
                                          [] {
                                            Arguments stat = arguments(driver::Command::diff);
                                            stat.stat = true;
                                            return stat;
                                          }(),
                                          {}));
    build_then(folder);
    all["in-step"] = diff_of(loaded(folder, "then", artifacts_then, facts_then));
    all["stack-changed"] = diff_of(now(folder));
    all["stack-changed-in-colour"] = diff_of(now(folder), true);
    auto only_words = artifacts_then;
    only_words["compose.yaml"] = "# a comment\n" + compose_then;
    all["no-fact-changes"] = diff_of(loaded(folder, "words", only_words, facts_then));
    Arguments dry = arguments(driver::Command::build);
    dry.dry_run = true;
    all["dry-run"] = shown(build_stack(now(folder), dry, {}));
    Arguments stat = arguments(driver::Command::diff);
    stat.stat = true;
    all["stat"] = shown(diff_stack(now(folder), stat, {}));
  }
  {
    const Folder folder;
    build_then(folder);
    folder.write("compose.yaml", compose_by_hand);
    all["edited"] = diff_of(loaded(folder, "then", artifacts_then, facts_then));
    all["conflict-without-git"] = diff_of(now(folder));
    folder.write("deploy/old.sh", "#!/bin/sh\necho mine\n");
    folder.write("deploy/new.sh", "#!/bin/sh\necho theirs\n");
    Arguments dry = arguments(driver::Command::build);
    dry.dry_run = true;
    all["dry-run-refused"] = shown(build_stack(now(folder), dry, {}));
    files::remove(folder.path / "compose.yaml");
    all["foreign-and-orphan"] = diff_of(now(folder));
  }
  return all;
}

files::path place(const std::string& name) { return "tests/unit/driver/terminal/" + name + ".txt"; }

std::string read(const files::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool has_git() { return std::system("git --version >/dev/null 2>&1") == 0; }

}  // namespace

TEST_CASE("what diff and a dry run print is what their files hold", "[terminal]") {
  for (const auto& [name, text] : situations()) {
    INFO(name);
    const std::string expected = read(place(name));
    if (!has_git() && expected.find("git has no history") != std::string::npos) {
      WARN("skipped: git, which this asks, is not installed");
      continue;
    }
    CHECK(text == expected);
  }
}

TEST_CASE("a conflict shows both changes where git has the file as it was built", "[terminal]") {
  if (!has_git()) {
    WARN("skipped: git is not installed");
    return;
  }
  CHECK(conflict_in_git() == read(place("conflict-in-git")));
}

TEST_CASE("writes what diff and a dry run print", "[.][write-terminal]") {
  auto all = situations();
  all["conflict-in-git"] = conflict_in_git();
  for (const auto& [name, text] : all)
    std::ofstream(place(name), std::ios::binary) << text;
}
