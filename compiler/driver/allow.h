// Warnings that a stack silences on purpose, with a reason.
#pragma once

#include "diagnostics/diagnostic.h"
#include "model/stack.h"
#include "syntax/tree.h"

namespace stackc::driver {

/// Hands `found` on to `diagnostics` without what the stack allows at its place. Reports entries that silence nothing,
/// and entries that name an error.
void apply_allowances(const Stack& stack, const syntax::Node& tree, const Origins& origins, const Diagnostics& found,
                      Diagnostics& diagnostics);

}  // namespace stackc::driver
