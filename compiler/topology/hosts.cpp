// A host that runs the programs itself: what each is and as whom it runs, and which packages and folders it needs.
#include <algorithm>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

const catalog::System& system_of(const stackc::Host& host) { return *catalog::find(catalog::systems(), host.os->name); }

AbsolutePath below(const AbsolutePath& folder, const std::string& name) { return {folder.text + "/" + name}; }

/// As the kernel shows the name of a process, whose first 15 characters it keeps.
Word process_name(std::string_view command) { return Word{std::string(command.substr(0, 15))}; }

/// Of a program that the stack says no health of.
Health own_health(std::string path, OriginId origin) {
  return {{UrlPath{std::move(path)}, origin},
          {Duration{10'000}, origin},
          {Duration{3'000}, origin},
          {Duration{5'000}, origin},
          {3, origin}};
}

Program make_scheduler(const Host& host, const catalog::System& system, const Maker& maker) {
  const OriginId origin = maker.catalogue(system.name, "scheduler");
  Program program;
  program.id = {Id{"cron"}, origin};
  program.title = {"runs what has a time: renewals, checks, jobs, log rotation", origin};
  for (const std::string_view word : system.scheduler)
    program.command.push_back({std::string(word), origin});
  program.user = {Word{"root"}, origin};
  program.directory = AbsolutePath{"/var"};
  program.log = below(host.logs, "cron.log");
  program.pid_file = AbsolutePath{std::string(system.scheduler_pid)};
  program.process = process_name(system.scheduler[0]);
  program.health = own_health("/", origin);
  program.stop_signal = Word{"TERM"};
  program.stop = {Duration{5'000}, origin};
  return program;
}

Program make_proxy(const Edge& edge, const Host& host) {
  const Member& member = edge.members.front();
  const catalog::Proxy& row = *catalog::find(catalog::proxies(), member.proxy.value.text);
  Program program;
  program.id = edge.id;
  program.title = {std::string(row.title) + ", the proxy", edge.id.origin};
  program.command = member.start;
  // Its first process binds the ports and reads the keys; its workers step down.
  program.user = {Word{"root"}, edge.id.origin};
  program.directory = AbsolutePath{"/var"};
  program.log = below(host.logs, edge.id.value.text + ".log");
  program.pid_file = below(member.run, member.proxy.value.text + ".pid");
  program.process = process_name(row.start[0]);
  program.ports = {edge.http.listen, edge.https.listen};
  program.health = own_health("/healthz", edge.id.origin);
  program.stop_signal = Word{std::string(row.stop)};
  program.reload_signal = Word{std::string(row.reload)};
  program.stop = edge.stop;
  program.serves_certificates = true;
  return program;
}

Venv make_venv(const Application& app, const Service& service, const Maker& maker) {
  const AbsolutePath source = source_on_host(service, maker);
  Venv venv;
  venv.path = service.venv.present()
                  ? service.venv.traced()
                  : Traced<AbsolutePath>{below(source, ".venv"), maker.derive("default.venv", {app.context.origin})};
  venv.version = app.language_version;
  venv.requirements = below(source, app.python->requirements.value.text);
  return venv;
}

Program make_program(const Application& app, const Host& host, const Maker& maker) {
  const Service& service = maker.stack.services.find(app.id.value.text)->value;
  const catalog::Server& server = *catalog::find(catalog::servers(), app.server.value.text);
  Program program;
  program.id = app.id;
  program.title = app.title;
  program.command = app.command;
  program.user = host.user;
  program.directory = source_on_host(service, maker);
  program.venv = make_venv(app, service, maker);
  program.environment = app.environment;
  program.log = below(host.logs, app.id.value.text + ".log");
  program.process = process_name(server.command[0]);
  program.ports = {app.port};
  program.health = app.health;
  program.health_host = app.health_host;
  program.stop_signal = Word{"TERM"};
  if (!server.reload_signal.empty()) program.reload_signal = Word{std::string(server.reload_signal)};
  program.stop = app.stop;
  program.memory = app.memory;
  return program;
}

void add_packages(Host& host, const Topology& topology, const stackc::Host& written, const Maker& maker) {
  const catalog::System& system = system_of(written);
  const OriginId origin = maker.catalogue(system.name, "packages");
  const auto add = [&](std::string_view name) { host.packages.push_back({Word{std::string(name)}, origin}); };
  const auto add_packaged = [&](std::string_view program) {
    if (const auto* const found = catalog::packaged(system, written.os->version, program)) add(found->package);
  };
  for (const std::string_view name : system.packages)
    add(name);
  if (topology.edge.has_value()) add_packaged(topology.edge->members.front().proxy.value.text);
  if (topology.acme.has_value()) add_packaged(topology.acme->id.value.text);
  for (const Application& app : topology.applications) {
    add_packaged(app.runtime.value.text);
    host.packages.insert(host.packages.end(), app.build_packages.begin(), app.build_packages.end());
    host.packages.insert(host.packages.end(), app.runtime_packages.begin(), app.runtime_packages.end());
  }
  auto& all = host.packages;
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  all.erase(std::unique(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value == b.value; }),
            all.end());
}

void add_folders(Host& host, const Topology& topology, const Maker& maker) {
  const std::string& user = host.user.value.text;
  for (const Application& app : topology.applications) {
    const Service& service = maker.stack.services.find(app.id.value.text)->value;
    for (const auto& volume : service.volumes) {
      host.folders.push_back({folder_on_host(service, volume.value, maker),
                              {user + ":" + user},
                              {volume.key.value.text + " of " + app.id.value.text, volume.key.origin},
                              app.id.value.text + "." + volume.key.value.text});
    }
  }
}

/// Of containers on the same machine, whose files the proxy serves: each once.
void add_served_folders(Host& host, const Topology& topology, const Maker& maker) {
  for (const Site& site : topology.sites) {
    for (const Route& route : site.routes) {
      const auto known = [&](const Folder& folder) { return folder.volume == route.files_of; };
      if (!route.files.has_value() || std::any_of(host.folders.begin(), host.folders.end(), known)) continue;
      const std::size_t dot = route.files_of.find('.');
      host.folders.push_back(
          {*route.files,
           {run_as(maker).value},
           {route.files_of.substr(dot + 1) + " of " + route.files_of.substr(0, dot), route.files->origin},
           route.files_of});
    }
  }
}

/// Twice a day, at the minute that the stack's name gives.
std::string renewal_cron(int offset) {
  const int hour = offset / 3600;
  return std::to_string(offset / 60 % 60) + " " + std::to_string(hour) + "," + std::to_string(hour + 12) + " * * *";
}

}  // namespace

Traced<AbsolutePath> host_folder(const Maker& maker) {
  if (maker.stack.deploy.present() && maker.stack.deploy->path.present()) return maker.stack.deploy->path.traced();
  const Maybe<Id>& name = maker.stack.data_name();
  return {AbsolutePath{"/srv/" + name->text}, maker.derive("default.deploy.path", {name.origin})};
}

AbsolutePath source_on_host(const Service& service, const Maker& maker) {
  const AbsolutePath folder = host_folder(maker).value;
  const std::string& context = service.build->context->text;
  return context == "." ? folder : below(folder, context);
}

Traced<AbsolutePath> folder_on_host(const Service& service, const stackc::Volume& volume, const Maker& maker) {
  const std::string& path = volume.path->text;
  if (path.rfind("/app/", 0) != 0) return volume.path.traced();
  return {below(source_on_host(service, maker), path.substr(5)),
          maker.derive("default.hosts.folder", {volume.path.origin})};
}

Traced<AbsolutePath> folder_beside_edge(const Entry<Service, Id>& service, const Entry<stackc::Volume, Id>& volume,
                                        const Maker& maker) {
  if (volume.value.directory.present()) return volume.value.directory.traced();
  return {AbsolutePath{"/var/lib/" + maker.stack.data_name()->text + "/" + volume_key(service, volume).value.text},
          maker.derive("default.hosts.served", {volume.key.origin})};
}

void make_host(Topology& topology, const Maker& maker) {
  const auto* const entry = maker.programs();
  if (entry == nullptr) return;
  const stackc::Host& written = entry->value;
  const catalog::System& system = system_of(written);
  const std::string project = project_name(maker);
  Host host;
  host.id = entry->key;
  host.system = {Word{std::string(system.title)}, written.os.origin};
  host.release = {Word{written.os->version}, written.os.origin};
  host.systemd = *written.init == Init::systemd;
  host.user = written.user.traced();
  host.run = AbsolutePath{"/run/" + project};
  host.logs = AbsolutePath{"/var/log/" + project};
  host.state = AbsolutePath{"/var/lib/" + project};
  if (written.notify.present()) host.notify = written.notify.traced();
  // systemd keeps the system's own scheduler running.
  if (!host.systemd) host.programs.push_back(make_scheduler(host, system, maker));
  if (topology.edge.has_value()) host.programs.push_back(make_proxy(*topology.edge, host));
  for (const Application& app : topology.applications)
    host.programs.push_back(make_program(app, host, maker));
  if (topology.acme.has_value()) host.renewal = {CronTime{renewal_cron(topology.acme->offset)}, topology.name.origin};
  add_packages(host, topology, written, maker);
  add_folders(host, topology, maker);
  if (maker.here != nullptr) add_served_folders(host, topology, maker);
  topology.host = std::move(host);
}

}  // namespace stackc::topology
