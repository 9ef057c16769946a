#include "tests/unit/syntax/oracle.h"

#include <yaml.h>

#include <stdexcept>

#include "syntax/scalar.h"

namespace stackc::tests {
namespace {

/// One scalar as a line. Blocks without their end; where the nothing after `a:` stands is a matter of taste.
std::string leaf(syntax::Style style, std::size_t begin, std::size_t end, std::string_view value) {
  const std::string from = std::to_string(begin);
  std::string line;
  switch (style) {
    case syntax::Style::plain:
      if (value.empty()) return "null\n";
      if (value == "~" || value == "null") return "null " + from + "\n";
      line = "plain " + from + "-" + std::to_string(end);
      break;
    case syntax::Style::single_quoted:
      line = "single " + from + "-" + std::to_string(end);
      break;
    case syntax::Style::double_quoted:
      line = "double " + from + "-" + std::to_string(end);
      break;
    case syntax::Style::literal:
      line = "literal " + from;
      break;
    case syntax::Style::folded:
      line = "folded " + from;
      break;
  }
  line += ' ';
  for (const char c : value)
    line += c == '\n' ? std::string("\\n") : std::string(1, c);
  return line + "\n";
}

/// One reading of a text by libyaml.
class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::runtime_error("libyaml has no memory");
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    run();
  }
  ~Reading() { yaml_parser_delete(&parser_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  bool accepted = true;
  bool alias = false;
  int documents = 0;
  std::string lines;

 private:
  /// libyaml counts characters where this counts bytes.
  std::size_t byte(std::size_t characters) {
    while (known_characters_ < characters && known_bytes_ < text_.size()) {
      ++known_bytes_;
      while (known_bytes_ < text_.size() && (static_cast<unsigned char>(text_[known_bytes_]) & 0xC0U) == 0x80U)
        ++known_bytes_;
      ++known_characters_;
    }
    return known_bytes_;
  }

  void scalar(const yaml_event_t& event) {
    const auto& data = event.data.scalar;
    const std::string_view value(reinterpret_cast<const char*>(data.value), data.length);
    const std::size_t begin = byte(event.start_mark.index);
    const std::size_t end = byte(event.end_mark.index);
    syntax::Style style = syntax::Style::plain;
    if (data.style == YAML_SINGLE_QUOTED_SCALAR_STYLE) style = syntax::Style::single_quoted;
    if (data.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) style = syntax::Style::double_quoted;
    if (data.style == YAML_LITERAL_SCALAR_STYLE) style = syntax::Style::literal;
    if (data.style == YAML_FOLDED_SCALAR_STYLE) style = syntax::Style::folded;
    lines += leaf(style, begin, end, value);
  }

  void run() {
    // A byte order mark is no character of the text.
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") known_bytes_ = 3;
    for (bool more = true; more;) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) {
        accepted = false;
        return;
      }
      switch (event.type) {
        case YAML_NO_EVENT:
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_END_EVENT:
          break;
        case YAML_STREAM_END_EVENT:
          more = false;
          break;
        case YAML_DOCUMENT_START_EVENT:
          ++documents;
          break;
        case YAML_ALIAS_EVENT:
          alias = true;
          break;
        case YAML_SCALAR_EVENT:
          scalar(event);
          break;
        case YAML_SEQUENCE_START_EVENT:
          lines += "[\n";
          break;
        case YAML_SEQUENCE_END_EVENT:
          lines += "]\n";
          break;
        case YAML_MAPPING_START_EVENT:
          lines += "{\n";
          break;
        case YAML_MAPPING_END_EVENT:
          lines += "}\n";
          break;
      }
      yaml_event_delete(&event);
    }
  }

  std::string_view text_;
  yaml_parser_t parser_{};
  std::size_t known_characters_ = 0;
  std::size_t known_bytes_ = 0;
};

void write(const syntax::Node& node, std::string_view text, std::string& lines) {
  if (node.null()) {
    lines += leaf(syntax::Style::plain, node.span.begin, node.span.end,
                  text.substr(node.span.begin, node.span.end - node.span.begin));
  } else if (const syntax::Scalar* scalar = node.scalar()) {
    lines += leaf(scalar->style, node.span.begin, node.span.end, scalar->text);
  } else if (const syntax::Sequence* items = node.sequence()) {
    lines += "[\n";
    for (const syntax::Node& item : *items)
      write(item, text, lines);
    lines += "]\n";
  } else {
    lines += "{\n";
    for (const syntax::Pair& pair : *node.mapping()) {
      lines +=
          leaf(syntax::style_at(text, pair.key.span.begin), pair.key.span.begin, pair.key.span.end, pair.key.value);
      write(pair.value, text, lines);
    }
    lines += "}\n";
  }
}

}  // namespace

bool libyaml_accepts(std::string_view text) { return Reading(text).accepted; }

std::optional<std::string> libyaml_reading(std::string_view text) {
  Reading reading(text);
  if (!reading.accepted || reading.alias || reading.documents != 1) return std::nullopt;
  return std::move(reading.lines);
}

std::string stackc_reading(const syntax::Node& root, std::string_view text) {
  std::string lines;
  write(root, text, lines);
  return lines;
}

}  // namespace stackc::tests
