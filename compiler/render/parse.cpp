#include <cstring>
#include <string>

#include "render/tag_reader.h"
#include "render/tree.h"

namespace stackc::render {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

Tree empty_tree(SourceId source, std::string_view text) {
  Tree tree;
  tree.text = text;
  tree.source = source;
  tree.nodes.reserve(16 + text.size() / 32);
  tree.expressions.reserve(8 + text.size() / 96);
  tree.parts.reserve(8 + text.size() / 64);
  return tree;
}

class Parser {
 public:
  Parser(SourceId source, std::string_view text, Diagnostics& diagnostics)
      : text_(text), tree_(empty_tree(source, text)), tag_(tree_, diagnostics) {}

  Tree run() {
    if (const std::size_t at = text_.find('\r'); at != std::string_view::npos) {
      tag_.fail(at, at + 1, "a carriage return in a template", "end lines with a line feed alone");
    }
    language_line();
    const std::uint32_t body = block(0);
    if (closing_.begin != nothing) {
      tag_.fail(closing_.begin, closing_.end, "`" + std::string(closing_.word) + "` closes nothing that is open");
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

  // ---- text and tags ----

  void language_line() {
    const std::string cure = "begin with `{% language nginx %}` or another language";
    if (text_.substr(0, 2) != "{%")
      tag_.fail(0, std::min<std::size_t>(text_.size(), 1), "no language on the first line", cure);
    tag_.open(0);
    if (!tag_.word_is("language")) tag_.fail(tag_.tag_begin, tag_.tag_end, "no language on the first line", cure);
    tree_.language = tag_.name("a language");
    close_tag();
    if (position_ >= text_.size() || text_[position_] != '\n') {
      if (position_ < text_.size())
        tag_.fail(position_, position_ + 1, "something beside the language on the first line");
    } else {
      ++position_;
    }
  }

  /// Nodes up to a closing word or the end; leaves the closing word in `closing_`.
  std::uint32_t block(int depth) {
    if (depth > deepest_nesting) {
      tag_.fail(tag_.tag_begin, position_,
                "statements are nested more than " + std::to_string(deepest_nesting) + " deep");
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
        const std::size_t tag = tag_.next(position_);
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
        if (at_line_start && tag_.is_statement_line(tag)) {
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
        position_ = tag_.note_end(position_);
        after_tag();
        continue;
      }
      if (statement(depth, append)) return first;
    }
  }

  /// Reads one `{% … %}` with all that it holds. True for a closing word.
  template <class Append>
  bool statement(int depth, Append append) {
    tag_.open(position_);
    const bool own_line = statement_line_;
    const std::string_view indent = indent_;
    const std::size_t begin = tag_.tag_begin;
    if (tag_.cursor >= tag_.tag_end) tag_.fail(tag_.tag_begin, tag_.tag_end + 2, "an empty statement");
    const std::string_view word = tag_.name("a statement");
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
      tag_.fail(begin, tag_.tag_end + 2, "`language` stands on the first line only");
    else if (word == "elif" || word == "else" || word == "endif" || word == "endfor" || word == "endmacro") {
      const std::uint32_t condition_of = word == "elif" ? tag_.expression() : nothing;
      close_tag();
      closing_ = {word, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(tag_.tag_end + 2), condition_of};
      after_tag();
      return true;
    } else {
      tag_.fail(begin, tag_.tag_end + 2, "unknown statement `" + std::string(word) + "`",
                "there are if, for, include, macro, call and set");
    }
    return false;
  }

  std::uint32_t condition(int depth, std::size_t begin, bool own_line) {
    const std::uint32_t whole = node(NodeType::condition, begin, own_line);
    std::uint32_t branch_expression = tag_.expression();
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
        tag_.fail(closing.begin, closing.end, "`" + std::string(closing.word) + "` inside an `if` that is still open");
      }
      if (had_else) tag_.fail(closing.begin, closing.end, "`" + std::string(closing.word) + "` after `else`");
      had_else = closing.word == "else";
      branch_expression = closing.expression;
      branch_begin = closing.begin;
    }
  }

  std::uint32_t loop(int depth, std::size_t begin, bool own_line) {
    const std::uint32_t index = node(NodeType::loop, begin, own_line);
    const std::string_view variable = tag_.name("a name for the elements");
    if (variable == "loop") tag_.fail(begin, tag_.tag_end + 2, "`loop` cannot be the name of the elements");
    if (!tag_.word_is("in")) tag_.fail(tag_.cursor, tag_.tag_end, "`in` is missing");
    const std::uint32_t list = tag_.expression();
    close_tag();
    after_tag();
    const std::uint32_t body = block(depth + 1);
    const Closing closing = expect_closing(begin, "for");
    if (closing.word != "endfor") {
      tag_.fail(closing.begin, closing.end, "`" + std::string(closing.word) + "` inside a `for` that is still open");
    }
    Node& made = tree_.nodes[index];
    made.name = variable;
    made.expression = list;
    made.child = body;
    return index;
  }

  void macro(int depth, std::size_t begin, bool own_line) {
    if (depth != 0) tag_.fail(begin, tag_.tag_end + 2, "a macro inside another statement");
    if (!own_line) tag_.fail(begin, tag_.tag_end + 2, "a macro that does not begin on a line of its own");
    Macro made;
    made.begin = static_cast<std::uint32_t>(begin);
    made.end = static_cast<std::uint32_t>(tag_.tag_end + 2);
    made.name = tag_.name("the macro's name");
    made.first_parameter = static_cast<std::uint32_t>(tree_.parts.size());
    tag_.expect('(');
    while (!tag_.accept(')')) {
      if (made.parameter_count++ != 0) tag_.expect(',');
      tree_.parts.push_back(tag_.name("a parameter"));
    }
    close_tag();
    after_tag();
    made.body = block(depth + 1);
    const Closing closing = expect_closing(begin, "macro");
    if (closing.word != "endmacro") {
      tag_.fail(closing.begin, closing.end, "`" + std::string(closing.word) + "` inside a `macro` that is still open");
    }
    for (const Macro& other : tree_.macros) {
      if (other.name == made.name)
        tag_.fail(made.begin, made.end, "macro `" + std::string(made.name) + "` is there twice");
    }
    tree_.macros.push_back(made);
    closing_ = {};
  }

  std::uint32_t include(std::size_t begin, bool own_line, std::string_view indent) {
    const std::uint32_t index = node(NodeType::include, begin, own_line);
    if (!own_line) tag_.fail(begin, tag_.tag_end + 2, "an include that does not have its line for itself");
    tree_.nodes[index].name = tag_.quoted();
    tree_.nodes[index].indent = indent;
    close_tag();
    after_tag();
    return index;
  }

  std::uint32_t call(std::size_t begin, bool own_line, std::string_view indent) {
    const std::uint32_t index = node(NodeType::call, begin, own_line);
    if (!own_line) tag_.fail(begin, tag_.tag_end + 2, "a call that does not have its line for itself");
    tree_.nodes[index].name = tag_.name("the macro's name");
    tree_.nodes[index].indent = indent;
    std::vector<std::uint32_t> arguments;
    tag_.expect('(');
    while (!tag_.accept(')')) {
      if (!arguments.empty()) tag_.expect(',');
      arguments.push_back(tag_.expression());
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
    tree_.nodes[index].name = tag_.name("a name");
    tag_.expect('=');
    const std::uint32_t value = tag_.expression();
    tree_.nodes[index].expression = value;
    close_tag();
    after_tag();
    return index;
  }

  std::uint32_t hole(std::string_view indent, bool at_line_start) {
    tag_.open(position_);
    const std::uint32_t index = node(NodeType::hole, tag_.tag_begin, false);
    const std::uint32_t value = tag_.expression();
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
      tag_.fail(begin, begin + 2, std::string("`") + what + "` is never closed",
                std::string("add `{% end") + what + " %}`");
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
    made.end = static_cast<std::uint32_t>(type == NodeType::text ? begin : tag_.tag_end + 2);
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

  /// Where the blanks directly in front of `tag` begin, within the text that is not yet used.
  std::size_t blanks_before(std::size_t tag) const {
    std::size_t at = tag;
    while (at > position_ && is_blank(text_[at - 1]))
      --at;
    return at;
  }

  void close_tag() {
    if (tag_.cursor < tag_.tag_end) tag_.fail(tag_.cursor, tag_.tag_end, "the tag goes on where it should end");
    position_ = tag_.tag_end + 2;
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

  std::string_view text_;
  Tree tree_;
  TagReader tag_;
  Closing closing_;
  std::string_view indent_;
  bool statement_line_ = false;
  std::size_t position_ = 0;  ///< In the text, outside tags.
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
