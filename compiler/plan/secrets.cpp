#include "plan/secrets.h"

#include <algorithm>

#include "plan/rows.h"
#include "plan/secret_views.h"

namespace stackc::plan {
namespace {

using topology::Secret;
using topology::SecretFile;
using topology::Topology;

constexpr std::string_view secrets_script = "ops/secrets.sh";
constexpr std::string_view example = "env.example";

bool has(const std::vector<Secret>& secrets, const EnvName& variable) {
  return std::any_of(secrets.begin(), secrets.end(), [&](const Secret& one) { return one.variable.value == variable; });
}

/// Of several hosts one may be a proxy alone, as a program of its machine: nothing there reads an `.env`.
bool no_secrets_file(const Topology& topology) {
  return topology.part.has_value() && topology.host.has_value() && topology.secrets.empty();
}

// --- secrets.sh -------------------------------------------------------------------------------------

/// What the secrets take that are made or fetched here.
void add_means(SecretsView& view, const std::vector<Secret>& secrets, const Topology& topology) {
  for (const Secret& secret : secrets) {
    if (secret.given.has_value()) continue;
    if (secret.vault_name.has_value()) view.vault = topology.vault;
    view.hashes = view.hashes || (secret.hash && !secret.bcrypt);
    if (!secret.bcrypt) continue;
    for (const topology::Backing& backing : topology.backings) {
      if (!backing.users.empty()) view.bcrypt = backing.hash_image;
    }
  }
}

/// `developers` is their environment, where this script is theirs as well.
Planned script_of(const SharedEnvironment& environment, const Topology* developers) {
  const Topology& topology = environment->topology;
  SecretsView view;
  view.stack = {&environment->stack};
  view.secrets = topology.secrets;
  view.files = topology.secret_files;
  add_means(view, view.secrets, topology);
  if (developers != nullptr) {
    view.development = true;
    for (const Secret& secret : developers->secrets) {
      if (!has(topology.secrets, secret.variable.value)) view.developers.push_back(secret);
    }
    add_means(view, view.developers, *developers);
    for (const SecretFile& file : developers->secret_files) {
      const auto known = [&](const SecretFile& one) { return one.variable.value == file.variable.value; };
      if (std::none_of(view.files.begin(), view.files.end(), known)) view.developer_files.push_back(file);
    }
  }
  return file(topology, below(topology, secrets_script), true, secrets_script, shared(view, environment));
}

// --- .env.example -----------------------------------------------------------------------------------

bool same_ids(const std::vector<Traced<Id>>& a, const std::vector<Traced<Id>>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Traced<Id>& x, const Traced<Id>& y) { return x.value == y.value; });
}

/// Whether the example says the same of both.
bool alike(const Secret& a, const Secret& b) {
  const auto vault = [](const Secret& one) { return one.vault_name.has_value() ? one.vault_name->value.text : ""; };
  return a.hash == b.hash && a.adopted == b.adopted && a.generated == b.generated && vault(a) == vault(b) &&
         same_ids(a.users, b.users);
}

/// The environments of production, as wholes, and that of developers.
struct Wholes {
  std::vector<const Topology*> production;
  const Topology* development = nullptr;
};

ExampleSecret example_of(const Traced<EnvName>& variable, const Wholes& wholes) {
  ExampleSecret row;
  row.variable = variable;
  std::size_t known = 0;
  for (const Topology* const whole : wholes.production) {
    for (const Secret& secret : whole->secrets) {
      if (secret.variable.value != variable.value) continue;
      ++known;
      const auto need = std::find_if(row.needs.begin(), row.needs.end(),
                                     [&](const SecretNeed& one) { return alike(one.secret, secret); });
      if (need != row.needs.end())
        need->environments.push_back(whole->environment);
      else
        row.needs.push_back({{whole->environment}, secret});
    }
  }
  if (row.needs.size() == 1 && known == wholes.production.size()) {
    row.everywhere = row.needs.front().secret;
    row.needs.clear();
  }
  if (known != 0 || wholes.development == nullptr) return row;
  for (const Secret& secret : wholes.development->secrets) {
    if (secret.variable.value == variable.value) row.developers = secret;
  }
  return row;
}

void add_secrets(ExampleView& view, const Wholes& wholes) {
  const auto add = [&](const Topology& whole) {
    for (const Secret& secret : whole.secrets) {
      const bool known = std::any_of(view.secrets.begin(), view.secrets.end(), [&](const ExampleSecret& one) {
        return one.variable.value == secret.variable.value;
      });
      if (!known) view.secrets.push_back(example_of(secret.variable, wholes));
    }
  };
  for (const Topology* const whole : wholes.production)
    add(*whole);
  if (wholes.development != nullptr) add(*wholes.development);
  std::sort(view.secrets.begin(), view.secrets.end(), [](const ExampleSecret& a, const ExampleSecret& b) {
    return a.variable.value.text < b.variable.value.text;
  });
}

void add_variable(std::vector<ExampleVariable>& rows, ExampleVariable row) {
  const auto known = std::find_if(rows.begin(), rows.end(), [&](const ExampleVariable& one) {
    return one.variable.value == row.variable.value && one.reader.value == row.reader.value;
  });
  if (known == rows.end())
    rows.push_back(std::move(row));
  else if (known->environments.back().value != row.environments.front().value)
    known->environments.push_back(row.environments.front());
}

/// What people set, and the images: of all environments, each once.
void add_rest(ExampleView& view, const Topology& whole) {
  for (const topology::Application& app : whole.applications) {
    for (const topology::Variable& variable : app.environment) {
      if (variable.bound.has_value() && !variable.secret)
        add_variable(view.variables, {*variable.bound, variable.fallback, app.id, {whole.environment}});
    }
    const bool known = std::any_of(view.images.begin(), view.images.end(),
                                   [&](const ExampleImage& one) { return one.application.value == app.id.value; });
    if (whole.production && !known) view.images.push_back({app.id, app.image_variable});
  }
  if (!whole.edge.has_value()) return;
  for (const topology::Member& member : whole.edge->members) {
    for (const topology::Late& late : member.late)
      add_variable(view.late, {late.variable, late.fallback, member.id, {whole.environment}});
  }
}

/// What all of production has, nobody asks where.
void forget_everywhere(std::vector<ExampleVariable>& rows, const Wholes& wholes) {
  for (ExampleVariable& row : rows) {
    const auto has_it = [&](const Topology* whole) {
      return std::any_of(row.environments.begin(), row.environments.end(),
                         [&](const Traced<Id>& id) { return id.value == whole->environment.value; });
    };
    if (std::all_of(wholes.production.begin(), wholes.production.end(), has_it)) row.environments.clear();
  }
}

Planned example_of_stack(const std::vector<SharedEnvironment>& environments) {
  const SharedEnvironment& base = environments.front();
  ExampleView view;
  view.stack = {&base->stack};
  Wholes wholes;
  for (const SharedEnvironment& environment : environments) {
    const Topology& topology = environment->topology;
    if (!topology.production)
      wholes.development = &topology;
    else if (!topology.part.has_value())
      wholes.production.push_back(&topology);
    if (!topology.production || topology.divided) continue;
    view.containers = view.containers || !topology.host.has_value();
    if (no_secrets_file(topology)) continue;
    view.places.push_back({topology.environment, {}, topology.deploy_folder});
    if (topology.part.has_value()) view.places.back().host = topology.part->host;
  }
  if (wholes.production.size() == 1 && !base->topology.divided) view.places.clear();
  add_secrets(view, wholes);
  for (const Topology* const whole : wholes.production)
    add_rest(view, *whole);
  if (wholes.development != nullptr) add_rest(view, *wholes.development);
  forget_everywhere(view.variables, wholes);
  forget_everywhere(view.late, wholes);
  return file(base->topology, ".env.example", false, example, shared(view, base));
}

}  // namespace

void secrets_of_stack(const std::vector<SharedEnvironment>& environments, std::vector<Planned>& files) {
  files.push_back(example_of_stack(environments));
  const Topology& base = environments.front()->topology;
  const auto found = std::find_if(environments.begin(), environments.end(),
                                  [](const SharedEnvironment& one) { return !one->topology.production; });
  const Topology* const developers = found == environments.end() ? nullptr : &(*found)->topology;
  for (const SharedEnvironment& environment : environments) {
    const Topology& topology = environment->topology;
    if (topology.divided || no_secrets_file(topology)) continue;
    const bool of_developers = &topology == &base || (base.divided && !topology.production);
    if (!of_developers && !topology.production) continue;
    files.push_back(script_of(environment, of_developers ? developers : nullptr));
    if (!of_developers) files.back().scope = Scope::environment;
  }
}

void secret_template_uses(std::vector<TemplateUse>& uses) {
  uses.push_back({example, &render::type_of<ExampleView>()});
  uses.push_back({secrets_script, &render::type_of<SecretsView>()});
}

}  // namespace stackc::plan
