// The files of the edge: configuration of its proxies, certificates, a balancer's description.
#pragma once

#include <memory>
#include <vector>

#include "plan/plan.h"

namespace stackc::plan {

struct Environment;

/// Adds what the proxies read, and what brings certificates to them; nothing where there is no edge.
void edge_of_environment(const std::shared_ptr<const Environment>& environment, std::vector<Planned>& files);

/// Adds what the provider of a balancer is told. It belongs to the whole environment, however many hosts share that.
void balancer_of_environment(const std::shared_ptr<const Environment>& environment, std::vector<Planned>& files);

/// Adds the templates that those name, with the types of their views.
void edge_template_uses(std::vector<TemplateUse>& uses);

}  // namespace stackc::plan
