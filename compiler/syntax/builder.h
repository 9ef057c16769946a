// Events -> tree, with proof: between two events only blanks, comments and exactly the indicators that the structure
// needs may stand, and block items must be indented alike. So what yaml-cpp drops or guesses is refused here.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "syntax/events.h"
#include "syntax/tree.h"

namespace stackc::syntax {

/// `text` is the source without its byte order mark of `base` bytes; events count from its begin.
std::optional<Node> build_tree(std::string_view text, SourceId source, std::uint32_t base,
                               const std::vector<Event>& events, Diagnostics& diagnostics);

}  // namespace stackc::syntax
