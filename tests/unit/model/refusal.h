// What a leaf parser said, as one line that a table can hold.
#pragma once

#include <string>

#include "model/result.h"

namespace model_test {

/// `reason; help`, or `taken` if the text was accepted.
template <class T>
std::string refused(const stackc::Result<T>& result) {
  if (result) return "taken";
  const stackc::Refusal& refusal = result.refusal();
  return refusal.help.empty() ? refusal.reason : refusal.reason + "; " + refusal.help;
}

}  // namespace model_test
