// Hosts: their doors, and for those that run the programs themselves the system that these come from.
#include <string>

#include "catalog/catalog.h"
#include "resolve/kinds.h"

namespace stackc::resolve {
namespace {

void complete_door(Maybe<Inbound>& door, std::uint16_t port, const Context& context) {
  context.fill(door, Inbound{}, "default.hosts.door");
  context.fill(door->listen, HostPort{port}, "default.hosts.listen");
  context.fill(door->public_port, *door->listen, "default.hosts.public", {door->listen.origin});
}

/// An engine brings its own answer to these.
void refuse_for_containers(const Host& host, const Context& context) {
  const auto refuse = [&](const auto& field, std::string_view key) {
    context.meaningless(field, key, "a host that runs containers", "remove it, or say `runs: programs`");
  };
  refuse(host.os, "os");
  refuse(host.init, "init");
  refuse(host.user, "user");
  refuse(host.notify, "notify");
}

std::string titled(const catalog::System& system, const Host& host) {
  return std::string(system.title) + " " + host.os->version;
}

/// One proxy, and of the version that the system packages.
void complete_packaged_edge(Stack& stack, const Host& host, const catalog::System& system, const Context& context) {
  if (stack.sites.empty() || (stack.edge.present() && stack.edge->none())) return;
  context.fill(stack.edge, Edge{}, "default.edge");
  if (stack.edge->tiers.present()) {
    context.report(Rule::key_of_other_kind, stack.edge->tiers.origin,
                   "tiers have no meaning where programs run: one proxy of the system answers",
                   "write `edge: nginx`, or let the host run containers",
                   {{host.runs.origin, "the host is said here"}});
    return;
  }
  Maybe<Versioned>& proxy = stack.edge->proxy;
  context.fill(proxy, Versioned{"nginx", ""}, "default.edge.proxy");
  const catalog::Packaged* const packaged = catalog::packaged(system, host.os->version, proxy->name);
  if (packaged == nullptr) {
    const catalog::Proxy* const row = catalog::find(catalog::proxies(), proxy->name);
    if (row == nullptr) return;  // complete_edge() says so
    context.report(
        Rule::version_not_packaged, proxy.origin,
        "stackc starts no " + std::string(row->title) + " on " + titled(system, host) + ", only in containers",
        "write `edge: nginx`", {{host.os.origin, "the system is said here"}});
    return;
  }
  if (!proxy->version.empty() && proxy->version != packaged->version) {
    context.report(
        Rule::version_not_packaged, proxy.origin,
        titled(system, host) + " has " + proxy->name + " " + std::string(packaged->version) + ", not " + proxy->version,
        "write `edge: " + proxy->name + "`, or name a release of the system that has it",
        {{host.os.origin, "the system is said here"}});
  }
  proxy.value.version = std::string(packaged->version);
}

void complete_programs(Stack& stack, Entry<Host, Id>& entry, const Context& context) {
  Host& host = entry.value;
  const catalog::System& newest = *catalog::find(catalog::systems(), "debian");
  context.fill_from_catalogue(host.os, Versioned{std::string(newest.name), ""}, newest.name, "version");
  context.fill(host.init, Init::systemd, "default.hosts.init");
  if (stack.data_name().present())
    context.fill(host.user, Word{stack.data_name()->text}, "default.hosts.user", {stack.data_name().origin});
  if (host.user->text == "root") {
    context.report(Rule::program_as_root, host.user.origin, "the applications would run as root",
                   "remove `user`, an account of their own is then made");
  }
  const catalog::System* const system = catalog::find(catalog::systems(), host.os->name);
  if (system == nullptr) {
    context.report(Rule::not_in_catalogue, host.os.origin, "the catalogue has no system `" + host.os->name + "`",
                   known_names(catalog::systems(), host.os->name));
    return;
  }
  complete_version(host.os, *system, context);
  complete_packaged_edge(stack, host, *system, context);
}

/// Where there is no such environment yet, it is made with the system's own program.
void check_language(const Entry<Service, Id>& service, const Host& host, const Context& context) {
  const Versioned& language = *service.value.language;
  const catalog::System* const system = catalog::find(catalog::systems(), host.os->name);
  if (system == nullptr) return;
  const catalog::Packaged* const packaged = catalog::packaged(*system, host.os->version, language.name);
  if (packaged == nullptr) {
    // Mostly the framework's own, which nobody wrote.
    const Maybe<Versioned>& said = service.value.language;
    const OriginId at = context.origins.span(said.origin).known() ? said.origin : service.value.framework.origin;
    context.report(Rule::version_not_packaged, at,
                   "stackc starts no " + language.name + " on " + titled(*system, host) + ", only in containers",
                   "leave this service to a host that runs containers", {{host.os.origin, "the system is said here"}});
    return;
  }
  if (service.value.venv.present() || packaged->version == language.version) return;
  context.report(Rule::version_not_packaged, service.value.language.origin,
                 titled(*system, host) + " has " + language.name + " " + std::string(packaged->version) + ", not " +
                     language.version,
                 "name a virtual environment that is there already, `venv: /srv/app/venv`, or write `language: " +
                     language.name + ":" + std::string(packaged->version) + "`",
                 {{host.os.origin, "the system is said here"}});
}

/// Nobody but root may pass through /root.
void check_folder(const std::string& path, OriginId at, const Context& context) {
  if (path != "/root" && path.rfind("/root/", 0) != 0) return;
  context.report(Rule::folder_of_root, at, "`" + path + "` lies in root's own folder, which no other account may enter",
                 "say a folder that proxy and application can reach, as `/srv/app`");
}

/// What its applications are has to be there without a container.
void check_programs(const Stack& stack, const Entry<Host, Id>& host, const Context& context) {
  for (const auto& service : stack.services) {
    if (service.value.use.present() || service.value.image.present()) {
      context.report(
          Rule::container_on_program_host, service.key.origin,
          "`" + service.key.value.text + "` runs in a container, and `" + host.key.value.text + "` runs no containers",
          "let another machine run it, and say `external:` in place of `use:`",
          {{host.value.runs.origin, "the host is said here"}});
      continue;
    }
    for (const auto& process : service.value.processes) {
      context.report(
          Rule::container_on_program_host, process.key.origin,
          "`" + process.key.value.text + "` runs in a container, and `" + host.key.value.text + "` runs no containers",
          "leave it to a host that runs containers", {{host.value.runs.origin, "the host is said here"}});
    }
    if (service.value.memory.present() && *host.value.init == Init::none) {
      context.report(Rule::key_of_other_kind, service.value.memory.origin,
                     "`memory` has no meaning without containers and systemd: nothing holds a program to it",
                     "remove it, or say `init: systemd`", {{host.value.init.origin, "the host is said here"}});
    }
    if (service.value.language.present()) check_language(service, host.value, context);
    if (service.value.venv.present()) check_folder(service.value.venv->text, service.value.venv.origin, context);
    for (const auto& volume : service.value.volumes) {
      if (volume.value.path.present()) check_folder(volume.value.path->text, volume.value.path.origin, context);
    }
  }
  const auto refuse_pipeline = [&](const auto& pipeline, const std::string& key) {
    if (!pipeline.present()) return;
    context.report(Rule::key_of_other_kind, pipeline.origin,
                   "`" + key + "` has no meaning where programs run: its pipeline builds images",
                   "remove it; deploy/ops/deploy.sh puts a revision on the host",
                   {{host.value.runs.origin, "the host is said here"}});
  };
  if (!stack.ci.present()) return;
  refuse_pipeline(stack.ci->github, "github");
  refuse_pipeline(stack.ci->azure, "azure");
}

/// What its proxy has no means for.
void check_packaged_edge(const Stack& stack, const Entry<Host, Id>& host, const Context& context) {
  if (stack.deploy.present() && stack.deploy->path.present())
    check_folder(stack.deploy->path->text, stack.deploy->path.origin, context);
  if (stack.tls.present() && stack.tls->issuer.present() && !stack.tls->issuer->ours()) {
    context.report(Rule::key_of_other_kind, stack.tls->issuer.origin,
                   "`" + stack.tls->issuer->text +
                       "` has no meaning where programs run: their checks and scripts ask for certificates",
                   "leave `tls` out", {{host.value.runs.origin, "the host is said here"}});
  }
  if (stack.tls.present() && stack.tls->proof.present() && *stack.tls->proof == Proof::dns) {
    context.report(Rule::key_of_other_kind, stack.tls->proof.origin,
                   "`dns` has no meaning where programs run: their certificates are proven by the webroot",
                   "write `proof: webroot`", {{host.value.runs.origin, "the host is said here"}});
  }
  for (const auto& site : stack.sites) {
    for (const auto& route : site.value.routes) {
      if (route.value.auth.empty()) continue;
      context.report(Rule::key_of_other_kind, route.value.auth.origin,
                     "`auth` has no meaning where programs run: nothing writes the passwords' file there",
                     "remove it, and let the application ask", {{host.value.runs.origin, "the host is said here"}});
    }
  }
}

/// Of several hosts, those that run containers do what the stack is for; one may be the proxies' alone.
void check_several(const Entry<Host, Id>& entry, const Entry<Host, Id>* first, const Context& context) {
  const Host& host = entry.value;
  const bool programs = *host.runs == Runs::programs;
  const bool edge = host.edge.present() && *host.edge;
  const std::string name = "`" + entry.key.value.text + "`";
  if (programs && !edge) {
    context.report(Rule::second_host, host.runs.origin,
                   name + " is one of several hosts, and of several only that of the proxies runs programs",
                   "say `edge: true`, if the proxies are all that runs there; else let it run containers, or be alone");
  } else if (edge && !programs) {
    context.report(Rule::second_host, host.edge.origin,
                   name + " would be the proxies' alone, and in containers they run where the services do",
                   "add `runs: programs`, or remove `edge`");
  }
  if (edge && !host.services.empty()) {
    context.report(Rule::second_host, host.services.origin, name + " is the proxies' alone, and services are put there",
                   "name them in the `services` of another host", {{host.edge.origin, "it is said here"}});
  }
  if (edge && first != nullptr) {
    context.report(Rule::second_host, host.edge.origin, name + " would be a second host of the proxies", "keep one",
                   {{first->value.edge.origin, "the first is here"}});
  }
}

}  // namespace

void complete_hosts(Stack& stack, const Context& context) {
  if (!context.production) return;
  const Entry<Host, Id>* edge = nullptr;
  for (auto& entry : stack.hosts) {
    context.fill(entry.value.runs, Runs::containers, "default.hosts.runs");
    const bool programs = *entry.value.runs == Runs::programs;
    if (stack.hosts.size() > 1) {
      check_several(entry, edge, context);
      if (entry.value.edge.present() && *entry.value.edge) edge = &entry;
    } else {
      context.meaningless(entry.value.edge, "edge", "the only host");
    }
    context.fill(entry.value.count, 1, "default.hosts.count");
    if (*entry.value.count < 1 || (programs && *entry.value.count > 1)) {
      context.report(Rule::second_host, entry.value.count.origin,
                     "`" + entry.key.value.text + "` cannot be " + std::to_string(*entry.value.count) + " machines",
                     programs ? "keep one, or let it run containers" : "write 1 or more");
    }
    complete_door(entry.value.http, 80, context);
    complete_door(entry.value.https, 443, context);
    if (programs) {
      complete_programs(stack, entry, context);
    } else {
      refuse_for_containers(entry.value, context);
    }
  }
}

void check_hosts(const Stack& stack, const Context& context) {
  if (!context.production) return;
  const auto* const host = program_host(stack);
  if (host != nullptr) {
    check_packaged_edge(stack, *host, context);
    if (stack.hosts.size() == 1) check_programs(stack, *host, context);
    return;
  }
  if (context.environment.value.text != "prod") return;  // its host may be another one
  for (const auto& service : stack.services) {
    if (!service.value.venv.present()) continue;
    context.report(Rule::key_of_other_kind, service.value.venv.origin,
                   "`venv` has no meaning in a container, which brings its packages along",
                   "remove it, or say `runs: programs` of a host");
  }
}

}  // namespace stackc::resolve
