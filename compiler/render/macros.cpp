#include "render/macros.h"

#include "render/words.h"

namespace stackc::render {

void Macros::declare(std::uint32_t tree, bool own) {
  for (std::uint32_t i = 0; i < trees_[tree].macros.size(); ++i) {
    const Macro& made = trees_[tree].macros[i];
    if (find(made.name) != nullptr) {
      complaints_.add(Rule::template_syntax, trees_[tree].span(made.begin, made.end),
                      "macro `" + std::string(made.name) + "` is there twice", "give one of them another name");
      continue;
    }
    all_.push_back({tree, i, !own});
  }
}

MacroRef* Macros::find(std::string_view name) {
  for (MacroRef& macro : all_) {
    if (at(macro).name == name) return &macro;
  }
  return nullptr;
}

void Macros::report_unused() {
  for (const MacroRef& macro : all_) {
    if (macro.used) continue;
    complaints_.add(Rule::template_unused, trees_[macro.tree].span(at(macro).begin, at(macro).end),
                    "macro `" + std::string(at(macro).name) + "` is never called");
  }
}

std::string Macros::nearest_to(std::string_view wanted) const {
  std::vector<std::string_view> names;
  for (const MacroRef& macro : all_)
    names.push_back(at(macro).name);
  return nearest(wanted, names);
}

}  // namespace stackc::render
