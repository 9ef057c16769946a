#include "driver/identity.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "facts/identity.h"

namespace stackc::driver {
namespace {

using facts::Fact;
using facts::Named;
using facts::Renaming;

std::string value(const Fact& fact, std::string_view name) { return fact.find(name).value_or(""); }

/// The project of the renaming's environment, which the names of its volumes begin with.
std::string project_of(const std::vector<Fact>& all, const std::string& environment) {
  for (const Fact& fact : all) {
    if (fact.environment == environment && fact.kind == "project") return value(fact, "name");
  }
  return {};
}

std::string cure_of_volume(const Renaming& renaming, const std::string& project) {
  const std::string old_id = renaming.before.subject;
  if (value(renaming.after, "holds") == "dumps") {
    const std::string job = old_id.substr(0, old_id.rfind('_'));
    return "call the job `" + job + "` again; to begin with no dumps, build once without the job";
  }
  const std::string prefix = project + "_" + value(renaming.after, "of") + "_";
  if (renaming.old_name.starts_with(prefix) && renaming.before.subject != renaming.after.subject)
    return "say `was: " + renaming.old_name.substr(prefix.size()) + "` at the volume, and it keeps its name";
  return "say `adopt: " + renaming.old_name + "` at the volume, and it is used as it is";
}

OriginId place_of(const LoadedStack& stack, const Fact& fact) {
  for (const topology::PlacedFact& placed : stack.compiled->facts) {
    if (placed.fact == fact) return placed.at;
  }
  return OriginId::none;
}

/// The stack's former name: a project is that, and its environment unless it is prod.
std::string stack_name(const Renaming& renaming) {
  const std::string suffix = "-" + renaming.before.environment;
  const bool suffixed = renaming.before.environment != "prod" && renaming.old_name.ends_with(suffix);
  return renaming.old_name.substr(0, renaming.old_name.size() - (suffixed ? suffix.size() : 0));
}

Diagnostic diagnostic_of(const Renaming& renaming, const std::string& project, const LoadedStack& stack) {
  Diagnostic diagnostic;
  diagnostic.at = stack.compiled->origins.span(place_of(stack, renaming.after));
  diagnostic.environment = renaming.after.environment;
  const std::string names = "`" + renaming.new_name + "` instead of `" + renaming.old_name + "`";
  switch (renaming.what) {
    case Named::project:
      diagnostic.rule = Rule::project_renamed;
      diagnostic.message =
          "the compose project would be " + names + ", and the data of all volumes would be left behind";
      diagnostic.help =
          "say `was: " + stack_name(renaming) + "` below the name, and everything that data hang on keeps that name";
      break;
    case Named::volume:
      diagnostic.rule = Rule::volume_renamed;
      diagnostic.message =
          "volume `" + renaming.after.subject + "` would be " + names + ", and the data would be left behind";
      diagnostic.help = cure_of_volume(renaming, project);
      break;
    case Named::certificate:
      diagnostic.rule = Rule::certificate_renamed;
      diagnostic.message =
          "the certificate would be " + names + ", and the old one be left behind, renewed until that fails";
      diagnostic.help = "say `was: " + renaming.old_name +
                        "` at the site, and its certificate keeps its name and gets the new domains";
      break;
  }
  return diagnostic;
}

}  // namespace

bool names_are_kept(LoadedStack& stack, const lock::Examination& found) {
  // Mostly nothing has changed, and nothing has to be read.
  if (found.drift.facts_gone.empty()) return true;
  std::vector<Fact> before;
  for (const std::string& line : found.lock.lock.facts) {
    if (auto fact = facts::parse(line)) before.push_back(*std::move(fact));
  }
  std::vector<Fact> after;
  for (const topology::PlacedFact& placed : stack.compiled->facts)
    after.push_back(placed.fact);
  const std::vector<Renaming> renamed = facts::renamings(before, after);
  std::vector<Diagnostic> reports;
  for (const Renaming& renaming : renamed) {
    Diagnostic diagnostic = diagnostic_of(renaming, project_of(after, renaming.after.environment), stack);
    // What one cure mends in all environments is said once.
    const auto same = std::find_if(reports.begin(), reports.end(), [&](const Diagnostic& other) {
      return other.rule == diagnostic.rule && other.at == diagnostic.at && other.help == diagnostic.help;
    });
    if (same == reports.end())
      reports.push_back(std::move(diagnostic));
    else
      same->environment.clear();
  }
  for (Diagnostic& diagnostic : reports)
    stack.diagnostics.report(std::move(diagnostic));
  return renamed.empty();
}

}  // namespace stackc::driver
