// Processes of a service beside the one that answers requests: workers of the catalogue, or commands of the stack.
#include <algorithm>
#include <string>

#include "resolve/kinds.h"

namespace stackc::resolve {
namespace {

/// Whether the environment of a service tells it of one that can hand out work: a store that has queues, or one that
/// stackc does not know from inside.
bool knows_queue(const Service& service, const Stack& stack) {
  return std::any_of(service.env.begin(), service.env.end(), [&](const auto& variable) {
    const Ref* const ref = variable.value.present() ? std::get_if<Ref>(&*variable.value) : nullptr;
    if (ref == nullptr) return false;
    const auto* const other = stack.services.find(ref->path.text.substr(0, ref->path.text.find('.')));
    if (other == nullptr) return false;
    if (!other->value.use.present()) return other->value.external.present() || other->value.image.present();
    const catalog::BackingService* const row = catalog::find(catalog::backing_services(), other->value.use->name);
    return row != nullptr && row->queue;
  });
}

/// A probe's times; the command is said, or the worker's.
void complete_probe(Maybe<Health>& health, bool known, const Context& context) {
  if (!health.present()) {
    if (!known || health.removed()) return;
    health.set(Health{}, context.derive("default.processes.health"));
  }
  Refuse{"a process, which answers no requests", context}(health->path, "path");
  if (!known && !health->run.present()) {
    context.report(Rule::process_unclear, health.origin, "`health` does not say the command that asks",
                   "add `run:`, a command that ends with 0 while the process works");
  }
  context.fill(health->every, Duration{60'000}, "default.processes.health.every");
  context.fill(health->timeout, Duration{30'000}, "default.processes.health.timeout");
  context.fill(health->start, Duration{60'000}, "default.processes.health.start");
  context.fill(health->retries, 3, "default.processes.health.retries");
}

const catalog::Worker* worker_of(const Process& process, const catalog::Framework& framework, const Context& context) {
  const catalog::Worker* const worker = catalog::find(catalog::workers(), process.worker->text);
  if (worker == nullptr) {
    context.report(Rule::not_in_catalogue, process.worker.origin,
                   "the catalogue has no worker `" + process.worker->text + "`",
                   known_names(catalog::workers(), process.worker->text));
    return nullptr;
  }
  if (worker->runtime == framework.runtime) return worker;
  context.report(Rule::server_of_other_framework, process.worker.origin,
                 "`" + std::string(worker->name) + "` is written in " + std::string(worker->runtime) + ", and " +
                     std::string(framework.title) + " in " + std::string(framework.runtime),
                 "say the command that starts it: `run:`");
  return nullptr;
}

void complete_worker(Entry<Process, Id>& entry, const Entry<Service, Id>& service, const catalog::Worker& worker,
                     const Stack& stack, const Context& context) {
  Process& process = entry.value;
  if (!process.project.present()) {
    context.needed(process.project);
    if (service.value.project.present()) {
      process.project.set(*service.value.project,
                          context.derive("default.processes.project", {service.value.project.origin}));
    } else {
      context.report(Rule::project_missing, entry.key.origin,
                     "`" + entry.key.value.text + "` does not say its `project`, and " + std::string(worker.title) +
                         " has to be told what to load",
                     "add `project:`, the module that holds it");
    }
  }
  context.fill(process.stop, Duration{static_cast<std::int64_t>(worker.stop_seconds) * 1000}, "default.stop.catalogue",
               {process.worker.origin});
  if (worker.queue && !knows_queue(service.value, stack)) {
    context.report(Rule::worker_without_queue, entry.key.origin,
                   "no variable of `" + service.key.value.text + "` tells " + std::string(worker.title) +
                       " where its work comes from",
                   "add a service as `queue: redis:7`, and to `env` what names it: `REDIS_HOST: { ref: queue.host }`");
  }
}

/// Two of a kind that does everything would do everything twice.
void check_single(const Service& service, const Context& context) {
  const Entry<Process, Id>* first = nullptr;
  for (const auto& entry : service.processes) {
    if (!entry.value.worker.present()) continue;
    const catalog::Worker* const worker = catalog::find(catalog::workers(), entry.value.worker->text);
    if (worker == nullptr || !worker->single) continue;
    if (first != nullptr && first->value.worker->text == entry.value.worker->text) {
      context.report(
          Rule::worker_twice, entry.key.origin,
          "`" + entry.key.value.text + "` is a second " + std::string(worker->name) + ": each task would be sent twice",
          "keep one of them", {{first->key.origin, "the first is here"}});
    }
    if (first == nullptr) first = &entry;
  }
}

/// The name of its container must be free.
void check_name(const Entry<Process, Id>& process, const Entry<Service, Id>& service, const Stack& stack,
                const Context& context) {
  const std::string& id = process.key.value.text;
  const std::string container = service.key.value.text + "-" + id;
  const bool ours = id == "release" || id == "scheduler";
  const auto* const other = stack.services.find(container);
  if (!ours && other == nullptr) return;
  std::vector<OriginLabel> notes;
  if (other != nullptr) notes.push_back({other->key.origin, "the other one is here"});
  context.report(Rule::process_name_taken, process.key.origin,
                 "its container would be called `" + container + "`, as " +
                     (ours ? "that of the service's own " + (id == "release" ? std::string("release commands") : "jobs")
                           : "another service is"),
                 "give the process another id", notes);
}

}  // namespace

void complete_processes(Entry<Service, Id>& service, const catalog::Framework& framework, const Stack& stack,
                        const Context& context) {
  const catalog::Runtime& runtime = *catalog::find(catalog::runtimes(), framework.runtime);
  for (auto& entry : service.value.processes) {
    Process& process = entry.value;
    check_name(entry, service, stack, context);
    if (!runtime.memory.empty())
      context.fill_from_catalogue(process.memory, *parse_bytes(runtime.memory), runtime.name, "memory");
    if (process.worker.present() == process.run.present()) {
      context.report(Rule::process_unclear, entry.key.origin,
                     "process `" + entry.key.value.text + "` says " +
                         (process.run.present() ? "both a worker and a command" : "neither a worker nor a command"),
                     "say `worker: celery`, or `run:` and the command");
      continue;
    }
    if (process.run.present()) {
      const Refuse refuse{"a process that a command of the stack starts", context};
      refuse(process.project, "project");
      refuse(process.options, "options");
      context.fill(process.stop, Duration{30'000}, "default.stop");
      complete_probe(process.health, false, context);
      continue;
    }
    const catalog::Worker* const worker = worker_of(process, framework, context);
    if (worker == nullptr) continue;
    complete_worker(entry, service, *worker, stack, context);
    complete_probe(process.health, !worker->health.empty(), context);
  }
  check_single(service.value, context);
}

}  // namespace stackc::resolve
