// A compiled template as C++ source text.
#pragma once

#include <string>

#include "render/program.h"

namespace stackc::driver {

/// What every text of code_of stands on: functions that make the rows.
extern const char* const code_prelude;

/// Definitions that end with `constexpr render::CompiledProgram NAME`; other names begin with it too.
std::string code_of(const render::Program& program, const std::string& name);

}  // namespace stackc::driver
