// Types and values that templates see. A view is a record of scalars, lists, records and optionals;
// what a scalar's kind promises about its characters is what the proofs of templates rest on.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/charset.h"
#include "source/origin.h"

namespace stackc::render {

enum class Kind : std::uint8_t {
  boolean,      ///< `true` or `false`; the only kind that a condition takes by its value.
  integer,      ///< Optional minus and digits.
  port,         ///< Digits.
  domain,       ///< A host name without wildcard: letters, digits, `.`, `-`.
  host,         ///< What a server may be named by: a domain, `*`, `*.domain`, `_`, an IP address.
  address,      ///< IPv4 or IPv6 address, with a prefix length or port if the view says so.
  duration,     ///< Milliseconds in `Value::number`; each language has its own spelling.
  size,         ///< Bytes in `Value::number`; each language has its own spelling.
  path,         ///< File path, absolute or relative, without blanks and shell characters.
  url_path,     ///< Begins with `/`.
  url_pattern,  ///< A URL path as a regular expression that matches it alone.
  identifier,   ///< Id of a service, volume, site …
  image,        ///< Image reference with tag and digest.
  env_name,     ///< Environment variable.
  version,      ///< `3.11`, `8.4.2-alpine`; text, never a number.
  cron,         ///< Five fields of digits, `*`, `,`, `/`, `-` between single blanks.
  url,          ///< Absolute URL, no blanks, quotes, brackets, backslash, `$`.
  word,         ///< Not empty, `A-Z a-z 0-9 _ . / : @ % + , = -`, not led by a dash: bare in almost every language.
  text,         ///< Any UTF-8 text.
  snippet,      ///< Text in the output's own language, from `extra`; stands on lines of its own, unencoded.
};
inline constexpr std::size_t kind_count = 20;

/// What the texts of a kind are made of. Only `text` and `snippet` may be empty or hold other bytes.
struct KindTraits {
  Kind kind;
  std::string_view name;  ///< As it stands in diagnostics.
  CharSet first;          ///< Characters that may begin it.
  CharSet all;            ///< Characters that may stand anywhere in it.
};

inline constexpr KindTraits kind_table[kind_count] = {
    {Kind::boolean, "boolean", CharSet::of("tf"), CharSet::of("truefals")},
    {Kind::integer, "integer", CharSet::of("0-9-"), CharSet::of("0-9-")},
    {Kind::port, "port", CharSet::of("0-9"), CharSet::of("0-9")},
    {Kind::domain, "domain", CharSet::of("A-Za-z0-9"), CharSet::of("A-Za-z0-9.-")},
    {Kind::host, "host", CharSet::of("A-Za-z0-9*_[:"), CharSet::of("A-Za-z0-9.*_:[]-")},
    {Kind::address, "address", CharSet::of("0-9a-fA-F[:"), CharSet::of("0-9a-fA-F.:/[]")},
    {Kind::duration, "duration", CharSet::of("0-9"), CharSet::of("0-9a-z")},
    {Kind::size, "size", CharSet::of("0-9"), CharSet::of("0-9a-zA-Z")},
    {Kind::path, "path", CharSet::of("A-Za-z0-9/._@+"), CharSet::of("A-Za-z0-9/._@+-")},
    {Kind::url_path, "URL path", CharSet::of("/"), CharSet::of("A-Za-z0-9/._~@:+-")},
    {Kind::url_pattern, "URL pattern", CharSet::of("/"), CharSet::of("A-Za-z0-9/._~@:+[]-")},
    {Kind::identifier, "identifier", CharSet::of("A-Za-z0-9_"), CharSet::of("A-Za-z0-9_.-")},
    {Kind::image, "image reference", CharSet::of("A-Za-z0-9"), CharSet::of("A-Za-z0-9._/:@-")},
    {Kind::env_name, "variable name", CharSet::of("A-Za-z_"), CharSet::of("A-Za-z0-9_")},
    {Kind::version, "version", CharSet::of("A-Za-z0-9_"), CharSet::of("A-Za-z0-9._+-")},
    {Kind::cron, "cron time", CharSet::of("0-9*"), CharSet::of("0-9*,/ -")},
    {Kind::url, "URL", CharSet::of("A-Za-z"), CharSet::of("A-Za-z0-9._~:/?#@&=+,%-")},
    {Kind::word, "word", CharSet::of("A-Za-z0-9_./:@%+,="), CharSet::of("A-Za-z0-9_./:@%+,=-")},
    {Kind::text, "text", {}, {}},
    {Kind::snippet, "snippet", {}, {}},
};

constexpr const KindTraits& traits(Kind kind) { return kind_table[static_cast<std::size_t>(kind)]; }
constexpr bool is_free(Kind kind) { return kind == Kind::text || kind == Kind::snippet; }
/// Whether `text` is what `kind` promises: not empty, its first character and all others from the kind's sets.
/// Always true of `text` and `snippet`.
constexpr bool conforms(Kind kind, std::string_view text) {
  if (is_free(kind)) return true;
  return !text.empty() && traits(kind).first.has(text.front()) && traits(kind).all.holds(text);
}

enum class Shape : std::uint8_t { scalar, list, record, optional };

struct Type;
struct Field {
  std::string_view name;
  const Type* type = nullptr;
};

/// The shape of a view. Types point at each other and at their names; both live as long as the program
/// (type_of<X>() makes constants) or as their `TypeStore`. Never recursive.
struct Type {
  Shape shape = Shape::scalar;
  Kind kind = Kind::text;         ///< Of a scalar.
  const Type* element = nullptr;  ///< Of a list or an optional.
  std::span<const Field> fields;  ///< Of a record.

  constexpr bool is(Kind wanted) const { return shape == Shape::scalar && kind == wanted; }
  /// Index of the field, or nothing.
  std::optional<std::size_t> find(std::string_view name) const;
};

bool operator==(const Type& a, const Type& b);
/// For people: `list of ports`, `record (domain, routes, …)`, `optional path`.
std::string describe_type(const Type& type);

/// One value of a view. Its type is known from the place where it stands.
struct Value {
  enum class Form : std::uint8_t { scalar, list, record, absent, elsewhere };

  Form form = Form::scalar;
  OriginId origin = OriginId::none;
  std::int64_t number = 0;   ///< Integers, ports, booleans (0, 1), durations (milliseconds), sizes (bytes).
  std::string text;          ///< Scalars other than booleans, durations and sizes.
  std::vector<Value> items;  ///< Elements of a list; fields of a record in the order of its type.
  /// `elsewhere`, only as a field of the view itself: the value that stands here, which several views share. Whoever
  /// makes them keeps it alive.
  const Value* target = nullptr;
};

}  // namespace stackc::render
