// What the lock keeps of a topology. Kinds, their attributes and what a change of each means: compiler/README.md.
#include <algorithm>
#include <utility>

#include "topology/speaker.h"

namespace stackc::topology {

using facts::Fact;

std::string program_of(const ImageRef& image) {
  const std::size_t slash = image.text.rfind('/');
  const std::size_t colon = image.text.find(':', slash == std::string::npos ? 0 : slash);
  return image.text.substr(0, colon);
}

std::string tag_of(const ImageRef& image) { return image.text.substr(image.text.rfind(':') + 1); }

void limits(Fact& fact, Duration stop, const std::optional<Traced<Bytes>>& memory) {
  fact.with("stop", to_text(stop));
  if (memory.has_value()) fact.with("memory", to_text(memory->value));
}

void Speaker::project() {
  say("project", topology_.host.has_value() ? "host" : "compose", topology_.name.origin)
      .with("name", topology_.project.text)
      .with("folder", topology_.host_folder.value.text)
      .with("use", topology_.production ? "production" : "development");
}

void Speaker::host() {
  if (!topology_.host.has_value()) return;
  const Host& host = *topology_.host;
  Fact& fact = say("host", host.id.value.text, host.id.origin)
                   .with("system", host.system.value.text + " " + host.release.value.text)
                   .with("init", host.systemd ? "systemd" : "none");
  if (host.notify.has_value()) fact.with("notify", host.notify->value.text);
  for (const Program& program : host.programs) {
    std::string command;
    for (const auto& word : program.command)
      command += (command.empty() ? "" : " ") + word.value;
    Fact& said = say("program", program.id.value.text, program.id.origin);
    if (topology_.edge.has_value() && program.id.value == topology_.edge->id.value)
      said.with("version", tag_of(topology_.edge->members.front().image.value));
    said.with("user", program.user.value.text).with("stop", to_text(program.stop.value)).with("run", command);
  }
  for (const Folder& folder : host.folders)
    say("folder", folder.volume, folder.path.origin).with("path", folder.path.value.text);
  if (topology_.acme.has_value()) {
    say("renewal", topology_.acme->id.value.text, host.renewal.origin)
        .with("cron", host.renewal.value.text)
        .with("timezone", topology_.timezone.value.text);
  }
}

void Speaker::edge() {
  if (!topology_.edge.has_value()) return;
  const Edge& edge = *topology_.edge;
  publish(edge.http, edge.id.value);
  if (edge.tls) publish(edge.https, edge.id.value);
  for (const Member& member : edge.members) {
    if (member.debug.has_value()) publish(*member.debug, "127.0.0.1", member.id.value);
    if (member.statistics.has_value()) publish(member.statistics->port, "127.0.0.1", member.id.value);
    if (!topology_.host.has_value()) {
      Fact& fact = service(member.id, "proxy").with("image", member.image.value.text);
      limits(fact, edge.stop.value, {});
    }
    for (const Late& late : member.late) {
      say("variable", member.id.value.text + "." + late.variable.value.text, late.variable.origin)
          .with("from", late.variable.value.text)
          .with("default", late.fallback.value.text);
    }
  }
  say("proxy", edge.id.value.text, edge.id.origin)
      .with("unknown_hosts", edge.any_host ? "served" : "refused")
      .with("drain", to_text(edge.drain.value));
  balancer();
  for (const Header& header : edge.headers)
    say("header", header.name.text, edge.id.origin).with("value", header.value.text);
  if (topology_.authority.has_value()) {
    const Authority& authority = *topology_.authority;
    service(authority.id, "authority").with("image", authority.image.value.text);
    say("issuer", "acme", authority.id.origin).with("directory", "own");
  }
  if (topology_.bought.has_value())
    say("issuer", "acme", topology_.bought->certificate.origin).with("directory", "files");
  if (!topology_.acme.has_value()) return;
  const Acme& acme = *topology_.acme;
  if (!topology_.host.has_value()) service(acme.id, "acme").with("image", acme.image.value.text);
  Fact& issuer = say("issuer", "acme", acme.directory.origin).with("directory", acme.directory.value.text);
  if (acme.dns.has_value()) issuer.with("proof", "dns");
  if (acme.contact.has_value()) issuer.with("contact", acme.contact->value.text);
}

void Speaker::balancer() {
  const Edge& edge = *topology_.edge;
  if (!edge.balancer.has_value()) return;
  const Balancer& balancer = *edge.balancer;
  Fact& fact = say("balancer", edge.id.value.text, balancer.idle.origin);
  for (const auto& range : balancer.trusted)
    fact.with("trusted", range.value.text);
  fact.with("idle", to_text(balancer.idle.value)).with("keepalive", to_text(edge.keepalive.value));
  fact.with("health", balancer.probe.has_value() ? balancer.probe->health.path.value.text : "/healthz");
  if (!balancer.managed.has_value()) return;
  const ManagedBalancer& managed = *balancer.managed;
  fact.with("use", managed.use.value.text).with("tls", managed.tls_policy.value.text);
  for (const Traced<HostPort>& port : {balancer.http, balancer.https})
    fact.with("open", std::to_string(port.value.number) + "/tcp");
  fact.with("drain", to_text(managed.drain.value));
  if (managed.sticky.has_value()) fact.with("sticky", to_text(managed.sticky->value));
  for (const ProviderCertificate& certificate : managed.certificates) {
    fact.with("name", certificate.domain.value.text);
    for (const auto& name : certificate.others)
      fact.with("name", name.value.text);
  }
}

/// Who is let in where: `80/tcp:balancer`, `3306/tcp:web`.
void Speaker::groups() {
  for (const FirewallGroup& group : topology_.groups) {
    Fact& fact = say("group", group.host.value.text, group.host.origin);
    const auto open = [&](const HostPort& port, const std::string& from) {
      fact.with("open", std::to_string(port.number) + "/tcp:" + from);
    };
    open(HostPort{22}, "administrators");
    if (group.balanced) open(topology_.edge->http.publish.value, "balancer");
    for (const Door& door : group.doors)
      open(door.port.value, door.from.value.text);
  }
}

void Speaker::route(const Site& site, const Route& route) {
  Fact& fact = say("route", site.id.value.text + route.path.value.text, route.path.origin);
  if (route.upstream.has_value()) {
    fact.with("to", route.upstream->value.text);
    if (route.websocket) fact.with("websocket", "yes");
    fact.with("timeout", to_text(route.timeout.value));
    fact.with("body", route.body.has_value() ? to_text(route.body->value) : "any");
  } else if (route.redirect.has_value()) {
    fact.with("redirect", route.redirect->value);
  } else {
    fact.with("files", route.files_of);
    if (route.uploads) fact.with("uploads", "sandboxed");
    if (route.cache.has_value()) fact.with("cache", to_text(route.cache->value));
    if (route.immutable) fact.with("immutable", "yes");
    if (route.fallback.has_value()) fact.with("fallback", route.fallback->value.text);
    if (route.hashed.has_value()) fact.with("hashed", route.hashed->value.text);
    if (route.index.has_value()) fact.with("index", route.index->value.text);
    if (route.not_found.has_value()) fact.with("not_found", route.not_found->value.text);
    if (route.revalidated) fact.with("revalidated", "yes");
  }
  if (route.gate.has_value()) fact.with("users", route.gate->value.text);
  std::string headers;
  for (const Header& header : topology_.edge->headers)
    headers += (headers.empty() ? "" : ",") + header.name.text;
  if (!headers.empty()) fact.with("headers", headers);
}

void Speaker::sites() {
  // Without a proxy nobody asks for a site by its name.
  if (!topology_.edge.has_value()) return;
  for (const Site& site : topology_.sites) {
    Fact& fact = say("site", site.id.value.text, site.domain.origin);
    if (site.any_host) fact.with("serves", "*");
    for (const auto& name : site.names)
      fact.with("serves", name.value.text);
    for (const auto& name : site.redirects)
      fact.with("redirects", name.value.text);
    fact.with("tls", topology_.edge->tls ? "required" : topology_.edge->balancer.has_value() ? "upstream" : "none");
    if (topology_.edge->tls) {
      Fact& certificate =
          say("certificate", site.lineage.value.text, site.lineage.origin).with("site", site.id.value.text);
      for (const auto& name : site.all_names)
        certificate.with("name", name.value.text);
    }
    for (const Route& one : site.routes)
      route(site, one);
  }
}

void Speaker::backups() {
  for (const Backup& backup : topology_.backups) {
    say("backup", backup.id.value.text, backup.id.origin)
        .with("of", backup.database_service.value.text)
        .with("at", to_text(backup.time.value))
        .with("timezone", topology_.timezone.value.text)
        .with("keep", std::to_string(backup.keep.value));
  }
}

void Speaker::volumes() {
  for (const Volume& volume : topology_.volumes) {
    const std::string& id = volume.id.value.text;
    Fact& fact = say("volume", id, volume.engine_name.origin).with("name", volume.engine_name.value.text);
    if (volume.external) fact.with("adopted", "yes");
    if (volume.directory.has_value()) fact.with("directory", volume.directory->value.text);
    if (volume.shared.has_value())
      fact.with("shared", volume.shared->host.value.text + ":" + volume.shared->path.value.text);
    const auto holds = [&](const char* what, const Id& service) { fact.with("holds", what).with("of", service.text); };
    for (const Application& app : topology_.applications) {
      for (const Mount& mount : app.mounts) {
        if (mount.id.value.text != id) continue;
        // What the framework collects is made again by every release.
        holds(mount.read_only ? "collected" : "files", app.id.value);
        fact.with("path", mount.path.value.text);
      }
    }
    for (const Backing& backing : topology_.backings) {
      for (const Mount& mount : backing.mounts) {
        if (mount.id.value.text != id) continue;
        holds(backing.database ? "database" : "store", backing.id.value);
        fact.with("program", program_of(backing.image.value)).with("path", mount.path.value.text);
      }
    }
    for (const Backup& backup : topology_.backups) {
      if (backup.volume.value.text == id) holds("dumps", backup.database_service.value);
    }
    if (topology_.edge.has_value() && topology_.acme.has_value()) {
      if (id == "letsencrypt") holds("certificates", topology_.acme->id.value);
      if (id == "acme") holds("proofs", topology_.acme->id.value);
    }
    if (!topology_.edge.has_value()) continue;
    if (id == "certificates" && !topology_.acme.has_value()) holds("certificates", topology_.edge->id.value);
    if (topology_.authority.has_value() && id == topology_.authority->id.value.text)
      holds("authority", topology_.authority->id.value);
    for (const Member& member : topology_.edge->members) {
      if (member.temporary.has_value() && id == member.temporary->id.value.text) holds("temporary", member.id.value);
    }
  }
}

/// Who makes it, or the host that it is taken from.
std::string source_of(const Secret& secret) {
  if (secret.given.has_value()) return "host:" + secret.given->value.text;
  if (secret.vault_name.has_value()) return "vault";
  return secret.generated && !secret.adopted ? "generated" : "asked";
}

void Speaker::secrets() {
  for (const Secret& secret : topology_.secrets) {
    Fact& fact = say("secret", secret.variable.value.text, secret.variable.origin).with("from", source_of(secret));
    for (const auto& user : secret.users)
      fact.with("reader", user.value.text);
  }
}

std::vector<PlacedFact> facts(const Topology& topology) {
  Speaker speaker(topology);
  speaker.project();
  speaker.host();
  speaker.edge();
  speaker.groups();
  speaker.applications();
  speaker.backings();
  speaker.externals();
  speaker.sites();
  speaker.backups();
  speaker.volumes();
  speaker.secrets();
  return std::move(speaker).take();
}

}  // namespace stackc::topology
