// The bytes of a file before anybody reads them as YAML: size, UTF-8, characters that cannot be seen,
// line ends, and how deep its brackets nest.
#pragma once

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace stackc::syntax {

/// Length of the UTF-8 byte order mark at the begin of `text`: 3, or 0 without one.
std::uint32_t byte_order_mark(std::string_view text);

/// Reports each kind of unusable byte once, at its first place. True if the text can be handed to the parser.
bool check_bytes(const Sources& sources, SourceId source, Diagnostics& diagnostics);

}  // namespace stackc::syntax
