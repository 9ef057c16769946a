// How stages that know origins rather than spans report: the place is found through the origin table.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/origin.h"

namespace stackc {

/// Another value that takes part, and what it has to do with it.
struct OriginLabel {
  OriginId origin;
  std::string text;
};

/// Reports into a sink for one environment (empty: for all).
class Reporter {
 public:
  Reporter(Diagnostics& sink, const Origins& origins, std::string environment)
      : sink_(sink), origins_(origins), environment_(std::move(environment)) {}

  void operator()(Rule rule, OriginId at, std::string message, std::string help = {},
                  const std::vector<OriginLabel>& notes = {}) const {
    Diagnostic diagnostic{rule, origins_.span(at), std::move(message), {}, std::move(help), environment_};
    for (const OriginLabel& note : notes) {
      if (const Span span = origins_.span(note.origin); span.known()) diagnostic.notes.push_back({span, note.text});
    }
    sink_.report(std::move(diagnostic));
  }

 private:
  Diagnostics& sink_;
  const Origins& origins_;
  std::string environment_;
};

}  // namespace stackc
