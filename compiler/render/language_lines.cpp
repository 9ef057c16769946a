// Languages of plain lines: crontab, dotenv, and text without a syntax of its own (.dockerignore, lists).
#include "render/language.h"

namespace stackc::render {
namespace {

enum Mode : std::uint8_t { line_start, comment, first_field, later_field, value, single_quoted, double_quoted };

void begin_line(LexState& state, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) events.settle(After::separate);
  state.mode = line_start;
  state.edges = edge_separate;
}

void glue(LexState& state, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  state.edges = edge_word;
}

Spot line_hole(LexState& state, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  Spot spot;
  spot.place = state.mode;
  spot.glued = state.mode == comment || state.mode == single_quoted || state.mode == double_quoted ||
               state.edges != edge_separate;
  if (state.mode == line_start) state.mode = first_field;
  state.edges = edge_hole;
  state.last = 'x';
  return spot;
}

bool line_statement(const LexState& state) { return state.mode == line_start && state.edges == edge_separate; }

void line_widen(LexState& a, LexState& b) { a.last = b.last = a.last == b.last ? a.last : 'x'; }

// ---- crontab: five fields (and a user), then a command; or NAME=value ----

constexpr CharSet command_safe = CharSet::of("A-Za-z0-9_./:@+,=-");
constexpr Place crontab_places[] = {
    {"the time of a job", Writing::bare, false, CharSet::of("0-9A-Za-z_*,/ -"), CharSet::of("0-9A-Za-z_*")},
    {"a comment", Writing::bare, false, printable, printable},
    {"a job's time, user or command", Writing::bare, false, command_safe, command_safe},
    {"a job's command", Writing::bare, false, command_safe, command_safe},
    {"a variable's value", Writing::bare, false, command_safe | CharSet::of("%"), command_safe},
};

void crontab_text(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text) {
    if (c == '\n') {
      begin_line(state, events);
      state.index = 0;
    } else if (state.mode == comment) {
      continue;
    } else if (c == ' ' || c == '\t') {
      if ((state.edges & edge_hole) != 0) events.settle(After::separate);
      state.edges = edge_separate;
      // The times end with the fifth field or with a word that a slash begins; one hole may be all five.
      if (state.mode == first_field && ++state.index >= 5) state.mode = later_field;
    } else if (state.mode == line_start) {
      state.mode = c == '#' ? comment : first_field;
      state.edges = edge_word;
    } else {
      const bool begins_word = state.edges == edge_separate;
      glue(state, events);
      if (state.mode == first_field) {
        if (c == '=') {
          state.mode = value;
          state.edges = edge_separate;
        } else if (c == '/' && begins_word) {
          state.mode = later_field;
        }
      }
    }
    state.last = c;
  }
}

// ---- dotenv, as compose reads it ----

constexpr CharSet dotenv_quoted = plain_word | CharSet::of(" *?&~#;[]");
constexpr Place dotenv_places[] = {
    {"a variable's name", Writing::bare, false, CharSet::of("A-Za-z0-9_"), CharSet::of("A-Za-z_")},
    {"a comment", Writing::bare, false, printable, printable},
    {"a variable's name", Writing::bare, false, CharSet::of("A-Za-z0-9_"), CharSet::of("A-Za-z0-9_")},
    {"a variable's name", Writing::bare, false, CharSet::of("A-Za-z0-9_"), CharSet::of("A-Za-z0-9_")},
    {"a variable's value", Writing::dotenv_value, true, plain_word, plain_word},
    {"a single-quoted string", Writing::bare, false, dotenv_quoted, dotenv_quoted},
    {"a double-quoted string", Writing::bare, false, dotenv_quoted, dotenv_quoted},
};

void dotenv_text(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text) {
    if (state.mode == single_quoted || state.mode == double_quoted) {
      if (c == '\n') events.spans_lines();
      if (state.escape)
        state.escape = false;
      else if (c == '\\')
        state.escape = true;
      else if (c == (state.mode == single_quoted ? '\'' : '"')) {
        state.mode = value;
        state.edges = edge_word;
      }
    } else if (c == '\n') {
      begin_line(state, events);
    } else if (state.mode == comment) {
      continue;
    } else if (state.mode == line_start) {
      state.mode = c == '#' ? comment : c == ' ' || c == '\t' ? line_start : first_field;
      state.edges = state.mode == first_field ? edge_word : edge_separate;
    } else if (state.mode == first_field) {
      if (c == '=') {
        if ((state.edges & edge_hole) != 0) events.settle(After::separate);
        state.mode = value;
        state.edges = edge_separate;
      } else {
        glue(state, events);
      }
    } else if (state.edges == edge_separate && (c == '\'' || c == '"')) {
      state.mode = c == '\'' ? single_quoted : double_quoted;
    } else {
      // Blanks inside an unquoted value belong to it; after a hole they would be glued to its quotes.
      glue(state, events);
    }
    state.last = c;
  }
}

// ---- plain ----

constexpr CharSet plain_safe = printable - CharSet::of(" ");
constexpr Place plain_places[] = {
    {"a line", Writing::bare, false, plain_safe | CharSet::of(" "), plain_safe - CharSet::of("#!")},
    {"a comment", Writing::bare, false, printable, printable},
    {"a line", Writing::bare, false, plain_safe | CharSet::of(" "), plain_safe},
    {"a line", Writing::bare, false, plain_safe | CharSet::of(" "), plain_safe},
};

void plain_text(LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text) {
    if (c == '\n') {
      begin_line(state, events);
    } else if (state.mode == comment) {
      continue;
    } else if (state.mode == line_start) {
      state.mode = c == '#' ? comment : first_field;
      state.edges = edge_word;
    } else if (c == ' ') {
      if ((state.edges & edge_hole) != 0) events.settle(After::separate);
      state.edges = edge_separate;
    } else {
      glue(state, events);
    }
    state.last = c;
  }
}

constexpr LexState lines_start = {.mode = line_start};

}  // namespace

constexpr Language crontab_language = {.name = "crontab",
                                       .places = crontab_places,
                                       .start = lines_start,
                                       .text = crontab_text,
                                       .hole = line_hole,
                                       .at_statement = line_statement,
                                       .widen = line_widen};
constexpr Language dotenv_language = {.name = "dotenv",
                                      .places = dotenv_places,
                                      .start = lines_start,
                                      .text = dotenv_text,
                                      .hole = line_hole,
                                      .at_statement = line_statement,
                                      .widen = line_widen};
constexpr Language plain_language = {.name = "plain",
                                     .places = plain_places,
                                     .durations = DurationStyle::units,
                                     .sizes = SizeStyle::units,
                                     .start = lines_start,
                                     .text = plain_text,
                                     .hole = line_hole,
                                     .at_statement = line_statement,
                                     .widen = line_widen};

}  // namespace stackc::render
