#include "render/trees.h"

#include <algorithm>

namespace stackc::render {

SourceId source_of(const TemplateLibrary::Entry& entry, Sources& sources) {
  // Several templates include the same ones, and one stack renders a template more than once.
  if (const auto known = sources.find(entry.shown, entry.text)) return *known;
  return sources.add(std::string(entry.shown), std::string(entry.text));
}

std::optional<std::uint32_t> Trees::open(const TemplateLibrary::Entry& entry) {
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (program_.files[i].name == entry.name) return i;
  }
  const SourceId source = source_of(entry, sources_);
  std::optional<Tree> tree = parse(source, entry.text, diagnostics_);
  if (!tree) return std::nullopt;
  snippets.emplace_back(tree->nodes.size(), false);
  all.push_back(std::move(*tree));
  program_.files.push_back({entry.name, entry.text, source});
  return static_cast<std::uint32_t>(all.size() - 1);
}

bool Trees::is_open(std::string_view name) const {
  return std::any_of(program_.files.begin(), program_.files.end(),
                     [&](const Program::File& file) { return file.name == name; });
}

}  // namespace stackc::render
