// Which files a stack becomes: one row for each kind of artifact, with its place, mode, template and the view that the
// template gets. A new artifact is a row in artifacts.cpp and a template.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "render/value.h"
#include "topology/topology.h"

namespace stackc::plan {

/// Whether an artifact belongs to the stack (one for all environments) or to one environment.
enum class Scope : unsigned char { stack, environment };

/// One file to render. `view` has the type `type`.
struct Planned {
  std::string path;  ///< Below the stack's folder, or below the repository where `at_repository`.
  bool at_repository = false;
  bool executable = false;
  Scope scope = Scope::stack;
  std::string environment;                ///< Of the topology that the view was made from.
  OriginId named_after = OriginId::none;  ///< What a person may change so that the path is another one.
  std::string_view template_name;
  const render::Type* type = nullptr;
  std::shared_ptr<const render::Value> view;  ///< Shared by the files that see the same.
};

/// Every file of the stack, in the order of the table. `environments` begins with `prod`, which the files of the
/// whole stack are made from.
std::vector<Planned> plan(const std::vector<topology::Topology>& environments);

/// Every template that the table names, with the type of its view: what the test over all built-in templates loads.
struct TemplateUse {
  std::string_view template_name;
  const render::Type* type;
};
std::vector<TemplateUse> template_uses();

/// The image of an application as a value: two environments whose values differ would need two images.
render::Value image_view(const topology::Application& application);

}  // namespace stackc::plan
