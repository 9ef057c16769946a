// YAML and its dialects compose and workflow. Follows indentation, keys, flow collections, quotes and block
// scalars of templates' own text, so that each hole is known to be a value, a key, or inside something.
#include <algorithm>

#include "render/language.h"

namespace stackc::render {
namespace {

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
constexpr std::uint8_t flag_open = 1;         // a scalar ended the line before; a deeper line would continue it
constexpr std::uint8_t flag_own_line = 2;     // the scalar began its line
constexpr std::uint8_t flag_anchored = 4;     // plain text that starts like no number, boolean, null or date
constexpr std::uint8_t flag_expression = 8;   // inside ${{ … }}
constexpr std::uint8_t flag_after_hole = 16;  // in `after`: what stands before is a hole
constexpr std::uint8_t flag_after_single = 32;
constexpr std::uint8_t flag_maybe_nothing = 64;  // in `after` inside brackets: perhaps no value stands before

constexpr std::uint8_t flag_value_due = 128;  // a key or dash has no value yet; `parent` is its column

constexpr std::int16_t far_column = 30000;  // the column is not known, or beyond counting
constexpr std::uint8_t code_form = 1;       // the value of a key whose value is code

struct Dialect {
  bool (*is_code)(std::uint32_t key);
  bool expressions;  ///< `${{ … }}` is code
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void set(LexState& state, unsigned bits) { state.flags = static_cast<std::uint8_t>(state.flags | bits); }
void clear(LexState& state, unsigned bits) { state.flags = static_cast<std::uint8_t>(state.flags & ~bits); }
bool has(const LexState& state, unsigned bits) { return (state.flags & bits) != 0; }
bool in_flow(const LexState& state) { return state.braces != 0; }

void settle(LexState& state, LexEvents& events, After after_hole) {
  if ((state.edges & edge_hole) != 0) events.settle(after_hole);
  clear(state, flag_after_hole | flag_after_single | flag_maybe_nothing);
  state.edges = edge_separate;
}

void begin_line(LexState& state) {
  state.mode = line_start;
  state.column = 0;
  state.edges = edge_separate;
  state.form = 0;
  state.word = empty_hash;
  state.index = 0;
  state.body = 0;
  clear(state, flag_own_line | flag_anchored | flag_after_hole | flag_after_single | flag_expression);
  if (!has(state, flag_open | flag_value_due)) state.parent = 0;
}

void end_scalar_line(LexState& state, LexEvents& events) {
  settle(state, events, After::separate);
  set(state, flag_open);
  begin_line(state);
}

void begin_node(LexState& state) {
  state.mode = node;
  state.edges = edge_separate;
}

void begin_scalar(LexState& state, Mode mode) {
  state.mode = mode;
  clear(state, flag_value_due);
  // Inside brackets only the column of the outermost one matters.
  if (!in_flow(state)) state.body = state.column;
  state.word = empty_hash;
  state.edges = edge_word;
  clear(state, flag_anchored);
}

void found_key(const Dialect& dialect, LexState& state, LexEvents& events) {
  settle(state, events, After::key);
  if (!in_flow(state)) state.parent = state.body;
  clear(state, flag_own_line | flag_anchored);
  if (!in_flow(state)) set(state, flag_value_due);
  state.form = dialect.is_code(state.word) ? code_form : 0;
  begin_node(state);
}

/// A byte or hole stands at `column` of a fresh line, outside block scalars.
void begin_content(LexState& state, LexEvents& events) {
  if (!in_flow(state) && has(state, flag_open) && state.column > state.parent) {
    events.trouble("a line that is indented deeper than the value before it continues that value");
  }
  // A value on a line of its own belongs to the key or dash above it, or is the whole document.
  if (!in_flow(state) && !has(state, flag_value_due)) state.parent = -1;
  clear(state, flag_open | flag_value_due);
  set(state, flag_own_line);
  begin_node(state);
}

/// A byte or hole stands at `column` where a block scalar may go on; false if it has ended.
bool continues_block(LexState& state, LexEvents& events) {
  if (state.column <= state.parent) return false;
  if (state.body == 0) state.body = state.column;
  if (state.column < state.body) events.trouble("a line of a block scalar that is indented less than its first line");
  state.mode = block_text;
  state.edges = edge_word;
  return true;
}

void read_node(LexState& state, char c, LexEvents& events) {
  switch (c) {
    case ' ':
      return;
    case '\n':
      if (!in_flow(state)) begin_line(state);
      return;
    case '\t':
      events.trouble("a tab");
      return;
    case '#':
      state.nest[0] = in_flow(state) ? node : line_start;
      state.mode = comment;
      return;
    case '"':
      begin_scalar(state, double_quoted);
      return;
    case '\'':
      begin_scalar(state, single_quoted);
      return;
    case '|':
    case '>':
      if (!in_flow(state)) {
        clear(state, flag_value_due);
        state.mode = block_header;
        return;
      }
      break;
    case '[':
    case '{':
      if (state.braces == 0) state.body = state.column;
      clear(state, flag_value_due);
      ++state.braces;
      state.form = 0;
      return;
    case ']':
    case '}':
      if (state.braces == 0) {
        events.trouble("a bracket closes nothing that is open");
        return;
      }
      --state.braces;
      state.mode = after;
      state.edges = edge_word;
      return;
    case ',':
      if (in_flow(state)) return;
      break;
    case '!':
    case '&':
      state.mode = tag;
      return;
    case '%':
    case '@':
    case '`':
      events.trouble("a plain scalar cannot begin with this character");
      return;
    default:
      break;
  }
  begin_scalar(state, plain);
  if (is_letter(c) || c == '/') set(state, flag_anchored);
  state.word = add_to_hash(empty_hash, c);
  state.index = 1;
}

bool closes_flow_entry(char c) { return c == ',' || c == ']' || c == '}'; }

void read_flow_indicator(LexState& state, char c, LexEvents& events) {
  settle(state, events, After::separate);
  begin_node(state);
  if (c != ',') read_node(state, c, events);
}

void read_plain(const Dialect& dialect, LexState& state, char c, char last, LexEvents& events) {
  const bool blank = c == ' ' || c == '\n';
  if (blank && last == ':') {
    found_key(dialect, state, events);
    if (c == '\n' && !in_flow(state)) begin_line(state);
    return;
  }
  if (blank && last == '-' && state.index == 1 && !in_flow(state)) {
    state.parent = state.body;
    clear(state, flag_own_line);
    set(state, flag_value_due);
    state.form = 0;
    begin_node(state);
    if (c == '\n') begin_line(state);
    return;
  }
  if (c == '\n' && !in_flow(state)) {
    end_scalar_line(state, events);
    return;
  }
  if (c == '#' && (last == ' ' || last == '\n')) {
    settle(state, events, After::separate);
    if (!in_flow(state)) set(state, flag_open);
    state.nest[0] = in_flow(state) ? after : line_start;
    state.mode = comment;
    return;
  }
  if (in_flow(state) && closes_flow_entry(c)) {
    read_flow_indicator(state, c, events);
    return;
  }
  if ((state.edges & edge_hole) != 0) settle(state, events, After::glued);
  state.edges = edge_word;
  if (last == ':') state.word = add_to_hash(state.word, last);
  if (c != ':' && c != ' ' && c != '\n') state.word = add_to_hash(state.word, c);
  if (state.index < 255) ++state.index;
}

void read_after(const Dialect& dialect, LexState& state, char c, char last, LexEvents& events) {
  if (last == ':' && state.index == 1) {
    state.index = 0;
    const bool adjacent = in_flow(state) && !has(state, flag_after_hole);  // {"a":1}
    if (c == ' ' || c == '\n' || adjacent) {
      found_key(dialect, state, events);
      if (c == '\n' && !in_flow(state))
        begin_line(state);
      else if (c != ' ' && c != '\n')
        read_node(state, c, events);
      return;
    }
    settle(state, events, After::glued);
    state.mode = plain;
    state.edges = edge_word;
    return;
  }
  switch (c) {
    case '\n':
      if (!in_flow(state)) end_scalar_line(state, events);
      return;
    case ' ':
      return;
    case ':':
      if (has(state, flag_maybe_nothing)) events.trouble("a colon behind a value that may be missing");
      state.index = 1;
      return;
    case '#':
      if (last == ' ' || last == '\n') {
        settle(state, events, After::separate);
        if (!in_flow(state)) set(state, flag_open);
        state.nest[0] = in_flow(state) ? after : line_start;
        state.mode = comment;
        return;
      }
      break;
    case '\'':
      if (last == '\'' && has(state, flag_after_single)) {
        state.mode = single_quoted;
        return;
      }
      break;
    default:
      if (in_flow(state) && closes_flow_entry(c)) {
        read_flow_indicator(state, c, events);
        return;
      }
  }
  if (has(state, flag_maybe_nothing))
    events.trouble("something behind a value that may be missing");
  else if (!has(state, flag_after_hole))
    events.trouble("text behind a quoted scalar or a closed collection");
  settle(state, events, After::glued);
  state.mode = plain;
  state.edges = edge_word;
  clear(state, flag_anchored);
}

void follow_expression(LexState& state, char c, char last) {
  // ${{ … }}: three bytes open, two close.
  if (has(state, flag_expression)) {
    if (c == '}' && last == '}') clear(state, flag_expression);
  } else if (c == '{' && last == '{' && state.escape) {
    set(state, flag_expression);
  }
  state.escape = (c == '{' && last == '$') || (state.mode == double_quoted && c == '\\' && last != '\\');
}

void read_line_start(LexState& state, char c, LexEvents& events) {
  if (c == ' ') return;
  if (c == '\n') {
    begin_line(state);
    return;
  }
  if (c == '#') {
    state.nest[0] = line_start;
    state.mode = comment;
    return;
  }
  begin_content(state, events);
  read_node(state, c, events);
}

void read_byte(const Dialect& dialect, LexState& state, char c, LexEvents& events) {
  const char last = state.last;
  const bool escaped = state.escape && state.mode == double_quoted;
  state.last = c;
  if (dialect.expressions && state.mode >= plain)
    follow_expression(state, c, last);
  else
    state.escape = state.mode == double_quoted && c == '\\' && !escaped;
  if (escaped) state.escape = false;
  switch (state.mode) {
    case line_start:
      read_line_start(state, c, events);
      break;
    case node:
      read_node(state, c, events);
      break;
    case plain:
      read_plain(dialect, state, c, last, events);
      break;
    case after:
      read_after(dialect, state, c, last, events);
      break;
    case double_quoted:
    case single_quoted:
      if (c == '\n') events.spans_lines();
      if (c == (state.mode == double_quoted ? '"' : '\'') && !escaped) {
        if (state.mode == single_quoted) set(state, flag_after_single);
        state.mode = after;
        state.index = 0;
        state.edges = edge_word;
        clear(state, flag_expression);
      } else if (c != '\n') {
        state.word = add_to_hash(state.word, c);
      }
      break;
    case comment:
      if (c == '\n') {
        if (state.nest[0] == line_start)
          begin_line(state);
        else
          state.mode = state.nest[0];
        state.nest[0] = 0;
      }
      break;
    case tag:
      if (c == ' ')
        begin_node(state);
      else if (c == '\n')
        begin_line(state);
      break;
    case block_header:
      if (c >= '0' && c <= '9') events.trouble("an indentation indicator of a block scalar");
      if (c == '\n') {
        const std::int16_t parent = state.parent;
        begin_line(state);
        state.parent = parent;
        state.mode = block_line;
      }
      break;
    case block_line:
      if (c == ' ') break;
      if (c == '\n') {
        state.column = 0;
        return;
      }
      if (!continues_block(state, events)) {
        state.body = 0;
        state.mode = line_start;
        read_line_start(state, c, events);
      }
      break;
    case block_text:
      if (c == '\n') {
        state.mode = block_line;
        clear(state, flag_expression);
        state.column = 0;
        state.edges = edge_separate;
        return;
      }
      break;
    default:
      break;
  }
  if (c == '\n')
    state.column = 0;
  else if (state.column < far_column)
    ++state.column;
}

// ---- places ----

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

constexpr Place yaml_places[] = {make_value(Writing::yaml_value),
                                 weak,
                                 anchored,
                                 in_double,
                                 in_single,
                                 in_comment,
                                 in_block,
                                 in_code,
                                 in_expression,
                                 as_key};
constexpr Place compose_places[] = {make_value(Writing::compose_value),
                                    weak,
                                    anchored,
                                    in_double,
                                    in_single,
                                    in_comment,
                                    in_block,
                                    in_code,
                                    in_expression,
                                    as_key};
constexpr Place workflow_places[] = {make_value(Writing::workflow_value),
                                     weak,
                                     anchored,
                                     in_double,
                                     in_single,
                                     in_comment,
                                     in_block,
                                     in_code,
                                     in_expression,
                                     as_key};

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
constexpr Dialect yaml_dialect = {is_yaml_code, false};
constexpr Dialect compose_dialect = {is_compose_code, false};
constexpr Dialect workflow_dialect = {is_workflow_code, true};

template <const Dialect& dialect>
void text_of(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text)
    read_byte(dialect, state, c, events);
}
constexpr LexState yaml_start = {.mode = line_start, .parent = 0, .word = empty_hash};

}  // namespace

constexpr Language yaml_language = {.name = "yaml",
                                    .places = yaml_places,
                                    .key_place = key_place,
                                    .durations = DurationStyle::go_units,
                                    .sizes = SizeStyle::bytes,
                                    .start = yaml_start,
                                    .text = text_of<yaml_dialect>,
                                    .hole = yaml_hole,
                                    .at_statement = yaml_statement,
                                    .widen = yaml_widen,
                                    .resume = yaml_resume};
constexpr Language compose_language = {.name = "compose",
                                       .places = compose_places,
                                       .key_place = key_place,
                                       .durations = DurationStyle::go_units,
                                       .sizes = SizeStyle::units,
                                       .start = yaml_start,
                                       .text = text_of<compose_dialect>,
                                       .hole = yaml_hole,
                                       .at_statement = yaml_statement,
                                       .widen = yaml_widen,
                                       .resume = yaml_resume};
constexpr Language workflow_language = {.name = "workflow",
                                        .places = workflow_places,
                                        .key_place = key_place,
                                        .durations = DurationStyle::go_units,
                                        .sizes = SizeStyle::bytes,
                                        .start = yaml_start,
                                        .text = text_of<workflow_dialect>,
                                        .hole = yaml_hole,
                                        .at_statement = yaml_statement,
                                        .widen = yaml_widen,
                                        .resume = yaml_resume};

}  // namespace stackc::render
