// From the complete stack of one environment to its topology. Total: resolve has refused what could go wrong.
#pragma once

#include "facts/fact.h"
#include "model/stack.h"
#include "topology/topology.h"

namespace stackc::topology {

/// The parts of an environment that several machines share, one for each host; empty where one machine runs all.
std::vector<Topology> build_parts(const Topology& whole, const Stack& stack, Origins& origins);

/// `stack_file` is the stack's path as headers show it, relative to the repository.
Topology build(const Stack& stack, const Traced<Id>& environment, bool production, const RelativePath& stack_file,
               Origins& origins);

/// A statement about the running system, and the value of the stack that it comes from.
struct PlacedFact {
  facts::Fact fact;
  OriginId at = OriginId::none;
};

/// What stands in the lock and what a summary of a change compares, in no order; a kind has each subject once.
std::vector<PlacedFact> facts(const Topology& topology);

}  // namespace stackc::topology
