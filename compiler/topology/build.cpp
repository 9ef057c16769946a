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

/// One folder below another, `.` being none.
RelativePath joined(const RelativePath& base, const RelativePath& below) {
  if (base.text == ".") return below;
  return below.text == "." ? base : RelativePath{base.text + "/" + below.text};
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

std::string daily_cron(TimeOfDay time) {
  return std::to_string(time.minutes % 60) + " " + std::to_string(time.minutes / 60) + " * * *";
}

}  // namespace

void make_jobs(Topology& topology, const Maker& maker) {
  for (const auto& entry : maker.stack.jobs) {
    const stackc::Job& written = entry.value;
    if (written.backup.present()) {
      if (!maker.production || !written.daily.present()) continue;
      for (const Backing& backing : topology.backings) {
        if (backing.id.value != *written.backup) continue;
        Backup backup;
        backup.id = entry.key;
        backup.database_service = {*written.backup, written.backup.origin};
        backup.database_name = *backing.database_name;
        backup.time = written.daily.traced();
        char digits[24];  // room for any two numbers: the compiler does not know that these are small
        std::snprintf(digits, sizeof digits, "%02d%02d", written.daily->minutes / 60, written.daily->minutes % 60);
        backup.at = {Word{digits}, written.daily.origin};
        backup.keep =
            written.keep.present() ? written.keep.traced() : Traced<int>{14, maker.derive("default.backup.keep")};
        backup.image = backing.image;
        backup.password = *backing.root_password;
        backup.password_variable = backing.password_variable;
        backup.port = backing.port;
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
}

void make_secrets(Topology& topology, const Maker& maker) {
  std::map<std::string, Secret> all;
  const auto use = [&](const Traced<EnvName>& variable, const Traced<Id>& user) -> Secret& {
    Secret& secret = all[variable.value.text];
    if (secret.variable.value.text.empty()) secret.variable = variable;
    const bool known =
        std::any_of(secret.users.begin(), secret.users.end(), [&](const auto& u) { return u.value == user.value; });
    if (!known) secret.users.push_back(user);
    return secret;
  };
  const auto about = [](Secret& secret, std::string text, OriginId origin) {
    if (secret.about.value.empty()) secret.about = {std::move(text), origin};
  };
  for (const Backing& backing : topology.backings) {
    const auto* service = maker.stack.services.find(backing.id.value.text);
    const auto* data = service->value.volumes.find("data");
    const bool adopted = backing.database && data != nullptr && data->value.adopt.present();
    if (backing.password.has_value()) {
      Secret& secret = use(*backing.password, backing.id);
      secret.generated = true;
      secret.adopted = adopted;
      about(secret,
            backing.account.has_value()
                ? "password of the account " + backing.account->value.text + " of " + backing.id.value.text
                : "password of " + backing.id.value.text,
            backing.password->origin);
    }
    if (backing.root_password.has_value()) {
      Secret& secret = use(*backing.root_password, backing.id);
      secret.generated = true;
      secret.adopted = adopted;
      about(secret, "password of the administrator of " + backing.id.value.text, backing.root_password->origin);
    }
  }
  for (const Backup& backup : topology.backups)
    use(backup.password, backup.id);
  for (const Application& app : topology.applications) {
    const auto& service = maker.stack.services.find(app.id.value.text)->value;
    const catalog::Framework& framework = *catalog::find(catalog::frameworks(), service.framework->text);
    for (const Variable& variable : app.environment) {
      if (!variable.secret) continue;
      Secret& secret = use(*variable.bound, app.id);
      const auto& made = framework.generated_secrets;
      if (std::find(made.begin(), made.end(), secret.variable.value.text) != made.end()) {
        secret.generated = true;
        about(secret, "secret of " + std::string(framework.title) + " itself", variable.bound->origin);
      }
      about(secret, "given out by somebody else", variable.bound->origin);
    }
  }
  for (const auto& entry : maker.stack.secrets) {
    const auto found = all.find(secret_variable(entry.key.value.text).text);
    if (found == all.end()) continue;
    if (entry.value.from.present()) found->second.generated = *entry.value.from == SecretSource::generated;
    if (entry.value.about.present()) found->second.about = entry.value.about.traced();
  }
  for (auto& [name, secret] : all)
    topology.secrets.push_back(std::move(secret));
}

void make_volumes(Topology& topology, const Maker& maker) {
  const std::string prefix = project_name(maker) + "_";
  const auto add = [&](const Traced<Id>& key, std::string about, OriginId origin) {
    topology.volumes.push_back({key, {Word{prefix + key.value.text}, key.origin}, false, {std::move(about), origin}});
  };
  for (const auto& service : maker.stack.services) {
    for (const auto& entry : service.value.volumes) {
      const Traced<Id> key = volume_key(service, entry);
      add(key, entry.key.value.text + " of " + service.key.value.text, entry.key.origin);
      if (entry.value.was.present()) {
        topology.volumes.back().engine_name = {Word{prefix + service.key.value.text + "_" + entry.value.was->text},
                                               entry.value.was.origin};
      }
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
    add({Id{"letsencrypt"}, origin}, "certificates and the account at the certificate authority", origin);
    add({Id{"acme"}, origin}, "proofs for the certificate authority", origin);
    add(topology.edge->temporary, "bodies of uploads on their way", origin);
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

void make_ci(Topology& topology, const Maker& maker) {
  if (!maker.stack.ci.present() || !maker.stack.ci->github.present() || topology.applications.empty()) return;
  const stackc::GithubCi& written = *maker.stack.ci->github;
  const Application& app = topology.applications.front();
  GithubCi ci;
  if (maker.stack.ci->stackc.present()) ci.stackc = make_stackc_source(*maker.stack.ci->stackc);
  if (written.test.present()) ci.test = written.test.traced();
  ci.branch = written.branch.present() ? written.branch.traced()
                                       : Traced<Word>{Word{"main"}, maker.derive("default.ci.branch")};
  ci.application = app.id;
  for (const Variable& variable : app.environment) {
    // The tests' services run on the runner itself. Their passwords guard nothing, and the account is the
    // administrator, because test runners make databases of their own.
    std::string value = variable.literal.has_value() ? variable.literal->value : "test";
    if (variable.reference.ends_with(".host") && !variable.reference.starts_with("sites.")) value = "127.0.0.1";
    if (variable.reference.ends_with(".user")) value = "root";
    ci.variables.push_back({variable.name, {std::move(value), variable.name.origin}});
  }
  topology.github = std::move(ci);
}

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
  topology.host_folder = stack.deploy.present() && stack.deploy->path.present()
                             ? stack.deploy->path.traced()
                             : Traced<AbsolutePath>{AbsolutePath{"/srv/" + stack.data_name()->text},
                                                    maker.derive("default.deploy.path", {stack.data_name().origin})};
  for (const auto& service : stack.services) {
    if (service.value.framework.present()) {
      topology.applications.push_back(make_application(service, maker));
      Application& app = topology.applications.back();
      app.source = joined(topology.folder, app.context.value);
      app.requirements_file = joined(app.source, app.requirements.value);
    } else {
      topology.backings.push_back(make_backing(service, maker));
    }
  }
  separate_ports(topology.backings, maker);
  for (const auto& site : stack.sites)
    topology.sites.push_back(make_site(site, maker));
  make_edge(topology, maker);
  make_jobs(topology, maker);
  make_secrets(topology, maker);
  make_volumes(topology, maker);
  make_ci(topology, maker);
  return topology;
}

}  // namespace stackc::topology
