// Names that data hang on: of volumes, of the compose project, of certificates. They stand in the lock and change only
// where the stack says so (`adopt:`, `was:`); otherwise data would be left behind under the old name. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "facts/fact.h"

namespace stackc::facts {

enum class Named : std::uint8_t { project, volume, certificate };

/// A name that would change without a word in the stack.
struct Renaming {
  Named what = Named::volume;
  Fact before;
  Fact after;  ///< What takes the place of `before`; one of the facts handed in.
  std::string old_name;
  std::string new_name;
};

/// Of environments that are in use for production, on both sides. A volume or certificate that goes and has no
/// successor was taken out of the stack on purpose, and is none: a summary speaks of it. Successor of a volume is the
/// one of the same id, else a new one that holds the same: of the same service, or the same program's at the same path;
/// of a certificate the one of the same site, else the only new one if it is the only one that goes.
std::vector<Renaming> renamings(const std::vector<Fact>& before, const std::vector<Fact>& after);

}  // namespace stackc::facts
