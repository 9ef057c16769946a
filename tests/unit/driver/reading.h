// What the artifacts say, read back by other programs' rules: YAML by libyaml, shell by `sh -n`, the rest by lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reading {

/// One event of libyaml: a scalar with its value, or a mark (`{`, `}`, `[`, `]`, `*anchor`).
struct Event {
  bool scalar = false;
  std::string text;
};

/// Everything that libyaml reads; throws std::runtime_error with its complaint where it refuses.
std::vector<Event> yaml_events(std::string_view text);

/// Whether `sh -n` accepts the text.
bool shell_accepts(std::string_view text);

/// Lines that are neither empty nor comments.
std::vector<std::string> statements(std::string_view text);

/// Headings, table rows and fences of Markdown, each by its kind: `#`, `|3` (three bars that are not escaped), "```".
std::vector<std::string> markdown_skeleton(std::string_view text);

std::string replaced(std::string text, std::string_view what, std::string_view with);

}  // namespace reading
