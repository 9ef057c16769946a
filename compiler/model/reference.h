// The reference page of the language, docs/language.md, from the same descriptions that bind a stack.
#pragma once

#include <string>

namespace stackc {

/// Markdown: one section for each map of the language with a table of its keys, then value forms and leaf types.
std::string language_reference();

}  // namespace stackc
