#include "render/template.h"

#include <algorithm>

#include "render/compile.h"

namespace stackc::render {
namespace {

void add_unused(const Type& type, const std::string& path, const std::vector<const Field*>& used,
                std::vector<const Field*>& told, std::vector<std::string>& out) {
  const Type* inner = &type;
  while (inner->shape == Shape::list || inner->shape == Shape::optional)
    inner = inner->element;
  for (const Field& field : inner->fields) {
    const std::string name = path.empty() ? std::string(field.name) : path + "." + std::string(field.name);
    if (!std::binary_search(used.begin(), used.end(), &field)) {
      // A struct that stands in several places of a view is told once.
      if (std::find(told.begin(), told.end(), &field) == told.end()) {
        told.push_back(&field);
        out.push_back(name);
      }
    } else {
      add_unused(*field.type, name, used, told, out);
    }
  }
}

}  // namespace

void TemplateLibrary::add_builtin(std::string_view name, std::string_view text, const CompiledProgram* compiled,
                                  const Type* view) {
  entries_.push_back({name, text, name, false, compiled, view});
}

void TemplateLibrary::add_own(std::string name, std::string text, std::string shown) {
  const std::string_view kept_name = owned_.emplace_back(std::move(name));
  const std::string_view kept_text = owned_.emplace_back(std::move(text));
  const std::string_view kept_shown = owned_.emplace_back(std::move(shown));
  const Entry made{kept_name, kept_text, kept_shown, true};
  for (Entry& entry : entries_) {
    if (entry.name == kept_name) {
      entry = made;
      return;
    }
  }
  entries_.push_back(made);
}

const TemplateLibrary::Entry* TemplateLibrary::find(std::string_view name) const {
  for (const Entry& entry : entries_) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::vector<std::string> Template::closure() const {
  std::vector<std::string> names;
  for (const Program::File& file : program_->files)
    names.emplace_back(file.name);
  return names;
}

std::string_view Template::language() const { return program_->language->name; }

std::optional<Template> load(const TemplateLibrary& library, std::string_view name, const Type& view, Sources& sources,
                             Diagnostics& diagnostics) {
  std::shared_ptr<const Program> program;
  const TemplateLibrary::Entry* entry = library.find(name);
  if (entry != nullptr && entry->compiled != nullptr && entry->view == &view)
    program = take_up(*entry->compiled, library, view, sources);
  if (!program) program = compile(library, name, view, sources, diagnostics);
  if (!program) return std::nullopt;
  return Template(std::move(program));
}

std::vector<std::string> unused_fields(const Type& view, std::span<const Template> templates) {
  std::vector<const Field*> used;
  for (const Template& loaded : templates)
    used.insert(used.end(), loaded.program().used.begin(), loaded.program().used.end());
  std::sort(used.begin(), used.end());
  std::vector<std::string> out;
  std::vector<const Field*> told;
  add_unused(view, "", used, told, out);
  return out;
}

}  // namespace stackc::render
