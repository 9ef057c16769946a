// The JSON of one lock, without merge markers: strict, bounded, the first fault ends it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lock/lock.h"

namespace stackc::lock {

/// The state is `good`, `damaged` or `newer`; the spelling is not compared.
LockReading parse_lock(std::string_view text, std::string_view lock_path);

}  // namespace stackc::lock
