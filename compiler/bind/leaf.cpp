#include "bind/leaf.h"

namespace stackc::bind {

std::optional<Command> bind_command(const Context& context, const syntax::Node& node, const Place& place) {
  std::optional<Result<Command>> parsed;
  if (const syntax::Sequence* items = node.sequence()) {
    std::vector<std::string> words;
    for (const syntax::Node& item : *items) {
      auto word = scalar_text(context, item, place, "a list of words", std::nullopt, true);
      if (!word) return std::nullopt;
      words.push_back(std::move(*word));
    }
    parsed = parse_command_words(std::move(words));
  } else {
    const auto text = scalar_text(context, node, place, Leaf<Command>::name, Plain::text);
    if (!text) return std::nullopt;
    parsed = parse_command(*text);
  }
  if (*parsed) return **parsed;
  report_refusal(context, node.span, place, Leaf<Command>::name, parsed->refusal());
  return std::nullopt;
}

}  // namespace stackc::bind
