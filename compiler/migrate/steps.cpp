#include "migrate/step.h"

namespace stackc::migrate {

// Version 1 is the first, so nothing leads to it. Version 2 brings the first row: { 1, { RenameKey{…}, … } }.
std::span<const Step> steps() { return {}; }

}  // namespace stackc::migrate
