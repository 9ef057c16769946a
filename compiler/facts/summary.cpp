#include "facts/summary.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "facts/meaning.h"

namespace stackc::facts {
namespace {

struct Kind {
  std::string_view name;
  void (*mean)(const Change& change, const Say& say);
};

/// Every kind of fact, and who says what a change of it means. A kind that is not here is shown as it stands.
constexpr Kind kinds[] = {
    {"project", mean_project},
    {"volume", mean_volume},
    {"backup", mean_backup},
    {"sweep", mean_sweep},
    {"secret", mean_secret},
    {"port", mean_port},
    {"proxy", mean_proxy},
    {"site", mean_site},
    {"route", mean_route},
    {"header", mean_header},
    {"certificate", mean_certificate},
    {"issuer", mean_issuer},
    {"service", mean_service},
    {"health", mean_health},
    {"release", mean_release},
    {"job", mean_job},
    {"variable", mean_variable},
    {"external", mean_external},
    {"host", mean_host},
    {"program", mean_program},
    {"folder", mean_folder},
    {"renewal", mean_renewal},
    {"balancer", mean_balancer},
    {"group", mean_group},
};

void mean_unknown(const Change& change, const Say& say) {
  // `prod: ` is said by the statement itself.
  const auto shown = [](const Fact& fact) { return print(fact).substr(fact.environment.size() + 2); };
  if (change.removed()) say(Rank::change, "true no more: " + shown(*change.before));
  if (change.after != nullptr) say(Rank::change, "now true: " + shown(*change.after));
}

using ByEnvironment = std::map<std::string, std::vector<Fact>>;

/// The facts of a list by environment; counts what cannot be read.
ByEnvironment read(const std::vector<std::string>& lines, std::size_t& unread) {
  ByEnvironment facts;
  for (const std::string& line : lines) {
    const std::optional<Fact> fact = parse(line);
    if (fact.has_value())
      facts[fact->environment].push_back(*fact);
    else
      ++unread;
  }
  return facts;
}

class Teller {
 public:
  void tell(const std::string& environment, const std::vector<Fact>& before, const std::vector<Fact>& after);
  std::vector<Statement> take() &&;

 private:
  void add(Rank rank, const std::string& environment, std::string text) {
    said_[{rank, std::move(text)}].insert(environment);
  }

  /// The same said of several environments is said once.
  std::map<std::pair<Rank, std::string>, std::set<std::string>> said_;
};

bool production(const std::vector<Fact>& facts) {
  return std::any_of(facts.begin(), facts.end(),
                     [](const Fact& fact) { return fact.kind == "project" && fact.find("use") == "production"; });
}

void Teller::tell(const std::string& environment, const std::vector<Fact>& before, const std::vector<Fact>& after) {
  if (before.empty() || after.empty()) {
    const bool gone = after.empty();
    const bool matters = gone && production(before);
    add(matters ? Rank::data : Rank::harmless, environment,
        gone ? (matters ? "the environment is gone from the stack: its volumes and containers stay where they are"
                        : "the environment is gone from the stack")
             : "a new environment");
    return;
  }
  // A developer's machine is allowed to break, not to be open to its neighbours.
  const bool matters = production(after);
  const Say say = [&](Rank rank, std::string text) {
    if (!matters && (rank == Rank::data || rank == Rank::outage)) rank = Rank::change;
    add(rank, environment, std::move(text));
  };
  std::map<std::pair<std::string, std::string>, Change> changes;
  const Change none{nullptr, nullptr, &before, &after};
  for (const Fact& fact : before)
    changes.emplace(std::pair(fact.kind, fact.subject), none).first->second.before = &fact;
  for (const Fact& fact : after)
    changes.emplace(std::pair(fact.kind, fact.subject), none).first->second.after = &fact;
  for (const auto& entry : changes) {
    const Change& change = entry.second;
    if (!change.added() && !change.removed() && *change.before == *change.after) continue;
    const auto* const kind = std::find_if(std::begin(kinds), std::end(kinds),
                                          [&](const Kind& one) { return one.name == change.any().kind; });
    (kind == std::end(kinds) ? mean_unknown : kind->mean)(change, say);
  }
}

std::vector<Statement> Teller::take() && {
  std::vector<Statement> statements;
  for (const auto& [said, environments] : said_) {
    Statement statement{said.first, {environments.begin(), environments.end()}, said.second};
    std::stable_partition(statement.environments.begin(), statement.environments.end(),
                          [](const std::string& name) { return name == "prod"; });
    statements.push_back(std::move(statement));
  }
  // What is true of production stands before what is not.
  std::stable_sort(statements.begin(), statements.end(), [](const Statement& a, const Statement& b) {
    const auto key = [](const Statement& one) {
      return std::tuple(one.rank, one.environments.front() != "prod", one.environments);
    };
    return key(a) < key(b);
  });
  return statements;
}

}  // namespace

std::string_view text(Rank rank) {
  switch (rank) {
    case Rank::data:
      return "data loss";
    case Rank::exposure:
      return "exposure";
    case Rank::outage:
      return "outage";
    case Rank::change:
      return "change";
    case Rank::harmless:
      return "harmless";
  }
  return "unknown";
}

Summary summarize(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  Summary summary;
  const ByEnvironment old_facts = read(before, summary.unread);
  std::size_t never = 0;  // we print what we read
  const ByEnvironment new_facts = read(after, never);
  if (old_facts.empty()) return summary;
  std::set<std::string> environments;
  for (const auto& [environment, facts] : old_facts)
    environments.insert(environment);
  for (const auto& [environment, facts] : new_facts)
    environments.insert(environment);
  const auto of = [](const ByEnvironment& facts, const std::string& environment) {
    const auto found = facts.find(environment);
    return found == facts.end() ? std::vector<Fact>() : found->second;
  };
  Teller teller;
  for (const std::string& environment : environments)
    teller.tell(environment, of(old_facts, environment), of(new_facts, environment));
  summary.statements = std::move(teller).take();
  return summary;
}

}  // namespace stackc::facts
