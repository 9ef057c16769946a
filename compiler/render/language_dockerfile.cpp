// Dockerfiles: instructions of several syntaxes (pairs, words, a shell's text, JSON), joined lines, here-documents.
#include "render/here_document.h"
#include "render/language.h"

namespace stackc::render {
namespace {

enum Mode : std::uint8_t {
  line_start,
  instruction,  ///< the first word
  words,        ///< FROM, COPY, USER …
  pairs,        ///< ENV, LABEL, ARG: behind the instruction or a blank
  pair_value,   ///< behind NAME=
  comment,
  double_quoted,  ///< in a pair
  single_quoted,
  command_start,  ///< CMD, ENTRYPOINT …: JSON if a bracket follows
  body,           ///< a shell's text
  json,           ///< between the brackets
  json_string,
  here_text,
};

enum Class : std::uint8_t { no_class, pair_class, body_class, exec_class, health_class, word_class };

constexpr std::uint8_t flag_joined = 0x10;       // a line that goes on the one before; comments may stand between
constexpr std::uint8_t flag_line_begins = 0x20;  // nothing but blanks on this joined line so far

constexpr CharSet bare = plain_word;
constexpr CharSet bare_first = CharSet::of("A-Za-z0-9_./:@%+,=-");
constexpr CharSet pair_quoted = printable - CharSet::of("\"'\\$");
constexpr Place places[] = {
    {"the name of an instruction", Writing::bare, false, CharSet{}, CharSet{}},
    {"the name of an instruction", Writing::bare, false, CharSet{}, CharSet{}},
    {"an argument of an instruction", Writing::bare, false, bare, bare_first},
    {"the name of a variable or label", Writing::bare, false, CharSet::of("A-Za-z0-9_.-"), CharSet::of("A-Za-z_")},
    {"a value of ENV, ARG or LABEL", Writing::dockerfile_value, true, bare, bare_first},
    {"a comment", Writing::bare, false, printable - CharSet::of("\\"), printable - CharSet::of("\\")},
    {"a double-quoted string", Writing::bare, false, pair_quoted, pair_quoted},
    {"a single-quoted string", Writing::bare, false, pair_quoted, pair_quoted},
    {"a command in shell form", Writing::bare, false, bare, bare_first},
    {"the body of RUN or of a command in shell form", Writing::bare, false, bare, bare},
    {"an argument in exec form", Writing::json_text, true, CharSet{}, CharSet{}},
    {"a JSON string", Writing::bare, false, printable - CharSet::of("\"\\"), printable - CharSet::of("\"\\")},
    {"a here-document", Writing::bare, false, bare, bare},
};

Class classify(std::uint32_t word) {
  switch (word) {
    case word_hash("ENV"):
    case word_hash("LABEL"):
    case word_hash("ARG"):
      return pair_class;
    case word_hash("RUN"):
      return body_class;
    case word_hash("CMD"):
    case word_hash("ENTRYPOINT"):
    case word_hash("SHELL"):
      return exec_class;
    case word_hash("HEALTHCHECK"):
      return health_class;
    case word_hash("FROM"):
    case word_hash("COPY"):
    case word_hash("ADD"):
    case word_hash("USER"):
    case word_hash("EXPOSE"):
    case word_hash("WORKDIR"):
    case word_hash("VOLUME"):
    case word_hash("STOPSIGNAL"):
      return word_class;
    default:
      return no_class;
  }
}

void begin_line(LexState& state) {
  state.mode = line_start;
  state.form = no_class;
  state.edges = edge_separate;
  state.word = empty_hash;
  state.flags &= static_cast<std::uint8_t>(~(flag_joined | flag_line_begins));
}

void separate(LexState& state, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) events.settle(After::separate);
  state.edges = edge_separate;
}
void glue(LexState& state, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  state.edges = edge_word;
}

void end_of_line(LexState& state, LexEvents& events) {
  separate(state, events);
  if (state.mode == double_quoted || state.mode == single_quoted || state.mode == json || state.mode == json_string) {
    events.trouble("a string or list is not closed on its line");
  }
  if ((state.flags & here_document::body_follows) != 0)
    here_document::begin_body(state, here_text);
  else
    begin_line(state);
}

/// A blank or the end of the line after the first word of an instruction.
void end_instruction(LexState& state, LexEvents& events) {
  state.form = classify(state.word);
  switch (state.form) {
    case pair_class:
      state.mode = pairs;
      break;
    case body_class:
    case exec_class:
      state.mode = command_start;
      break;
    case health_class:
    case word_class:
      state.mode = words;
      break;
    default:
      events.trouble("an instruction that Dockerfiles do not have (they are written in capitals here)");
      state.mode = words;
  }
  state.edges = edge_separate;
  state.word = empty_hash;
}

void read_word(LexState& state, char c, char last, LexEvents& events) {
  if ((state.flags & here_document::expects_word) != 0 && here_document::read_word(state, c, last, events)) return;
  if (c == '<' && last == '<') here_document::expect(state, events);  // COPY <<EOF
  if (c == ' ' || c == '\t') {
    separate(state, events);
    if (state.form == health_class && state.word == word_hash("CMD")) state.mode = command_start;
    state.word = empty_hash;
    return;
  }
  if ((state.edges & edge_hole) != 0) state.word = unknown_word;
  glue(state, events);
  if (state.word != unknown_word) state.word = add_to_hash(state.word, c);
}

void read_pair(LexState& state, char c, LexEvents& events) {
  if (c == ' ' || c == '\t') {
    separate(state, events);
    state.mode = pairs;
  } else if (state.mode == pairs && c == '=') {
    separate(state, events);
    state.mode = pair_value;
  } else if (c == '"' || c == '\'') {
    if ((state.edges & (edge_hole | edge_word)) != 0 && state.mode == pairs) events.trouble("a quote in a name");
    glue(state, events);
    state.nest[0] = state.mode;
    state.mode = c == '"' ? double_quoted : single_quoted;
  } else {
    glue(state, events);
  }
}

void read_body(LexState& state, char c, char last, LexEvents& events) {
  if ((state.flags & here_document::expects_word) != 0 && here_document::read_word(state, c, last, events)) return;
  glue(state, events);
  // `<<` followed by a word; `<<<` and arithmetic shifts have no place in a RUN.
  if (c == '<' && last == '<') here_document::expect(state, events);
}

void read_json(LexState& state, char c, LexEvents& events) {
  switch (c) {
    case ' ':
    case '\t':
      return;  // whether a hole before it is whole is told by what follows
    case ',':
    case '[':
      separate(state, events);
      return;
    case ']':
      separate(state, events);
      state.mode = words;
      state.form = word_class;
      state.edges = edge_word;
      return;
    case '"':
      glue(state, events);
      state.mode = json_string;
      return;
    default:
      glue(state, events);
      events.trouble("an exec form holds strings only");
  }
}

/// Joined lines, comments and ends of lines; true if the byte was used up.
bool read_line_structure(LexState& state, char c, LexEvents& events) {
  if (state.mode == comment) {
    if (c != '\n') return true;
    state.mode = state.nest[1];
    state.nest[1] = 0;
    if ((state.flags & flag_joined) != 0) state.flags |= flag_line_begins;
    if (state.mode == line_start) begin_line(state);
    return true;
  }
  if (state.escape) {
    if (c == ' ' || c == '\t') return true;
    state.escape = false;
    if (c == '\n') {
      if (state.mode == words) read_word(state, ' ', 'x', events);
      if (state.mode == pairs || state.mode == pair_value) read_pair(state, ' ', events);
      state.flags |= flag_joined | flag_line_begins;
      events.spans_lines();
      return true;
    }
    state.last = 'x';
    glue(state, events);
    return true;
  }
  if (c == '\\' && state.mode != json_string && state.mode != single_quoted) {
    state.escape = true;
    return true;
  }
  if ((state.flags & flag_line_begins) != 0) {
    if (c == '#') {
      state.nest[1] = state.mode;
      state.mode = comment;
      state.flags &= static_cast<std::uint8_t>(~flag_line_begins);
      return true;
    }
    if (c == '\n') return true;
    if (c != ' ' && c != '\t') state.flags &= static_cast<std::uint8_t>(~flag_line_begins);
  }
  return false;
}

void read_byte(LexState& state, char c, LexEvents& events) {
  const char last = state.last;
  state.last = c;
  if (state.mode == here_text) {
    if (here_document::read_body(state, c, events)) begin_line(state);
    return;
  }
  if (read_line_structure(state, c, events)) return;
  if (c == '\n') {
    if ((state.flags & here_document::expects_word) != 0) here_document::read_word(state, c, last, events);
    if (state.mode == instruction) end_instruction(state, events);
    end_of_line(state, events);
    return;
  }
  switch (state.mode) {
    case line_start:
      if (c == ' ' || c == '\t') return;
      if (c == '#') {
        state.nest[1] = line_start;
        state.mode = comment;
        return;
      }
      state.mode = instruction;
      [[fallthrough]];
    case instruction:
      if (c == ' ' || c == '\t') {
        end_instruction(state, events);
      } else {
        glue(state, events);
        if (state.word != unknown_word) state.word = add_to_hash(state.word, c);
      }
      return;
    case words:
      read_word(state, c, last, events);
      return;
    case pairs:
    case pair_value:
      read_pair(state, c, events);
      return;
    case double_quoted:
    case single_quoted:
      if (c == (state.mode == double_quoted ? '"' : '\'')) {
        state.mode = state.nest[0];
        state.nest[0] = 0;
        state.edges = edge_word;
      }
      return;
    case command_start:
      if (c == ' ' || c == '\t') return;
      if (c == '[') {
        separate(state, events);
        state.mode = state.form == body_class ? body : json;
        return;
      }
      state.mode = body;
      [[fallthrough]];
    case body:
      read_body(state, c, last, events);
      return;
    case json:
      read_json(state, c, events);
      return;
    case json_string:
      if (last == '\\' && (state.flags & 0x40) == 0) {
        state.flags |= 0x40;  // this byte was escaped: it escapes nothing itself
        return;
      }
      state.flags &= static_cast<std::uint8_t>(~0x40U);
      if (c == '"') {
        state.mode = json;
        state.edges = edge_word;
      }
      return;
    default:
      return;
  }
}

void dockerfile_text(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text)
    read_byte(state, c, events);
}

Spot dockerfile_hole(LexState& state, LexEvents& events) {
  Spot spot;
  if (state.escape) spot.refusal = "after a backslash";
  if ((state.flags & here_document::expects_word) != 0) spot.refusal = "as the end word of a here-document";
  if (state.last == '$') spot.refusal = "after a `$`";
  state.escape = false;
  state.flags &= static_cast<std::uint8_t>(~flag_line_begins);
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  if (state.mode == command_start) state.mode = body;
  if (state.mode == comment) {
    spot.place = comment;
    spot.glued = true;
    state.last = 'x';
    return spot;
  }
  spot.place = state.mode;
  switch (state.mode) {
    case words:
    case pairs:
    case pair_value:
    case json:
      spot.glued = state.edges != edge_separate;
      break;
    case here_text:
      spot.glued = true;
      spot.refusal = here_document::refusal(state);
      break;
    default:
      spot.glued = true;
  }
  state.edges = edge_hole;
  state.word = unknown_word;
  state.last = 'x';
  return spot;
}

bool dockerfile_statement(const LexState& state) { return state.mode == line_start && !state.escape; }

void dockerfile_widen(LexState& a, LexState& b) {
  if (a.mode == here_text) return;
  if (a.word != b.word) a.word = b.word = unknown_word;
  if (a.last != b.last && a.mode != json_string) a.last = b.last = a.last == '\n' || b.last == '\n' ? '\n' : 'x';
  if (a.mode == b.mode && a.mode == body) {
    a.flags &= static_cast<std::uint8_t>(~flag_joined);
    b.flags &= static_cast<std::uint8_t>(~flag_joined);
  }
}

}  // namespace

constexpr Language dockerfile_language = {.name = "dockerfile",
                                          .places = places,
                                          .durations = DurationStyle::go_units,
                                          .sizes = SizeStyle::bytes,
                                          .start = {.mode = line_start, .word = empty_hash},
                                          .text = dockerfile_text,
                                          .hole = dockerfile_hole,
                                          .at_statement = dockerfile_statement,
                                          .widen = dockerfile_widen};

}  // namespace stackc::render
