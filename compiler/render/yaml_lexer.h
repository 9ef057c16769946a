// Reads YAML as far as the places of holes need it: indentation, keys, flow collections, quotes, block scalars.
// The dialects and what may stand where are language_yaml.cpp's.
#pragma once

#include "render/language.h"

namespace stackc::render::yaml {

enum Mode : std::uint8_t {
  line_start,  ///< counting indentation
  node,        ///< a value or entry may begin here
  plain,
  after,  ///< behind a quoted scalar, a hole, a closed collection
  double_quoted,
  single_quoted,
  comment,
  tag,  ///< `!x` or `&x`
  block_header,
  block_line,  ///< at the start of a line that may belong to a block scalar
  block_text,
};

// LexState::flags
inline constexpr std::uint8_t flag_open = 1;         // a scalar ended the line before; a deeper line would continue it
inline constexpr std::uint8_t flag_own_line = 2;     // the scalar began its line
inline constexpr std::uint8_t flag_anchored = 4;     // plain text that starts like no number, boolean, null or date
inline constexpr std::uint8_t flag_expression = 8;   // inside ${{ … }}
inline constexpr std::uint8_t flag_after_hole = 16;  // in `after`: what stands before is a hole
inline constexpr std::uint8_t flag_after_single = 32;
inline constexpr std::uint8_t flag_maybe_nothing = 64;  // in `after` inside brackets: perhaps no value stands before

inline constexpr std::uint8_t flag_value_due = 128;  // a key or dash has no value yet; `parent` is its column

inline constexpr std::int16_t far_column = 30000;  // the column is not known, or beyond counting
inline constexpr std::uint8_t code_form = 1;       // the value of a key whose value is code

struct Dialect {
  bool (*is_code)(std::uint32_t key);
  bool expressions;  ///< `${{ … }}` is code
};

inline void set(LexState& state, unsigned bits) { state.flags = static_cast<std::uint8_t>(state.flags | bits); }
inline void clear(LexState& state, unsigned bits) { state.flags = static_cast<std::uint8_t>(state.flags & ~bits); }
inline bool has(const LexState& state, unsigned bits) { return (state.flags & bits) != 0; }
inline bool in_flow(const LexState& state) { return state.braces != 0; }

void read_byte(const Dialect& dialect, LexState& state, char c, LexEvents& events);

/// Ends the holes in front, and makes the state fit for what follows them.
void settle(LexState& state, LexEvents& events, After after_hole);
void begin_line(LexState& state);
void begin_scalar(LexState& state, Mode mode);
/// A byte or hole stands at `column` of a fresh line, outside block scalars.
void begin_content(LexState& state, LexEvents& events);
/// A byte or hole stands at `column` where a block scalar may go on; false if it has ended.
bool continues_block(LexState& state, LexEvents& events);

}  // namespace stackc::render::yaml
