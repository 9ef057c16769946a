// Reads POSIX sh as far as the places of holes need it: words, quotes, substitutions, here-documents, and where a
// command's name or an assignment's value begins. What may stand where is language_sh.cpp's.
#pragma once

#include "render/here_document.h"
#include "render/language.h"

namespace stackc::render::sh {

enum Mode : std::uint8_t {
  statement,  ///< where a command's name or an assignment begins
  argument,
  comment,
  double_quoted,
  single_quoted,
  parameter,   ///< inside ${…}
  arithmetic,  ///< inside $((…))
  here_text,   ///< the body of a here-document
  backquoted,
};

// Values of LexState::form in statement and argument: what the word so far looks like.
enum WordForm : std::uint8_t {
  no_word,
  name_word,     ///< as a variable's name
  hole_word,     ///< a hole, or a name that ends in one
  mixed_word,    ///< a hole and more; whether it is a name hangs on the value
  after_assign,  ///< behind `NAME=`
  other_word,
};

// Marks on the stack of modes, beside modes to come back to.
inline constexpr std::uint8_t subshell_mark = 0x80;      // ( … )
inline constexpr std::uint8_t substitution_mark = 0x40;  // $( … ): what it stands in is in the low bits

// In LexState::flags, beside those of here-documents: the word is an assignment, so a command's name is still to come.
inline constexpr std::uint8_t flag_assignment = 0x20;
// In LexState::last: `$(` was just read, a second parenthesis makes it arithmetic.
inline constexpr char opened_substitution = '\x01';
// Where a comment keeps the mode to come back to.
inline constexpr std::size_t comment_slot = deepest_lexical_nesting - 1;

void read_byte(LexState& state, char c, LexEvents& events);

}  // namespace stackc::render::sh
