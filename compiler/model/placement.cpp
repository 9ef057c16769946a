#include "model/placement.h"

#include <algorithm>
#include <variant>

namespace stackc {

bool several_machines(const Stack& stack) {
  return stack.hosts.size() > 1 || std::any_of(stack.hosts.begin(), stack.hosts.end(), [](const auto& host) {
           return host.value.count.present() && *host.value.count > 1;
         });
}

const Entry<Host, Id>* host_of(const Stack& stack, const Id& service) {
  for (const Entry<Host, Id>& host : stack.hosts) {
    for (const Traced<Id>& named : host.value.services) {
      if (named.value == service) return &host;
    }
  }
  return nullptr;
}

const Entry<Host, Id>* host_of(const Stack& stack, const Job& job) {
  if (job.on.present()) return stack.hosts.find(job.on->text);
  const Maybe<Id>& service = job.in.present() ? job.in : job.backup.present() ? job.backup : job.sweep;
  return service.present() ? host_of(stack, *service) : nullptr;
}

const Entry<Host, Id>* host_of(const Stack& stack, const Id& service, const Process& process) {
  return process.on.present() ? stack.hosts.find(process.on->text) : host_of(stack, service);
}

std::vector<const Entry<Host, Id>*> hosts_of(const Stack& stack, const Entry<Service, Id>& service) {
  std::vector<const Entry<Host, Id>*> hosts;
  const auto add = [&](const Entry<Host, Id>* host) {
    if (host != nullptr && std::find(hosts.begin(), hosts.end(), host) == hosts.end()) hosts.push_back(host);
  };
  add(host_of(stack, service.key.value));
  for (const auto& process : service.value.processes)
    add(host_of(stack, service.key.value, process.value));
  for (const auto& job : stack.jobs) {
    if (job.value.in.present() && *job.value.in == service.key.value) add(host_of(stack, job.value));
  }
  return hosts;
}

Id service_of(const Route& route) {
  if (route.to.present()) return Id{route.to->text};
  if (route.files.present()) return Id{route.files->text.substr(0, route.files->text.find('.'))};
  return Id{};
}

const Entry<Host, Id>* host_of_edge_alone(const Stack& stack) {
  for (const Entry<Host, Id>& host : stack.hosts) {
    if (host.value.edge.present() && *host.value.edge) return &host;
  }
  return nullptr;
}

const Entry<Host, Id>* host_of_edge(const Stack& stack) {
  if (const auto* const alone = host_of_edge_alone(stack)) return alone;
  for (const auto& site : stack.sites) {
    for (const auto& route : site.value.routes) {
      if (const auto* const host = host_of(stack, service_of(route.value))) return host;
    }
  }
  return nullptr;
}

std::set<std::string> named_services(const Service& service) {
  std::set<std::string> named;
  for (const auto& entry : service.env) {
    if (!entry.value.present()) continue;
    if (const auto* ref = std::get_if<Ref>(&*entry.value))
      named.insert(ref->path.text.substr(0, ref->path.text.find('.')));
  }
  return named;
}

bool asks(const Stack& stack, const Entry<Host, Id>& host, const Id& service) {
  return std::any_of(stack.services.begin(), stack.services.end(), [&](const auto& asking) {
    if (named_services(asking.value).count(service.text) == 0) return false;
    const auto hosts = hosts_of(stack, asking);
    return std::any_of(hosts.begin(), hosts.end(), [&](const auto* one) { return one->key.value == host.key.value; });
  });
}

bool asked_from_elsewhere(const Stack& stack, const Id& service) {
  const auto* const own = host_of(stack, service);
  return own != nullptr && std::any_of(stack.hosts.begin(), stack.hosts.end(),
                                       [&](const auto& host) { return &host != own && asks(stack, host, service); });
}

namespace {

/// Whether a route of a proxy on another host is such a one.
template <class Predicate>
bool routed_from_elsewhere(const Stack& stack, const Id& service, const Predicate& matches) {
  const auto* const own = host_of(stack, service);
  const auto* const edge = host_of_edge_alone(stack);
  if (own == nullptr || edge == nullptr || edge->key.value == own->key.value) return false;
  return std::any_of(stack.sites.begin(), stack.sites.end(), [&](const auto& site) {
    return std::any_of(site.value.routes.begin(), site.value.routes.end(),
                       [&](const auto& route) { return matches(route.value); });
  });
}

}  // namespace

bool led_to_from_elsewhere(const Stack& stack, const Id& service) {
  return routed_from_elsewhere(stack, service,
                               [&](const Route& route) { return route.to.present() && service_of(route) == service; });
}

bool served_from_elsewhere(const Stack& stack, const Id& service, const Id& volume) {
  return routed_from_elsewhere(stack, service, [&](const Route& route) {
    return route.files.present() && route.files->text == service.text + "." + volume.text;
  });
}

HostPort opened_port(const Stack& stack, const Id& service) {
  const auto* const host = host_of(stack, service);
  std::set<std::uint16_t> taken;
  for (const auto& other : stack.services) {
    if (host_of(stack, other.key.value) == host && asked_from_elsewhere(stack, other.key.value))
      taken.insert(other.value.listen->number);
  }
  HostPort port = *stack.services.find(service.text)->value.listen;
  if (asked_from_elsewhere(stack, service)) return port;
  for (const auto& other : stack.services) {
    if (host_of(stack, other.key.value) != host || asked_from_elsewhere(stack, other.key.value)) continue;
    if (!led_to_from_elsewhere(stack, other.key.value)) continue;
    port = *other.value.listen;
    if (port.number < 1024) port.number = static_cast<std::uint16_t>(port.number + 8000);
    while (!taken.insert(port.number).second)
      ++port.number;
    if (other.key.value == service) break;
  }
  return port;
}

}  // namespace stackc
