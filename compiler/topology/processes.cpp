// What else runs of an application's image: command, probe, grace.
#include "topology/parts.h"

namespace stackc::topology {
namespace {

std::vector<Traced<std::string>> words_of(catalog::Slice<std::string_view> row, const std::string& project,
                                          OriginId origin) {
  std::vector<Traced<std::string>> words;
  for (const std::string_view word : row)
    words.push_back({filled(word, "project", project), origin});
  return words;
}

}  // namespace

std::vector<Traced<std::string>> words_of(const Command& command, OriginId origin) {
  std::vector<Traced<std::string>> words;
  for (const std::string& word : command.words)
    words.push_back({word, origin});
  return words;
}

Probe make_probe(const stackc::Health& health, std::vector<Traced<std::string>> known) {
  Probe probe;
  probe.command = health.run.present() ? words_of(*health.run, health.run.origin) : std::move(known);
  probe.every = health.every.traced();
  probe.timeout = health.timeout.traced();
  probe.start = health.start.traced();
  probe.retries = health.retries.traced();
  return probe;
}

std::vector<Process> make_processes(const Entry<Service, Id>& service, const Maker& maker) {
  std::vector<Process> all;
  for (const auto& entry : service.value.processes) {
    const stackc::Process& written = entry.value;
    if (!maker.is_here(host_of(maker.stack, service.key.value, written))) continue;
    Process process;
    process.id = {Id{service.key.value.text + "-" + entry.key.value.text}, entry.key.origin};
    std::vector<Traced<std::string>> health;
    if (written.run.present()) {
      process.title = {entry.key.value.text + " of " + service.key.value.text, entry.key.origin};
      process.command = words_of(*written.run, written.run.origin);
    } else {
      const catalog::Worker& worker = *catalog::find(catalog::workers(), written.worker->text);
      const OriginId parents =
          maker.derive("catalogue.worker.command", {written.worker.origin, written.project.origin});
      process.title = {std::string(worker.title), written.worker.origin};
      process.command = words_of(worker.command, written.project->text, parents);
      if (written.options.present()) {
        for (Traced<std::string>& word : words_of(*written.options, written.options.origin))
          process.command.push_back(std::move(word));
      }
      health = words_of(worker.health, written.project->text, maker.catalogue(worker.name, "health"));
    }
    if (written.health.present()) process.probe = make_probe(*written.health, std::move(health));
    process.stop = written.stop.traced();
    if (written.memory.present()) process.memory = written.memory.traced();
    all.push_back(std::move(process));
  }
  return all;
}

}  // namespace stackc::topology
