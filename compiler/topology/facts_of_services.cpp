// What the lock keeps of services: applications, their processes and builds, backing services.
#include <algorithm>
#include <utility>

#include "topology/speaker.h"

namespace stackc::topology {
namespace {

using facts::Fact;

/// Words of a command, for people.
std::string text_of(const std::vector<Traced<std::string>>& words) {
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? "" : " ") + word.value;
  return text;
}

}  // namespace

void Speaker::environment_of(const Id& service, const std::vector<Variable>& variables) {
  for (const Variable& variable : variables) {
    // Which secrets a service reads is a fact of its own.
    if (variable.secret && !variable.file.has_value() && variable.bound->value == variable.name.value) continue;
    Fact& fact = say("variable", service.text + "." + variable.name.value.text, variable.name.origin);
    if (variable.literal.has_value()) fact.with("value", variable.literal->value);
    if (variable.file.has_value()) fact.with("file", variable.file->path.value.text);
    if (variable.bound.has_value()) fact.with(variable.secret ? "secret" : "from", variable.bound->value.text);
    if (variable.fallback.has_value()) fact.with("default", variable.fallback->value.text);
  }
}

/// Nothing of it runs: its release fills a volume.
void Speaker::built_files(const Application& app) {
  Fact& fact =
      say("service", app.id.value.text, app.id.origin).with("role", "files").with("base", app.base_image.value.text);
  if (app.push.has_value()) fact.with("image", app.push->value.text);
  release(app);
}

void Speaker::release(const Application& app) {
  if (app.release.empty()) return;
  Fact& fact = say("release", app.id.value.text, app.release.front().origin);
  for (const auto& step : app.release)
    fact.with("run", step.value);
}

void Speaker::externals() {
  for (const External& external : topology_.externals) {
    say("external", external.id.value.text, external.host.origin)
        .with("host", external.host.value.text)
        .with("port", std::to_string(external.port.value.number));
  }
}

void Speaker::container(const Application& app) {
  Fact& fact = service(app.id, "application").with("base", app.base_image.value.text);
  if (app.push.has_value()) fact.with("image", app.push->value.text);
  fact.with("server", app.server.value.text)
      .with("port", std::to_string(app.port.value.number))
      .with("user", app.run_as.value);
  limits(fact, app.stop.value, app.memory);
}

void Speaker::probe(const Traced<Id>& id, const Probe& probe) {
  say("health", id.value.text, id.origin)
      .with("run", text_of(probe.command))
      .with("every", to_text(probe.every.value))
      .with("timeout", to_text(probe.timeout.value))
      .with("start", to_text(probe.start.value))
      .with("retries", std::to_string(probe.retries.value));
}

void Speaker::processes(const Application& app) {
  for (const Process& process : app.processes) {
    Fact& fact = service(process.id, "process").with("user", app.run_as.value);
    limits(fact, process.stop.value, process.memory);
    fact.with("run", text_of(process.command));
    if (!process.probe.has_value()) continue;
    probe(process.id, *process.probe);
  }
}

/// Its environment, and what it does at set times.
void Speaker::work(const Application& app) {
  const std::string& id = app.id.value.text;
  environment_of(app.id.value, app.environment);
  for (const Job& job : app.jobs) {
    std::string command;
    for (const auto& word : job.command)
      command += (command.empty() ? "" : " ") + word.value;
    Fact& said = say("job", job.id.value.text, job.id.origin)
                     .with("in", id)
                     .with("cron", job.cron.value.text)
                     .with("timezone", topology_.timezone.value.text);
    if (job.timeout.has_value()) said.with("timeout", to_text(job.timeout->value));
    said.with("run", command);
  }
}

/// Only its jobs and processes run here: another host answers.
void Speaker::works_alone(const Application& app) {
  Fact& fact = service(app.id, "worker").with("base", app.base_image.value.text);
  if (app.push.has_value()) fact.with("image", app.push->value.text);
  fact.with("user", app.run_as.value);
  limits(fact, app.stop.value, app.memory);
  processes(app);
  work(app);
}

void Speaker::applications() {
  for (const Application& app : topology_.applications) {
    const std::string& id = app.id.value.text;
    if (app.publish.has_value()) publish(*app.publish, "127.0.0.1", app.id.value);
    if (app.open.has_value()) publish(app.open->port, app.open->address.value.text.c_str(), app.id.value);
    if (!app.process) {
      if (app.files.has_value())
        built_files(app);
      else
        works_alone(app);
      continue;
    }
    if (topology_.host.has_value()) {
      publish(app.port, "127.0.0.1", app.id.value);
    } else {
      container(app);
    }
    say("health", id, app.health.path.origin)
        .with("path", app.health.path.value.text)
        .with("every", to_text(app.health.every.value))
        .with("timeout", to_text(app.health.timeout.value))
        .with("start", to_text(app.health.start.value))
        .with("retries", std::to_string(app.health.retries.value));
    release(app);
    processes(app);
    work(app);
  }
}

void Speaker::backings() {
  for (const Backing& backing : topology_.backings) {
    const std::string& id = backing.id.value.text;
    if (backing.publish.has_value()) publish(*backing.publish, "127.0.0.1", backing.id.value);
    if (backing.open.has_value())
      publish(backing.open->port, backing.open->address.value.text.c_str(), backing.id.value);
    Fact& fact = service(backing.id, backing.foreign    ? "image"
                                     : backing.database ? "database"
                                                        : "store")
                     .with("image", backing.image.value.text);
    if (backing.port.has_value()) fact.with("port", std::to_string(backing.port->value.number));
    if (backing.run_as.has_value()) fact.with("user", backing.run_as->value);
    if (backing.database_name.has_value()) fact.with("database", backing.database_name->value.text);
    if (backing.account.has_value()) fact.with("account", backing.account->value.text);
    limits(fact, backing.stop.value, backing.memory);
    // Of the catalogue's own services the times are the catalogue's.
    if (backing.foreign) {
      fact.with("run", text_of(backing.command));
      probe(backing.id, backing.probe);
    } else {
      say("health", id, backing.id.origin).with("run", text_of(backing.probe.command));
    }
    environment_of(backing.id.value, backing.environment);
    if (!backing.sweep.has_value()) continue;
    say("sweep", backing.sweep->id.value.text, backing.sweep->id.origin)
        .with("of", id)
        .with("at", to_text(backing.sweep->time.value))
        .with("timezone", topology_.timezone.value.text)
        .with("keep", std::to_string(backing.sweep->keep.value));
  }
}

}  // namespace stackc::topology
