// The known name that a misspelt one was probably meant to be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stackc {

/// The name of `known` with the fewest edits (insertions, deletions, replacements, swaps; case and `-`/`_` do not
/// count), the first of several; empty if more than a third of the letters would have to change.
std::string_view nearest(std::string_view written, const std::vector<std::string_view>& known);

/// "did you mean `x`?" for the nearest name, or empty: ready for the help line of a diagnostic.
std::string did_you_mean(std::string_view written, const std::vector<std::string_view>& known);

}  // namespace stackc
