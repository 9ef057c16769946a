// One template text as a tree of nodes: what was written, before names and types are known.
// Everything is stored flat and refers to the text, which must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace stackc::render {

inline constexpr std::uint32_t nothing = 0xffffffffU;

struct Filter {
  std::string_view name;
  std::string_view argument;
  bool has_argument = false;
};

struct Expression {
  enum class Form : std::uint8_t { path, text, truth, number, negation, conjunction, disjunction };
  Form form = Form::path;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t left = nothing;  ///< Of negation, conjunction, disjunction.
  std::uint32_t right = nothing;
  std::uint32_t first_part = 0;  ///< Of a path, into Tree::parts.
  std::uint32_t part_count = 0;
  std::uint32_t first_filter = 0;
  std::uint32_t filter_count = 0;
  std::string_view literal;  ///< Of text, truth and number, as written (without quotes).
};

enum class NodeType : std::uint8_t { text, hole, condition, branch, loop, include, call, set };

struct Node {
  NodeType type = NodeType::text;
  bool own_line = false;    ///< A statement on a line without text; a hole alone on its line.
  std::uint32_t begin = 0;  ///< Of the text, or of the tag.
  std::uint32_t end = 0;
  std::uint32_t line = 0;
  std::uint32_t child = nothing;  ///< First of what is inside: branches of a condition; a body.
  std::uint32_t next = nothing;   ///< Next beside it.
  std::uint32_t expression = nothing;
  std::uint32_t first_argument = 0;  ///< Of a call, into Tree::arguments.
  std::uint32_t argument_count = 0;
  std::string_view name;    ///< Loop variable, macro, include, set.
  std::string_view indent;  ///< Blanks in front of an include, call or hole that has its line for itself.
};

struct Macro {
  std::string_view name;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t first_parameter = 0;  ///< Into Tree::parts.
  std::uint32_t parameter_count = 0;
  std::uint32_t body = nothing;
};

struct Tree {
  std::string_view text;
  SourceId source = SourceId::none;
  std::string_view language;
  std::uint32_t body = nothing;
  std::vector<Node> nodes;
  std::vector<Expression> expressions;
  std::vector<std::string_view> parts;
  std::vector<Filter> filters;
  std::vector<std::uint32_t> arguments;
  std::vector<Macro> macros;

  Span span(std::uint32_t begin, std::uint32_t end) const { return {source, begin, end}; }
  Span span(const Node& node) const { return {source, node.begin, node.end}; }
  Span span(const Expression& expression) const { return {source, expression.begin, expression.end}; }
};

/// Reports the first mistake in the spelling and gives up.
std::optional<Tree> parse(SourceId source, std::string_view text, Diagnostics& diagnostics);

}  // namespace stackc::render
