// Secrets that lie in a key vault: which vault, and what each is called there.
#include <string>

#include "resolve/kinds.h"

namespace stackc::resolve {
namespace {

/// The catalogue's row; reports what is missing.
const catalog::Vault* vault_of(const Stack& stack, const Context& context) {
  const Maybe<Vault>& vault = stack.vault;
  if (!vault->use.present() || !vault->at.present()) {
    context.report(
        Rule::vault_unclear, vault.origin,
        std::string("`vault` does not say ") + (vault->use.present() ? "which one it is" : "of what kind it is"),
        "write `vault: { use: azure-key-vault, at: office-kv }`");
    return nullptr;
  }
  const catalog::Vault* row = catalog::find(catalog::vaults(), vault->use->text);
  if (row == nullptr) {
    context.report(Rule::not_in_catalogue, vault->use.origin, "the catalogue has no vault `" + vault->use->text + "`",
                   known_names(catalog::vaults(), vault->use->text));
  }
  return row;
}

/// It stands in a script as it is.
bool plain(const std::string& name) {
  constexpr std::string_view characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,=-";
  return !name.empty() && name.front() != '-' && name.find_first_not_of(characters) == std::string::npos;
}

void complete_secret(Entry<Secret, Id>& entry, const catalog::Vault& row, const Context& context) {
  Maybe<std::string>& name = entry.value.name;
  if (name.present() && !plain(*name)) {
    context.report(Rule::vault_unclear, name.origin, "no vault has a secret of that name",
                   "use letters, digits and `_./:@%+,=-`");
    return;
  }
  std::string derived;
  for (const char c : entry.key.value.text)
    derived += c == '_' || c == '-' ? std::string(row.separator) : std::string(1, c);
  context.fill(name, std::move(derived), "default.secret.name", {entry.key.origin});
}

}  // namespace

void complete_vault(Stack& stack, const Context& context) {
  const catalog::Vault* row = stack.vault.present() ? vault_of(stack, context) : nullptr;
  bool used = false;
  for (auto& entry : stack.secrets) {
    Secret& secret = entry.value;
    if (!secret.from.present() || *secret.from != SecretSource::vault) {
      context.meaningless(secret.name, "name", "a secret that lies in no vault", "add `from: vault`, or remove it");
      continue;
    }
    used = true;
    if (!stack.vault.present()) {
      context.report(Rule::vault_unclear, secret.from.origin,
                     "`" + entry.key.value.text + "` comes from a vault, and the stack has none",
                     "add `vault: { use: azure-key-vault, at: office-kv }`");
    }
    if (row != nullptr) complete_secret(entry, *row, context);
  }
  if (row != nullptr && !used) {
    context.report(Rule::vault_unclear, stack.vault.origin, "no secret comes from the vault",
                   "add `secrets: { NAME: vault }`, or remove `vault`");
  }
}

}  // namespace stackc::resolve
