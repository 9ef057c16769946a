// nginx, Apache and HAProxy: directives of words, separated by blanks, with quotes. One lexer over a table.
#include "render/language.h"

namespace stackc::render {
namespace {

// `statement`: nothing of a directive yet; `name`: in its first word.
enum Mode : std::uint8_t { statement, argument, comment, double_quoted, single_quoted, name };
constexpr std::uint8_t first_class_place = 6;  // behind the places of Mode

/// What distinguishes these languages lexically.
struct WordRules {
  CharSet blank;          ///< Separates words.
  CharSet ends;           ///< Ends a directive.
  CharSet closes;         ///< Separates words without being one: `>` of an Apache section.
  bool comment_anywhere;  ///< `#` begins a comment at the start of any word, not only of a line.
  bool braces;            ///< `{` and `}` are blocks.
  bool continues;         ///< A backslash at a line's end joins the next line, even in a comment.
  CharSet escapes_in;     ///< `w` in words, `d` in double, `s` in single quotes.
  /// Class of the arguments that follow, from the directive so far.
  std::uint8_t (*classify)(std::uint8_t form, std::uint8_t index, std::uint32_t word);
};

void begin_statement(LexState& state) {
  state.mode = statement;
  state.edges = edge_separate;
  state.form = 0;
  state.index = 0;
  state.word = empty_hash;
}

void end_word(const WordRules& rules, LexState& state, LexEvents& events) {
  if ((state.edges & edge_hole) != 0) events.settle(After::separate);
  if ((state.edges & (edge_word | edge_hole)) != 0) {
    if (rules.classify != nullptr) state.form = rules.classify(state.form, state.index, state.word);
    if (state.index < 255) ++state.index;
    state.mode = argument;
  }
  state.edges = edge_separate;
  state.word = empty_hash;
}

/// A byte or hole of a word comes.
void in_word(LexState& state) {
  if (state.mode == statement) state.mode = name;
}

/// A byte of a comment.
void read_comment(const WordRules& rules, LexState& state, char c, char last) {
  if (c != '\n' || (rules.continues && last == '\\')) return;
  if (rules.braces) {
    state.mode = state.nest[0];
    state.edges = edge_separate;
  } else {
    begin_statement(state);
  }
}

/// A byte inside quotes.
void read_quoted(const WordRules& rules, LexState& state, char c, LexEvents& events) {
  if (c == '\n') {
    events.spans_lines();
    // nginx reads on; the others end the directive, quote or not.
    if (!rules.braces && !(state.escape && rules.continues)) {
      events.trouble("a string is not closed on its line");
      state.escape = false;
      begin_statement(state);
      return;
    }
  }
  if (state.escape) {
    state.escape = false;
  } else if (c == '\\' && rules.escapes_in.has(state.mode == double_quoted ? 'd' : 's')) {
    state.escape = true;
  } else if (c == (state.mode == double_quoted ? '"' : '\'')) {
    state.mode = state.nest[0];
    state.edges = edge_word;
    state.word = unknown_word;
  }
}

/// A byte behind a backslash in a word; true if it is used up.
bool read_escaped(const WordRules& rules, LexState& state, char c, LexEvents& events) {
  state.escape = false;
  if (c == '\n' && !rules.braces) {
    if (!rules.continues) return false;
    end_word(rules, state, events);
    events.spans_lines();
    return true;
  }
  if (!rules.escapes_in.has('w')) return false;
  in_word(state);
  state.edges = edge_word;
  return true;
}

void end_directive(const WordRules& rules, LexState& state, char c, LexEvents& events) {
  end_word(rules, state, events);
  if (rules.braces && c == '{') ++state.braces;
  if (rules.braces && c == '}') {
    if (state.braces == 0)
      events.trouble("`}` closes nothing that is open");
    else
      --state.braces;
  }
  begin_statement(state);
}

/// A byte outside quotes and comments.
void read_word(const WordRules& rules, LexState& state, char c, char last, LexEvents& events) {
  const bool word_or_not = (state.edges & edge_separate) != 0 && state.edges != edge_separate;
  if (word_or_not && (c == '"' || c == '\'' || c == '#')) {
    events.trouble("a quote or `#` that begins a word in one branch and stands inside one in another");
  }
  const bool variable = c == '{' && last == '$';
  if (rules.ends.has(c) && !variable) {
    end_directive(rules, state, c, events);
  } else if (rules.blank.has(c) || rules.closes.has(c)) {
    end_word(rules, state, events);
  } else if (c == '#' && state.edges == edge_separate && (rules.comment_anywhere || state.mode == statement)) {
    state.nest[0] = state.mode;
    state.mode = comment;
  } else if ((c == '"' || c == '\'') && ((state.edges & edge_word) == 0 || rules.escapes_in.has('q'))) {
    if ((state.edges & edge_hole) != 0) events.settle(After::glued);
    in_word(state);
    state.nest[0] = state.mode;
    state.mode = c == '"' ? double_quoted : single_quoted;
    state.edges = edge_separate;
  } else {
    if ((state.edges & edge_hole) != 0) {
      events.settle(After::glued);
      state.word = unknown_word;
    }
    if (c == '\\' && (rules.escapes_in.has('w') || rules.continues)) state.escape = true;
    in_word(state);
    state.edges = edge_word;
    if (state.word != unknown_word) state.word = add_to_hash(state.word, c);
  }
}

void read_words(const WordRules& rules, LexState& state, std::string_view text, LexEvents& events) {
  for (const char c : text) {
    const char last = state.last;
    state.last = c;
    if (state.mode == comment) {
      read_comment(rules, state, c, last);
    } else if (state.mode == double_quoted || state.mode == single_quoted) {
      read_quoted(rules, state, c, events);
    } else if (!state.escape || !read_escaped(rules, state, c, events)) {
      read_word(rules, state, c, last, events);
    }
  }
}

/// Places stand in the order of Mode; the classes of arguments follow behind.
Spot word_hole(LexState& state, LexEvents& events, std::uint8_t class_count) {
  Spot spot;
  if (state.escape) spot.refusal = "after a backslash";
  state.escape = false;
  state.last = 'x';
  spot.place = state.mode;
  if (state.mode == comment || state.mode == double_quoted || state.mode == single_quoted) {
    spot.glued = true;
    return spot;
  }
  if ((state.edges & edge_hole) != 0) events.settle(After::glued);
  spot.glued = state.edges != edge_separate;
  if (state.mode == argument && state.form < class_count)
    spot.place = static_cast<std::uint8_t>(first_class_place + state.form);
  in_word(state);
  state.edges = edge_hole;
  state.word = unknown_word;
  return spot;
}

bool word_statement(const LexState& state) { return state.mode == statement && state.edges == edge_separate; }

void widen_word(LexState& a, LexState& b, std::uint8_t unknown_class) {
  if (a.word != b.word) a.word = b.word = unknown_word;
  if (a.last != b.last) a.last = b.last = a.last == '\n' || b.last == '\n' ? '\n' : 'x';
  // `server_name{% for … %} {{ name }}{% endfor %}`: the directive's name may not have ended yet.
  for (LexState* state : {&a, &b}) {
    const LexState& other = state == &a ? b : a;
    if (state->mode != name || other.mode != argument) continue;
    state->mode = argument;
    state->form = unknown_class;
    state->index = 255;
  }
  if (a.mode == argument && b.mode == argument) {
    if (a.form != b.form) a.form = b.form = unknown_class;
    if (a.index != b.index) a.index = b.index = 255;
  }
  if (a.nest[0] != b.nest[0] && a.mode != comment && a.mode != double_quoted && a.mode != single_quoted)
    a.nest[0] = b.nest[0] = 0;
}

// ---- nginx ----

constexpr CharSet nginx_safe = CharSet::of("A-Za-z0-9_./:@%+,=*?&~^#[]-");
constexpr CharSet nginx_first = CharSet::of("A-Za-z0-9_./:@%+,=*[-");
constexpr CharSet quoted_safe = printable - CharSet::of("\"'\\$%");
constexpr WordRules nginx_rules = {
    CharSet::of(" \t\r\n"), CharSet::of(";{}"), {}, true, true, false, CharSet::of("wds"), nullptr};
constexpr Place nginx_argument = {"an argument", Writing::nginx_word, true, nginx_safe, nginx_first};
constexpr Place nginx_places[] = {
    {"the name of a directive", Writing::bare, false, nginx_safe, nginx_first},
    nginx_argument,
    {"a comment", Writing::bare, false, printable, printable},
    {"a double-quoted string", Writing::bare, false, quoted_safe | CharSet::of("%"), quoted_safe},
    {"a single-quoted string", Writing::bare, false, quoted_safe | CharSet::of("%"), quoted_safe},
    {"the name of a directive", Writing::bare, false, nginx_safe, nginx_first},
    nginx_argument,
};
void nginx_text(LexState& state, std::string_view text, LexEvents& events) {
  read_words(nginx_rules, state, text, events);
}
Spot nginx_hole(LexState& state, LexEvents& events) { return word_hole(state, events, 1); }
void nginx_widen(LexState& a, LexState& b) { widen_word(a, b, 0); }

// ---- HAProxy ----

// Classes of arguments, see end_word(): what the words so far make of the next one.
enum HaproxyClass : std::uint8_t { haproxy_unknown_class, haproxy_plain, haproxy_logformat, haproxy_rule, haproxy_set };

std::uint8_t haproxy_classify(std::uint8_t form, std::uint8_t index, std::uint32_t word) {
  if (index == 0) {
    switch (word) {
      case word_hash("log-format"):
      case word_hash("log-format-sd"):
      case word_hash("unique-id-format"):
        return haproxy_logformat;
      case word_hash("http-request"):
      case word_hash("http-response"):
      case word_hash("http-after-response"):
        return haproxy_rule;
      case word_hash("acl"):
      case word_hash("bind"):
      case word_hash("server"):
      case word_hash("stats"):
      case word_hash("user"):
      case word_hash("group"):
      case word_hash("userlist"):
      case word_hash("frontend"):
      case word_hash("backend"):
      case word_hash("listen"):
      case word_hash("log"):
      case word_hash("description"):
      case word_hash("errorfile"):
      case word_hash("default_backend"):
        return haproxy_plain;
      default:
        return haproxy_unknown_class;
    }
  }
  if (form == haproxy_rule) {
    if (index == 1 && (word == word_hash("set-header") || word == word_hash("add-header"))) return haproxy_set;
    return haproxy_unknown_class;
  }
  if (form == haproxy_set) return index == 2 ? haproxy_logformat : haproxy_unknown_class;
  if (form == haproxy_logformat) return haproxy_unknown_class;  // a condition may follow
  return form;
}

constexpr CharSet haproxy_safe = CharSet::of("A-Za-z0-9_./:@+,=*?&~[]-");
constexpr CharSet haproxy_first = CharSet::of("A-Za-z0-9_./:@+,=*[-");
constexpr WordRules haproxy_rules = {CharSet::of(" \t\r"), CharSet::of("\n"), {}, true, false, false,
                                     CharSet::of("wdq"),   haproxy_classify};
constexpr Place haproxy_places[] = {
    {"the name of a directive", Writing::bare, false, haproxy_safe, haproxy_first},
    {"an argument", Writing::haproxy_unknown, true, haproxy_safe, haproxy_first},
    {"a comment", Writing::bare, false, printable, printable},
    {"a double-quoted string", Writing::bare, false, quoted_safe, quoted_safe},
    {"a single-quoted string", Writing::bare, false, quoted_safe, quoted_safe},
    {"the name of a directive", Writing::bare, false, haproxy_safe, haproxy_first},
    {"an argument", Writing::haproxy_unknown, true, haproxy_safe, haproxy_first},
    {"an argument", Writing::haproxy_word, true, haproxy_safe | CharSet::of("%"), haproxy_first},
    {"a log format", Writing::haproxy_format, true, haproxy_safe, haproxy_first},
    {"an action", Writing::bare, false, haproxy_safe, haproxy_first},
    {"the name of a header", Writing::bare, false, haproxy_safe, haproxy_first},
};
void haproxy_text(LexState& state, std::string_view text, LexEvents& events) {
  read_words(haproxy_rules, state, text, events);
}
Spot haproxy_hole(LexState& state, LexEvents& events) { return word_hole(state, events, 5); }
void haproxy_widen(LexState& a, LexState& b) { widen_word(a, b, haproxy_unknown_class); }

// ---- Apache ----

enum ApacheClass : std::uint8_t { apache_plain_class, apache_header };

std::uint8_t apache_classify(std::uint8_t form, std::uint8_t index, std::uint32_t word) {
  if (index != 0) return form;
  return word == word_hash("Header") || word == word_hash("RequestHeader") ? apache_header : apache_plain_class;
}

constexpr CharSet apache_safe = CharSet::of("A-Za-z0-9_./:@+,=*?&~[]-");
constexpr CharSet apache_first = CharSet::of("A-Za-z0-9_./:@+,=*[-");
constexpr WordRules apache_rules = {CharSet::of(" \t\r"), CharSet::of("\n"), CharSet::of(">"), false, false, true,
                                    CharSet::of("ds"),    apache_classify};
constexpr Place apache_places[] = {
    {"the name of a directive", Writing::bare, false, apache_safe, apache_first},
    {"an argument", Writing::apache_word, true, apache_safe, apache_first},
    {"a comment", Writing::bare, false, printable - CharSet::of("\\"), printable - CharSet::of("\\")},
    {"a double-quoted string", Writing::bare, false, quoted_safe, quoted_safe},
    {"a single-quoted string", Writing::bare, false, quoted_safe, quoted_safe},
    {"the name of a directive", Writing::bare, false, apache_safe, apache_first},
    {"an argument", Writing::apache_word, true, apache_safe, apache_first},
    {"a header's value", Writing::apache_format, true, apache_safe, apache_first},
};
void apache_text(LexState& state, std::string_view text, LexEvents& events) {
  read_words(apache_rules, state, text, events);
}
Spot apache_hole(LexState& state, LexEvents& events) { return word_hole(state, events, 2); }
void apache_widen(LexState& a, LexState& b) { widen_word(a, b, apache_plain_class); }

constexpr LexState word_start = {.mode = statement, .word = empty_hash};

}  // namespace

constexpr Language nginx_language = {.name = "nginx",
                                     .places = nginx_places,
                                     .durations = DurationStyle::units,
                                     .sizes = SizeStyle::units,
                                     .start = word_start,
                                     .text = nginx_text,
                                     .hole = nginx_hole,
                                     .at_statement = word_statement,
                                     .widen = nginx_widen};
constexpr Language haproxy_language = {.name = "haproxy",
                                       .places = haproxy_places,
                                       .durations = DurationStyle::units,
                                       .sizes = SizeStyle::bytes,
                                       .start = word_start,
                                       .text = haproxy_text,
                                       .hole = haproxy_hole,
                                       .at_statement = word_statement,
                                       .widen = haproxy_widen};
constexpr Language apache_language = {.name = "apache",
                                      .places = apache_places,
                                      .durations = DurationStyle::seconds,
                                      .sizes = SizeStyle::bytes,
                                      .start = word_start,
                                      .text = apache_text,
                                      .hole = apache_hole,
                                      .at_statement = word_statement,
                                      .widen = apache_widen};

}  // namespace stackc::render
