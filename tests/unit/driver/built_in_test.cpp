// The programs that the build made of the built-in templates.
#include "driver/built_in.h"
#include "plan/plan.h"
#include "render/program.h"
#include "tests/catch.h"

using namespace stackc;

TEST_CASE("what the build compiled is what compiling gives") {
  const driver::BuiltIn built_in;
  render::TemplateLibrary library;
  for (const render::TemplateLibrary::Entry& entry : built_in.library().entries())
    library.add_builtin(entry.name, entry.text);
  Sources sources;
  Diagnostics diagnostics;
  for (const plan::TemplateUse& use : plan::template_uses()) {
    INFO(use.template_name);
    const auto compiled = render::load(library, use.template_name, *use.type, sources, diagnostics);
    REQUIRE(compiled.has_value());
    const render::Program& made = compiled->program();
    const render::Program& taken = built_in.load(use.template_name, *use.type).ready->program();
    CHECK(taken.used.empty());  // or it was compiled, too
    CHECK(taken.view == made.view);
    CHECK(taken.language == made.language);
    REQUIRE(taken.files.size() == made.files.size());
    for (std::size_t i = 0; i < made.files.size(); ++i) {
      CHECK(taken.files[i].name == made.files[i].name);
      CHECK(taken.files[i].text == made.files[i].text);
    }
    CHECK(taken.ops == made.ops);
    CHECK(taken.conditions == made.conditions);
    CHECK(taken.accesses == made.accesses);
    CHECK(taken.steps == made.steps);
    CHECK(taken.filters == made.filters);
    CHECK(taken.constants == made.constants);
    CHECK(taken.slot_count == made.slot_count);
    CHECK(taken.loop_levels == made.loop_levels);
  }
  CHECK(diagnostics.empty());
}
