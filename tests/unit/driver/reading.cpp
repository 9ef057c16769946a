#include "tests/unit/driver/reading.h"

#include <yaml.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace reading {

std::vector<Event> yaml_events(std::string_view text) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) == 0) throw std::runtime_error("libyaml has no memory");
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::vector<Event> events;
  for (bool done = false; !done;) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) == 0) {
      const std::string problem =
          std::string(parser.problem) + " in line " + std::to_string(parser.problem_mark.line + 1);
      yaml_parser_delete(&parser);
      throw std::runtime_error(problem);
    }
    switch (event.type) {
      case YAML_SCALAR_EVENT: {
        const auto& data = event.data.scalar;
        // A plain word may be read as another type; a quoted one never is.
        const bool plain = data.style == YAML_PLAIN_SCALAR_STYLE;
        events.push_back({true, std::string(reinterpret_cast<const char*>(data.value), data.length)});
        if (plain && (events.back().text == "true" || events.back().text == "null")) events.back().text += " (plain)";
        break;
      }
      case YAML_SEQUENCE_START_EVENT:
        events.push_back({false, "["});
        break;
      case YAML_SEQUENCE_END_EVENT:
        events.push_back({false, "]"});
        break;
      case YAML_MAPPING_START_EVENT:
        events.push_back({false, "{"});
        break;
      case YAML_MAPPING_END_EVENT:
        events.push_back({false, "}"});
        break;
      case YAML_ALIAS_EVENT:
        events.push_back({false, std::string("*") + reinterpret_cast<const char*>(event.data.alias.anchor)});
        break;
      case YAML_DOCUMENT_START_EVENT:
        events.push_back({false, "---"});
        break;
      case YAML_STREAM_END_EVENT:
        done = true;
        break;
      default:
        break;
    }
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return events;
}

bool shell_accepts(std::string_view text) {
  std::FILE* shell = popen("sh -n", "w");  // NOLINT(cert-env33-c): the shell is the point
  if (shell == nullptr) throw std::runtime_error("no shell");
  std::fwrite(text.data(), 1, text.size(), shell);
  return pclose(shell) == 0;
}

namespace {

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    all.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return all;
}

}  // namespace

std::vector<std::string> statements(std::string_view text) {
  std::vector<std::string> all;
  for (std::string& line : lines(text)) {
    if (!line.empty() && line.front() != '#') all.push_back(std::move(line));
  }
  return all;
}

std::vector<std::string> markdown_skeleton(std::string_view text) {
  std::vector<std::string> all;
  bool fenced = false;
  for (const std::string& line : lines(text)) {
    if (line.rfind("```", 0) == 0) {
      fenced = !fenced;
      all.emplace_back("```");
    } else if (fenced || line.rfind('#', 0) == 0) {
      all.push_back(line);
    } else if (line.rfind('|', 0) == 0) {
      int bars = 0;
      for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\')
          ++i;
        else if (line[i] == '|')
          ++bars;
      }
      all.push_back("|" + std::to_string(bars));
    } else {
      all.emplace_back(line.empty() ? "" : "text");
    }
  }
  return all;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace reading
