// Catalogue services in containers: what their image's contract asks for.
#include <algorithm>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

std::string_view persistence_word(Persistence persistence) {
  switch (persistence) {
    case Persistence::none:
      return "none";
    case Persistence::snapshot:
      return "snapshot";
    case Persistence::aof:
      return "aof";
  }
  return {};
}

constexpr std::int64_t mebibyte = 1024 * 1024;

void add_options(Backing& backing, const Service& service, const catalog::BackingService& row, const Maker& maker) {
  for (const catalog::OptionWords& option : row.options) {
    std::string value;
    OriginId origin = maker.catalogue(row.name, "options");
    if (option.option == catalog::Option::charset) {
      if (!service.charset.present()) continue;
      value = service.charset->text;
      origin = service.charset.origin;
    }
    if (option.option == catalog::Option::persist) {
      if (!service.persist.present()) continue;
      value = std::string(persistence_word(*service.persist));
      origin = service.persist.origin;
    }
    if (option.option == catalog::Option::memory) {
      if (!service.memory.present()) continue;
      value = std::to_string(std::max<std::int64_t>(service.memory->count / mebibyte * 3 / 4, 1));
      origin = service.memory.origin;
    }
    if (!option.when.empty() && option.when != value) continue;
    for (const std::string_view word : option.words)
      backing.command.push_back({filled(word, "", value), origin});
  }
}

/// What speaks HTTP stands behind the edge in production, with users of its own; a developer asks it directly.
void add_web(Backing& backing, const Entry<Service, Id>& entry, const catalog::BackingService& row,
             const Maker& maker) {
  if (row.web_path.empty() || !maker.production) return;
  backing.web_path = Traced<UrlPath>{UrlPath{std::string(row.web_path)}, maker.catalogue(row.name, "web_path")};
  if (!row.script.empty()) {
    backing.script = Traced<Word>{Word{entry.key.value.text + ".sh"}, maker.catalogue(row.name, "script")};
    backing.command = {{"/etc/stackc/entrypoints/" + backing.script->value.text, backing.script->origin}};
  }
  backing.images = can(row, catalog::ServiceAbility::images);
  if (!row.hash_image.empty())
    backing.hash_image =
        Traced<ImageRef>{ImageRef{std::string(row.hash_image)}, maker.catalogue(row.name, "hash_image")};
  for (const Traced<Id>& user : entry.value.users) {
    const EnvName hash = secret_variable(entry.key.value.text + "_" + user.value.text + "_password_hash");
    backing.users.push_back({user, {hash, user.origin}});
    backing.environment.push_back(Variable{{hash, user.origin}, {}, Traced<EnvName>{hash, user.origin}, {}, true, {}});
  }
}

/// Of the image's contract: with `as: file` the password's variable gives way to one with the path of its file.
void read_file(Variable& variable, const Id& secret, const Service& service) {
  if (!service.password->as_file) return;
  const Traced<EnvName> name{EnvName{variable.name.value.text + "_FILE"}, variable.name.origin};
  variable.file = secret_file(secret, name, service.password.origin);
}

/// Shell for the password of the image's contract, in double quotes: the variable, or what its file holds.
std::string password_words(const Backing& backing, const catalog::BackingService& row) {
  for (const catalog::ContractVariable& contract : row.contract) {
    if (contract.fills != catalog::Fills::password) continue;
    for (const Variable& variable : backing.environment) {
      if (variable.name.value.text == contract.name && variable.file.has_value())
        return "$(cat " + variable.file->path.value.text + ")";
    }
    return "$" + std::string(contract.name);
  }
  return {};
}

/// The variables that the image wants to be told its database, accounts and passwords by.
void add_contract(Backing& backing, const Entry<Service, Id>& entry, const catalog::BackingService& row,
                  const Maker& maker) {
  const Service& service = entry.value;
  bool contract_has_password = false;
  for (const catalog::ContractVariable& contract : row.contract) {
    Variable variable{
        {EnvName{std::string(contract.name)}, maker.catalogue(row.name, "contract")}, {}, {}, {}, false, {}};
    switch (contract.fills) {
      case catalog::Fills::database:
        variable.literal = Traced<std::string>{service.database->text, service.database.origin};
        break;
      case catalog::Fills::user:
        variable.literal = Traced<std::string>{service.user->text, service.user.origin};
        break;
      case catalog::Fills::password:
        variable.bound = backing.password;
        variable.secret = contract_has_password = true;
        read_file(variable, service.password->name, service);
        break;
      case catalog::Fills::root_password:
        backing.root_password = Traced<EnvName>{secret_variable(entry.key.value.text + "_root_password"),
                                                maker.derive("default.root_password", {entry.key.origin})};
        variable.bound = backing.root_password;
        variable.secret = true;
        read_file(variable, Id{entry.key.value.text + "_root_password"}, service);
        break;
    }
    backing.environment.push_back(std::move(variable));
  }
  if (backing.password.has_value() && !contract_has_password) {
    // The image has no contract for it; the start command and the image's own client read this one.
    backing.environment.push_back(Variable{*backing.password_variable, {}, backing.password, {}, true, {}});
  }
}

}  // namespace

Backing make_backing(const Entry<Service, Id>& entry, const Maker& maker) {
  const Service& service = entry.value;
  const catalog::BackingService& row = *catalog::find(catalog::backing_services(), service.use->name);
  const catalog::Cycle& cycle = *catalog::cycle_of(row.cycles, service.use->version);

  Backing backing;
  backing.id = entry.key;
  backing.title = {std::string(row.title), service.use.origin};
  backing.image = {ImageRef{std::string(row.image) + ":" + std::string(cycle.tag)}, service.use.origin};
  backing.port = service.listen.traced();
  backing.database = row.role == catalog::Role::database;
  if (service.database.present()) backing.database_name = service.database.traced();
  if (service.user.present()) backing.account = service.user.traced();
  if (service.password.present()) {
    backing.password = Traced<EnvName>{secret_variable(service.password->name.text), service.password.origin};
    backing.password_variable =
        Traced<EnvName>{EnvName{std::string(row.password_variable)}, maker.catalogue(row.name, "password_variable")};
  }

  add_contract(backing, entry, row, maker);
  for (Variable& said : make_environment(entry, maker)) {
    const auto contract = std::find_if(backing.environment.begin(), backing.environment.end(),
                                       [&](const Variable& known) { return known.name.value == said.name.value; });
    if (contract == backing.environment.end()) {
      backing.environment.push_back(std::move(said));
    } else {
      *contract = std::move(said);
    }
  }

  for (const std::string_view word : row.start)
    backing.command.push_back({std::string(word), maker.catalogue(row.name, "start")});
  add_options(backing, service, row, maker);
  backing.secret_files = secret_files(backing.environment);
  const std::string password = password_words(backing, row);
  for (const std::string_view word : row.health)
    backing.probe.command.push_back({filled(word, "password", password), maker.catalogue(row.name, "health")});
  backing.ci_options = std::string(row.ci_options);
  if (!row.ci_setup.empty())
    backing.ci_setup = Traced<std::string>{std::string(row.ci_setup), maker.catalogue(row.name, "ci_setup")};
  for (const auto& volume : service.volumes) {
    backing.mounts.push_back({volume_key(entry, volume), volume.value.path.traced(), false});
  }
  backing.read_only = row.read_only;
  for (const std::string_view place : row.tmpfs)
    backing.tmpfs.push_back({std::string(place), maker.catalogue(row.name, "tmpfs")});
  backing.run_as = Traced<std::string>{std::string(row.user), maker.catalogue(row.name, "user")};
  backing.probe.every = {Duration{10'000}, maker.derive("default.health.every")};
  backing.probe.timeout = {Duration{5'000}, maker.derive("default.health.timeout")};
  backing.probe.retries = {5, maker.derive("default.health.retries")};
  backing.probe.start = {Duration{static_cast<std::int64_t>(row.start_seconds) * 1000},
                         maker.catalogue(row.name, "start_seconds")};
  backing.stop = service.stop.traced();
  if (service.memory.present()) backing.memory = service.memory.traced();
  if (!maker.production) backing.publish = service.listen.traced();
  add_web(backing, entry, row, maker);
  return backing;
}

Backing make_foreign(const Entry<Service, Id>& entry, const Maker& maker) {
  const Service& service = entry.value;
  Backing backing;
  backing.id = entry.key;
  backing.title = {entry.key.value.text, entry.key.origin};
  backing.image = service.image.traced();
  backing.foreign = true;
  if (service.listen.present()) backing.port = service.listen.traced();
  backing.environment = make_environment(entry, maker);
  backing.secret_files = secret_files(backing.environment);
  if (service.run.present()) backing.command = words_of(*service.run, service.run.origin);
  backing.probe = make_probe(*service.health, {});
  for (const auto& volume : service.volumes)
    backing.mounts.push_back({volume_key(entry, volume), volume.value.path.traced(), false});
  if (service.run_as.present()) backing.run_as = Traced<std::string>{service.run_as->text, service.run_as.origin};
  backing.stop = service.stop.traced();
  if (service.memory.present()) backing.memory = service.memory.traced();
  if (!maker.production && service.listen.present()) backing.publish = service.listen.traced();
  return backing;
}

}  // namespace stackc::topology
