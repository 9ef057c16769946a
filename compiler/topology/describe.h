// Which fields of the topology templates see, and under which name: the members, all of them, by their own names.
#pragma once

#include "topology/topology.h"

namespace stackc::topology {

template <class V>
constexpr void describe(V& v, const Variable*) {
  v.field("name", &Variable::name);
  v.field("literal", &Variable::literal);
  v.field("bound", &Variable::bound);
  v.field("fallback", &Variable::fallback);
  v.field("secret", &Variable::secret);
  v.field("reference", &Variable::reference);
}
template <class V>
constexpr void describe(V& v, const Wait*) {
  v.field("host", &Wait::host);
  v.field("port", &Wait::port);
}
template <class V>
constexpr void describe(V& v, const Outside*) {
  v.field("host", &Outside::host);
  v.field("port", &Outside::port);
}
template <class V>
constexpr void describe(V& v, const PythonBuild*) {
  v.field("requirements", &PythonBuild::requirements);
  v.field("requirements_file", &PythonBuild::requirements_file);
}
template <class V>
constexpr void describe(V& v, const NodeBuild*) {
  v.field("manager", &NodeBuild::manager);
  v.field("version", &NodeBuild::version);
  v.field("lock", &NodeBuild::lock);
  v.field("lock_file", &NodeBuild::lock_file);
  v.field("watched", &NodeBuild::watched);
  v.field("store", &NodeBuild::store);
  v.field("package", &NodeBuild::package);
  v.field("script", &NodeBuild::script);
  v.field("standalone", &NodeBuild::standalone);
  v.field("beside", &NodeBuild::beside);
}
template <class V>
constexpr void describe(V& v, const JavaBuild*) {
  v.field("manager", &JavaBuild::manager);
  v.field("image", &JavaBuild::image);
  v.field("command", &JavaBuild::command);
  v.field("output", &JavaBuild::output);
  v.field("cache", &JavaBuild::cache);
}
template <class V>
constexpr void describe(V& v, const BuiltFiles*) {
  v.field("output", &BuiltFiles::output);
  v.field("fallback", &BuiltFiles::fallback);
  v.field("folder", &BuiltFiles::folder);
}
template <class V>
constexpr void describe(V& v, const TestVariable*) {
  v.field("name", &TestVariable::name);
  v.field("value", &TestVariable::value);
}
template <class V>
constexpr void describe(V& v, const Health*) {
  v.field("path", &Health::path);
  v.field("every", &Health::every);
  v.field("timeout", &Health::timeout);
  v.field("start", &Health::start);
  v.field("retries", &Health::retries);
}
template <class V>
constexpr void describe(V& v, const Mount*) {
  v.field("id", &Mount::id);
  v.field("path", &Mount::path);
  v.field("read_only", &Mount::read_only);
  v.field("shared", &Mount::shared);
}
template <class V>
constexpr void describe(V& v, const Opened*) {
  v.field("address", &Opened::address);
  v.field("port", &Opened::port);
}
template <class V>
constexpr void describe(V& v, const Job*) {
  v.field("id", &Job::id);
  v.field("cron", &Job::cron);
  v.field("daily", &Job::daily);
  v.field("command", &Job::command);
  v.field("timeout", &Job::timeout);
}
template <class V>
constexpr void describe(V& v, const Probe*) {
  v.field("command", &Probe::command);
  v.field("every", &Probe::every);
  v.field("timeout", &Probe::timeout);
  v.field("start", &Probe::start);
  v.field("retries", &Probe::retries);
}
template <class V>
constexpr void describe(V& v, const Process*) {
  v.field("id", &Process::id);
  v.field("title", &Process::title);
  v.field("command", &Process::command);
  v.field("probe", &Process::probe);
  v.field("stop", &Process::stop);
  v.field("memory", &Process::memory);
}
template <class V>
constexpr void describe(V& v, const Application*) {
  v.field("id", &Application::id);
  v.field("title", &Application::title);
  v.field("runtime", &Application::runtime);
  v.field("language_version", &Application::language_version);
  v.field("base_image", &Application::base_image);
  v.field("server", &Application::server);
  v.field("websockets", &Application::websockets);
  v.field("source", &Application::source);
  v.field("context", &Application::context);
  v.field("dockerfile", &Application::dockerfile);
  v.field("python", &Application::python);
  v.field("node", &Application::node);
  v.field("java", &Application::java);
  v.field("mounted", &Application::mounted);
  v.field("synced", &Application::synced);
  v.field("files", &Application::files);
  v.field("process", &Application::process);
  v.field("natives", &Application::natives);
  v.field("build_packages", &Application::build_packages);
  v.field("runtime_packages", &Application::runtime_packages);
  v.field("push", &Application::push);
  v.field("registry", &Application::registry);
  v.field("kept_here", &Application::kept_here);
  v.field("image_variable", &Application::image_variable);
  v.field("port", &Application::port);
  v.field("command", &Application::command);
  v.field("dev_command", &Application::dev_command);
  v.field("static_command", &Application::static_command);
  v.field("release", &Application::release);
  v.field("health", &Application::health);
  v.field("health_host", &Application::health_host);
  v.field("environment", &Application::environment);
  v.field("required", &Application::required);
  v.field("waits", &Application::waits);
  v.field("outside", &Application::outside);
  v.field("mounts", &Application::mounts);
  v.field("scratch", &Application::scratch);
  v.field("volume_paths", &Application::volume_paths);
  v.field("volume_folders", &Application::volume_folders);
  v.field("stop", &Application::stop);
  v.field("run_as", &Application::run_as);
  v.field("jobs", &Application::jobs);
  v.field("crontab", &Application::crontab);
  v.field("scheduler", &Application::scheduler);
  v.field("cron", &Application::cron);
  v.field("processes", &Application::processes);
  v.field("release_service", &Application::release_service);
  v.field("publish", &Application::publish);
  v.field("open", &Application::open);
  v.field("memory", &Application::memory);
  v.field("threads", &Application::threads);
  v.field("test", &Application::test);
  v.field("test_variables", &Application::test_variables);
}
template <class V>
constexpr void describe(V& v, const User*) {
  v.field("id", &User::id);
  v.field("hash", &User::hash);
}
template <class V>
constexpr void describe(V& v, const Sweep*) {
  v.field("id", &Sweep::id);
  v.field("time", &Sweep::time);
  v.field("at", &Sweep::at);
  v.field("keep", &Sweep::keep);
  v.field("first", &Sweep::first);
}
template <class V>
constexpr void describe(V& v, const Backing*) {
  v.field("id", &Backing::id);
  v.field("title", &Backing::title);
  v.field("image", &Backing::image);
  v.field("foreign", &Backing::foreign);
  v.field("port", &Backing::port);
  v.field("database", &Backing::database);
  v.field("database_name", &Backing::database_name);
  v.field("account", &Backing::account);
  v.field("password", &Backing::password);
  v.field("root_password", &Backing::root_password);
  v.field("password_variable", &Backing::password_variable);
  v.field("environment", &Backing::environment);
  v.field("command", &Backing::command);
  v.field("probe", &Backing::probe);
  v.field("ci_options", &Backing::ci_options);
  v.field("ci_setup", &Backing::ci_setup);
  v.field("mounts", &Backing::mounts);
  v.field("read_only", &Backing::read_only);
  v.field("tmpfs", &Backing::tmpfs);
  v.field("run_as", &Backing::run_as);
  v.field("stop", &Backing::stop);
  v.field("memory", &Backing::memory);
  v.field("publish", &Backing::publish);
  v.field("web_path", &Backing::web_path);
  v.field("script", &Backing::script);
  v.field("images", &Backing::images);
  v.field("users", &Backing::users);
  v.field("hash_image", &Backing::hash_image);
  v.field("sweep", &Backing::sweep);
  v.field("open", &Backing::open);
}
template <class V>
constexpr void describe(V& v, const SharedFolder*) {
  v.field("host", &SharedFolder::host);
  v.field("path", &SharedFolder::path);
}
template <class V>
constexpr void describe(V& v, const Door*) {
  v.field("resource", &Door::resource);
  v.field("service", &Door::service);
  v.field("port", &Door::port);
  v.field("from", &Door::from);
  v.field("from_group", &Door::from_group);
}
template <class V>
constexpr void describe(V& v, const FirewallGroup*) {
  v.field("host", &FirewallGroup::host);
  v.field("resource", &FirewallGroup::resource);
  v.field("count", &FirewallGroup::count);
  v.field("several", &FirewallGroup::several);
  v.field("balanced", &FirewallGroup::balanced);
  v.field("machines", &FirewallGroup::machines);
  v.field("doors", &FirewallGroup::doors);
  v.field("address", &FirewallGroup::address);
  v.field("page", &FirewallGroup::page);
}
template <class V>
constexpr void describe(V& v, const Neighbour*) {
  v.field("id", &Neighbour::id);
  v.field("count", &Neighbour::count);
  v.field("several", &Neighbour::several);
  v.field("asked", &Neighbour::asked);
  v.field("asks", &Neighbour::asks);
  v.field("releases", &Neighbour::releases);
  v.field("follows", &Neighbour::follows);
}
template <class V>
constexpr void describe(V& v, const Part*) {
  v.field("host", &Part::host);
  v.field("count", &Part::count);
  v.field("several", &Part::several);
  v.field("address", &Part::address);
  v.field("proxy", &Part::proxy);
  v.field("others", &Part::others);
}
template <class V>
constexpr void describe(V& v, const Late*) {
  v.field("variable", &Late::variable);
  v.field("fallback", &Late::fallback);
  v.field("port", &Late::port);
}
template <class V>
constexpr void describe(V& v, const Route*) {
  v.field("path", &Route::path);
  v.field("prefix", &Route::prefix);
  v.field("pattern", &Route::pattern);
  v.field("name", &Route::name);
  v.field("upstream", &Route::upstream);
  v.field("port", &Route::port);
  v.field("host_from", &Route::host_from);
  v.field("port_from", &Route::port_from);
  v.field("redirect", &Route::redirect);
  v.field("files", &Route::files);
  v.field("files_of", &Route::files_of);
  v.field("uploads", &Route::uploads);
  v.field("websocket", &Route::websocket);
  v.field("timeout", &Route::timeout);
  v.field("body", &Route::body);
  v.field("cache", &Route::cache);
  v.field("immutable", &Route::immutable);
  v.field("volume", &Route::volume);
  v.field("fallback", &Route::fallback);
  v.field("hashed", &Route::hashed);
  v.field("gate", &Route::gate);
}
template <class V>
constexpr void describe(V& v, const Gate*) {
  v.field("id", &Gate::id);
  v.field("users", &Gate::users);
}
template <class V>
constexpr void describe(V& v, const Site*) {
  v.field("id", &Site::id);
  v.field("domain", &Site::domain);
  v.field("any_host", &Site::any_host);
  v.field("names", &Site::names);
  v.field("redirects", &Site::redirects);
  v.field("all_names", &Site::all_names);
  v.field("dns_names", &Site::dns_names);
  v.field("lineage", &Site::lineage);
  v.field("routes", &Site::routes);
  v.field("websockets", &Site::websockets);
  v.field("by_address", &Site::by_address);
  v.field("health", &Site::health);
}
template <class V>
constexpr void describe(V& v, const Upstream*) {
  v.field("id", &Upstream::id);
  v.field("address", &Upstream::address);
  v.field("port", &Upstream::port);
  v.field("health", &Upstream::health);
  v.field("health_host", &Upstream::health_host);
  v.field("host_from", &Upstream::host_from);
  v.field("port_from", &Upstream::port_from);
}
template <class V>
constexpr void describe(V& v, const Header*) {
  v.field("name", &Header::name);
  v.field("variable", &Header::variable);
  v.field("value", &Header::value);
}
template <class V>
constexpr void describe(V& v, const Statistics*) {
  v.field("port", &Statistics::port);
  v.field("user", &Statistics::user);
  v.field("password", &Statistics::password);
}
template <class V>
constexpr void describe(V& v, const Temporary*) {
  v.field("id", &Temporary::id);
  v.field("path", &Temporary::path);
}
template <class V>
constexpr void describe(V& v, const Member*) {
  v.field("id", &Member::id);
  v.field("proxy", &Member::proxy);
  v.field("image", &Member::image);
  v.field("outermost", &Member::outermost);
  v.field("last", &Member::last);
  v.field("several", &Member::several);
  v.field("http2_directive", &Member::http2_directive);
  v.field("hybrid_groups", &Member::hybrid_groups);
  v.field("upstream_resolve", &Member::upstream_resolve);
  v.field("user", &Member::user);
  v.field("run", &Member::run);
  v.field("access_log", &Member::access_log);
  v.field("error_log", &Member::error_log);
  v.field("local_upstreams", &Member::local_upstreams);
  v.field("http", &Member::http);
  v.field("behind", &Member::behind);
  v.field("debug", &Member::debug);
  v.field("statistics", &Member::statistics);
  v.field("upstreams", &Member::upstreams);
  v.field("mounts", &Member::mounts);
  v.field("temporary", &Member::temporary);
  v.field("patience", &Member::patience);
  v.field("idle", &Member::idle);
  v.field("folder", &Member::folder);
  v.field("start", &Member::start);
  v.field("check", &Member::check);
  v.field("reload", &Member::reload);
  v.field("probe", &Member::probe);
  v.field("owner", &Member::owner);
  v.field("capabilities", &Member::capabilities);
  v.field("tmpfs", &Member::tmpfs);
  v.field("processes", &Member::processes);
  v.field("own_image", &Member::own_image);
  v.field("late", &Member::late);
}
template <class V>
constexpr void describe(V& v, const Endpoint*) {
  v.field("listen", &Endpoint::listen);
  v.field("publish", &Endpoint::publish);
  v.field("public_port", &Endpoint::public_port);
  v.field("publish_in_urls", &Endpoint::publish_in_urls);
  v.field("public_in_urls", &Endpoint::public_in_urls);
}
template <class V>
constexpr void describe(V& v, const BalancerProbe*) {
  v.field("application", &BalancerProbe::application);
  v.field("port", &BalancerProbe::port);
  v.field("host", &BalancerProbe::host);
  v.field("health", &BalancerProbe::health);
}
template <class V>
constexpr void describe(V& v, const ProviderCertificate*) {
  v.field("resource", &ProviderCertificate::resource);
  v.field("attachment", &ProviderCertificate::attachment);
  v.field("domain", &ProviderCertificate::domain);
  v.field("others", &ProviderCertificate::others);
}
template <class V>
constexpr void describe(V& v, const ManagedBalancer*) {
  v.field("use", &ManagedBalancer::use);
  v.field("title", &ManagedBalancer::title);
  v.field("tls_policy", &ManagedBalancer::tls_policy);
  v.field("name", &ManagedBalancer::name);
  v.field("description", &ManagedBalancer::description);
  v.field("page", &ManagedBalancer::page);
  v.field("drain", &ManagedBalancer::drain);
  v.field("sticky", &ManagedBalancer::sticky);
  v.field("path", &ManagedBalancer::path);
  v.field("every", &ManagedBalancer::every);
  v.field("timeout", &ManagedBalancer::timeout);
  v.field("healthy", &ManagedBalancer::healthy);
  v.field("unhealthy", &ManagedBalancer::unhealthy);
  v.field("certificates", &ManagedBalancer::certificates);
}
template <class V>
constexpr void describe(V& v, const Balancer*) {
  v.field("trusted", &Balancer::trusted);
  v.field("idle", &Balancer::idle);
  v.field("https", &Balancer::https);
  v.field("http", &Balancer::http);
  v.field("probe", &Balancer::probe);
  v.field("managed", &Balancer::managed);
}
template <class V>
constexpr void describe(V& v, const Edge*) {
  v.field("id", &Edge::id);
  v.field("tls", &Edge::tls);
  v.field("any_host", &Edge::any_host);
  v.field("named", &Edge::named);
  v.field("tiered", &Edge::tiered);
  v.field("local_ports", &Edge::local_ports);
  v.field("http", &Edge::http);
  v.field("https", &Edge::https);
  v.field("port_in_urls", &Edge::port_in_urls);
  v.field("by_address", &Edge::by_address);
  v.field("certificates", &Edge::certificates);
  v.field("certify", &Edge::certify);
  v.field("webroot", &Edge::webroot);
  v.field("drain", &Edge::drain);
  v.field("stop", &Edge::stop);
  v.field("keepalive", &Edge::keepalive);
  v.field("balancer", &Edge::balancer);
  v.field("members", &Edge::members);
  v.field("fillers", &Edge::fillers);
  v.field("headers", &Edge::headers);
  v.field("gates", &Edge::gates);
  v.field("users", &Edge::users);
  v.field("websockets", &Edge::websockets);
}
template <class V>
constexpr void describe(V& v, const Task*) {
  v.field("id", &Task::id);
  v.field("application", &Task::application);
  v.field("command", &Task::command);
}
template <class V>
constexpr void describe(V& v, const Certificate*) {
  v.field("lineage", &Certificate::lineage);
  v.field("domain", &Certificate::domain);
  v.field("names", &Certificate::names);
  v.field("subjects", &Certificate::subjects);
}
template <class V>
constexpr void describe(V& v, const Authority*) {
  v.field("id", &Authority::id);
  v.field("image", &Authority::image);
}
template <class V>
constexpr void describe(V& v, const Bought*) {
  v.field("certificate", &Bought::certificate);
  v.field("key", &Bought::key);
}
template <class V>
constexpr void describe(V& v, const DnsProof*) {
  v.field("folder", &DnsProof::folder);
  v.field("program", &DnsProof::program);
  v.field("secrets", &DnsProof::secrets);
  v.field("servers", &DnsProof::servers);
}
template <class V>
constexpr void describe(V& v, const Acme*) {
  v.field("id", &Acme::id);
  v.field("image", &Acme::image);
  v.field("directory", &Acme::directory);
  v.field("staging", &Acme::staging);
  v.field("contact", &Acme::contact);
  v.field("issuer", &Acme::issuer);
  v.field("dns", &Acme::dns);
  v.field("offset", &Acme::offset);
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
constexpr void describe(V& v, const Venv*) {
  v.field("path", &Venv::path);
  v.field("version", &Venv::version);
  v.field("requirements", &Venv::requirements);
}
template <class V>
constexpr void describe(V& v, const Program*) {
  v.field("id", &Program::id);
  v.field("title", &Program::title);
  v.field("command", &Program::command);
  v.field("user", &Program::user);
  v.field("directory", &Program::directory);
  v.field("venv", &Program::venv);
  v.field("environment", &Program::environment);
  v.field("log", &Program::log);
  v.field("pid_file", &Program::pid_file);
  v.field("process", &Program::process);
  v.field("ports", &Program::ports);
  v.field("health", &Program::health);
  v.field("health_host", &Program::health_host);
  v.field("stop_signal", &Program::stop_signal);
  v.field("reload_signal", &Program::reload_signal);
  v.field("stop", &Program::stop);
  v.field("memory", &Program::memory);
  v.field("serves_certificates", &Program::serves_certificates);
}
template <class V>
constexpr void describe(V& v, const Folder*) {
  v.field("path", &Folder::path);
  v.field("owner", &Folder::owner);
  v.field("about", &Folder::about);
  v.field("volume", &Folder::volume);
}
template <class V>
constexpr void describe(V& v, const Host*) {
  v.field("id", &Host::id);
  v.field("system", &Host::system);
  v.field("release", &Host::release);
  v.field("systemd", &Host::systemd);
  v.field("user", &Host::user);
  v.field("packages", &Host::packages);
  v.field("programs", &Host::programs);
  v.field("folders", &Host::folders);
  v.field("run", &Host::run);
  v.field("logs", &Host::logs);
  v.field("state", &Host::state);
  v.field("renewal", &Host::renewal);
  v.field("notify", &Host::notify);
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
  v.field("vault", &Topology::vault);
  v.field("volumes", &Topology::volumes);
  v.field("github", &Topology::github);
  v.field("azure", &Topology::azure);
}

}  // namespace stackc::topology
