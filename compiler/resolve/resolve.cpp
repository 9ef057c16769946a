#include "resolve/resolve.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "diagnostics/nearest.h"
#include "model/overlay.h"
#include "resolve/fill.h"

namespace stackc::resolve {
namespace {

/// A name that the images' zone files lack would silently mean UTC.
void check_timezone(const Stack& stack, const Reporter& report) {
  const catalog::Slice<std::string_view> zones = catalog::find(catalog::time_zones(), "timezones")->zones;
  const std::string& written = stack.timezone->text;
  if (std::binary_search(zones.begin(), zones.end(), written)) return;
  const std::string hint = did_you_mean(written, {zones.begin(), zones.end()});
  report(Rule::timezone_not_known, stack.timezone.origin, "no time zone `" + written + "` is known",
         hint.empty() ? "write the place's name in the IANA database, as `Europe/Paris`" : hint);
}

}  // namespace

std::vector<Traced<Id>> environments(const Stack& base) {
  std::vector<Traced<Id>> all;
  const auto add = [&](const char* name) {
    const auto* written = base.environments.find(name);
    all.push_back(written != nullptr ? written->key : Traced<Id>{Id{name}, OriginId::none});
  };
  add("prod");
  add("dev");
  for (const auto& entry : base.environments) {
    if (entry.key.value.text != "prod" && entry.key.value.text != "dev") all.push_back(entry.key);
  }
  return all;
}

bool production(const Id& environment) { return environment.text != "dev"; }

Stack resolve(const Stack& base, const Traced<Id>& environment, Origins& origins, Diagnostics& diagnostics) {
  Stack stack = base;
  if (const auto* overlaid = base.environments.find(environment.value.text)) {
    stack = overlay(base, overlaid->value, origins);
  }
  stack.environments.entries.clear();

  const Reporter report(diagnostics, origins, environment.value.text);
  const Context context{environment, production(environment.value), origins, report};
  context.fill(stack.timezone, TimeZone{"UTC"}, "default.timezone");
  check_timezone(stack, report);
  context.fill(stack.repository, AncestorPath{"."}, "default.repository");
  if (!context.production) context.fill(stack.edge, Edge{}, "default.edge.development");
  if (stack.services.empty() && !stack.services.incomplete) {
    report(Rule::stack_without_services,
           stack.services.origin != OriginId::none ? stack.services.origin : stack.name.origin,
           "the stack has no services", "add `services:`, there is nothing to run");
  }
  complete_hosts(stack, context);
  complete_services(stack, context);
  complete_sites(stack, context);
  complete_edge(stack, context);
  complete_vault(stack, context);
  check_secret_files(stack, context);
  check_names(stack, context);
  check_ci(stack, context);
  check_hosts(stack, context);
  check_placement(stack, context);
  return stack;
}

}  // namespace stackc::resolve
