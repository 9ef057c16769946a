// Writes one text as a token of an output language: quotes where they are needed, refusals where nothing helps.
#pragma once

#include <string>
#include <string_view>

#include "render/language.h"
#include "render/value.h"

namespace stackc::render {

/// Appends `text` as a whole token. Returns why it cannot be written, or an empty view; then `out` is as it was.
std::string_view encode(std::string& out, Writing writing, const Place& place, Kind kind, std::string_view text);

/// Whether YAML reads `text`, unquoted, as this very string: in 1.1 and 1.2, by every parser we know of.
bool yaml_bare(std::string_view text);

}  // namespace stackc::render
