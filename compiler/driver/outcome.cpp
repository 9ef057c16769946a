#include "driver/outcome.h"

#include <algorithm>
#include <iterator>

namespace stackc::driver {
namespace {

constexpr int from_best_to_worst[] = {exit_code::fine,  exit_code::drift, exit_code::diagnostics,
                                      exit_code::usage, exit_code::disk,  exit_code::defect};

/// A code that nobody knows is the worst of all.
auto rank(int code) {
  return std::find(std::begin(from_best_to_worst), std::end(from_best_to_worst), code) - std::begin(from_best_to_worst);
}

}  // namespace

int worse(int a, int b) { return rank(a) >= rank(b) ? a : b; }

std::string complaint(std::string_view message, std::string_view help) {
  std::string text = "stackc: " + std::string(message) + '\n';
  if (!help.empty()) text += "  help: " + std::string(help) + '\n';
  return text;
}

}  // namespace stackc::driver
