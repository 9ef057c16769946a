// The rules that stackc knows, one for each page in pages/: code, name, severity, title, text.
// Generated while building, so that a rule without a page cannot exist.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace stackc {

/// One value for each page, named by the page's `name`, in the order of the codes.
enum class Rule : std::uint16_t {
#include "diagnostics/rules.inc"
};

enum class Severity : std::uint8_t { note, warning, error };

/// `error`, `warning` or `note`.
std::string_view text(Severity severity);

/// `STK` and four digits; never reused, never renumbered.
std::string_view code(Rule rule);
/// The snake_case name, equal to the enum value's.
std::string_view name(Rule rule);
Severity severity(Rule rule);
/// One line: what is wrong, in general.
std::string_view title(Rule rule);
/// The version of stackc that knew it first.
std::string_view since(Rule rule);
/// The page in Markdown, without its front matter: what `stackc explain CODE` prints.
std::string_view page(Rule rule);

/// By exact code (`STK1012`) or name (`duplicate_key`).
std::optional<Rule> find_rule(std::string_view code_or_name);
/// In the order of the codes.
std::vector<Rule> all_rules();

/// Which of a page's fenced blocks: those marked ```yaml bad give the rule, those marked ```yaml good do not.
enum class Example : std::uint8_t { bad, good };
/// The fenced YAML blocks of one kind, in the order of the page.
std::vector<std::string_view> examples(Rule rule, Example kind);

}  // namespace stackc
