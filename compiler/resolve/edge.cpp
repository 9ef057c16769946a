// The edge and TLS: every form of the edge becomes tiers of named proxies, and each of them is asked whether it can do
// what its place needs.
#include <string>

#include "catalog/catalog.h"
#include "resolve/fill.h"

namespace stackc::resolve {
namespace {

using catalog::Ability;

/// The proxy of the catalogue, after its version was filled in; nullptr after reporting.
const catalog::Proxy* complete_program(Maybe<Versioned>& proxy, const Stack& stack, const Context& context) {
  const catalog::Proxy* row = catalog::find(catalog::proxies(), proxy->name);
  if (row == nullptr) {
    std::vector<std::string_view> names;
    for (const catalog::Proxy& known : catalog::proxies())
      names.push_back(known.name);
    context.report(Rule::not_in_catalogue, proxy.origin, "the catalogue has no proxy `" + proxy->name + "`",
                   cure_of_name(proxy->name, names, ""));
    return nullptr;
  }
  if (proxy->version.empty()) proxy.value.version = std::string(row->version);
  const catalog::Cycle* cycle = catalog::cycle_of(row->cycles, proxy->version);
  // A system goes on mending the version that it packaged.
  const bool maintained_by_system = program_host(stack) != nullptr;
  if (!maintained_by_system && cycle != nullptr && !cycle->end_of_life.empty() &&
      cycle->end_of_life <= catalog::as_of) {
    context.report(Rule::end_of_life, proxy.origin,
                   "`" + proxy->name + "` " + proxy->version + " gets no more security fixes since " +
                       std::string(cycle->end_of_life),
                   "move to " + std::string(cycle->replacement));
  }
  return row;
}

/// The short forms as tiers: one proxy, named after its program.
void make_tiers(Edge& edge, OriginId origin, const Context& context) {
  if (edge.tiers.present() && edge.proxy.present()) {
    context.report(Rule::edge_unclear, edge.proxy.origin, "the edge is said as one proxy and as tiers",
                   "keep one of them; an environment takes tiers away by `edge: { tiers: null, proxy: … }`",
                   {{edge.tiers.origin, "the tiers are here"}});
    return;
  }
  if (edge.tiers.present()) return;
  if (edge.proxy.absent()) {
    const catalog::Proxy* nginx = catalog::find(catalog::proxies(), "nginx");
    edge.proxy.set(Versioned{std::string(nginx->name), ""}, context.derive("default.edge.proxy"));
  }
  Tier tier;
  tier.origin = origin;
  Proxy proxy;
  proxy.proxy = edge.proxy;
  tier.entries.push_back({{Id{edge.proxy->name}, edge.proxy.origin}, proxy, edge.proxy.origin});
  edge.tiers.push_back(std::move(tier));
}

void check_shape(const Edge& edge, const Context& context) {
  for (const Tier& tier : edge.tiers) {
    if (tier.empty() && !tier.incomplete)
      context.report(Rule::edge_unclear, edge.tiers.origin, "a tier holds no proxy",
                     "name one, as `{ front: haproxy }`");
  }
  if (edge.tiers.empty())
    context.report(Rule::edge_unclear, edge.tiers.origin, "the edge has no tier", "name one, or write `edge: none`");
  if (edge.tiers.size() > 2) {
    context.report(Rule::edge_unclear, edge.tiers[2].origin, "the edge has more than two tiers",
                   "one tier spreads requests, one asks the services: leave the others out");
  }
  if (edge.tiers.size() > 0 && edge.tiers[0].size() > 1) {
    context.report(Rule::edge_unclear, edge.tiers[0].entries[1].key.origin,
                   "the outermost tier has more than one proxy, and ports 80 and 443 of a host belong to one",
                   "name one, and put the others into a tier behind it");
  }
}

void complete_statistics(Entry<Proxy, Id>& entry, const catalog::Proxy& row, const Context& context) {
  Maybe<Statistics>& stats = entry.value.stats;
  if (!stats.present()) return;
  if (!can(row, Ability::statistics)) {
    context.report(Rule::key_of_other_kind, stats.origin,
                   "`stats` has no meaning for " + std::string(row.title) + ", which stackc writes no such page for",
                   "remove it");
    return;
  }
  context.fill(stats->port, HostPort{8404}, "default.stats.port");
  context.fill(stats->user, Id{"admin"}, "default.stats.user");
  context.fill(stats->password, SecretRef{Id{entry.key.value.text + "_stats_password"}}, "default.stats.password",
               {entry.key.origin});
  if (stats->port->number == 80 || stats->port->number == 8080) {
    context.report(Rule::edge_unclear, stats->port.origin,
                   "port " + std::to_string(stats->port->number) + " of the proxy is for requests", "choose another");
  }
}

bool is_host_name(const std::string& text) {
  const auto domain = parse_domain(text);
  return (domain && domain->form == Domain::Form::name) || parse_id(text);
}

/// One value that the start of the container fills in.
void check_binding(const Entry<Maybe<ValueForm>, RefPath>& binding, const Stack& stack, const Context& context) {
  const std::string& path = binding.key.value.text;
  const std::size_t dot = path.find('.');
  const std::string field = dot == std::string::npos ? "" : path.substr(dot + 1);
  const auto* service = stack.services.find(path.substr(0, dot));
  const auto refuse = [&](OriginId at, const std::string& message, const std::string& help) {
    context.report(Rule::late_value, at, message, help);
  };
  if (service == nullptr || !service->value.framework.present() || (field != "host" && field != "port")) {
    refuse(binding.key.origin, "`" + path + "` is nothing that the start of a proxy fills in",
           "write `SERVICE.host` or `SERVICE.port`, of a service that is built here");
    return;
  }
  const auto* late = binding.value.present() ? std::get_if<FromEnv>(&*binding.value) : nullptr;
  if (late == nullptr || !late->at_start) {
    refuse(binding.value.origin, "`" + path + "` is bound when the proxy starts, so it has to come from a variable",
           "write `{ from_env: NAME, at: start }`");
    return;
  }
  const bool fits = field == "port" ? static_cast<bool>(parse_host_port(late->fallback)) : is_host_name(late->fallback);
  if (late->has_fallback && !fits)
    refuse(binding.value.origin,
           "the default of `" + late->name.text + "` is no " + (field == "port" ? "port" : "host name"),
           "leave it out: the stack's own value holds then");
}

void check_bindings(const Proxy& proxy, const Stack& stack, bool last, const Context& context) {
  if (proxy.bind.empty()) return;
  if (!proxy.image.present() || *proxy.image != Packaging::own || !last) {
    context.report(Rule::late_value, proxy.bind.origin,
                   last ? "only the start of an image of its own fills values in"
                        : "a proxy that asks other proxies has nothing to fill in",
                   last ? "add `image: own`" : "bind them in the last tier");
    return;
  }
  for (const auto& binding : proxy.bind)
    check_binding(binding, stack, context);
}

/// What the routes ask of the proxy that knows them.
void check_routes(const Maybe<Versioned>& proxy, const catalog::Proxy& row, const Stack& stack,
                  const Context& context) {
  const auto refuse = [&](const Entry<Route, UrlPath>& route, const std::string& what, const std::string& cure) {
    context.report(Rule::proxy_in_wrong_tier, proxy.origin,
                   std::string(row.title) + " " + what + ", and `" + route.key.value.text + "` needs that", cure,
                   {{route.key.origin, "the route is here"}});
  };
  for (const auto& site : stack.sites) {
    for (const auto& route : site.value.routes) {
      const std::string& path = route.key.value.text;
      if (route.value.files.present() && !can(row, Ability::files)) {
        refuse(route, "serves no files",
               "put nginx or Apache in a tier behind it, or take the route away by `" + path + ": null`");
      } else if (route.value.fallback.present() && !can(row, Ability::fallback)) {
        refuse(route, "has no page for paths without a file here", "use nginx");
      }
      if (route.value.auth.present() && (!can(row, Ability::logins) || !stack.tls->issuer->ours()))
        refuse(route, "asks for no login without TLS of its own here", "use nginx with TLS");
    }
  }
}

struct Place {
  bool first;
  bool last;
};

void complete_proxy(Entry<Proxy, Id>& entry, Place place, const Stack& stack, const Context& context) {
  Maybe<Versioned>& proxy = entry.value.proxy;
  const std::string& id = entry.key.value.text;
  if (const auto* service = stack.services.find(id); service != nullptr) {
    context.report(Rule::proxy_named_like_service, entry.key.origin,
                   "a proxy and a service are both called `" + id + "`, and compose knows one of that name",
                   "rename one of them", {{service->key.origin, "the service is here"}});
  }
  if (!proxy.present()) {
    context.report(Rule::edge_unclear, entry.key.origin, "`" + id + "` does not say which program it is",
                   "add `proxy: nginx`");
    return;
  }
  const catalog::Proxy* row = complete_program(proxy, stack, context);
  if (row == nullptr) return;
  const std::string title(row->title);
  if (place.first && stack.tls->issuer->ours() && !can(*row, Ability::tls)) {
    context.report(Rule::proxy_without_tls, proxy.origin, "stackc does not write TLS for " + title,
                   "put nginx in front, or say `tls: none` where nobody needs it");
  }
  if (place.first && stack.tls->issuer->upstream() && !can(*row, Ability::trust)) {
    context.report(
        Rule::balancer_unknown, proxy.origin,
        title + " is not told here whom to believe, and the balancer's word is all that says who a client is",
        "put nginx there", {{stack.tls->issuer.origin, "the balancer ends TLS"}});
  }
  if (!place.last && !can(*row, Ability::balance)) {
    context.report(Rule::proxy_in_wrong_tier, proxy.origin, title + " is not made to stand before other proxies here",
                   "put HAProxy there, or leave that tier out");
  }
  if (place.last) check_routes(proxy, *row, stack, context);
  if (place.first && stack.tls->issuer->ours() && entry.value.image.present() && *entry.value.image == Packaging::own) {
    context.report(Rule::edge_unclear, entry.value.image.origin,
                   "an image of its own cannot hold what TLS needs: the scripts that watch certificates are mounted",
                   "leave `image` out, or say `tls: none`");
  }
  complete_statistics(entry, *row, context);
  check_bindings(entry.value, stack, place.last, context);
}

/// What a proof by DNS needs, and one over HTTP has no use for.
void check_proof(const Tls& tls, const Context& context) {
  if (*tls.proof != Proof::dns) {
    const auto refuse = [&](const auto& field, std::string_view key) {
      context.meaningless(field, key, "a proof over HTTP", "remove it, or say `proof: dns`");
    };
    refuse(tls.hook, "hook");
    refuse(tls.secrets, "secrets");
    refuse(tls.servers, "servers");
    return;
  }
  if (!tls.hook.present()) {
    context.report(Rule::dns_without_hook, tls.proof.origin, "nothing adds the TXT records that prove the names",
                   "add `hook: deploy/dns/hook.sh`, your program that does");
    return;
  }
  const std::string& path = tls.hook->text;
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
  if (!folder.starts_with("deploy/") || !parse_word(path.substr(slash + 1))) {
    context.report(Rule::dns_without_hook, tls.hook.origin,
                   "`" + path + "` is not in a folder of its own below `deploy/`, which alone is brought to the host",
                   "move it, as `deploy/dns/hook.sh`");
  }
}

/// One that stackc describes is in the catalogue; what only its provider is told means nothing to another.
void check_provider(const Balancer& balancer, const Context& context) {
  if (!balancer.use.present()) {
    const auto refuse = [&](const auto& field, std::string_view key) {
      context.meaningless(field, key, "a balancer that somebody else sets up", "remove it, or say whose it is: `use:`");
    };
    refuse(balancer.sticky, "sticky");
    refuse(balancer.drain, "drain");
    return;
  }
  if (catalog::find(catalog::balancers(), balancer.use->text) != nullptr) return;
  std::vector<std::string_view> names;
  for (const catalog::Balancer& known : catalog::balancers())
    names.push_back(known.name);
  context.report(Rule::not_in_catalogue, balancer.use.origin,
                 "the catalogue has no load balancer `" + balancer.use->text + "`",
                 cure_of_name(balancer.use->text, names, ""));
}

/// Whoever ends TLS before the edge has to be known by the addresses that it asks from.
void check_balancer(const Stack& stack, const Context& context) {
  if (!stack.tls->issuer->upstream()) {
    context.meaningless(stack.balancer, "balancer", "an edge that clients reach themselves",
                        "remove it, or say `tls: upstream` where it ends TLS");
    return;
  }
  if (stack.balancer.present()) check_provider(*stack.balancer, context);
  if (context.production && (!stack.balancer.present() || stack.balancer->trusted.empty())) {
    context.report(Rule::balancer_unknown, stack.tls->issuer.origin,
                   "nothing says where the balancer that ends TLS asks from, so nobody could be believed about clients",
                   "add `balancer: { trusted: [10.0.0.0/16] }`, the addresses of its networks");
  }
}

/// What only an authority that is asked over ACME needs.
void refuse_acme(const Tls& tls, std::string_view kind, const Context& context) {
  const auto refuse = [&](const auto& field, std::string_view key) { context.meaningless(field, key, kind); };
  refuse(tls.contact, "contact");
  refuse(tls.proof, "proof");
  refuse(tls.hook, "hook");
  refuse(tls.secrets, "secrets");
  refuse(tls.servers, "servers");
}

void refuse_bought(const Tls& tls, std::string_view kind, const Context& context) {
  context.meaningless(tls.certificate, "certificate", kind, "remove it, or say `issuer: files`");
  context.meaningless(tls.key, "key", kind, "remove it, or say `issuer: files`");
}

/// A certificate that nobody asks an ACME directory for: bought, or of the stack's own authority.
void complete_without_acme(const Stack& stack, const Context& context) {
  const Tls& tls = *stack.tls;
  const bool own = tls.issuer->own();
  refuse_acme(tls, own ? "an authority of the stack's own" : "a certificate that was bought", context);
  if (const auto* host = program_host(stack); own && host != nullptr && context.production) {
    context.report(Rule::certificates_need_containers, tls.issuer.origin,
                   "where programs run, the stack has no authority of its own: that lives in a container",
                   "write `letsencrypt`, the URL of an ACME directory or `files`, or run containers there",
                   {{host->value.runs.origin, "the host is here"}});
  }
  if (own) {
    refuse_bought(tls, "an authority of the stack's own", context);
    return;
  }
  if (!tls.certificate.present() || !tls.key.present()) {
    context.report(Rule::bought_certificate_incomplete, tls.issuer.origin,
                   "it is not said where the bought certificate" +
                       std::string(tls.key.present() ? "" : " and its key") + " lie on the host",
                   "add `certificate: /etc/ssl/shop/fullchain.pem` and `key: /etc/ssl/private/shop.key`");
  } else if (*tls.certificate == *tls.key) {
    context.report(Rule::bought_certificate_incomplete, tls.key.origin,
                   "the key would lie in the file that everybody may read", "keep it in a file of its own, mode 0600",
                   {{tls.certificate.origin, "the certificate is here"}});
  }
}

void complete_tls(Stack& stack, const Context& context) {
  context.fill(stack.tls, Tls{}, "default.tls");
  context.fill(stack.tls->issuer, Issuer{"letsencrypt", false}, "default.tls.issuer");
  const Issuer& issuer = *stack.tls->issuer;
  check_balancer(stack, context);
  if (!issuer.ours()) {
    refuse_acme(*stack.tls, "a site without certificates of its own", context);
    refuse_bought(*stack.tls, "a site without certificates of its own", context);
    if (!context.production || issuer.upstream()) return;
    context.report(Rule::production_without_tls, stack.tls->issuer.origin,
                   "everybody on the way reads and changes what `" + context.environment.value.text + "` serves",
                   "leave `tls` out for certificates of Let's Encrypt; where it is meant, say so under `allow`");
    return;
  }
  if (issuer.own() || issuer.files()) {
    complete_without_acme(stack, context);
    return;
  }
  refuse_bought(*stack.tls, "certificates that are asked for", context);
  context.fill(stack.tls->proof, Proof::webroot, "default.tls.proof");
  check_proof(*stack.tls, context);
  if (!issuer.url && catalog::find(catalog::issuers(), issuer.text) == nullptr) {
    context.report(Rule::not_in_catalogue, stack.tls->issuer.origin,
                   "the catalogue has no issuer `" + issuer.text + "`",
                   "write `letsencrypt`, the URL of an ACME directory, `own` or `files`");
  }
}

}  // namespace

void complete_edge(Stack& stack, const Context& context) {
  if (stack.sites.empty()) return;
  if (stack.edge.absent()) stack.edge.set(Edge{}, context.derive("default.edge"));
  if (!stack.edge.present() || stack.edge->none()) return;
  // A developer needs no proxy, but what is written has to be right.
  if (!context.production && stack.edge->proxy.absent() && !stack.edge->tiers.present()) return;
  make_tiers(*stack.edge, stack.edge.origin, context);
  check_shape(*stack.edge, context);
  complete_tls(stack, context);
  std::size_t number = 0;
  for (Tier& tier : stack.edge->tiers) {
    ++number;
    for (auto& entry : tier)
      complete_proxy(entry, {number == 1, number == stack.edge->tiers.size()}, stack, context);
  }
}

}  // namespace stackc::resolve
