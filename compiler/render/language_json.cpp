// JSON: values and keys are whole tokens; inside a string only kinds without quotes and backslashes.
#include "render/language.h"

namespace stackc::render {
namespace {

enum Mode : std::uint8_t { value, string };

constexpr CharSet string_safe = printable - CharSet::of("\"\\");
constexpr Place places[] = {
    {"a value", Writing::json_value, true, CharSet{}, CharSet{}},
    {"a string", Writing::bare, false, string_safe, string_safe},
    {"a key", Writing::json_text, true, CharSet{}, CharSet{}},
};
constexpr std::uint8_t key_place = 2;

void json_text(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text) {
    state.last = c;
    if (state.mode == string) {
      if (state.escape)
        state.escape = false;
      else if (c == '\\')
        state.escape = true;
      else if (c == '"') {
        state.mode = value;
        state.edges = edge_word;
      }
      continue;
    }
    switch (c) {
      case ' ':
      case '\n':
        continue;  // a hole before it is whole only if what follows says so
      case ':':
        if ((state.edges & edge_hole) != 0) events.settle(After::key);
        state.edges = edge_separate;
        break;
      case '{':
      case '[':
        if ((state.edges & edge_hole) != 0) events.settle(After::glued);
        ++state.braces;
        state.edges = edge_separate;
        break;
      case '}':
      case ']':
        if ((state.edges & edge_hole) != 0) events.settle(After::separate);
        if (state.braces == 0)
          events.trouble("a bracket closes nothing that is open");
        else
          --state.braces;
        state.edges = edge_word;
        break;
      case ',':
        if ((state.edges & edge_hole) != 0) events.settle(After::separate);
        state.edges = edge_separate;
        break;
      default:
        if ((state.edges & edge_hole) != 0) events.settle(After::glued);
        state.edges = edge_word;
        if (c == '"') state.mode = string;
    }
  }
}

Spot json_hole(LexState& state, LexEvents& events) {
  Spot spot;
  if (state.escape) spot.refusal = "after a backslash";
  state.escape = false;
  spot.place = state.mode;
  if (state.mode == string) {
    spot.glued = true;
    return spot;
  }
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  spot.glued = state.edges != edge_separate;
  state.edges = edge_hole;
  state.last = 'x';
  return spot;
}

bool json_statement(const LexState& state) { return state.mode == value && (state.edges & edge_hole) == 0; }
void json_widen(LexState& a, LexState& b) { a.last = b.last = a.last == b.last ? a.last : 'x'; }

}  // namespace

constexpr Language json_language = {.name = "json",
                                    .places = places,
                                    .key_place = key_place,
                                    .start = {.mode = value},
                                    .text = json_text,
                                    .hole = json_hole,
                                    .at_statement = json_statement,
                                    .widen = json_widen};

}  // namespace stackc::render
