// What the makers of artifacts.cpp and edge_artifacts.cpp share: one environment with the values of its views, a view
// shared by several files, a row of a table.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"
#include "plan/scalars.h"
#include "plan/views.h"
#include "topology/describe.h"

namespace stackc::plan {

/// One environment, and the values that many of its views hold.
struct Environment {
  const topology::Topology& topology;
  render::Value stack;
  render::Value edge{};
  render::Value host{};
  std::vector<render::Value> applications{};

  explicit Environment(const topology::Topology& graph) : topology(graph), stack(render::value_of(graph)) {
    if (graph.edge.has_value()) edge = render::value_of(*graph.edge);
    if (graph.host.has_value()) host = render::value_of(*graph.host);
    applications.reserve(graph.applications.size());
    for (const topology::Application& app : graph.applications)
      applications.push_back(render::value_of(app));
  }

  render::Shared<topology::Edge> shared_edge() const { return {&edge}; }
  render::Shared<topology::Host> shared_host() const { return {&host}; }
  render::Shared<topology::Application> shared_application(const topology::Application& app) const {
    return {&applications[static_cast<std::size_t>(&app - topology.applications.data())]};
  }
};
using SharedEnvironment = std::shared_ptr<const Environment>;

/// A view as templates get it, made once for all files that see it.
struct SharedView {
  const render::Type* type;
  std::shared_ptr<const render::Value> value;
};
/// The view keeps the environments alive that its values lie in.
template <class View>
SharedView shared(const View& view, const SharedEnvironment& environment, const SharedEnvironment& other = {}) {
  struct Held {
    SharedEnvironment environment;
    SharedEnvironment other;
    render::Value value;
  };
  const auto held = std::make_shared<const Held>(Held{environment, other, render::value_of(view)});
  return {&render::type_of<View>(), std::shared_ptr<const render::Value>(held, &held->value)};
}

/// A planned file of that environment. `named_after`: what a person may change so that the path is another one; the
/// environment's own name where it is `none`.
Planned file(const topology::Topology& topology, std::string path, bool executable, std::string_view name,
             const SharedView& view, OriginId named_after = OriginId::none);

/// A path below the environment's deploy folder.
std::string below(const topology::Topology& topology, std::string_view name);

/// One file of an environment, from one view alone.
struct StackFile {
  std::string_view path;
  std::string_view template_name;
  bool executable;
};
}  // namespace stackc::plan
