// Which host of a complete stack runs what. Where one machine runs all of it there is nothing to ask: no host is
// named, and each answer is nullptr or empty.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/stack.h"

namespace stackc {

/// Whether what it says runs on more than one machine.
bool several_machines(const Stack& stack);

/// The host that names a service; nullptr if none does.
const Entry<Host, Id>* host_of(const Stack& stack, const Id& service);
/// The host that runs a job: the one that it names, else that of its service.
const Entry<Host, Id>* host_of(const Stack& stack, const Job& job);
/// The host that runs another process of a service: the one that it names, else that of the service.
const Entry<Host, Id>* host_of(const Stack& stack, const Id& service, const Process& process);
/// All hosts that have containers of a service: its own first, then those of its processes and jobs.
std::vector<const Entry<Host, Id>*> hosts_of(const Stack& stack, const Entry<Service, Id>& service);
/// The host of the proxies: the one that is theirs alone, else that of the first service which a route leads to.
const Entry<Host, Id>* host_of_edge(const Stack& stack);
/// The host of the proxies, if it is theirs alone.
const Entry<Host, Id>* host_of_edge_alone(const Stack& stack);
/// The service that a route leads to or shows files of; empty where it does neither.
Id service_of(const Route& route);

/// What a service names by reference in its environment.
std::set<std::string> named_services(const Service& service);
/// Whether containers of a host name a service in their environment.
bool asks(const Stack& stack, const Entry<Host, Id>& host, const Id& service);
/// Whether those of another host than its own do.
bool asked_from_elsewhere(const Stack& stack, const Id& service);
/// Whether proxies of another host than its own lead to it.
bool led_to_from_elsewhere(const Stack& stack, const Id& service);
/// Whether proxies of another host than its own serve the files of a volume.
bool served_from_elsewhere(const Stack& stack, const Id& service, const Id& volume);
/// The port of its host at which other hosts reach a service: its own, where their containers know it by that; for
/// proxies the next that is free and needs no privilege.
HostPort opened_port(const Stack& stack, const Id& service);

}  // namespace stackc
