// Volumes: what outlives containers, under which name, and what each holds.
#include <algorithm>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

/// Whether the framework fills a volume anew for each release.
bool collected(const Service& service, const Id& volume) {
  const catalog::Framework* const row =
      service.framework.present() ? catalog::find(catalog::frameworks(), service.framework->text) : nullptr;
  return row != nullptr && row->static_volume == volume.text;
}

/// What each container is told of the volumes that it sees.
void mark_shared(Topology& topology) {
  const auto mark = [&](std::vector<Mount>& mounts) {
    for (Mount& mount : mounts) {
      mount.shared = std::any_of(topology.volumes.begin(), topology.volumes.end(), [&](const Volume& volume) {
        return volume.id.value == mount.id.value && volume.shared.has_value();
      });
    }
  };
  for (Application& app : topology.applications)
    mark(app.mounts);
  for (Backing& backing : topology.backings)
    mark(backing.mounts);
  if (!topology.edge.has_value()) return;
  for (Member& member : topology.edge->members)
    mark(member.mounts);
}

}  // namespace

void make_volumes(Topology& topology, const Maker& maker) {
  if (maker.programs() != nullptr) return;  // folders of the host
  const std::string prefix = project_name(maker) + "_";
  const auto add = [&](const Traced<Id>& key, std::string about, OriginId origin) {
    topology.volumes.push_back(
        {key, {Word{prefix + key.value.text}, key.origin}, false, {}, {std::move(about), origin}});
  };
  for (const auto& service : maker.stack.services) {
    const bool runs = maker.runs_here(service.key.value);
    if (!maker.works_here(service)) continue;
    for (const auto& entry : service.value.volumes) {
      if (!lives_here(service.value, entry, maker) || (!runs && collected(service.value, entry.key.value))) continue;
      const Traced<Id> key = volume_key(service, entry);
      add(key, entry.key.value.text + " of " + service.key.value.text, entry.key.origin);
      if (entry.value.was.present()) {
        topology.volumes.back().engine_name = {Word{prefix + service.key.value.text + "_" + entry.value.was->text},
                                               entry.value.was.origin};
      }
      if (entry.value.directory.present() && maker.production)
        topology.volumes.back().directory = entry.value.directory.traced();
      if (maker.here != nullptr && served_from_elsewhere(maker.stack, service.key.value, entry.key.value)) {
        topology.volumes.back().directory = folder_beside_edge(service, entry, maker);
        topology.volumes.back().served = true;
      }
      if (entry.value.shared.present() && maker.production)
        topology.volumes.back().shared =
            SharedFolder{entry.value.shared->host.traced(), entry.value.shared->path.traced()};
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
    if (topology.acme.has_value()) {
      add({Id{"letsencrypt"}, origin}, "certificates and the account at the certificate authority", origin);
      if (!topology.acme->dns.has_value()) add({Id{"acme"}, origin}, "proofs for the certificate authority", origin);
    } else if (topology.edge->tls) {
      add({Id{"certificates"}, origin}, "certificates and their keys", origin);
      if (topology.authority.has_value()) add(topology.authority->id, "the authority and its key", origin);
    }
    for (const Member& member : topology.edge->members) {
      if (member.temporary.has_value()) add(member.temporary->id, "bodies of uploads on their way", member.id.origin);
    }
  }
  std::sort(topology.volumes.begin(), topology.volumes.end(),
            [](const Volume& a, const Volume& b) { return a.id.value < b.id.value; });
  mark_shared(topology);
}

}  // namespace stackc::topology
