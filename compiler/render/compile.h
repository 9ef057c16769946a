// From trees to a program: looks up every name, checks every type, unfolds includes and macros, and joins the
// kinds of values with the places that contexts.h found.
#pragma once

#include <memory>
#include <optional>

#include "render/program.h"
#include "render/template.h"

namespace stackc::render {

std::shared_ptr<const Program> compile(const TemplateLibrary& library, std::string_view name, const Type& view,
                                       Sources& sources, Diagnostics& diagnostics);

}  // namespace stackc::render
