// POSIX sh. Words, quotes, substitutions and here-documents are followed closely enough to know, at each hole,
// whether a quoted word may stand there; what the words mean is not followed.
#include "render/here_document.h"
#include "render/language.h"

namespace stackc::render {
namespace {

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
constexpr std::uint8_t subshell_mark = 0x80;      // ( … )
constexpr std::uint8_t substitution_mark = 0x40;  // $( … ): what it stands in is in the low bits

// In LexState::flags, beside those of here-documents: the word is an assignment, so a command's name is still to come.
constexpr std::uint8_t flag_assignment = 0x20;
// In LexState::last: `$(` was just read, a second parenthesis makes it arithmetic.
constexpr char opened_substitution = '\x01';
// Where a comment keeps the mode to come back to.
constexpr std::size_t comment_slot = deepest_lexical_nesting - 1;

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

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void push(LexState& state, std::uint8_t entry, LexEvents& events) {
  if (state.depth >= comment_slot) {
    events.trouble("quotes and substitutions are nested too deep");
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

void read_command(LexState& state, char c, char last, bool after_dollar, LexEvents& events) {
  if (state.escape) {
    state.escape = false;
    state.last = 'x';
    if (c == '\n') {
      end_word(state, events);
      return;
    }
    in_word(state, c, events);
    state.form = other_word;
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
  const bool word_or_not = (state.edges & edge_separate) != 0 && state.edges != edge_separate;
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
      if (last == '<' && (state.edges & edge_hole) == 0) {
        here_document::expect(state, events);
        return;
      }
      [[fallthrough]];
    case '>': {
      // `8080>file` is not the word 8080 but file descriptor 8080.
      if ((state.edges & edge_hole) != 0)
        events.trouble("a redirection directly behind a value; put a blank between them");
      const std::uint8_t mode = state.mode;
      end_word(state, events);
      // A redirection in front of a command's name leaves it to come.
      state.mode = mode;
      return;
    }
    case '#':
      if (word_or_not) events.trouble("a `#` that begins a word in one branch and stands inside one in another");
      if (state.edges == edge_separate && state.form != after_assign) {
        state.nest[comment_slot] = state.mode;
        state.mode = comment;
        return;
      }
      in_word(state, c, events);
      return;
    case '\'':
    case '"':
    case '`':
      in_word(state, 'x', events);
      state.form = state.form == after_assign ? after_assign : other_word;
      state.word = unknown_word;
      push(state, state.mode, events);
      state.mode = c == '\'' ? single_quoted : c == '"' ? double_quoted : backquoted;
      return;
    case '\\':
      state.escape = true;
      return;
    default:
      in_word(state, c, events);
      return;
  }
}

void leave_quotes(LexState& state) {
  state.mode = state.depth == 0 ? static_cast<std::uint8_t>(argument) : pop(state);
  state.edges = edge_word;
}

void read_byte(LexState& state, char c, LexEvents& events) {
  const char last = state.last;
  state.last = c;
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
