// The balancer before the edge, and where stackc describes it for its provider: what that is told of certificates,
// machines and who may reach them.
#include <algorithm>
#include <set>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

/// What the balancer asks, so that a host whose application fails gets no more requests: the health of the first
/// application that a site leads to.
std::optional<BalancerProbe> make_probe(const Topology& topology) {
  for (const Site& site : topology.sites) {
    if (!site.health.has_value()) continue;
    for (const Application& app : topology.applications) {
      const bool asked = std::any_of(site.routes.begin(), site.routes.end(), [&](const Route& route) {
        return route.upstream.has_value() && route.upstream->value == app.id.value;
      });
      if (asked && app.health.path.value == site.health->value)
        return BalancerProbe{app.id, app.port, app.health_host, app.health};
    }
  }
  return {};
}

/// `shop.example.com` as providers write names: `ShopExampleCom`.
std::string joined_words(const std::string& id) {
  std::string name;
  bool first = true;
  for (const char c : id) {
    const bool small = c >= 'a' && c <= 'z';
    const bool other = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (small || other) name += first && small ? static_cast<char>(c - 'a' + 'A') : c;
    first = !small && !other;
  }
  return name;
}

/// Names in the provider's description, each once. What a template itself names ends otherwise.
class Names {
 public:
  Word unique(std::string name) {
    while (!taken_.insert(name).second)
      name += "Other";
    return Word{std::move(name)};
  }

 private:
  std::set<std::string> taken_{};
};

std::vector<ProviderCertificate> make_certificates(const Topology& topology) {
  std::vector<ProviderCertificate> certificates;
  Names names;
  for (const Site& site : topology.sites) {
    if (site.all_names.empty()) continue;  // refused by a rule
    const Word resource = names.unique(joined_words(site.id.value.text) + "Certificate");
    certificates.push_back({resource,
                            names.unique(resource.text + "Attachment"),
                            site.all_names.front(),
                            {site.all_names.begin() + 1, site.all_names.end()}});
  }
  return certificates;
}

std::uint32_t least(const catalog::Balancer& row, catalog::BalancerLimit limit) {
  for (const catalog::LimitRange& range : row.limits) {
    if (range.limit == limit) return range.least;
  }
  return 0;
}

RelativePath beside(const Topology& topology, std::string_view name) {
  return RelativePath{topology.deploy_folder.text + "/" + std::string(name)};
}

/// Providers know no `_` in it.
Word provider_name(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return Word{std::move(name)};
}

ManagedBalancer make_managed(const Balancer& balancer, const Member& last, const Topology& topology,
                             const Maker& maker) {
  const stackc::Balancer& written = *maker.stack.balancer;
  const catalog::Balancer& row = *catalog::find(catalog::balancers(), written.use->text);
  ManagedBalancer managed;
  managed.use = written.use.traced();
  managed.title = {std::string(row.title), maker.catalogue(row.name, "title")};
  managed.tls_policy = {Word{std::string(row.tls_policy)}, maker.catalogue(row.name, "tls_policy")};
  managed.name = provider_name(topology.project.text + "-balancer");
  managed.description = beside(topology, row.description);
  managed.page = beside(topology, row.page);
  // Requests end within what the slowest route may take; whoever holds a WebSocket connects again.
  managed.drain =
      written.drain.present()
          ? written.drain.traced()
          : Traced<Duration>{last.patience.value, maker.derive("default.balancer.drain", {last.patience.origin})};
  if (written.sticky.present()) managed.sticky = written.sticky.traced();
  if (balancer.probe.has_value()) {
    const Health& health = balancer.probe->health;
    managed.path = health.path;
    managed.every = health.every;
    managed.timeout = health.timeout;
    managed.unhealthy = health.retries;
  } else {
    const OriginId derived = maker.derive("default.balancer.probe");
    managed.path = {UrlPath{"/healthz"}, derived};
    managed.every = {Duration{10'000}, derived};
    managed.timeout = {Duration{5'000}, derived};
    managed.unhealthy = {3, derived};
  }
  managed.healthy = {static_cast<int>(least(row, catalog::BalancerLimit::probe_count)),
                     maker.catalogue(row.name, "limits")};
  managed.certificates = make_certificates(topology);
  return managed;
}

/// Where one machine has all there is, the stack need not name its host.
FirewallGroup only_group(const Maker& maker) {
  FirewallGroup group;
  const OriginId derived = maker.derive("default.host", {maker.stack.balancer.origin});
  group.host = maker.stack.hosts.empty() ? Traced<Id>{Id{"host"}, derived} : maker.stack.hosts.begin()->key;
  group.count = {1, derived};
  group.balanced = true;
  return group;
}

std::vector<FirewallGroup> groups_of_hosts(const Maker& maker) {
  if (!several_machines(maker.stack)) return {only_group(maker)};
  std::vector<FirewallGroup> groups;
  const auto* const edge = host_of_edge(maker.stack);
  for (const auto& host : maker.stack.hosts) {
    FirewallGroup group;
    group.host = host.key;
    group.count = host.value.count.traced();
    group.several = group.count.value > 1;
    group.balanced = &host == edge;
    groups.push_back(std::move(group));
  }
  return groups;
}

/// Whatever other hosts ask of the services of one.
void add_doors(FirewallGroup& group, const std::vector<FirewallGroup>& all, const Topology& topology, Names& names,
               const Maker& maker) {
  for (const Backing& backing : topology.backings) {
    const auto* const host = host_of(maker.stack, backing.id.value);
    if (host == nullptr || host->key.value != group.host.value || !backing.port.has_value()) continue;
    for (const FirewallGroup& other : all) {
      if (other.host.value == group.host.value) continue;
      if (!asks(maker.stack, *maker.stack.hosts.find(other.host.value.text), backing.id.value)) continue;
      group.address = host->value.address.traced();
      group.doors.push_back(
          {names.unique(joined_words(backing.id.value.text) + "From" + joined_words(other.host.value.text) + "Ingress"),
           backing.id, *backing.port, other.host, other.resource});
    }
  }
}

}  // namespace

// It waits longer than what it stands before, so that the one who knows why answers; and what it stands before keeps
// connections for longer than it does, or it would meet closed ones.
void add_balancer(Edge& edge, const Topology& topology, const Maker& maker) {
  constexpr std::int64_t more = 15'000;
  Traced<Duration> idle{Duration{60'000}, maker.derive("default.balancer.idle")};
  if (maker.stack.tls->issuer->upstream()) {
    const stackc::Balancer& written = *maker.stack.balancer;
    Balancer balancer;
    balancer.trusted = written.trusted.items;
    const Member& last = edge.members.back();
    const Traced<Duration>& longest =
        edge.websockets && last.idle.value > last.patience.value ? last.idle : last.patience;
    balancer.idle = written.idle.present()
                        ? written.idle.traced()
                        : Traced<Duration>{longest.value, maker.derive("default.balancer.idle", {longest.origin})};
    balancer.https = edge.https.public_port;
    balancer.http = edge.http.public_port;
    balancer.probe = make_probe(topology);
    if (written.use.present()) balancer.managed = make_managed(balancer, last, topology, maker);
    idle = balancer.idle;
    edge.balancer = std::move(balancer);
  }
  edge.keepalive = {Duration{idle.value.milliseconds + more}, maker.derive("edge.keepalive", {idle.origin})};
}

void make_groups(Topology& topology, const Maker& maker) {
  if (!topology.edge.has_value() || !topology.edge->balancer.has_value()) return;
  const std::optional<ManagedBalancer>& managed = topology.edge->balancer->managed;
  if (!managed.has_value()) return;
  std::vector<FirewallGroup> groups = groups_of_hosts(maker);
  Names names;
  for (FirewallGroup& group : groups) {
    const std::string name = joined_words(group.host.value.text);
    group.resource = names.unique(name + "Machines");
    group.page = managed->page;
    for (int number = 1; group.balanced && number <= group.count.value; ++number)
      group.machines.push_back(names.unique(name + "Instance" + std::to_string(number)));
  }
  for (FirewallGroup& group : groups)
    add_doors(group, groups, topology, names, maker);
  topology.groups = std::move(groups);
}

}  // namespace stackc::topology
