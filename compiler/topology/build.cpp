#include "topology/build.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

/// `prod` has the short names and `dev` only its compose file; every other environment has folders of its own, and so
/// has each host where there are several.
void name_files(Topology& topology, const Entry<stackc::Host, Id>* here) {
  const std::string& environment = topology.environment.value.text;
  topology.label = environment;
  if (here != nullptr) {
    const std::string& host = here->key.value.text;
    topology.label += "." + host;
    topology.compose_file = RelativePath{"compose." + topology.label + ".yaml"};
    topology.deploy_folder = RelativePath{"deploy/env/" + environment + "/" + host};
    topology.up = RelativePath{"../../../../.."};
    return;
  }
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
    if (!maker.production || !maker.is_here(host_of(maker.stack, written))) continue;
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
    if (!maker.runs_here(*entry.value.in)) continue;
    Task task;
    task.id = entry.key;
    task.application = entry.value.in.traced();
    for (const std::string& word : entry.value.run->words)
      task.command.push_back({word, entry.value.run.origin});
    topology.tasks.push_back(std::move(task));
  }
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
    // One that every runner has, and that is not empty.
    if (variable.file.has_value()) value = "/etc/hostname";
    if (variable.reference.ends_with(".host") && !variable.reference.starts_with("sites.")) value = "127.0.0.1";
    if (variable.reference.ends_with(".user")) {
      const auto* const row = maker.row_of(Id{variable.reference.substr(0, variable.reference.find('.'))});
      if (row != nullptr && !row->administrator.empty()) value = row->administrator;
    }
    app.test_variables.push_back({variable.name, {std::move(value), variable.name.origin}});
  }
}

Traced<Word> branch_of(const Maybe<Word>& written, const Maker& maker) {
  return written.present() ? written.traced() : Traced<Word>{Word{"main"}, maker.derive("default.ci.branch")};
}

}  // namespace

void make_ci(Topology& topology, const Maker& maker) {
  // The pipeline knows one host.
  if (maker.here != nullptr) return;
  if (!maker.stack.ci.present() || topology.applications.empty()) return;
  const stackc::Ci& written = *maker.stack.ci;
  if (!written.github.present() && !written.azure.present()) return;
  std::optional<StackcSource> stackc;
  if (written.stackc.present()) stackc = make_stackc_source(*written.stackc);
  if (written.github.present()) {
    topology.github = GithubCi{stackc, branch_of(written.github->branch, maker)};
    topology.deployed_by_ci = topology.environment.value.text == "prod";
  }
  if (written.azure.present()) {
    AzureCi azure{stackc,
                  branch_of(written.azure->branch, maker),
                  {},
                  topology.registry.has_value() && topology.authority.has_value()};
    if (written.azure->connection.present()) azure.connection = written.azure->connection.traced();
    topology.azure = std::move(azure);
  }
  for (Application& app : topology.applications)
    add_test_variables(app, maker);
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

std::optional<Opened> opened(const Entry<Service, Id>& service, const Maker& maker) {
  const Id& id = service.key.value;
  if (maker.here == nullptr || !maker.runs_here(id)) return {};
  if (!asked_from_elsewhere(maker.stack, id) && !led_to_from_elsewhere(maker.stack, id)) return {};
  const HostPort port = opened_port(maker.stack, id);
  const bool own = port == *service.value.listen;
  return Opened{
      maker.here->value.address.traced(),
      {port, own ? service.value.listen.origin : maker.derive("default.hosts.opened", {service.value.listen.origin})}};
}

void make_services(Topology& topology, const Maker& maker) {
  for (const auto& service : maker.stack.services) {
    if (!service.value.external.present() && !maker.works_here(service)) continue;
    if (service.value.framework.present()) {
      topology.applications.push_back(make_application(service, maker));
      Application& app = topology.applications.back();
      app.open = opened(service, maker);
      app.source = joined(topology.folder, app.context.value);
      topology.watched = topology.watched || !app.mounted;
      if (app.python.has_value()) app.python->requirements_file = joined(app.source, app.python->requirements.value);
      if (app.node.has_value()) {
        app.node->lock_file = joined(app.source, app.node->lock.value);
        app.node->watched = joined(app.context.value, app.node->lock.value);
      }
    } else if (service.value.external.present()) {
      topology.externals.push_back(make_external(service));
      if (const auto* const other = host_of(maker.stack, service.key.value)) topology.externals.back().on = other->key;
    } else {
      topology.catalogued = topology.catalogued || service.value.use.present();
      topology.backings.push_back(service.value.image.present() ? make_foreign(service, maker)
                                                                : make_backing(service, maker));
      topology.backings.back().open = opened(service, maker);
    }
  }
  topology.several_images = topology.applications.size() > 1;
  topology.pushed = std::any_of(topology.applications.begin(), topology.applications.end(),
                                [](const Application& app) { return app.push.has_value(); });
  name_apart(topology.applications);
  separate_ports(topology.backings, maker);
}

/// Whether the containers of a host ask services that stand at another one.
bool asks(const Stack& stack, const Entry<stackc::Host, Id>& asking, const Entry<stackc::Host, Id>& asked) {
  return std::any_of(asked.value.services.begin(), asked.value.services.end(),
                     [&](const Traced<Id>& service) { return stackc::asks(stack, asking, service.value); });
}

bool has_release(const Service& service) {
  if (!service.framework.present()) return false;
  const catalog::Framework& framework = *catalog::find(catalog::frameworks(), service.framework->text);
  return !service.release.empty() || !framework.static_command.empty();
}

Neighbour make_neighbour(const Entry<stackc::Host, Id>& host, const Maker& maker) {
  Neighbour other;
  other.id = host.key;
  other.count = host.value.count.traced();
  other.several = *host.value.count > 1;
  other.asked = asks(maker.stack, *maker.here, host);
  other.asks = asks(maker.stack, host, *maker.here);
  for (const auto& service : maker.stack.services) {
    const auto* const serving = host_of(maker.stack, service.key.value);
    const auto hosts = hosts_of(maker.stack, service);
    if (!has_release(service.value)) continue;
    other.releases = other.releases || serving == &host;
    other.follows = other.follows || std::find(hosts.begin(), hosts.end(), &host) != hosts.end();
  }
  other.follows = other.follows && !other.releases;
  return other;
}

/// Seen from one host of a stack that still knows who runs what.
Part make_part(const Maker& maker) {
  Part part;
  part.host = maker.here->key;
  part.count = maker.here->value.count.traced();
  part.several = *maker.here->value.count > 1;
  for (const auto& host : maker.stack.hosts) {
    if (!maker.is_here(&host)) part.others.push_back(make_neighbour(host, maker));
  }
  return part;
}

/// What this host asks of others is, seen from it, run by somebody else.
Stack stack_of(const Entry<stackc::Host, Id>& here, Stack stack) {
  for (auto& service : stack.services) {
    const auto* const host = host_of(stack, service.key.value);
    if (host == nullptr || host->key.value == here.key.value) continue;
    if (service.value.framework.present() || !asks(stack, here, service.key.value)) continue;
    stackc::External external;
    external.host = host->value.address;
    external.port = service.value.listen;
    service.value.external.set(external, host->value.address.origin);
    service.value.volumes.entries.clear();
  }
  return stack;
}

Topology build_here(const Maker& maker, const RelativePath& stack_file) {
  const Stack& stack = maker.stack;
  const bool production = maker.production;
  const Traced<Id>& environment = maker.environment;
  Topology topology;
  topology.name = stack.name.traced();
  topology.environment = environment;
  topology.production = production;
  topology.project = Id{project_name(maker)};
  topology.timezone = stack.timezone.traced();
  topology.stack_file = stack_file;
  const std::size_t slash = stack_file.text.rfind('/');
  topology.folder = RelativePath{slash == std::string::npos ? "." : stack_file.text.substr(0, slash)};
  name_files(topology, maker.here);
  // A developer's containers end with the developer's day.
  topology.restart = {Word{production ? "unless-stopped" : "no"}, maker.derive("default.restart")};
  topology.host_folder = host_folder(maker);
  make_services(topology, maker);
  for (const auto& site : stack.sites) {
    if (maker.here == nullptr || maker.edge_here()) topology.sites.push_back(make_site(site, maker));
  }
  make_edge(topology, maker);
  make_registry(topology, maker);
  make_jobs(topology, maker);
  make_tasks(topology, maker);
  make_secrets(topology, maker);
  make_volumes(topology, maker);
  make_ci(topology, maker);
  make_host(topology, maker);
  topology.timed = topology.scheduled || !topology.backups.empty() ||
                   std::any_of(topology.backings.begin(), topology.backings.end(),
                               [](const Backing& backing) { return backing.sweep.has_value(); });
  for (const Application& app : topology.applications) {
    topology.releases = topology.releases || !app.release.empty();
    topology.collects = topology.collects || (app.process && !app.static_command.empty());
  }
  return topology;
}

}  // namespace

namespace {

/// A registry behind the proxies of another host: this one runs it, or pulls from it.
void know_registry(Topology& part, const Topology& whole) {
  if (!whole.registry.has_value() || part.registry.has_value()) return;
  const bool here = std::any_of(part.backings.begin(), part.backings.end(), [&](const Backing& backing) {
    return backing.id.value == whole.registry->service.value;
  });
  bool pulls = false;
  for (Application& app : part.applications) {
    const auto known = std::find_if(whole.applications.begin(), whole.applications.end(),
                                    [&](const Application& one) { return one.id.value == app.id.value; });
    app.kept_here = known != whole.applications.end() && known->kept_here;
    pulls = pulls || app.kept_here;
  }
  if (!here && !pulls) return;
  part.registry = whole.registry;
  part.registry->here = here;
}

}  // namespace

std::vector<Topology> build_parts(const Topology& whole, const Stack& stack, Origins& origins) {
  std::vector<Topology> parts;
  if (!whole.divided) return parts;
  for (const auto& host : stack.hosts) {
    const Stack seen = stack_of(host, stack);
    parts.push_back(build_here({seen, whole.environment, true, origins, &host}, whole.stack_file));
    Part part = make_part({stack, whole.environment, true, origins, &host});
    for (const Backing& backing : parts.back().backings) {
      if (backing.open.has_value()) part.address = backing.open->address;
    }
    for (const Application& app : parts.back().applications) {
      if (app.open.has_value()) part.address = app.open->address;
    }
    const auto* const alone = host_of_edge_alone(stack);
    if (alone != nullptr && part.address.has_value() && part.address->value.text == "127.0.0.1")
      part.proxy = alone->key;
    parts.back().part = std::move(part);
    for (const FirewallGroup& group : whole.groups) {
      if (group.host.value == host.key.value) parts.back().groups.push_back(group);
    }
    // The balancer is one of the whole environment, and so is what its provider is told.
    std::optional<Edge>& edge = parts.back().edge;
    if (edge.has_value() && edge->balancer.has_value()) edge->balancer->managed = whole.edge->balancer->managed;
    know_registry(parts.back(), whole);
  }
  hand_over_secrets(whole, parts);
  return parts;
}

Topology build(const Stack& stack, const Traced<Id>& environment, bool production, const RelativePath& stack_file,
               Origins& origins) {
  Topology topology = build_here({stack, environment, production, origins}, stack_file);
  topology.divided = production && several_machines(stack);
  make_groups(topology, {stack, environment, production, origins});
  return topology;
}

}  // namespace stackc::topology
