#include "diagnostics/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace stackc {
namespace {

/// Everything that a reader sees but the environment, in the order in which diagnostics are shown:
/// those without a place come last.
auto order(const Diagnostic& d) {
  return std::make_tuple(d.at.source, d.at.begin, d.at.end, code(d.rule), std::string_view(d.message),
                         std::string_view(d.help));
}

bool same_but_environment(const Diagnostic& a, const Diagnostic& b) {
  return order(a) == order(b) &&
         std::equal(a.notes.begin(), a.notes.end(), b.notes.begin(), b.notes.end(),
                    [](const Label& x, const Label& y) { return x.span == y.span && x.text == y.text; });
}

}  // namespace

std::vector<std::string> Diagnostic::environments() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < environment.size();) {
    const std::size_t comma = std::min(environment.find(", ", i), environment.size());
    names.push_back(environment.substr(i, comma - i));
    i = comma + 2;
  }
  return names;
}

void Diagnostics::report(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }

bool Diagnostics::has_errors() const {
  return std::any_of(all_.begin(), all_.end(), [](const Diagnostic& d) { return severity(d.rule) == Severity::error; });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> out = all_;
  // Stable: ties keep the order of the stages.
  std::stable_sort(out.begin(), out.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });

  std::vector<Diagnostic> merged;
  for (Diagnostic& diagnostic : out) {
    auto same = merged.rbegin();
    while (same != merged.rend() && order(*same) == order(diagnostic) && !same_but_environment(*same, diagnostic))
      ++same;
    if (same == merged.rend() || order(*same) != order(diagnostic)) {
      merged.push_back(std::move(diagnostic));
    } else if (same->environment.empty() || diagnostic.environment.empty()) {
      same->environment.clear();
    } else {
      std::vector<std::string> names = same->environments();
      const std::vector<std::string> more = diagnostic.environments();
      names.insert(names.end(), more.begin(), more.end());
      std::sort(names.begin(), names.end());
      names.erase(std::unique(names.begin(), names.end()), names.end());
      same->environment.clear();
      for (const std::string& one : names)
        same->environment += (same->environment.empty() ? "" : ", ") + one;
    }
  }
  return merged;
}

}  // namespace stackc
