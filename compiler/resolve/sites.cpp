// Sites: names and routes, and what they are where the stack is silent.
#include <map>
#include <string>

#include "catalog/catalog.h"
#include "resolve/fill.h"

namespace stackc::resolve {
namespace {

/// A route that serves what a framework collects, for sites that lead to it and do not say one.
void add_static_route(Site& site, const Stack& stack, const Context& context) {
  for (const auto& route : site.routes) {
    if (!route.value.to.present()) continue;
    const auto* service = stack.services.find(route.value.to->text);
    if (service == nullptr || !service->value.framework.present()) continue;
    const catalog::Framework* framework = catalog::find(catalog::frameworks(), service->value.framework->text);
    if (framework == nullptr || framework->static_volume.empty() || framework->files) continue;
    const std::string volume = service->key.value.text + "." + std::string(framework->static_volume);
    bool served = site.routes.find("/static/") != nullptr || site.routes.removes("/static/");
    for (const auto& other : site.routes)
      served = served || (other.value.files.present() && other.value.files->text == volume);
    if (served) continue;
    const OriginId origin = context.derive("default.route.static", {service->value.framework.origin});
    Route files;
    files.files.set(RefPath{volume}, origin);
    files.cache.set(Duration{30LL * 24 * 3600 * 1000}, origin);
    site.routes.entries.push_back({{UrlPath{"/static/"}, origin}, files, origin});
    return;  // The list has grown; one framework's files are enough for one site.
  }
}

/// The framework whose built files a route leads to, by the service alone or by its volume.
const catalog::Framework* framework_of_files(const Route& route, const Stack& stack) {
  const std::string target = route.to.present() ? route.to->text : route.files.present() ? route.files->text : "";
  const auto* service = stack.services.find(target.substr(0, target.find('.')));
  if (service == nullptr || !service->value.framework.present()) return nullptr;
  const catalog::Framework* row = catalog::find(catalog::frameworks(), service->value.framework->text);
  if (row == nullptr || !row->files) return nullptr;
  const std::string volume = service->key.value.text + "." + std::string(row->static_volume);
  return route.to.present() || target == volume ? row : nullptr;
}

/// Where the edge serves what a framework builds, a route to the service leads to its files.
void lead_to_files(Route& route, const Stack& stack, const Context& context) {
  const catalog::Framework* framework = framework_of_files(route, stack);
  if (framework == nullptr || !context.production) return;
  if (route.to.present() && !route.files.present()) {
    route.files.set(RefPath{route.to->text + "." + std::string(framework->static_volume)}, route.to.origin);
    route.to = {};
  }
  if (!framework->fallback.empty() && route.fallback.absent() && !route.fallback.failed())
    context.fill_from_catalogue(route.fallback, RelativePath{std::string(framework->fallback)}, framework->name,
                                "fallback");
}

/// What a program of the catalogue asks of a route to it.
void fill_from_service(Route& route, const Stack& stack, const Context& context) {
  const auto* service = route.to.present() ? stack.services.find(route.to->text) : nullptr;
  if (service == nullptr || !service->value.use.present()) return;
  const catalog::BackingService* row = catalog::find(catalog::backing_services(), service->value.use->name);
  if (row == nullptr || row->web_path.empty()) return;
  if (!row->hash_image.empty())
    context.meaningless(route.auth, "auth", "a route to a service that asks for a login itself",
                        "remove it: the names under `users` of the service are who may log in");
  if (!can(*row, catalog::ServiceAbility::streams)) return;
  // Zero is no limit.
  context.fill_from_catalogue(route.body, Bytes{0}, row->name, "abilities");
  context.fill(route.timeout, Duration{15LL * 60 * 1000}, "default.route.timeout.streams", {service->value.use.origin});
}

void complete_route(Entry<Route, UrlPath>& entry, const Stack& stack, const Context& context) {
  Route& route = entry.value;
  const bool files_here = !context.production && framework_of_files(route, stack) != nullptr;
  lead_to_files(route, stack, context);
  const int targets =
      (route.to.present() ? 1 : 0) + (route.files.present() ? 1 : 0) + (route.redirect.present() ? 1 : 0);
  if (targets != 1) {
    context.report(
        Rule::route_without_target, entry.key.origin,
        "route `" + entry.key.value.text + "` leads to " + (targets == 0 ? "nothing" : "two things"),
        "say one of `to: SERVICE`, `files: SERVICE.VOLUME` and `redirect: URL`; `null` takes one of them away");
    return;
  }
  const auto only = [&](const auto& field, bool has_meaning, std::string_view key, std::string_view kind) {
    if (!has_meaning) context.meaningless(field, key, "a route that leads to " + std::string(kind));
  };
  const char* const kind = route.to.present() ? "a service" : route.files.present() ? "files" : "another place";
  // A developer's server answers for what is files in production.
  only(route.cache, route.files.present() || files_here, "cache", kind);
  only(route.immutable, route.files.present() || files_here, "immutable", kind);
  // The page that names all others must not be kept.
  only(route.cache, !route.fallback.present(), "cache", "a page that answers for others");
  only(route.immutable, !route.fallback.present(), "immutable", "a page that answers for others");
  only(route.fallback, route.files.present() || files_here, "fallback", kind);
  only(route.auth, !route.redirect.present(), "auth", kind);
  only(route.websocket, route.to.present(), "websocket", kind);
  only(route.timeout, route.to.present(), "timeout", kind);
  only(route.idle, route.to.present(), "idle", kind);
  only(route.body, route.to.present(), "body", kind);
  context.fill(route.websocket, false, "default.route.websocket");
  context.fill(route.immutable, false, "default.route.immutable");
  fill_from_service(route, stack, context);
  context.fill(route.timeout, Duration{60'000}, "default.route.timeout");
  context.fill(route.idle, Duration{3'600'000}, "default.route.idle");
  context.fill(route.body, Bytes{1 << 20}, "default.route.body");
  if (route.files.present()) {
    if (!entry.key.value.prefix()) {
      context.report(Rule::files_need_a_prefix, entry.key.origin,
                     "route `" + entry.key.value.text + "` serves a folder, but is one exact path",
                     "end the path in `/`");
    }
  }
}

}  // namespace

void complete_sites(Stack& stack, const Context& context) {
  std::map<std::string, OriginId> owners;
  std::map<std::string, const Site*> lineages;
  const auto claim = [&](const Domain& domain, OriginId origin) {
    const auto [place, is_new] = owners.emplace(domain.text, origin);
    if (!is_new) {
      context.report(Rule::name_on_two_sites, origin, "`" + domain.text + "` is a name of two sites",
                     "a name leads to one site: remove one", {{place->second, "the other one is here"}});
    }
  };
  for (auto& entry : stack.sites) {
    Site& site = entry.value;
    if (!site.domain.present()) {
      if (const auto from_id = parse_domain(entry.key.value.text);
          from_id && entry.key.value.text.find('.') != std::string::npos) {
        site.domain.set(*from_id, entry.key.origin);
      } else {
        context.report(Rule::site_without_domain, entry.key.origin,
                       "site `" + entry.key.value.text + "` has no `domain`",
                       "add `domain: www.example.com`, or make the domain its key");
        continue;
      }
    }
    claim(*site.domain, site.domain.origin);
    const Maybe<Domain>& lineage = site.was.present() ? site.was : site.domain;
    const auto [other, is_new] = lineages.emplace(lineage->text, &site);
    if (!is_new && (site.was.present() || other->second->was.present())) {
      const Maybe<Domain>& former = site.was.present() ? site.was : other->second->was;
      context.report(Rule::name_on_two_sites, former.origin,
                     "`" + former->text + "` names the certificates of two sites",
                     "a certificate belongs to one site: remove this `was`");
    }
    for (auto& alias : site.aliases) {
      claim(alias.key.value, alias.key.origin);
      if (alias.value.absent()) alias.value.set(AliasMode::redirect, context.derive("default.alias"));
    }
    if (site.routes.empty()) {
      context.report(Rule::site_without_routes, entry.key.origin, "site `" + entry.key.value.text + "` has no routes",
                     "add `routes: { /: SERVICE }`");
    }
    add_static_route(site, stack, context);
    for (auto& route : site.routes)
      complete_route(route, stack, context);
  }
}

}  // namespace stackc::resolve
