// Places and origins of one line of an artifact, as text.
#pragma once

#include <cstdint>
#include <string>

#include "driver/load.h"

namespace stackc::driver {

/// `stack.yaml:8:5`; empty for a place that is not known.
std::string place_text(const Sources& sources, const Span& span);

/// The places in stack files that a line (from 1) of an artifact comes from: "stack.yaml:8:5, stack.yaml:12:3"; empty
/// if nothing but the template made it.
std::string places_of_line(const LoadedStack& stack, const std::string& path, std::uint32_t line);

/// Everything that is known of a line: its template, the places of the stack with their text, defaults and catalogue.
std::string line_text(const LoadedStack& stack, const std::string& path, std::uint32_t line, bool colour);

}  // namespace stackc::driver
