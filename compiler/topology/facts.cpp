#include <algorithm>

#include "topology/build.h"

namespace stackc::topology {

std::vector<std::string> facts(const Topology& topology) {
  std::vector<std::string> all;
  const std::string prefix = topology.environment.value.text + ": ";
  const auto say = [&](const std::string& fact) { all.push_back(prefix + fact); };

  if (topology.edge.has_value()) {
    const Edge& edge = *topology.edge;
    say("publishes " + std::to_string(edge.http.value.number) + "/tcp on all addresses (" + edge.id.value.text + ")");
    say("publishes " + std::to_string(edge.https.value.number) + "/tcp on all addresses (" + edge.id.value.text + ")");
    say("image of " + edge.id.value.text + " is " + edge.image.value.text);
  }
  for (const Application& app : topology.applications) {
    const std::string& id = app.id.value.text;
    if (app.publish.has_value())
      say("publishes " + std::to_string(app.publish->value.number) + "/tcp on 127.0.0.1 (" + id + ")");
    say("image of " + id + " is built on " + app.base_image.value.text);
    for (const Job& job : app.jobs) {
      say("job " + job.id.value.text + " runs " + job.cron.value.text + " " + topology.timezone.value.text + " in " +
          id);
    }
    for (const auto& step : app.release)
      say("release of " + id + " runs " + step.value);
  }
  for (const Backing& backing : topology.backings) {
    const std::string& id = backing.id.value.text;
    if (backing.publish.has_value())
      say("publishes " + std::to_string(backing.publish->value.number) + "/tcp on 127.0.0.1 (" + id + ")");
    say("image of " + id + " is " + backing.image.value.text);
  }
  for (const Certificate& certificate : topology.certificates) {
    std::string names;
    for (const auto& name : certificate.names)
      names += " " + name.value.text;
    say("certificate " + certificate.lineage.value.text + " names" + names);
  }
  for (const Site& site : topology.sites) {
    for (const Route& route : site.routes) {
      std::string fact = "route " + site.domain.value.text + route.path.value.text + " leads to ";
      fact += route.upstream.has_value()   ? route.upstream->value.text
              : route.redirect.has_value() ? "the redirect " + route.redirect->value
                                           : "files in " + route.files->value.text;
      if (route.websocket) fact += ", websocket";
      if (route.upstream.has_value())
        fact += ", body " + to_text(route.body.value) + ", silent for " + to_text(route.timeout.value);
      if (route.cache.has_value())
        fact += ", cached for " + to_text(route.cache->value) + (route.immutable ? ", immutable" : "");
      say(fact);
    }
  }
  for (const Backup& backup : topology.backups) {
    say("backup of " + backup.database_service.value.text + " every day at " + to_text(backup.time.value) + " " +
        topology.timezone.value.text + ", " + std::to_string(backup.keep.value) + " kept");
  }
  for (const Volume& volume : topology.volumes) {
    say("volume " + volume.id.value.text + " is " + volume.engine_name.value.text +
        (volume.external ? " (adopted)" : ""));
  }
  for (const Secret& secret : topology.secrets) {
    std::string users;
    for (const auto& user : secret.users)
      users += " " + user.value.text;
    say("secret " + secret.variable.value.text + " reaches" + users);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace stackc::topology
