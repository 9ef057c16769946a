// Sites: names, and routes with their timeouts derived in one place.
#include <algorithm>
#include <iterator>

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

/// `.` and `+` are the only characters of a path that mean something in a regular expression.
UrlPattern pattern_of(const UrlPath& path) {
  UrlPattern pattern;
  for (const char c : path.text)
    pattern.text += c == '.' ? std::string("[.]") : c == '+' ? std::string("[+]") : std::string(1, c);
  return pattern;
}

/// A name for a route in languages that have no paths in names: `main_0`.
Id route_name(const Word& site, std::size_t number) {
  std::string text = "site-";
  for (const char c : site.text)
    text += c == '+' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return Id{text + "_" + std::to_string(number)};
}

/// What folders and missing files of a site are answered with. A page that changes keeps its name, so nobody keeps it
/// unasked.
void add_pages(Route& route, const catalog::Framework& framework, const Maker& maker) {
  if (!framework.index.empty())
    route.index =
        Traced<RelativePath>{RelativePath{std::string(framework.index)}, maker.catalogue(framework.name, "index")};
  if (!framework.not_found.empty())
    route.not_found =
        below(route.path.value, std::string(framework.not_found), maker.catalogue(framework.name, "not_found"));
  route.revalidated = !route.cache.has_value();
}

Route make_route(const Entry<stackc::Route, UrlPath>& entry, const Maker& maker) {
  const stackc::Route& written = entry.value;
  Route route;
  route.path = entry.key;
  route.prefix = entry.key.value.prefix();
  route.pattern = pattern_of(entry.key.value);
  route.websocket = *written.websocket;
  if (written.body->count > 0) route.body = written.body.traced();
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
    if (maker.programs() != nullptr) {
      const auto& kept = *owner.value.volumes.find(volume);
      route.files = maker.here == nullptr ? folder_on_host(owner.value, kept.value, maker)
                                          : folder_beside_edge(owner, kept, maker);
    }
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
    if (built && row->files && !route.fallback.has_value()) add_pages(route, *row, maker);
  }
  return route;
}

bool leads(const Route& route, const std::string& path) {
  const std::string& text = route.path.value.text;
  return route.prefix ? path.compare(0, text.size(), text) == 0 : path == text;
}

/// The health path of an application, if the site leads it to that application and not to files or elsewhere; else a
/// path of files whose page answers for all.
std::optional<Traced<UrlPath>> reached_health(const Site& site, const Maker& maker) {
  for (const auto& service : maker.stack.services) {
    const catalog::BackingService* const row = maker.row_of(service.key.value);
    const bool web = row != nullptr && !row->web_path.empty();
    if (!service.value.framework.present() && !web) continue;
    const Traced<UrlPath> path =
        web ? Traced<UrlPath>{UrlPath{std::string(row->web_path)}, maker.catalogue(row->name, "web_path")}
            : service.value.health->path.traced();
    const auto route =
        std::find_if(site.routes.begin(), site.routes.end(), [&](const Route& r) { return leads(r, path.value.text); });
    if (route != site.routes.end() && route->upstream.has_value() && !route->gate.has_value() &&
        route->upstream->value == service.key.value)
      return path;
  }
  for (const Route& route : site.routes) {
    if (route.fallback.has_value() && !route.gate.has_value()) return route.path;
  }
  return {};
}

}  // namespace

Site make_site(const Entry<stackc::Site, Word>& entry, const Maker& maker) {
  Site site;
  site.id = entry.key;
  site.domain = entry.value.domain.traced();
  site.any_host = site.domain.value.form == Domain::Form::any;
  if (!site.any_host) site.names = served_names(entry, maker);
  site.all_names = site.names;
  for (const auto& alias : entry.value.aliases) {
    if (alias.value.present() && *alias.value == AliasMode::redirect) {
      site.redirects.push_back(alias.key);
      site.all_names.push_back(alias.key);
    }
  }
  std::copy_if(site.all_names.begin(), site.all_names.end(), std::back_inserter(site.dns_names),
               [](const auto& name) { return name.value.form != Domain::Form::address; });
  site.by_address = site.dns_names.size() < site.all_names.size();
  site.lineage = entry.value.was.present() ? entry.value.was.traced() : site.domain;
  for (const auto& route : entry.value.routes) {
    site.routes.push_back(make_route(route, maker));
    site.websockets = site.websockets || site.routes.back().websocket;
    site.indexes = site.indexes || site.routes.back().index.has_value();
  }
  std::stable_sort(site.routes.begin(), site.routes.end(),
                   [](const Route& a, const Route& b) { return a.path.value.text.size() > b.path.value.text.size(); });
  for (std::size_t i = 0; i < site.routes.size(); ++i)
    site.routes[i].name = route_name(site.id.value, i);
  site.health = reached_health(site, maker);
  return site;
}

}  // namespace stackc::topology
