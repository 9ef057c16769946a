#include "tests/unit/drift/trees.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "driver/commands.h"
#include "tests/catch.h"

namespace drift_test {

using namespace stackc;

std::vector<std::string> stack_names() {
  std::vector<std::string> names;
  for (const auto& entry : files::directory_iterator("stacks")) {
    if (files::exists(entry.path() / "stack.yaml")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

driver::LoadedStack load_stack(const std::string& name, const files::path& out) {
  static const driver::BuiltIn built_in;
  driver::Arguments arguments;
  arguments.out = out.string();
  driver::LoadedStack stack = driver::load("stacks/" + name, arguments, built_in);
  INFO(driver::diagnostics_of(stack, false, false).talk);
  REQUIRE(stack.ready());
  return stack;
}

void copy_golden(const std::string& name, const files::path& to) {
  files::remove_all(to);
  files::copy("golden/" + name, to, files::copy_options::recursive);
}

Verdicts verdicts_of(const lock::Drift& drift) {
  Verdicts verdicts;
  for (const lock::Finding& finding : drift.findings) {
    if (finding.verdict == lock::Verdict::in_step) continue;
    verdicts[finding.path] = std::string(lock::text(finding.verdict)) + (finding.refused ? ", refused" : "");
  }
  return verdicts;
}

Said check(const std::vector<std::string>& arguments) {
  std::vector<std::string> all{"check", "--format", "json"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const driver::Outcome outcome = driver::run_command_line(all, driver::Terminal{});
  INFO(outcome.talk);
  Said said;
  said.exit = outcome.exit;
  const nlohmann::json parsed = nlohmann::json::parse(outcome.out);
  REQUIRE(parsed.at("stacks").size() == 1);
  const nlohmann::json& stack = parsed["stacks"][0];
  if (!stack.contains("files")) return said;
  for (const nlohmann::json& file : stack["files"]) {
    const std::string verdict = file.at("verdict");
    if (verdict == "in step") continue;
    const std::string path = file.at("path");
    said.verdicts[path] = verdict + (file.at("refused").get<bool>() ? ", refused" : "");
    said.inputs[path] = file.at("changed_inputs").get<std::vector<std::string>>();
  }
  said.changed_inputs = stack.at("changed_inputs").get<std::vector<std::string>>();
  return said;
}

int run(const std::vector<std::string>& arguments) {
  const driver::Outcome outcome = driver::run_command_line(arguments, driver::Terminal{});
  UNSCOPED_INFO(outcome.talk << outcome.out);
  return outcome.exit;
}

}  // namespace drift_test
