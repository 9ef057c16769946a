#include "render/here_document.h"

namespace stackc::render::here_document {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
void clear(LexState& state, unsigned bits) { state.flags &= static_cast<std::uint8_t>(~bits); }

}  // namespace

void expect(LexState& state, LexEvents& events) {
  if ((state.flags & (body_follows | expects_word)) != 0) events.trouble("two here-documents on one line");
  state.flags |= expects_word;
  events.scratch.clear();
}

bool read_word(LexState& state, char c, char last, LexEvents& events) {
  if (events.scratch.empty() && c == '-' && last == '<') {
    state.flags |= strips_tabs;
    return true;
  }
  if (events.scratch.empty() && (c == ' ' || c == '\t')) return true;
  if (c == '\'' || c == '"' || c == '\\') return true;
  if (is_word_byte(c)) {
    events.scratch += c;
    return true;
  }
  if (events.scratch.empty()) events.trouble("a here-document whose end word is not a plain name");
  clear(state, expects_word);
  state.flags |= body_follows;
  state.body = static_cast<std::int16_t>(events.intern(events.scratch));
  events.scratch.clear();
  return false;
}

void begin_body(LexState& state, std::uint8_t mode) {
  clear(state, body_follows | line_differs);
  state.mode = mode;
  state.column = 0;
  state.edges = edge_separate;
}

bool read_body(LexState& state, char c, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  state.edges = edge_word;
  const std::string& end = events.interned(static_cast<std::uint32_t>(state.body));
  const auto matched = static_cast<std::size_t>(state.column);
  if (c == '\n') {
    const bool over = (state.flags & line_differs) == 0 && matched == end.size();
    clear(state, line_differs);
    state.column = 0;
    if (!over) {
      events.spans_lines();
      return false;
    }
    clear(state, strips_tabs);
    state.body = 0;
    return true;
  }
  if ((state.flags & line_differs) != 0) return false;
  if (c == '\t' && matched == 0 && (state.flags & strips_tabs) != 0) return false;
  if (matched < end.size() && end[matched] == c) {
    ++state.column;
  } else {
    state.flags |= line_differs;
    state.column = 0;
  }
  return false;
}

std::string_view refusal(const LexState& state) {
  if ((state.flags & line_differs) != 0) return {};
  return "where it could make up the line that ends a here-document; put other text in front of it";
}

}  // namespace stackc::render::here_document
