// The files about secrets: who makes those of a machine, and the example that lists those of the whole stack.
#pragma once

#include <memory>
#include <vector>

#include "plan/plan.h"

namespace stackc::plan {

struct Environment;

/// Adds `.env.example`, and a secrets.sh for each machine of production, beside its other scripts. The one of `prod`
/// serves developers, too; where several machines share `prod`, theirs is a file of its own.
void secrets_of_stack(const std::vector<std::shared_ptr<const Environment>>& environments, std::vector<Planned>& files);

/// Adds the templates of those, with the types of their views.
void secret_template_uses(std::vector<TemplateUse>& uses);

}  // namespace stackc::plan
