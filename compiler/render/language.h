// Output languages: how their text is read (a lexer over the template's own text), in which places a hole
// may stand, and what may stand there. One row and one lexer for each; the proofs and encoders read only this.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/charset.h"

namespace stackc::render {

/// How a whole token is written where it is not safe as it stands.
enum class Writing : std::uint8_t {
  bare,              ///< No quoting exists here: what is not safe is refused.
  nginx_word,        ///< `"…"`
  haproxy_word,      ///< `'…'`
  haproxy_format,    ///< the same in an argument that is a log format: `%` doubled
  haproxy_unknown,   ///< the same where it is not known whether it is one: `%` refused
  apache_word,       ///< `"…"`, `%` and `$` refused
  apache_format,     ///< `"…"`, `%` doubled
  sh_word,           ///< `'…'`
  dockerfile_value,  ///< value of ENV, LABEL, ARG: `"…"`
  dotenv_value,      ///< `'…'` as compose reads it
  json_value,        ///< a JSON value
  json_text,         ///< a JSON string, also of numbers
  yaml_value,        ///< a YAML scalar
  compose_value,     ///< the same, `$` doubled
  workflow_value,    ///< the same, `${{` as an expression that gives it
  azure_value,       ///< the same, `$(NAME)` refused
  markdown_prose,    ///< backslashes before punctuation
  markdown_code,     ///< by the filter `code`: a code span
};

/// A place that a hole can stand in, seen from the language.
struct Place {
  std::string_view name;  ///< For messages: `a double-quoted string`.
  Writing writing = Writing::bare;
  bool takes_text = false;  ///< Text may stand here as a whole token.
  CharSet safe;             ///< What may stand here unquoted, also glued to other text.
  CharSet safe_first;       ///< What may begin a token here.
};

/// What the text in front of a point may have left behind there. Several at once after an `if`.
enum Edge : std::uint8_t {
  edge_separate = 1,  ///< a separator, or the start of a value
  edge_word = 2,      ///< part of a word
  edge_hole = 4,      ///< a hole
};

inline constexpr std::size_t deepest_lexical_nesting = 12;

/// Where a lexer stands. Small, copied at each branch; what a member means beyond its name is the language's business.
struct LexState {
  std::uint8_t mode = 0;
  std::uint8_t edges = edge_separate;
  std::uint8_t depth = 0;                                    ///< Used entries of `nest`.
  std::uint8_t form = 0;                                     ///< Class of the directive, key or word that we are in.
  std::array<std::uint8_t, deepest_lexical_nesting> nest{};  ///< Modes to come back to.
  std::uint16_t braces = 0;
  std::uint8_t index = 0;  ///< Words so far, saturating.
  std::uint8_t flags = 0;
  char last = '\n';     ///< The byte before.
  bool escape = false;  ///< It was an escape character still in force.
  std::int16_t column = 0;
  std::int16_t parent = -1;
  std::int16_t body = 0;
  std::uint32_t word = 0;  ///< Hash of the word so far; id of a here-document's end.
  bool operator==(const LexState&) const = default;
};

/// How a hole turns out once the text after it is known.
enum class After : std::uint8_t { separate, glued, key };

/// What a lexer has to say while it reads.
class LexEvents {
 public:
  /// The holes directly in front of this point end here.
  void settle(After after) {
    settled_ |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(after));
    pending_over_ = true;
  }
  /// The template's own text is wrong in this language; only the first is kept.
  void trouble(std::string message) {
    if (trouble_.empty()) trouble_ = std::move(message);
  }
  /// Trouble behind which the state means nothing.
  void lost(std::string message) {
    trouble(std::move(message));
    lost_ = true;
  }
  /// A line began inside a token that spans lines, so this text cannot be indented as a whole.
  void spans_lines() { spans_lines_ = true; }
  /// A number for a here-document's end word.
  std::uint32_t intern(const std::string& word);
  const std::string& interned(std::uint32_t id) const { return words_[id]; }
  /// Scratch of a word that is being read, e.g. a here-document's end word.
  std::string scratch;

  std::uint8_t settled_ = 0;  ///< Bits by After.
  bool pending_over_ = false;
  bool spans_lines_ = false;
  std::string trouble_;
  bool lost_ = false;

 private:
  std::vector<std::string> words_;
};

/// Where a hole is: an index into the language's places, and whether it is glued to what stands before.
struct Spot {
  std::uint8_t place = 0;
  bool glued = false;
  std::string_view refusal{};  ///< Why no hole at all may stand here, if so.
};

enum class DurationStyle : std::uint8_t { units, go_units, seconds, people };
enum class SizeStyle : std::uint8_t { units, bytes, people };

struct Language {
  std::string_view name;
  std::span<const Place> places;
  std::uint8_t key_place = 0;  ///< Of a hole that After::key says was a key.
  DurationStyle durations = DurationStyle::seconds;
  SizeStyle sizes = SizeStyle::bytes;
  LexState start{};
  /// Reads template text; settles holes in front of it.
  void (*text)(LexState&, std::string_view, LexEvents&) = nullptr;
  /// Tells the place of a hole, settles a hole directly before it, and moves behind it.
  Spot (*hole)(LexState&, LexEvents&) = nullptr;
  /// Outside everything, given that nothing but blanks stands before on the line: where macros, includes and
  /// snippets begin and end.
  bool (*at_statement)(const LexState&) = nullptr;
  /// Makes two states that meet after a branch comparable by giving up what may differ harmlessly; may be null.
  void (*widen)(LexState&, LexState&) = nullptr;
  /// After an include, a call or a snippet; may be null.
  void (*resume)(LexState&) = nullptr;
};

/// Null if there is no language of that name.
const Language* find_language(std::string_view name);
/// `nginx, apache, …` for help lines.
std::string language_names();

/// FNV-1a, for comparing words with known ones while reading.
constexpr std::uint32_t word_hash(std::string_view word) {
  std::uint32_t hash = 2166136261U;
  for (const char c : word)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}
constexpr std::uint32_t add_to_hash(std::uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 16777619U;
}
inline constexpr std::uint32_t empty_hash = 2166136261U;
inline constexpr std::uint32_t unknown_word = 0;

// The rows, each in its own file.
extern const Language nginx_language, apache_language, haproxy_language;
extern const Language dotenv_language, crontab_language, plain_language;
extern const Language sh_language, dockerfile_language;
extern const Language yaml_language, compose_language, workflow_language, azure_language;
extern const Language json_language, markdown_language;

/// Unquoted in nearly every language: letters, digits and `_./:@%+,=-`.
inline constexpr CharSet plain_word = CharSet::of("A-Za-z0-9_./:@%+,=-");
inline constexpr CharSet plain_first = CharSet::of("A-Za-z0-9_./:@+,=-");
inline constexpr CharSet printable = CharSet::printable();

}  // namespace stackc::render
