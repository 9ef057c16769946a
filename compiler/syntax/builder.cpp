#include "syntax/builder.h"

#include <map>
#include <stdexcept>

#include "syntax/cursor.h"
#include "syntax/limits.h"
#include "syntax/scalar.h"

namespace stackc::syntax {
namespace {

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
      : cursor_(text, source, base, diagnostics),
        events_(events),
        diagnostics_(diagnostics),
        reports_before_(diagnostics.size()) {}

  std::optional<Node> document() {
    try {
      cursor_.begin_document();
      if (events_.empty() || (events_.front().kind == EventKind::null && !cursor_.written_null(events_.front().at))) {
        cursor_.end_document();
        diagnostics_.report(
            {Rule::empty_file, cursor_.span(0, 0), "the file says nothing", {}, "`stackc init` writes a first stack"});
        return std::nullopt;
      }
      Node root = node(Context{});
      cursor_.end_document();
      if (values_missing_) return std::nullopt;
      return root;
    } catch (const Lost&) {
      return std::nullopt;
    }
  }

 private:
  const Event& next() const {
    // Each begin has its end, so the events cannot run out inside a node.
    if (event_ >= events_.size()) throw std::logic_error("events of yaml-cpp are not balanced");
    return events_[event_];
  }

  Node node(const Context& context) {
    const Event event = next();
    const std::size_t after_indicator = cursor_.at();
    cursor_.skip();
    if (event.kind == EventKind::null) {
      ++event_;
      const std::size_t length = cursor_.at() == event.at ? cursor_.written_null(cursor_.at()) : 0;
      if (length == 0) {
        if (cursor_.peek() == '!' || cursor_.peek() == '&')
          cursor_.skip_properties();
        else
          cursor_.move_to(after_indicator);
        return {cursor_.span(cursor_.at(), cursor_.at()), Null{}};
      }
      check_column(context, 0);
      const std::size_t begin = cursor_.at();
      cursor_.move_to(cursor_.at() + length);
      // Only the spelling in lower case is null; the others stay the texts that they look like.
      const std::string word(cursor_.text().substr(begin, length));
      if (word == "Null" || word == "NULL") return {cursor_.span(begin, cursor_.at()), Scalar{word, Style::plain}};
      return {cursor_.span(begin, cursor_.at()), Null{}};
    }
    if (cursor_.at() != event.at) cursor_.unexpected("a value");
    if (event.kind == EventKind::alias) {
      ++event_;
      const std::size_t begin = cursor_.at();
      cursor_.skip_properties();
      values_missing_ = true;
      return {cursor_.span(begin, begin), Null{}};
    }
    const std::size_t first = cursor_.at();
    cursor_.skip_properties();
    // Tags and anchors on the line of a list or mapping stand where it would begin.
    const bool same_line = first == cursor_.at() || cursor_.line_begin(first) == cursor_.line_begin(cursor_.at());
    const std::size_t begin = same_line ? first : cursor_.at();
    if (event.kind == EventKind::scalar) return scalar(context);
    if (event.kind == EventKind::end) cursor_.unexpected("a value");
    if (event.flow) {
      check_column(context, 0);
      return event.kind == EventKind::sequence_begin ? flow_sequence(context) : flow_mapping(context);
    }
    return event.kind == EventKind::sequence_begin ? block_sequence(context, begin) : block_mapping(context, begin);
  }

  /// A value on a line of its own is indented deeper than the list or mapping that it stands in.
  void check_column(const Context& context, int slack) {
    if (context.flow || !cursor_.first_on_line(cursor_.at()) || cursor_.column(cursor_.at()) + slack > context.indent)
      return;
    cursor_.lose(Rule::not_yaml, cursor_.at(), 1, "this value is not indented deeper than what it belongs to",
                 "indent the line");
  }

  Node scalar(const Context& context) {
    const Event& event = next();
    ++event_;
    const std::size_t begin = cursor_.at();
    if (event.text.empty() && style_at(cursor_.text(), begin) == Style::plain) {
      // Only a tag (already reported) can leave a plain scalar without a text.
      return {cursor_.span(begin, begin), Null{}};
    }
    check_column(context, 0);
    const Style style = style_at(cursor_.text(), begin);
    const bool block = style == Style::literal || style == Style::folded;
    if (block && context.flow)
      cursor_.lose(Rule::not_yaml, begin, 1, "a block text cannot stand inside brackets", "put the text in quotes");
    if (cursor_.peek() == ':')
      cursor_.lose(Rule::not_yaml, begin, 1, "a text that begins with `:`", "put the text in quotes");
    ReadScalar read = block ? read_block(cursor_.text(), begin, context.indent)
                      : style == Style::plain
                          ? read_plain(cursor_.text(), begin, event.text, context.indent, context.flow)
                          : read_quoted(cursor_.text(), begin);
    if (read.fault)
      cursor_.lose(read.fault->rule, read.fault->at, read.fault->length, std::move(read.fault->message),
                   std::move(read.fault->help));
    cursor_.move_to(read.end);
    if (read.value.find('\0') != std::string::npos) {
      cursor_.report(Rule::control_character, begin, cursor_.at() - begin, "this text holds a NUL",
                     "no program can be given one: delete `\\0`");
    }
    return {cursor_.span(begin, cursor_.at()), Scalar{std::move(read.value), style}};
  }

  void check_block_begin(std::size_t begin) {
    if (cursor_.on_marker_line(begin))
      cursor_.lose(Rule::not_yaml, begin, 1, "a list or mapping on the line of `---`", "begin it on the next line");
    if (cursor_.before_on_line(begin).find_first_not_of(" -") != std::string_view::npos) {
      cursor_.lose(Rule::not_yaml, begin, 1, "a list or mapping begins in the middle of a line",
                   "begin it on the next line, or put the text in quotes");
    }
  }
  void check_item_begin(int wanted, const char* what) {
    if (cursor_.first_on_line(cursor_.at()) && cursor_.column(cursor_.at()) == wanted) return;
    cursor_.lose(Rule::not_yaml, cursor_.at(), 1, std::string(what) + " is not indented like the ones above it",
                 "give it " + std::to_string(wanted) + " blanks");
  }

  Node block_sequence(const Context& context, std::size_t begin) {
    ++event_;
    check_column(context, context.in_mapping ? 1 : 0);
    check_block_begin(begin);
    const Context inside{cursor_.column(begin), false, false};
    Sequence items;
    while (next().kind != EventKind::end) {
      cursor_.skip();
      if (!items.empty()) check_item_begin(inside.indent, "this item");
      if (cursor_.peek() != '-' || !cursor_.ends_word(1)) cursor_.unexpected("`-`");
      cursor_.move_to(cursor_.at() + 1);
      items.push_back(node(inside));
    }
    ++event_;
    return {cursor_.span(begin, cursor_.at()), std::move(items)};
  }

  Node block_mapping(const Context& context, std::size_t begin) {
    ++event_;
    check_column(context, 0);
    check_block_begin(begin);
    const Context inside{cursor_.column(begin), true, false};
    Pairs pairs;
    bool first = true;
    while (next().kind != EventKind::end) {
      cursor_.skip();
      if (!first) check_item_begin(inside.indent, "this key");
      first = false;
      pair(inside, pairs);
    }
    ++event_;
    return {cursor_.span(begin, cursor_.at()), std::move(pairs.mapping)};
  }

  Node flow_sequence(const Context& context) {
    ++event_;
    const std::size_t begin = cursor_.at();
    cursor_.take('[');
    Sequence items;
    const Context inside{context.indent, false, true};
    while (next().kind != EventKind::end) {
      if (!items.empty()) cursor_.take(',');
      cursor_.skip();
      if (next().kind == EventKind::null && !(cursor_.at() == next().at && cursor_.written_null(cursor_.at()) != 0))
        cursor_.unexpected("an item");
      if (next().kind == EventKind::mapping_begin && cursor_.peek() != '{' && cursor_.peek() != '!' &&
          cursor_.peek() != '&') {
        cursor_.lose(Rule::not_yaml, cursor_.at(), 1, "a pair without braces in a list",
                     "write it as `{ key: value }`, or put the text in quotes");
      }
      items.push_back(node(inside));
    }
    ++event_;
    cursor_.close(']', !items.empty());
    return {cursor_.span(begin, cursor_.at()), std::move(items)};
  }

  Node flow_mapping(const Context& context) {
    ++event_;
    const std::size_t begin = cursor_.at();
    cursor_.take('{');
    Pairs pairs;
    const Context inside{context.indent, true, true};
    bool first = true;
    while (next().kind != EventKind::end) {
      if (!first) cursor_.take(',');
      first = false;
      cursor_.skip();
      pair(inside, pairs);
    }
    ++event_;
    cursor_.close('}', !first);
    return {cursor_.span(begin, cursor_.at()), std::move(pairs.mapping)};
  }

  struct Pairs {
    Mapping mapping;
    std::map<std::string, Span, std::less<>> seen;
  };

  void pair(const Context& context, Pairs& pairs) {
    bool quoted = false;
    Located<std::string> name = key(quoted);
    const bool merge = name.value == "<<" && !quoted;
    const std::size_t key_end = cursor_.at();
    while (cursor_.peek() == ' ')
      cursor_.move_to(cursor_.at() + 1);
    if (cursor_.peek() != ':') {
      cursor_.lose(Rule::not_yaml, key_end, 0, "`" + name.value + "` has no `:` after it",
                   context.flow ? "write `key: value`, or use `[ … ]` for a list" : "write `key: value`");
    }
    cursor_.move_to(cursor_.at() + 1);
    if (!cursor_.ends_word(0) && !(context.flow && quoted))
      cursor_.lose(Rule::not_yaml, cursor_.at(), 1, "there is no blank after `:`", "write `key: value` with a blank");
    Node value = node(context);
    if (diagnostics_.size() - reports_before_ >= max_reports) throw Lost{};
    if (merge) {
      values_missing_ = true;
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

  /// The key of the next pair, and whether it is quoted.
  Located<std::string> key(bool& quoted) {
    const Event& event = next();
    cursor_.skip_properties();
    const std::size_t begin = cursor_.at();
    const std::string help = "write the key as a word followed by `:`";
    if (event.kind == EventKind::alias) throw Lost{};  // skip_properties has said so
    if (event.kind == EventKind::sequence_begin || event.kind == EventKind::mapping_begin)
      cursor_.lose(Rule::key_not_text, begin, 1, "a list or mapping as a key", help);
    std::string name;
    if (event.kind == EventKind::null) {
      ++event_;
      // `null: x` has the key `null`: a key is a text, whatever it looks like.
      const std::string_view rest = cursor_.text().substr(begin);
      for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
        if (rest.substr(0, word.size()) == word) name = word;
      }
      if (name.empty()) {
        if (cursor_.peek() == ':') cursor_.lose(Rule::key_not_text, begin, 1, "there is no key before this `:`", help);
        cursor_.unexpected("a key");
      }
      cursor_.move_to(cursor_.at() + name.size());
    } else {
      if (cursor_.peek() == '?' && cursor_.ends_word(1)) cursor_.unexpected("a key");
      if (begin < event.at) cursor_.unexpected("a key");
      const Node text = scalar(Context{-1, false, true});
      quoted = text.scalar() != nullptr && text.scalar()->style != Style::plain;
      if (text.null()) cursor_.lose(Rule::key_not_text, begin, 1, "a key without a text", help);
      name = text.scalar()->text;
      const std::string_view written = cursor_.text().substr(begin, cursor_.at() - begin);
      if (written.find('\n') != std::string_view::npos)
        cursor_.lose(Rule::key_not_text, begin, written.find_first_of("\r\n"), "a key that goes over several lines",
                     help);
      if (name.empty()) cursor_.report(Rule::key_not_text, begin, written.size(), "an empty key", help);
      if (written.size() > max_key_bytes) {
        cursor_.lose(Rule::limit_exceeded, begin, 20,
                     "a key of " + std::to_string(written.size()) + " bytes; stackc reads at most " +
                         std::to_string(max_key_bytes),
                     "");
      }
    }
    return {std::move(name), cursor_.span(begin, cursor_.at())};
  }

  Cursor cursor_;
  const std::vector<Event>& events_;
  Diagnostics& diagnostics_;
  std::size_t reports_before_;
  std::size_t event_ = 0;
  /// An alias or merge key stood for values that are not in the tree: later stages would miss them aloud.
  bool values_missing_ = false;
};

}  // namespace

std::optional<Node> build_tree(std::string_view text, SourceId source, std::uint32_t base,
                               const std::vector<Event>& events, Diagnostics& diagnostics) {
  return Builder(text, source, base, events, diagnostics).document();
}

}  // namespace stackc::syntax
