// Says the facts of one topology, one function for each part of it (facts.cpp, facts_of_services.cpp).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "topology/build.h"

namespace stackc::topology {

/// Docker's image name without its tag: `localhost:5000/db:1` -> `localhost:5000/db`, and the tag alone.
std::string program_of(const ImageRef& image);
std::string tag_of(const ImageRef& image);

/// What a container may use: its time to stop, its memory where that is limited.
void limits(facts::Fact& fact, Duration stop, const std::optional<Traced<Bytes>>& memory);

class Speaker {
 public:
  explicit Speaker(const Topology& topology) : topology_(topology) {}

  void project();
  void host();
  void edge();
  void balancer();
  void groups();
  void applications();
  void backings();
  void externals();
  void sites();
  void backups();
  void volumes();
  void secrets();

  std::vector<PlacedFact> take() && { return std::move(all_); }

 private:
  /// The fact is valid until the next call.
  facts::Fact& service(const Traced<Id>& id, const char* role) {
    return say("service", id.value.text, id.origin).with("role", role).with("restart", topology_.restart.value.text);
  }
  facts::Fact& say(const char* kind, std::string subject, OriginId at) {
    all_.push_back({{topology_.label, kind, std::move(subject), {}}, at});
    return all_.back().fact;
  }
  facts::Fact& publish(const Traced<HostPort>& port, const char* address, const Id& service) {
    return say("port", std::to_string(port.value.number) + "/tcp", port.origin)
        .with("address", address)
        .with("service", service.text);
  }
  void publish(const Endpoint& endpoint, const Id& service) {
    facts::Fact& port = publish(endpoint.publish, "all", service);
    if (endpoint.public_port.value != endpoint.publish.value)
      port.with("public", std::to_string(endpoint.public_port.value.number));
  }
  void container(const Application& app);
  void environment_of(const Id& service, const std::vector<Variable>& variables);
  void route(const Site& site, const Route& route);
  void built_files(const Application& app);
  void processes(const Application& app);
  void probe(const Traced<Id>& id, const Probe& probe);
  void release(const Application& app);
  void work(const Application& app);
  void works_alone(const Application& app);

  const Topology& topology_;
  std::vector<PlacedFact> all_{};
};

}  // namespace stackc::topology
