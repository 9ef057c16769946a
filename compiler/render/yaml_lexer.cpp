#include "render/yaml_lexer.h"

namespace stackc::render::yaml {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

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

namespace {

void end_scalar_line(LexState& state, LexEvents& events) {
  settle(state, events, After::separate);
  set(state, flag_open);
  begin_line(state);
}

void begin_node(LexState& state) {
  state.mode = node;
  state.edges = edge_separate;
}

}  // namespace

void begin_scalar(LexState& state, Mode mode) {
  state.mode = mode;
  clear(state, flag_value_due);
  // Inside brackets only the column of the outermost one matters.
  if (!in_flow(state)) state.body = state.column;
  state.word = empty_hash;
  state.edges = edge_word;
  clear(state, flag_anchored);
}

namespace {

void found_key(const Dialect& dialect, LexState& state, LexEvents& events) {
  settle(state, events, After::key);
  if (!in_flow(state)) state.parent = state.body;
  clear(state, flag_own_line | flag_anchored);
  if (!in_flow(state)) set(state, flag_value_due);
  state.form = dialect.is_code(state.word) ? code_form : 0;
  begin_node(state);
}

}  // namespace

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

bool continues_block(LexState& state, LexEvents& events) {
  if (state.column <= state.parent) return false;
  if (state.body == 0) state.body = state.column;
  if (state.column < state.body) events.trouble("a line of a block scalar that is indented less than its first line");
  state.mode = block_text;
  state.edges = edge_word;
  return true;
}

namespace {

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

void read_quoted(LexState& state, char c, bool escaped, LexEvents& events) {
  if (c == '\n') {
    events.spans_lines();
  } else if (c == (state.mode == double_quoted ? '"' : '\'') && !escaped) {
    if (state.mode == single_quoted) set(state, flag_after_single);
    state.mode = after;
    state.index = 0;
    state.edges = edge_word;
    clear(state, flag_expression);
  } else {
    state.word = add_to_hash(state.word, c);
  }
}

void read_block_header(LexState& state, char c, LexEvents& events) {
  if (c >= '0' && c <= '9') events.trouble("an indentation indicator of a block scalar");
  if (c != '\n') return;
  const std::int16_t parent = state.parent;
  begin_line(state);
  state.parent = parent;
  state.mode = block_line;
}

void read_block_line(LexState& state, char c, LexEvents& events) {
  if (c == ' ' || c == '\n' || continues_block(state, events)) return;
  state.body = 0;
  state.mode = line_start;
  read_line_start(state, c, events);
}

void read_block_text(LexState& state, char c) {
  if (c != '\n') return;
  state.mode = block_line;
  clear(state, flag_expression);
  state.edges = edge_separate;
}

void read_comment(LexState& state, char c) {
  if (c != '\n') return;
  if (state.nest[0] == line_start)
    begin_line(state);
  else
    state.mode = state.nest[0];
  state.nest[0] = 0;
}

}  // namespace

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
      read_quoted(state, c, escaped, events);
      break;
    case comment:
      read_comment(state, c);
      break;
    case tag:
      if (c == ' ') begin_node(state);
      if (c == '\n') begin_line(state);
      break;
    case block_header:
      read_block_header(state, c, events);
      break;
    case block_line:
      read_block_line(state, c, events);
      break;
    default:
      read_block_text(state, c);
  }
  if (c == '\n')
    state.column = 0;
  else if (state.column < far_column)
    ++state.column;
}

}  // namespace stackc::render::yaml
