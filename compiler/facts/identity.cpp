#include "facts/identity.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace stackc::facts {
namespace {

using Facts = std::vector<const Fact*>;

Facts select(const std::vector<Fact>& facts, const std::string& environment, std::string_view kind) {
  Facts found;
  for (const Fact& fact : facts) {
    if (fact.environment == environment && fact.kind == kind) found.push_back(&fact);
  }
  return found;
}

std::string value(const Fact& fact, std::string_view name) { return fact.find(name).value_or(""); }

const Fact* with_subject(const Facts& facts, const std::string& subject) {
  const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact* one) { return one->subject == subject; });
  return found == facts.end() ? nullptr : *found;
}

bool precious(const Fact& volume) {
  const std::string holds = value(volume, "holds");
  return holds != "collected" && holds != "proofs" && holds != "temporary";
}

bool holds_the_same(const Fact& before, const Fact& after) {
  const auto same = [&](std::string_view name) { return value(before, name) == value(after, name); };
  if (!same("holds")) return false;
  return same("of") || (same("program") && same("path") && !value(before, "path").empty());
}

/// What stands in the place of a volume whose name nobody has any more; nullptr if nothing does.
const Fact* successor(const Fact& volume, const Facts& before, const Facts& after) {
  if (const Fact* const same = with_subject(after, volume.subject)) return same;
  for (const Fact* const candidate : after) {
    if (with_subject(before, candidate->subject) == nullptr && holds_the_same(volume, *candidate)) return candidate;
  }
  return nullptr;
}

void find_volumes(const Facts& before, const Facts& after, std::vector<Renaming>& found) {
  std::set<std::string> names;
  for (const Fact* const volume : after)
    names.insert(value(*volume, "name"));
  for (const Fact* const volume : before) {
    const std::string name = value(*volume, "name");
    if (!precious(*volume) || names.count(name) != 0) continue;
    const Fact* const next = successor(*volume, before, after);
    if (next == nullptr || value(*next, "adopted") == "yes") continue;
    found.push_back({Named::volume, *volume, *next, name, value(*next, "name")});
  }
}

void find_certificates(const Facts& before, const Facts& after, std::vector<Renaming>& found) {
  const auto lost = [](const Facts& from, const Facts& in) {
    Facts left;
    std::copy_if(from.begin(), from.end(), std::back_inserter(left),
                 [&](const Fact* one) { return with_subject(in, one->subject) == nullptr; });
    return left;
  };
  const Facts gone = lost(before, after);
  const Facts come = lost(after, before);
  for (const Fact* const certificate : gone) {
    const auto same_site = std::find_if(
        come.begin(), come.end(), [&](const Fact* one) { return value(*one, "site") == value(*certificate, "site"); });
    const bool only = gone.size() == 1 && come.size() == 1;
    if (same_site == come.end() && !only) continue;
    const Fact& next = same_site != come.end() ? **same_site : *come.front();
    found.push_back({Named::certificate, *certificate, next, certificate->subject, next.subject});
  }
}

}  // namespace

std::vector<Renaming> renamings(const std::vector<Fact>& before, const std::vector<Fact>& after) {
  std::vector<Renaming> found;
  for (const Fact& project : after) {
    if (project.kind != "project" || value(project, "use") != "production") continue;
    const std::string& environment = project.environment;
    const Facts projects = select(before, environment, "project");
    if (projects.empty() || value(*projects.front(), "use") != "production") continue;
    const Fact& then = *projects.front();
    // Every volume would follow: one sentence, one cure.
    if (value(then, "name") != value(project, "name")) {
      found.push_back({Named::project, then, project, value(then, "name"), value(project, "name")});
      continue;
    }
    find_volumes(select(before, environment, "volume"), select(after, environment, "volume"), found);
    find_certificates(select(before, environment, "certificate"), select(after, environment, "certificate"), found);
  }
  return found;
}

}  // namespace stackc::facts
