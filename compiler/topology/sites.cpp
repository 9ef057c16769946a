// Sites and the edge: names, certificates, routes with their timeouts derived in one place, upstreams, mounts.
#include <algorithm>
#include <set>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

const Entry<Service, Id>& service_of(const Maker& maker, const std::string& id) {
  return *maker.stack.services.find(id);
}

/// Where the edge sees the files of a volume.
Traced<AbsolutePath> folder_in_edge(const std::string& service, const std::string& volume, OriginId origin) {
  return {AbsolutePath{"/srv/" + service + "/" + volume}, origin};
}

Traced<UrlPath> below(const UrlPath& folder, const std::string& path, OriginId origin) {
  return {UrlPath{folder.text + path}, origin};
}

/// Users who enter by one door share a file of passwords.
Traced<Word> gate_of(const List<Traced<Id>>& auth) {
  std::vector<std::string> names;
  for (const Traced<Id>& user : auth)
    names.push_back(user.value.text);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string id;
  for (const std::string& name : names)
    id += (id.empty() ? "" : ".") + name;
  return {Word{std::move(id)}, auth.origin};
}

/// Of the host's door where it says one; its process listens there itself only without containers.
Endpoint make_endpoint(const Maybe<Inbound> stackc::Host::*door, std::uint16_t port, const char* rule,
                       const Maker& maker) {
  Endpoint endpoint;
  endpoint.listen = {HostPort{port}, maker.derive(rule)};
  endpoint.publish = endpoint.public_port = endpoint.listen;
  if (!maker.stack.hosts.empty()) {
    const Inbound& inbound = *(maker.stack.hosts.begin()->value.*door);
    endpoint.publish = inbound.listen.traced();
    endpoint.public_port = inbound.public_port.traced();
    if (maker.programs() != nullptr) endpoint.listen = endpoint.publish;
  }
  if (endpoint.publish.value.number != port) endpoint.publish_in_urls = endpoint.publish;
  if (endpoint.public_port.value.number != port) endpoint.public_in_urls = endpoint.public_port;
  return endpoint;
}

/// Where the proxy's process finds things: in its image, or on a host of its own.
void place_edge(Edge& edge, const catalog::Proxy& row, const Maker& maker) {
  const auto* const host = maker.programs();
  if (host == nullptr) {
    edge.user = Word{std::string(row.image_user)};
    edge.run = AbsolutePath{"/run/" + std::string(row.name)};
    edge.access_log = AbsolutePath{"/dev/stdout"};
    edge.error_log = AbsolutePath{"/dev/stderr"};
    edge.webroot = AbsolutePath{"/var/www/acme"};
    return;
  }
  const std::string project = project_name(maker);
  const Versioned& os = *host->value.os;
  const catalog::System& system = *catalog::find(catalog::systems(), os.name);
  edge.user = Word{std::string(catalog::packaged(system, os.version, row.name)->user)};
  edge.run = AbsolutePath{"/run/" + project};
  edge.access_log = AbsolutePath{"/var/log/" + project + "/" + std::string(row.name) + "/access.log"};
  edge.error_log = AbsolutePath{"/var/log/" + project + "/" + std::string(row.name) + "/error.log"};
  edge.webroot = AbsolutePath{"/var/www/" + project + "-acme"};
  edge.local_upstreams = true;
}

Route make_route(const Entry<stackc::Route, UrlPath>& entry, const Maker& maker) {
  const stackc::Route& written = entry.value;
  Route route;
  route.path = entry.key;
  route.prefix = entry.key.value.prefix();
  route.websocket = *written.websocket;
  route.body = written.body.traced();
  // A WebSocket is silent for as long as its users are; anything else has to answer within `timeout`.
  route.timeout = route.websocket ? written.idle.traced() : written.timeout.traced();
  route.immutable = *written.immutable;
  if (written.cache.present()) route.cache = written.cache.traced();
  if (!written.auth.empty()) route.gate = gate_of(written.auth);
  if (written.to.present()) {
    route.upstream = Traced<Id>{Id{written.to->text}, written.to.origin};
    route.port = service_of(maker, written.to->text).value.listen.traced();
  } else if (written.redirect.present()) {
    route.redirect = written.redirect.traced();
  } else {
    const std::string& path = written.files->text;
    const std::size_t dot = path.find('.');
    const std::string service = path.substr(0, dot);
    const std::string volume = path.substr(dot + 1);
    const auto& owner = service_of(maker, service);
    route.files = folder_in_edge(service, volume, written.files.origin);
    if (maker.programs() != nullptr)
      route.files = folder_on_host(owner.value, owner.value.volumes.find(volume)->value, maker);
    route.files_of = path;
    Traced<Id> key = volume_key(owner, *owner.value.volumes.find(volume));
    key.origin = written.files.origin;
    route.volume = Mount{std::move(key), *route.files, true};
    const Maybe<Word>& framework = owner.value.framework;
    const catalog::Framework* row =
        framework.present() ? catalog::find(catalog::frameworks(), framework->text) : nullptr;
    const bool built = row != nullptr && row->static_volume == volume;
    route.uploads = !built;
    if (written.fallback.present())
      route.fallback = below(route.path.value, written.fallback->text, written.fallback.origin);
    if (built && !row->hashed.empty())
      route.hashed = below(route.path.value, std::string(row->hashed) + "/", maker.catalogue(row->name, "hashed"));
  }
  return route;
}

/// What every answer of a site carries. An application that sends one of them knows better.
std::vector<Header> security_headers() {
  const auto header = [](std::string name, const char* value) {
    std::string variable = name;
    for (char& c : variable)
      c = c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return Header{Word{std::move(name)}, Id{std::move(variable)}, PlainWord{value}};
  };
  return {header("Strict-Transport-Security", "max-age=63072000"), header("X-Content-Type-Options", "nosniff"),
          header("X-Frame-Options", "SAMEORIGIN"), header("Referrer-Policy", "strict-origin-when-cross-origin")};
}

bool leads(const Route& route, const std::string& path) {
  const std::string& text = route.path.value.text;
  return route.prefix ? path.compare(0, text.size(), text) == 0 : path == text;
}

/// The health path of an application, if the site leads it to that application and not to files or elsewhere.
std::optional<Traced<UrlPath>> reached_health(const Site& site, const Maker& maker) {
  for (const auto& service : maker.stack.services) {
    if (!service.value.framework.present()) continue;
    const Traced<UrlPath> path = service.value.health->path.traced();
    const auto route =
        std::find_if(site.routes.begin(), site.routes.end(), [&](const Route& r) { return leads(r, path.value.text); });
    if (route != site.routes.end() && route->upstream.has_value() && !route->gate.has_value() &&
        route->upstream->value == service.key.value)
      return path;
  }
  return {};
}

}  // namespace

Site make_site(const Entry<stackc::Site, Word>& entry, const Maker& maker) {
  Site site;
  site.id = entry.key;
  site.domain = entry.value.domain.traced();
  site.names = served_names(entry, maker);
  site.all_names = site.names;
  for (const auto& alias : entry.value.aliases) {
    if (alias.value.present() && *alias.value == AliasMode::redirect) {
      site.redirects.push_back(alias.key);
      site.all_names.push_back(alias.key);
    }
  }
  site.lineage = entry.value.was.present() ? entry.value.was.traced() : site.domain;
  for (const auto& route : entry.value.routes) {
    site.routes.push_back(make_route(route, maker));
    site.websockets = site.websockets || site.routes.back().websocket;
  }
  std::stable_sort(site.routes.begin(), site.routes.end(),
                   [](const Route& a, const Route& b) { return a.path.value.text.size() > b.path.value.text.size(); });
  site.health = reached_health(site, maker);
  return site;
}

namespace {

/// Doors of all sites, and who stands before them.
void add_gates(Edge& edge, const std::vector<Site>& sites, const Maker& maker) {
  std::set<std::string> known_users;
  for (const Traced<Id>& user : maker.stack.users) {
    if (!known_users.insert(user.value.text).second) continue;
    edge.users.push_back({user, {secret_variable(user.value.text + "_password_hash"), user.origin}});
  }
  for (const Site& site : sites) {
    for (const Route& route : site.routes) {
      if (!route.gate.has_value()) continue;
      const bool known = std::any_of(edge.gates.begin(), edge.gates.end(),
                                     [&](const Gate& gate) { return gate.id.value == route.gate->value; });
      if (known) continue;
      Gate gate{*route.gate, {}};
      const std::string names = "." + gate.id.value.text + ".";
      for (const User& user : edge.users) {
        if (names.find("." + user.id.value.text + ".") != std::string::npos) gate.users.push_back(user);
      }
      edge.gates.push_back(std::move(gate));
    }
  }
}

}  // namespace

void make_edge(Topology& topology, const Maker& maker) {
  if (!maker.has_edge()) return;
  const Maybe<Versioned>& proxy = maker.stack.edge->proxy;
  const catalog::Proxy& row = *catalog::find(catalog::proxies(), proxy->name);

  Edge edge;
  edge.id = {Id{std::string(row.name)}, proxy.origin};
  edge.image = {ImageRef{std::string(row.image) + ":" + proxy->version}, proxy.origin};
  edge.hybrid_groups = has(row, proxy->version, catalog::Feature::hybrid_groups);
  edge.http2_directive = has(row, proxy->version, catalog::Feature::http2_directive);
  edge.upstream_resolve = has(row, proxy->version, catalog::Feature::upstream_resolve);
  edge.temporary = {Id{std::string(row.name) + "_temp"}, proxy.origin};
  edge.headers = security_headers();
  edge.http = make_endpoint(&stackc::Host::http, 80, "default.edge.http", maker);
  edge.https = make_endpoint(&stackc::Host::https, 443, "default.edge.https", maker);
  place_edge(edge, row, maker);
  edge.drain = {Duration{25'000}, maker.derive("default.edge.drain")};
  // The container must outlive the drain, or open connections are killed instead of finished.
  edge.stop = {Duration{edge.drain.value.milliseconds + 5'000}, maker.derive("edge.stop", {edge.drain.origin})};

  std::set<std::string> upstreams;
  std::set<std::string> folders;
  for (const Site& site : topology.sites) {
    edge.websockets = edge.websockets || site.websockets;
    for (const Route& route : site.routes) {
      if (route.upstream.has_value() && upstreams.insert(route.upstream->value.text).second) {
        const auto& service = service_of(maker, route.upstream->value.text);
        edge.upstreams.push_back({{service.key.value, route.upstream->origin}, service.value.listen.traced()});
      }
      const bool mounted = route.volume.has_value() && maker.programs() == nullptr;
      if (mounted && folders.insert(route.files->value.text).second) edge.mounts.push_back(*route.volume);
    }
    topology.certificates.push_back({site.lineage, site.domain, site.all_names});
  }
  for (const Application& app : topology.applications) {
    if (!app.process) edge.fillers.push_back(app.release_service);
  }
  add_gates(edge, topology.sites, maker);
  topology.edge = std::move(edge);

  make_acme(topology, maker);
}

void make_acme(Topology& topology, const Maker& maker) {
  const Tls& tls = *maker.stack.tls;
  const catalog::AcmeClient& client = catalog::acme_clients().front();
  Acme acme;
  acme.id = {Id{std::string(client.name)}, maker.stack.tls.origin};
  acme.image = {ImageRef{std::string(client.image) + ":" + std::string(client.tag)},
                maker.catalogue(client.name, "tag")};
  if (tls.issuer->url) {
    acme.directory = {HttpUrl{tls.issuer->text}, tls.issuer.origin};
    acme.issuer = {tls.issuer->text, tls.issuer.origin};
  } else {
    const catalog::Issuer& issuer = *catalog::find(catalog::issuers(), tls.issuer->text);
    acme.directory = {HttpUrl{std::string(issuer.directory)}, tls.issuer.origin};
    if (!issuer.staging.empty())
      acme.staging = Traced<HttpUrl>{HttpUrl{std::string(issuer.staging)}, tls.issuer.origin};
    acme.issuer = {std::string(issuer.title), tls.issuer.origin};
  }
  if (tls.contact.present()) acme.contact = tls.contact.traced();
  if (*tls.proof == Proof::dns) {
    const std::string& path = tls.hook->text;
    const std::size_t slash = path.rfind('/');
    acme.dns = DnsProof{{RelativePath{path.substr(0, slash)}, tls.hook.origin},
                        {Word{path.substr(slash + 1)}, tls.hook.origin},
                        tls.secrets.items,
                        tls.servers.items};
  }
  // FNV-1a: any function that spreads stacks over the half day and never changes will do.
  std::uint32_t hash = 2166136261U;
  for (const char c : maker.stack.name->text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  acme.offset = static_cast<int>(hash % 43200U);
  topology.acme = std::move(acme);
}

}  // namespace stackc::topology
