// The pipeline from texts to artifacts as one call: no disk, no clock, no environment. What the commands stand on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "driver/built_in.h"
#include "driver/templates.h"
#include "lock/artifact.h"
#include "render/template.h"
#include "source/origin.h"
#include "source/source.h"
#include "topology/build.h"

namespace stackc::driver {

/// A proxy that the stack is compiled for, whatever version it names: `nginx`, `1.22.1`.
struct ProxyVersion {
  std::string name;  ///< In the catalogue.
  std::string version;
};

/// What one compilation reads.
struct CompileInput {
  SourceId stack = SourceId::none;
  /// Overlays of `--with`, laid over the stack in this order.
  std::vector<SourceId> overlays{};
  /// The project's own templates, sorted by name.
  std::vector<OwnTemplate> templates{};
  /// The absolute folder of the stack file, links resolved: `repository:` is seen from it.
  std::string folder;
  /// The stack file's name in that folder, mostly `stack.yaml`.
  std::string file;
  /// Of `verify`: older programs that its files are tried with.
  std::vector<ProxyVersion> proxies{};
};

/// What made the lines of one artifact, for `explain FILE:LINE`.
struct Provenance {
  std::string environment;  ///< Empty for files of the whole stack.
  std::string template_name;
  std::string_view language;              ///< Of the template: `nginx`, `sh` …
  std::vector<render::LineOrigin> lines;  ///< One for each line of the artifact.
  std::vector<OriginId> origins;          ///< Shared by the lines.
};

struct Compiled {
  lock::Compiled result;
  /// One for each of `result.artifacts`, in their order.
  std::vector<Provenance> provenance{};
  Origins origins{};
  /// Those of `result`, with their places.
  std::vector<topology::PlacedFact> facts{};
  /// `repository:` of the stack: `.`, `..`, `../..` …
  std::string repository = ".";
  /// The stack's folder seen from the repository's root; empty for the root itself. Lies in front of every path
  /// of an artifact that is relative to the stack, and of the lock.
  std::string folder_in_repository{};
};

/// Nothing if the stack has errors, which `diagnostics` then holds; it may hold warnings and notes beside a result.
/// `sources` holds what `input` names, and shares the built-in texts from then on.
std::optional<Compiled> compile(const CompileInput& input, const BuiltIn& built_in, Sources& sources,
                                Diagnostics& diagnostics);

/// The folder `folder` (absolute, links resolved) seen from the repository that `repository` names from there: `.`
/// gives nothing, `../..` the last two components. Nothing if it is no chain of `..`, or leaves the file system.
std::optional<std::string> folder_in_repository(std::string_view folder, std::string_view repository);

/// That repository's root: `folder` without its last components.
std::optional<std::string> repository_root(std::string_view folder, std::string_view repository);

}  // namespace stackc::driver
