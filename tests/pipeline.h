// A stack through the pipeline from text, in memory: as far as its topologies, or to its artifacts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bind/bind.h"
#include "check/check.h"
#include "diagnostics/reporter.h"
#include "driver/compile.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "topology/build.h"

namespace pipeline_test {

using namespace stackc;

/// `unknown_service 4:9 there is no service …`, one for each diagnostic, in the order of the file. Where only some
/// environments have it, `(dev)` follows.
inline std::vector<std::string> lines_of(const Diagnostics& diagnostics, const Sources& sources) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    std::string line(name(diagnostic.rule));
    if (diagnostic.at.known()) {
      const Position position = sources.position(diagnostic.at.source, diagnostic.at.begin);
      line += " " + std::to_string(position.line) + ":" + std::to_string(position.column);
    }
    line += " " + diagnostic.message;
    if (!diagnostic.environment.empty()) line += " (" + diagnostic.environment + ")";
    lines.push_back(line);
  }
  return lines;
}

/// A stack as topologies, one for each environment, all rules asked. Environments with errors have none.
struct Resolved {
  Sources sources{};
  Origins origins{};
  Diagnostics diagnostics{};
  Stack base{};
  std::vector<Stack> stacks{};
  std::vector<topology::Topology> environments{};

  std::vector<std::string> said() const { return lines_of(diagnostics, sources); }
  /// Throws std::out_of_range where there is none.
  const topology::Topology& in(std::string_view environment) const {
    for (const topology::Topology& one : environments) {
      if (one.environment.value.text == environment) return one;
    }
    throw std::out_of_range("no environment " + std::string(environment));
  }
  const Stack& stack_in(std::string_view environment) const {
    const auto all = resolve::environments(base);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].value.text == environment) return stacks.at(i);
    }
    throw std::out_of_range("no environment " + std::string(environment));
  }
  /// The text that a value comes from, of the nearest origin that was written.
  std::string written(OriginId id) const {
    const Span span = origins.span(id);
    if (!span.known()) return {};
    return std::string(sources.text(span.source).substr(span.begin, span.end - span.begin));
  }
};

inline Resolved resolve_text(std::string_view yaml) {
  Resolved result;
  const SourceId id = result.sources.add("stack.yaml", std::string(yaml));
  const auto root = syntax::parse(result.sources, id, result.diagnostics);
  if (!root.has_value()) return result;
  result.base = bind::bind(*root, result.origins, result.diagnostics);
  if (result.diagnostics.has_errors()) return result;
  for (const Traced<Id>& environment : resolve::environments(result.base)) {
    Diagnostics found;
    result.stacks.push_back(resolve::resolve(result.base, environment, result.origins, found));
    if (!found.has_errors()) {
      result.environments.push_back(topology::build(result.stacks.back(), environment,
                                                    resolve::production(environment.value), RelativePath{"stack.yaml"},
                                                    result.origins));
      check::check(result.environments.back(), Reporter(found, result.origins, environment.value.text));
    }
    for (const Diagnostic& diagnostic : found.all())
      result.diagnostics.report(diagnostic);
  }
  return result;
}

/// A stack and what `build` would write for it.
struct Compilation {
  Sources sources{};
  Diagnostics diagnostics{};
  std::optional<driver::Compiled> compiled{};

  std::vector<std::string> said() const { return lines_of(diagnostics, sources); }
  const lock::Artifact* find(std::string_view path) const {
    if (!compiled.has_value()) return nullptr;
    for (const lock::Artifact& artifact : compiled->result.artifacts) {
      if (artifact.path.text() == path) return &artifact;
    }
    return nullptr;
  }
  /// Throws std::out_of_range where there is no such artifact.
  const std::string& text(std::string_view path) const {
    const lock::Artifact* artifact = find(path);
    if (artifact == nullptr) throw std::out_of_range("no artifact " + std::string(path));
    return artifact->bytes;
  }
  std::vector<std::string> paths() const {
    std::vector<std::string> all;
    if (!compiled.has_value()) return all;
    for (const lock::Artifact& artifact : compiled->result.artifacts)
      all.push_back(artifact.path.text());
    return all;
  }
};

inline Compilation compile_text(std::string_view yaml, std::string folder = "/repository") {
  Compilation result;
  driver::CompileInput input;
  input.stack = result.sources.add("stack.yaml", std::string(yaml));
  input.folder = std::move(folder);
  input.file = "stack.yaml";
  static const driver::BuiltIn built_in;
  result.compiled = driver::compile(input, built_in, result.sources, result.diagnostics);
  return result;
}

}  // namespace pipeline_test
