// Laying one description over another: environments, and files given with `--with`.
#pragma once

#include "model/stack.h"
#include "source/origin.h"

namespace stackc {

/// `over` laid over `base`: maps merge by id (the order of the base, new ids after it), lists and scalars replace,
/// `null` removes. A replaced value has the origin `Overlay`, which names the one that it replaced. What `over` failed
/// to say (refused and reported) leaves the base as it is. The result of two overlays is an overlay.
Stack overlay(const Stack& base, const Stack& over, Origins& origins);

}  // namespace stackc
