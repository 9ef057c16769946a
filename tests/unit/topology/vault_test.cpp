// Secrets that lie in a key vault.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

std::string stack_with(const std::string& more) {
  return "stackc: 1\nname: shop\nservices:\n  web: { framework: flask, project: app, secrets: [JWT_KEY, MAIL_KEY] }\n" +
         more;
}

std::string first_said(const std::string& more) {
  const auto said = resolve_text(stack_with(more)).said();
  return said.empty() ? "" : said.front();
}

}  // namespace

TEST_CASE("a secret of a vault has the name that it has there", "[topology]") {
  const Resolved made = resolve_text(
      stack_with("vault: { use: azure-key-vault, at: office-kv }\nsecrets: { jwt_key: vault, mail_key: { from: "
                 "vault, name: SendGrid } }\n"));
  REQUIRE(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  REQUIRE(prod.vault.has_value());
  CHECK(prod.vault->program.value.text == "az");
  CHECK(prod.vault->before.back().value == "--name");
  CHECK(prod.vault->after.front().value == "--query");
  REQUIRE(prod.secrets.size() == 2);
  CHECK(prod.secrets[0].vault_name->value.text == "jwt-key");
  CHECK(prod.secrets[1].vault_name->value.text == "SendGrid");
  const Resolved other =
      resolve_text(stack_with("vault: { use: aws-secrets-manager, at: eu-west-1 }\nsecrets: { jwt_key: vault }\n"));
  REQUIRE(other.said() == std::vector<std::string>{});
  CHECK(other.in("prod").secrets[0].vault_name->value.text == "jwt_key");
  CHECK_FALSE(other.in("prod").secrets[1].vault_name.has_value());
}

TEST_CASE("a vault and what comes from it belong together", "[topology]") {
  const std::string vault = "vault: { use: azure-key-vault, at: office-kv }\n";
  CHECK(first_said("secrets: { jwt_key: vault }\n").starts_with("vault_unclear"));
  CHECK(first_said(vault).starts_with("vault_unclear"));
  CHECK(first_said("vault: { use: azure-key-vault }\nsecrets: { jwt_key: vault }\n").starts_with("vault_unclear"));
  CHECK(first_said("vault: { use: attic, at: x }\nsecrets: { jwt_key: vault }\n").starts_with("not_in_catalogue"));
  CHECK(first_said(vault + "secrets: { jwt_key: { from: vault, name: \"a b\" } }\n").starts_with("vault_unclear"));
  CHECK(first_said(vault + "secrets: { jwt_key: vault, mail_key: { from: asked, name: x } }\n")
            .starts_with("key_of_other_kind"));
}
