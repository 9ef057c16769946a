#include "bind/bind.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "bind/context.h"
#include "bind/leaf.h"
#include "model/characters.h"
#include "model/describe_stack.h"
#include "model/kind.h"

namespace stackc::bind {

namespace {

using syntax::Node;
using syntax::Pair;

// --- members ----------------------------------------------------------------------------------

template <described S>
bool bind_struct(const Context& context, const Node& node, const Place& place, S& out, const About& about);

template <class T>
void bind_member(const Context& context, const Node& node, const Place& place, Maybe<T>& out, const About& about) {
  if (node.null()) {
    out.remove(context.written(node.span));
    return;
  }
  out.origin = context.written(node.span);
  if constexpr (described<T>) {
    if (bind_struct(context, node, place, out.value, about)) out.state = Maybe<T>::State::present;
  } else if (auto value = bind_leaf<T>(context, node, place)) {
    out.set(std::move(*value), out.origin);
  }
}

/// A member whose key is required: there is no absence, so a wrong value leaves the default with its origin.
template <class T>
void bind_member(const Context& context, const Node& node, const Place& place, Traced<T>& out, const About&) {
  out.origin = context.written(node.span);
  if (auto value = bind_leaf<T>(context, node, place)) out.value = std::move(*value);
}

template <class T, class Key>
void bind_member(const Context& context, const Node& node, const Place& place, ById<T, Key>& out, const About& about);

template <class T>
bool bind_item(const Context& context, const Node& node, const Place& place, T& out) {
  if constexpr (is_traced<T>) {
    using Value = typename member_of<T>::value;
    auto value = bind_leaf<Value>(context, node, place);
    if (!value) return false;
    out.value = std::move(*value);
    out.origin = context.written(node.span);
    return true;
  } else if constexpr (is_map<T>) {
    bind_member(context, node, place, out, About{});
    return !out.incomplete;
  } else {
    return bind_struct(context, node, place, out, About{});
  }
}

/// Reports a name that stands in a list already.
template <class T>
bool repeats(const Context& context, const Node& node, const Place& place, const T& value, const T& earlier) {
  if constexpr (requires { value.text; }) {
    if (value.text != earlier.text) return false;
    context.report(Rule::repeated_item, node.span, quoted(value.text) + " stands twice in `" + place.text() + "`",
                   "remove one of them");
    return true;
  } else {
    return false;
  }
}

template <class T>
void bind_member(const Context& context, const Node& node, const Place& place, List<T>& out, const About& about) {
  out.origin = context.written(node.span);
  if (node.null()) {
    out.state = List<T>::State::removed;
    return;
  }
  const syntax::Sequence* items = node.sequence();
  if (items == nullptr) {
    std::string help = about.example.empty() ? std::string() : "write it as `" + std::string(about.example) + "`";
    if (const syntax::Scalar* scalar = node.scalar();
        scalar != nullptr && scalar->text.size() <= 60 && scalar->style == syntax::Style::plain) {
      help = "write `[" + scalar->text + "]`";
    }
    report_shape(context, node, place, kind_of<List<T>>(), std::move(help));
    return;
  }
  out.state = List<T>::State::present;
  for (const Node& item : *items) {
    T value{};
    if (!bind_item(context, item, place, value)) continue;
    bool repeated = false;
    if constexpr (is_traced<T>) {
      repeated = std::any_of(out.items.begin(), out.items.end(), [&](const T& earlier) {
        return repeats(context, item, place, value.value, earlier.value);
      });
    }
    if (!repeated) out.items.push_back(std::move(value));
  }
}

/// The key of a map's entry, or nothing after reporting.
template <class Key>
std::optional<Key> bind_key(const Context& context, const std::string& text, Span span, const Place& place) {
  const Result<Key> parsed = Leaf<Key>::parse(text);
  if (parsed) return *parsed;
  context.report(Rule::wrong_name, span,
                 "a key of `" + place.text() + "` is " + std::string(Leaf<Key>::name) + ": " + parsed.refusal().reason,
                 parsed.refusal().help);
  return std::nullopt;
}

template <class T>
bool bind_entry_value(const Context& context, const Node& node, const Place& place, T& out) {
  if constexpr (is_maybe<T>) {
    bind_member(context, node, place, out, About{});
    return out.present();
  } else if constexpr (described<T>) {
    return bind_struct(context, node, place, out, About{});
  } else {
    auto value = bind_leaf<T>(context, node, place);
    if (value) out = std::move(*value);
    return value.has_value();
  }
}

/// `aliases: [a.example, b.example]`: keys whose values are left to the defaults.
template <class T, class Key>
void bind_list_of_keys(const Context& context, const syntax::Sequence& items, const Place& place, ById<T, Key>& out) {
  out.removed = true;
  for (const Node& item : items) {
    const auto key = bind_leaf<Key>(context, item, place);
    if (!key) {
      out.incomplete = true;
      continue;
    }
    if (const auto* earlier = out.find(key->text)) {
      repeats(context, item, place, *key, earlier->key.value);
      continue;
    }
    const OriginId origin = context.written(item.span);
    out.entries.push_back({{*key, origin}, T{}, origin});
  }
}

template <class T, class Key>
void bind_member(const Context& context, const Node& node, const Place& place, ById<T, Key>& out, const About& about) {
  out.origin = context.written(node.span);
  if (node.null()) {
    out.removed = true;
    return;
  }
  if constexpr (is_key_list<ById<T, Key>>) {
    if (const syntax::Sequence* items = node.sequence()) return bind_list_of_keys(context, *items, place, out);
  }
  const syntax::Mapping* pairs = node.mapping();
  if (pairs == nullptr) {
    out.incomplete = true;
    std::string help = about.example.empty() ? std::string() : "write it as `" + std::string(about.example) + "`";
    return report_shape(context, node, place, is_key_list<ById<T, Key>> ? "a map or a list" : "a map", std::move(help));
  }
  for (const Pair& pair : *pairs) {
    const auto key = bind_key<Key>(context, pair.key.value, pair.key.span, place);
    if (!key) {
      out.incomplete = true;
      continue;
    }
    const OriginId key_origin = context.written(pair.key.span);
    if (pair.value.null()) {
      out.removals.push_back({*key, key_origin});
      continue;
    }
    Entry<T, Key> entry{{*key, key_origin}, T{}, context.written(pair.value.span)};
    Context inner = context;
    inner.in_environment = context.in_environment || std::is_same_v<T, Stack>;
    if (bind_entry_value(inner, pair.value, place.inside(pair.key.value), entry.value)) {
      out.entries.push_back(std::move(entry));
    } else {
      out.incomplete = true;
    }
  }
}

// --- structs ----------------------------------------------------------------------------------

/// Binds the pair of one key, if the struct has that key.
template <class S>
struct PairBinder : Visitor {
  const Context& context;
  const Pair& pair;
  const Place& place;
  S& out;
  bool known = false;
  std::string_view foreign_help;
  PairBinder(const Context& where, const Pair& key_and_value, const Place& at, S& result)
      : context(where), pair(key_and_value), place(at), out(result) {}

  template <class M>
  void field(std::string_view key, M S::*member, const About& about) {
    if (key != pair.key.value) return;
    known = true;
    if (about.base_only && context.in_environment) {
      context.report(Rule::base_only, pair.key.span, "an environment cannot change `" + std::string(key) + "`",
                     "say it once, at the top of the stack");
      return;
    }
    bind_member(context, pair.value, place.inside(key), out.*member, about);
  }
  void foreign(std::string_view key, std::string_view help) {
    if (key == pair.key.value) foreign_help = help;
  }
};

template <class S>
struct ShorthandBinder : Visitor {
  const Context& context;
  const Node& node;
  const Place& place;
  S& out;
  bool known = false;
  bool bound = false;
  ShorthandBinder(const Context& where, const Node& scalar, const Place& at, S& result)
      : context(where), node(scalar), place(at), out(result) {}

  template <class T>
  void shorthand(List<T> S::*member, const About& about) {
    if (node.sequence() == nullptr) return;
    known = true;
    bind_member(context, node, place, out.*member, about);
    bound = (out.*member).present();
  }
  template <class T>
  void shorthand(Maybe<T> S::*member, const About& about) {
    if (node.scalar() == nullptr) return;
    known = true;
    bind_member(context, node, place, out.*member, about);
    bound = (out.*member).present();
  }
  template <class T, class Key>
  void shorthand(ById<T, Key> S::*member, std::string_view key, const About&) {
    if (node.scalar() == nullptr) return;
    known = true;
    const OriginId origin = context.written(node.span);
    (out.*member).origin = origin;
    Entry<T, Key> entry{{*Leaf<Key>::parse(key), origin}, T{}, origin};
    bound = bind_entry_value(context, node, place, entry.value);
    if (bound) (out.*member).entries.push_back(std::move(entry));
  }
};

/// Reports the required keys that a map does not have.
template <class S>
struct RequiredKeys : Visitor {
  const Context& context;
  const syntax::Mapping& pairs;
  Span at;
  bool complete = true;
  RequiredKeys(const Context& where, const syntax::Mapping& map, Span span) : context(where), pairs(map), at(span) {}

  template <class M>
  void field(std::string_view key, M S::*, const About& about) {
    if (!about.required) return;
    const Pair* pair = syntax::find(pairs, key);
    if (pair != nullptr && !pair->value.null()) return;
    complete = false;
    context.report(Rule::missing_key, pair != nullptr ? pair->value.span : at,
                   std::string(type_name<S>()) + " needs `" + std::string(key) + "`",
                   "add `" + std::string(key) + ": " + std::string(about.example) + "`, " + std::string(about.doc));
  }
};

/// Where something that is missing from a map is shown: at its first key, because the whole map is too much to
/// underline.
Span beginning(const Node& node) {
  const syntax::Mapping& pairs = *node.mapping();
  return pairs.empty() ? node.span : pairs.front().key.span;
}

/// Returns whether the node had the shape of the struct; wrong values inside are reported and left out.
template <described S>
bool bind_struct(const Context& context, const Node& node, const Place& place, S& out, const About& about) {
  if (node.mapping() == nullptr) {
    ShorthandBinder<S> binder(context, node, place, out);
    describe_with<S>(binder);
    if (binder.known) return binder.bound;
  }
  const syntax::Mapping* pairs = node.mapping();
  if (pairs == nullptr) {
    report_shape(context, node, place, "a map",
                 about.example.empty() ? std::string() : "write it as `" + std::string(about.example) + "`");
    return false;
  }
  for (const Pair& pair : *pairs) {
    PairBinder<S> binder(context, pair, place, out);
    describe_with<S>(binder);
    if (!binder.known) {
      const bool environment = std::is_same_v<S, Stack> && context.in_environment;
      report_unknown_key(context, pair,
                         {environment ? "an environment" : type_name<S>(), keys_of<S>(), binder.foreign_help});
    }
  }
  // The keys that a stack needs are asked for by bind(): environments and overlays are stacks, too.
  if constexpr (!std::is_same_v<S, Stack>) {
    RequiredKeys<S> required(context, *pairs, beginning(node));
    describe_with<S>(required);
    return required.complete;
  }
  return true;
}

/// Whether the document is in a language that this compiler knows; reports if it is not.
bool understood_version(const Context& context, const Node& root) {
  const Pair* pair = root.mapping() == nullptr ? nullptr : syntax::find(*root.mapping(), "stackc");
  if (pair == nullptr || pair->value.scalar() == nullptr) return true;
  const auto version = parse_integer(pair->value.scalar()->text);
  if (!version || *version == language_version) return true;
  const bool newer = *version > language_version;
  context.report(Rule::unsupported_version, pair->value.span,
                 "this stackc knows version " + std::to_string(language_version) + " of the language, not " +
                     std::to_string(*version),
                 newer          ? "use a newer stackc"
                 : *version > 0 ? "`stackc migrate` rewrites it"
                                : "write `stackc: " + std::to_string(language_version) + "`");
  return false;
}

}  // namespace

Stack bind(const Node& root, Origins& origins, Diagnostics& diagnostics, Document document) {
  const Context context{origins, diagnostics};
  Stack stack;
  if (!understood_version(context, root)) return stack;
  if (!bind_struct(context, root, Place(), stack, About{})) return stack;
  if (document == Document::stack) {
    RequiredKeys<Stack> required(context, *root.mapping(), beginning(root));
    describe_with<Stack>(required);
  }
  return stack;
}

}  // namespace stackc::bind
