// The rules over the topology: each is one function that asks and reports. A new rule is a page under
// diagnostics/pages/, a function and a row in check.cpp.
#pragma once

#include "diagnostics/reporter.h"
#include "topology/topology.h"

namespace stackc::check {

/// Runs every rule over one environment.
void check(const topology::Topology& topology, const Reporter& report);

}  // namespace stackc::check
