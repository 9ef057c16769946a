// Which fields of the topology templates see, and under which name: the members, all of them, by their own names.
#pragma once

#include "topology/describe_edge.h"
#include "topology/describe_hosts.h"
#include "topology/describe_services.h"
#include "topology/topology.h"

namespace stackc::topology {

template <class V>
constexpr void describe(V& v, const SharedFolder*) {
  v.field("host", &SharedFolder::host);
  v.field("path", &SharedFolder::path);
}

template <class V>
constexpr void describe(V& v, const Task*) {
  v.field("id", &Task::id);
  v.field("application", &Task::application);
  v.field("command", &Task::command);
}

template <class V>
constexpr void describe(V& v, const Backup*) {
  v.field("id", &Backup::id);
  v.field("dump_program", &Backup::dump_program);
  v.field("client", &Backup::client);
  v.field("account", &Backup::account);
  v.field("database_service", &Backup::database_service);
  v.field("database_name", &Backup::database_name);
  v.field("time", &Backup::time);
  v.field("at", &Backup::at);
  v.field("keep", &Backup::keep);
  v.field("image", &Backup::image);
  v.field("password", &Backup::password);
  v.field("password_variable", &Backup::password_variable);
  v.field("port", &Backup::port);
  v.field("volume", &Backup::volume);
}

template <class V>
constexpr void describe(V& v, const Secret*) {
  v.field("variable", &Secret::variable);
  v.field("generated", &Secret::generated);
  v.field("hash", &Secret::hash);
  v.field("bcrypt", &Secret::bcrypt);
  v.field("vault_name", &Secret::vault_name);
  v.field("adopted", &Secret::adopted);
  v.field("about", &Secret::about);
  v.field("users", &Secret::users);
  v.field("first", &Secret::first);
  v.field("given", &Secret::given);
}

template <class V>
constexpr void describe(V& v, const SecretFile*) {
  v.field("id", &SecretFile::id);
  v.field("variable", &SecretFile::variable);
  v.field("readers", &SecretFile::readers);
}

template <class V>
constexpr void describe(V& v, const Volume*) {
  v.field("id", &Volume::id);
  v.field("engine_name", &Volume::engine_name);
  v.field("external", &Volume::external);
  v.field("directory", &Volume::directory);
  v.field("served", &Volume::served);
  v.field("shared", &Volume::shared);
  v.field("about", &Volume::about);
}

template <class V>
constexpr void describe(V& v, const Download*) {
  v.field("url", &Download::url);
  v.field("sha256", &Download::sha256);
}

template <class V>
constexpr void describe(V& v, const StackcSource*) {
  v.field("action", &StackcSource::action);
  v.field("download", &StackcSource::download);
  v.field("command", &StackcSource::command);
}

template <class V>
constexpr void describe(V& v, const GithubCi*) {
  v.field("stackc", &GithubCi::stackc);
  v.field("branch", &GithubCi::branch);
}

template <class V>
constexpr void describe(V& v, const AzureCi*) {
  v.field("stackc", &AzureCi::stackc);
  v.field("branch", &AzureCi::branch);
  v.field("connection", &AzureCi::connection);
  v.field("authority", &AzureCi::authority);
}

template <class V>
constexpr void describe(V& v, const External*) {
  v.field("id", &External::id);
  v.field("title", &External::title);
  v.field("host", &External::host);
  v.field("port", &External::port);
  v.field("password", &External::password);
  v.field("on", &External::on);
}

template <class V>
constexpr void describe(V& v, const Vault*) {
  v.field("title", &Vault::title);
  v.field("program", &Vault::program);
  v.field("before", &Vault::before);
  v.field("after", &Vault::after);
  v.field("sign_in", &Vault::sign_in);
}

template <class V>
constexpr void describe(V& v, const OwnRegistry*) {
  v.field("service", &OwnRegistry::service);
  v.field("host", &OwnRegistry::host);
  v.field("domain", &OwnRegistry::domain);
  v.field("lineage", &OwnRegistry::lineage);
  v.field("user", &OwnRegistry::user);
  v.field("password", &OwnRegistry::password);
  v.field("here", &OwnRegistry::here);
}

template <class V>
constexpr void describe(V& v, const Topology*) {
  v.field("name", &Topology::name);
  v.field("environment", &Topology::environment);
  v.field("label", &Topology::label);
  v.field("divided", &Topology::divided);
  v.field("part", &Topology::part);
  v.field("production", &Topology::production);
  v.field("project", &Topology::project);
  v.field("timezone", &Topology::timezone);
  v.field("stack_file", &Topology::stack_file);
  v.field("folder", &Topology::folder);
  v.field("compose_file", &Topology::compose_file);
  v.field("deploy_folder", &Topology::deploy_folder);
  v.field("up", &Topology::up);
  v.field("restart", &Topology::restart);
  v.field("host_folder", &Topology::host_folder);
  v.field("applications", &Topology::applications);
  v.field("several_images", &Topology::several_images);
  v.field("pushed", &Topology::pushed);
  v.field("scheduled", &Topology::scheduled);
  v.field("timed", &Topology::timed);
  v.field("releases", &Topology::releases);
  v.field("collects", &Topology::collects);
  v.field("watched", &Topology::watched);
  v.field("backings", &Topology::backings);
  v.field("catalogued", &Topology::catalogued);
  v.field("externals", &Topology::externals);
  v.field("edge", &Topology::edge);
  v.field("groups", &Topology::groups);
  v.field("registry", &Topology::registry);
  v.field("host", &Topology::host);
  v.field("sites", &Topology::sites);
  v.field("certificates", &Topology::certificates);
  v.field("acme", &Topology::acme);
  v.field("authority", &Topology::authority);
  v.field("bought", &Topology::bought);
  v.field("backups", &Topology::backups);
  v.field("tasks", &Topology::tasks);
  v.field("secrets", &Topology::secrets);
  v.field("secret_files", &Topology::secret_files);
  v.field("vault", &Topology::vault);
  v.field("volumes", &Topology::volumes);
  v.field("github", &Topology::github);
  v.field("deployed_by_ci", &Topology::deployed_by_ci);
  v.field("azure", &Topology::azure);
}

}  // namespace stackc::topology
