// What the makers of the topology's parts share: the stack, its names, and how a value gets an origin.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/placement.h"
#include "model/stack.h"
#include "topology/topology.h"

namespace stackc::topology {

struct Maker {
  const Stack& stack;
  Traced<Id> environment;
  bool production;
  Origins& origins;
  const Entry<stackc::Host, Id>* here = nullptr;  ///< The host whose part is made; nullptr for all there is.

  /// Whether a host's part is the one that is made.
  bool is_here(const Entry<stackc::Host, Id>* host) const {
    return here == nullptr || (host != nullptr && host->key.value == here->key.value);
  }
  bool runs_here(const Id& service) const { return is_here(host_of(stack, service)); }
  /// Whether a service has containers here, be it only for its jobs.
  bool works_here(const Entry<Service, Id>& service) const {
    const auto hosts = hosts_of(stack, service);
    return here == nullptr || std::any_of(hosts.begin(), hosts.end(), [&](const auto* host) { return is_here(host); });
  }
  bool edge_here() const { return has_edge() && is_here(host_of_edge(stack)); }

  OriginId derive(std::string rule, std::vector<OriginId> parents = {}) const {
    return origins.add(Default{std::move(rule), std::move(parents)});
  }
  OriginId catalogue(std::string_view entry, std::string_view key) const {
    return origins.add(Catalogue{std::string(entry), std::string(key)});
  }
  /// What the catalogue knows of a service; null where it is none of its.
  const catalog::BackingService* row_of(const Id& service) const {
    const auto* const entry = stack.services.find(service.text);
    if (entry == nullptr || !entry->value.use.present()) return nullptr;
    return catalog::find(catalog::backing_services(), entry->value.use->name);
  }
  bool has_edge() const {
    return production && stack.edge.present() && !stack.edge->none() && !stack.edge->tiers.empty();
  }
  /// The host that runs the programs itself; nullptr where containers do. Of several hosts only a part is one.
  const Entry<stackc::Host, Id>* programs() const {
    if (!production || (here == nullptr && several_machines(stack))) return nullptr;
    const auto* const host = here == nullptr ? program_host(stack) : here;
    return host != nullptr && *host->value.runs == Runs::programs ? host : nullptr;
  }
};

/// Where the stack's folder lies on its host.
Traced<AbsolutePath> host_folder(const Maker& maker);
/// Where the source of an application lies on its host: what a container sees as /app.
AbsolutePath source_on_host(const Service& service, const Maker& maker);
/// Where a volume's files lie on a host that runs programs: below /app means beside the source.
Traced<AbsolutePath> folder_on_host(const Service& service, const stackc::Volume& volume, const Maker& maker);

/// Where a volume's files lie on a machine whose proxy, a program of it, serves them and whose containers write them.
Traced<AbsolutePath> folder_beside_edge(const Entry<Service, Id>& service, const Entry<stackc::Volume, Id>& volume,
                                        const Maker& maker);
/// As whom containers of applications run: `uid:gid`.
Traced<std::string> run_as(const Maker& maker);

/// `db_password` as a variable of `.env`: DB_PASSWORD.
EnvName secret_variable(std::string_view id);
/// The compose project: the stack's name (the former one, if it says so), the environment unless it is prod, and the
/// host where there are several.
/// Volumes are `PROJECT_KEY`.
std::string project_name(const Maker& maker);
/// The key of a service's volume in the compose file: `db_data`. Made of both ids, so that no second service renames
/// it.
Traced<Id> volume_key(const Entry<Service, Id>& service, const Entry<stackc::Volume, Id>& volume);

/// The names under which people reach a site in this environment: its own, or this machine's where there is no edge.
std::vector<Traced<Domain>> served_names(const Entry<stackc::Site, Word>& site, const Maker& maker);

/// What the stack says of a service's environment, sorted by name.
std::vector<Variable> make_environment(const Entry<Service, Id>& service, const Maker& maker);
/// Where a container that is told so by `name` finds a secret.
VariableFile secret_file(const Id& secret, const Traced<EnvName>& name, OriginId origin);
/// The secrets that are files for these, each once.
std::vector<Traced<Id>> secret_files(const std::vector<Variable>& environment);

/// Whether an application has work at set times, and here.
bool has_jobs(const Entry<Service, Id>& service, const Maker& maker);
/// How its packages are installed and its code is built.
void add_build(Application& app, const Service& service, const catalog::Framework& framework,
               const catalog::Runtime& runtime, const Maker& maker);
/// A folder of the package that is built, seen from the build context.
Traced<RelativePath> below_package(const stackc::Build& build, std::string_view folder, OriginId origin);
/// How it is tested, where the service does not say so: a pipeline does for the one service there is, or it is known.
std::optional<Traced<std::string>> known_tests(const Service& service, const Maker& maker);
Application make_application(const Entry<Service, Id>& service, const Maker& maker);
/// What else runs of its image.
std::vector<Process> make_processes(const Entry<Service, Id>& service, const Maker& maker);
Backing make_backing(const Entry<Service, Id>& service, const Maker& maker);
/// Any image, as the stack describes it.
Backing make_foreign(const Entry<Service, Id>& service, const Maker& maker);
std::vector<Traced<std::string>> words_of(const Command& command, OriginId origin);
/// The command that the stack says, or else the one that is known.
Probe make_probe(const stackc::Health& health, std::vector<Traced<std::string>> known);
Site make_site(const Entry<stackc::Site, Word>& site, const Maker& maker);
void make_edge(Topology& topology, const Maker& maker);
/// A balancer before an edge that has its members, and how long the edge keeps connections.
void add_balancer(Edge& edge, const Topology& topology, const Maker& maker);
/// After the edge: who may reach the machines of each host. Of the whole environment alone.
void make_groups(Topology& topology, const Maker& maker);
/// After services and edge.
void make_registry(Topology& topology, const Maker& maker);
/// After all that runs there.
void make_host(Topology& topology, const Maker& maker);
void make_jobs(Topology& topology, const Maker& maker);
void make_tasks(Topology& topology, const Maker& maker);
void make_secrets(Topology& topology, const Maker& maker);
/// After all parts of an environment: which of them makes a secret that several machines know.
void hand_over_secrets(const Topology& whole, std::vector<Topology>& parts);
void make_volumes(Topology& topology, const Maker& maker);
void make_ci(Topology& topology, const Maker& maker);

/// A shell command line that runs these words, each quoted where it has to be (POSIX sh).
std::string command_line(const std::vector<std::string>& words);
/// Whether a volume is mounted in this environment: what the edge serves, nobody needs where there is none.
bool lives_here(const Service& service, const Entry<stackc::Volume, Id>& volume, const Maker& maker);

/// One folder below another, `.` being none.
RelativePath joined(const RelativePath& base, const RelativePath& below);
/// Replaces `{name}` in a word of the catalogue.
std::string filled(std::string_view word, std::string_view name, std::string_view value);

}  // namespace stackc::topology
