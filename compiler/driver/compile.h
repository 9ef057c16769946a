// The pipeline as one function: texts in, artifacts with their provenance out. Touches no disk and no environment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "lock/artifact.h"
#include "render/template.h"
#include "source/origin.h"
#include "topology/topology.h"

namespace stackc::driver {

struct CompileInput {
  SourceId stack = SourceId::none;
  /// Laid over the stack in this order (`--with`).
  std::vector<SourceId> overlays{};
  /// The stack file below the repository, as headers and the lock name it: `stack.yaml`, `sites/blog/stack.yaml`.
  std::string stack_path;
};

/// Why the lines of one artifact are there.
struct Provenance {
  std::string path;          ///< As in `lock::Artifact`.
  render::Rendered rendered; ///< Its `text` was moved into the artifact and is empty.
};

struct Compilation {
  lock::Compiled compiled;
  /// In the order of `compiled.artifacts`.
  std::vector<Provenance> provenance{};
  Origins origins{};
  /// `prod` first.
  std::vector<topology::Topology> environments{};
};

/// Nothing if any diagnostic is an error. Warnings that the stack allows are left out of `diagnostics`.
std::optional<Compilation> compile(const CompileInput& input, Sources& sources, Diagnostics& diagnostics);

}  // namespace stackc::driver
