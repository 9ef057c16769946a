// How languages spell booleans, durations and sizes: the text of a scalar before quoting.
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

}  // namespace stackc::render
