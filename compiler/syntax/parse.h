// YAML text -> positioned tree. Strict where YAML is lax: what people misread is refused, with a cure.
// yaml-cpp finds the structure (events.cpp); every byte that it passed over is read again here, so that
// nothing in the file can be dropped, misplaced or left unclosed without a word.
#pragma once

#include <optional>

#include "diagnostics/diagnostic.h"
#include "source/source.h"
#include "syntax/tree.h"

namespace stackc::syntax {

/// The one document of a source. Nothing if it could not be understood as a whole, which is then reported. A tree may
/// come with reports (a duplicate key, whose first pair is kept; an anchor or tag, which is skipped), so that later
/// stages can find more mistakes in the same run; whoever writes files asks `diagnostics.has_errors()`.
std::optional<Node> parse(const Sources& sources, SourceId source, Diagnostics& diagnostics);

}  // namespace stackc::syntax
