// Finds the tags of a template and reads what stands inside: words, names, strings and expressions, into the tree.
#pragma once

#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"
#include "render/tree.h"

namespace stackc::render {

/// Statements, and expressions in brackets, may be nested this deep.
inline constexpr int deepest_nesting = 24;

/// Thrown after a mistake was reported; parse() catches it.
struct GaveUp {};

class TagReader {
 public:
  TagReader(Tree& tree, Diagnostics& diagnostics) : text_(tree.text), tree_(tree), diagnostics_(diagnostics) {}

  std::size_t tag_begin = 0;  ///< Of the tag, at its first bracket.
  std::size_t tag_end = 0;    ///< Where its closing `%}` or `}}` begins.
  std::size_t cursor = 0;     ///< What was read of it.

  [[noreturn]] void fail(std::size_t from, std::size_t to, std::string message, std::string help = "");
  /// The next `{{`, `{%` or `{#`, or npos. Behind a `$` they are text (`${{ … }}`, `${#…}`), but `${{{ x }}…}` is a
  /// hole in `${…}`.
  std::size_t next(std::size_t from) const;
  /// Whether nothing but statements and notes stands on the rest of the line.
  bool is_statement_line(std::size_t at);
  /// Behind the note that begins there.
  std::size_t note_end(std::size_t begin);
  /// Where `%}` or `}}` of the tag that begins there stands; quoted strings may hold either.
  std::size_t find_end(std::size_t tag);
  /// Goes into the tag that begins there.
  void open(std::size_t tag);
  /// Takes the character, if it is next.
  bool accept(char c);
  void expect(char c);
  /// Takes the word, if it is next.
  bool word_is(std::string_view word);
  /// Takes a name; `what` says in messages what is missing.
  std::string_view name(const char* what);
  /// Takes a string in quotes, and gives what is between them.
  std::string_view quoted();
  /// Takes an expression into the tree; gives its index.
  std::uint32_t expression(int depth = 0);

 private:
  void skip_blanks();
  std::string_view peek_word() const;
  std::uint32_t add(const Expression& made);
  std::uint32_t conjunction(int depth);
  std::uint32_t join(Expression::Form form, std::uint32_t left, std::uint32_t right);
  std::uint32_t negation(int depth);
  std::uint32_t operand();
  std::uint32_t end_of_operand() const;

  std::string_view text_;
  Tree& tree_;
  Diagnostics& diagnostics_;
};

}  // namespace stackc::render
