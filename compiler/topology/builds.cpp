// How the image of an application is built and its code tested: by package managers of the catalogue.
#include "topology/parts.h"

namespace stackc::topology {

Traced<RelativePath> below_package(const stackc::Build& build, std::string_view folder, OriginId origin) {
  const RelativePath path{std::string(folder)};
  return {build.package.present() ? joined(*build.package, path) : path, origin};
}

namespace {

JavaBuild make_java_build(const Service& service, const catalog::PackageManager& manager,
                          const catalog::Runtime& runtime, const Maker& maker) {
  const stackc::Build& build = *service.build;
  const catalog::Cycle& cycle = *catalog::cycle_of(runtime.cycles, service.language->version);
  JavaBuild java;
  java.manager = build.manager.traced();
  java.image = {ImageRef{std::string(runtime.image) + ":" + std::string(cycle.builder)}, service.language.origin};
  const bool package = build.package.present();
  std::vector<std::string> words;
  for (const std::string_view word : package ? manager.workspace_build : manager.build)
    words.push_back(package ? filled(word, "package", build.package->text) : std::string(word));
  java.command = {command_line(words), maker.catalogue(manager.name, "build")};
  java.output = below_package(build, manager.output, maker.catalogue(manager.name, "output"));
  java.cache = {AbsolutePath{std::string(manager.cache)}, maker.catalogue(manager.name, "cache")};
  return java;
}

BuiltFiles make_files(const Service& service, const catalog::Framework& framework, const Maker& maker) {
  const stackc::Build& build = *service.build;
  BuiltFiles files;
  files.output = build.package.present() ? joined(*build.package, *build.output) : *build.output;
  files.built = build.script.present();
  files.lasting = !framework.hashed.empty();
  if (!framework.fallback.empty())
    files.fallback = Traced<RelativePath>{RelativePath{std::string(framework.fallback)},
                                          maker.catalogue(framework.name, "fallback")};
  files.folder = service.volumes.find(framework.static_volume)->value.path.traced();
  return files;
}

}  // namespace

void add_build(Application& app, const Service& service, const catalog::Framework& framework,
               const catalog::Runtime& runtime, const Maker& maker) {
  const stackc::Build& build = *service.build;
  app.context = build.context.traced();
  if (framework.files) app.files = make_files(service, framework, maker);
  if (runtime.packaging == catalog::Packaging::none) return;
  if (runtime.packaging == catalog::Packaging::requirements) {
    app.python = PythonBuild{build.requirements.traced(), {}};
    return;
  }
  const catalog::PackageManager& manager = *catalog::find(catalog::package_managers(), build.manager->text);
  if (runtime.packaging == catalog::Packaging::wrapper) {
    app.java = make_java_build(service, manager, runtime, maker);
    return;
  }
  NodeBuild node;
  node.manager = build.manager.traced();
  if (!manager.version.empty())
    node.version = Traced<Word>{Word{std::string(manager.version)}, maker.catalogue(manager.name, "version")};
  node.lock = {RelativePath{std::string(manager.lock)}, maker.catalogue(manager.name, "lock")};
  node.store = manager.store;
  if (build.package.present()) {
    node.package = build.package.traced();
    if (framework.standalone.empty()) node.folder = node.package;
  }
  if (build.script.present()) node.script = build.script.traced();
  if (!framework.standalone.empty()) {
    node.standalone = below_package(build, framework.standalone, maker.catalogue(framework.name, "standalone"));
    for (const std::string_view folder : framework.beside)
      node.beside.push_back(below_package(build, folder, maker.catalogue(framework.name, "beside")));
  }
  app.node = std::move(node);
}

std::optional<Traced<std::string>> known_tests(const Service& service, const Maker& maker) {
  const Maybe<stackc::Ci>& ci = maker.stack.ci;
  if (ci.present() && ci->github.present() && ci->github->test.present()) return ci->github->test.traced();
  if (ci.present() && ci->azure.present() && ci->azure->test.present()) return ci->azure->test.traced();
  const catalog::PackageManager* const manager =
      service.build->manager.present() ? catalog::find(catalog::package_managers(), service.build->manager->text)
                                       : nullptr;
  if (manager == nullptr || manager->test.empty()) return std::nullopt;
  return Traced<std::string>{command_line({manager->test.begin(), manager->test.end()}),
                             maker.catalogue(manager->name, "test")};
}

}  // namespace stackc::topology
