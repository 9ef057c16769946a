// Services: which kind each is, and what the catalogue and the defaults say where the stack is silent.
#include <algorithm>
#include <string>

#include "resolve/kinds.h"

namespace stackc::resolve {
namespace {

/// Keys of services that are built here.
void refuse_keys_of_applications(const Service& service, const Refuse& refuse) {
  refuse(service.language, "language");
  refuse(service.project, "project");
  refuse(service.server, "server");
  refuse(service.push, "push");
  refuse(service.build, "build");
  refuse(service.release, "release");
  refuse(service.processes, "processes");
  refuse(service.native, "native");
  refuse(service.packages, "packages");
  refuse(service.test, "test");
}

/// Keys of services that the stack starts by itself, built here or not.
void refuse_keys_of_programs(const Service& service, const Refuse& refuse) {
  refuse(service.listen, "listen");
  refuse(service.health, "health");
  refuse(service.run, "run");
  refuse(service.run_as, "run_as");
}

/// A database's name and account are the stack's, in the characters that every database takes unquoted.
void complete_account(Service& service, const catalog::BackingService& row, const Stack& stack,
                      const Context& context) {
  if (row.role != catalog::Role::database) {
    const Refuse refuse{"a cache", context};
    refuse(service.database, "database");
    refuse(service.charset, "charset");
    refuse(service.user, "user");
    return;
  }
  const OriginId name = stack.data_name().origin;
  std::string stem = stack.data_name()->text;
  for (char& c : stem) {
    if (c == '-') c = '_';
  }
  context.fill(service.database, Id{stem}, "default.database", {name});
  context.fill(service.user, Id{stem}, "default.user", {name});
}

/// The secret that lets services in, where it asks for one.
void complete_password(Entry<Service, Id>& entry, const catalog::BackingService& row, const Context& context) {
  Maybe<SecretRef>& password = entry.value.password;
  if (row.password_variable.empty()) {
    const std::string kind = "a service `" + std::string(row.name) + "`, which asks for none";
    Refuse{kind, context}(password, "password");
    return;
  }
  context.fill(password, SecretRef{Id{entry.key.value.text + "_password"}}, "default.password", {entry.key.origin});
}

/// The catalogue's row of `use`, with its version filled in.
const catalog::BackingService* complete_use(Service& service, const Context& context) {
  const catalog::BackingService* row = catalog::find(catalog::backing_services(), service.use->name);
  if (row == nullptr) {
    context.report(Rule::not_in_catalogue, service.use.origin,
                   "the catalogue has no service `" + service.use->name + "`",
                   known_names(catalog::backing_services(), service.use->name));
    return nullptr;
  }
  complete_version(service.use, *row, context);
  return row;
}

/// What somebody else runs: where it is, and what is needed to get in.
void complete_external(Entry<Service, Id>& entry, const Stack& stack, const Context& context) {
  Service& service = entry.value;
  const Refuse refuse{"a service that somebody else runs", context};
  refuse_keys_of_applications(service, refuse);
  refuse_keys_of_programs(service, refuse);
  refuse(service.charset, "charset");
  refuse(service.persist, "persist");
  refuse(service.users, "users");
  refuse(service.volumes, "volumes");
  refuse(service.env, "env");
  refuse(service.secrets, "secrets");
  refuse(service.stop, "stop");
  refuse(service.memory, "memory");
  if (service.use.present()) {
    const catalog::BackingService* row = complete_use(service, context);
    if (row == nullptr) return;
    complete_account(service, *row, stack, context);
    complete_password(entry, *row, context);
    context.fill_from_catalogue(service.external->port, HostPort{row->port}, row->name, "port");
  }
  if (!service.external->host.present() || !service.external->port.present()) {
    context.report(Rule::external_incomplete, service.external.origin,
                   "`" + entry.key.value.text + "` does not say " +
                       (service.external->host.present() ? "the port" : "the host") + " that it is reached on",
                   "write `external: { host: db.example.com, port: 3306 }`");
    return;
  }
  if (service.external->host->form == Domain::Form::any || service.external->host->form == Domain::Form::wildcard) {
    context.report(Rule::external_incomplete, service.external->host.origin,
                   "`" + service.external->host->text + "` is no name of one host", "write its name or its address");
  }
}

/// The volume that it keeps its data in, called `data`.
void complete_data(Entry<Service, Id>& entry, const catalog::BackingService& row, const Context& context) {
  Service& service = entry.value;
  if (row.data_path.empty()) {
    const std::string kind = "a service `" + std::string(row.name) + "`, which keeps nothing";
    Refuse{kind, context}(service.volumes, "volumes");
    return;
  }
  const bool keeps_data = !(service.persist.present() && *service.persist == Persistence::none);
  if (keeps_data && service.volumes.find("data") == nullptr) {
    service.volumes.entries.push_back({{Id{"data"}, service.use.origin}, Volume{}, service.use.origin});
  }
  for (auto& volume : service.volumes) {
    if (volume.value.adopt.present()) Refuse{"a volume that is adopted", context}(volume.value.directory, "directory");
    if (volume.key.value.text != "data") {
      context.report(Rule::volume_without_path, volume.key.origin,
                     "`" + entry.key.value.text + "` keeps its data in a volume called `data`, not `" +
                         volume.key.value.text + "`",
                     "rename it to `data`");
      continue;
    }
    const catalog::Cycle* cycle = catalog::cycle_of(row.cycles, service.use->version);
    const std::string_view path = cycle == nullptr || cycle->data_path.empty() ? row.data_path : cycle->data_path;
    context.fill_from_catalogue(volume.value.path, AbsolutePath{std::string(path)}, row.name, "data_path");
  }
}

void complete_backing(Entry<Service, Id>& entry, const Stack& stack, const Context& context) {
  Service& service = entry.value;
  refuse_keys_of_applications(service, {"a catalogue service", context});
  refuse_keys_of_programs(service, {"a catalogue service", context});
  const catalog::BackingService* row = complete_use(service, context);
  if (row == nullptr) return;
  context.fill_from_catalogue(service.listen, HostPort{row->port}, row->name, "port");
  context.fill(service.stop, Duration{static_cast<std::int64_t>(row->stop_seconds) * 1000}, "default.stop.catalogue",
               {service.use.origin});

  complete_account(service, *row, stack, context);
  const auto takes = [&](catalog::Option wanted) {
    return std::any_of(row->options.begin(), row->options.end(),
                       [&](const catalog::OptionWords& option) { return option.option == wanted; });
  };
  const std::string this_one = "a service `" + std::string(row->name) + "`";
  const Refuse refuse{this_one, context};
  if (row->role == catalog::Role::database && !takes(catalog::Option::charset)) refuse(service.charset, "charset");
  if (!takes(catalog::Option::persist)) refuse(service.persist, "persist");
  complete_password(entry, *row, context);
  complete_data(entry, *row, context);
  if (row->hash_image.empty()) refuse(service.users, "users");
}

/// Any image: nothing is known of it but what the stack says.
void complete_image(Entry<Service, Id>& entry, const Context& context) {
  Service& service = entry.value;
  const Refuse refuse{"a service whose image the stack names", context};
  refuse_keys_of_applications(service, refuse);
  refuse_keys_of_catalogue(service, refuse);
  context.fill(service.stop, Duration{30'000}, "default.stop");
  for (const auto& volume : service.volumes) {
    if (volume.value.path.present()) continue;
    context.report(Rule::volume_without_path, volume.key.origin, "volume `" + volume.key.value.text + "` has no `path`",
                   "say where the image keeps its data");
  }
  if (!service.health.present() || !service.health->run.present()) {
    context.report(
        Rule::image_without_health, service.health.present() ? service.health.origin : entry.key.origin,
        "nothing says how `" + entry.key.value.text + "` is asked whether it works",
        "add `health: { run: [PROGRAM, ARGUMENT] }`, a command of the image that ends with 0 while it works");
    return;
  }
  Refuse{"a service whose image the stack names", context}(service.health->path, "path");
  context.fill(service.health->every, Duration{10'000}, "default.health.every");
  context.fill(service.health->timeout, Duration{5'000}, "default.health.timeout");
  context.fill(service.health->start, Duration{30'000}, "default.health.start");
  context.fill(service.health->retries, 3, "default.health.retries");
}

/// A service is built here, of the catalogue (or elsewhere), or any image: one of these.
bool kind_is_clear(const Entry<Service, Id>& entry, const Context& context) {
  const Service& service = entry.value;
  std::string said;
  int kinds = 0;
  const auto count = [&](bool present, const char* key) {
    if (!present) return;
    ++kinds;
    said += (said.empty() ? "" : " and ") + std::string(key);
  };
  count(service.framework.present(), "`framework`");
  count(service.use.present(), "`use`");
  count(service.image.present(), "`image`");
  if (kinds == 1 || (kinds == 0 && service.external.present())) return true;
  context.report(Rule::service_kind_unclear, service.use.present() ? service.use.origin : entry.key.origin,
                 "service `" + entry.key.value.text + "` says " +
                     (kinds == 0 ? "neither `framework`, `use` nor `image`" : (kinds == 2 ? "both " : "") + said),
                 "say `framework: django` for one that is built here, `use: mysql:8.4` for one of the catalogue, or "
                 "`image:` for any other");
  return false;
}

}  // namespace

void refuse_keys_of_catalogue(const Service& service, const Refuse& refuse) {
  refuse(service.external, "external");
  refuse(service.charset, "charset");
  refuse(service.database, "database");
  refuse(service.user, "user");
  refuse(service.password, "password");
  refuse(service.persist, "persist");
  refuse(service.users, "users");
}

void complete_services(Stack& stack, const Context& context) {
  for (auto& entry : stack.services) {
    const Service& service = entry.value;
    if (!kind_is_clear(entry, context)) continue;
    if (service.framework.present()) {
      complete_application(entry, stack, context);
    } else if (service.image.present()) {
      complete_image(entry, context);
    } else if (stack.name.present()) {
      if (service.external.present())
        complete_external(entry, stack, context);
      else
        complete_backing(entry, stack, context);
    }
  }
}

}  // namespace stackc::resolve
