// What the templates of secrets.sh and .env.example get.
#pragma once

#include "render/view.h"
#include "topology/topology.h"

namespace stackc::plan {

/// The secrets.sh of a machine; `stack` is what runs there.
struct SecretsView {
  render::Shared<topology::Topology> stack;
  std::vector<topology::Secret> secrets;
  std::vector<topology::Secret> developers;           ///< Those that developers alone have.
  std::vector<topology::SecretFile> files;            ///< That are written beside `.env`.
  std::vector<topology::SecretFile> developer_files;  ///< Those that developers alone have.
  bool development = false;                           ///< Developers run it as well.
  bool hashes = false;                                ///< Some are hashes of passwords,
  std::optional<Traced<ImageRef>> bcrypt;             ///< or bcrypt's, which this image makes as well.
  std::optional<topology::Vault> vault;               ///< That some lie in.
};

/// A secret as some environments have it.
struct SecretNeed {
  std::vector<Traced<Id>> environments;
  topology::Secret secret;
};
struct ExampleSecret {
  Traced<EnvName> variable;
  std::optional<topology::Secret> everywhere;  ///< All environments of production have it, and alike;
  std::vector<SecretNeed> needs;               ///< otherwise who has it.
  std::optional<topology::Secret> developers;  ///< Developers alone have it.
};
/// A variable of `.env` that people set.
struct ExampleVariable {
  Traced<EnvName> variable;
  std::optional<Traced<topology::PlainWord>> fallback;
  Traced<Id> reader;
  std::vector<Traced<Id>> environments;  ///< Empty: all of production.
};
struct ExampleImage {
  Traced<Id> application;
  EnvName variable;
};
/// A machine that has an `.env`.
struct ExamplePlace {
  Traced<Id> environment;
  std::optional<Traced<Id>> host;
  RelativePath folder;
};
/// `.env.example`, about all environments.
struct ExampleView {
  render::Shared<topology::Topology> stack;
  bool containers = false;           ///< Some environment of production runs in containers, so it has a release.
  std::vector<ExamplePlace> places;  ///< Empty where `prod` is the only environment, on one machine.
  std::vector<ExampleSecret> secrets;
  std::vector<ExampleVariable> variables;
  std::vector<ExampleVariable> late;  ///< Those that proxies check when they start.
  std::vector<ExampleImage> images;
};

template <class V>
constexpr void describe(V& v, const SecretsView*) {
  v.field("stack", &SecretsView::stack);
  v.field("secrets", &SecretsView::secrets);
  v.field("developers", &SecretsView::developers);
  v.field("files", &SecretsView::files);
  v.field("developer_files", &SecretsView::developer_files);
  v.field("development", &SecretsView::development);
  v.field("hashes", &SecretsView::hashes);
  v.field("bcrypt", &SecretsView::bcrypt);
  v.field("vault", &SecretsView::vault);
}
template <class V>
constexpr void describe(V& v, const SecretNeed*) {
  v.field("environments", &SecretNeed::environments);
  v.field("secret", &SecretNeed::secret);
}
template <class V>
constexpr void describe(V& v, const ExampleSecret*) {
  v.field("variable", &ExampleSecret::variable);
  v.field("everywhere", &ExampleSecret::everywhere);
  v.field("needs", &ExampleSecret::needs);
  v.field("developers", &ExampleSecret::developers);
}
template <class V>
constexpr void describe(V& v, const ExampleVariable*) {
  v.field("variable", &ExampleVariable::variable);
  v.field("fallback", &ExampleVariable::fallback);
  v.field("reader", &ExampleVariable::reader);
  v.field("environments", &ExampleVariable::environments);
}
template <class V>
constexpr void describe(V& v, const ExampleImage*) {
  v.field("application", &ExampleImage::application);
  v.field("variable", &ExampleImage::variable);
}
template <class V>
constexpr void describe(V& v, const ExamplePlace*) {
  v.field("environment", &ExamplePlace::environment);
  v.field("host", &ExamplePlace::host);
  v.field("folder", &ExamplePlace::folder);
}
template <class V>
constexpr void describe(V& v, const ExampleView*) {
  v.field("stack", &ExampleView::stack);
  v.field("containers", &ExampleView::containers);
  v.field("places", &ExampleView::places);
  v.field("secrets", &ExampleView::secrets);
  v.field("variables", &ExampleView::variables);
  v.field("late", &ExampleView::late);
  v.field("images", &ExampleView::images);
}

}  // namespace stackc::plan
