// Names that data hang on, the lock's against the fresh ones: what would be left behind is an error.
#pragma once

#include "driver/load.h"
#include "lock/examine.h"

namespace stackc::driver {

/// Reports each name of a volume, project or certificate that changed although the stack does not say so. `stack` is
/// compiled, the lock that was found is usable. True if there was none.
bool names_are_kept(LoadedStack& stack, const lock::Examination& found);

}  // namespace stackc::driver
