// The columns of the data files: for each struct of catalog.h, its keys and members. The generator reads the files by
// them; a test counts them.
#pragma once

#include "catalog/catalog.h"

namespace stackc::catalog {

template <class V>
constexpr void describe(V& v, const Cycle*) {
  v.field("version", &Cycle::version);
  v.field("tag", &Cycle::tag);
  v.field("end_of_life", &Cycle::end_of_life);
  v.field("replacement", &Cycle::replacement);
  v.field("builder", &Cycle::builder);
  v.field("data_path", &Cycle::data_path);
}
template <class V>
constexpr void describe(V& v, const ContractVariable*) {
  v.field("name", &ContractVariable::name);
  v.field("fills", &ContractVariable::fills);
}
template <class V>
constexpr void describe(V& v, const OptionWords*) {
  v.field("option", &OptionWords::option);
  v.field("when", &OptionWords::when);
  v.field("words", &OptionWords::words);
}
template <class V>
constexpr void describe(V& v, const BackingService*) {
  v.field("name", &BackingService::name);
  v.field("title", &BackingService::title);
  v.field("queue", &BackingService::queue);
  v.field("role", &BackingService::role);
  v.field("image", &BackingService::image);
  v.field("version", &BackingService::version);
  v.field("cycles", &BackingService::cycles);
  v.field("port", &BackingService::port);
  v.field("data_path", &BackingService::data_path);
  v.field("user", &BackingService::user);
  v.field("contract", &BackingService::contract);
  v.field("password_variable", &BackingService::password_variable);
  v.field("start", &BackingService::start);
  v.field("options", &BackingService::options);
  v.field("script", &BackingService::script);
  v.field("web_path", &BackingService::web_path);
  v.field("abilities", &BackingService::abilities);
  v.field("hash_image", &BackingService::hash_image);
  v.field("health", &BackingService::health);
  v.field("read_only", &BackingService::read_only);
  v.field("tmpfs", &BackingService::tmpfs);
  v.field("start_seconds", &BackingService::start_seconds);
  v.field("stop_seconds", &BackingService::stop_seconds);
  v.field("dump", &BackingService::dump);
  v.field("dump_program", &BackingService::dump_program);
  v.field("client", &BackingService::client);
  v.field("administrator", &BackingService::administrator);
  v.field("ci_options", &BackingService::ci_options);
  v.field("ci_setup", &BackingService::ci_setup);
}
template <class V>
constexpr void describe(V& v, const Runtime*) {
  v.field("name", &Runtime::name);
  v.field("image", &Runtime::image);
  v.field("version", &Runtime::version);
  v.field("cycles", &Runtime::cycles);
  v.field("packaging", &Runtime::packaging);
  v.field("manager", &Runtime::manager);
  v.field("development", &Runtime::development);
  v.field("threads", &Runtime::threads);
  v.field("memory", &Runtime::memory);
  v.field("dockerfile", &Runtime::dockerfile);
  v.field("entrypoint", &Runtime::entrypoint);
}
template <class V>
constexpr void describe(V& v, const PackageManager*) {
  v.field("name", &PackageManager::name);
  v.field("runtime", &PackageManager::runtime);
  v.field("version", &PackageManager::version);
  v.field("lock", &PackageManager::lock);
  v.field("store", &PackageManager::store);
  v.field("script", &PackageManager::script);
  v.field("exec", &PackageManager::exec);
  v.field("workspace_script", &PackageManager::workspace_script);
  v.field("workspace_exec", &PackageManager::workspace_exec);
  v.field("build", &PackageManager::build);
  v.field("workspace_build", &PackageManager::workspace_build);
  v.field("test", &PackageManager::test);
  v.field("output", &PackageManager::output);
  v.field("cache", &PackageManager::cache);
}
template <class V>
constexpr void describe(V& v, const ServerVariable*) {
  v.field("name", &ServerVariable::name);
  v.field("value", &ServerVariable::value);
}
template <class V>
constexpr void describe(V& v, const Server*) {
  v.field("name", &Server::name);
  v.field("runtime", &Server::runtime);
  v.field("interface", &Server::interface);
  v.field("websockets", &Server::websockets);
  v.field("port", &Server::port);
  v.field("command", &Server::command);
  v.field("module", &Server::module);
  v.field("variables", &Server::variables);
  v.field("reload_signal", &Server::reload_signal);
}
template <class V>
constexpr void describe(V& v, const Framework*) {
  v.field("name", &Framework::name);
  v.field("title", &Framework::title);
  v.field("runtime", &Framework::runtime);
  v.field("server", &Framework::server);
  v.field("interfaces", &Framework::interfaces);
  v.field("module", &Framework::module);
  v.field("static_volume", &Framework::static_volume);
  v.field("static_path", &Framework::static_path);
  v.field("static_command", &Framework::static_command);
  v.field("files", &Framework::files);
  v.field("script", &Framework::script);
  v.field("output", &Framework::output);
  v.field("hashed", &Framework::hashed);
  v.field("fallback", &Framework::fallback);
  v.field("index", &Framework::index);
  v.field("not_found", &Framework::not_found);
  v.field("standalone", &Framework::standalone);
  v.field("beside", &Framework::beside);
  v.field("scratch", &Framework::scratch);
  v.field("baked", &Framework::baked);
  v.field("health", &Framework::health);
  v.field("dev_script", &Framework::dev_script);
  v.field("dev_exec", &Framework::dev_exec);
  v.field("dev_command", &Framework::dev_command);
  v.field("generated_secrets", &Framework::generated_secrets);
  v.field("marker", &Framework::marker);
}
template <class V>
constexpr void describe(V& v, const Worker*) {
  v.field("name", &Worker::name);
  v.field("title", &Worker::title);
  v.field("runtime", &Worker::runtime);
  v.field("command", &Worker::command);
  v.field("health", &Worker::health);
  v.field("queue", &Worker::queue);
  v.field("single", &Worker::single);
  v.field("stop_seconds", &Worker::stop_seconds);
}
template <class V>
constexpr void describe(V& v, const Vault*) {
  v.field("name", &Vault::name);
  v.field("title", &Vault::title);
  v.field("program", &Vault::program);
  v.field("arguments", &Vault::arguments);
  v.field("sign_in", &Vault::sign_in);
  v.field("separator", &Vault::separator);
}
template <class V>
constexpr void describe(V& v, const NativePackage*) {
  v.field("name", &NativePackage::name);
  v.field("runtime", &NativePackage::runtime);
  v.field("build_packages", &NativePackage::build_packages);
  v.field("runtime_packages", &NativePackage::runtime_packages);
}
template <class V>
constexpr void describe(V& v, const FeatureSince*) {
  v.field("feature", &FeatureSince::feature);
  v.field("since", &FeatureSince::since);
}
template <class V>
constexpr void describe(V& v, const Proxy*) {
  v.field("name", &Proxy::name);
  v.field("title", &Proxy::title);
  v.field("image", &Proxy::image);
  v.field("image_user", &Proxy::image_user);
  v.field("version", &Proxy::version);
  v.field("cycles", &Proxy::cycles);
  v.field("features", &Proxy::features);
  v.field("abilities", &Proxy::abilities);
  v.field("folder", &Proxy::folder);
  v.field("start", &Proxy::start);
  v.field("check", &Proxy::check);
  v.field("reload", &Proxy::reload);
  v.field("stop", &Proxy::stop);
  v.field("probe", &Proxy::probe);
  v.field("user", &Proxy::user);
  v.field("capabilities", &Proxy::capabilities);
  v.field("tmpfs", &Proxy::tmpfs);
  v.field("temporary", &Proxy::temporary);
  v.field("processes", &Proxy::processes);
}
template <class V>
constexpr void describe(V& v, const Packaged*) {
  v.field("program", &Packaged::program);
  v.field("release", &Packaged::release);
  v.field("version", &Packaged::version);
  v.field("package", &Packaged::package);
  v.field("user", &Packaged::user);
}
template <class V>
constexpr void describe(V& v, const System*) {
  v.field("name", &System::name);
  v.field("title", &System::title);
  v.field("version", &System::version);
  v.field("cycles", &System::cycles);
  v.field("packages", &System::packages);
  v.field("scheduler", &System::scheduler);
  v.field("scheduler_pid", &System::scheduler_pid);
  v.field("programs", &System::programs);
}
template <class V>
constexpr void describe(V& v, const LimitRange*) {
  v.field("limit", &LimitRange::limit);
  v.field("least", &LimitRange::least);
  v.field("most", &LimitRange::most);
}
template <class V>
constexpr void describe(V& v, const Balancer*) {
  v.field("name", &Balancer::name);
  v.field("title", &Balancer::title);
  v.field("description", &Balancer::description);
  v.field("page", &Balancer::page);
  v.field("tls_policy", &Balancer::tls_policy);
  v.field("limits", &Balancer::limits);
}
template <class V>
constexpr void describe(V& v, const AcmeClient*) {
  v.field("name", &AcmeClient::name);
  v.field("image", &AcmeClient::image);
  v.field("tag", &AcmeClient::tag);
}
template <class V>
constexpr void describe(V& v, const Issuer*) {
  v.field("name", &Issuer::name);
  v.field("title", &Issuer::title);
  v.field("directory", &Issuer::directory);
  v.field("staging", &Issuer::staging);
}
template <class V>
constexpr void describe(V& v, const TimeZones*) {
  v.field("name", &TimeZones::name);
  v.field("version", &TimeZones::version);
  v.field("zones", &TimeZones::zones);
}
template <class V>
constexpr void describe(V& v, const Action*) {
  v.field("name", &Action::name);
  v.field("commit", &Action::commit);
  v.field("version", &Action::version);
}

}  // namespace stackc::catalog
