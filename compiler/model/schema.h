// The language as a JSON Schema (draft-07, the version that editors know), for completion and checking while writing.
#pragma once

#include <string>

namespace stackc {

/// The whole schema, with a line break at the end; the same bytes every time. It accepts every stack that binds, and
/// refuses most that do not: what only the parsers know (`70000`, 30 February) is left to them.
std::string json_schema();

}  // namespace stackc
