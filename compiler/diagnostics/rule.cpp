#include "diagnostics/rule.h"

#include <array>

namespace stackc {
namespace {

struct Row {
  std::string_view code;
  std::string_view name;
  Severity severity;
  std::string_view title;
  std::string_view since;
  std::string_view page;
};

constexpr auto table = std::to_array<Row>({
#include "diagnostics/rule_table.inc"
});

const Row& row(Rule rule) { return table.at(static_cast<std::size_t>(rule)); }

}  // namespace

std::string_view text(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

std::string_view code(Rule rule) { return row(rule).code; }
std::string_view name(Rule rule) { return row(rule).name; }
Severity severity(Rule rule) { return row(rule).severity; }
std::string_view title(Rule rule) { return row(rule).title; }
std::string_view since(Rule rule) { return row(rule).since; }
std::string_view page(Rule rule) { return row(rule).page; }

std::optional<Rule> find_rule(std::string_view code_or_name) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].code == code_or_name || table[i].name == code_or_name) return static_cast<Rule>(i);
  }
  return std::nullopt;
}

std::vector<Rule> all_rules() {
  std::vector<Rule> rules;
  for (std::size_t i = 0; i < table.size(); ++i)
    rules.push_back(static_cast<Rule>(i));
  return rules;
}

std::vector<std::string_view> examples(Rule rule, Example kind) {
  const std::string_view opening = kind == Example::bad ? "\n```yaml bad\n" : "\n```yaml good\n";
  const std::string_view whole = page(rule);
  std::vector<std::string_view> blocks;
  std::size_t at = whole.find(opening);
  while (at != std::string_view::npos) {
    const std::size_t begin = at + opening.size();
    // The generator has checked that each block is closed; the line break before the fence belongs to the block.
    const std::size_t end = whole.find("\n```", begin - 1);
    if (end == std::string_view::npos) break;
    blocks.push_back(whole.substr(begin, end + 1 - begin));
    at = whole.find(opening, end + 1);
  }
  return blocks;
}

}  // namespace stackc
