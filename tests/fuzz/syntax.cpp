// Any bytes through the YAML front end: no crash, no hang, no silent refusal, and every place that it names lies
// inside the text and can be drawn.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "diagnostics/render_text.h"
#include "syntax/core_scalar.h"
#include "syntax/parse.h"

namespace {

using namespace stackc;

void require(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "does not hold: " << what << '\n';
  std::abort();
}

void check(const syntax::Node& node, Span outer) {
  require(node.span.source == outer.source, "a value belongs to its file");
  require(outer.begin <= node.span.begin && node.span.begin <= node.span.end && node.span.end <= outer.end,
          "a value lies inside the one that holds it");
  if (const auto* scalar = node.scalar()) {
    require(scalar->text.find('\0') == std::string::npos || scalar->style == syntax::Style::double_quoted,
            "only an escape makes a NUL");
    (void)syntax::core_value(*scalar);
  }
  std::uint32_t from = node.span.begin;
  if (const auto* items = node.sequence()) {
    for (const syntax::Node& item : *items) {
      check(item, {outer.source, from, node.span.end});
      from = item.span.end;
    }
  }
  if (const auto* pairs = node.mapping()) {
    for (const syntax::Pair& pair : *pairs) {
      require(from <= pair.key.span.begin && pair.key.span.end <= pair.value.span.begin, "keys and values in order");
      require(syntax::find(*pairs, pair.key.value) == &pair, "a key stands once");
      check(pair.value, {outer.source, pair.key.span.end, node.span.end});
      from = pair.value.span.end;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Sources sources;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const SourceId id = sources.add("stack.yaml", text);
  Diagnostics diagnostics;
  const auto tree = syntax::parse(sources, id, diagnostics);
  require(tree.has_value() || diagnostics.has_errors(), "a refusal says why");
  if (tree && size < 65536) check(*tree, {id, 0, static_cast<std::uint32_t>(size)});
  const auto sorted = diagnostics.sorted();
  for (const Diagnostic& diagnostic : sorted) {
    require(!diagnostic.message.empty(), "a diagnostic has a sentence");
    require(!diagnostic.at.known() || (diagnostic.at.begin <= diagnostic.at.end && diagnostic.at.end <= size),
            "a place lies inside the text");
  }
  const std::string drawn = render_text(sorted, sources);
  require(drawn.find('\x1b') == std::string::npos && drawn.find('\r') == std::string::npos,
          "nothing for the terminal to obey");
  return 0;
}
