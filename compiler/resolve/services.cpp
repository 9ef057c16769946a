// Services: which kind each is, and what the catalogue and the defaults say where the stack is silent.
#include <string>

#include "catalog/catalog.h"
#include "diagnostics/nearest.h"
#include "resolve/fill.h"

namespace stackc::resolve {
namespace {

template <class T>
std::string known_names(catalog::Slice<T> table, std::string_view written) {
  std::vector<std::string_view> names;
  std::string all;
  for (const T& row : table) {
    names.push_back(row.name);
    all += (all.empty() ? "`" : ", `") + std::string(row.name) + "`";
  }
  const std::string hint = did_you_mean(written, names);
  return hint.empty() ? "the catalogue has " + all : hint;
}

/// Fills in the version of a catalogue entry where none was written; reports one that upstream no longer mends.
template <class Row>
void complete_version(Maybe<Versioned>& written, const Row& row, const Context& context) {
  if (written->version.empty()) written.value.version = std::string(row.version);
  const catalog::Cycle* cycle = catalog::cycle_of(row.cycles, written->version);
  if (cycle == nullptr) {
    std::string known;
    for (const catalog::Cycle& c : row.cycles)
      known += (known.empty() ? "" : ", ") + std::string(c.version);
    context.report(Rule::version_not_known, written.origin,
                   "the catalogue knows no `" + std::string(row.name) + "` " + written->version, "it knows " + known);
    return;
  }
  if (!cycle->end_of_life.empty() && cycle->end_of_life <= catalog::as_of) {
    context.report(Rule::end_of_life, written.origin,
                   "`" + std::string(row.name) + "` " + std::string(cycle->version) +
                       " gets no more security fixes since " + std::string(cycle->end_of_life),
                   cycle->replacement.empty() ? "" : "move to " + std::string(cycle->replacement));
  }
}

void complete_health(Maybe<Health>& health, const Context& context) {
  context.fill(health, Health{}, "default.health");
  context.fill(health->path, UrlPath{"/"}, "default.health.path");
  context.fill(health->every, Duration{10'000}, "default.health.every");
  context.fill(health->timeout, Duration{5'000}, "default.health.timeout");
  context.fill(health->start, Duration{30'000}, "default.health.start");
  context.fill(health->retries, 3, "default.health.retries");
}

void refuse(bool written, OriginId at, const char* key, const char* kind, const Context& context) {
  if (written) {
    context.report(Rule::key_of_other_kind, at, std::string("`") + key + "` has no meaning for a " + kind,
                   "remove it, or say what the service is by another key");
  }
}

void complete_application(Entry<Service, Id>& entry, const Context& context) {
  Service& service = entry.value;
  const char* const kind = "service that is built here";
  refuse(service.charset.present(), service.charset.origin, "charset", kind, context);
  refuse(service.database.present(), service.database.origin, "database", kind, context);
  refuse(service.user.present(), service.user.origin, "user", kind, context);
  refuse(service.password.present(), service.password.origin, "password", kind, context);
  refuse(service.persist.present(), service.persist.origin, "persist", kind, context);

  const catalog::Framework* framework = catalog::find(catalog::frameworks(), service.framework->text);
  if (framework == nullptr) {
    context.report(Rule::not_in_catalogue, service.framework.origin,
                   "the catalogue has no framework `" + service.framework->text + "`",
                   known_names(catalog::frameworks(), service.framework->text));
    return;
  }
  const catalog::Runtime* runtime = catalog::find(catalog::runtimes(), framework->runtime);
  context.fill_from_catalogue(service.language, Versioned{std::string(framework->runtime), ""}, framework->name,
                              "runtime");
  if (service.language->name != framework->runtime) {
    context.report(Rule::runtime_of_other_framework, service.language.origin,
                   "`" + std::string(framework->name) + "` runs on `" + std::string(framework->runtime) +
                       "`, not on `" + service.language->name + "`",
                   "write `language: " + std::string(framework->runtime) + ":" + std::string(runtime->version) + "`",
                   {{service.framework.origin, "the framework is said here"}});
    return;
  }
  complete_version(service.language, *runtime, context);

  context.fill_from_catalogue(service.server, Word{std::string(framework->server)}, framework->name, "server");
  const catalog::Server* server = catalog::find(catalog::servers(), service.server->text);
  if (server == nullptr) {
    context.report(Rule::not_in_catalogue, service.server.origin,
                   "the catalogue has no server `" + service.server->text + "`",
                   known_names(catalog::servers(), service.server->text));
    return;
  }
  if (!service.project.present()) {
    context.report(Rule::project_missing, entry.key.origin,
                   "`" + entry.key.value.text + "` does not say its `project`, and " + std::string(server->name) +
                       " has to be told what to load",
                   "add `project:`, the package that holds the settings");
  }
  for (const Traced<Word>& package : service.native) {
    if (catalog::find(catalog::native_packages(), package.value.text) == nullptr) {
      context.report(Rule::not_in_catalogue, package.origin,
                     "the catalogue does not know what `" + package.value.text + "` needs to compile",
                     known_names(catalog::native_packages(), package.value.text));
    }
  }
  context.fill_from_catalogue(service.listen, HostPort{server->port}, server->name, "port");
  context.fill(service.build, Build{}, "default.build");
  context.fill(service.build->context, RelativePath{"."}, "default.build.context");
  context.fill(service.build->requirements, RelativePath{"requirements.txt"}, "default.build.requirements");
  context.fill(service.stop, Duration{30'000}, "default.stop");
  complete_health(service.health, context);
  if (!framework->static_volume.empty() && service.volumes.find(framework->static_volume) == nullptr &&
      !service.volumes.removes(framework->static_volume)) {
    Volume volume;
    volume.path.set(AbsolutePath{"/app/staticfiles"},
                    context.derive("default.volumes.static", {service.framework.origin}));
    service.volumes.entries.push_back(
        {{Id{std::string(framework->static_volume)}, service.framework.origin}, volume, service.framework.origin});
  }
  for (const auto& volume : service.volumes) {
    if (!volume.value.path.present()) {
      context.report(Rule::volume_without_path, volume.key.origin,
                     "volume `" + volume.key.value.text + "` has no `path`",
                     "say where the application finds it, as `/app/media`");
    }
  }
}

void complete_backing(Entry<Service, Id>& entry, const Stack& stack, const Context& context) {
  Service& service = entry.value;
  const char* const kind = "catalogue service";
  refuse(service.language.present(), service.language.origin, "language", kind, context);
  refuse(service.project.present(), service.project.origin, "project", kind, context);
  refuse(service.server.present(), service.server.origin, "server", kind, context);
  refuse(service.push.present(), service.push.origin, "push", kind, context);
  refuse(service.build.present(), service.build.origin, "build", kind, context);
  refuse(service.release.present(), service.release.origin, "release", kind, context);
  refuse(service.native.present(), service.native.origin, "native", kind, context);
  refuse(service.packages.present(), service.packages.origin, "packages", kind, context);
  refuse(service.listen.present(), service.listen.origin, "listen", kind, context);
  refuse(service.health.present(), service.health.origin, "health", kind, context);

  const catalog::BackingService* row = catalog::find(catalog::backing_services(), service.use->name);
  if (row == nullptr) {
    context.report(Rule::not_in_catalogue, service.use.origin,
                   "the catalogue has no service `" + service.use->name + "`",
                   known_names(catalog::backing_services(), service.use->name));
    return;
  }
  complete_version(service.use, *row, context);
  context.fill_from_catalogue(service.listen, HostPort{row->port}, row->name, "port");
  context.fill(service.stop, Duration{static_cast<std::int64_t>(row->stop_seconds) * 1000}, "default.stop.catalogue",
               {service.use.origin});

  // A database's name and account are the stack's, in the characters that every database takes unquoted.
  const OriginId name = stack.data_name().origin;
  std::string stem = stack.data_name()->text;
  for (char& c : stem) {
    if (c == '-') c = '_';
  }
  if (row->role == catalog::Role::database) {
    context.fill(service.database, Id{stem}, "default.database", {name});
    context.fill(service.user, Id{stem}, "default.user", {name});
  } else {
    refuse(service.database.present(), service.database.origin, "database", "cache", context);
    refuse(service.charset.present(), service.charset.origin, "charset", "cache", context);
  }
  context.fill(service.password, SecretRef{Id{entry.key.value.text + "_password"}}, "default.password",
               {entry.key.origin});

  const bool keeps_data = !(service.persist.present() && *service.persist == Persistence::none);
  if (keeps_data && service.volumes.find("data") == nullptr) {
    service.volumes.entries.push_back({{Id{"data"}, service.use.origin}, Volume{}, service.use.origin});
  }
  for (auto& volume : service.volumes) {
    if (volume.key.value.text != "data") {
      context.report(Rule::volume_without_path, volume.key.origin,
                     "`" + entry.key.value.text + "` keeps its data in a volume called `data`, not `" +
                         volume.key.value.text + "`",
                     "rename it to `data`");
      continue;
    }
    context.fill_from_catalogue(volume.value.path, AbsolutePath{std::string(row->data_path)}, row->name, "data_path");
  }
}

}  // namespace

void complete_services(Stack& stack, const Context& context) {
  const Entry<Service, Id>* first_built = nullptr;
  for (const auto& entry : stack.services) {
    if (!entry.value.framework.present()) continue;
    if (first_built != nullptr) {
      context.report(Rule::several_applications, entry.key.origin,
                     "`" + entry.key.value.text +
                         "` is the second service that is built here, and this stackc releases one image per stack",
                     "give it a stack of its own", {{first_built->key.origin, "the first one is here"}});
    }
    first_built = first_built == nullptr ? &entry : first_built;
  }
  for (auto& entry : stack.services) {
    const bool built = entry.value.framework.present();
    const bool used = entry.value.use.present();
    if (built == used) {
      context.report(
          Rule::service_kind_unclear, entry.key.origin,
          "service `" + entry.key.value.text + "` says " +
              (built ? "both `framework` and `use`" : "neither `framework` nor `use`"),
          "say `framework: django` for one that is built here, or `use: mysql:8.4` for one of the catalogue");
      continue;
    }
    if (built) {
      complete_application(entry, context);
    } else if (stack.name.present()) {
      complete_backing(entry, stack, context);
    }
  }
}

}  // namespace stackc::resolve
