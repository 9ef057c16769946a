// A registry of images that this stack runs itself: whether what is built here is pushed there, and under which name.
#include <algorithm>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

/// Engines ask below /v2/ and nowhere else. Routes stand with the longest path first.
const Route* route_of_engines(const Site& site) {
  constexpr std::string_view asked = "/v2/";
  for (const Route& route : site.routes) {
    if (route.prefix && asked.starts_with(route.path.value.text)) return &route;
  }
  return nullptr;
}

const Backing* keeper_of(const Site& site, const Topology& topology) {
  const Route* route = route_of_engines(site);
  if (route == nullptr || !route->upstream.has_value()) return nullptr;
  const auto found = std::find_if(topology.backings.begin(), topology.backings.end(), [&](const Backing& backing) {
    return backing.images && backing.id.value == route->upstream->value;
  });
  return found == topology.backings.end() ? nullptr : &*found;
}

}  // namespace

void make_registry(Topology& topology, const Maker& maker) {
  if (!topology.edge.has_value() || !(topology.edge->tls || topology.edge->balancer.has_value())) return;
  const auto& port = topology.edge->port_in_urls;
  for (const Site& site : topology.sites) {
    const Backing* keeper = keeper_of(site, topology);
    if (keeper == nullptr || keeper->users.empty()) continue;
    for (const Traced<Domain>& name : site.names) {
      const std::string host = name.value.text + (port.has_value() ? ":" + std::to_string(port->value.number) : "");
      for (Application& app : topology.applications) {
        if (!app.registry.has_value() || app.registry->value.text != host) continue;
        app.kept_here = true;
        if (topology.registry.has_value()) continue;
        const Traced<Id>& user = keeper->users.front().id;
        topology.registry = OwnRegistry{
            keeper->id, {ImageName{host}, maker.derive("topology.registry", {app.registry->origin, name.origin})},
            name,       site.lineage,
            user,       secret_variable(keeper->id.value.text + "_" + user.value.text + "_password")};
      }
    }
  }
}

}  // namespace stackc::topology
