#include "check/check.h"

#include <algorithm>
#include <map>
#include <string>

#include "catalog/catalog.h"

namespace stackc::check {
namespace {

using topology::Topology;
using Limit = catalog::BalancerLimit;

/// The servers that could, of those by which the application's framework may be called.
std::string cure_of_websockets(const topology::Application& app) {
  const catalog::Framework& framework = *catalog::find(catalog::frameworks(), app.framework.text);
  std::string servers;
  for (const catalog::Server& server : catalog::servers()) {
    const auto& interfaces = framework.interfaces;
    if (server.runtime != framework.runtime || !server.websockets ||
        std::find(interfaces.begin(), interfaces.end(), server.interface) == interfaces.end())
      continue;
    servers += (servers.empty() ? "use `server: " : " or `server: ") + std::string(server.name) + "`";
  }
  return servers.empty() ? "no server can with " + std::string(framework.title) + ": lead the route to another service"
                         : servers;
}

void server_without_websockets(const Topology& topology, const Reporter& report) {
  for (const topology::Site& site : topology.sites) {
    for (const topology::Route& route : site.routes) {
      if (!route.websocket || !route.upstream.has_value()) continue;
      for (const topology::Application& app : topology.applications) {
        if (app.id.value != route.upstream->value || app.websockets) continue;
        report(
            Rule::server_without_websockets, route.path.origin,
            "`" + app.server.value.text + "` cannot answer WebSockets, and `" + route.path.value.text + "` needs them",
            cure_of_websockets(app), {{app.server.origin, "the server is chosen here"}});
      }
    }
  }
}

void wildcard_by_webroot(const Topology& topology, const Reporter& report) {
  for (const topology::Certificate& certificate : topology.certificates) {
    if (certificate.names.empty())
      report(Rule::wildcard_by_webroot, certificate.domain.origin,
             "no certificate holds for whatever name is asked for",
             "name each host that the site answers to, or say `tls: none`");
    for (const auto& name : certificate.names) {
      if (name.value.form == Domain::Form::name) continue;
      if (name.value.form == Domain::Form::address && !topology.acme.has_value()) continue;
      report(Rule::wildcard_by_webroot, name.origin,
             "no certificate for `" + name.value.text + "` " +
                 (topology.acme.has_value() && topology.acme->dns.has_value() ? "is asked for by this stackc"
                                                                              : "can be proven over HTTP"),
             "name each host that the site answers to");
    }
    const auto& lineage = certificate.lineage;
    if (lineage.value != certificate.domain.value && lineage.value.form != Domain::Form::name)
      report(Rule::wildcard_by_webroot, lineage.origin,
             "`" + lineage.value.text + "` cannot have had a certificate proven over HTTP",
             "name the domain that the certificate was first asked for");
  }
}

/// A handshake does not tell an address, so one site alone can be meant by it.
void addresses_of_two_sites(const Topology& topology, const Reporter& report) {
  const topology::Site* first = nullptr;
  for (const topology::Site& site : topology.sites) {
    if (!site.by_address || topology.certificates.empty()) continue;
    if (first == nullptr) {
      first = &site;
      continue;
    }
    report(Rule::addresses_of_two_sites, site.domain.origin,
           "sites `" + first->id.value.text + "` and `" + site.id.value.text +
               "` both have an address, and who asks by one gets the certificate of only one of them",
           "give all addresses to one site, as `aliases`", {{first->domain.origin, "the other site is here"}});
  }
}

/// A CA fetches the proof from port 80 and no other.
void proof_without_port_80(const Topology& topology, const Reporter& report) {
  if (!topology.edge.has_value() || !topology.acme.has_value() || topology.acme->dns.has_value()) return;
  const topology::Endpoint& http = topology.edge->http;
  if (http.public_port.value.number == 80) return;
  report(Rule::proof_without_port_80, http.public_port.origin,
         "a certificate is proven over the public port 80, and only " + std::to_string(http.public_port.value.number) +
             " leads to this host",
         "if a router leads port 80 here, write `http: { listen: " + std::to_string(http.publish.value.number) +
             ", public: 80 }`");
}

/// What the balancer closes first ends in an error that nobody here can explain.
void balancer_gives_up_first(const Topology& topology, const Reporter& report) {
  if (!topology.edge.has_value() || !topology.edge->balancer.has_value()) return;
  const Traced<Duration>& idle = topology.edge->balancer->idle;
  for (const topology::Site& site : topology.sites) {
    for (const topology::Route& route : site.routes) {
      if (!route.upstream.has_value() || route.timeout.value < idle.value) continue;
      report(Rule::balancer_gives_up_first, idle.origin,
             "the balancer gives a connection up after " + to_text(idle.value) + ", and `" + route.path.value.text +
                 "` may be silent for " + to_text(route.timeout.value),
             "let the balancer wait longer, or the route less", {{route.path.origin, "the route is here"}});
    }
  }
}

/// What a provider would refuse when the balancer is made, or later, in the middle of a change.
void balancer_beyond_limits(const Topology& topology, const Reporter& report) {
  if (!topology.edge.has_value() || !topology.edge->balancer.has_value()) return;
  const topology::Balancer& balancer = *topology.edge->balancer;
  if (!balancer.managed.has_value()) return;
  const topology::ManagedBalancer& managed = *balancer.managed;
  const catalog::Balancer& row = *catalog::find(catalog::balancers(), managed.use.value.text);
  const auto refuse = [&](OriginId at, const std::string& what, const std::string& help) {
    report(Rule::balancer_beyond_limits, at, what, help, {{managed.use.origin, "the balancer is chosen here"}});
  };
  const auto range_of = [&](Limit limit) {
    return *std::find_if(row.limits.begin(), row.limits.end(), [&](const auto& one) { return one.limit == limit; });
  };
  const auto time = [&](Limit limit, const Traced<Duration>& value, const std::string& what, const std::string& cure) {
    const catalog::LimitRange range = range_of(limit);
    const Duration least{std::int64_t{range.least} * 1000};
    const Duration most{std::int64_t{range.most} * 1000};
    if (value.value >= least && value.value <= most && value.value.milliseconds % 1000 == 0) return;
    refuse(value.origin,
           what + " for " + to_text(value.value) + ", and the " + managed.title.value + " knows whole seconds from " +
               to_text(least) + " to " + to_text(most),
           cure);
  };
  time(Limit::idle, balancer.idle, "the balancer would have to keep a silent connection",
       "let the slowest route be silent for less: `timeout:`, and `idle:` of a WebSocket, whose application then "
       "sends something from time to time");
  time(Limit::drain, managed.drain, "a machine that leaves would have to finish its requests",
       "say how long it may, as `drain: 5m` of the balancer");
  if (managed.sticky.has_value())
    time(Limit::sticky, *managed.sticky, "a client would have to stay with one machine", "say less, as `sticky: 1d`");
  time(Limit::probe_every, managed.every, "the balancer would have to ask a machine and then rest",
       "write another `every:` of the service's `health`");
  time(Limit::probe_timeout, managed.timeout, "the balancer would have to wait for an answer",
       "write another `timeout:` of the service's `health`");
  if (managed.timeout.value >= managed.every.value)
    refuse(managed.timeout.origin,
           "the balancer would have to ask again after " + to_text(managed.every.value) + ", while it waits " +
               to_text(managed.timeout.value) + " for the answer before",
           "write a `timeout:` of the service's `health` that is shorter than its `every:`");
  const catalog::LimitRange count = range_of(Limit::probe_count);
  if (managed.unhealthy.value < static_cast<int>(count.least) || managed.unhealthy.value > static_cast<int>(count.most))
    refuse(managed.unhealthy.origin,
           "the balancer would have to give a machine up after " + std::to_string(managed.unhealthy.value) +
               " bad answers, and the " + managed.title.value + " counts from " + std::to_string(count.least) + " to " +
               std::to_string(count.most),
           "write other `retries:` of the service's `health`");
}

/// A provider issues certificates for names alone.
void name_without_certificate(const Topology& topology, const Reporter& report) {
  if (!topology.edge.has_value() || !topology.edge->balancer.has_value()) return;
  const std::optional<topology::ManagedBalancer>& managed = topology.edge->balancer->managed;
  if (!managed.has_value()) return;
  for (const topology::Site& site : topology.sites) {
    const auto refuse = [&](OriginId at, const std::string& name) {
      report(Rule::name_without_certificate, at, "the " + managed->title.value + " gets no certificate for " + name,
             "name each host that the site answers to", {{managed->use.origin, "the balancer is chosen here"}});
    };
    if (site.any_host) refuse(site.domain.origin, "whatever name is asked for");
    for (const auto& name : site.all_names) {
      if (name.value.form == Domain::Form::address || name.value.form == Domain::Form::any)
        refuse(name.origin, "`" + name.value.text + "`");
    }
  }
}

void port_published_twice(const Topology& topology, const Reporter& report) {
  std::map<HostPort, Traced<Id>> owners;
  const auto publish = [&](const Traced<HostPort>& port, const Traced<Id>& service) {
    const auto [owner, is_new] = owners.emplace(port.value, service);
    if (is_new) return;
    report(Rule::port_published_twice, service.origin,
           "`" + service.value.text + "` and `" + owner->second.value.text + "` would both publish port " +
               std::to_string(port.value.number) + " of this machine",
           "give one of them another port", {{owner->second.origin, "the other service is here"}});
  };
  for (const topology::Application& app : topology.applications) {
    if (app.publish.has_value()) publish(*app.publish, app.id);
    if (topology.host.has_value()) publish(app.port, app.id);
  }
  for (const topology::Backing& backing : topology.backings) {
    if (backing.publish.has_value()) publish(*backing.publish, backing.id);
  }
  if (!topology.edge.has_value()) return;
  publish(topology.edge->http.publish, topology.edge->id);
  if (topology.edge->tls) publish(topology.edge->https.publish, topology.edge->id);
  for (const topology::Member& member : topology.edge->members) {
    if (member.debug.has_value()) publish(*member.debug, member.id);
    if (member.statistics.has_value()) publish(member.statistics->port, member.id);
  }
}

/// What stands in one compose file, and who named it: the second of a name would take the place of the first.
void name_taken(const Topology& topology, const Reporter& report) {
  const auto claim = [&](std::map<std::string, OriginId>& owners, const Id& id, OriginId origin, const char* what) {
    const auto [owner, is_new] = owners.try_emplace(id.text, origin);
    if (is_new) return;
    report(Rule::name_taken, origin, std::string("two ") + what + " would be called `" + id.text + "`",
           "rename what you named here", {{owner->second, "the other one comes from here"}});
  };
  std::map<std::string, OriginId> containers;
  const auto container = [&](const Id& id, OriginId origin) { claim(containers, id, origin, "containers"); };
  // What stackc names comes first, so that what the stack names is shown.
  if (topology.acme.has_value()) container(topology.acme->id.value, topology.acme->id.origin);
  if (topology.authority.has_value()) container(topology.authority->id.value, topology.authority->id.origin);
  for (const topology::Application& app : topology.applications) {
    if (!app.release.empty()) container(app.release_service, app.release.front().origin);
    if (app.scheduler.has_value()) container(*app.scheduler, app.id.origin);
  }
  for (const topology::Application& app : topology.applications) {
    if (app.process) container(app.id.value, app.id.origin);
    for (const topology::Process& process : app.processes)
      container(process.id.value, process.id.origin);
  }
  for (const topology::Backing& backing : topology.backings)
    container(backing.id.value, backing.id.origin);
  for (const topology::Backup& backup : topology.backups)
    container(backup.id.value, backup.id.origin);
  if (topology.edge.has_value()) {
    for (const topology::Member& member : topology.edge->members)
      container(member.id.value, member.id.origin);
  }
  std::map<std::string, OriginId> volumes;
  for (const topology::Volume& volume : topology.volumes)
    claim(volumes, volume.id.value, volume.id.origin, "volumes");
}

/// Why nothing can be pushed to a site of this stack, and what to write; nothing where it can.
struct Unfit {
  std::string reason;
  std::string cure;
};

Unfit unfit_for_images(const Topology& topology, const topology::Site& site, const topology::Application& app) {
  const std::string& host = app.registry->value.text;
  const std::string name = host.substr(0, host.find(':'));
  const bool redirects = std::any_of(site.redirects.begin(), site.redirects.end(),
                                     [&](const auto& alias) { return alias.value.text == name; });
  const std::string path = app.push->value.text.substr(host.size());
  const auto& port = topology.edge->port_in_urls;
  const std::string right =
      site.domain.value.text + (port.has_value() ? ":" + std::to_string(port->value.number) : "") + path;
  const bool keeps = std::any_of(site.routes.begin(), site.routes.end(), [&](const topology::Route& route) {
    return std::any_of(topology.backings.begin(), topology.backings.end(), [&](const topology::Backing& backing) {
      return backing.images && route.upstream.has_value() && route.upstream->value == backing.id.value;
    });
  });
  if (!keeps)
    return {"`" + name + "` is a name of site `" + site.id.value.text + "`, which leads to no image registry",
            "lead its `/` to a service with `use: registry:3`, or push elsewhere"};
  if (!topology.edge->tls && !topology.edge->balancer.has_value())
    return {"`" + name + "` answers without TLS, and engines push to nothing else", "say another `tls` than `none`"};
  if (redirects) return {"`" + name + "` only redirects, and an engine does not follow", "write `push: " + right + "`"};
  return {"an engine does not reach the registry as `" + host + "`", "write `push: " + right + "`"};
}

void push_to_no_registry(const Topology& topology, const Reporter& report) {
  if (!topology.edge.has_value()) return;
  for (const topology::Application& app : topology.applications) {
    if (!app.registry.has_value() || app.kept_here) continue;
    const std::string& host = app.registry->value.text;
    for (const topology::Site& site : topology.sites) {
      const bool named = std::any_of(site.all_names.begin(), site.all_names.end(), [&](const auto& name) {
        return name.value.text == host.substr(0, host.find(':'));
      });
      if (!named) continue;
      const Unfit unfit = unfit_for_images(topology, site, app);
      report(Rule::push_to_no_registry, app.push->origin, unfit.reason, unfit.cure,
             {{site.domain.origin, "the site is here"}});
    }
  }
}

constexpr void (*rules[])(const Topology&, const Reporter&) = {
    server_without_websockets, wildcard_by_webroot,     addresses_of_two_sites,
    proof_without_port_80,     balancer_gives_up_first, balancer_beyond_limits,
    name_without_certificate,  port_published_twice,    name_taken,
    push_to_no_registry};

}  // namespace

void check(const Topology& topology, const Reporter& report) {
  for (const auto rule : rules)
    rule(topology, report);
}

}  // namespace stackc::check
