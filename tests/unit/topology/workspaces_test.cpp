// A package of a workspace: what developers run, and in which folder commands find it.
#include <string>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

topology::Application application(const std::string& service, const std::string& environment) {
  const Resolved made = resolve_text("stackc: 1\nname: shop\nservices: { web: { " + service + " } }\n");
  REQUIRE(made.said() == std::vector<std::string>{});
  return made.in(environment).applications.front();
}

std::string development(const std::string& service) {
  std::string line;
  for (const auto& word : application(service, "dev").dev_command)
    line += (line.empty() ? "" : " ") + word.value;
  return line;
}

/// The same in every environment, as all of an image is.
std::string folder(const std::string& service) {
  const topology::Application dev = application(service, "dev");
  const topology::Application prod = application(service, "prod");
  CHECK(dev.node->folder.has_value() == prod.node->folder.has_value());
  return dev.node->folder ? dev.node->folder->value.text : "-";
}

}  // namespace

TEST_CASE("developers run the script, or the program, of the package from the workspace's root") {
  const std::string api = "framework: express, run: node main.js, ";
  CHECK(development(api + "build: { manager: npm }") == "npm run dev");
  CHECK(development(api + "build: { package: apps/api }") == "npm run dev --workspace apps/api");
  CHECK(development(api + "build: { manager: pnpm, package: apps/api }") == "pnpm --filter ./apps/api run dev");
  const std::string vite = "vite --host 0.0.0.0 --port 5173 --strictPort";
  CHECK(development("framework: vite, build: { package: apps/page }") == "npm exec --workspace apps/page -- " + vite);
  CHECK(development("framework: vite, build: { manager: pnpm, package: apps/page }") ==
        "pnpm --filter ./apps/page exec " + vite);
}

TEST_CASE("what the build leaves of a workspace lies below its package") {
  const topology::Application page =
      application("framework: vite, build: { context: web, package: apps/page }", "prod");
  CHECK(page.files->output.text == "apps/page/dist");
  CHECK(page.node->package->value.text == "apps/page");
  CHECK(page.node->lock_file.text == "web/package-lock.json");
}

TEST_CASE("commands run where the package lies, unless the build leaves a folder of its own") {
  const std::string api = "framework: express, run: node main.js, ";
  CHECK(folder(api + "build: { manager: npm }") == "-");
  CHECK(folder(api + "build: { manager: npm, package: apps/api }") == "apps/api");
  CHECK(folder(api + "build: { manager: pnpm, package: apps/api }") == "apps/api");
  CHECK(folder("framework: next, build: { manager: npm, package: apps/web }") == "-");
}
