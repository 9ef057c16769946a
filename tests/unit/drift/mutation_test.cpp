// Every mutation of every artifact of every golden stack: `check` names exactly that artifact with the right verdict,
// and `build` mends it or refuses and leaves it.
#include <sys/stat.h>

#include <functional>
#include <string>
#include <vector>

#include "lock/lock.h"
#include "lock/write.h"
#include "tests/catch.h"
#include "tests/unit/drift/trees.h"
#include "tests/unit/lock/workspace.h"

using namespace drift_test;
using namespace stackc::lock;

namespace {

/// A file of a tree, and the lock beside it.
struct Target {
  files::path root;
  std::string path;
  files::path file() const { return root / path; }
  files::path lock() const { return root / "stack.lock"; }
};

struct Mutation {
  const char* name;
  const char* verdict;  ///< As `verdicts_of` says it; empty where nothing is wrong.
  std::function<void(const Target&)> apply;
  bool of_lock = false;  ///< Changes the lock, so that another one cannot stand beside it.
};

void change_bytes(const Target& target, const std::function<void(std::string&)>& change) {
  std::string bytes = read_file(target.file());
  change(bytes);
  write_file(target.file(), bytes);
}

void flip(std::string& bytes, std::size_t at) { bytes[at] = static_cast<char>(bytes[at] ^ 1); }

void turn_run_bit(const Target& target) {
  const bool runs = (files::status(target.file()).permissions() & files::perms::owner_exec) != files::perms::none;
  files::permissions(target.file(), files::perms(0111), runs ? files::perm_options::remove : files::perm_options::add);
}

void change_lock(const Target& target, const std::function<void(Lock&)>& change) {
  LockReading reading = read_lock(read_file(target.lock()));
  REQUIRE(reading.usable());
  change(reading.lock);
  write_file(target.lock(), print(reading.lock));
}

std::vector<Mutation> mutations_of_files() {
  return {
      {"flip a bit of the first byte", "edited, refused",
       [](const Target& t) { change_bytes(t, [](std::string& bytes) { flip(bytes, 0); }); }},
      {"flip a bit in the middle", "edited, refused",
       [](const Target& t) { change_bytes(t, [](std::string& bytes) { flip(bytes, bytes.size() / 2); }); }},
      {"flip a bit of the last byte", "edited, refused",
       [](const Target& t) { change_bytes(t, [](std::string& bytes) { flip(bytes, bytes.size() - 1); }); }},
      {"append a line", "edited, refused",
       [](const Target& t) { change_bytes(t, [](std::string& bytes) { bytes += "# by hand\n"; }); }},
      {"delete", "missing", [](const Target& t) { files::remove(t.file()); }},
      {"truncate by one byte", "edited, refused",
       [](const Target& t) { files::resize_file(t.file(), files::file_size(t.file()) - 1); }},
      {"truncate to nothing", "edited, refused", [](const Target& t) { files::resize_file(t.file(), 0); }},
      {"turn the run bit", "mode", turn_run_bit},
      {"turn the run bit and edit", "edited, refused",
       [](const Target& t) {
         turn_run_bit(t);
         change_bytes(t, [](std::string& bytes) { flip(bytes, 0); });
       }},
      {"take the write and group bits", "",
       [](const Target& t) { files::permissions(t.file(), files::perms(0277), files::perm_options::remove); }},
      {"a link to the same bytes", "replaced, refused",
       [](const Target& t) {
         const files::path moved = t.file().string() + "~";
         files::rename(t.file(), moved);
         files::create_symlink(moved.filename(), t.file());
       }},
      {"a link that leads nowhere", "replaced, refused",
       [](const Target& t) {
         files::remove(t.file());
         files::create_symlink("nowhere", t.file());
       }},
      {"a directory", "replaced, refused",
       [](const Target& t) {
         files::remove(t.file());
         files::create_directory(t.file());
       }},
      {"a pipe", "replaced, refused",
       [](const Target& t) {
         files::remove(t.file());
         REQUIRE(::mkfifo(t.file().c_str(), 0644) == 0);
       }},
      {"CRLF everywhere", "line endings",
       [](const Target& t) {
         change_bytes(t, [](std::string& bytes) {
           for (std::size_t at = bytes.find('\n'); at != std::string::npos; at = bytes.find('\n', at + 2))
             bytes.insert(at, "\r");
         });
       }},
      {"CRLF everywhere and the run bit", "line endings",
       [](const Target& t) {
         turn_run_bit(t);
         change_bytes(t, [](std::string& bytes) {
           for (std::size_t at = bytes.find('\n'); at != std::string::npos; at = bytes.find('\n', at + 2))
             bytes.insert(at, "\r");
         });
       }},
      {"CRLF in the last line alone", "edited, refused",
       [](const Target& t) {
         // Of a file of one line that would be all line ends; a blank makes it a hand's edit.
         change_bytes(t, [](std::string& bytes) {
           bytes.insert(bytes.rfind('\n'), bytes.find('\n') == bytes.rfind('\n') ? " \r" : "\r");
         });
       }},
      {"a stray file beside it", "", [](const Target& t) { write_file(t.file().string() + ".orig", "stray\n"); }},
      {"rewrite the same bytes", "", [](const Target& t) { change_bytes(t, [](std::string&) {}); }},
  };
}

std::vector<Mutation> mutations_of_locks() {
  const auto forget = [](Lock& lock, const std::string& path) { lock.artifacts.erase(path); };
  const auto other = sha256("another version");
  return {
      {"the lock forgets it", "unrecorded",
       [=](const Target& t) { change_lock(t, [&](Lock& lock) { forget(lock, t.path); }); }, true},
      {"the lock forgets it, and it is another file", "foreign, refused",
       [=](const Target& t) {
         change_lock(t, [&](Lock& lock) { forget(lock, t.path); });
         write_file(t.file(), "somebody's\n");
       },
       true},
      {"the lock forgets it, and it is gone", "new",
       [=](const Target& t) {
         change_lock(t, [&](Lock& lock) { forget(lock, t.path); });
         files::remove(t.file());
       },
       true},
      {"an older version, as recorded", "stale",
       [=](const Target& t) {
         change_lock(t, [&](Lock& lock) { lock.artifacts.at(t.path).digest = other; });
         write_file(t.file(), "another version");
       },
       true},
      {"an older version, edited", "conflict, refused",
       [=](const Target& t) {
         change_lock(t, [&](Lock& lock) { lock.artifacts.at(t.path).digest = other; });
         write_file(t.file(), "another version, by hand");
       },
       true},
      {"the lock knows another version", "unrecorded",
       [=](const Target& t) { change_lock(t, [&](Lock& lock) { lock.artifacts.at(t.path).digest = other; }); }, true},
      {"a newer version was about to be written", "stale",
       [=](const Target& t) {
         change_lock(t, [&](Lock& lock) { lock.pending[t.path] = {other}; });
         write_file(t.file(), "another version");
       },
       true},
  };
}

unsigned run_bit(const files::path& file) { return mode_of(file) & 0100U; }

/// Bytes, links and run bits: what a tree has to be again after it was mended.
std::map<std::string, std::string> state_of(const files::path& root) {
  std::map<std::string, std::string> state = tree(root);
  for (auto& [path, bytes] : state)
    bytes += run_bit(root / path) != 0 ? "\n[runs]" : "";
  return state;
}

/// The file and the lock as the golden tree has them, and nothing beside them that a mutation made.
void restore(const std::string& name, const files::path& root, const std::string& path) {
  for (const char* suffix : {"", ".orig", "~"})
    files::remove_all((root / path).string() + suffix);
  for (const std::string& file : {path, std::string("stack.lock")})
    files::copy_file("golden/" + name + "/" + file, root / file, files::copy_options::overwrite_existing);
}

}  // namespace

TEST_CASE("each mutation of each artifact of each golden stack is named, alone and rightly, and mended or refused") {
  std::vector<Mutation> mutations = mutations_of_files();
  for (Mutation& one : mutations_of_locks())
    mutations.push_back(std::move(one));
  const auto try_all = [&](const std::string& name) {
    std::size_t tried = 0;
    const Workspace workspace;
    const files::path root = workspace.root();
    const auto stack = load_stack(name, root);
    const Compiled& compiled = stack.compiled->result;
    REQUIRE(compiled.artifacts.size() > 1);
    copy_golden(name, root);
    const auto golden = state_of(root);
    REQUIRE(examine(root, *stack.lock_path, compiled).drift.none());

    for (const Artifact& artifact : compiled.artifacts) {
      const std::string& path = artifact.path.text();
      for (const Mutation& mutation : mutations) {
        CAPTURE(name, path, mutation.name);
        mutation.apply(Target{root, path});
        const auto before = state_of(root);
        const Verdicts expected = *mutation.verdict == '\0' ? Verdicts{} : Verdicts{{path, mutation.verdict}};
        CHECK(verdicts_of(examine(root, *stack.lock_path, compiled).drift) == expected);
        CHECK(state_of(root) == before);

        const bool refused = std::string(mutation.verdict).ends_with("refused");
        CHECK(write(root, *stack.lock_path, compiled).exit_code() == (refused ? 2 : 0));
        if (refused) {
          // Only what the lock says of the others may be newer.
          auto after = state_of(root);
          after["stack.lock"] = before.at("stack.lock");
          CHECK(after == before);
          WriteOptions force;
          force.force = {path};
          CHECK(write(root, *stack.lock_path, compiled, force).exit_code() == 0);
        }
        auto mended = state_of(root);
        // What the mutation put beside it is nobody's business.
        std::erase_if(mended, [&](const auto& file) { return golden.count(file.first) == 0; });
        CHECK(mended == golden);
        restore(name, root, path);
        ++tried;
      }
    }
    CHECK(tried == compiled.artifacts.size() * mutations.size());
  };
  // Sections: the tests of a stack are a process of their own (`-c NAME`), beside others.
  for (const std::string& name : stack_names())
    DYNAMIC_SECTION(name) { try_all(name); }
}

TEST_CASE("all artifacts of a stack mutated at once are named by check, each with its verdict") {
  const std::vector<Mutation> mutations = mutations_of_files();
  for (const std::string& name : stack_names()) {
    const Workspace workspace;
    const files::path root = workspace.root();
    const auto stack = load_stack(name, root);
    for (std::size_t round = 0; round < mutations.size(); ++round) {
      copy_golden(name, root);
      Verdicts expected;
      std::size_t number = round;
      for (const Artifact& artifact : stack.compiled->result.artifacts) {
        const Mutation& mutation = mutations[number++ % mutations.size()];
        mutation.apply(Target{root, artifact.path.text()});
        if (*mutation.verdict != '\0') expected[artifact.path.text()] = mutation.verdict;
      }
      CAPTURE(name, round);
      const Said said = check({"stacks/" + name, "--out", root.string()});
      CHECK(said.verdicts == expected);
      CHECK(said.exit == 2);
    }
  }
}

TEST_CASE("a directory that became a link names every artifact below it, and no other") {
  for (const std::string& name : stack_names()) {
    const Workspace workspace;
    const files::path root = workspace.root();
    const auto stack = load_stack(name, root);
    std::set<std::string> directories;
    for (const Artifact& artifact : stack.compiled->result.artifacts) {
      for (files::path above = files::path(artifact.path.text()).parent_path(); !above.empty();
           above = above.parent_path())
        directories.insert(above.string());
    }
    for (const std::string& directory : directories) {
      copy_golden(name, root);
      files::rename(root / directory, workspace.at("moved"));
      files::create_directory_symlink(workspace.at("moved"), root / directory);
      Verdicts expected;
      for (const Artifact& artifact : stack.compiled->result.artifacts) {
        if (artifact.path.text().starts_with(directory + "/")) expected[artifact.path.text()] = "replaced, refused";
      }
      CAPTURE(name, directory);
      const auto outside = tree(workspace.at("moved"));
      CHECK(verdicts_of(examine(root, *stack.lock_path, stack.compiled->result).drift) == expected);
      CHECK(write(root, *stack.lock_path, stack.compiled->result).exit_code() == 2);
      CHECK(tree(workspace.at("moved")) == outside);
      files::remove_all(workspace.at("moved"));
    }
  }
}

TEST_CASE("a file that the stack makes no more is named where the lock knows it, and removed if it is as recorded") {
  for (const std::string& name : stack_names()) {
    const Workspace workspace;
    const files::path root = workspace.root();
    const auto stack = load_stack(name, root);
    const Compiled& compiled = stack.compiled->result;
    const std::string left = "deploy/left/over.conf";
    const auto leave = [&](const std::string& bytes) {
      copy_golden(name, root);
      change_lock(Target{root, left}, [&](Lock& lock) {
        lock.artifacts[left] = {sha256("left over\n"), FileMode::plain, {"stack.yaml"}, {}};
      });
      write_file(root / left, bytes);
    };
    leave("left over\n");
    CHECK(verdicts_of(examine(root, *stack.lock_path, compiled).drift) == Verdicts{{left, "orphaned"}});
    CHECK(check({"stacks/" + name, "--out", root.string()}).verdicts == Verdicts{{left, "orphaned"}});
    CHECK(write(root, *stack.lock_path, compiled).exit_code() == 0);
    CHECK_FALSE(files::exists(root / "deploy/left"));
    leave("left over, by hand\n");
    CHECK(verdicts_of(examine(root, *stack.lock_path, compiled).drift) == Verdicts{{left, "orphaned, refused"}});
    CHECK(write(root, *stack.lock_path, compiled).exit_code() == 2);
    CHECK(read_file(root / left) == "left over, by hand\n");
  }
}

TEST_CASE("a file that only says itself that the stack made it is named, never removed unless it is forced") {
  for (const std::string& name : stack_names()) {
    const Workspace workspace;
    const files::path root = workspace.root();
    const auto stack = load_stack(name, root);
    const Compiled& compiled = stack.compiled->result;
    copy_golden(name, root);
    for (const char* path : {"compose.old.yaml", "deploy/left.sh", "deploy/nginx/sites/former.https.conf"}) {
      CAPTURE(name, path);
      files::create_directories((root / path).parent_path());
      files::copy_file(root / "deploy/ops/secrets.sh", root / path);
      CHECK(verdicts_of(examine(root, *stack.lock_path, compiled).drift) == Verdicts{{path, "orphaned, refused"}});
      CHECK(check({"stacks/" + name, "--out", root.string()}).verdicts == Verdicts{{path, "orphaned, refused"}});
      CHECK(write(root, *stack.lock_path, compiled).exit_code() == 2);
      CHECK(files::exists(root / path));
      WriteOptions force;
      force.force = {path};
      CHECK(write(root, *stack.lock_path, compiled, force).exit_code() == 0);
      CHECK_FALSE(files::exists(root / path));
    }
    // Somebody's own files, a template of the project's own, copies that editors keep, another stack's file.
    const std::string ours = read_file(root / "deploy/ops/secrets.sh");
    const std::size_t file = ours.find("stack.yaml");
    REQUIRE(file != std::string::npos);
    write_file(root / "deploy/own.sh", "#!/bin/sh\n");
    write_file(root / "notes.yaml", ours);
    write_file(root / "deploy/ops/secrets.sh~", ours);
    write_file(root / "deploy/ops/.secrets.sh.swp", ours);
    write_file(root / "deploy/templates/ops/secrets.sh", ours);
    write_file(root / "deploy/other.sh", ours.substr(0, file) + "other/" + ours.substr(file));
    CHECK(examine(root, *stack.lock_path, compiled).drift.none());
    // Without a lock, all that the stack makes no more is seen all the same.
    write_file(root / "deploy/left.sh", ours);
    files::remove(root / "stack.lock");
    const Verdicts found = verdicts_of(examine(root, *stack.lock_path, compiled).drift);
    CHECK(found.at("deploy/left.sh") == "orphaned, refused");
    CHECK(found.size() == compiled.artifacts.size() + 1);
  }
}
