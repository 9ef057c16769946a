#include "syntax/parse.h"

#include <array>

#include "syntax/brackets.h"
#include "syntax/builder.h"
#include "syntax/bytes.h"
#include "syntax/events.h"
#include "syntax/limits.h"

namespace stackc::syntax {
namespace {

/// yaml-cpp's words, and ours for the same thing.
struct Complaint {
  std::string_view reason;
  Rule rule;
  std::string_view message;
  std::string_view help;
};

constexpr auto complaints = std::to_array<Complaint>({
    {"end of sequence flow not found", Rule::not_yaml, "`[` is not closed", "add `]` where the list ends"},
    {"end of map flow not found", Rule::not_yaml, "`{` is not closed", "add `}` where the mapping ends"},
    {"end of sequence not found", Rule::not_yaml, "this line does not belong to the list above it",
     "indent lines of one list or mapping alike"},
    {"end of map not found", Rule::not_yaml, "this line does not belong to the mapping above it",
     "indent lines of one list or mapping alike; write `key: value`"},
    {"illegal map value", Rule::not_yaml, "`:` stands where no key precedes it",
     "a text with `: ` in it goes in quotes; a nested mapping begins on the next line"},
    {"illegal map key", Rule::key_not_text, "`?` begins a key that is not a plain text",
     "write the key as a word followed by `:`"},
    {"illegal block entry", Rule::not_yaml, "`-` begins a list in the middle of a line",
     "begin the list on the next line, or put the text in quotes"},
    {"illegal flow end", Rule::not_yaml, "a bracket is closed that was not opened",
     "delete it, or put the text in quotes"},
    {"illegal tab when looking for indentation", Rule::tab_as_space, "a tab where YAML needs blanks",
     "replace tabs by blanks: `expand -t 2`"},
    {"illegal document indicator in scalar", Rule::unclosed_quote, "a document marker inside a quoted text",
     "close the quote before this line"},
    {"illegal EOF in scalar", Rule::unclosed_quote, "the file ends inside a quoted text", "close the quote"},
    {"illegal character in scalar", Rule::not_yaml, "a character that cannot stand in a text without quotes",
     "put the text in quotes"},
    {"unknown escape character", Rule::not_yaml, "an escape that YAML does not have",
     "write a backslash as `\\\\`, or use single quotes"},
    {"bad character found while scanning hex number", Rule::not_yaml, "an escape with too few hexadecimal digits",
     "`\\x` takes two, `\\u` four, `\\U` eight"},
    {"invalid unicode", Rule::not_yaml, "an escape of half a character",
     "write a character beyond U+FFFF as `\\U` and eight digits"},
    {"unknown token", Rule::not_yaml, "a character that cannot begin a value", "put the text in quotes"},
    {"cannot set zero indentation for a block scalar", Rule::not_yaml, "a block text cannot be indented by zero",
     "leave the digit out"},
    {"unexpected character in block scalar", Rule::not_yaml, "after `|` or `>` the line must end",
     "begin the text on the next line, or put it in quotes"},
    {"the referenced anchor is not defined", Rule::anchor_or_alias, "an alias",
     "write the value; a text that begins with `*` goes in quotes"},
    {"alias not found after *", Rule::anchor_or_alias, "`*` begins an alias",
     "a text that begins with `*` goes in quotes"},
    {"anchor not found after &", Rule::anchor_or_alias, "`&` begins an anchor",
     "a text that begins with `&` goes in quotes"},
    {"illegal character found while scanning alias", Rule::anchor_or_alias, "`*` begins an alias",
     "a text that begins with `*` goes in quotes"},
    {"illegal character found while scanning anchor", Rule::anchor_or_alias, "`&` begins an anchor",
     "a text that begins with `&` goes in quotes"},
    {"cannot assign multiple anchors", Rule::anchor_or_alias, "two anchors on one value", "delete them"},
    {"cannot assign multiple tags", Rule::tag, "two tags on one value", "delete them"},
    {"aliases can't have any content", Rule::anchor_or_alias, "an alias", "write the value"},
    {"cannot assign multiple aliases", Rule::anchor_or_alias, "an alias", "write the value"},
    {"tag", Rule::tag, "a tag", "delete it; a text that begins with `!` goes in quotes"},
    {"YAML", Rule::directive, "a YAML directive", "delete the line"},
    {"TAG", Rule::directive, "a YAML directive", "delete the line"},
});

/// The tab in the white space that begins the line of `offset`, if there is one.
std::optional<std::size_t> tab_in_indentation(std::string_view text, std::size_t offset) {
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  for (std::size_t i = before == std::string_view::npos ? 0 : before + 1;
       i < text.size() && (text[i] == ' ' || text[i] == '\t'); ++i) {
    if (text[i] == '\t') return i;
  }
  return std::nullopt;
}

/// Says what yaml-cpp could not read, as near to the cause as can be told.
Diagnostic explain(const Failure& failure, std::string_view text, SourceId source, std::uint32_t base) {
  std::size_t begin = std::min<std::size_t>(failure.at, text.size());
  const auto diagnostic = [&](Rule rule, std::size_t length, std::string message, std::string help) {
    const std::size_t end = std::min(begin + length, text.size());
    return Diagnostic{rule,
                      {source, base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)},
                      std::move(message),
                      {},
                      std::move(help)};
  };
  switch (failure.kind) {
    case FailureKind::too_deep:
      return diagnostic(Rule::limit_exceeded, 1,
                        "more than " + std::to_string(max_depth) + " levels of lists and mappings",
                        "no stack needs so many");
    case FailureKind::too_many_nodes:
      return diagnostic(Rule::limit_exceeded, 1, "more than " + std::to_string(max_nodes) + " values",
                        "no stack needs so many");
    case FailureKind::scalar_too_long:
      return diagnostic(Rule::limit_exceeded, 1,
                        "a text of more than " + std::to_string(max_scalar_bytes / 1024) + " KiB",
                        "put it in a file of its own and name the file in the stack");
    case FailureKind::not_yaml:
      break;
  }
  if (const auto tab = tab_in_indentation(text, begin)) {
    begin = *tab;
    return diagnostic(Rule::tab_as_space, 1, "a tab where YAML needs blanks", "replace tabs by blanks: `expand -t 2`");
  }
  for (const Complaint& complaint : complaints) {
    if (std::string_view(failure.reason).find(complaint.reason) == std::string_view::npos) continue;
    if (complaint.reason.find("flow not found") != std::string_view::npos) {
      // The parser notices at the end of the file; the reader wants the bracket.
      if (const auto bracket = find_brackets(text, max_depth).unclosed) begin = *bracket;
    }
    return diagnostic(complaint.rule, 1, std::string(complaint.message), std::string(complaint.help));
  }
  return diagnostic(Rule::not_yaml, 1, "this is not YAML: " + failure.reason,
                    "when in doubt, put the value in single quotes");
}

}  // namespace

std::optional<Node> parse(const Sources& sources, SourceId source, Diagnostics& diagnostics) {
  if (!check_bytes(sources, source, diagnostics)) return std::nullopt;
  const std::uint32_t base = byte_order_mark(sources.text(source));
  const std::string_view text = sources.text(source).substr(base);

  if (const auto deep = find_brackets(text, max_depth).too_deep) {
    diagnostics.report(explain({FailureKind::too_deep, *deep, {}}, text, source, base));
    return std::nullopt;
  }
  const std::variant<std::vector<Event>, Failure> read = read_events(text);
  if (const auto* failure = std::get_if<Failure>(&read)) {
    diagnostics.report(explain(*failure, text, source, base));
    return std::nullopt;
  }
  return build_tree(text, source, base, std::get<std::vector<Event>>(read), diagnostics);
}

}  // namespace stackc::syntax
