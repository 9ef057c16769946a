// What to say when yaml-cpp could not read a text: its words and its place become a sentence about the likely cause,
// at the place where the reader should look.
#pragma once

#include <string_view>

#include "diagnostics/diagnostic.h"
#include "source/source.h"
#include "syntax/events.h"

namespace stackc::syntax {

/// `text` is the source without its byte order mark of `base` bytes; `failure` counts from its begin.
Diagnostic explain(const Failure& failure, std::string_view text, SourceId source, std::uint32_t base);

}  // namespace stackc::syntax
