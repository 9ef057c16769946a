#include <stdexcept>

#include "render/program.h"
#include "render/trees.h"

namespace stackc::render {

std::shared_ptr<const Program> take_up(const CompiledProgram& compiled, const TemplateLibrary& library,
                                       const Type& view, Sources& sources) {
  auto program = std::make_shared<Program>();
  for (const std::string_view name : compiled.files) {
    const TemplateLibrary::Entry* entry = library.find(name);
    if (entry == nullptr) throw std::logic_error("a template was compiled with others");
    if (entry->own) return nullptr;
    program->files.push_back({entry->name, entry->text, source_of(*entry, sources)});
  }
  program->view = &view;
  program->language = find_language(compiled.language);
  if (program->language == nullptr) throw std::logic_error("a template was compiled for another language");
  program->ops.assign(compiled.ops.begin(), compiled.ops.end());
  program->conditions.assign(compiled.conditions.begin(), compiled.conditions.end());
  program->accesses.assign(compiled.accesses.begin(), compiled.accesses.end());
  program->steps.assign(compiled.steps.begin(), compiled.steps.end());
  program->filters.assign(compiled.filters.begin(), compiled.filters.end());
  program->constants.assign(compiled.constants.begin(), compiled.constants.end());
  program->slot_count = compiled.slot_count;
  program->loop_levels = compiled.loop_levels;
  return program;
}

}  // namespace stackc::render
