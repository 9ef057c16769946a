// A stack with any one of its values taken away, made `null` or made something else: refused with a place and a
// sentence, or compiled; never a crash, never half an answer.
#include <cstring>
#include <random>

#include "syntax/tree.h"
#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/driver/reading.h"
#include "tests/unit/driver/whole_stack.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

void collect(const syntax::Node& node, std::vector<Span>& spans) {
  spans.push_back(node.span);
  if (const auto* items = node.sequence()) {
    for (const syntax::Node& item : *items)
      collect(item, spans);
  }
  if (const auto* pairs = node.mapping()) {
    for (const syntax::Pair& pair : *pairs)
      collect(pair.value, spans);
  }
}

std::vector<Span> values_of(std::string_view yaml) {
  Sources sources;
  Diagnostics diagnostics;
  const auto tree = syntax::parse(sources, sources.add("stack.yaml", std::string(yaml)), diagnostics);
  std::vector<Span> spans;
  if (tree.has_value()) collect(*tree, spans);
  return spans;
}

void survives(const std::string& yaml) {
  std::optional<Compilation> made;
  REQUIRE_NOTHROW(made.emplace(compile_text(yaml)));
  for (const Diagnostic& diagnostic : made->diagnostics.all()) {
    INFO(diagnostic.message);
    CHECK(diagnostic.at.known());
    CHECK(diagnostic.at.end <= yaml.size());
    CHECK_FALSE(diagnostic.message.empty());
    // A template that is at fault is no answer to a person who wrote a stack.
    CHECK(std::string(code(diagnostic.rule)) != "STK6006");
  }
  if (made->compiled.has_value()) {
    for (const lock::Artifact& artifact : made->compiled->result.artifacts) {
      const std::string& path = artifact.path.text();
      if (path.rfind("compose.", 0) == 0 || path.find(".yml") != std::string::npos) {
        INFO(path);
        CHECK_NOTHROW(reading::yaml_events(artifact.bytes));
      }
    }
  } else {
    CHECK(made->diagnostics.has_errors());
  }
}

}  // namespace

TEST_CASE("every value of a stack may be null, empty or of another shape without a crash") {
  const std::vector<Span> spans = values_of(whole_stack);
  REQUIRE(spans.size() > 120);
  for (const char* with :
       {"null", "\"\"", "[]", "{}", "0", "a-b", "\"x y\"", "/", "*", "web", "db", "[a, b]", "{ a: b }"}) {
    for (const Span& span : spans) {
      std::string yaml(whole_stack);
      std::string text = with;
      // What stood on lines of its own goes on the line of its key.
      const char after = span.end < yaml.size() ? yaml[span.end] : '\n';
      if (after != '\n' && after != ' ' && after != ',' && after != '}' && after != ']') text += '\n';
      if (span.begin > 0 && yaml[span.begin - 1] == ' ' &&
          yaml.rfind('\n', span.begin) + 1 == yaml.find_first_not_of(' ', yaml.rfind('\n', span.begin) + 1))
        text += '\n';
      yaml.replace(span.begin, span.end - span.begin, text);
      INFO(with << " for " << whole_stack.substr(span.begin, std::min<std::size_t>(span.end - span.begin, 60)));
      survives(yaml);
    }
  }
}

TEST_CASE("a stack without any one of its lines is refused with a place or compiles") {
  std::size_t begin = 0;
  while (begin < whole_stack.size()) {
    const std::size_t end = whole_stack.find('\n', begin) + 1;
    std::string yaml(whole_stack);
    yaml.erase(begin, end - begin);
    INFO("without " << whole_stack.substr(begin, end - begin));
    survives(yaml);
    begin = end;
  }
}

TEST_CASE("values that change places are refused with a place or compile") {
  const std::vector<Span> spans = values_of(whole_stack);
  std::mt19937 random(4711);
  for (int i = 0; i < 400; ++i) {
    const Span& to = spans[random() % spans.size()];
    const Span& from = spans[random() % spans.size()];
    const std::string_view text = whole_stack.substr(from.begin, from.end - from.begin);
    if (text.find('\n') != std::string_view::npos ||
        whole_stack.substr(to.begin, to.end - to.begin).find('\n') != std::string_view::npos)
      continue;
    std::string yaml(whole_stack);
    yaml.replace(to.begin, to.end - to.begin, text);
    INFO(text << " for " << whole_stack.substr(to.begin, to.end - to.begin));
    survives(yaml);
  }
}
