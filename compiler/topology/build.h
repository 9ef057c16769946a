// From the complete stack of one environment to its topology. Total: resolve has refused what could go wrong.
#pragma once

#include "model/stack.h"
#include "topology/topology.h"

namespace stackc::topology {

/// `stack_file` is the stack's path as headers show it, relative to the repository.
Topology build(const Stack& stack, const Traced<Id>& environment, bool production, const RelativePath& stack_file,
               Origins& origins);

/// One-line statements about the running system, sorted, each once: what stands in the lock and what a summary of a
/// change compares.
std::vector<std::string> facts(const Topology& topology);

}  // namespace stackc::topology
