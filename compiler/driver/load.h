// One stack, read and compiled in memory: what build, check, diff and explain begin with.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "driver/arguments.h"
#include "driver/compile.h"
#include "driver/outcome.h"
#include "lock/artifact.h"
#include "source/source.h"

namespace stackc::driver {

struct LoadedStack {
  std::string shown;     ///< The stack file, for people.
  std::string folder{};  ///< Absolute, links resolved; empty if there is no stack.
  /// The paths from which sources were read, or where `build` writes them; other sources are templates.
  std::vector<std::pair<SourceId, std::string>> read_from{};
  /// What has to stand behind `stackc build` to mean this stack again, with a blank in front; often nothing.
  std::string retyped{};
  Sources sources{};
  Diagnostics diagnostics{};
  std::optional<Compiled> compiled{};
  std::string root{};  ///< Where artifacts lie: the repository's root or `--out`.
  std::optional<lock::ArtifactPath> lock_path{};
  /// What kept it from being read; its exit code is 0 if nothing did.
  Outcome fault{};

  /// Compiled, so that there are artifacts to speak of.
  bool ready() const { return compiled.has_value(); }
  /// For people: the stack's name, or its file where the name is not known.
  std::string name() const { return ready() ? compiled->result.name : shown; }
};

/// `typed` is one of `arguments.stacks`.
LoadedStack load(const std::string& typed, const Arguments& arguments, const BuiltIn& built_in,
                 std::vector<ProxyVersion> proxies = {});

/// Its diagnostics for stderr, with the count of them, and the exit code they ask for. With `quiet`, errors only.
Outcome diagnostics_of(const LoadedStack& stack, bool colour, bool quiet);

}  // namespace stackc::driver
