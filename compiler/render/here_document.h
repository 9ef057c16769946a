// Here-documents as sh and Dockerfiles have them: the end word behind `<<`, and the body up to its line.
#pragma once

#include "render/language.h"

namespace stackc::render::here_document {

// Bits of LexState::flags.
inline constexpr std::uint8_t strips_tabs = 1;   ///< `<<-`
inline constexpr std::uint8_t expects_word = 2;  ///< `<<` was read, its end word is due.
inline constexpr std::uint8_t body_follows = 4;  ///< The body begins with the next line.
inline constexpr std::uint8_t line_differs = 8;  ///< In the body: this line cannot be the end.

/// After `<<`.
void expect(LexState& state, LexEvents& events);
/// While `expects_word`: true if the byte was used up.
bool read_word(LexState& state, char c, char last, LexEvents& events);
/// At the end of a line with `body_follows`.
void begin_body(LexState& state, std::uint8_t mode);
/// A byte of the body; true when it ended the line that ends the document.
bool read_body(LexState& state, char c, LexEvents& events);
/// Why no hole may stand here in the body; empty if one may.
std::string_view refusal(const LexState& state);

}  // namespace stackc::render::here_document
