// Writes one value as a token of an output language: spelling of numbers and durations, quoting, refusals.
#pragma once

#include <string>
#include <string_view>

#include "render/language.h"
#include "render/value.h"

namespace stackc::render {

/// The text of a scalar before quoting: durations, sizes and booleans in the language's spelling. Uses `buffer` if it
/// has to make one. `compact` avoids blanks in people's forms.
std::string_view spell(const Value& value, Kind kind, const Language& language, bool compact, std::string& buffer);

/// `7d`, `60s`, `250ms`; of milliseconds.
std::string spell_duration(std::int64_t milliseconds, DurationStyle style);
/// `20m`, `20971520`, `20 MiB`.
std::string spell_size(std::int64_t bytes, SizeStyle style);

/// Appends `text` as a whole token. Returns why it cannot be written, or an empty view; then `out` is as it was.
std::string_view encode(std::string& out, Writing writing, const Place& place, Kind kind, std::string_view text);

/// Whether YAML reads `text`, unquoted, as this very string: in 1.1 and 1.2, by every parser we know of.
bool yaml_bare(std::string_view text);

}  // namespace stackc::render
