// Places and origins of one line of an artifact, as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver/load.h"

namespace stackc::driver {

/// `stack.yaml:8:5`; empty for a place that is not known.
std::string place_text(const Sources& sources, const Span& span);

/// What made one line of an artifact, nearest first.
struct LineCause {
  /// Places in stack files and overlays, one for each of their lines.
  std::vector<Span> places{};
  /// "the default `default.route.idle`", "the catalogue's `mysql`, `port`".
  std::vector<std::string> rules{};
  /// "nginx/nginx.conf:12"; empty for a line that is not known.
  std::string template_line{};
  /// The same line; unknown as well.
  Span template_span{};
};

/// `line` counts from 1.
LineCause cause_of_line(const LoadedStack& stack, const std::string& path, std::uint32_t line);

/// A whole line without the blanks around it.
Span line_span(const Sources& sources, SourceId source, std::uint32_t line);

/// The line of the stack in which a span begins, for people: "port: 80".
std::string quoted_line(const Sources& sources, const Span& span);

/// Everything that is known of a line: its template, the places of the stack with their text, defaults and catalogue.
std::string line_text(const LoadedStack& stack, const std::string& path, std::uint32_t line, bool colour);

}  // namespace stackc::driver
