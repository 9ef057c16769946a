#include "driver/templates.h"

#include <algorithm>
#include <utility>

#include "diagnostics/nearest.h"

namespace stackc::driver {

Templates::Templates(const BuiltIn& built_in, const std::vector<OwnTemplate>& own, const std::string& folder,
                     Sources& sources)
    : built_in_(built_in), sources_(sources) {
  if (own.empty()) return;
  library_.emplace();
  for (const render::TemplateLibrary::Entry& entry : built_in.library().entries())
    library_->add_builtin(entry.name, entry.text, entry.compiled, entry.view);
  for (const OwnTemplate& one : own) {
    const std::string_view text = sources.text(one.source);
    library_->add_own(one.name, std::string(text), std::string(sources.name(one.source)));
    own_.emplace(one.name, Own{one.source, {folder + one.name, lock::sha256(text)}});
  }
}

const BuiltIn::LoadedTemplate* Templates::load(std::string_view name, const render::Type& type,
                                               Diagnostics& diagnostics) {
  if (!library_) return &built_in_.load(name, type);
  const auto [slot, first] = loaded_.try_emplace(name);
  std::optional<BuiltIn::LoadedTemplate>& loaded = slot->second;
  if (first) {
    std::optional<render::Template> ready = render::load(*library_, name, type, sources_, diagnostics);
    if (!ready) {
      // What it would have included is not known.
      if (const auto own = own_.find(name); own != own_.end()) own->second.used = true;
      return nullptr;
    }
    loaded.emplace();
    for (const std::string& part : ready->closure()) {
      const auto own = own_.find(part);
      if (own != own_.end()) own->second.used = true;
      loaded->inputs.push_back(own != own_.end() ? own->second.input : built_in_.template_input(part));
    }
    loaded->ready = std::move(ready);
  }
  return loaded ? &*loaded : nullptr;
}

void Templates::report_unused(Diagnostics& diagnostics) const {
  std::vector<std::string_view> known;
  for (const render::TemplateLibrary::Entry& entry : built_in_.library().entries())
    known.push_back(entry.name);
  for (const auto& [name, own] : own_) {
    if (own.used) continue;
    const bool replaces = std::find(known.begin(), known.end(), name) != known.end();
    diagnostics.report(
        {Rule::template_without_use,
         Span{own.source, 0, 0},
         "no file is made from `" + name + "`",
         {},
         replaces ? "no environment of the stack has what it is for: take it away" : did_you_mean(name, known),
         ""});
  }
}

}  // namespace stackc::driver
