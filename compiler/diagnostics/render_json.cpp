// Written by hand: seven keys and one encoder cost less than the two seconds that nlohmann/json takes to compile
// in a layer that everything links.
#include "diagnostics/render_json.h"

#include <algorithm>

#include "source/utf8.h"

namespace stackc {
namespace {

std::string place(const Span& span, const Sources& sources) {
  if (!span.known()) return "null";
  const auto point = [&](std::uint32_t offset) {
    const Position position = sources.position(span.source, offset);
    return "{\"offset\": " + std::to_string(offset) + ", \"line\": " + std::to_string(position.line) +
           ", \"column\": " + std::to_string(position.column) + "}";
  };
  return "{\"file\": " + json_string(sources.name(span.source)) + ", \"begin\": " + point(span.begin) +
         ", \"end\": " + point(span.end) + "}";
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_utf8(text.substr(i));
    if (c.length == 0) {
      out += "\\ufffd";
    } else if (c.value == '"' || c.value == '\\') {
      out += '\\';
      out += static_cast<char>(c.value);
    } else if (c.value == '\n') {
      out += "\\n";
    } else if (c.value == '\t') {
      out += "\\t";
    } else if (c.value < 0x20U || c.value == 0x7FU) {
      constexpr std::string_view digits = "0123456789abcdef";
      out += "\\u00";
      out += digits[c.value >> 4U];
      out += digits[c.value & 15U];
    } else {
      out += text.substr(i, c.length);
    }
    i += std::max(c.length, 1U);
  }
  return out + '"';
}

std::string render_json_list(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  std::string out = "[";
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    const Diagnostic& diagnostic = diagnostics[i];
    out += i == 0 ? "\n  " : ",\n  ";
    out += "{\"code\": " + json_string(code(diagnostic.rule)) + ", \"name\": " + json_string(name(diagnostic.rule)) +
           ", \"severity\": " + json_string(text(severity(diagnostic.rule))) +
           ", \"message\": " + json_string(diagnostic.message) + ", \"place\": " + place(diagnostic.at, sources) +
           ", \"help\": " + json_string(diagnostic.help) + ", \"environments\": [";
    const std::vector<std::string> environments = diagnostic.environments();
    for (std::size_t k = 0; k < environments.size(); ++k)
      out += (k == 0 ? "" : ", ") + json_string(environments[k]);
    out += "], \"notes\": [";
    for (std::size_t k = 0; k < diagnostic.notes.size(); ++k) {
      const Label& note = diagnostic.notes[k];
      out += std::string(k == 0 ? "" : ", ") + "{\"message\": " + json_string(note.text) +
             ", \"place\": " + place(note.span, sources) + "}";
    }
    out += "]}";
  }
  return out + (diagnostics.empty() ? "]" : "\n]");
}

std::string render_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  return "{\"version\": 1, \"diagnostics\": " + render_json_list(diagnostics, sources) + "}\n";
}

}  // namespace stackc
