#include "bind/context.h"

#include <algorithm>

#include "diagnostics/nearest.h"
#include "model/characters.h"
#include "model/language.h"
#include "syntax/core_scalar.h"

namespace stackc::bind {

namespace {

/// The last key of a place, which is what a reader sees beside the caret.
std::string_view last_key(const Place& place) {
  const std::string_view text = place.text();
  const auto dot = text.rfind('.');
  // Domains and URL paths hold dots; a cut inside one would show half a name.
  if (dot == std::string_view::npos || text.find('/', dot) != std::string_view::npos) return text;
  return text.substr(dot + 1);
}

/// Where a key is at home, if not here: "`idle` belongs to a route, `sites.ID.routes.PATH.idle`".
std::string at_home_elsewhere(std::string_view key, std::string_view owner) {
  std::string homes;
  std::string_view last_owner;
  std::size_t count = 0;
  for (const LanguageKey& row : language_keys()) {
    if (row.key != key || row.owner == owner || row.owner == last_owner) continue;
    last_owner = row.owner;
    if (++count > 2) break;
    homes += (homes.empty() ? "" : " or ") + std::string(row.owner) + " (`" + row.path + "`)";
  }
  if (homes.empty()) return {};
  return "`" + std::string(key) + "` belongs to " + homes;
}

}  // namespace

std::string_view shape_of(const syntax::Node& node) {
  if (node.null()) return "nothing";
  if (node.sequence() != nullptr) return "a list";
  if (node.mapping() != nullptr) return "a map";
  const auto value = syntax::core_value(*node.scalar());
  if (std::holds_alternative<bool>(value)) return "a boolean";
  if (std::holds_alternative<std::int64_t>(value)) return "a number";
  return "a text";
}

void report_shape(const Context& context, const syntax::Node& node, const Place& place, std::string_view wanted,
                  std::string help) {
  const std::string subject = place.text().empty() ? std::string("a stack") : "`" + place.text() + "`";
  std::string message = subject + " is " + std::string(wanted) + ", not " + std::string(shape_of(node));
  context.report(Rule::wrong_shape, node.span, std::move(message), std::move(help));
}

void report_refusal(const Context& context, Span at, const Place& place, std::string_view wanted,
                    const Refusal& refusal) {
  context.report(Rule::wrong_value, at, quoted(last_key(place)) + " is " + std::string(wanted) + ": " + refusal.reason,
                 refusal.help);
}

std::optional<std::string> scalar_text(const Context& context, const syntax::Node& node, const Place& place,
                                       std::string_view wanted, std::optional<Plain> plain, bool keep_end) {
  const syntax::Scalar* scalar = node.scalar();
  if (scalar == nullptr) {
    std::string help;
    const syntax::Sequence* items = node.sequence();
    if (items != nullptr && items->size() == 1 && items->front().scalar() != nullptr)
      help = "write it without the brackets or dash";
    report_shape(context, node, place, wanted, std::move(help));
    return std::nullopt;
  }
  const syntax::CoreValue value = syntax::core_value(*scalar);
  if (const auto* refused = std::get_if<syntax::Refused>(&value)) {
    context.report(Rule::ambiguous_number, node.span, refused->message, refused->help);
    return std::nullopt;
  }
  if (plain) {
    const bool is_quoted = scalar->style != syntax::Style::plain;
    if (*plain == Plain::text && std::holds_alternative<bool>(value)) {
      report_shape(context, node, place, wanted, "if the text is meant, put it in quotes: `\"" + scalar->text + "\"`");
      return std::nullopt;
    }
    if (*plain != Plain::text && is_quoted) {
      report_refusal(context, node.span, place, wanted, {"text in quotes is always a text", "write it without quotes"});
      return std::nullopt;
    }
  }
  std::string text = scalar->text;
  const bool block = scalar->style == syntax::Style::literal || scalar->style == syntax::Style::folded;
  if (block && !keep_end && !text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "`" + std::string(names[i]) + "`";
  }
  return text;
}

void report_unknown_key(const Context& context, const syntax::Pair& pair, const UnknownKey& unknown) {
  const std::string& key = pair.key.value;
  std::string help(unknown.foreign_help);
  if (help.empty()) help = did_you_mean(key, unknown.known);
  if (help.empty()) help = at_home_elsewhere(key, unknown.owner);
  if (help.empty() && unknown.known.size() <= 12) help = std::string(unknown.owner) + " has " + listed(unknown.known);
  context.report(Rule::unknown_key, pair.key.span, std::string(unknown.owner) + " has no key " + quoted(key),
                 std::move(help));
}

}  // namespace stackc::bind
