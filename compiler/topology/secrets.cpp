// Which secrets there are: who reads each, where it comes from, what it is.
#include <algorithm>
#include <map>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

constexpr const char* given_out = "given out by somebody else";

class Collection {
 public:
  Collection(const Topology& topology, const Maker& maker) : topology_(topology), maker_(maker) {}

  void add_backings() {
    for (const Backing& backing : topology_.backings) {
      const auto* service = maker_.stack.services.find(backing.id.value.text);
      const auto* data = service->value.volumes.find("data");
      const bool adopted =
          backing.database && data != nullptr && (data->value.adopt.present() || data->value.directory.present());
      if (backing.password.has_value()) {
        add_password(*backing.password, backing, adopted,
                     backing.account.has_value()
                         ? "password of the account " + backing.account->value.text + " of " + backing.id.value.text
                         : "password of " + backing.id.value.text);
      }
      if (backing.root_password.has_value()) {
        add_password(*backing.root_password, backing, adopted,
                     "password of the administrator of " + backing.id.value.text);
      }
    }
    for (const Backing& backing : topology_.backings) {
      for (const User& user : backing.users) {
        Secret& secret = use(user.hash, backing.id);
        secret.hash = secret.bcrypt = true;
        about(secret, "hash of the password of " + user.id.value.text + " at " + backing.id.value.text, user.id.origin);
      }
    }
    for (const Backup& backup : topology_.backups)
      use(backup.password, backup.id);
    for (const Backing& backing : topology_.backings) {
      for (const Variable& variable : backing.environment) {
        if (!variable.secret) continue;
        about(use(*variable.bound, backing.id), given_out, variable.bound->origin);
      }
    }
  }

  void add_statistics() {
    if (!topology_.edge.has_value()) return;
    for (const Member& member : topology_.edge->members) {
      if (!member.statistics.has_value()) continue;
      Secret& secret = use(member.statistics->password, member.id);
      secret.generated = true;
      about(secret,
            "password of " + member.statistics->user.value.text + " for the statistics of " + member.id.value.text,
            member.statistics->password.origin);
    }
  }

  void add_applications() {
    for (const Application& app : topology_.applications) {
      const auto& service = maker_.stack.services.find(app.id.value.text)->value;
      const catalog::Framework& framework = *catalog::find(catalog::frameworks(), service.framework->text);
      for (const Variable& variable : app.environment) {
        if (!variable.secret) continue;
        Secret& secret = use(*variable.bound, app.id);
        for (const Process& process : app.processes)
          use(*variable.bound, process.id);
        const auto& made = framework.generated_secrets;
        if (std::find(made.begin(), made.end(), secret.variable.value.text) != made.end()) {
          secret.generated = true;
          about(secret, "secret of " + std::string(framework.title) + " itself", variable.bound->origin);
        }
        about(secret, given_out, variable.bound->origin);
      }
    }
  }

  void add_dns() {
    if (!topology_.acme.has_value() || !topology_.acme->dns.has_value()) return;
    for (const Traced<EnvName>& variable : topology_.acme->dns->secrets)
      about(use(variable, topology_.acme->id), "given out by who runs the DNS", variable.origin);
  }

  void add_users() {
    if (!topology_.edge.has_value()) return;
    for (const User& user : topology_.edge->users) {
      Secret& secret = use(user.hash, topology_.edge->id);
      secret.hash = true;
      about(secret, "hash of the password of " + user.id.value.text, user.id.origin);
    }
  }

  /// What the stack says of them holds, sorted by variable.
  std::vector<Secret> take() && {
    for (const auto& entry : maker_.stack.secrets) {
      const auto found = all_.find(secret_variable(entry.key.value.text).text);
      if (found == all_.end()) continue;
      if (entry.value.from.present()) found->second.generated = *entry.value.from == SecretSource::generated;
      if (entry.value.name.present())
        found->second.vault_name = Traced<PlainWord>{PlainWord{*entry.value.name}, entry.value.name.origin};
      if (entry.value.about.present())
        found->second.about = entry.value.about.traced();
      else if (found->second.generated && found->second.about.value == given_out)
        found->second.about = {"known to this stack alone", entry.key.origin};
    }
    std::vector<Secret> taken;
    for (auto& [name, secret] : all_)
      taken.push_back(std::move(secret));
    return taken;
  }

 private:
  Secret& use(const Traced<EnvName>& variable, const Traced<Id>& user) {
    Secret& secret = all_[variable.value.text];
    if (secret.variable.value.text.empty()) secret.variable = variable;
    const bool known =
        std::any_of(secret.users.begin(), secret.users.end(), [&](const auto& u) { return u.value == user.value; });
    if (!known) secret.users.push_back(user);
    return secret;
  }

  /// Who says first what it is, says it.
  static void about(Secret& secret, std::string text, OriginId origin) {
    if (secret.about.value.empty()) secret.about = {std::move(text), origin};
  }

  void add_password(const Traced<EnvName>& password, const Backing& backing, bool adopted, std::string what) {
    Secret& secret = use(password, backing.id);
    secret.generated = true;
    secret.adopted = adopted;
    about(secret, std::move(what), password.origin);
  }

  const Topology& topology_;
  const Maker& maker_;
  std::map<std::string, Secret> all_{};
};

Vault make_vault(const stackc::Vault& written, const Maker& maker) {
  const catalog::Vault& row = *catalog::find(catalog::vaults(), written.use->text);
  const OriginId arguments = maker.catalogue(row.name, "arguments");
  Vault vault;
  vault.title = {std::string(row.title), written.use.origin};
  vault.program = {Word{std::string(row.program)}, maker.catalogue(row.name, "program")};
  vault.sign_in = {std::string(row.sign_in), maker.catalogue(row.name, "sign_in")};
  std::vector<Traced<std::string>>* part = &vault.before;
  for (const std::string_view word : row.arguments) {
    if (word == "{name}")
      part = &vault.after;
    else
      part->push_back({filled(word, "at", written.at->text), word == "{at}" ? written.at.origin : arguments});
  }
  return vault;
}

/// What runs all the time of an application that is no files for the edge.
std::vector<Traced<Id>> containers_of(const Application& app) {
  std::vector<Traced<Id>> all;
  if (app.process) all.push_back(app.id);
  for (const Process& process : app.processes)
    all.push_back(process.id);
  if (app.scheduler.has_value()) all.push_back({*app.scheduler, app.id.origin});
  return all;
}

}  // namespace

VariableFile secret_file(const Id& secret, const Traced<EnvName>& name, OriginId origin) {
  return {{secret, origin}, name, {AbsolutePath{"/run/secrets/" + secret.text}, origin}};
}

std::vector<Traced<Id>> secret_files(const std::vector<Variable>& environment) {
  std::map<std::string, Traced<Id>> files;
  for (const Variable& variable : environment) {
    if (variable.file.has_value()) files.emplace(variable.file->secret.value.text, variable.file->secret);
  }
  std::vector<Traced<Id>> all;
  all.reserve(files.size());
  for (auto& [name, id] : files)
    all.push_back(std::move(id));
  return all;
}

namespace {

/// Each once, however many containers read it.
void add_secret_files(Topology& topology) {
  std::map<std::string, SecretFile> files;
  const auto add = [&](const std::vector<Variable>& environment, const std::vector<Traced<Id>>& readers) {
    for (const Variable& variable : environment) {
      if (!variable.file.has_value()) continue;
      const Traced<Id>& id = variable.file->secret;
      SecretFile& file = files.emplace(id.value.text, SecretFile{id, *variable.bound, {}}).first->second;
      for (const Traced<Id>& reader : readers) {
        const auto known = [&](const Traced<Id>& one) { return one.value == reader.value; };
        if (std::none_of(file.readers.begin(), file.readers.end(), known)) file.readers.push_back(reader);
      }
    }
  };
  for (const Application& app : topology.applications) {
    if (!app.files.has_value()) add(app.environment, containers_of(app));
  }
  for (const Backing& backing : topology.backings)
    add(backing.environment, {backing.id});
  for (auto& [name, file] : files)
    topology.secret_files.push_back(std::move(file));
}

}  // namespace

void make_secrets(Topology& topology, const Maker& maker) {
  if (maker.stack.vault.present()) topology.vault = make_vault(*maker.stack.vault, maker);
  Collection secrets(topology, maker);
  secrets.add_backings();
  secrets.add_statistics();
  secrets.add_applications();
  secrets.add_dns();
  secrets.add_users();
  topology.secrets = std::move(secrets).take();
  add_secret_files(topology);
}

}  // namespace stackc::topology
