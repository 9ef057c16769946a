// What a build would change in the running system, for people and programs.
#pragma once

#include <string>

#include "facts/summary.h"
#include "lock/examine.h"

namespace stackc::driver {

/// The lock's facts against the fresh ones. Of a lock that is absent or not usable: nothing.
facts::Summary meaning_of(const lock::Examination& found);

/// "NAME: what this means for the running system", then a line for each statement, the worst first. Empty if there is
/// no drift to speak of; one sentence if no fact changes, or if there is no lock.
std::string meaning_text(const std::string& name, const lock::Examination& found, bool colour);

/// Those lines alone, each with two blanks in front; empty if there is nothing to tell.
std::string statements_text(const lock::Examination& found, bool colour);

}  // namespace stackc::driver
