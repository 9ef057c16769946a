#include "driver/built_in.h"

#include <span>
#include <stdexcept>

#include "catalog/catalog.h"
#include "driver/proofs.h"
#include "embed/embedded.h"
#include "plan/plan.h"

namespace stackc::driver {

BuiltIn::BuiltIn() {
  Sources texts = Sources::shareable();
  const std::span<const TemplateProof> proofs = template_proofs();
  std::map<std::string_view, const render::Type*> views;
  for (const plan::TemplateUse& use : plan::template_uses())
    views.emplace(use.template_name, use.type);
  for (std::size_t i = 0; i < proofs.size(); ++i) {
    const std::string_view text = embed::templates()[i].text;
    const auto view = views.find(proofs[i].name);
    library_.add_builtin(proofs[i].name, text, proofs[i].compiled, view == views.end() ? nullptr : view->second);
    texts.add_borrowed(proofs[i].name, text);
    slots_.try_emplace(proofs[i].name);
    template_digests_.emplace(proofs[i].name, proofs[i].sha256);
  }
  texts_ = std::make_shared<const Sources>(std::move(texts));
  for (const catalog::EntryDigest& entry : catalog::entry_digests())
    entries_.emplace(entry.name, NamedDigest{"catalogue:" + std::string(entry.name), *lock::parse_hex(entry.sha256)});
}

const BuiltIn::LoadedTemplate& BuiltIn::load(std::string_view name, const render::Type& type) const {
  const auto found = slots_.find(name);
  if (found == slots_.end()) throw std::logic_error("no template " + std::string(name));
  Slot& slot = found->second;
  std::call_once(slot.once, [&] {
    // Every text is known already, so that nothing is added here.
    Sources sources;
    sources.share(texts_);
    Diagnostics diagnostics;
    slot.loaded.ready = render::load(library_, name, type, sources, diagnostics);
    if (!slot.loaded.ready.has_value()) throw std::logic_error("the template " + std::string(name) + " is wrong");
    for (const std::string& part : slot.loaded.ready->closure())
      slot.loaded.inputs.push_back(template_input(part));
    slot.type = &type;
  });
  if (slot.type != &type) throw std::logic_error("two types of view for the template " + std::string(name));
  return slot.loaded;
}

NamedDigest BuiltIn::template_input(std::string_view name) const {
  const auto found = template_digests_.find(name);
  if (found == template_digests_.end()) throw std::logic_error("no digest of the template " + std::string(name));
  return {"template:" + std::string(name), found->second};
}

const NamedDigest& BuiltIn::catalogue_entry(std::string_view name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) throw std::logic_error("no digest of the catalogue entry " + std::string(name));
  return found->second;
}

}  // namespace stackc::driver
