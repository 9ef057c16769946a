#include "catalog/catalog.h"

#include <algorithm>
#include <charconv>

namespace stackc::catalog {

namespace {

// Takes the leading number and its dot off `rest`; nothing left counts as zero.
int next_number(std::string_view& rest) {
  int number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc{}) {
    rest = {};
    return 0;
  }
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (!rest.empty()) rest.remove_prefix(1);
  return number;
}

}  // namespace

int compare_versions(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const int left = next_number(a);
    const int right = next_number(b);
    if (left != right) return left < right ? -1 : 1;
  }
  return 0;
}

bool has(const Proxy& proxy, std::string_view version, Feature feature) {
  for (const FeatureSince& row : proxy.features) {
    if (row.feature == feature) return compare_versions(version, row.since) >= 0;
  }
  return false;
}

bool can(const Proxy& proxy, Ability ability) {
  return std::find(proxy.abilities.begin(), proxy.abilities.end(), ability) != proxy.abilities.end();
}

bool can(const BackingService& service, ServiceAbility ability) {
  return std::find(service.abilities.begin(), service.abilities.end(), ability) != service.abilities.end();
}

const Packaged* packaged(const System& system, std::string_view release, std::string_view program) {
  for (const Packaged& row : system.programs) {
    if (row.release == release && row.program == program) return &row;
  }
  return nullptr;
}

const Cycle* cycle_of(Slice<Cycle> cycles, std::string_view version) {
  const Cycle* best = nullptr;
  for (const Cycle& cycle : cycles) {
    const bool belongs =
        version == cycle.version || (version.size() > cycle.version.size() && version.starts_with(cycle.version) &&
                                     version[cycle.version.size()] == '.');
    if (belongs && (best == nullptr || cycle.version.size() > best->version.size())) best = &cycle;
  }
  return best;
}

}  // namespace stackc::catalog
