// The means by which defaults are filled in: a value with a named rule and the values it was derived from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "diagnostics/reporter.h"
#include "model/stack.h"

namespace stackc::resolve {

/// What every part of resolving works with.
struct Context {
  Traced<Id> environment;
  bool production = true;
  Origins& origins;
  const Reporter& report;

  OriginId derive(std::string rule, std::vector<OriginId> parents = {}) const {
    return origins.add(Default{std::move(rule), std::move(parents)});
  }
  /// Sets `field` unless somebody wrote it; reports `null`, because what is filled in here is needed.
  template <class T>
  void fill(Maybe<T>& field, T value, std::string rule, std::vector<OriginId> parents = {}) const {
    needed(field);
    if (!field.present()) field.set(std::move(value), derive(std::move(rule), std::move(parents)));
  }
  /// The same for a fact of the catalogue.
  template <class T>
  void fill_from_catalogue(Maybe<T>& field, T value, std::string_view entry, std::string key) const {
    needed(field);
    if (!field.present()) field.set(std::move(value), origins.add(Catalogue{std::string(entry), std::move(key)}));
  }
  /// Reports a key that was written although it says nothing for `what`.
  template <class Field>
  void meaningless(const Field& field, std::string_view key, std::string_view what,
                   const std::string& cure = "remove it") const {
    if (!written(field)) return;
    report(Rule::key_of_other_kind, field.origin, "`" + std::string(key) + "` has no meaning for " + std::string(what),
           cure);
  }
  template <class T>
  void needed(const Maybe<T>& field) const {
    if (field.removed()) {
      report(Rule::null_for_a_needed_value, field.origin, "`null` takes away a value that is needed here",
             "remove the line, the default then holds, or write a value");
    }
  }

 private:
  template <class T>
  static bool written(const Maybe<T>& field) {
    return field.present();
  }
  template <class T>
  static bool written(const List<T>& field) {
    return field.present();
  }
  template <class T, class Key>
  static bool written(const ById<T, Key>& field) {
    return !field.empty();
  }
};

/// The cure of a name that is not there: the nearest one, else all that there are, else `none`.
std::string cure_of_name(std::string_view written, const std::vector<std::string_view>& names, std::string_view none);

/// Before services and sites: where programs run, their versions are those of the host's system.
void complete_hosts(Stack& stack, const Context& context);
void complete_services(Stack& stack, const Context& context);
void complete_sites(Stack& stack, const Context& context);
/// Afterwards an edge has tiers, however it was written; needs the sites.
void complete_edge(Stack& stack, const Context& context);
/// Where several machines share the work: that each service, job and piece of state has its place.
void check_placement(const Stack& stack, const Context& context);
/// What cannot be said of a stack whose host runs the programs itself.
void check_hosts(const Stack& stack, const Context& context);
/// What pipelines need: a name for the image, and one way to stackc.
void check_ci(const Stack& stack, const Context& context);
/// What `from: vault` needs: a vault of the catalogue, and a name in it.
void complete_vault(Stack& stack, const Context& context);
/// Reports secrets as files where nothing would read them. Of a stack whose services, hosts and edge are complete.
void check_secret_files(const Stack& stack, const Context& context);
/// Everything that names something else: reports what is named but not there.
void check_names(const Stack& stack, const Context& context);

}  // namespace stackc::resolve
