// What templates see of services; describe.h says how.
#pragma once

#include "topology/services.h"

namespace stackc::topology {

template <class V>
constexpr void describe(V& v, const VariableFile*) {
  v.field("secret", &VariableFile::secret);
  v.field("name", &VariableFile::name);
  v.field("path", &VariableFile::path);
}

template <class V>
constexpr void describe(V& v, const Variable*) {
  v.field("name", &Variable::name);
  v.field("literal", &Variable::literal);
  v.field("bound", &Variable::bound);
  v.field("fallback", &Variable::fallback);
  v.field("secret", &Variable::secret);
  v.field("reference", &Variable::reference);
  v.field("file", &Variable::file);
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
  v.field("folder", &NodeBuild::folder);
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
  v.field("built", &BuiltFiles::built);
  v.field("lasting", &BuiltFiles::lasting);
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
  v.field("framework", &Application::framework);
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
  v.field("secret_files", &Application::secret_files);
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
  v.field("secret_files", &Backing::secret_files);
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

}  // namespace stackc::topology
