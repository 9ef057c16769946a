// Next.js: what of its build runs, and what it may write.
#include <string>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

topology::Application application(const std::string& service) {
  const Resolved made = resolve_text("stackc: 1\nname: shop\nservices: { web: " + service + " }\n");
  REQUIRE(made.said() == std::vector<std::string>{});
  return made.in("prod").applications.front();
}

}  // namespace

TEST_CASE("the folder that the build leaves runs, with what is served beside it") {
  const topology::Application app = application("{ framework: next }");
  CHECK(app.node->script->value.text == "build");
  CHECK(app.node->standalone->value.text == ".next/standalone");
  CHECK(app.node->beside.at(1).value.text == ".next/static");
  CHECK(app.command.at(1).value == "server.js");
  CHECK(app.scratch.at(0).value.text == "/app/.next/cache");
  CHECK(app.environment.at(0).name.value.text == "HOSTNAME");
  CHECK(app.environment.at(0).literal->value == "0.0.0.0");
}

TEST_CASE("of a workspace the same folders lie below its package") {
  const std::string manager = GENERATE("npm", "pnpm");
  const topology::Application app =
      application("{ framework: next, build: { manager: " + manager + ", package: apps/web } }");
  CHECK(app.node->standalone->value.text == "apps/web/.next/standalone");
  CHECK(app.node->beside.at(0).value.text == "apps/web/public");
  CHECK(app.command.at(1).value == "apps/web/server.js");
  CHECK(app.scratch.at(0).value.text == "/app/apps/web/.next/cache");
}
