#include "bind/value_form.h"

#include <algorithm>

#include "model/characters.h"
#include "model/describe_stack.h"

namespace stackc::bind {

namespace {

constexpr std::string_view forms_help = "write a text, `{ ref: db.host }`, `{ secret: name }` or `{ from_env: NAME }`";

template <class T>
std::optional<T> form_leaf(const Context& context, const syntax::Node& node, const Place& place) {
  const auto text = scalar_text(context, node, place, Leaf<T>::name, Leaf<T>::plain);
  if (!text) return std::nullopt;
  const Result<T> parsed = Leaf<T>::parse(*text);
  if (parsed) return *parsed;
  report_refusal(context, node.span, place, Leaf<T>::name, parsed.refusal());
  return std::nullopt;
}

/// The texts that go with a form (`join`, `default`): any scalar, numbers and booleans as they are written.
std::optional<std::string> form_text(const Context& context, const syntax::Node& node, const Place& place) {
  return scalar_text(context, node, place, "a text", std::nullopt, true);
}

bool is_form(std::string_view key) {
  return std::any_of(value_form_keys.begin(), value_form_keys.end(),
                     [&](const ValueFormKey& row) { return row.form == key; });
}

/// The key that names the form, or nothing after reporting. Keys that do not go with it are reported, too.
const syntax::Pair* form_of(const Context& context, const syntax::Node& node, const Place& place) {
  const syntax::Mapping& pairs = *node.mapping();
  const syntax::Pair* form = nullptr;
  for (const syntax::Pair& pair : pairs) {
    if (!is_form(pair.key.value)) continue;
    if (form != nullptr) {
      context.report(Rule::wrong_value_form, pair.key.span,
                     "a value is one of `ref`, `secret` and `from_env`, not `" + form->key.value + "` and `" +
                         pair.key.value + "`",
                     "remove one of them");
      return nullptr;
    }
    form = &pair;
  }
  if (form == nullptr) {
    if (pairs.empty()) {
      context.report(Rule::wrong_value_form, node.span, "`" + place.text() + "` is an empty map, which is no value",
                     std::string(forms_help));
      return nullptr;
    }
    std::vector<std::string_view> names;
    for (const ValueFormKey& row : value_form_keys) {
      if (row.form == row.key) names.push_back(row.key);
    }
    report_unknown_key(context, pairs.front(), {"a value", names, {}});
    return nullptr;
  }
  std::vector<std::string_view> known;
  for (const ValueFormKey& row : value_form_keys) {
    if (row.form == form->key.value) known.push_back(row.key);
  }
  bool clean = true;
  for (const syntax::Pair& pair : pairs) {
    if (std::find(known.begin(), known.end(), pair.key.value) != known.end()) continue;
    report_unknown_key(context, pair, {"a `" + form->key.value + "` value", known, {}});
    clean = false;
  }
  return clean ? form : nullptr;
}

std::optional<ValueForm> bind_ref(const Context& context, const syntax::Mapping& pairs, const syntax::Pair& form,
                                  const Place& place) {
  const auto path = form_leaf<RefPath>(context, form.value, place.inside("ref"));
  Ref ref;
  if (const syntax::Pair* join = syntax::find(pairs, "join")) {
    const auto text = form_text(context, join->value, place.inside("join"));
    if (!text) return std::nullopt;
    ref.join = *text;
    ref.joined = true;
  }
  if (!path) return std::nullopt;
  ref.path = *path;
  return ref;
}

std::optional<ValueForm> bind_from_env(const Context& context, const syntax::Mapping& pairs, const syntax::Pair& form,
                                       const Place& place) {
  const auto name = form_leaf<EnvName>(context, form.value, place.inside("from_env"));
  bool understood = name.has_value();
  FromEnv from;
  if (const syntax::Pair* fallback = syntax::find(pairs, "default")) {
    const auto text = form_text(context, fallback->value, place.inside("default"));
    understood = understood && text.has_value();
    if (text) from.fallback = *text;
    from.has_fallback = true;
  }
  if (const syntax::Pair* at = syntax::find(pairs, "at")) {
    const auto text = form_text(context, at->value, place.inside("at"));
    if (text && *text != "compose" && *text != "start") {
      context.report(Rule::wrong_value, at->value.span, "`at` does not know " + quoted(*text),
                     "write `compose` or `start`");
      understood = false;
    }
    understood = understood && text.has_value();
    from.at_start = text && *text == "start";
  }
  if (!understood) return std::nullopt;
  from.name = *name;
  return from;
}

std::optional<SecretRef> bind_secret(const Context& context, const syntax::Mapping& pairs, const syntax::Pair& form,
                                     const Place& place) {
  const auto name = form_leaf<Id>(context, form.value, place.inside("secret"));
  bool understood = name.has_value();
  SecretRef secret;
  if (const syntax::Pair* as = syntax::find(pairs, "as")) {
    const auto text = form_text(context, as->value, place.inside("as"));
    secret.as_file = text && *text == "file";
    if (text && !secret.as_file)
      context.report(Rule::wrong_value, as->value.span, "`as` does not know " + quoted(*text),
                     "write `as: file`, or leave it out: the secret is then a variable");
    understood = understood && secret.as_file;
  }
  if (!understood) return std::nullopt;
  secret.name = *name;
  return secret;
}

}  // namespace

std::optional<ValueForm> bind_value_form(const Context& context, const syntax::Node& node, const Place& place) {
  if (node.scalar() != nullptr) {
    auto text = form_text(context, node, place);
    if (!text) return std::nullopt;
    return ValueForm(std::move(*text));
  }
  if (node.mapping() == nullptr) {
    report_shape(context, node, place, "a value", node.null() ? std::string() : "write one text, as `a,b`");
    return std::nullopt;
  }
  const syntax::Pair* form = form_of(context, node, place);
  if (form == nullptr) return std::nullopt;
  if (form->key.value == "ref") return bind_ref(context, *node.mapping(), *form, place);
  if (form->key.value == "from_env") return bind_from_env(context, *node.mapping(), *form, place);
  return bind_secret(context, *node.mapping(), *form, place);
}

std::optional<SecretRef> bind_secret_ref(const Context& context, const syntax::Node& node, const Place& place) {
  if (node.scalar() != nullptr) {
    context.report(Rule::literal_secret, node.span, "`" + place.text() + "` would be a secret that stands in the stack",
                   "write `{ secret: NAME }`; the value lives in `.env` on the host");
    return std::nullopt;
  }
  if (node.mapping() == nullptr) {
    report_shape(context, node, place, "a secret name", "write `{ secret: NAME }`");
    return std::nullopt;
  }
  const syntax::Pair* form = form_of(context, node, place);
  if (form == nullptr) return std::nullopt;
  if (form->key.value != "secret") {
    context.report(Rule::wrong_value_form, form->key.span,
                   "`" + place.text() + "` is always a secret, not a `" + form->key.value + "`",
                   "write `{ secret: NAME }`");
    return std::nullopt;
  }
  return bind_secret(context, *node.mapping(), *form, place);
}

}  // namespace stackc::bind
