#include "migrate/edit.h"

#include <algorithm>

namespace stackc::migrate {
namespace {

using syntax::Mapping;
using syntax::Node;
using syntax::Pair;

/// Columns that a new level of a block is indented by.
constexpr std::size_t step = 2;

std::size_t line_begin(std::string_view text, std::size_t at) {
  return at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
}
/// Past the line feed of the line that `at` is in, or the end of the text.
std::size_t next_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}
std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }
bool is_comment(std::string_view line) { return line.substr(indentation(line)).substr(0, 1) == "#"; }

bool is_flow(std::string_view text, const Node& mapping) {
  return mapping.span.begin < text.size() && text[mapping.span.begin] == '{';
}

std::size_t end_of(const Pair& pair) { return std::max(pair.key.span.end, pair.value.span.end); }

// --- a pair of a block, with its lines ------------------------------------------------------------

struct Lines {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t indent = 0;  ///< Of the key.
};

/// From the comments above the pair, which are indented as it is, to those inside it; nothing if it does not begin its
/// line, as the first one behind a `-`.
std::optional<Lines> lines_of(std::string_view text, const Pair& pair) {
  Lines lines;
  lines.begin = line_begin(text, pair.key.span.begin);
  lines.indent = pair.key.span.begin - lines.begin;
  if (indentation(text.substr(lines.begin)) != lines.indent) return std::nullopt;
  lines.end = next_line(text, end_of(pair));
  while (lines.end < text.size()) {
    const std::string_view line = text.substr(lines.end, next_line(text, lines.end) - lines.end);
    if (!is_comment(line) || indentation(line) <= lines.indent) break;
    lines.end += line.size();
  }
  while (lines.begin > 0) {
    const std::size_t above = line_begin(text, lines.begin - 1);
    const std::string_view line = text.substr(above, lines.begin - above);
    if (!is_comment(line) || indentation(line) != lines.indent) break;
    lines.begin = above;
  }
  return lines;
}

// --- what moves -----------------------------------------------------------------------------------

/// A pair taken out of its text. In a block it is written over lines, in brackets as `key: value`.
struct Cargo {
  std::string above{};   ///< Comment lines, not indented.
  std::string value{};   ///< As it stood, lines after the first without the key's indentation.
  std::string behind{};  ///< A comment behind it on its last line, and comments inside it.
  bool one_line = false;
};

/// Each line but the first without its first `indent` blanks, as far as it has them.
std::string unindented(std::string_view lines, std::size_t indent, bool first_too) {
  std::string result;
  for (std::size_t at = 0; at < lines.size();) {
    std::string_view line = lines.substr(at, next_line(lines, at) - at);
    at += line.size();
    if (!result.empty() || first_too) line.remove_prefix(std::min(indent, indentation(line)));
    result += line;
  }
  return result;
}

std::string indented(std::string_view lines, std::size_t indent) {
  std::string result;
  for (std::size_t at = 0; at < lines.size();) {
    const std::string_view line = lines.substr(at, next_line(lines, at) - at);
    at += line.size();
    if (line != "\n" && line != "\r\n") result.append(indent, ' ');
    result += line;
  }
  return result;
}

Cargo cargo_of_block(std::string_view text, const Pair& pair, const Lines& lines) {
  Cargo cargo;
  const std::size_t key_line = line_begin(text, pair.key.span.begin);
  cargo.above = unindented(text.substr(lines.begin, key_line - lines.begin), lines.indent, true);
  const std::size_t value_begin = pair.key.span.end;
  const std::size_t value_end = end_of(pair);
  cargo.value = unindented(text.substr(value_begin, value_end - value_begin), lines.indent, false);
  cargo.behind = unindented(text.substr(value_end, lines.end - value_end), lines.indent, false);
  while (!cargo.behind.empty() && (cargo.behind.back() == '\n' || cargo.behind.back() == '\r'))
    cargo.behind.pop_back();
  cargo.one_line = cargo.value.find('\n') == std::string::npos && cargo.behind.find('\n') == std::string::npos;
  return cargo;
}

Cargo cargo_of_flow(std::string_view text, const Pair& pair) {
  Cargo cargo;
  cargo.value = text.substr(pair.key.span.end, end_of(pair) - pair.key.span.end);
  // A key in quotes may have its value right behind the colon, but not in a block.
  if (cargo.value.size() > 1 && cargo.value[0] == ':' && cargo.value[1] != ' ') cargo.value.insert(1, " ");
  cargo.one_line = cargo.value.find('\n') == std::string::npos;
  return cargo;
}

// --- taking it out --------------------------------------------------------------------------------

/// Past blanks, line breaks and comments.
std::size_t skip(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#')
      at = next_line(text, at);
    else if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')
      ++at;
    else
      break;
  }
  return at;
}

std::vector<Edit> taken_from_flow(std::string_view text, const Mapping& pairs, std::size_t index) {
  const std::size_t begin = pairs[index].key.span.begin;
  const std::size_t end = end_of(pairs[index]);
  const std::size_t comma = skip(text, end);
  if (comma < text.size() && text[comma] == ',') {
    std::size_t next = text.find_first_not_of(' ', comma + 1);
    next = next == std::string_view::npos ? text.size() : next;
    const std::size_t line = line_begin(text, begin);
    const bool alone = indentation(text.substr(line)) == begin - line && next < text.size() && text[next] == '\n';
    if (comma == end) return {{alone ? line : begin, alone ? next + 1 : next, {}}};
    return {{begin, end, {}}, {comma, comma + 1, {}}};  // a comment stands between the two
  }
  if (index == 0) return {{begin, std::min(text.find_first_not_of(' ', end), text.size()), {}}};
  const std::size_t before = skip(text, end_of(pairs[index - 1]));
  if (skip(text, before + 1) == begin && text.substr(before, begin - before).find('#') == std::string_view::npos)
    return {{before, end, {}}};
  return {{before, before + 1, {}}, {begin, end, {}}};
}

/// The pair that a block of its own belongs to is left with `{}`, because a key without a value is null.
std::optional<std::vector<Edit>> taken_from_block(std::string_view text, const Node& root, const Match& match,
                                                  const Lines& lines) {
  std::vector<Edit> edits{{lines.begin, lines.end, {}}};
  if (holder(root, match).mapping()->size() > 1) return edits;
  if (match.indices.size() < 2) return std::nullopt;
  Match above = match;
  above.indices.pop_back();
  if (holder(root, above).mapping() == nullptr) return std::nullopt;
  const std::size_t colon = text.find(':', pair(root, above).key.span.end);
  edits.insert(edits.begin(), {colon + 1, colon + 1, " {}"});
  return edits;
}

// --- writing it elsewhere -------------------------------------------------------------------------

/// Where the pair comes to stand: in a mapping that is there, below keys that are not.
struct Goal {
  const Node* mapping = nullptr;
  std::vector<std::string> missing{};  ///< Down to the pair's own key.
};

std::optional<Goal> goal_of(const Node& root, const std::vector<std::string>& to) {
  Goal goal{&root, to};
  while (goal.missing.size() > 1) {
    const Pair* const found = syntax::find(*goal.mapping->mapping(), goal.missing.front());
    if (found == nullptr) break;
    if (found->value.mapping() == nullptr) return std::nullopt;
    goal.mapping = &found->value;
    goal.missing.erase(goal.missing.begin());
  }
  if (syntax::find(*goal.mapping->mapping(), goal.missing.front()) != nullptr) return std::nullopt;
  return goal;
}

/// A plain scalar that ends early in brackets gets quotes there.
std::optional<std::string> value_in_brackets(const Cargo& cargo, const Node& value) {
  if (!cargo.one_line) return std::nullopt;
  const syntax::Scalar* const scalar = value.scalar();
  const bool ends_early = scalar != nullptr && scalar->style == syntax::Style::plain &&
                          scalar->text.find_first_of(",[]{}") != std::string::npos;
  if (!ends_early) return cargo.value;
  std::string quoted = ": '";
  for (const char c : scalar->text)
    quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

std::optional<std::vector<Edit>> put_into_flow(std::string_view text, const Goal& goal, const Cargo& cargo,
                                               const Node& value) {
  const std::optional<std::string> written = value_in_brackets(cargo, value);
  if (!written) return std::nullopt;
  std::string pair;
  for (std::size_t i = 0; i < goal.missing.size(); ++i)
    pair += (i == 0 ? "" : ": { ") + goal.missing[i];
  pair += *written;
  for (std::size_t i = 1; i < goal.missing.size(); ++i)
    pair += " }";
  std::vector<Edit> edits;
  // Comments cannot stand in the brackets' line: they go above it.
  const std::size_t line = line_begin(text, goal.mapping->span.begin);
  std::string comments = cargo.above;
  if (const std::size_t hash = cargo.behind.find('#'); hash != std::string::npos)
    comments += cargo.behind.substr(hash) + "\n";
  if (!comments.empty()) edits.push_back({line, line, indented(comments, indentation(text.substr(line)))});
  const Mapping& pairs = *goal.mapping->mapping();
  if (pairs.empty()) {
    const std::size_t inside = goal.mapping->span.begin + 1;
    edits.push_back({inside, inside, " " + pair + " "});
  } else {
    edits.push_back({end_of(pairs.back()), end_of(pairs.back()), ", " + pair});
  }
  return edits;
}

std::optional<std::vector<Edit>> put_into_block(std::string_view text, const Goal& goal, const Cargo& cargo) {
  const Mapping& pairs = *goal.mapping->mapping();
  const std::optional<Lines> last = lines_of(text, pairs.back());
  if (!last) return std::nullopt;
  std::string lines;
  for (std::size_t i = 0; i + 1 < goal.missing.size(); ++i)
    lines += std::string(i * step, ' ') + goal.missing[i] + ":\n";
  lines +=
      indented(cargo.above + goal.missing.back() + cargo.value + cargo.behind + "\n", (goal.missing.size() - 1) * step);
  lines = indented(lines, last->indent);
  const bool unfinished = last->end > 0 && text[last->end - 1] != '\n';
  return std::vector<Edit>{{last->end, last->end, (unfinished ? "\n" : "") + lines}};
}

}  // namespace

std::string applied(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string result;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    result.append(text.substr(at, edit.begin - at)).append(edit.text);
    at = edit.end;
  }
  return result.append(text.substr(at));
}

Edit respelt(std::string_view text, const Span& span, std::string_view word) {
  const char quote = text[span.begin];
  std::string written(word);
  if (quote == '"' || quote == '\'') written = quote + written + quote;
  return {span.begin, span.end, std::move(written)};
}

std::optional<std::vector<Edit>> moved(std::string_view text, const Node& root, const Match& match,
                                       const std::vector<std::string>& to) {
  const Node& from = holder(root, match);
  const Pair& pair = (*from.mapping())[match.indices.back()];
  const std::optional<Goal> goal = goal_of(root, to);
  if (!goal) return std::nullopt;
  Cargo cargo;
  std::optional<std::vector<Edit>> taken;
  if (is_flow(text, from)) {
    cargo = cargo_of_flow(text, pair);
    taken = taken_from_flow(text, *from.mapping(), match.indices.back());
  } else if (const std::optional<Lines> lines = lines_of(text, pair)) {
    cargo = cargo_of_block(text, pair, *lines);
    taken = taken_from_block(text, root, match, *lines);
  }
  if (!taken) return std::nullopt;
  const auto put = is_flow(text, *goal->mapping) ? put_into_flow(text, *goal, cargo, pair.value)
                                                 : put_into_block(text, *goal, cargo);
  if (!put) return std::nullopt;
  taken->insert(taken->end(), put->begin(), put->end());
  return taken;
}

}  // namespace stackc::migrate
