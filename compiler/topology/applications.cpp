// Services that are built here: image, commands, environment, health, what they may write.
#include <algorithm>
#include <map>
#include <set>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

/// What a reference stands for, once the stack is complete.
Variable resolved(const Traced<EnvName>& name, const Ref& ref, OriginId at, const Maker& maker) {
  Variable variable{name, {}, {}, {}, false, ref.path.text};
  const std::string& path = ref.path.text;
  const std::size_t dot = path.find('.');
  const std::string head = path.substr(0, dot);
  const std::string tail = path.substr(dot + 1);
  const auto literal = [&](std::string text, OriginId parent) {
    variable.literal = Traced<std::string>{std::move(text), maker.derive("reference", {at, parent})};
  };
  if (head == "sites") {
    const std::size_t second = tail.rfind('.');
    const auto* site = maker.stack.sites.find(tail.substr(0, second));
    std::string text;
    for (const Traced<Domain>& served : served_names(*site, maker)) {
      if (!text.empty()) {
        if (tail.substr(second + 1) == "domain") break;
        text += ref.join;
      }
      text += served.value.text;
    }
    literal(std::move(text), site->value.domain.origin);
    return variable;
  }
  const auto* service = maker.stack.services.find(head);
  const Service& value = service->value;
  if (value.external.present()) {
    if (tail == "host") literal(value.external->host->text, value.external->host.origin);
    if (tail == "port") literal(std::to_string(value.external->port->number), value.external->port.origin);
  } else {
    if (tail == "host")
      literal(maker.programs() != nullptr ? "127.0.0.1" : service->key.value.text, service->key.origin);
    if (tail == "port") literal(std::to_string(value.listen->number), value.listen.origin);
  }
  if (tail == "database") literal(value.database->text, value.database.origin);
  if (tail == "user") literal(value.user->text, value.user.origin);
  if (tail == "password") {
    variable.bound = Traced<EnvName>{secret_variable(value.password->name.text),
                                     maker.derive("reference", {at, value.password.origin})};
    variable.secret = true;
  }
  return variable;
}

Variable make_variable(const Entry<Maybe<ValueForm>, EnvName>& entry, const Maker& maker) {
  const OriginId at = entry.value.origin;
  const ValueForm& form = *entry.value;
  if (const auto* ref = std::get_if<Ref>(&form)) return resolved(entry.key, *ref, at, maker);
  Variable variable{entry.key, {}, {}, {}, false, {}};
  if (const auto* text = std::get_if<std::string>(&form)) {
    variable.literal = Traced<std::string>{*text, at};
  } else if (const auto* secret = std::get_if<SecretRef>(&form)) {
    variable.bound = Traced<EnvName>{secret_variable(secret->name.text), at};
    variable.secret = true;
    if (secret->as_file) variable.file = secret_file(secret->name, entry.key, at);
  } else {
    const auto& late = std::get<FromEnv>(form);
    variable.bound = Traced<EnvName>{late.name, at};
    if (late.has_fallback) variable.fallback = Traced<PlainWord>{PlainWord{late.fallback}, at};
  }
  return variable;
}

}  // namespace

std::vector<Variable> make_environment(const Entry<Service, Id>& service, const Maker& maker) {
  std::vector<Variable> all;
  for (const auto& entry : service.value.env) {
    if (entry.value.present()) all.push_back(make_variable(entry, maker));
  }
  for (const Traced<EnvName>& secret : service.value.secrets) {
    all.push_back(Variable{secret, {}, secret, {}, true, {}});
  }
  std::sort(all.begin(), all.end(), [](const Variable& a, const Variable& b) { return a.name.value < b.name.value; });
  return all;
}

namespace {

/// Those of them that an application has to wait for: services of the catalogue, here or elsewhere.
void add_waits(Application& app, const Entry<Service, Id>& service, const Maker& maker) {
  const std::set<std::string> named = named_services(service.value);
  for (const auto& other : maker.stack.services) {
    if (named.count(other.key.value.text) == 0 || !(other.value.use.present() || other.value.image.present())) continue;
    if (other.value.external.present())
      app.outside.push_back({other.value.external->host.traced(), other.value.external->port.traced()});
    if (!other.value.external.present() && other.value.listen.present())
      app.waits.push_back({other.key, other.value.listen.traced()});
  }
  std::sort(app.waits.begin(), app.waits.end(),
            [](const Wait& a, const Wait& b) { return a.host.value < b.host.value; });
  std::sort(app.outside.begin(), app.outside.end(),
            [](const Outside& a, const Outside& b) { return a.host.value < b.host.value; });
}

/// The Host that a probe must send: the first served name of a site that leads here, else this machine's.
Traced<Domain> probe_host(const Entry<Service, Id>& service, const Maker& maker) {
  for (const auto& site : maker.stack.sites) {
    for (const auto& route : site.value.routes) {
      const Traced<Domain> served = served_names(site, maker).front();
      if (route.value.to.present() && route.value.to->text == service.key.value.text &&
          served.value.form == Domain::Form::name)
        return served;
    }
  }
  return {Domain{"localhost", Domain::Form::name}, maker.derive("default.probe_host")};
}

std::vector<Traced<Word>> sorted_packages(std::vector<Traced<Word>> packages) {
  std::sort(packages.begin(), packages.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  packages.erase(
      std::unique(packages.begin(), packages.end(), [](const auto& a, const auto& b) { return a.value == b.value; }),
      packages.end());
  return packages;
}

void add_packages(Application& app, const Entry<Service, Id>& service, const Maker& maker) {
  for (const Traced<Word>& native : service.value.native) {
    const catalog::NativePackage* package = catalog::find(catalog::native_packages(), native.value.text);
    const auto add = [&](catalog::Slice<std::string_view> names, std::vector<Traced<Word>>& to, const char* key) {
      for (const std::string_view name : names) {
        to.push_back({Word{std::string(name)}, maker.derive(std::string("catalogue.") + key, {native.origin})});
      }
    };
    add(package->build_packages, app.build_packages, "build_packages");
    add(package->runtime_packages, app.runtime_packages, "runtime_packages");
    app.natives.push_back(native);
  }
  app.runtime_packages.insert(app.runtime_packages.end(), service.value.packages.begin(), service.value.packages.end());
  app.build_packages = sorted_packages(std::move(app.build_packages));
  app.runtime_packages = sorted_packages(std::move(app.runtime_packages));
}

/// What a framework's developers run: a program of their package, a script of it, or words of the catalogue.
std::vector<std::string> development_words(const Service& service, const catalog::Framework& framework) {
  std::vector<std::string> words;
  const auto add = [&](catalog::Slice<std::string_view> more) {
    for (const std::string_view word : more)
      words.emplace_back(word);
  };
  if (framework.dev_script.empty() && framework.dev_exec.empty()) {
    add(framework.dev_command);
    return words;
  }
  const catalog::PackageManager& manager = *catalog::find(catalog::package_managers(), service.build->manager->text);
  const bool workspace = service.build->package.present();
  if (framework.dev_exec.empty()) {
    add(workspace ? manager.workspace_script : manager.script);
  } else {
    add(workspace ? manager.workspace_exec : manager.exec);
    add(framework.dev_exec);
  }
  for (std::string& word : words) {
    word = filled(word, "script", framework.dev_script);
    if (workspace) word = filled(word, "package", service.build->package->text);
  }
  return words;
}

void add_commands(Application& app, const Service& service, const catalog::Framework& framework,
                  const catalog::Server& server, const Maker& maker) {
  const std::string port = std::to_string(service.listen->number);
  // In a container the network decides who may come; on a host only its own proxy may.
  const char* const address = maker.programs() != nullptr ? "127.0.0.1" : "0.0.0.0";
  const std::string module =
      service.project.present()
          ? filled(framework.module.empty() ? server.module : framework.module, "project", service.project->text)
          : "";
  const std::string package = service.build->package.present() ? service.build->package->text + "/" : "";
  if (!server.command.empty()) {
    const OriginId origin = maker.derive("catalogue.server.command",
                                         {service.server.origin, service.project.origin, service.listen.origin});
    for (const std::string_view word : server.command) {
      app.command.push_back({filled(filled(filled(filled(word, "address", address), "port", port), "module", module),
                                    "package/", package),
                             origin});
    }
  } else if (service.run.present()) {
    for (const std::string& word : service.run->words)
      app.command.push_back({word, service.run.origin});
  }
  const std::string output = service.build->output.present() ? service.build->output->text : "";
  for (const std::string& word : development_words(service, framework)) {
    app.dev_command.push_back({filled(filled(filled(word, "port", port), "module", module), "output", output),
                               maker.catalogue(framework.name, "dev_command")});
  }
  std::vector<std::string> collect;
  for (const std::string_view word : framework.static_command) {
    app.static_command.push_back({std::string(word), maker.catalogue(framework.name, "static_command")});
    collect.emplace_back(word);
  }
  if (framework.files) app.command = app.static_command;
  // A developer's server finds the files where they lie.
  if (maker.production && !collect.empty()) {
    app.release.push_back({command_line(collect), maker.catalogue(framework.name, "static_command")});
  }
  for (const Traced<Command>& step : service.release)
    app.release.push_back({command_line(step.value.words), step.origin});
}

/// What a program has to be told by variables, unless the stack says it.
void add_server_variables(Application& app, const Service& service, const catalog::Server& server, const Maker& maker) {
  // What is left of the grace is for what comes after the last answer.
  const std::string drain = std::to_string(std::max<std::int64_t>(service.stop->milliseconds * 4 / 5000, 1)) + "s";
  const std::string port = std::to_string(service.listen->number);
  for (const catalog::ServerVariable& told : server.variables) {
    const EnvName name{std::string(told.name)};
    if (std::any_of(app.environment.begin(), app.environment.end(),
                    [&](const Variable& variable) { return variable.name.value == name; }))
      continue;
    const OriginId origin = maker.catalogue(server.name, "variables");
    const OriginId from = told.value == "{port}"    ? service.listen.origin
                          : told.value == "{drain}" ? maker.derive("default.drain", {service.stop.origin})
                                                    : origin;
    app.environment.push_back({{name, origin},
                               Traced<std::string>{filled(filled(told.value, "port", port), "drain", drain), from},
                               {},
                               {},
                               false,
                               {}});
  }
  std::sort(app.environment.begin(), app.environment.end(),
            [](const Variable& a, const Variable& b) { return a.name.value < b.name.value; });
}

/// On a host that runs only its jobs or processes: nothing is released there, and nothing collected.
void serves_elsewhere(Application& app) {
  app.release.clear();
  app.static_command.clear();
  std::erase_if(app.mounts, [](const Mount& mount) { return mount.read_only; });
}

}  // namespace

Traced<std::string> run_as(const Maker& maker) { return {"1000:1000", maker.derive("default.run_as")}; }

bool has_jobs(const Entry<Service, Id>& service, const Maker& maker) {
  const auto& jobs = maker.stack.jobs;
  return std::any_of(jobs.begin(), jobs.end(), [&](const auto& job) {
    return job.value.in.present() && *job.value.in == service.key.value &&
           maker.is_here(host_of(maker.stack, job.value));
  });
}

Application make_application(const Entry<Service, Id>& entry, const Maker& maker) {
  const Service& service = entry.value;
  const catalog::Framework& framework = *catalog::find(catalog::frameworks(), service.framework->text);
  const catalog::Server& server = *catalog::find(catalog::servers(), service.server->text);
  const catalog::Runtime& runtime = *catalog::find(catalog::runtimes(), service.language->name);
  const std::string& id = entry.key.value.text;

  Application app;
  app.id = entry.key;
  app.framework = Word{std::string(framework.name)};
  app.title = {std::string(framework.title) + (server.module.empty() ? "" : " on " + std::string(server.name)),
               service.framework.origin};
  app.runtime = {Word{service.language->name}, service.language.origin};
  app.language_version = {Word{service.language->version}, service.language.origin};
  const catalog::Cycle* cycle = catalog::cycle_of(runtime.cycles, service.language->version);
  app.base_image = {ImageRef{std::string(runtime.image) + ":" + std::string(cycle->tag)}, service.language.origin};
  app.server = service.server.traced();
  app.websockets = server.websockets;
  app.mounted = runtime.development == catalog::Development::mounted;
  app.synced = runtime.development == catalog::Development::synced;
  add_build(app, service, framework, runtime, maker);
  add_packages(app, entry, maker);
  if (service.push.present()) {
    app.push = service.push.traced();
    const std::string host = service.push->text.substr(0, service.push->text.find('/'));
    // The distribution's rule: a first part with a dot or a port is a host, else it is a name on Docker Hub.
    if (host != service.push->text && host.find_first_of(".:") != std::string::npos)
      app.registry = Traced<ImageName>{ImageName{host}, service.push.origin};
  }
  app.image_variable = EnvName{secret_variable(id + "_image")};
  app.port = service.listen.traced();
  add_commands(app, service, framework, server, maker);
  const auto& health = *service.health;
  app.health = {health.path.traced(), health.every.traced(), health.timeout.traced(), health.start.traced(),
                health.retries.traced()};
  app.health_host = probe_host(entry, maker);
  app.environment = make_environment(entry, maker);
  app.secret_files = secret_files(app.environment);
  add_server_variables(app, service, server, maker);
  for (const Variable& variable : app.environment)
    app.required.push_back(variable.name);
  add_waits(app, entry, maker);
  for (const auto& volume : service.volumes)
    app.volume_paths.push_back(volume.value.path.traced());
  for (const auto& volume : service.volumes) {
    if (!lives_here(service, volume, maker)) continue;
    const bool collected = volume.key.value.text == framework.static_volume;
    app.mounts.push_back({volume_key(entry, volume), volume.value.path.traced(), collected});
    if (const std::string& path = volume.value.path->text; path.starts_with("/app/")) {
      app.volume_folders.push_back({RelativePath{path.substr(5)}, volume.value.path.origin});
    }
  }
  for (const std::string_view folder : framework.scratch) {
    const Traced<RelativePath> path = below_package(*service.build, folder, maker.catalogue(framework.name, "scratch"));
    app.scratch.push_back({AbsolutePath{"/app/" + path.value.text}, path.origin});
  }
  app.stop = service.stop.traced();
  app.run_as = run_as(maker);
  if (service.memory.present()) app.memory = service.memory.traced();
  app.process = (!framework.files || !maker.production) && maker.runs_here(entry.key.value);
  if (!maker.runs_here(entry.key.value)) serves_elsewhere(app);
  app.threads = {runtime.threads, maker.catalogue(runtime.name, "threads")};
  if (service.test.present()) {
    app.test = service.test.traced();
  } else {
    app.test = known_tests(service, maker);
  }
  app.cron = has_jobs(entry, maker) && (program_host(maker.stack) == nullptr || several_machines(maker.stack));
  if (app.cron && maker.production) app.scheduler = Id{id + "-scheduler"};
  app.processes = make_processes(entry, maker);
  app.release_service = Id{id + "-release"};
  if (!maker.production) app.publish = Traced<HostPort>{*service.listen, service.listen.origin};
  return app;
}

}  // namespace stackc::topology
