// One value that is not a map of the language: parsed by its type, or reported with its place and left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "bind/context.h"
#include "bind/value_form.h"
#include "diagnostics/nearest.h"
#include "model/characters.h"
#include "model/leaf.h"

namespace stackc::bind {

/// A list of words, or one text that is split at blanks.
std::optional<Command> bind_command(const Context& context, const syntax::Node& node, const Place& place);

/// A word of an enum's table.
template <worded E>
std::optional<E> bind_word(const Context& context, const syntax::Node& node, const Place& place) {
  const auto text = scalar_text(context, node, place, "a word", std::nullopt);
  if (!text) return std::nullopt;
  std::vector<std::string_view> known;
  for (const auto& word : words(static_cast<const E*>(nullptr))) {
    if (word.word == *text) return word.value;
    known.push_back(word.word);
  }
  std::string help = did_you_mean(*text, known);
  if (help.empty())
    help = known.size() == 1 ? "write `" + std::string(known.front()) + "`" : "it knows " + listed(known);
  context.report(Rule::wrong_value, node.span, "`" + place.text() + "` does not know " + quoted(*text),
                 std::move(help));
  return std::nullopt;
}

/// One value that is not a map of the language; reports and returns nothing if it is wrong.
template <class T>
std::optional<T> bind_leaf(const Context& context, const syntax::Node& node, const Place& place) {
  if constexpr (std::is_same_v<T, ValueForm>) {
    return bind_value_form(context, node, place);
  } else if constexpr (std::is_same_v<T, SecretRef>) {
    return bind_secret_ref(context, node, place);
  } else if constexpr (std::is_same_v<T, Command>) {
    return bind_command(context, node, place);
  } else if constexpr (worded<T>) {
    return bind_word<T>(context, node, place);
  } else {
    const auto text = scalar_text(context, node, place, Leaf<T>::name, Leaf<T>::plain, std::is_same_v<T, std::string>);
    if (!text) return std::nullopt;
    const Result<T> parsed = Leaf<T>::parse(*text);
    if (parsed) return *parsed;
    if constexpr (std::is_same_v<T, bool>) {
      context.report(Rule::not_a_boolean, node.span, "`" + place.text() + "` is a boolean: " + parsed.refusal().reason,
                     parsed.refusal().help);
    } else {
      report_refusal(context, node.span, place, Leaf<T>::name, parsed.refusal());
    }
    return std::nullopt;
  }
}

}  // namespace stackc::bind
