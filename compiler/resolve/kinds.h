// What services of every kind share while they are completed: names and versions of the catalogue, keys that say
// nothing for their kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "diagnostics/nearest.h"
#include "resolve/fill.h"

namespace stackc::resolve {

/// The cure of a name that the catalogue lacks.
template <class T>
std::string known_names(catalog::Slice<T> table, std::string_view written) {
  std::vector<std::string_view> names;
  std::string all;
  for (const T& row : table) {
    names.push_back(row.name);
    all += (all.empty() ? "`" : ", `") + std::string(row.name) + "`";
  }
  const std::string hint = did_you_mean(written, names);
  return hint.empty() ? "the catalogue has " + all : hint;
}

/// Fills in the version of a catalogue entry where none was written; reports one that upstream no longer mends.
template <class Row>
void complete_version(Maybe<Versioned>& written, const Row& row, const Context& context) {
  if (written->version.empty()) written.value.version = std::string(row.version);
  const catalog::Cycle* cycle = catalog::cycle_of(row.cycles, written->version);
  if (cycle == nullptr) {
    std::string known;
    for (const catalog::Cycle& c : row.cycles)
      known += (known.empty() ? "" : ", ") + std::string(c.version);
    context.report(Rule::version_not_known, written.origin,
                   "the catalogue knows no `" + std::string(row.name) + "` " + written->version, "it knows " + known);
    return;
  }
  if (!cycle->end_of_life.empty() && cycle->end_of_life <= catalog::as_of) {
    context.report(Rule::end_of_life, written.origin,
                   "`" + std::string(row.name) + "` " + std::string(cycle->version) +
                       " gets no more security fixes since " + std::string(cycle->end_of_life),
                   cycle->replacement.empty() ? "" : "move to " + std::string(cycle->replacement));
  }
}

/// Reports keys that were written although they say nothing for this kind of service.
struct Refuse {
  std::string_view kind;  ///< `a service that is built here`
  const Context& context;

  template <class Field>
  void operator()(const Field& field, std::string_view key) const {
    context.meaningless(field, key, kind, "remove it, or say what the service is by another key");
  }
};

/// Keys of services that the catalogue or somebody else brings.
void refuse_keys_of_catalogue(const Service& service, const Refuse& refuse);

/// A service that is built here.
void complete_application(Entry<Service, Id>& entry, const Stack& stack, const Context& context);
/// What else runs of its image.
void complete_processes(Entry<Service, Id>& service, const catalog::Framework& framework, const Stack& stack,
                        const Context& context);

}  // namespace stackc::resolve
