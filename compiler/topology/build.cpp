#include "topology/build.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

/// `prod` has the short names and `dev` only its compose file; every other environment has folders of its own.
void name_files(Topology& topology) {
  const std::string& environment = topology.environment.value.text;
  topology.compose_file = RelativePath{environment == "dev" ? "compose.yaml" : "compose." + environment + ".yaml"};
  const bool short_names = environment == "prod" || environment == "dev";
  topology.deploy_folder = RelativePath{short_names ? "deploy" : "deploy/env/" + environment};
  topology.up = RelativePath{short_names ? "../.." : "../../../.."};
}

/// Two databases of one kind: on a developer's machine the second gets the next free port.
void separate_ports(std::vector<Backing>& backings, const Maker& maker) {
  std::set<int> taken;
  for (Backing& backing : backings) {
    if (!backing.publish.has_value()) continue;
    HostPort port = backing.publish->value;
    while (taken.count(port.number) != 0)
      ++port.number;
    if (port != backing.publish->value)
      backing.publish = {port, maker.derive("default.publish.next_free", {backing.id.origin})};
    taken.insert(port.number);
  }
}

/// `0330`
Traced<Word> digits_of(const Traced<TimeOfDay>& time) {
  char digits[24];  // room for any two numbers: the compiler does not know that these are small
  std::snprintf(digits, sizeof digits, "%02d%02d", time.value.minutes / 60, time.value.minutes % 60);
  return {Word{digits}, time.origin};
}

void add_sweep(const Entry<stackc::Job, Id>& entry, Topology& topology, const Maker& maker) {
  const stackc::Job& written = entry.value;
  if (!maker.production || !written.daily.present()) return;
  for (Backing& backing : topology.backings) {
    if (backing.id.value != *written.sweep) continue;
    const Traced<int> keep =
        written.keep.present() ? written.keep.traced() : Traced<int>{10, maker.derive("default.sweep.keep")};
    const Traced<TimeOfDay> time = written.daily.traced();
    backing.sweep = Sweep{entry.key, time, digits_of(time), keep, {keep.value + 1, keep.origin}};
  }
}

std::string daily_cron(TimeOfDay time) {
  return std::to_string(time.minutes % 60) + " " + std::to_string(time.minutes / 60) + " * * *";
}

}  // namespace

void make_jobs(Topology& topology, const Maker& maker) {
  for (const auto& entry : maker.stack.jobs) {
    const stackc::Job& written = entry.value;
    if (written.sweep.present()) {
      add_sweep(entry, topology, maker);
      continue;
    }
    if (written.backup.present()) {
      if (!maker.production || !written.daily.present()) continue;
      for (const Backing& backing : topology.backings) {
        if (backing.id.value != *written.backup) continue;
        const catalog::BackingService& row = *maker.row_of(backing.id.value);
        Backup backup;
        backup.id = entry.key;
        backup.database_service = {*written.backup, written.backup.origin};
        backup.database_name = *backing.database_name;
        backup.time = written.daily.traced();
        backup.at = digits_of(backup.time);
        backup.keep =
            written.keep.present() ? written.keep.traced() : Traced<int>{14, maker.derive("default.backup.keep")};
        backup.image = backing.image;
        backup.dump_program = {Word{std::string(row.dump_program)}, maker.catalogue(row.name, "dump_program")};
        backup.client = {Word{std::string(row.client)}, maker.catalogue(row.name, "client")};
        if (row.administrator.empty())
          backup.account = {Word{backing.account->value.text}, backing.account->origin};
        else
          backup.account = {Word{std::string(row.administrator)}, maker.catalogue(row.name, "administrator")};
        backup.password = backing.root_password.has_value() ? *backing.root_password : *backing.password;
        backup.password_variable = *backing.password_variable;
        backup.port = *backing.port;
        backup.volume = {Id{entry.key.value.text + "_dumps"}, entry.key.origin};
        topology.backups.push_back(std::move(backup));
      }
      continue;
    }
    if (!maker.production) continue;
    Job job;
    job.id = entry.key;
    if (written.daily.present()) {
      job.cron = {CronTime{daily_cron(*written.daily)}, written.daily.origin};
      job.daily = written.daily.traced();
    } else {
      job.cron = written.cron.traced();
    }
    for (const std::string& word : written.run->words)
      job.command.push_back({word, written.run.origin});
    if (written.timeout.present()) job.timeout = written.timeout.traced();
    for (Application& app : topology.applications) {
      if (app.id.value == *written.in) app.jobs.push_back(job);
    }
  }
  for (Application& app : topology.applications) {
    if (!app.scheduler.has_value()) continue;
    if (topology.scheduled) app.crontab = Word{app.id.value.text + ".crontab"};
    topology.scheduled = true;
  }
}

void make_tasks(Topology& topology, const Maker& maker) {
  if (!maker.production) return;
  for (const auto& entry : maker.stack.tasks) {
    Task task;
    task.id = entry.key;
    task.application = entry.value.in.traced();
    for (const std::string& word : entry.value.run->words)
      task.command.push_back({word, entry.value.run.origin});
    topology.tasks.push_back(std::move(task));
  }
}

void make_volumes(Topology& topology, const Maker& maker) {
  if (maker.programs() != nullptr) return;  // folders of the host
  const std::string prefix = project_name(maker) + "_";
  const auto add = [&](const Traced<Id>& key, std::string about, OriginId origin) {
    topology.volumes.push_back(
        {key, {Word{prefix + key.value.text}, key.origin}, false, {}, {std::move(about), origin}});
  };
  for (const auto& service : maker.stack.services) {
    for (const auto& entry : service.value.volumes) {
      if (!lives_here(service.value, entry, maker)) continue;
      const Traced<Id> key = volume_key(service, entry);
      add(key, entry.key.value.text + " of " + service.key.value.text, entry.key.origin);
      if (entry.value.was.present()) {
        topology.volumes.back().engine_name = {Word{prefix + service.key.value.text + "_" + entry.value.was->text},
                                               entry.value.was.origin};
      }
      if (entry.value.directory.present() && maker.production)
        topology.volumes.back().directory = entry.value.directory.traced();
      // What exists belongs to production; a developer's machine has volumes of its own.
      if (entry.value.adopt.present() && maker.production) {
        topology.volumes.back().engine_name = entry.value.adopt.traced();
        topology.volumes.back().external = true;
      }
    }
  }
  for (const Backup& backup : topology.backups)
    add(backup.volume, "dumps of " + backup.database_service.value.text, backup.id.origin);
  if (topology.edge.has_value()) {
    const OriginId origin = topology.edge->id.origin;
    if (topology.acme.has_value()) {
      add({Id{"letsencrypt"}, origin}, "certificates and the account at the certificate authority", origin);
      if (!topology.acme->dns.has_value()) add({Id{"acme"}, origin}, "proofs for the certificate authority", origin);
    } else if (topology.edge->tls) {
      add({Id{"certificates"}, origin}, "certificates and their keys", origin);
      if (topology.authority.has_value()) add(topology.authority->id, "the authority and its key", origin);
    }
    for (const Member& member : topology.edge->members) {
      if (member.temporary.has_value()) add(member.temporary->id, "bodies of uploads on their way", member.id.origin);
    }
  }
  std::sort(topology.volumes.begin(), topology.volumes.end(),
            [](const Volume& a, const Volume& b) { return a.id.value < b.id.value; });
}

/// One of its forms, which resolve made sure of.
StackcSource make_stackc_source(const stackc::StackcSource& written) {
  StackcSource source;
  if (written.action.present()) source.action = written.action.traced();
  if (written.url.present()) source.download = Download{written.url.traced(), written.digest.traced()};
  if (written.run.present()) source.command = Traced<std::string>{command_line(written.run->words), written.run.origin};
  return source;
}

namespace {

/// The tests' services run on the runner itself. Their passwords guard nothing, and the account is the administrator,
/// because test runners make databases of their own.
void add_test_variables(Application& app, const Maker& maker) {
  for (const Variable& variable : app.environment) {
    std::string value = variable.literal.has_value() ? variable.literal->value : "test";
    if (variable.reference.ends_with(".host") && !variable.reference.starts_with("sites.")) value = "127.0.0.1";
    if (variable.reference.ends_with(".user")) {
      const auto* const row = maker.row_of(Id{variable.reference.substr(0, variable.reference.find('.'))});
      if (row != nullptr && !row->administrator.empty()) value = row->administrator;
    }
    app.test_variables.push_back({variable.name, {std::move(value), variable.name.origin}});
  }
}

}  // namespace

void make_ci(Topology& topology, const Maker& maker) {
  if (!maker.stack.ci.present() || !maker.stack.ci->github.present() || topology.applications.empty()) return;
  const stackc::GithubCi& written = *maker.stack.ci->github;
  GithubCi ci;
  if (maker.stack.ci->stackc.present()) ci.stackc = make_stackc_source(*maker.stack.ci->stackc);
  ci.branch = written.branch.present() ? written.branch.traced()
                                       : Traced<Word>{Word{"main"}, maker.derive("default.ci.branch")};
  for (Application& app : topology.applications)
    add_test_variables(app, maker);
  topology.github = std::move(ci);
}

namespace {

External make_external(const Entry<Service, Id>& entry) {
  const stackc::External& written = *entry.value.external;
  const catalog::BackingService* row =
      entry.value.use.present() ? catalog::find(catalog::backing_services(), entry.value.use->name) : nullptr;
  External external;
  external.id = entry.key;
  external.title = {row == nullptr ? entry.key.value.text : std::string(row->title), entry.value.external.origin};
  external.host = written.host.traced();
  external.port = written.port.traced();
  if (const Maybe<SecretRef>& password = entry.value.password; password.present())
    external.password = Traced<EnvName>{secret_variable(password->name.text), password.origin};
  return external;
}

/// The second image of a context gets a Dockerfile, and the second table of jobs a name, of its own.
void name_apart(std::vector<Application>& applications) {
  std::set<std::string> contexts;
  for (Application& app : applications) {
    if (!contexts.insert(app.context.value.text).second)
      app.dockerfile = RelativePath{app.id.value.text + ".Dockerfile"};
  }
}

void make_services(Topology& topology, const Maker& maker) {
  for (const auto& service : maker.stack.services) {
    if (service.value.framework.present()) {
      topology.applications.push_back(make_application(service, maker));
      Application& app = topology.applications.back();
      app.source = joined(topology.folder, app.context.value);
      if (app.python.has_value()) app.python->requirements_file = joined(app.source, app.python->requirements.value);
      if (app.node.has_value()) {
        app.node->lock_file = joined(app.source, app.node->lock.value);
        app.node->watched = joined(app.context.value, app.node->lock.value);
        topology.watched = true;
      }
    } else if (service.value.external.present()) {
      topology.externals.push_back(make_external(service));
    } else if (service.value.image.present()) {
      topology.backings.push_back(make_foreign(service, maker));
    } else {
      topology.backings.push_back(make_backing(service, maker));
      topology.catalogued = true;
    }
  }
  topology.several_images = topology.applications.size() > 1;
  topology.pushed = std::any_of(topology.applications.begin(), topology.applications.end(),
                                [](const Application& app) { return app.push.has_value(); });
  name_apart(topology.applications);
  separate_ports(topology.backings, maker);
}

}  // namespace

Topology build(const Stack& stack, const Traced<Id>& environment, bool production, const RelativePath& stack_file,
               Origins& origins) {
  const Maker maker{stack, environment, production, origins};
  Topology topology;
  topology.name = stack.name.traced();
  topology.environment = environment;
  topology.production = production;
  topology.project = Id{project_name(maker)};
  topology.timezone = stack.timezone.traced();
  topology.stack_file = stack_file;
  const std::size_t slash = stack_file.text.rfind('/');
  topology.folder = RelativePath{slash == std::string::npos ? "." : stack_file.text.substr(0, slash)};
  name_files(topology);
  // A developer's containers end with the developer's day.
  topology.restart = {Word{production ? "unless-stopped" : "no"}, maker.derive("default.restart")};
  topology.host_folder = host_folder(maker);
  make_services(topology, maker);
  for (const auto& site : stack.sites)
    topology.sites.push_back(make_site(site, maker));
  make_edge(topology, maker);
  make_jobs(topology, maker);
  make_tasks(topology, maker);
  make_secrets(topology, maker);
  make_volumes(topology, maker);
  make_ci(topology, maker);
  make_host(topology, maker);
  return topology;
}

}  // namespace stackc::topology
