// What stackc knows of the world: backing services, runtimes, frameworks, servers, proxies, ACME clients, CI actions.
// The data stand in templates/catalog/*.yaml; a generator turns them into constant tables while building, so nothing
// is parsed at run time. Each struct has one `describe` in describe.h, which the generator and tests read.
#pragma once

#include <string_view>

#include "catalog/applications.h"
#include "catalog/edge.h"
#include "catalog/row.h"
#include "catalog/services.h"

namespace stackc::catalog {

/// The time zones that images know.
struct TimeZones {
  std::string_view name;
  std::string_view version;       ///< Of the IANA database.
  Slice<std::string_view> zones;  ///< Sorted by bytes.
};

struct Action {
  std::string_view name;  ///< actions/checkout
  std::string_view commit;
  std::string_view version;  ///< The exact tag that the commit is.
};

/// A key vault, and the program that reads it.
struct Vault {
  std::string_view name;
  std::string_view title;
  std::string_view program;
  Slice<std::string_view>
      arguments;               ///< `{at}` is which vault, a whole word `{name}` which secret; prints its value alone.
  std::string_view sign_in;    ///< What whoever runs it has to have done before.
  std::string_view separator;  ///< Between the words of a name where the stack says none.
};

// --- the tables, sorted by name ------------------------------------------------------------------

Slice<BackingService> backing_services();
Slice<Runtime> runtimes();
Slice<PackageManager> package_managers();
Slice<Server> servers();
Slice<Framework> frameworks();
Slice<Worker> workers();
Slice<NativePackage> native_packages();
Slice<Proxy> proxies();
Slice<System> systems();
Slice<Balancer> balancers();
Slice<AcmeClient> acme_clients();
Slice<Issuer> issuers();
Slice<TimeZones> time_zones();
Slice<Vault> vaults();
Slice<Action> actions();

/// The digest of one data file, for the lock: an artifact records those of the entries that it was made from.
struct EntryDigest {
  std::string_view name;    ///< The file's name without `.yaml`; of all kinds but `actions` the row's own name.
  std::string_view sha256;  ///< Of its bytes, 64 lower-case hexadecimal digits.
};
Slice<EntryDigest> entry_digests();

/// The row with that name, or nullptr.
template <class T>
const T* find(Slice<T> table, std::string_view name) {
  for (const T& row : table) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

/// Compares dotted versions number by number (`1.9` < `1.25.1`; a shorter one counts as having zeros).
int compare_versions(std::string_view a, std::string_view b);

/// What a release of the system (`12`) brings of a program; nullptr if nothing.
const Packaged* packaged(const System& system, std::string_view release, std::string_view program);

/// Whether the proxy of that version has the feature.
bool has(const Proxy& proxy, std::string_view version, Feature feature);
/// Whether the proxy can do that.
bool can(const Proxy& proxy, Ability ability);
bool can(const BackingService& service, ServiceAbility ability);

/// The cycle that a written version belongs to: equal, or `8.0` for `8.0.36`; nullptr if the catalogue knows none.
const Cycle* cycle_of(Slice<Cycle> cycles, std::string_view version);

}  // namespace stackc::catalog
