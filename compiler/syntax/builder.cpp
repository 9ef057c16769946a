#include "syntax/builder.h"

#include <map>
#include <stdexcept>

#include "syntax/limits.h"
#include "syntax/scalar.h"

namespace stackc::syntax {
namespace {

/// Thrown inside this file only: the structure is lost, nothing after this place can be placed.
struct Lost {};

/// Where a node stands: the column of the innermost block list or mapping (-1 at the top), whether that is a
/// mapping (whose value may be a list at the same column), and whether brackets are open.
struct Context {
  int indent = -1;
  bool in_mapping = false;
  bool flow = false;
};

class Builder {
 public:
  Builder(std::string_view text, SourceId source, std::uint32_t base, const std::vector<Event>& events,
          Diagnostics& diagnostics)
      : text_(text), source_(source), base_(base), events_(events), diagnostics_(diagnostics) {}

  std::optional<Node> document() {
    try {
      begin_document();
      if (events_.empty() || (events_.front().kind == EventKind::null && !written_null(events_.front().at))) {
        end_document();
        diagnostics_.report(
            {Rule::empty_file, span(0, 0), "the file says nothing", {}, "`stackc init` writes a first stack"});
        return std::nullopt;
      }
      Node root = node(Context{});
      end_document();
      return root;
    } catch (const Lost&) {
      return std::nullopt;
    }
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool ends_word(std::size_t ahead) const {
    const char c = peek(ahead);
    return c == '\0' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
  Span span(std::size_t begin, std::size_t end) const {
    return {source_, base_ + static_cast<std::uint32_t>(begin), base_ + static_cast<std::uint32_t>(end)};
  }

  void report(Rule rule, std::size_t begin, std::size_t length, std::string message, std::string help) {
    diagnostics_.report(
        {rule, span(begin, std::min(begin + length, text_.size())), std::move(message), {}, std::move(help)});
  }
  [[noreturn]] void lose(Rule rule, std::size_t begin, std::size_t length, std::string message, std::string help) {
    report(rule, begin, length, std::move(message), std::move(help));
    throw Lost{};
  }

  std::size_t line_begin(std::size_t offset) const {
    const std::size_t before = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
    return before == std::string_view::npos ? 0 : before + 1;
  }
  int column(std::size_t offset) const { return static_cast<int>(offset - line_begin(offset)); }
  std::string_view before_on_line(std::size_t offset) const {
    const std::size_t begin = line_begin(offset);
    return text_.substr(begin, offset - begin);
  }
  bool first_on_line(std::size_t offset) const {
    return before_on_line(offset).find_first_not_of(' ') == std::string_view::npos;
  }

  /// Blanks, line breaks and comments. A comment needs a blank or a line's begin before it.
  void skip() {
    for (;; ++at_) {
      const char c = peek();
      if (c == '\t') {
        if (!tab_reported_)
          report(Rule::tab_as_space, at_, 1, "a tab where YAML needs blanks", "replace tabs by blanks: `expand -t 2`");
        tab_reported_ = true;
      } else if (c == '#' && (at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t' || text_[at_ - 1] == '\n')) {
        at_ = std::min(text_.find('\n', at_), text_.size());
        if (at_ == text_.size()) return;
      } else if (c != ' ' && c != '\n' && c != '\r') {
        return;
      }
    }
  }

  /// The next thing is not what the structure needs.
  [[noreturn]] void unexpected(const std::string& needed) {
    const std::size_t here = std::min(at_, text_.size());
    if (here == text_.size()) lose(Rule::not_yaml, here, 0, "the file ends where " + needed + " is needed", "");
    if (document_marker(text_, here) && column(here) == 0)
      lose(Rule::several_documents, here, 3, "another document begins here",
           "one file is one stack: put the other one in a file of its own");
    if (peek() == ',')
      lose(Rule::empty_item, here, 1, "there is nothing before this comma",
           "delete the comma, or write the item (`\"\"` for an empty one)");
    if (peek() == '?' && ends_word(1))
      lose(Rule::key_not_text, here, 1, "`? ` begins a key that is not a plain text",
           "write the key as a word followed by `:`");
    if (peek() == '%' && column(here) == 0) lose(Rule::directive, here, 1, "a YAML directive", "delete the line");
    std::size_t length = 1;
    while (here + length < text_.size() && (static_cast<unsigned char>(text_[here + length]) & 0xC0U) == 0x80U)
      ++length;
    lose(Rule::not_yaml, here, length,
         "`" + std::string(text_.substr(here, length)) + "` stands where " + needed + " is needed",
         "put a text that holds such characters in quotes");
  }

  void begin_document() {
    skip();
    if (peek() == '%' && column(at_) == 0)
      lose(Rule::directive, at_, text_.find('\n', at_) - at_, "a YAML directive",
           "delete the line: stackc reads YAML 1.2 and nothing else");
    if (document_marker(text_, at_) && column(at_) == 0 && peek() == '-') {
      marker_line_ = line_begin(at_);
      at_ += 3;
    }
  }

  void end_document() {
    skip();
    if (peek() == '.' && column(at_) == 0 && document_marker(text_, at_)) {
      const std::size_t line = line_begin(at_);
      at_ += 3;
      skip();
      if (at_ < text_.size() && line_begin(at_) == line)
        lose(Rule::trailing_content, at_, 1, "something stands after `...`",
             "`...` ends the document: delete it, or what follows");
    }
    if (at_ == text_.size()) return;
    if (column(at_) == 0 && document_marker(text_, at_)) {
      lose(Rule::several_documents, at_, 3, "another document begins here",
           "one file is one stack: put the other one in a file of its own");
    }
    if (peek() == ',') unexpected("the end of the file");
    const std::size_t length = std::min(text_.find_first_of("\r\n", at_), text_.size()) - at_;
    lose(Rule::trailing_content, at_, length, "the document has ended, but the file goes on",
         "indent the line like its neighbours, or delete it");
  }

  const Event& next() const {
    // Each begin has its end, so the events cannot run out inside a node.
    if (event_ >= events_.size()) throw std::logic_error("events of yaml-cpp are not balanced");
    return events_[event_];
  }

  /// `~` and `null` written out; yaml-cpp gives the same event for nothing at all, placed at the next token,
  /// which may be a key named `null`.
  std::size_t written_null(std::size_t offset) const {
    const std::string_view rest = text_.substr(std::min(offset, text_.size()));
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
      if (rest.substr(0, word.size()) != word) continue;
      const std::size_t after = rest.find_first_not_of(' ', word.size());
      const char c = after == std::string_view::npos ? '\n' : rest[after];
      if (c == ':') return 0;
      if (c == '\n' || c == '\r' || c == '\t' || c == '#' || c == ',' || c == ']' || c == '}') return word.size();
    }
    return 0;
  }

  /// Tags and anchors are refused, and passed over so that the rest can be read.
  void skip_properties() {
    while (peek() == '!' || peek() == '&' || peek() == '*') {
      const char kind = peek();
      std::size_t end = at_ + 1;
      while (end < text_.size() && std::string_view(" \t\r\n,[]{}").find(text_[end]) == std::string_view::npos)
        ++end;
      const std::string written(text_.substr(at_, end - at_));
      if (kind == '!') {
        report(Rule::tag, at_, end - at_, "`" + written + "` is a tag",
               "delete it; a text that begins with `!` goes in quotes");
      } else {
        report(Rule::anchor_or_alias, at_, end - at_,
               "`" + written + (kind == '&' ? "` is an anchor" : "` is an alias"),
               kind == '&' ? "delete it; a text that begins with `&` goes in quotes"
                           : "write the value, or `{ ref: … }`; a text that begins with `*` goes in quotes");
      }
      at_ = end;
      skip();
    }
  }

  Node node(const Context& context) {
    const Event event = next();
    const std::size_t after_indicator = at_;
    skip();
    if (event.kind == EventKind::null) {
      ++event_;
      const std::size_t length = at_ == event.at ? written_null(at_) : 0;
      if (length == 0) {
        if (peek() == '!' || peek() == '&')
          skip_properties();
        else
          at_ = after_indicator;
        return {span(at_, at_), Null{}};
      }
      check_column(context, 0);
      const std::size_t begin = at_;
      at_ += length;
      // Only the spelling in lower case is null; the others stay the texts that they look like.
      const std::string word(text_.substr(begin, length));
      if (word == "Null" || word == "NULL") return {span(begin, at_), Scalar{word, Style::plain}};
      return {span(begin, at_), Null{}};
    }
    if (at_ != event.at) unexpected("a value");
    if (event.kind == EventKind::alias) {
      ++event_;
      const std::size_t begin = at_;
      skip_properties();
      return {span(begin, begin), Null{}};
    }
    const std::size_t first = at_;
    skip_properties();
    // Tags and anchors on the line of a list or mapping stand where it would begin.
    const std::size_t begin = line_begin(first) == line_begin(at_) ? first : at_;
    if (event.kind == EventKind::scalar) return scalar(context);
    if (event.kind == EventKind::end) unexpected("a value");
    if (event.flow) {
      check_column(context, 0);
      return event.kind == EventKind::sequence_begin ? flow_sequence(context) : flow_mapping(context);
    }
    return event.kind == EventKind::sequence_begin ? block_sequence(context, begin) : block_mapping(context, begin);
  }

  /// A value on a line of its own is indented deeper than the list or mapping that it stands in.
  void check_column(const Context& context, int slack) {
    if (context.flow || !first_on_line(at_) || column(at_) + slack > context.indent) return;
    lose(Rule::not_yaml, at_, 1, "this value is not indented deeper than what it belongs to", "indent the line");
  }

  Node scalar(const Context& context) {
    const Event& event = next();
    ++event_;
    const std::size_t begin = at_;
    if (event.text.empty() && style_at(text_, begin) == Style::plain) {
      // Only a tag (already reported) can leave a plain scalar without a text.
      return {span(begin, begin), Null{}};
    }
    check_column(context, 0);
    const Style style = style_at(text_, begin);
    const bool block = style == Style::literal || style == Style::folded;
    if (block && context.flow)
      lose(Rule::not_yaml, begin, 1, "a block text cannot stand inside brackets", "put the text in quotes");
    if (peek() == ':') lose(Rule::not_yaml, begin, 1, "a text that begins with `:`", "put the text in quotes");
    ReadScalar read = block                   ? read_block(text_, begin, context.indent)
                      : style == Style::plain ? read_plain(text_, begin, event.text, context.indent, context.flow)
                                              : read_quoted(text_, begin);
    if (read.fault)
      lose(read.fault->rule, read.fault->at, read.fault->length, std::move(read.fault->message),
           std::move(read.fault->help));
    at_ = read.end;
    if (read.value.find('\0') != std::string::npos) {
      report(Rule::control_character, begin, at_ - begin, "this text holds a NUL",
             "no program can be given one: delete `\\0`");
    }
    return {span(begin, at_), Scalar{std::move(read.value), style}};
  }

  void take(char indicator, const std::string& needed) {
    skip();
    if (peek() != indicator) unexpected(needed);
    ++at_;
  }

  void check_block_begin(std::size_t begin) {
    if (marker_line_ == line_begin(begin))
      lose(Rule::not_yaml, begin, 1, "a list or mapping on the line of `---`", "begin it on the next line");
    if (before_on_line(begin).find_first_not_of(" -") != std::string_view::npos) {
      lose(Rule::not_yaml, begin, 1, "a list or mapping begins in the middle of a line",
           "begin it on the next line, or put the text in quotes");
    }
  }
  void check_item_begin(int wanted, const char* what) {
    if (first_on_line(at_) && column(at_) == wanted) return;
    lose(Rule::not_yaml, at_, 1, std::string(what) + " is not indented like the ones above it",
         "give it " + std::to_string(wanted) + " blanks");
  }

  Node block_sequence(const Context& context, std::size_t begin) {
    ++event_;
    check_column(context, context.in_mapping ? 1 : 0);
    check_block_begin(begin);
    const Context inside{column(begin), false, false};
    Sequence items;
    while (next().kind != EventKind::end) {
      skip();
      if (!items.empty()) check_item_begin(inside.indent, "this item");
      if (peek() != '-' || !ends_word(1)) unexpected("`-`");
      ++at_;
      items.push_back(node(inside));
    }
    ++event_;
    return {span(begin, at_), std::move(items)};
  }

  Node block_mapping(const Context& context, std::size_t begin) {
    ++event_;
    check_column(context, 0);
    check_block_begin(begin);
    const Context inside{column(begin), true, false};
    Pairs pairs;
    bool first = true;
    while (next().kind != EventKind::end) {
      skip();
      if (!first) check_item_begin(inside.indent, "this key");
      first = false;
      pair(inside, pairs);
    }
    ++event_;
    return {span(begin, at_), std::move(pairs.mapping)};
  }

  Node flow_sequence(const Context& context) {
    ++event_;
    const std::size_t begin = at_;
    take('[', "`[`");
    Sequence items;
    const Context inside{context.indent, false, true};
    while (next().kind != EventKind::end) {
      if (!items.empty()) take(',', "`,` or `]`");
      skip();
      if (next().kind == EventKind::null && !(at_ == next().at && written_null(at_) != 0)) unexpected("an item");
      if (next().kind == EventKind::mapping_begin && peek() != '{' && peek() != '!' && peek() != '&') {
        lose(Rule::not_yaml, at_, 1, "a pair without braces in a list",
             "write it as `{ key: value }`, or put the text in quotes");
      }
      items.push_back(node(inside));
    }
    ++event_;
    close(']', !items.empty());
    return {span(begin, at_), std::move(items)};
  }

  Node flow_mapping(const Context& context) {
    ++event_;
    const std::size_t begin = at_;
    take('{', "`{`");
    Pairs pairs;
    const Context inside{context.indent, true, true};
    bool first = true;
    while (next().kind != EventKind::end) {
      if (!first) take(',', "`,` or `}`");
      first = false;
      skip();
      pair(inside, pairs);
    }
    ++event_;
    close('}', !first);
    return {span(begin, at_), std::move(pairs.mapping)};
  }

  /// The closing bracket, after at most one comma.
  void close(char bracket, bool comma_allowed) {
    skip();
    if (comma_allowed && peek() == ',') {
      ++at_;
      skip();
    }
    take(bracket, std::string("`") + bracket + "`");
  }

  struct Pairs {
    Mapping mapping;
    std::map<std::string, Span, std::less<>> seen;
  };

  void pair(const Context& context, Pairs& pairs) {
    Located<std::string> name = key();
    const bool quoted = peek_before() == '"' || peek_before() == '\'';
    const bool merge = name.value == "<<" && !quoted;
    const std::size_t key_end = at_;
    while (peek() == ' ')
      ++at_;
    if (peek() != ':') {
      lose(Rule::not_yaml, key_end, 0, "`" + name.value + "` has no `:` after it",
           context.flow ? "write `key: value`, or use `[ … ]` for a list" : "write `key: value`");
    }
    ++at_;
    if (!ends_word(0) && !(context.flow && quoted))
      lose(Rule::not_yaml, at_, 1, "there is no blank after `:`", "write `key: value` with a blank");
    Node value = node(context);
    if (merge) {
      diagnostics_.report({Rule::merge_key,
                           name.span,
                           "`<<` is a merge key",
                           {},
                           "write the keys; a key that is really named `<<` goes in quotes"});
      return;
    }
    const auto [earlier, is_new] = pairs.seen.emplace(name.value, name.span);
    if (!is_new) {
      diagnostics_.report({Rule::duplicate_key,
                           name.span,
                           "`" + name.value + "` stands twice in one mapping",
                           {{earlier->second, "first written here"}},
                           "delete one of them, or merge what they say"});
      return;
    }
    pairs.mapping.push_back(Pair{std::move(name), std::move(value)});
  }

  char peek_before() const { return at_ == 0 ? '\0' : text_[at_ - 1]; }

  Located<std::string> key() {
    const Event& event = next();
    skip_properties();
    const std::size_t begin = at_;
    const std::string help = "write the key as a word followed by `:`";
    if (event.kind == EventKind::alias) lose(Rule::key_not_text, begin, 1, "a key that is an alias", help);
    if (event.kind == EventKind::sequence_begin || event.kind == EventKind::mapping_begin)
      lose(Rule::key_not_text, begin, 1, "a list or mapping as a key", help);
    std::string name;
    if (event.kind == EventKind::null) {
      ++event_;
      // `null: x` has the key `null`: a key is a text, whatever it looks like.
      const std::string_view rest = text_.substr(begin);
      for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
        if (rest.substr(0, word.size()) == word) name = word;
      }
      if (name.empty()) {
        if (peek() == ':') lose(Rule::key_not_text, begin, 1, "there is no key before this `:`", help);
        unexpected("a key");
      }
      at_ += name.size();
    } else {
      if (peek() == '?' && ends_word(1)) unexpected("a key");
      if (begin < event.at) unexpected("a key");
      const Node text = scalar(Context{-1, false, true});
      if (text.null()) lose(Rule::key_not_text, begin, 1, "a key without a text", help);
      name = text.scalar()->text;
      const std::string_view written = text_.substr(begin, at_ - begin);
      if (written.find('\n') != std::string_view::npos)
        lose(Rule::key_not_text, begin, written.find_first_of("\r\n"), "a key that goes over several lines", help);
      if (name.empty()) report(Rule::key_not_text, begin, written.size(), "an empty key", help);
      if (written.size() > max_key_bytes) {
        lose(Rule::limit_exceeded, begin, 20,
             "a key of " + std::to_string(written.size()) + " bytes; stackc reads at most " +
                 std::to_string(max_key_bytes),
             "");
      }
    }
    return {std::move(name), span(begin, at_)};
  }

  std::string_view text_;
  SourceId source_;
  std::uint32_t base_;
  const std::vector<Event>& events_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;  ///< Everything before has been read.
  std::size_t event_ = 0;
  std::optional<std::size_t> marker_line_;  ///< Begin of the line with `---`.
  bool tab_reported_ = false;
};

}  // namespace

std::optional<Node> build_tree(std::string_view text, SourceId source, std::uint32_t base,
                               const std::vector<Event>& events, Diagnostics& diagnostics) {
  return Builder(text, source, base, events, diagnostics).document();
}

}  // namespace stackc::syntax
