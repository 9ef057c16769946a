// A mutated input is named exactly when an artifact's bytes change: every line of every stack is left out, commented,
// or changed in a value, and `check` is compared with what two compilations say differs.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "facts/identity.h"
#include "lock/lock.h"
#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/drift/trees.h"
#include "tests/unit/lock/workspace.h"

using namespace drift_test;
using namespace stackc::lock;

namespace {

using Files = std::map<std::string, std::pair<std::string, FileMode>>;

/// What is compiled, or nothing if the stack has errors.
std::optional<Files> files_of(const std::string& yaml) {
  const pipeline_test::Compilation made = pipeline_test::compile_text(yaml);
  if (!made.compiled.has_value()) return std::nullopt;
  Files all;
  for (const Artifact& artifact : made.compiled->result.artifacts)
    all[artifact.path.text()] = {artifact.bytes, artifact.mode};
  return all;
}

/// What `check` has to say of a tree that was built from `before`, by comparing nothing but the compilations.
Verdicts expected_of(const Files& before, const Files& after) {
  Verdicts expected;
  for (const auto& [path, file] : after) {
    const auto was = before.find(path);
    if (was == before.end())
      expected[path] = "new";
    else if (was->second.first != file.first)
      expected[path] = "stale";
    else if (was->second.second != file.second)
      expected[path] = "mode";
  }
  for (const auto& [path, file] : before) {
    if (after.count(path) == 0) expected[path] = "orphaned";
  }
  return expected;
}

/// Whether the other stack gives a name that data hang on to something else, which `check` refuses.
bool renames(const std::string& before, const std::string& after) {
  const auto facts_of = [](const std::string& yaml) {
    std::vector<stackc::facts::Fact> all;
    const pipeline_test::Compilation made = pipeline_test::compile_text(yaml);
    for (const auto& placed : made.compiled.value().facts)
      all.push_back(placed.fact);
    return all;
  };
  return !stackc::facts::renamings(facts_of(before), facts_of(after)).empty();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += line + "\n";
  return text;
}

/// The line with each of its numbers one higher, one at a time.
std::vector<std::string> changed_values(const std::string& line) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool begins = line[at] >= '1' && line[at] <= '8' && (at == 0 || line[at - 1] < '0' || line[at - 1] > '9');
    if (!begins) continue;
    std::string changed = line;
    ++changed[at];
    all.push_back(std::move(changed));
  }
  return all;
}

std::vector<std::string> mutants_of(const std::string& yaml) {
  const std::vector<std::string> lines = lines_of(yaml);
  std::vector<std::string> mutants;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<std::string> without = lines;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    mutants.push_back(joined(without));
    for (const std::string& changed : changed_values(lines[i])) {
      std::vector<std::string> with = lines;
      with[i] = changed;
      mutants.push_back(joined(with));
    }
  }
  return mutants;
}

}  // namespace

TEST_CASE("a line of a stack that changes is named with exactly the files whose bytes it changes") {
  for (const std::string& name : stack_names()) {
    const Workspace workspace;
    const std::string yaml = read_file("stacks/" + name + "/stack.yaml");
    const std::optional<Files> before = files_of(yaml);
    REQUIRE(before.has_value());
    write_file(workspace.at("stack/stack.yaml"), yaml);
    const std::string stack = workspace.at("stack").string();
    REQUIRE(run({"build", stack, "--out", workspace.root()}) == 0);
    std::size_t told = 0;
    std::size_t silent = 0;
    for (const std::string& mutant : mutants_of(yaml)) {
      const std::optional<Files> after = files_of(mutant);
      if (!after.has_value()) continue;
      CAPTURE(name, mutant);
      write_file(workspace.at("stack/stack.yaml"), mutant);
      const Verdicts expected = expected_of(*before, *after);
      const Said said = check({stack, "--out", workspace.root()});
      CHECK(said.verdicts == expected);
      const bool refused = said.exit == 1 && renames(yaml, mutant);
      CHECK((refused || said.exit == (expected.empty() ? 0 : 2)));
      // The input itself differs, and that is said even where no file does.
      CHECK(std::count(said.changed_inputs.begin(), said.changed_inputs.end(), "stack.yaml") == 1);
      for (const auto& [path, inputs] : said.inputs) {
        CAPTURE(path);
        if (expected.at(path) == "stale")
          CHECK(std::count(inputs.begin(), inputs.end(), "stack.yaml") == 1);
        else
          CHECK(inputs.empty());
      }
      ++(expected.empty() ? silent : told);
    }
    CHECK(told >= 20);
    CHECK(silent >= 1);
  }
}

TEST_CASE("a comment in a stack changes no file: in step, with a note, and a build records it") {
  for (const std::string& name : stack_names()) {
    const std::vector<std::string> lines = lines_of(read_file("stacks/" + name + "/stack.yaml"));
    const Workspace workspace;
    const std::string stack = workspace.at("stack").string();
    write_file(workspace.at("stack/stack.yaml"), joined(lines));
    REQUIRE(run({"build", stack, "--out", workspace.root()}) == 0);
    for (std::size_t i = 0; i <= lines.size(); ++i) {
      std::vector<std::string> with = lines;
      with.insert(with.begin() + static_cast<std::ptrdiff_t>(i), "# a comment");
      write_file(workspace.at("stack/stack.yaml"), joined(with));
      CAPTURE(name, i);
      const Said said = check({stack, "--out", workspace.root()});
      CHECK(said.exit == 0);
      CHECK(said.verdicts.empty());
      CHECK(said.changed_inputs == std::vector<std::string>{"stack.yaml"});
    }
    CHECK(run({"build", stack, "--out", workspace.root()}) == 0);
    CHECK(check({stack, "--out", workspace.root()}).changed_inputs.empty());
  }
}

TEST_CASE("an overlay is an input of its own") {
  const Workspace workspace;
  for (const std::string& name : stack_names()) {
    const std::string over = workspace.at("over.yaml").string();
    const std::vector<std::string> arguments{"stacks/" + name, "--out", workspace.at(name).string(), "--with", over};
    const auto build = [&] {
      std::vector<std::string> all{"build"};
      all.insert(all.end(), arguments.begin(), arguments.end());
      return run(all);
    };
    CAPTURE(name);
    const std::string service = name == "library" ? "api" : name == "startup" ? "gateway" : "web";
    const std::string color = "services: { " + service + ": { env: { COLOR: ";
    write_file(over, color + "red } } }\n");
    REQUIRE(build() == 0);
    CHECK(check(arguments).exit == 0);
    write_file(over, "# the same\n" + color + "red } } }\n");
    CHECK(check(arguments).exit == 0);
    CHECK(check(arguments).changed_inputs == std::vector<std::string>{over});
    write_file(over, color + "blue } } }\n");
    const Said said = check(arguments);
    CHECK(said.exit == 2);
    CHECK_FALSE(said.verdicts.empty());
    for (const auto& [path, verdict] : said.verdicts) {
      CAPTURE(path);
      CHECK(verdict == "stale");
      CHECK(said.inputs.at(path) == std::vector<std::string>{over});
    }
  }
}

TEST_CASE("an input of stackc itself that changed is named at the files whose bytes differ, and at no other") {
  for (const std::string& name : stack_names()) {
    const Workspace workspace;
    const files::path root = workspace.root();
    const std::string lock_text = read_file("golden/" + name + "/stack.lock");
    const Lock lock = read_lock(lock_text).lock;
    std::size_t tried = 0;
    for (const auto& [input, digest] : lock.inputs) {
      if (input == "stack.yaml") continue;
      // As if a release with another version of this input had written those of its files that then differed.
      for (const auto& [path, recorded] : lock.artifacts) {
        if (std::find(recorded.inputs.begin(), recorded.inputs.end(), input) == recorded.inputs.end()) continue;
        copy_golden(name, root);
        Lock older = lock;
        older.inputs[input] = sha256("as it was");
        older.artifacts[path].digest = sha256("written from it\n");
        write_file(root / "stack.lock", print(older));
        write_file(root / path, "written from it\n");
        CAPTURE(name, input, path);
        const auto stack = load_stack(name, root);
        const Drift drift = examine(root, *stack.lock_path, stack.compiled->result).drift;
        CHECK(verdicts_of(drift) == Verdicts{{path, "stale"}});
        CHECK(drift.changed_inputs == std::vector<std::string>{input});
        for (const Finding& finding : drift.findings)
          CHECK(finding.changed_inputs ==
                (finding.path == path ? std::vector<std::string>{input} : std::vector<std::string>{}));
        ++tried;
        break;
      }
    }
    CHECK(tried + 1 == lock.inputs.size());
  }
}
