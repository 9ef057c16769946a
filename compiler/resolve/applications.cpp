// Services that are built here: framework, language, server, and how their image is made.
#include <algorithm>
#include <string>

#include "resolve/kinds.h"

namespace stackc::resolve {
namespace {

void complete_health(Maybe<Health>& health, const catalog::Framework& framework, const Context& context) {
  context.fill(health, Health{}, "default.health");
  Refuse{"a service that answers requests", context}(health->run, "run");
  if (!framework.health.empty())
    context.fill_from_catalogue(health->path, UrlPath{std::string(framework.health)}, framework.name, "health");
  context.fill(health->path, UrlPath{"/"}, "default.health.path");
  context.fill(health->every, Duration{10'000}, "default.health.every");
  context.fill(health->timeout, Duration{5'000}, "default.health.timeout");
  context.fill(health->start, Duration{30'000}, "default.health.start");
  context.fill(health->retries, 3, "default.health.retries");
}

void refuse_keys_of_other_kinds(const Service& service, const Context& context) {
  const Refuse refuse{"a service that is built here", context};
  refuse_keys_of_catalogue(service, refuse);
  refuse(service.run_as, "run_as");
}

/// What only a process needs, where the edge serves what is built.
void refuse_keys_of_processes(const Service& service, const Context& context) {
  const Refuse refuse{"a service whose files the edge serves", context};
  refuse(service.server, "server");
  refuse(service.run, "run");
  refuse(service.packages, "packages");
  refuse(service.release, "release");
  refuse(service.processes, "processes");
  refuse(service.health, "health");
  refuse(service.env, "env");
  refuse(service.secrets, "secrets");
  refuse(service.stop, "stop");
  refuse(service.memory, "memory");
}

const catalog::Runtime* complete_language(Service& service, const catalog::Framework& framework,
                                          const Context& context) {
  const catalog::Runtime* runtime = catalog::find(catalog::runtimes(), framework.runtime);
  context.fill_from_catalogue(service.language, Versioned{std::string(framework.runtime), ""}, framework.name,
                              "runtime");
  if (service.language->name != framework.runtime) {
    context.report(Rule::runtime_of_other_framework, service.language.origin,
                   "`" + std::string(framework.name) + "` runs on `" + std::string(framework.runtime) + "`, not on `" +
                       service.language->name + "`",
                   "write `language: " + std::string(framework.runtime) + ":" + std::string(runtime->version) + "`",
                   {{service.framework.origin, "the framework is said here"}});
    return nullptr;
  }
  complete_version(service.language, *runtime, context);
  for (const Traced<Word>& package : service.native) {
    const catalog::NativePackage* known = catalog::find(catalog::native_packages(), package.value.text);
    if (known != nullptr && known->runtime == framework.runtime) continue;
    context.report(Rule::not_in_catalogue, package.origin,
                   "the catalogue does not know what `" + package.value.text + "` needs to compile" +
                       (known == nullptr ? "" : " for `" + std::string(framework.runtime) + "`"),
                   known_names(catalog::native_packages(), package.value.text));
  }
  return runtime;
}

/// The servers that may call an application of the framework, for people.
std::string servers_of(const catalog::Framework& framework) {
  std::string all;
  for (const catalog::Server& server : catalog::servers()) {
    const auto& interfaces = framework.interfaces;
    if (server.runtime != framework.runtime ||
        std::find(interfaces.begin(), interfaces.end(), server.interface) == interfaces.end())
      continue;
    all += (all.empty() ? "`server: " : ", `server: ") + std::string(server.name) + "`";
  }
  return all;
}

/// The server of the catalogue, and what it has to be told.
const catalog::Server* complete_server(Entry<Service, Id>& entry, const catalog::Framework& framework,
                                       const Context& context) {
  Service& service = entry.value;
  context.fill_from_catalogue(service.server, Word{std::string(framework.server)}, framework.name, "server");
  const catalog::Server* server = catalog::find(catalog::servers(), service.server->text);
  if (server == nullptr) {
    context.report(Rule::not_in_catalogue, service.server.origin,
                   "the catalogue has no server `" + service.server->text + "`",
                   known_names(catalog::servers(), service.server->text));
    return nullptr;
  }
  if (std::find(framework.interfaces.begin(), framework.interfaces.end(), server->interface) ==
      framework.interfaces.end()) {
    context.report(Rule::server_of_other_framework, service.server.origin,
                   "`" + std::string(server->name) + "` cannot run " + std::string(framework.title),
                   "use " + servers_of(framework), {{service.framework.origin, "the framework is said here"}});
    return nullptr;
  }
  if (server->module.empty()) {
    Refuse{"a service whose server loads no module", context}(service.project, "project");
  } else if (!service.project.present()) {
    context.report(Rule::project_missing, entry.key.origin,
                   "`" + entry.key.value.text + "` does not say its `project`, and " + std::string(server->name) +
                       " has to be told what to load",
                   "add `project:`, the package that holds the settings or the module that holds the application");
  }
  if (!server->command.empty()) {
    Refuse{"a service that a server of the catalogue starts", context}(service.run, "run");
  } else if (!framework.files && !service.run.present()) {
    context.report(Rule::command_missing, entry.key.origin,
                   "`" + entry.key.value.text + "` does not say the command that starts it",
                   "add `run:`, as `run: node dist/main.js`");
  }
  context.fill_from_catalogue(service.listen, HostPort{server->port}, server->name, "port");
  return server;
}

void complete_requirements(Build& build, const Context& context) {
  const Refuse refuse{"a service whose packages a list of requirements names", context};
  refuse(build.manager, "manager");
  refuse(build.package, "package");
  refuse(build.script, "script");
  refuse(build.output, "output");
  context.fill(build.requirements, RelativePath{"requirements.txt"}, "default.build.requirements");
}

/// The one that is said, or the language's own.
const catalog::PackageManager* package_manager(Build& build, const catalog::Runtime& runtime, const Context& context) {
  context.fill_from_catalogue(build.manager, Word{std::string(runtime.manager)}, runtime.name, "manager");
  const catalog::PackageManager* manager = catalog::find(catalog::package_managers(), build.manager->text);
  if (manager != nullptr && manager->runtime == runtime.name) return manager;
  std::vector<std::string_view> known;
  for (const catalog::PackageManager& row : catalog::package_managers()) {
    if (row.runtime == runtime.name) known.push_back(row.name);
  }
  context.report(
      Rule::not_in_catalogue, build.manager.origin,
      "the catalogue has no package manager `" + build.manager->text + "` for `" + std::string(runtime.name) + "`",
      cure_of_name(build.manager->text, known, "remove it"));
  return nullptr;
}

void complete_wrapper(Build& build, const catalog::Runtime& runtime, const Context& context) {
  const Refuse refuse{"a service that the wrapper in its source builds", context};
  refuse(build.requirements, "requirements");
  refuse(build.script, "script");
  refuse(build.output, "output");
  package_manager(build, runtime, context);
}

void complete_package_json(Build& build, const catalog::Framework& framework, const catalog::Runtime& runtime,
                           const Context& context) {
  Refuse{"a service whose packages a package.json names", context}(build.requirements, "requirements");
  if (package_manager(build, runtime, context) == nullptr) return;
  if (build.script.absent() && !framework.script.empty())
    context.fill_from_catalogue(build.script, Word{std::string(framework.script)}, framework.name, "script");
  if (framework.files) {
    context.needed(build.script);
    context.fill_from_catalogue(build.output, RelativePath{std::string(framework.output)}, framework.name, "output");
  } else {
    Refuse{"a service that runs as a process", context}(build.output, "output");
  }
}

/// What is served lies in the source: what keeps it apart from the rest of the build is its folder.
void complete_source_of_files(Build& build, const catalog::Framework& framework, const Context& context) {
  const Refuse refuse{"a service of which nothing is built", context};
  refuse(build.requirements, "requirements");
  refuse(build.manager, "manager");
  refuse(build.package, "package");
  refuse(build.script, "script");
  context.fill_from_catalogue(build.output, RelativePath{std::string(framework.output)}, framework.name, "output");
  if (build.output->text == ".") {
    context.report(
        Rule::whole_context_served, build.output.origin,
        "everything of the build context would be served, its Dockerfile too",
        "name the folder of the files, and the one above it as context: `build: { context: ., output: site }`");
  }
}

void complete_volumes(Service& service, const catalog::Framework& framework, const Context& context) {
  if (!framework.static_volume.empty() && service.volumes.find(framework.static_volume) == nullptr &&
      !service.volumes.removes(framework.static_volume)) {
    Volume volume;
    volume.path.set(AbsolutePath{std::string(framework.static_path)},
                    context.derive("default.volumes.static", {service.framework.origin}));
    service.volumes.entries.push_back(
        {{Id{std::string(framework.static_volume)}, service.framework.origin}, volume, service.framework.origin});
  }
  for (const auto& volume : service.volumes) {
    if (!volume.value.path.present()) {
      context.report(Rule::volume_without_path, volume.key.origin,
                     "volume `" + volume.key.value.text + "` has no `path`",
                     "say where the application finds it, as `/app/media`");
    }
  }
}

/// One image is for all environments, so what the build reads cannot be said by the variables of one.
void check_baked(const Service& service, const catalog::Framework& framework, const Context& context) {
  if (framework.baked.empty()) return;
  const auto check = [&](const Traced<EnvName>& name) {
    if (!name.value.text.starts_with(framework.baked)) return;
    context.report(Rule::variable_of_build, name.origin,
                   "`" + name.value.text + "` says nothing to a process: " + std::string(framework.title) +
                       " writes its value into the pages while the image is built",
                   "hand it over under another name and read it in code of the server, or write it into the source");
  };
  for (const auto& variable : service.env)
    check(variable.key);
  for (const Traced<EnvName>& secret : service.secrets)
    check(secret);
}

}  // namespace

void complete_application(Entry<Service, Id>& entry, const Stack& stack, const Context& context) {
  Service& service = entry.value;
  refuse_keys_of_other_kinds(service, context);
  const catalog::Framework* framework = catalog::find(catalog::frameworks(), service.framework->text);
  if (framework == nullptr) {
    context.report(Rule::not_in_catalogue, service.framework.origin,
                   "the catalogue has no framework `" + service.framework->text + "`",
                   known_names(catalog::frameworks(), service.framework->text));
    return;
  }
  if (framework->files) refuse_keys_of_processes(service, context);
  const catalog::Runtime* runtime = complete_language(service, *framework, context);
  if (runtime == nullptr || complete_server(entry, *framework, context) == nullptr) return;
  context.fill(service.build, Build{}, "default.build");
  context.fill(service.build->context, RelativePath{"."}, "default.build.context");
  switch (runtime->packaging) {
    case catalog::Packaging::requirements:
      complete_requirements(*service.build, context);
      break;
    case catalog::Packaging::package_json:
      complete_package_json(*service.build, *framework, *runtime, context);
      break;
    case catalog::Packaging::wrapper:
      complete_wrapper(*service.build, *runtime, context);
      break;
    case catalog::Packaging::none:
      complete_source_of_files(*service.build, *framework, context);
      break;
  }
  if (!runtime->memory.empty())
    context.fill_from_catalogue(service.memory, *parse_bytes(runtime->memory), runtime->name, "memory");
  check_baked(service, *framework, context);
  context.fill(service.stop, Duration{30'000}, "default.stop");
  complete_health(service.health, *framework, context);
  complete_volumes(service, *framework, context);
  complete_processes(entry, *framework, stack, context);
}

}  // namespace stackc::resolve
