// From the description to the complete stack of one environment: the overlay laid over the base, every name
// checked, every default filled in with its origin. What leaves here has no question open.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/stack.h"

namespace stackc::resolve {

/// `prod`, `dev` and then those that the stack names, each once. The two first exist without being named.
std::vector<Traced<Id>> environments(const Stack& base);

/// Whether the environment serves strangers: every one but `dev`.
bool production(const Id& environment);

/// The complete stack. Where `diagnostics` has errors afterwards, the result must not be used further.
Stack resolve(const Stack& base, const Traced<Id>& environment, Origins& origins, Diagnostics& diagnostics);

}  // namespace stackc::resolve
