// Secrets that programs read from files: where there is a container that has them, and a program that looks for them.
#include <string>

#include "catalog/catalog.h"
#include "model/placement.h"
#include "resolve/fill.h"

namespace stackc::resolve {
namespace {

void refuse(const Traced<SecretRef>& secret, const std::string& why, const std::string& cure, const Context& context) {
  context.report(Rule::secret_file_elsewhere, secret.origin,
                 "`" + secret.value.name.text + "` cannot be a file: " + why, cure);
}

std::string as_variable(const SecretRef& secret) { return "write `{ secret: " + secret.name.text + " }`"; }

void check_environment(const Entry<Service, Id>& entry, bool programs, const Context& context) {
  const Service& service = entry.value;
  const std::string id = "`" + entry.key.value.text + "`";
  for (const auto& variable : service.env) {
    if (!variable.value.present()) continue;
    const auto* const secret = std::get_if<SecretRef>(&*variable.value);
    if (secret == nullptr || !secret->as_file) continue;
    const Traced<SecretRef> said{*secret, variable.value.origin};
    if (service.use.present()) {
      refuse(said, id + " is of the catalogue, which knows what its image reads",
             "say `as: file` of its `password`, or " + as_variable(*secret), context);
    } else if (service.framework.present() && programs) {
      refuse(said, "the host runs the program of " + id + " itself, which gets its secrets as variables",
             as_variable(*secret), context);
    }
  }
}

void check_password(const Entry<Service, Id>& entry, const Context& context) {
  const Service& service = entry.value;
  if (!service.password.present() || !service.password->as_file) return;
  const std::string id = "`" + entry.key.value.text + "`";
  const Traced<SecretRef> said = service.password.traced();
  if (service.external.present()) {
    refuse(said, "nothing of " + id + " runs here", as_variable(said.value), context);
    return;
  }
  if (!service.use.present()) return;
  const catalog::BackingService* const row = catalog::find(catalog::backing_services(), service.use->name);
  if (row == nullptr || can(*row, catalog::ServiceAbility::secret_files)) return;
  refuse(said, "the image of `" + service.use->name + "` reads its password from a variable", as_variable(said.value),
         context);
}

void check_statistics(const Stack& stack, const Context& context) {
  if (!stack.edge.present()) return;
  for (const Tier& tier : stack.edge->tiers) {
    for (const auto& proxy : tier) {
      const auto& stats = proxy.value.stats;
      if (!stats.present() || !stats->password.present() || !stats->password->as_file) continue;
      refuse(stats->password.traced(), "the proxy reads the password of its statistics from a variable",
             as_variable(*stats->password), context);
    }
  }
}

}  // namespace

void check_secret_files(const Stack& stack, const Context& context) {
  const bool programs = context.production && program_host(stack) != nullptr && !several_machines(stack);
  for (const auto& service : stack.services) {
    check_environment(service, programs, context);
    check_password(service, context);
  }
  check_statistics(stack, context);
}

}  // namespace stackc::resolve
