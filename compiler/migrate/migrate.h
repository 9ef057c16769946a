// A stack of an older version of the language, rewritten in the newest one. Pure: text in, text out.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "diagnostics/diagnostic.h"
#include "migrate/step.h"
#include "source/source.h"

namespace stackc::migrate {

struct Migrated {
  std::string text;
  int from = 0;  ///< The version that the stack was written in.
};

/// The stack `source` in version `newest`, by the steps of `table`. A stack of that version comes back as it is.
/// Nothing, and reports: a text that is no YAML, a version that is unknown, a change that has to be made by hand.
/// Each rewritten text is read again and compared with what the steps say of the tree, so that no text comes back that
/// says something else. Versions on the way are added to `sources`, so that reports can show them.
std::optional<Migrated> migrate(SourceId source, std::span<const Step> table, int newest, Sources& sources,
                                Diagnostics& diagnostics);

}  // namespace stackc::migrate
