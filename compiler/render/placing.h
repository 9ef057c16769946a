// Joins what typing knows of a hole (its kind) with what the walk over lexical states knows (its place): decides
// how it is written, or why it may not stand there.
#pragma once

#include "render/contexts.h"
#include "render/filters.h"
#include "render/program.h"
#include "render/scope.h"

namespace stackc::render {

/// Completes the hole's operation. Without `prove` only how to write it is decided.
void place_hole(Op& op, const Shaped& shaped, const HoleContext& context, const Language& language, Span span,
                bool prove, Complaints& complaints);

}  // namespace stackc::render
