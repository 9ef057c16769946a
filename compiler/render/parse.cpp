#include <array>
#include <cstring>
#include <string>

#include "render/tree.h"

namespace stackc::render {
namespace {

constexpr int deepest_nesting = 24;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Thrown inside this file only, after the mistake was reported.
struct GaveUp {};

class Parser {
 public:
  Parser(SourceId source, std::string_view text, Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {
    tree_.text = text;
    tree_.source = source;
    tree_.nodes.reserve(16 + text.size() / 32);
    tree_.expressions.reserve(8 + text.size() / 96);
    tree_.parts.reserve(8 + text.size() / 64);
  }

  Tree run() {
    if (const std::size_t at = text_.find('\r'); at != std::string_view::npos) {
      fail(at, at + 1, "a carriage return in a template", "end lines with a line feed alone");
    }
    language_line();
    const std::uint32_t body = block(0);
    if (closing_.begin != nothing) {
      fail(closing_.begin, closing_.end, "`" + std::string(closing_.word) + "` closes nothing that is open");
    }
    tree_.body = body;
    return std::move(tree_);
  }

 private:
  struct Closing {
    std::string_view word;  ///< endif, elif, else, endfor, endmacro
    std::uint32_t begin = nothing;
    std::uint32_t end = 0;
    std::uint32_t expression = nothing;
  };

  [[noreturn]] void fail(std::size_t begin, std::size_t end, std::string message, std::string help = "") {
    diagnostics_.report({.rule = Rule::template_syntax,
                         .at = tree_.span(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)),
                         .message = std::move(message),
                         .help = std::move(help)});
    throw GaveUp{};
  }

  // ---- text and tags ----

  void language_line() {
    const std::string cure = "begin with `{% language nginx %}` or another language";
    if (text_.substr(0, 2) != "{%")
      fail(0, std::min<std::size_t>(text_.size(), 1), "no language on the first line", cure);
    open_tag(0);
    if (!word_is("language")) fail(tag_, tag_end_, "no language on the first line", cure);
    tree_.language = name("a language");
    close_tag();
    if (position_ >= text_.size() || text_[position_] != '\n') {
      if (position_ < text_.size()) fail(position_, position_ + 1, "something beside the language on the first line");
    } else {
      ++position_;
    }
  }

  /// Nodes up to a closing word or the end; leaves the closing word in `closing_`.
  std::uint32_t block(int depth) {
    if (depth > deepest_nesting) {
      fail(tag_, position_, "statements are nested more than " + std::to_string(deepest_nesting) + " deep");
    }
    std::uint32_t first = nothing;
    std::uint32_t last = nothing;
    const auto append = [&](std::uint32_t index) {
      if (index == nothing) return;
      if (first == nothing)
        first = index;
      else
        tree_.nodes[last].next = index;
      last = index;
    };
    closing_ = {};
    while (true) {
      if (!statement_line_) {
        const std::size_t tag = find_tag(position_);
        if (tag == std::string_view::npos) {
          append(text_node(position_, text_.size()));
          position_ = text_.size();
          return first;
        }
        const std::size_t begin_of_blanks = blanks_before(tag);
        const bool at_line_start = begin_of_blanks == 0 || text_[begin_of_blanks - 1] == '\n';
        if (text_[tag + 1] == '{') {
          append(text_node(position_, tag));
          position_ = tag;
          append(hole(at_line_start ? text_.substr(begin_of_blanks, tag - begin_of_blanks) : std::string_view{},
                      at_line_start));
          continue;
        }
        if (at_line_start && is_statement_line(tag)) {
          append(text_node(position_, begin_of_blanks));
          indent_ = text_.substr(begin_of_blanks, tag - begin_of_blanks);
          statement_line_ = true;
        } else {
          append(text_node(position_, tag));
          indent_ = {};
        }
        position_ = tag;
      }
      if (text_[position_ + 1] == '#') {
        position_ = note_end(position_);
        after_tag();
        continue;
      }
      if (statement(depth, append)) return first;
    }
  }

  /// Reads one `{% … %}` with all that it holds. True for a closing word.
  template <class Append>
  bool statement(int depth, Append append) {
    open_tag(position_);
    const bool own_line = statement_line_;
    const std::string_view indent = indent_;
    const std::size_t begin = tag_;
    if (cursor_ >= tag_end_) fail(tag_, tag_end_ + 2, "an empty statement");
    const std::string_view word = name("a statement");
    if (word == "if")
      append(condition(depth, begin, own_line));
    else if (word == "for")
      append(loop(depth, begin, own_line));
    else if (word == "include")
      append(include(begin, own_line, indent));
    else if (word == "call")
      append(call(begin, own_line, indent));
    else if (word == "set")
      append(set(begin, own_line));
    else if (word == "macro")
      macro(depth, begin, own_line);
    else if (word == "language")
      fail(begin, tag_end_ + 2, "`language` stands on the first line only");
    else if (word == "elif" || word == "else" || word == "endif" || word == "endfor" || word == "endmacro") {
      const std::uint32_t condition_of = word == "elif" ? expression() : nothing;
      close_tag();
      closing_ = {word, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(tag_end_ + 2), condition_of};
      after_tag();
      return true;
    } else {
      fail(begin, tag_end_ + 2, "unknown statement `" + std::string(word) + "`",
           "there are if, for, include, macro, call and set");
    }
    return false;
  }

  std::uint32_t condition(int depth, std::size_t begin, bool own_line) {
    const std::uint32_t whole = node(NodeType::condition, begin, own_line);
    std::uint32_t branch_expression = expression();
    close_tag();
    after_tag();
    std::uint32_t last = nothing;
    std::size_t branch_begin = begin;
    bool had_else = false;
    while (true) {
      const std::uint32_t branch = node(NodeType::branch, branch_begin, own_line);
      tree_.nodes[branch].expression = branch_expression;
      if (last == nothing)
        tree_.nodes[whole].child = branch;
      else
        tree_.nodes[last].next = branch;
      last = branch;
      const std::uint32_t body = block(depth + 1);
      tree_.nodes[branch].child = body;
      const Closing closing = expect_closing(begin, "if");
      if (closing.word == "endif") return whole;
      if (closing.word != "elif" && closing.word != "else") {
        fail(closing.begin, closing.end, "`" + std::string(closing.word) + "` inside an `if` that is still open");
      }
      if (had_else) fail(closing.begin, closing.end, "`" + std::string(closing.word) + "` after `else`");
      had_else = closing.word == "else";
      branch_expression = closing.expression;
      branch_begin = closing.begin;
    }
  }

  std::uint32_t loop(int depth, std::size_t begin, bool own_line) {
    const std::uint32_t index = node(NodeType::loop, begin, own_line);
    const std::string_view variable = name("a name for the elements");
    if (variable == "loop") fail(begin, tag_end_ + 2, "`loop` cannot be the name of the elements");
    if (!word_is("in")) fail(cursor_, tag_end_, "`in` is missing");
    const std::uint32_t list = expression();
    close_tag();
    after_tag();
    const std::uint32_t body = block(depth + 1);
    const Closing closing = expect_closing(begin, "for");
    if (closing.word != "endfor") {
      fail(closing.begin, closing.end, "`" + std::string(closing.word) + "` inside a `for` that is still open");
    }
    Node& made = tree_.nodes[index];
    made.name = variable;
    made.expression = list;
    made.child = body;
    return index;
  }

  void macro(int depth, std::size_t begin, bool own_line) {
    if (depth != 0) fail(begin, tag_end_ + 2, "a macro inside another statement");
    if (!own_line) fail(begin, tag_end_ + 2, "a macro that does not begin on a line of its own");
    Macro made;
    made.begin = static_cast<std::uint32_t>(begin);
    made.end = static_cast<std::uint32_t>(tag_end_ + 2);
    made.name = name("the macro's name");
    made.first_parameter = static_cast<std::uint32_t>(tree_.parts.size());
    expect('(');
    while (!accept(')')) {
      if (made.parameter_count++ != 0) expect(',');
      tree_.parts.push_back(name("a parameter"));
    }
    close_tag();
    after_tag();
    made.body = block(depth + 1);
    const Closing closing = expect_closing(begin, "macro");
    if (closing.word != "endmacro") {
      fail(closing.begin, closing.end, "`" + std::string(closing.word) + "` inside a `macro` that is still open");
    }
    for (const Macro& other : tree_.macros) {
      if (other.name == made.name) fail(made.begin, made.end, "macro `" + std::string(made.name) + "` is there twice");
    }
    tree_.macros.push_back(made);
    closing_ = {};
  }

  std::uint32_t include(std::size_t begin, bool own_line, std::string_view indent) {
    const std::uint32_t index = node(NodeType::include, begin, own_line);
    if (!own_line) fail(begin, tag_end_ + 2, "an include that does not have its line for itself");
    tree_.nodes[index].name = quoted();
    tree_.nodes[index].indent = indent;
    close_tag();
    after_tag();
    return index;
  }

  std::uint32_t call(std::size_t begin, bool own_line, std::string_view indent) {
    const std::uint32_t index = node(NodeType::call, begin, own_line);
    if (!own_line) fail(begin, tag_end_ + 2, "a call that does not have its line for itself");
    tree_.nodes[index].name = name("the macro's name");
    tree_.nodes[index].indent = indent;
    std::vector<std::uint32_t> arguments;
    expect('(');
    while (!accept(')')) {
      if (!arguments.empty()) expect(',');
      arguments.push_back(expression());
    }
    tree_.nodes[index].first_argument = static_cast<std::uint32_t>(tree_.arguments.size());
    tree_.nodes[index].argument_count = static_cast<std::uint32_t>(arguments.size());
    tree_.arguments.insert(tree_.arguments.end(), arguments.begin(), arguments.end());
    close_tag();
    after_tag();
    return index;
  }

  std::uint32_t set(std::size_t begin, bool own_line) {
    const std::uint32_t index = node(NodeType::set, begin, own_line);
    tree_.nodes[index].name = name("a name");
    expect('=');
    const std::uint32_t value = expression();
    tree_.nodes[index].expression = value;
    close_tag();
    after_tag();
    return index;
  }

  std::uint32_t hole(std::string_view indent, bool at_line_start) {
    open_tag(position_);
    const std::uint32_t index = node(NodeType::hole, tag_, false);
    const std::uint32_t value = expression();
    close_tag();
    Node& made = tree_.nodes[index];
    made.expression = value;
    made.end = static_cast<std::uint32_t>(position_);
    made.indent = indent;
    made.own_line = at_line_start && (position_ == text_.size() || text_[position_] == '\n');
    return index;
  }

  Closing expect_closing(std::size_t begin, const char* what) {
    if (closing_.begin == nothing) {
      fail(begin, begin + 2, std::string("`") + what + "` is never closed", std::string("add `{% end") + what + " %}`");
    }
    const Closing closing = closing_;
    closing_ = {};
    return closing;
  }

  std::uint32_t text_node(std::size_t begin, std::size_t end) {
    if (begin == end) return nothing;
    const std::uint32_t index = node(NodeType::text, begin, false);
    tree_.nodes[index].end = static_cast<std::uint32_t>(end);
    return index;
  }

  std::uint32_t node(NodeType type, std::size_t begin, bool own_line) {
    Node made;
    made.type = type;
    made.own_line = own_line;
    made.begin = static_cast<std::uint32_t>(begin);
    made.end = static_cast<std::uint32_t>(type == NodeType::text ? begin : tag_end_ + 2);
    made.line = line_of(begin);
    tree_.nodes.push_back(made);
    return static_cast<std::uint32_t>(tree_.nodes.size() - 1);
  }

  /// Places are asked for in rising order, but for a branch's own.
  std::uint32_t line_of(std::size_t at) {
    if (at < counted_) {
      counted_ = 0;
      line_ = 1;
    }
    while (counted_ < at) {
      const void* found = std::memchr(text_.data() + counted_, '\n', at - counted_);
      if (found == nullptr) break;
      counted_ = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data()) + 1;
      ++line_;
    }
    return line_;
  }

  /// The next `{{`, `{%` or `{#` that no `$` stands before: `${{ … }}` and `${#…}` are text, `${{{ x }}…}` is a hole in
  /// `${…}`.
  std::size_t find_tag(std::size_t from) const {
    std::size_t at = from;
    while ((at = text_.find('{', at)) != std::string_view::npos) {
      if (at + 1 >= text_.size()) return std::string_view::npos;
      const char kind = text_[at + 1];
      if (kind == '{' || kind == '%' || kind == '#') {
        if (at == 0 || text_[at - 1] != '$') return at;
        // `${{{ name }}:?…}` is a shell's or compose's `${` with a hole in it: no language has three braces there.
        if (text_.substr(at, 3) == "{{{") return at + 1;
        ++at;
      }
      ++at;
    }
    return at;
  }

  /// Where the blanks directly in front of `tag` begin, within the text that is not yet used.
  std::size_t blanks_before(std::size_t tag) const {
    std::size_t at = tag;
    while (at > position_ && is_blank(text_[at - 1]))
      --at;
    return at;
  }

  bool is_statement_line(std::size_t at) {
    while (at < text_.size()) {
      if (text_[at] == '\n') return true;
      if (is_blank(text_[at])) {
        ++at;
      } else if (text_.substr(at, 2) == "{#") {
        at = note_end(at);
      } else if (text_.substr(at, 2) == "{%") {
        at = tag_close(at) + 2;
      } else {
        return false;
      }
    }
    return true;
  }

  std::size_t note_end(std::size_t begin) {
    const std::size_t end = text_.find("#}", begin + 2);
    if (end == std::string_view::npos) fail(begin, begin + 2, "a note that is never closed", "close it with `#}`");
    return end + 2;
  }

  /// Where `%}` or `}}` of the tag at `begin` stands; quoted strings may hold either.
  std::size_t tag_close(std::size_t begin) {
    const char closing = text_[begin + 1] == '{' ? '}' : '%';
    for (std::size_t at = begin + 2; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '\n') break;
      if (c == '"' || c == '\'') {
        const std::size_t end = text_.find(c, at + 1);
        if (end == std::string_view::npos || text_.substr(at, end - at).find('\n') != std::string_view::npos) {
          fail(at, at + 1, "a string that is never closed");
        }
        at = end;
      } else if (c == closing && at + 1 < text_.size() && text_[at + 1] == '}') {
        return at;
      }
    }
    fail(begin, begin + 2, "a tag that is not closed on its line",
         text_[begin + 1] == '{' ? "to write `{{` itself: {{ \"{{\" }}" : "");
  }

  void open_tag(std::size_t begin) {
    tag_ = begin;
    tag_end_ = tag_close(begin);
    cursor_ = begin + 2;
    skip_blanks();
  }

  void close_tag() {
    if (cursor_ < tag_end_) fail(cursor_, tag_end_, "the tag goes on where it should end");
    position_ = tag_end_ + 2;
  }

  /// On a line of statements alone nothing of the line itself is output.
  void after_tag() {
    if (!statement_line_) return;
    while (position_ < text_.size() && is_blank(text_[position_]))
      ++position_;
    if (position_ == text_.size()) {
      statement_line_ = false;
    } else if (text_[position_] == '\n') {
      ++position_;
      statement_line_ = false;
    }
  }

  // ---- inside a tag ----

  void skip_blanks() {
    while (cursor_ < tag_end_ && is_blank(text_[cursor_]))
      ++cursor_;
  }
  bool accept(char c) {
    if (cursor_ >= tag_end_ || text_[cursor_] != c) return false;
    ++cursor_;
    skip_blanks();
    return true;
  }
  void expect(char c) {
    if (!accept(c)) fail(cursor_, std::max(cursor_ + 1, tag_end_), std::string("`") + c + "` is missing");
  }
  std::string_view peek_word() const {
    std::size_t end = cursor_;
    if (end < tag_end_ && is_letter(text_[end])) {
      while (end < tag_end_ && (is_letter(text_[end]) || is_digit(text_[end])))
        ++end;
    }
    return text_.substr(cursor_, end - cursor_);
  }
  bool word_is(std::string_view word) {
    if (peek_word() != word) return false;
    cursor_ += word.size();
    skip_blanks();
    return true;
  }
  std::string_view name(const char* what) {
    const std::string_view word = peek_word();
    if (word.empty()) fail(cursor_, std::max(cursor_ + 1, tag_end_), std::string(what) + " is missing");
    cursor_ += word.size();
    skip_blanks();
    return word;
  }
  std::string_view quoted() {
    if (cursor_ >= tag_end_ || (text_[cursor_] != '"' && text_[cursor_] != '\'')) {
      fail(cursor_, std::max(cursor_ + 1, tag_end_), "a string in quotes is missing");
    }
    const std::size_t end = text_.find(text_[cursor_], cursor_ + 1);  // tag_close() saw that it ends
    const std::string_view inner = text_.substr(cursor_ + 1, end - cursor_ - 1);
    cursor_ = end + 1;
    skip_blanks();
    return inner;
  }

  std::uint32_t add(const Expression& made) {
    tree_.expressions.push_back(made);
    return static_cast<std::uint32_t>(tree_.expressions.size() - 1);
  }

  std::uint32_t expression(int depth = 0) {
    std::uint32_t left = conjunction(depth);
    while (word_is("or"))
      left = join(Expression::Form::disjunction, left, conjunction(depth));
    return left;
  }
  std::uint32_t conjunction(int depth) {
    std::uint32_t left = negation(depth);
    while (word_is("and"))
      left = join(Expression::Form::conjunction, left, negation(depth));
    return left;
  }
  std::uint32_t join(Expression::Form form, std::uint32_t left, std::uint32_t right) {
    Expression made;
    made.form = form;
    made.begin = tree_.expressions[left].begin;
    made.end = tree_.expressions[right].end;
    made.left = left;
    made.right = right;
    return add(made);
  }
  std::uint32_t negation(int depth) {
    if (depth > deepest_nesting) fail(tag_, tag_end_ + 2, "an expression that is nested too deep");
    const std::size_t begin = cursor_;
    if (word_is("not")) {
      const std::uint32_t inner = negation(depth + 1);
      Expression made;
      made.form = Expression::Form::negation;
      made.begin = static_cast<std::uint32_t>(begin);
      made.end = tree_.expressions[inner].end;
      made.left = inner;
      return add(made);
    }
    if (accept('(')) {
      const std::uint32_t inner = expression(depth + 1);
      expect(')');
      return inner;
    }
    return operand();
  }
  std::uint32_t operand() {
    Expression made;
    made.begin = static_cast<std::uint32_t>(cursor_);
    if (cursor_ < tag_end_ && (text_[cursor_] == '"' || text_[cursor_] == '\'')) {
      made.form = Expression::Form::text;
      made.literal = quoted();
    } else if (cursor_ < tag_end_ && is_digit(text_[cursor_])) {
      made.form = Expression::Form::number;
      std::size_t end = cursor_;
      while (end < tag_end_ && is_digit(text_[end]))
        ++end;
      if (end - cursor_ > 15) fail(cursor_, end, "a number of more than 15 digits");
      made.literal = text_.substr(cursor_, end - cursor_);
      cursor_ = end;
      skip_blanks();
    } else {
      const std::string_view first = name("a value");
      if (first == "true" || first == "false") {
        made.form = Expression::Form::truth;
        made.literal = first;
      } else {
        made.first_part = static_cast<std::uint32_t>(tree_.parts.size());
        made.part_count = 1;
        tree_.parts.push_back(first);
        while (accept('.')) {
          tree_.parts.push_back(name("a field"));
          ++made.part_count;
        }
      }
    }
    made.end = end_of_operand();
    made.first_filter = static_cast<std::uint32_t>(tree_.filters.size());
    while (accept('|')) {
      Filter filter;
      filter.name = name("a filter");
      if (accept('(')) {
        filter.argument = quoted();
        filter.has_argument = true;
        expect(')');
      }
      tree_.filters.push_back(filter);
      ++made.filter_count;
      made.end = end_of_operand();
    }
    return add(made);
  }
  std::uint32_t end_of_operand() const {
    std::size_t end = cursor_;
    while (is_blank(text_[end - 1]))
      --end;
    return static_cast<std::uint32_t>(end);
  }

  std::string_view text_;
  Diagnostics& diagnostics_;
  Tree tree_;
  Closing closing_;
  std::string_view indent_;
  bool statement_line_ = false;
  std::size_t position_ = 0;  ///< In the text, outside tags.
  std::size_t tag_ = 0;
  std::size_t tag_end_ = 0;  ///< Where the closing `%}` or `}}` begins.
  std::size_t cursor_ = 0;   ///< Inside the tag.
  std::size_t counted_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace

std::optional<Tree> parse(SourceId source, std::string_view text, Diagnostics& diagnostics) {
  try {
    return Parser(source, text, diagnostics).run();
  } catch (const GaveUp&) {
    return std::nullopt;
  }
}

}  // namespace stackc::render
