// Markdown: prose, tables, code spans, fenced code (mermaid among it), HTML comments.
#include "render/language.h"

namespace stackc::render {
namespace {

enum Mode : std::uint8_t { prose, code_span, fence_head, fence, html_comment };

// LexState::body counts the backquotes that opened what we are in, column those in a row just now,
// index the bytes of this line that may still begin a fence, flags: bit 1, the fence is a diagram.
constexpr std::uint8_t flag_diagram = 1;
constexpr std::uint8_t flag_text_on_line = 2;

constexpr CharSet prose_safe = CharSet::of("A-Za-z0-9_./:@%+,=?#&-");
constexpr CharSet prose_first = CharSet::of("A-Za-z0-9./:@%,=");
constexpr CharSet code_safe = printable - CharSet::of("`|");
constexpr CharSet diagram_safe = CharSet::of("A-Za-z0-9_./:*@+~-");
constexpr Place places[] = {
    {"prose", Writing::markdown_prose, true, prose_safe, prose_first},
    {"a code span", Writing::bare, false, code_safe, code_safe},
    {"the head of a code block", Writing::bare, false, CharSet{}, CharSet{}},
    {"a code block", Writing::bare, false, printable - CharSet::of("`~"), printable - CharSet::of("`~")},
    {"an HTML comment", Writing::bare, false, printable - CharSet::of("<>"), printable - CharSet::of("<>-")},
    {"a diagram", Writing::bare, false, diagram_safe, diagram_safe},
};
constexpr std::uint8_t diagram_place = 5;

void new_line(LexState& state) {
  state.flags &= static_cast<std::uint8_t>(~flag_text_on_line);
  state.column = 0;
}

/// A run of backquotes has ended before `c`.
void end_run(LexState& state, char c, LexEvents& events) {
  const std::int16_t run = state.column;
  state.column = 0;
  const bool starts_line = (state.flags & flag_text_on_line) == 0;
  if (state.mode == prose) {
    if (run >= 3 && starts_line) {
      state.mode = fence_head;
      state.body = run;
      state.word = empty_hash;
    } else {
      if (run >= 3) events.trouble("three backquotes that do not begin a line");
      state.mode = code_span;
      state.body = run;
      state.flags |= flag_text_on_line;
    }
  } else if (state.mode == code_span) {
    if (run == state.body) {
      state.mode = prose;
      state.body = 0;
    }
  } else if (state.mode == fence && starts_line && run >= state.body && c == '\n') {
    state.mode = prose;
    state.body = 0;
    state.flags = 0;
    state.edges = edge_separate;
  } else {
    state.flags |= flag_text_on_line;
  }
}

void read_byte(LexState& state, char c, LexEvents& events) {
  const char last = state.last;
  state.last = c;
  if (state.escape) {
    state.escape = false;
    state.edges = edge_word;
    if (c != '\n') return;
  }
  if (c == '`' && state.mode != html_comment && state.mode != fence_head) {
    if ((state.edges & edge_hole) != 0) events.settle(After::glued);
    state.edges = edge_word;
    ++state.column;
    return;
  }
  if (state.column > 0 && state.mode != html_comment && state.mode != fence_head) end_run(state, c, events);
  const bool blank = c == ' ' || c == '\n' || c == '\t';
  switch (state.mode) {
    case prose:
      if ((state.edges & edge_hole) != 0) {
        // Marks that end a sentence, a cell or emphasis do not join what stands before them.
        const bool ends = blank || c == ',' || c == '.' || c == ';' || c == ':' || c == ')' || c == '|' || c == '*' ||
                          c == '!' || c == '?';
        events.settle(ends ? After::separate : After::glued);
      }
      state.edges = blank || c == '(' || c == '|' || c == '*' || c == '"' ? edge_separate : edge_word;
      if (c == '\\') state.escape = true;
      if (c == '-' && last == '-' && state.body == 3) {
        state.mode = html_comment;
        state.body = 0;
        return;
      }
      // <!-- counted in body: 1 after <, 2 after !, 3 after the first dash
      if (c == '<')
        state.body = 1;
      else if (c == '!' && state.body == 1)
        state.body = 2;
      else if (c == '-' && state.body == 2)
        state.body = 3;
      else
        state.body = 0;
      break;
    case html_comment:
      if ((state.edges & edge_hole) != 0) events.settle(After::glued);
      state.edges = edge_word;
      if (c == '-')
        ++state.column;
      else if (c == '>' && state.column >= 2) {
        state.mode = prose;
        state.column = 0;
        state.edges = edge_separate;
      } else {
        state.column = 0;
      }
      if (c == '\n') state.flags &= static_cast<std::uint8_t>(~flag_text_on_line);
      return;
    case fence_head:
      if (c == '\n') {
        state.mode = fence;
        if (state.word == word_hash("mermaid")) state.flags |= flag_diagram;
        state.edges = edge_separate;
        state.word = empty_hash;
      } else {
        state.word = add_to_hash(state.word, c);
      }
      break;
    default:
      if ((state.edges & edge_hole) != 0) events.settle(blank ? After::separate : After::glued);
      state.edges = edge_word;
      break;
  }
  if (c == '\n') {
    if (state.mode == fence) events.spans_lines();
    new_line(state);
  } else if (c != ' ') {
    state.flags |= flag_text_on_line;
  }
}

void markdown_text(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text)
    read_byte(state, c, events);
}

Spot markdown_hole(LexState& state, LexEvents& events) {
  Spot spot;
  if (state.escape) spot.refusal = "after a backslash";
  state.escape = false;
  if (state.column > 0 && state.mode != html_comment) end_run(state, 'x', events);
  spot.place = state.mode == fence && (state.flags & flag_diagram) != 0 ? diagram_place : state.mode;
  spot.glued = state.mode != prose || state.edges != edge_separate;
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  state.edges = edge_hole;
  state.flags |= flag_text_on_line;
  state.last = 'x';
  if (state.mode == prose) state.body = 0;
  return spot;
}

bool markdown_statement(const LexState& state) { return state.mode == prose && (state.edges & edge_hole) == 0; }

void markdown_widen(LexState& a, LexState& b) {
  if (a.last != b.last) a.last = b.last = a.last == '\n' || b.last == '\n' ? '\n' : 'x';
  if (a.mode == prose && b.mode == prose) {
    const auto text = static_cast<std::uint8_t>((a.flags | b.flags) & flag_text_on_line);
    a.flags |= text;
    b.flags |= text;
    if (a.body != b.body) a.body = b.body = 0;
  }
}

}  // namespace

constexpr Language markdown_language = {.name = "markdown",
                                        .places = places,
                                        .durations = DurationStyle::people,
                                        .sizes = SizeStyle::people,
                                        .start = {.mode = prose, .word = empty_hash},
                                        .text = markdown_text,
                                        .hole = markdown_hole,
                                        .at_statement = markdown_statement,
                                        .widen = markdown_widen};

}  // namespace stackc::render
