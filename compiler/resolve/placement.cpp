// Several machines: every service, job and piece of state has its place, or the mistake is said.
#include "model/placement.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "catalog/catalog.h"
#include "resolve/fill.h"

namespace stackc::resolve {
namespace {

using HostEntry = Entry<Host, Id>;

bool many(const HostEntry* host) { return host != nullptr && host->value.count.present() && *host->value.count > 1; }

std::string tick(const std::string& text) { return "`" + text + "`"; }
std::string tick(const HostEntry* host) { return tick(host->key.value.text); }

/// Each service stands at one host, and each host has something to do.
void check_services(const Stack& stack, const Context& context) {
  std::set<std::string> placed;
  for (const auto& host : stack.hosts) {
    for (const Traced<Id>& named : host.value.services) {
      const auto* const service = stack.services.find(named.value.text);
      if (service == nullptr || service->value.external.present()) {
        context.report(Rule::place_unclear, named.origin,
                       tick(named.value.text) + (service == nullptr ? " is no service" : " runs elsewhere already"),
                       "take it out of the host's `services`");
      } else if (!placed.insert(named.value.text).second) {
        context.report(Rule::place_unclear, named.origin, tick(named.value.text) + " stands at two hosts",
                       "take it out of one of them");
      }
    }
  }
  std::set<const HostEntry*> busy;
  for (const auto& service : stack.services) {
    for (const auto* const host : hosts_of(stack, service))
      busy.insert(host);
    if (service.value.external.present() || placed.count(service.key.value.text) != 0) continue;
    context.report(Rule::place_unclear, service.key.origin,
                   "nothing says which host runs " + tick(service.key.value.text),
                   "name it in the `services` of a host");
  }
  for (const auto& host : stack.hosts) {
    if (busy.count(&host) == 0 && &host != host_of_edge_alone(stack)) {
      context.report(Rule::place_unclear, host.key.origin, "nothing runs on " + tick(&host),
                     "name its `services`, or take it out of `hosts`");
    }
  }
}

/// The proxies stand where the applications do that they ask, or ask them at the addresses of their hosts.
void check_edge(const Stack& stack, const Context& context) {
  if (stack.sites.empty() || !stack.edge.present() || stack.edge->none()) return;
  const auto* const edge = host_of_edge(stack);
  if (edge == nullptr) {
    context.report(Rule::place_unclear, stack.sites.begin()->key.origin,
                   "no route leads to a service that a host names, so nothing says where the proxy runs",
                   "name in a host's `services` what the routes lead to");
    return;
  }
  for (const auto& site : stack.sites) {
    for (const auto& route : site.value.routes) {
      const auto* const host = host_of(stack, service_of(route.value));
      if (host == nullptr || host == edge) continue;
      if (edge == host_of_edge_alone(stack)) {
        const bool near = host->value.address.present() && host->value.address->text == "127.0.0.1";
        if (route.value.files.present() && !near) {
          context.report(Rule::place_unclear, route.value.files.origin,
                         "the proxy runs on " + tick(edge) + ", and the files of " + tick(route.key.value.text) +
                             " lie on another machine, that of " + tick(host),
                         "lead the route to a service that serves them");
        } else if (many(host)) {
          context.report(Rule::place_unclear, route.key.origin,
                         "the proxy asks one address, and " + tick(host) + " is several machines", "write `count: 1`",
                         {{host->value.count.origin, "there are several"}});
        }
        continue;
      }
      context.report(
          Rule::place_unclear, route.key.origin,
          "the proxy runs on " + tick(edge) + ", and " + tick(route.key.value.text) + " leads to " + tick(host),
          "put what routes lead to on one host");
    }
  }
  const bool balanced = stack.tls.present() && stack.tls->issuer.present() && stack.tls->issuer->upstream();
  if (many(edge) && !balanced) {
    context.report(
        Rule::place_unclear, edge->value.count.origin,
        "nothing spreads requests over the machines of " + tick(edge) + ", and a certificate is proven on one of them",
        "say `tls: upstream` and `balancer:`, or one machine");
  }
}

/// What two machines would both keep for themselves: volumes, but for those that a framework fills anew for each
/// release.
void check_volumes(const Stack& stack, const Entry<Service, Id>& service, const Context& context) {
  const auto hosts = hosts_of(stack, service);
  if (hosts.empty() || (hosts.size() == 1 && !many(hosts.front()))) return;
  const Maybe<Word>& framework = service.value.framework;
  const catalog::Framework* const row =
      framework.present() ? catalog::find(catalog::frameworks(), framework->text) : nullptr;
  for (const auto& volume : service.value.volumes) {
    const bool collected = row != nullptr && row->static_volume == volume.key.value.text;
    if (collected || volume.value.shared.present()) continue;
    const std::string name = tick(service.key.value.text + "." + volume.key.value.text);
    const HostEntry* const first = hosts.front();
    const HostEntry* const other = hosts.back();
    context.report(Rule::state_on_several_hosts, volume.key.origin,
                   many(first) ? "each machine of " + tick(first) + " would keep its own " + name
                               : tick(first) + " and " + tick(other) + " would each keep their own " + name,
                   "say where all of them find it: `shared: { host: files.example.com, path: /media }`",
                   {{many(first) ? first->value.count.origin : other->key.origin,
                     many(first) ? "there are several" : "the other one is here"}});
  }
}

void check_state(const Stack& stack, const Context& context) {
  for (const auto& service : stack.services) {
    const auto* const host = host_of(stack, service.key.value);
    if (!service.value.use.present() || service.value.external.present()) {
      check_volumes(stack, service, context);
    } else if (many(host)) {
      context.report(Rule::state_on_several_hosts, service.key.origin,
                     "each machine of " + tick(host) + " would have its own " + tick(service.key.value.text),
                     "put it on a host of one machine", {{host->value.count.origin, "there are several"}});
    }
  }
}

/// Whether `on` names a host; said, where it does not.
bool names_host(const Maybe<Id>& on, const Stack& stack, const Context& context) {
  if (!on.present() || stack.hosts.find(on->text) != nullptr) return true;
  context.report(Rule::place_unclear, on.origin, tick(on->text) + " is no host", "name one of `hosts`");
  return false;
}

void once(const HostEntry* host, const Maybe<Id>& on, OriginId otherwise, const std::string& what,
          const Context& context) {
  if (!many(host)) return;
  context.report(Rule::job_on_several_hosts, on.present() ? on.origin : otherwise,
                 what + " would run on each machine of " + tick(host), "say `on:` and a host of one machine",
                 {{host->value.count.origin, "there are several"}});
}

/// What happens at set times happens once.
void check_jobs(const Stack& stack, const Context& context) {
  for (const auto& job : stack.jobs) {
    if (job.value.backup.present() || job.value.sweep.present())
      context.meaningless(job.value.on, "on", "work on what a service keeps, which is done where it stands");
    else if (names_host(job.value.on, stack, context))
      once(host_of(stack, job.value), job.value.on, job.key.origin, "job " + tick(job.key.value.text), context);
  }
  for (const auto& service : stack.services) {
    for (const auto& process : service.value.processes) {
      if (!names_host(process.value.on, stack, context) || !process.value.worker.present()) continue;
      const catalog::Worker* const worker = catalog::find(catalog::workers(), process.value.worker->text);
      if (worker == nullptr || !worker->single) continue;
      once(host_of(stack, service.key.value, process.value), process.value.on, process.key.origin,
           tick(process.key.value.text) + ", which does everything once,", context);
    }
  }
}

/// 10/8, 172.16/12, 192.168/16, and 100.64/10, which overlays of hosts use: what the internet has no way to.
bool private_address(const Domain& address) {
  if (address.form != Domain::Form::address) return false;
  char* end = nullptr;
  const unsigned long first = std::strtoul(address.text.c_str(), &end, 10);
  if (*end != '.') return false;  // of IPv6
  const unsigned long second = std::strtoul(end + 1, nullptr, 10);
  return first == 10 || (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168) ||
         (first == 100 && second >= 64 && second < 128);
}

/// What other hosts ask has a port of its own on a private address of its host, and nowhere else.
void check_addresses(const Stack& stack, const Context& context) {
  std::map<std::pair<const HostEntry*, std::uint16_t>, const Entry<Service, Id>*> opened;
  std::set<const HostEntry*> asked;
  std::set<const HostEntry*> near;  // what only proxies ask, who may be on the same machine
  for (const auto& service : stack.services) {
    const auto* const host = host_of(stack, service.key.value);
    if (host == nullptr) continue;
    if (led_to_from_elsewhere(stack, service.key.value)) near.insert(host);
    if (!asked_from_elsewhere(stack, service.key.value)) continue;
    const std::string name = tick(service.key.value.text);
    if (service.value.framework.present() || !service.value.listen.present()) {
      context.report(Rule::place_unclear, service.key.origin,
                     "another host asks " + name + ", and only services with a port that are not built here can be",
                     "put both on one host");
      continue;
    }
    asked.insert(host);
    const auto [known, added] = opened.emplace(std::pair{host, service.value.listen->number}, &service);
    if (added) continue;
    context.report(Rule::place_unclear, service.key.origin,
                   "other hosts ask " + name + " and " + tick(known->second->key.value.text) + " at the same port of " +
                       tick(host),
                   "put them on two hosts", {{known->second->key.origin, "the other one is here"}});
  }
  for (const auto& entry : stack.hosts) {
    const HostEntry* const host = &entry;
    if (asked.count(host) + near.count(host) == 0) continue;
    const Maybe<Domain>& address = host->value.address;
    const bool same_machine = address.present() && address->text == "127.0.0.1";
    if (same_machine && asked.count(host) == 0) continue;
    if (!address.present()) {
      context.report(Rule::place_unclear, host->key.origin,
                     "nothing says where the other hosts reach the services of " + tick(host),
                     near.count(host) != 0
                         ? "add `address:`, its private IPv4 address, or 127.0.0.1 if it is the same machine"
                         : "add `address:`, its private IPv4 address");
    } else if (!private_address(*address)) {
      context.report(Rule::place_unclear, address.origin,
                     tick(address->text) + " is no private IPv4 address, and the ports of services are opened on it",
                     "write the address that the host has in the private network, as 10.0.2.10");
    }
  }
}

/// A folder of a file server is named in full, and only what several clients may write lies on one.
void check_shared(const Stack& stack, const Context& context) {
  for (const auto& service : stack.services) {
    for (const auto& volume : service.value.volumes) {
      const Maybe<SharedFolder>& shared = volume.value.shared;
      if (!shared.present()) continue;
      if (!shared->host.present() || !shared->path.present()) {
        context.report(Rule::state_on_several_hosts, shared.origin,
                       "`shared` says only half of where all machines find " +
                           tick(service.key.value.text + "." + volume.key.value.text),
                       "write both, as `shared: { host: files.example.com, path: /media }`");
      }
      context.meaningless(volume.value.adopt, "adopt", "a volume that is shared");
      context.meaningless(volume.value.directory, "directory", "a volume that is shared");
      if (service.value.use.present())
        context.meaningless(shared, "shared", "a volume that one server alone may write");
    }
  }
}

/// One machine has all there is: what is said of places has no meaning.
void refuse_places(const Stack& stack, const Context& context) {
  for (const auto& service : stack.services) {
    for (const auto& volume : service.value.volumes)
      context.meaningless(volume.value.shared, "shared", "a volume that one machine has");
    for (const auto& process : service.value.processes)
      context.meaningless(process.value.on, "on", "a stack on one machine");
  }
  for (const auto& job : stack.jobs)
    context.meaningless(job.value.on, "on", "a stack on one machine");
  for (const auto& host : stack.hosts) {
    context.meaningless(host.value.services, "services", "a host that runs all there is");
    context.meaningless(host.value.address, "address", "a host that no other asks");
  }
}

}  // namespace

void check_placement(const Stack& stack, const Context& context) {
  if (!context.production) return;
  check_shared(stack, context);
  if (!several_machines(stack)) {
    refuse_places(stack, context);
    return;
  }
  if (program_host(stack) != host_of_edge_alone(stack)) return;  // refused already
  check_services(stack, context);
  check_edge(stack, context);
  check_state(stack, context);
  check_jobs(stack, context);
  check_addresses(stack, context);
}

}  // namespace stackc::resolve
