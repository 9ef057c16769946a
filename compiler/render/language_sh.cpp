// POSIX sh: the places of holes, and what may differ where ways meet.
#include "render/language.h"
#include "render/sh_lexer.h"

namespace stackc::render {
namespace {

using namespace sh;

constexpr CharSet bare = CharSet::of("A-Za-z0-9_./:@%+,=-");
constexpr CharSet bare_first = CharSet::of("A-Za-z0-9_./:@%+,-");
constexpr CharSet quoted = printable - CharSet::of("\"'\\$`!");
constexpr Place places[] = {
    {"the name of a command", Writing::bare, false, bare, bare_first},
    {"an argument", Writing::sh_word, true, bare, bare_first},
    {"a comment", Writing::bare, false, printable, printable},
    {"a double-quoted string", Writing::bare, false, quoted, quoted},
    {"a single-quoted string", Writing::bare, false, quoted, quoted},
    {"a parameter expansion", Writing::bare, false, bare, bare_first},
    {"an arithmetic expression", Writing::bare, false, CharSet::of("0-9"), CharSet::of("0-9")},
    {"a here-document", Writing::bare, false, bare, bare},
    {"backquotes", Writing::bare, false, bare, bare_first},
    {"the name of a variable", Writing::bare, false, CharSet::of("A-Za-z0-9_"), CharSet::of("A-Za-z_")},
};
constexpr std::uint8_t variable_place = 9;

void sh_text(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text)
    read_byte(state, c, events);
}

std::uint8_t form_behind_glued_hole(std::uint8_t form) {
  switch (form) {
    case name_word:
      return hole_word;
    case hole_word:
    case mixed_word:
      return mixed_word;
    case after_assign:
      return after_assign;
    default:
      return other_word;
  }
}

Spot sh_hole(LexState& state, LexEvents& events) {
  Spot spot;
  spot.place = state.mode;
  if (state.escape) spot.refusal = "after a backslash";
  if (state.last == '$') spot.refusal = "after a `$`";
  if ((state.flags & here_document::expects_word) != 0) spot.refusal = "as the end word of a here-document";
  state.escape = false;
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  if (state.mode == statement || state.mode == argument) {
    spot.glued = state.edges != edge_separate;
    if (state.form == after_assign && !spot.glued)
      spot.place = argument;
    else if (!spot.glued && state.form != after_assign)
      state.form = hole_word;
    else if (spot.glued)
      state.form = form_behind_glued_hole(state.form);
    if (state.last == opened_substitution) state.last = 'x';
    state.word = unknown_word;
  } else {
    spot.glued = true;
    if (state.mode == here_text) spot.refusal = here_document::refusal(state);
  }
  state.last = 'x';
  state.edges = edge_hole;
  return spot;
}

bool sh_statement(const LexState& state) {
  return state.mode == statement && state.edges == edge_separate && state.depth == 0 && !state.escape;
}

void sh_widen(LexState& a, LexState& b) {
  if (a.mode == here_text) return;
  if (a.last != b.last && a.last != '$' && b.last != '$') {
    a.last = b.last = a.last == '\n' || b.last == '\n' ? '\n' : 'x';
  }
  if (a.word != b.word) a.word = b.word = unknown_word;
  if (a.mode == argument && b.mode == argument && a.form != b.form) a.form = b.form = other_word;
  // A command that only one branch names: what follows may be its argument or a command's name; take the stricter.
  if (a.depth == b.depth &&
      ((a.mode == statement && b.mode == argument) || (a.mode == argument && b.mode == statement))) {
    a.mode = b.mode = statement;
    a.form = b.form = other_word;
    a.flags = b.flags = static_cast<std::uint8_t>((a.flags | b.flags) & flag_assignment);
  }
}

}  // namespace

constexpr Language sh_language = {.name = "sh",
                                  .places = places,
                                  .key_place = variable_place,
                                  .durations = DurationStyle::seconds,
                                  .sizes = SizeStyle::bytes,
                                  .start = {.mode = statement, .word = empty_hash},
                                  .text = sh_text,
                                  .hole = sh_hole,
                                  .at_statement = sh_statement,
                                  .widen = sh_widen};

}  // namespace stackc::render
