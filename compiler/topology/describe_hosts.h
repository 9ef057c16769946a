// What templates see of hosts; describe.h says how.
#pragma once

#include "topology/hosts.h"

namespace stackc::topology {

template <class V>
constexpr void describe(V& v, const Door*) {
  v.field("resource", &Door::resource);
  v.field("service", &Door::service);
  v.field("port", &Door::port);
  v.field("from", &Door::from);
  v.field("from_group", &Door::from_group);
}

template <class V>
constexpr void describe(V& v, const FirewallGroup*) {
  v.field("host", &FirewallGroup::host);
  v.field("resource", &FirewallGroup::resource);
  v.field("count", &FirewallGroup::count);
  v.field("several", &FirewallGroup::several);
  v.field("balanced", &FirewallGroup::balanced);
  v.field("machines", &FirewallGroup::machines);
  v.field("doors", &FirewallGroup::doors);
  v.field("address", &FirewallGroup::address);
  v.field("page", &FirewallGroup::page);
}

template <class V>
constexpr void describe(V& v, const Neighbour*) {
  v.field("id", &Neighbour::id);
  v.field("count", &Neighbour::count);
  v.field("several", &Neighbour::several);
  v.field("asked", &Neighbour::asked);
  v.field("asks", &Neighbour::asks);
  v.field("releases", &Neighbour::releases);
  v.field("follows", &Neighbour::follows);
}

template <class V>
constexpr void describe(V& v, const Handover*) {
  v.field("host", &Handover::host);
  v.field("several", &Handover::several);
  v.field("script", &Handover::script);
  v.field("variables", &Handover::variables);
}

template <class V>
constexpr void describe(V& v, const Part*) {
  v.field("host", &Part::host);
  v.field("count", &Part::count);
  v.field("several", &Part::several);
  v.field("address", &Part::address);
  v.field("proxy", &Part::proxy);
  v.field("others", &Part::others);
  v.field("takes", &Part::takes);
  v.field("gives", &Part::gives);
  v.field("first", &Part::first);
  v.field("makes", &Part::makes);
}

template <class V>
constexpr void describe(V& v, const Venv*) {
  v.field("path", &Venv::path);
  v.field("version", &Venv::version);
  v.field("requirements", &Venv::requirements);
}

template <class V>
constexpr void describe(V& v, const Program*) {
  v.field("id", &Program::id);
  v.field("title", &Program::title);
  v.field("command", &Program::command);
  v.field("user", &Program::user);
  v.field("directory", &Program::directory);
  v.field("venv", &Program::venv);
  v.field("environment", &Program::environment);
  v.field("log", &Program::log);
  v.field("pid_file", &Program::pid_file);
  v.field("process", &Program::process);
  v.field("ports", &Program::ports);
  v.field("health", &Program::health);
  v.field("health_host", &Program::health_host);
  v.field("stop_signal", &Program::stop_signal);
  v.field("reload_signal", &Program::reload_signal);
  v.field("stop", &Program::stop);
  v.field("memory", &Program::memory);
  v.field("serves_certificates", &Program::serves_certificates);
}

template <class V>
constexpr void describe(V& v, const Folder*) {
  v.field("path", &Folder::path);
  v.field("owner", &Folder::owner);
  v.field("about", &Folder::about);
  v.field("volume", &Folder::volume);
}

template <class V>
constexpr void describe(V& v, const Host*) {
  v.field("id", &Host::id);
  v.field("system", &Host::system);
  v.field("release", &Host::release);
  v.field("systemd", &Host::systemd);
  v.field("user", &Host::user);
  v.field("packages", &Host::packages);
  v.field("programs", &Host::programs);
  v.field("folders", &Host::folders);
  v.field("run", &Host::run);
  v.field("logs", &Host::logs);
  v.field("state", &Host::state);
  v.field("renewal", &Host::renewal);
  v.field("notify", &Host::notify);
}

}  // namespace stackc::topology
