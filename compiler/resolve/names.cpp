// Everything in a stack that names something else of it: routes, jobs, references, secrets.
#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "diagnostics/nearest.h"
#include "resolve/fill.h"

namespace stackc::resolve {
namespace {

const Entry<Service, Id>* service_named(const Stack& stack, const std::string& name, OriginId at,
                                        const Context& context) {
  const auto* found = stack.services.find(name);
  if (found == nullptr) {
    std::vector<std::string_view> names;
    for (const auto& service : stack.services)
      names.push_back(service.key.value.text);
    context.report(Rule::unknown_service, at, "there is no service `" + name + "`",
                   cure_of_name(name, names, "declare it under `services`"));
  }
  return found;
}

/// What the catalogue knows of a service that speaks HTTP and runs here; nullptr if it is none.
const catalog::BackingService* web_backing(const Service& service) {
  if (!service.use.present() || service.external.present()) return nullptr;
  const catalog::BackingService* row = catalog::find(catalog::backing_services(), service.use->name);
  return row == nullptr || row->web_path.empty() ? nullptr : row;
}

/// Built here, or of the catalogue with a page of its own; of any other image the stack says so by leading there.
bool speaks_http(const Service& service) {
  if (service.framework.present() || web_backing(service) != nullptr) return true;
  return service.image.present() && service.listen.present();
}

void check_target(const Maybe<Word>& to, const UrlPath& path, const Entry<Service, Id>& service,
                  const Context& context) {
  const bool image = service.value.image.present();
  if (!speaks_http(service.value)) {
    context.report(Rule::route_to_backing_service, to.origin,
                   "route `" + path.text + "` would put `" + to->text + "` on the web, " +
                       (image ? "and nothing says its port" : "which does not speak HTTP"),
                   image ? "add `listen: 3000` to the service: the port that it speaks HTTP on"
                         : "lead it to a service that is built here",
                   {{service.key.origin, "the service is here"}});
  }
  if (web_backing(service.value) != nullptr && service.value.users.empty() && context.production) {
    context.report(Rule::registry_without_users, service.key.origin,
                   "everybody who reaches `" + path.text + "` could put images into `" + service.key.value.text +
                       "`, and take them out",
                   "add `users: [ci]`, who then log in", {{to.origin, "the route is here"}});
  }
}

void check_gate(const Entry<Route, UrlPath>& entry, const Stack& stack, const Context& context) {
  for (const Traced<Id>& name : entry.value.auth) {
    std::vector<std::string_view> names;
    bool known = false;
    for (const Traced<Id>& user : stack.users) {
      names.push_back(user.value.text);
      known = known || user.value == name.value;
    }
    if (!known) {
      context.report(Rule::unknown_user, name.origin,
                     "route `" + entry.key.value.text + "` lets `" + name.value.text + "` in, who is no user",
                     cure_of_name(name.value.text, names, "declare the name under `users`"));
    }
  }
}

void check_users(const Stack& stack, const Context& context) {
  for (const Traced<Id>& user : stack.users) {
    bool enters = false;
    for (const auto& site : stack.sites) {
      for (const auto& route : site.value.routes) {
        for (const Traced<Id>& name : route.value.auth)
          enters = enters || name.value == user.value;
      }
    }
    if (!enters) {
      context.report(Rule::user_unused, user.origin, "no route lets `" + user.value.text + "` in",
                     "write `auth: [" + user.value.text + "]` at a route, or remove the name");
    }
  }
}

void check_route(const Entry<Route, UrlPath>& entry, const Stack& stack, const Context& context) {
  const Route& route = entry.value;
  check_gate(entry, stack, context);
  if (route.to.present()) {
    const auto* service = service_named(stack, route.to->text, route.to.origin, context);
    if (service == nullptr) return;
    check_target(route.to, entry.key.value, *service, context);
    if (!speaks_http(service->value)) return;
  }
  if (route.files.present()) {
    const std::string& path = route.files->text;
    const std::size_t dot = path.find('.');
    const auto* service = service_named(stack, path.substr(0, dot), route.files.origin, context);
    if (service == nullptr) return;
    const std::string volume = dot == std::string::npos ? "" : path.substr(dot + 1);
    if (service->value.volumes.find(volume) == nullptr) {
      std::vector<std::string_view> names;
      for (const auto& known : service->value.volumes)
        names.push_back(known.key.value.text);
      context.report(Rule::unknown_volume, route.files.origin,
                     "`" + service->key.value.text + "` has no volume `" + volume +
                         "`, so nothing would be mounted where `" + entry.key.value.text + "` looks",
                     cure_of_name(volume, names, "declare it under `volumes`"));
    }
  }
}

void check_sweep(const Entry<Job, Id>& entry, const Stack& stack, const Context& context) {
  const Job& job = entry.value;
  const auto* service = service_named(stack, job.sweep->text, job.sweep.origin, context);
  if (service == nullptr) return;
  const catalog::BackingService* row = web_backing(service->value);
  if (row == nullptr || !can(*row, catalog::ServiceAbility::sweeps)) {
    context.report(Rule::sweep_of_nothing, job.sweep.origin,
                   "`" + job.sweep->text + "` is nothing that stackc takes old things away from",
                   "name an image registry of the catalogue", {{service->key.origin, "the service is here"}});
    return;
  }
  for (const auto& other : stack.jobs) {
    if (&other == &entry) break;
    if (other.value.sweep.present() && *other.value.sweep == *job.sweep)
      context.report(Rule::sweep_of_nothing, job.sweep.origin, "`" + job.sweep->text + "` would be swept by two jobs",
                     "keep one of them", {{other.key.origin, "the other one is here"}});
  }
}

void check_job(const Entry<Job, Id>& entry, const Stack& stack, const Context& context) {
  const Job& job = entry.value;
  const std::string& id = entry.key.value.text;
  const bool runs = job.run.present() || job.in.present();
  const int kinds = (runs ? 1 : 0) + (job.backup.present() ? 1 : 0) + (job.sweep.present() ? 1 : 0);
  if (kinds != 1) {
    context.report(Rule::job_unclear, entry.key.origin,
                   "job `" + id + "` says " + (kinds > 1 ? "two kinds of work" : "no work"),
                   "say `in: SERVICE` and `run: COMMAND`, or `backup: SERVICE`, or `sweep: SERVICE`");
    return;
  }
  const auto only = [&](const auto& field, bool has_meaning, std::string_view key) {
    if (!has_meaning)
      context.meaningless(field, key, runs ? "a command" : job.sweep.present() ? "a sweep" : "a backup");
  };
  only(job.keep, !runs, "keep");
  only(job.timeout, runs, "timeout");
  only(job.cron, runs, "cron");
  if (job.daily.present() == job.cron.present()) {
    context.report(Rule::job_without_time, entry.key.origin,
                   "job `" + id + "` says " + (job.daily.present() ? "two times" : "no time"),
                   runs ? "say `daily: \"03:00\"` or `cron: \"0 3 * * 1\"`" : "say `daily: \"03:30\"`");
  }
  if (job.sweep.present()) {
    check_sweep(entry, stack, context);
    return;
  }
  if (job.backup.present()) {
    const auto* service = service_named(stack, job.backup->text, job.backup.origin, context);
    if (service == nullptr) return;
    const catalog::BackingService* row =
        service->value.use.present() ? catalog::find(catalog::backing_services(), service->value.use->name) : nullptr;
    if (row == nullptr || row->dump.empty() || service->value.external.present()) {
      context.report(Rule::backup_of_nothing, job.backup.origin,
                     "`" + job.backup->text + "` is nothing that stackc can dump",
                     service->value.external.present() ? "who runs it saves it; `null` takes the job away here"
                                                       : "name a database of the catalogue",
                     {{service->key.origin, "the service is here"}});
    }
    return;
  }
  if (!job.in.present() || !job.run.present()) {
    context.report(Rule::job_unclear, entry.key.origin,
                   "job `" + id + "` says only half: " + (job.in.present() ? "where, not what" : "what, not where"),
                   "say `in: SERVICE` and `run: COMMAND`");
    return;
  }
  const auto* service = service_named(stack, job.in->text, job.in.origin, context);
  const catalog::Framework* framework = service != nullptr && service->value.framework.present()
                                            ? catalog::find(catalog::frameworks(), service->value.framework->text)
                                            : nullptr;
  if (framework != nullptr && framework->files) {
    context.report(Rule::job_in_backing_service, job.in.origin,
                   "job `" + id + "` runs in `" + job.in->text + "`, of which nothing runs in production",
                   "run it in a service that has a process");
  }
  if (service != nullptr && !service->value.framework.present()) {
    context.report(Rule::job_in_backing_service, job.in.origin,
                   "job `" + id + "` runs in `" + job.in->text + "`, whose image stackc does not build",
                   "run it in a service that is built here, where cron is part of the image");
  }
}

/// What a reference into a service or site may end in.
void check_reference(const Ref& ref, OriginId at, const Stack& stack, const Context& context) {
  const std::string& path = ref.path.text;
  const std::size_t dot = path.find('.');
  const std::string head = path.substr(0, dot);
  const std::string tail = dot == std::string::npos ? "" : path.substr(dot + 1);
  if (head == "sites") {
    const std::size_t second = tail.rfind('.');
    const std::string id = tail.substr(0, second);
    const std::string field = second == std::string::npos ? "" : tail.substr(second + 1);
    if (stack.sites.find(id) == nullptr || (field != "names" && field != "domain")) {
      context.report(Rule::unknown_reference, at, "`" + path + "` names nothing",
                     "write `sites.ID.names` or `sites.ID.domain`");
    } else if (field == "names" && !ref.joined) {
      context.report(Rule::unknown_reference, at, "`" + path + "` is a list, and a variable is one text",
                     "add `join: \",\"`");
    }
    return;
  }
  const auto* service = service_named(stack, head, at, context);
  if (service == nullptr) return;
  std::vector<std::string_view> fields = {"host"};
  if (service->value.listen.present() || service->value.external.present()) fields.push_back("port");
  if (!service->value.framework.present()) {
    if (service->value.password.present()) fields.push_back("password");
    if (service->value.database.present()) fields.push_back("database");
    if (service->value.user.present()) fields.push_back("user");
  }
  for (const std::string_view field : fields) {
    if (field == tail) return;
  }
  std::string known;
  for (const std::string_view field : fields)
    known += (known.empty() ? "`" : ", `") + head + "." + std::string(field) + "`";
  context.report(Rule::unknown_reference, at, "`" + path + "` names nothing", "there is " + known);
}

/// What compose fills in when it reads the file. A default stands inside compose's own `${…}`, where only plain words
/// are safe.
void check_late(const FromEnv& late, OriginId at, const Context& context) {
  if (late.at_start) {
    context.report(
        Rule::key_of_other_kind, at,
        "`at: start` has no meaning for a variable of a container: it has its value before the program starts",
        "write `at: compose`, or leave `at` out");
  }
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,=-";
  if (late.has_fallback && (late.fallback.empty() || late.fallback.find_first_not_of(plain) != std::string::npos ||
                            late.fallback.front() == '-')) {
    context.report(Rule::default_not_plain, at, "the default of `" + late.name.text + "` is not a plain word",
                   "use letters, digits and `_./:@%+,=-`");
  }
}

void check_environment(const Entry<Service, Id>& service, const Stack& stack, const Context& context) {
  for (const auto& variable : service.value.env) {
    if (const Ref* ref = std::get_if<Ref>(&*variable.value))
      check_reference(*ref, variable.value.origin, stack, context);
    const std::string& name = variable.key.value.text;
    if (const auto* late = std::get_if<FromEnv>(&*variable.value)) check_late(*late, variable.value.origin, context);
    if (const auto* literal = std::get_if<std::string>(&*variable.value)) {
      const bool telling = name.ends_with("PASSWORD") || name.ends_with("SECRET") || name.ends_with("SECRET_KEY") ||
                           name.ends_with("_TOKEN");
      if (telling && !literal->empty()) {
        context.report(Rule::secret_written_down, variable.value.origin,
                       "`" + name + "` looks like a secret, and its value would be committed",
                       "write `" + name + ": { secret: NAME }`, or list it under `secrets`");
      }
    }
    for (const Traced<EnvName>& secret : service.value.secrets) {
      if (secret.value == variable.key.value) {
        context.report(Rule::variable_said_twice, secret.origin,
                       "`" + name + "` stands under `env` and under `secrets`", "keep one of them",
                       {{variable.key.origin, "the other one is here"}});
      }
    }
  }
}

/// Names of secrets that something in the stack uses, as they stand under `secrets`.
std::set<std::string> used_secrets(const Stack& stack) {
  std::set<std::string> used;
  const auto use = [&](std::string name) {
    for (char& c : name)
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '-' ? '_' : c;
    used.insert(std::move(name));
  };
  if (stack.tls.present()) {
    for (const Traced<EnvName>& secret : stack.tls->secrets)
      use(secret.value.text);
  }
  for (const Traced<Id>& user : stack.users)
    use(user.value.text + "_password_hash");
  for (const auto& service : stack.services) {
    if (service.value.password.present()) use(service.value.password->name.text);
    for (const Traced<Id>& user : service.value.users)
      use(service.key.value.text + "_" + user.value.text + "_password_hash");
    if (service.value.use.present() && !service.value.external.present())
      use(service.key.value.text + "_root_password");
    for (const Traced<EnvName>& secret : service.value.secrets)
      use(secret.value.text);
    for (const auto& variable : service.value.env) {
      if (const auto* secret = std::get_if<SecretRef>(&*variable.value)) use(secret->name.text);
    }
  }
  if (stack.edge.present()) {
    for (const Tier& tier : stack.edge->tiers) {
      for (const auto& proxy : tier) {
        if (proxy.value.stats.present() && proxy.value.stats->password.present())
          use(proxy.value.stats->password->name.text);
      }
    }
  }
  return used;
}

void check_task(const Entry<Task, Id>& entry, const Stack& stack, const Context& context) {
  const Task& task = entry.value;
  if (!task.in.present() || !task.run.present()) {
    context.report(Rule::job_unclear, entry.key.origin,
                   "task `" + entry.key.value.text + "` says only half: say where and what",
                   "say `in: SERVICE` and `run: COMMAND`");
    return;
  }
  const auto* service = service_named(stack, task.in->text, task.in.origin, context);
  if (service != nullptr && !service->value.framework.present()) {
    context.report(
        Rule::job_in_backing_service, task.in.origin,
        "task `" + entry.key.value.text + "` runs in `" + task.in->text + "`, whose image stackc does not build",
        "run it in a service that is built here");
  }
}

}  // namespace

std::string cure_of_name(std::string_view written, const std::vector<std::string_view>& names, std::string_view none) {
  if (std::string hint = did_you_mean(written, names); !hint.empty()) return hint;
  std::string all;
  for (const std::string_view name : names)
    all += (all.empty() ? "there is `" : ", `") + std::string(name) + "`";
  return all.empty() ? std::string(none) : all;
}

void check_names(const Stack& stack, const Context& context) {
  for (const auto& site : stack.sites) {
    for (const auto& route : site.value.routes)
      check_route(route, stack, context);
  }
  check_users(stack, context);
  for (const auto& job : stack.jobs)
    check_job(job, stack, context);
  for (const auto& task : stack.tasks)
    check_task(task, stack, context);
  for (const auto& service : stack.services)
    check_environment(service, stack, context);
  const std::set<std::string> used = used_secrets(stack);
  for (const auto& secret : stack.secrets) {
    std::string name = secret.key.value.text;
    for (char& c : name)
      c = c == '-' ? '_' : c;
    if (used.count(name) == 0) {
      context.report(Rule::secret_unused, secret.key.origin, "nothing uses the secret `" + secret.key.value.text + "`",
                     "name it where it is needed, `{ secret: " + secret.key.value.text + " }`, or remove it");
    }
  }
}

}  // namespace stackc::resolve
