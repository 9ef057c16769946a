#include "render/sh_lexer.h"

namespace stackc::render::sh {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void push(LexState& state, std::uint8_t entry, LexEvents& events) {
  if (state.depth >= comment_slot) {
    events.lost("quotes and brackets are nested too deep");
    return;
  }
  state.nest[state.depth++] = entry;
}
std::uint8_t pop(LexState& state) {
  const std::uint8_t entry = state.nest[--state.depth];
  state.nest[state.depth] = 0;
  return entry;
}

void begin_word(LexState& state) {
  state.edges = edge_separate;
  state.form = no_word;
  state.word = empty_hash;
}
void begin_statement(LexState& state) {
  state.mode = statement;
  begin_word(state);
}

/// Behind `NAME=`: a value may stand here whole.
void begin_value(LexState& state) {
  state.form = after_assign;
  state.edges = edge_separate;
  state.flags |= flag_assignment;
  state.word = unknown_word;
}

/// Words after which a command's name may stand again.
bool is_opening_word(std::uint32_t word) {
  switch (word) {
    case word_hash("if"):
    case word_hash("then"):
    case word_hash("elif"):
    case word_hash("else"):
    case word_hash("while"):
    case word_hash("until"):
    case word_hash("do"):
    case word_hash("{"):
    case word_hash("!"):
      return true;
    default:
      return false;
  }
}

void end_word(LexState& state, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) events.settle(After::separate);
  if ((state.edges & (edge_word | edge_hole)) != 0 && state.mode == statement && state.form != after_assign &&
      !is_opening_word(state.word) && (state.flags & flag_assignment) == 0) {
    state.mode = argument;
  }
  state.flags &= static_cast<std::uint8_t>(~flag_assignment);
  begin_word(state);
}

/// The byte belongs to a word of a command.
void in_word(LexState& state, char c, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) {
    if (c == '=' && state.edges == edge_hole && state.form == hole_word) {
      events.settle(After::key);
      begin_value(state);
      return;
    }
    events.settle(After::glued);
    state.form = state.form == hole_word || state.form == mixed_word ? mixed_word : other_word;
    state.word = unknown_word;
  }
  switch (state.form) {
    case no_word:
      state.form = is_name_start(c) ? name_word : other_word;
      break;
    case name_word:
      if (c == '=') {
        begin_value(state);
        return;
      }
      if (!is_name_start(c) && !is_digit(c)) state.form = other_word;
      break;
    case mixed_word:
      if (c == '=' && state.mode == statement) events.trouble("an assignment whose name ends behind a value");
      if (!is_name_start(c) && !is_digit(c)) state.form = other_word;
      break;
    default:
      break;
  }
  state.edges = edge_word;
  if (state.word != unknown_word) state.word = add_to_hash(state.word, c);
}

void end_of_line(LexState& state, LexEvents& events) {
  end_word(state, events);
  if ((state.flags & here_document::body_follows) != 0)
    here_document::begin_body(state, here_text);
  else
    begin_statement(state);
}

void read_dollar(LexState& state, char c, LexEvents& events) {
  // The byte before was an unescaped `$`.
  const std::uint8_t from = state.mode;
  if (c == '{') {
    push(state, from, events);
    state.mode = parameter;
    state.edges = edge_separate;
  } else if (c == '(') {
    push(state, static_cast<std::uint8_t>(substitution_mark | from), events);
    begin_statement(state);
    state.last = opened_substitution;
  }
}

void close_parenthesis(LexState& state, LexEvents& events) {
  end_word(state, events);
  if (state.depth == 0) {
    begin_statement(state);  // the pattern of a case
    return;
  }
  const std::uint8_t entry = pop(state);
  if ((entry & subshell_mark) != 0) {
    state.mode = argument;
    begin_word(state);
    state.edges = edge_word;
    state.form = other_word;
    state.word = unknown_word;
    return;
  }
  state.mode = static_cast<std::uint8_t>(entry & 0x3FU);
  state.edges = edge_word;
  state.form = other_word;
  state.word = unknown_word;
}

/// A byte behind a backslash outside quotes.
void read_escaped(LexState& state, char c, LexEvents& events) {
  state.escape = false;
  state.last = 'x';
  if (c == '\n') {
    end_word(state, events);
    return;
  }
  in_word(state, c, events);
  state.form = other_word;
}

/// `<`, `>`, `<<`.
void read_redirection(LexState& state, char c, char last, LexEvents& events) {
  if (c == '<' && last == '<' && (state.edges & edge_hole) == 0) {
    here_document::expect(state, events);
    return;
  }
  // `8080>file` is not the word 8080 but file descriptor 8080.
  if ((state.edges & edge_hole) != 0) {
    events.trouble("a redirection directly behind a value; put a blank between them");
  }
  // In front of a command's name it leaves that to come.
  const std::uint8_t mode = state.mode;
  end_word(state, events);
  state.mode = mode;
}

/// `#` begins a comment only where a word could begin.
void read_hash(LexState& state, LexEvents& events) {
  const bool word_or_not = (state.edges & edge_separate) != 0 && state.edges != edge_separate;
  if (word_or_not) events.trouble("a `#` that begins a word in one branch and stands inside one in another");
  if (state.edges == edge_separate && state.form != after_assign) {
    state.nest[comment_slot] = state.mode;
    state.mode = comment;
  } else {
    in_word(state, '#', events);
  }
}

void open_quotes(LexState& state, char c, LexEvents& events) {
  in_word(state, 'x', events);
  state.form = state.form == after_assign ? after_assign : other_word;
  state.word = unknown_word;
  push(state, state.mode, events);
  state.mode = c == '\'' ? single_quoted : c == '"' ? double_quoted : backquoted;
}

/// Bytes that stand for themselves or end words.
void read_command_byte(LexState& state, char c, char last, LexEvents& events) {
  switch (c) {
    case '\n':
      end_of_line(state, events);
      return;
    case ' ':
    case '\t':
      end_word(state, events);
      return;
    case ';':
    case '&':
    case '|':
      if (c == '&' && (last == '>' || last == '<')) return;  // 2>&1
      end_word(state, events);
      begin_statement(state);
      return;
    case '(':
      end_word(state, events);
      push(state, subshell_mark, events);
      begin_statement(state);
      return;
    case ')':
      close_parenthesis(state, events);
      return;
    case '<':
    case '>':
      read_redirection(state, c, last, events);
      return;
    case '#':
      read_hash(state, events);
      return;
    case '\'':
    case '"':
    case '`':
      open_quotes(state, c, events);
      return;
    case '\\':
      state.escape = true;
      return;
    default:
      in_word(state, c, events);
  }
}

void read_command(LexState& state, char c, char last, bool after_dollar, LexEvents& events) {
  if (state.escape) {
    read_escaped(state, c, events);
    return;
  }
  if ((state.flags & here_document::expects_word) != 0 && here_document::read_word(state, c, last, events)) return;
  if (last == opened_substitution && c == '(') {
    state.nest[state.depth - 1] = static_cast<std::uint8_t>(state.nest[state.depth - 1] & 0x3FU);
    state.mode = arithmetic;
    state.braces = static_cast<std::uint16_t>(state.braces + 2);
    state.edges = edge_separate;
    return;
  }
  if (after_dollar && (c == '{' || c == '(')) {
    read_dollar(state, c, events);
    return;
  }
  read_command_byte(state, c, last, events);
}

void leave_quotes(LexState& state) {
  state.mode = state.depth == 0 ? static_cast<std::uint8_t>(argument) : pop(state);
  state.edges = edge_word;
}

}  // namespace

void read_byte(LexState& state, char c, LexEvents& events) {
  const char last = state.last;
  // The mark is ours to set, whatever a template holds.
  state.last = c == opened_substitution ? 'x' : c;
  const bool after_dollar = last == '$';
  if (after_dollar && c == '$') state.last = 'x';  // $$
  switch (state.mode) {
    case statement:
    case argument:
      read_command(state, c, last, after_dollar, events);
      return;
    case comment:
      if (c == '\n') {
        state.mode = state.nest[comment_slot];
        state.nest[comment_slot] = 0;
        end_of_line(state, events);
      }
      return;
    case here_text:
      if (here_document::read_body(state, c, events)) begin_statement(state);
      return;
    case single_quoted:
      if (c == '\n') events.spans_lines();
      if (c == '\'') leave_quotes(state);
      return;
    default:
      break;
  }
  // Double quotes, ${…}, $((…)), backquotes: backslash and `$` work in all of them.
  if (c == '\n') events.spans_lines();
  if (state.escape) {
    state.escape = false;
    state.last = 'x';
    return;
  }
  if (c == '\\') {
    state.escape = true;
    return;
  }
  if (after_dollar && (c == '{' || c == '(') && state.mode != backquoted) {
    read_dollar(state, c, events);
    return;
  }
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  state.edges = edge_word;
  switch (state.mode) {
    case double_quoted:
      if (c == '"') leave_quotes(state);
      if (c == '`') events.trouble("backquotes inside double quotes; write $(…)");
      return;
    case backquoted:
      if (c == '`') leave_quotes(state);
      return;
    case parameter:
      if (c == '}')
        leave_quotes(state);
      else if (c == '"') {
        push(state, state.mode, events);
        state.mode = double_quoted;
      }
      return;
    case arithmetic:
      if (c == '(') ++state.braces;
      if (c == ')' && --state.braces == 0) leave_quotes(state);
      return;
    default:
      return;
  }
}

}  // namespace stackc::render::sh
