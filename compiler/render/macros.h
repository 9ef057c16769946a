// The macros that a template can call: its own and those of what it includes.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "render/scope.h"
#include "render/tree.h"

namespace stackc::render {

struct MacroRef {
  std::uint32_t tree = 0;
  std::uint32_t index = 0;
  bool used = false;  ///< Called, or of an included template: those may hold more than one needs.
};

class Macros {
 public:
  Macros(const std::deque<Tree>& trees, Complaints& complaints) : trees_(trees), complaints_(complaints) {}

  /// Makes the macros of a tree known; `own` if it is the template itself, which has to call them.
  void declare(std::uint32_t tree, bool own);
  MacroRef* find(std::string_view name);
  void report_unused();
  /// For a help line.
  std::string nearest_to(std::string_view wanted) const;

 private:
  const Macro& at(const MacroRef& reference) const { return trees_[reference.tree].macros[reference.index]; }

  const std::deque<Tree>& trees_;
  Complaints& complaints_;
  std::vector<MacroRef> all_;
};

}  // namespace stackc::render
