#include "syntax/complaints.h"

#include <algorithm>
#include <array>
#include <optional>

#include "syntax/brackets.h"
#include "syntax/limits.h"
#include "syntax/scalar.h"

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

/// A line of the text: [begin, end), without its line break, and where its first character stands.
struct Line {
  std::size_t begin = 0;
  std::size_t first = 0;
  std::size_t end = 0;

  std::size_t indentation() const { return first - begin; }
};

Line line_at(std::string_view text, std::size_t offset) {
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  Line line;
  line.begin = before == std::string_view::npos ? 0 : before + 1;
  line.end = line_end(text, line.begin);
  if (line.end > line.begin && text[line.end - 1] == '\r') --line.end;
  line.first = std::min(text.find_first_not_of(" \t", line.begin), line.end);
  return line;
}

/// The one diagnostic for one failure.
class Explanation {
 public:
  Explanation(const Failure& failure, std::string_view text, SourceId source, std::uint32_t base)
      : failure_(failure),
        text_(text),
        source_(source),
        base_(base),
        at_(std::min<std::size_t>(failure.at, text.size())) {}

  Diagnostic diagnostic() const {
    switch (failure_.kind) {
      case FailureKind::too_deep:
        return say(Rule::limit_exceeded, at_, 1,
                   "more than " + std::to_string(max_depth) + " levels of lists and mappings",
                   "no stack needs so many");
      case FailureKind::too_many_nodes:
        return say(Rule::limit_exceeded, at_, 1, "more than " + std::to_string(max_nodes) + " values",
                   "no stack needs so many");
      case FailureKind::scalar_too_long:
        return say(Rule::limit_exceeded, at_, 1,
                   "a text of more than " + std::to_string(max_scalar_bytes / 1024) + " KiB",
                   "put it in a file of its own and name the file in the stack");
      case FailureKind::not_yaml:
        break;
    }
    const Line line = line_at(text_, at_);
    const std::size_t tab = text_.substr(line.begin, line.first - line.begin).find('\t');
    if (tab != std::string_view::npos)
      return say(Rule::tab_as_space, line.begin + tab, 1, "a tab where YAML needs blanks",
                 "replace tabs by blanks: `expand -t 2`");
    if (auto quote = about_quote(line)) return std::move(*quote);
    if (auto neighbour = about_line_above(line)) return std::move(*neighbour);
    return by_reason();
  }

 private:
  Diagnostic say(Rule rule, std::size_t begin, std::size_t length, std::string message, std::string help) const {
    const std::size_t end = std::min(begin + length, text_.size());
    return {rule,
            {source_, base_ + static_cast<std::uint32_t>(begin), base_ + static_cast<std::uint32_t>(end)},
            std::move(message),
            {},
            std::move(help)};
  }

  bool complains(std::string_view words) const { return failure_.reason.find(words) != std::string::npos; }

  /// The quoted text in which or right after which yaml-cpp stumbled.
  std::optional<Diagnostic> about_quote(const Line& line) const {
    const std::vector<std::uint32_t> quotes = find_brackets(text_, max_depth).quotes;
    const auto after = std::upper_bound(quotes.begin(), quotes.end(), at_);
    if (after == quotes.begin()) return std::nullopt;
    const std::size_t begin = *(after - 1);
    ReadScalar read = read_quoted(text_, begin);
    if (read.fault)
      return say(read.fault->rule, read.fault->at, read.fault->length, std::move(read.fault->message),
                 std::move(read.fault->help));
    // A quote that was forgotten is closed by the next one, lines below, and what follows makes no sense.
    if (begin >= line.begin || read.end <= line.begin || read.end > line.end) return std::nullopt;
    Diagnostic found = by_reason();
    found.notes.push_back(
        {{source_, base_ + static_cast<std::uint32_t>(begin), base_ + static_cast<std::uint32_t>(begin + 1)},
         "the quote that opens here is closed only on that line"});
    return found;
  }

  /// A colon where none may stand is often a fault of the line before.
  std::optional<Diagnostic> about_line_above(const Line& line) const {
    if (!complains("illegal map value") || line.begin == 0) return std::nullopt;
    const Line above = line_at(text_, line.begin - 1);
    const std::string_view words = text_.substr(above.first, above.end - above.first);
    if (words.empty() || words.front() == '#') return std::nullopt;
    const bool has_key = words.find(": ") != std::string_view::npos || words.back() == ':';
    if (has_key && line.indentation() > above.indentation() && text_.find(':', line.first) == at_) {
      return say(Rule::not_yaml, line.first, at_ - line.first,
                 "this line is indented deeper than the one above it, which has a value already",
                 "indent it like the line above, or take the value of that line away");
    }
    if (!has_key && line.indentation() == above.indentation()) {
      return say(Rule::not_yaml, above.first, words.size(), "a line without `key: value`",
                 "add the `:`, or indent the line if it goes on with the one above it");
    }
    return std::nullopt;
  }

  Diagnostic by_reason() const {
    for (const Complaint& complaint : complaints) {
      if (!complains(complaint.reason)) continue;
      std::size_t begin = at_;
      if (complaint.reason.find("flow not found") != std::string_view::npos) {
        // The parser notices at the end of the file; the reader wants the bracket.
        if (const auto bracket = find_brackets(text_, max_depth).unclosed) begin = *bracket;
      }
      return say(complaint.rule, begin, 1, std::string(complaint.message), std::string(complaint.help));
    }
    return say(Rule::not_yaml, at_, 1, "this is not YAML: " + failure_.reason,
               "when in doubt, put the value in single quotes");
  }

  const Failure& failure_;
  std::string_view text_;
  SourceId source_;
  std::uint32_t base_;
  std::size_t at_;
};

}  // namespace

Diagnostic explain(const Failure& failure, std::string_view text, SourceId source, std::uint32_t base) {
  return Explanation(failure, text, source, base).diagnostic();
}

}  // namespace stackc::syntax
