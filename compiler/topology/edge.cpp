// The proxies: who listens where, who asks whom, what each may believe, what its container needs.
#include <algorithm>
#include <set>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

/// Where a tier takes requests from the one before it, beside the port for strangers.
constexpr int port_behind = 8080;
/// Where a proxy of a container takes requests from strangers, and where it ends TLS.
constexpr int port_strangers = 80;
constexpr int port_tls = 443;

/// What every answer of a site carries; the first only where there is TLS to insist on. An application that sends one
/// of them knows better.
std::vector<Header> security_headers(bool tls) {
  const auto header = [](std::string name, const char* value) {
    std::string variable = name;
    for (char& c : variable)
      c = c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return Header{Word{std::move(name)}, Id{std::move(variable)}, PlainWord{value}};
  };
  std::vector<Header> all;
  if (tls) all.push_back(header("Strict-Transport-Security", "max-age=63072000"));
  all.push_back(header("X-Content-Type-Options", "nosniff"));
  all.push_back(header("X-Frame-Options", "SAMEORIGIN"));
  all.push_back(header("Referrer-Policy", "strict-origin-when-cross-origin"));
  return all;
}

/// Of the host's door where it says one; its process listens there itself only without containers.
Endpoint make_endpoint(const Maybe<Inbound> stackc::Host::*door, std::uint16_t port, const char* rule,
                       const Maker& maker) {
  Endpoint endpoint;
  endpoint.listen = {HostPort{port}, maker.derive(rule)};
  endpoint.publish = endpoint.public_port = endpoint.listen;
  if (!maker.stack.hosts.empty()) {
    const auto* const of_edge = several_machines(maker.stack) ? host_of_edge(maker.stack) : nullptr;
    const stackc::Host& host = of_edge != nullptr ? of_edge->value : maker.stack.hosts.begin()->value;
    const Inbound& inbound = *(host.*door);
    endpoint.publish = inbound.listen.traced();
    endpoint.public_port = inbound.public_port.traced();
    if (maker.programs() != nullptr) endpoint.listen = endpoint.publish;
  }
  if (endpoint.publish.value.number != port) endpoint.publish_in_urls = endpoint.publish;
  if (endpoint.public_port.value.number != port) endpoint.public_in_urls = endpoint.public_port;
  return endpoint;
}

/// The catalogue's words, with what is known of the proxy filled in.
std::vector<Traced<std::string>> words(catalog::Slice<std::string_view> from, const Member& member, const char* key,
                                       const Maker& maker) {
  std::vector<Traced<std::string>> all;
  for (const std::string_view word : from) {
    const std::string placed = filled(word, "folder", member.folder.value.text);
    all.push_back({filled(placed, "port", std::to_string(member.http.value.number)),
                   maker.catalogue(member.proxy.value.text, key)});
  }
  return all;
}

/// Where its process finds things: in its image, or on a host that runs it itself.
void place_member(Member& member, const catalog::Proxy& row, const Topology& topology, const Maker& maker) {
  const auto* const host = maker.programs();
  if (host == nullptr) {
    // Read-only as its file system is, a configuration that the start completes lies in memory.
    member.folder =
        member.late.empty()
            ? Traced<AbsolutePath>{AbsolutePath{std::string(row.folder)}, maker.catalogue(row.name, "folder")}
            : Traced<AbsolutePath>{AbsolutePath{"/run/stackc"}, maker.derive("edge.rendered", {member.id.origin})};
    member.user = Word{std::string(row.image_user)};
    member.run = AbsolutePath{"/run/" + std::string(row.name)};
    member.access_log = AbsolutePath{"/dev/stdout"};
    member.error_log = AbsolutePath{"/dev/stderr"};
    return;
  }
  const std::string project = project_name(maker);
  const std::string logs = "/var/log/" + project + "/" + member.id.value.text;
  const Versioned& os = *host->value.os;
  const catalog::System& system = *catalog::find(catalog::systems(), os.name);
  member.folder = {
      AbsolutePath{topology.host_folder.value.text + "/" + topology.deploy_folder.text + "/" + member.id.value.text},
      topology.host_folder.origin};
  member.user = Word{std::string(catalog::packaged(system, os.version, row.name)->user)};
  member.run = AbsolutePath{"/run/" + project};
  member.access_log = AbsolutePath{logs + "/access.log"};
  member.error_log = AbsolutePath{logs + "/error.log"};
  member.local_upstreams = true;
}

/// What its program asks of a container.
void add_container(Member& member, const catalog::Proxy& row, const Maker& maker) {
  member.start = words(row.start, member, "start", maker);
  member.check = words(row.check, member, "check", maker);
  member.probe = words(row.probe, member, "probe", maker);
  member.reload = {Word{std::string(row.reload)}, maker.catalogue(row.name, "reload")};
  if (row.user != 0) member.owner = Traced<int>{row.user, maker.catalogue(row.name, "user")};
  for (const std::string_view capability : row.capabilities)
    member.capabilities.push_back({Word{std::string(capability)}, maker.catalogue(row.name, "capabilities")});
  for (const std::string_view place : row.tmpfs)
    member.tmpfs.push_back({Word{std::string(place)}, maker.catalogue(row.name, "tmpfs")});
  if (!member.late.empty()) member.tmpfs.push_back({Word{"stackc"}, member.folder.origin});
  member.processes = {row.processes, maker.catalogue(row.name, "processes")};
  if (!row.temporary.empty()) {
    member.temporary = Temporary{{Id{member.id.value.text + "_temp"}, member.id.origin},
                                 {AbsolutePath{std::string(row.temporary)}, maker.catalogue(row.name, "temporary")}};
  }
}

/// What the stack says of one proxy.
Member make_member(const Entry<Proxy, Id>& entry, const Edge& edge, bool outermost, const Maker& maker) {
  const Maybe<Versioned>& proxy = entry.value.proxy;
  const catalog::Proxy& row = *catalog::find(catalog::proxies(), proxy->name);
  Member member;
  member.id = entry.key;
  member.proxy = {Word{std::string(row.name)}, proxy.origin};
  member.image = {ImageRef{std::string(row.image) + ":" + proxy->version}, proxy.origin};
  member.hybrid_groups = has(row, proxy->version, catalog::Feature::hybrid_groups);
  member.http2_directive = has(row, proxy->version, catalog::Feature::http2_directive);
  member.upstream_resolve = has(row, proxy->version, catalog::Feature::upstream_resolve);
  member.outermost = outermost;
  member.http =
      outermost ? edge.http.listen : Traced<HostPort>{HostPort{port_strangers}, maker.derive("default.edge.http")};
  if (entry.value.debug.present()) member.debug = entry.value.debug.traced();
  if (entry.value.stats.present()) {
    const stackc::Statistics& stats = *entry.value.stats;
    member.statistics = Statistics{
        stats.port.traced(), stats.user.traced(), {secret_variable(stats.password->name.text), stats.password.origin}};
  }
  member.own_image = entry.value.image.present() && *entry.value.image == Packaging::own;
  return member;
}

/// An application, a program of the catalogue that speaks HTTP, or any image.
Upstream upstream_of(const Traced<Id>& id, const Topology& topology, const Maker& maker) {
  const auto named = [&](const auto& one) { return one.id.value == id.value; };
  const auto of_application = [&](const Application& app) {
    return Upstream{id, {}, app.port, app.health.path, app.health_host, {}, {}};
  };
  const auto of_backing = [&](const Backing& backing) {
    return Upstream{id,
                    {},
                    *backing.port,
                    backing.web_path,
                    {Domain{"localhost", Domain::Form::name}, maker.derive("default.probe_host")},
                    {},
                    {}};
  };
  const auto app = std::find_if(topology.applications.begin(), topology.applications.end(), named);
  if (app != topology.applications.end()) {
    Upstream upstream = of_application(*app);
    if (maker.programs() != nullptr)
      upstream.address = Traced<Domain>{Domain{"127.0.0.1", Domain::Form::address}, app->port.origin};
    return upstream;
  }
  const auto backing = std::find_if(topology.backings.begin(), topology.backings.end(), named);
  if (backing != topology.backings.end()) return of_backing(*backing);
  // It stands at another host, as that one's part knows it.
  const auto* const host = host_of(maker.stack, id.value);
  const Maker there{maker.stack, maker.environment, maker.production, maker.origins, host};
  const auto& service = *maker.stack.services.find(id.value.text);
  Upstream upstream = service.value.framework.present() ? of_application(make_application(service, there))
                      : service.value.image.present()   ? of_backing(make_foreign(service, there))
                                                        : of_backing(make_backing(service, there));
  upstream.address = host->value.address.traced();
  upstream.port = {opened_port(maker.stack, id.value), upstream.port.origin};
  return upstream;
}

/// Applications that routes lead to, and volumes whose files they serve: each once, in the order of the routes.
void ask_applications(Member& member, const Topology& topology, const Maker& maker) {
  std::set<std::string> upstreams;
  std::set<std::string> folders;
  for (const Site& site : topology.sites) {
    for (const Route& route : site.routes) {
      if (route.upstream.has_value() && upstreams.insert(route.upstream->value.text).second) {
        member.upstreams.push_back(upstream_of(*route.upstream, topology, maker));
      }
      const bool mounted = route.volume.has_value() && maker.programs() == nullptr;
      if (mounted && folders.insert(route.files->value.text).second) member.mounts.push_back(*route.volume);
    }
  }
}

/// `web.host` and `web.port`, where the start of the container fills them in.
void bind_late(Member& member, const ById<Maybe<ValueForm>, RefPath>& bindings) {
  for (const auto& binding : bindings) {
    const auto& form = std::get<FromEnv>(*binding.value);
    const std::string& path = binding.key.value.text;
    const std::size_t dot = path.find('.');
    for (Upstream& upstream : member.upstreams) {
      if (upstream.id.value.text != path.substr(0, dot)) continue;
      const bool host = path.substr(dot + 1) == "host";
      const std::string own = host ? upstream.id.value.text : std::to_string(upstream.port.value.number);
      const Late late{{form.name, binding.value.origin},
                      {PlainWord{form.has_fallback ? form.fallback : own}, binding.value.origin},
                      !host};
      (host ? upstream.host_from : upstream.port_from) = late;
      member.late.push_back(late);
    }
  }
}

/// How long the applications may be silent: what stands before them has to wait a little longer.
void add_patience(Member& member, const Topology& topology, const Maker& maker) {
  constexpr std::int64_t more = 5'000;
  Traced<Duration> patience{Duration{60'000}, maker.derive("default.route.timeout")};
  Traced<Duration> idle{Duration{3'600'000}, maker.derive("default.route.idle")};
  for (const Site& site : topology.sites) {
    for (const Route& route : site.routes) {
      if (!route.upstream.has_value()) continue;
      Traced<Duration>& longest = route.websocket ? idle : patience;
      if (route.timeout.value > longest.value) longest = route.timeout;
    }
  }
  member.patience = {Duration{patience.value.milliseconds + more}, maker.derive("edge.patience", {patience.origin})};
  member.idle = {Duration{idle.value.milliseconds + more}, maker.derive("edge.idle", {idle.origin})};
}

void add_tiers(Edge& edge, const Topology& topology, const Maker& maker) {
  const List<Tier>& tiers = maker.stack.edge->tiers;
  edge.tiered = tiers.size() > 1;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    for (const auto& entry : tiers[i]) {
      Member member = make_member(entry, edge, i == 0, maker);
      member.last = i + 1 == tiers.size();
      member.several = tiers[i].size() > 1;
      if (!member.outermost)
        member.behind = Traced<HostPort>{HostPort{port_behind}, maker.derive("default.edge.behind")};
      if (member.last) {
        ask_applications(member, topology, maker);
        bind_late(member, entry.value.bind);
      } else {
        for (const auto& next : tiers[i + 1]) {
          member.upstreams.push_back({next.key,
                                      {},
                                      {HostPort{port_behind}, maker.derive("default.edge.behind")},
                                      Traced<UrlPath>{UrlPath{"/healthz"}, maker.derive("default.edge.probe")},
                                      {Domain{"localhost", Domain::Form::name}, maker.derive("default.probe_host")},
                                      {},
                                      {}});
        }
      }
      add_patience(member, topology, maker);
      const catalog::Proxy& row = *catalog::find(catalog::proxies(), member.proxy.value.text);
      place_member(member, row, topology, maker);
      add_container(member, row, maker);
      edge.local_ports = edge.local_ports || member.debug.has_value() || member.statistics.has_value();
      edge.members.push_back(std::move(member));
    }
  }
}

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

Acme make_acme(const Maker& maker) {
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
  return acme;
}

Certificate make_certificate(const Site& site) {
  Certificate certificate{site.lineage, site.domain, site.all_names, {}};
  for (const auto& name : site.all_names) {
    const bool address = name.value.form == Domain::Form::address;
    certificate.subjects.push_back({(address ? "IP:" : "DNS:") + name.value.text});
  }
  return certificate;
}

/// Who makes the certificates, and where they lie.
void add_issuer(Topology& topology, Edge& edge, const Maker& maker) {
  const Tls& tls = *maker.stack.tls;
  const bool acme = !tls.issuer->own() && !tls.issuer->files();
  edge.certificates = AbsolutePath{acme                          ? "/etc/letsencrypt/live"
                                   : maker.programs() == nullptr ? "/etc/certificates"
                                                                 : "/etc/" + project_name(maker) + "/certificates"};
  edge.certify = RelativePath{tls.issuer->files() ? "certs/install.sh" : "certs/issue.sh"};
  if (!edge.tls) return;
  for (const Site& site : topology.sites)
    topology.certificates.push_back(make_certificate(site));
  if (acme) {
    topology.acme = make_acme(maker);
  } else if (tls.issuer->own()) {
    topology.authority = Authority{{Id{"authority"}, maker.stack.tls.origin}, edge.members.front().image};
  } else {
    topology.bought = Bought{tls.certificate.traced(), tls.key.traced()};
  }
}

}  // namespace

void make_edge(Topology& topology, const Maker& maker) {
  if (!maker.edge_here()) return;
  Edge edge;
  const Issuer& issuer = *maker.stack.tls->issuer;
  edge.tls = issuer.ours();
  edge.headers = security_headers(!issuer.none());
  edge.http = make_endpoint(&stackc::Host::http, port_strangers, "default.edge.http", maker);
  edge.https = make_endpoint(&stackc::Host::https, port_tls, "default.edge.https", maker);
  edge.port_in_urls = !issuer.none() ? edge.https.public_in_urls : edge.http.public_in_urls;
  edge.webroot =
      AbsolutePath{maker.programs() == nullptr ? "/var/www/acme" : "/var/www/" + project_name(maker) + "-acme"};
  edge.drain = {Duration{25'000}, maker.derive("default.edge.drain")};
  // The container must outlive the drain, or open connections are killed instead of finished.
  edge.stop = {Duration{edge.drain.value.milliseconds + 5'000}, maker.derive("edge.stop", {edge.drain.origin})};
  for (const Site& site : topology.sites) {
    edge.websockets = edge.websockets || site.websockets;
    edge.indexes = edge.indexes || site.indexes;
    edge.any_host = edge.any_host || site.any_host;
    edge.named = edge.named || !site.all_names.empty();
    edge.by_address = edge.by_address || site.by_address;
  }
  for (const Application& app : topology.applications) {
    if (!app.process) edge.fillers.push_back(app.release_service);
  }
  add_gates(edge, topology.sites, maker);
  add_tiers(edge, topology, maker);
  add_balancer(edge, topology, maker);
  edge.id = edge.members.front().id;
  add_issuer(topology, edge, maker);
  topology.edge = std::move(edge);
}

}  // namespace stackc::topology
