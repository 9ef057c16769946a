// YAML and its dialects compose, workflow and azure: places, what is code, what may differ where ways meet.
#include <algorithm>

#include "render/language.h"
#include "render/yaml_lexer.h"

namespace stackc::render {
namespace {

using namespace yaml;

enum PlaceIndex : std::uint8_t {
  value_place,
  weak_plain_place,
  plain_place,
  double_place,
  single_place,
  comment_place,
  block_place,
  code_place,
  expression_place,
  key_place
};

// No colon: at the end of a value it would make a key.
constexpr CharSet plain_safe = CharSet::of("A-Za-z0-9_./@+=-");
constexpr CharSet double_safe = printable - CharSet::of("\"\\$");
constexpr CharSet single_safe = printable - CharSet::of("'$");
constexpr CharSet name_safe = CharSet::of("A-Za-z0-9_-");
constexpr Place make_value(Writing writing) { return {"a value", writing, true, CharSet{}, CharSet{}}; }
constexpr Place weak = {"an unquoted scalar that could turn into a number or a boolean", Writing::bare, false,
                        CharSet{}, CharSet{}};
constexpr Place anchored = {"an unquoted scalar", Writing::bare, false, plain_safe, plain_safe};
constexpr Place in_double = {"a double-quoted string", Writing::bare, false, double_safe, double_safe};
constexpr Place in_single = {"a single-quoted string", Writing::bare, false, single_safe, single_safe};
constexpr Place in_comment = {"a comment", Writing::bare, false, printable, printable};
constexpr Place in_block = {"a block scalar", Writing::bare, false, plain_word, plain_word};
constexpr Place in_code = {"a value that is code", Writing::bare, false, CharSet{}, CharSet{}};
constexpr Place in_expression = {"an expression", Writing::bare, false, name_safe, name_safe};
constexpr Place as_key = {"a key", Writing::yaml_value, true, CharSet{}, CharSet{}};

template <Writing writing>
constexpr Place places[] = {make_value(writing), weak,     anchored, in_double,     in_single,
                            in_comment,          in_block, in_code,  in_expression, as_key};

Spot yaml_hole(LexState& state, LexEvents& events) {
  Spot spot;
  if (state.mode == double_quoted && state.escape) spot.refusal = "after a backslash";
  if (state.mode == line_start) begin_content(state, events);
  if (state.mode == block_line && !continues_block(state, events)) {
    state.body = 0;
    begin_content(state, events);
  }
  state.escape = false;
  const char last = state.last;
  state.last = 'x';
  if (has(state, flag_expression)) {
    spot = {expression_place, true, spot.refusal};
    state.edges = edge_hole;
    return spot;
  }
  switch (state.mode) {
    case node:
      spot.place = state.form == code_form ? code_place : value_place;
      begin_scalar(state, after);
      set(state, flag_after_hole);
      state.word = unknown_word;
      state.index = 0;
      break;
    case after:
      if (has(state, flag_maybe_nothing)) events.trouble("a hole behind a value that may be missing");
      settle(state, events, After::glued);
      spot = {weak_plain_place, true, spot.refusal};
      state.mode = plain;
      break;
    case plain: {
      // Sure to be a string: begins with a letter or slash, and long or with a mark that no number or word has.
      const bool anchored_here =
          has(state, flag_anchored) && (state.index >= 6 || last == '-' || last == '/' || last == '_' || last == '@');
      spot = {anchored_here ? plain_place : weak_plain_place, true, spot.refusal};
      if (last == ' ') spot.place = weak_plain_place;
      if ((state.edges & edge_hole) != 0) settle(state, events, After::glued);
      state.word = unknown_word;
      state.index = 255;
      break;
    }
    case double_quoted:
      spot = {double_place, true, spot.refusal};
      break;
    case single_quoted:
      spot = {single_place, true, spot.refusal};
      break;
    case comment:
      spot = {comment_place, true, spot.refusal};
      break;
    case block_text:
      spot = {block_place, true, spot.refusal};
      break;
    default:
      spot.refusal = "in a tag, anchor or the head of a block scalar";
  }
  state.edges = edge_hole;
  if (state.column < far_column) ++state.column;
  return spot;
}

bool yaml_statement(const LexState& state) {
  if (in_flow(state)) return false;
  return state.mode == line_start || (state.mode == block_line && state.column <= state.parent);
}

void yaml_resume(LexState& state) {
  clear(state, flag_open | flag_value_due);
  begin_line(state);
  state.last = '\n';
}

/// A line may not be deeper than `parent`, whichever kind of value is open.
void as_open_line(LexState& state) {
  if (state.mode != block_line) return;
  const std::int16_t parent = state.parent;
  state.mode = line_start;
  state.body = 0;
  clear(state, flag_value_due);
  set(state, flag_open);
  state.parent = parent;
}

void yaml_widen(LexState& a, LexState& b) {
  if (a.mode == block_line && b.mode == block_line && a.parent == b.parent &&
      (a.body == 0 || b.body == 0 || a.body == b.body)) {
    a.body = b.body = std::max(a.body, b.body);
  } else if ((a.mode == block_line || a.mode == line_start) && (b.mode == block_line || b.mode == line_start)) {
    as_open_line(a);
    as_open_line(b);
    if (has(a, flag_value_due) != has(b, flag_value_due) || a.parent != b.parent) {
      for (LexState* state : {&a, &b}) {
        clear(*state, flag_value_due);
        if (!has(*state, flag_open)) state->parent = 0;
      }
    }
    if (has(a, flag_open) && has(b, flag_open)) {
      a.parent = b.parent = std::min(a.parent, b.parent);
    } else if (has(a, flag_open) || has(b, flag_open)) {
      LexState& open = has(a, flag_open) ? a : b;
      LexState& other = has(a, flag_open) ? b : a;
      set(other, flag_open);
      other.parent = open.parent;
    }
  } else if (a.column != b.column) {
    a.column = b.column = in_flow(a) ? std::int16_t{0} : far_column;
  }
  // `[{% for … %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}]`: perhaps nothing, perhaps a value;
  // `[a{% for … %}, {{ x }}{% endfor %}]`: plain text or a value. Either way only a comma or bracket may follow.
  for (LexState* state : {&a, &b}) {
    const LexState& other = state == &a ? b : a;
    if ((state->mode != node && state->mode != plain) || other.mode != after || !in_flow(*state)) continue;
    state->mode = after;
    state->flags = other.flags;
    state->index = other.index;
    state->body = other.body;
    state->form = other.form;
    set(a, flag_maybe_nothing);
    set(b, flag_maybe_nothing);
  }
  if (a.mode == line_start || a.mode == block_line) {
    a.word = b.word = empty_hash;
    a.edges = b.edges = edge_separate;
  } else if (a.word != b.word) {
    a.word = b.word = unknown_word;
  }
  if (a.mode == b.mode) {
    if (a.mode == plain && has(a, flag_anchored) != has(b, flag_anchored)) {
      clear(a, flag_anchored);
      clear(b, flag_anchored);
    }
    // A hole and a quoted scalar may meet in `after`; then neither `''` nor an adjacent colon is sure.
    if (a.mode == after) {
      clear(a, flag_after_single);
      clear(b, flag_after_single);
      const unsigned hole = static_cast<unsigned>(a.flags | b.flags) & (flag_after_hole | flag_maybe_nothing);
      set(a, hole);
      set(b, hole);
    }
    if (a.mode != plain && a.mode != after) a.index = b.index = 0;
    if (a.mode == plain && a.index != b.index) a.index = b.index = 2;
    if (a.mode == node && a.last != ' ' && a.last != '\n') a.last = ' ';
    if (a.mode == node && b.last != ' ' && b.last != '\n') b.last = ' ';
    if (a.last != b.last) {
      const bool blank = (a.last == ' ' || a.last == '\n') && (b.last == ' ' || b.last == '\n');
      const bool matters =
          a.last == ':' || b.last == ':' || a.last == '$' || b.last == '$' || a.last == '{' || b.last == '{';
      if (blank)
        a.last = b.last = ' ';
      else if (!matters)
        a.last = b.last = 'x';
    }
  }
}

bool is_yaml_code(std::uint32_t key) {
  return key == word_hash("script") || key == word_hash("bash") || key == word_hash("run") ||
         key == word_hash("condition");
}
bool is_compose_code(std::uint32_t key) {
  return key == word_hash("command") || key == word_hash("entrypoint") || key == word_hash("test");
}
bool is_workflow_code(std::uint32_t key) {
  return key == word_hash("run") || key == word_hash("if") || key == word_hash("shell") || key == word_hash("script");
}
bool is_azure_code(std::uint32_t key) {
  return key == word_hash("bash") || key == word_hash("script") || key == word_hash("pwsh") ||
         key == word_hash("powershell") || key == word_hash("condition");
}
constexpr Dialect yaml_dialect = {is_yaml_code, false};
constexpr Dialect compose_dialect = {is_compose_code, false};
constexpr Dialect workflow_dialect = {is_workflow_code, true};
constexpr Dialect azure_dialect = {is_azure_code, true};

template <const Dialect& dialect>
void text_of(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text)
    read_byte(dialect, state, c, events);
}
constexpr LexState yaml_start = {.mode = line_start, .parent = 0, .word = empty_hash};

template <Writing writing, const Dialect& dialect>
constexpr Language language(std::string_view name, SizeStyle sizes) {
  return {.name = name,
          .places = places<writing>,
          .key_place = key_place,
          .durations = DurationStyle::go_units,
          .sizes = sizes,
          .start = yaml_start,
          .text = text_of<dialect>,
          .hole = yaml_hole,
          .at_statement = yaml_statement,
          .widen = yaml_widen,
          .resume = yaml_resume};
}

}  // namespace

constexpr Language yaml_language = language<Writing::yaml_value, yaml_dialect>("yaml", SizeStyle::bytes);
constexpr Language compose_language = language<Writing::compose_value, compose_dialect>("compose", SizeStyle::units);
constexpr Language workflow_language =
    language<Writing::workflow_value, workflow_dialect>("workflow", SizeStyle::bytes);
constexpr Language azure_language = language<Writing::azure_value, azure_dialect>("azure", SizeStyle::bytes);

}  // namespace stackc::render
