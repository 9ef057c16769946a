// A static site: what the source holds is what is served, and a release takes away what it has no more.
#include <algorithm>
#include <string>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

std::string stack_with(const std::string& service, const std::string& routes = "/: site",
                       const std::string& more = "") {
  return "stackc: 1\nname: shop\nsites: { main: { domain: shop.example.com, routes: { " + routes +
         " } } }\nservices: { site: " + service + " }\ntls: { contact: you@example.com }\n" + more;
}

const topology::Route& route_of(const Resolved& made) {
  REQUIRE(made.said() == std::vector<std::string>{});
  return made.in("prod").sites.front().routes.front();
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a static site is a folder of its source, and needs no program to be built") {
  const Resolved made = resolve_text(stack_with("{ framework: static, build: { context: www, output: pages } }"));
  REQUIRE(made.said() == std::vector<std::string>{});
  const topology::Application& app = made.in("prod").applications.front();
  CHECK(app.base_image.value.text == "busybox:1.37");
  CHECK_FALSE((app.python.has_value() || app.node.has_value() || app.java.has_value()));
  REQUIRE(app.files.has_value());
  CHECK(app.files->output.text == "pages");
  CHECK_FALSE(app.files->built);
  CHECK_FALSE(app.files->lasting);
  CHECK_FALSE(app.files->fallback.has_value());
  CHECK_FALSE(app.process);
  CHECK_FALSE(app.test.has_value());
  const topology::Application& developed = made.in("dev").applications.front();
  CHECK(developed.mounted);
  CHECK(developed.dev_command.back().value == "/app/pages");
}

TEST_CASE("folders answer with their page, what is missing with 404, and clients ask again") {
  const Resolved plain = resolve_text(stack_with("{ framework: static }", "/docs/: site"));
  const topology::Route& route = route_of(plain);
  CHECK(route.files->value.text == "/srv/site/files");
  CHECK(route.index->value.text == "index.html");
  CHECK(route.not_found->value.text == "/docs/404.html");
  CHECK(route.revalidated);
  CHECK_FALSE((route.fallback.has_value() || route.hashed.has_value() || route.uploads));
  CHECK(plain.in("prod").edge->indexes);
  const Resolved kept = resolve_text(stack_with("{ framework: static }", "/: { to: site, cache: 1h }"));
  CHECK_FALSE(route_of(kept).revalidated);
}

TEST_CASE("one page for all paths is the stack's to say") {
  const Resolved made = resolve_text(stack_with("{ framework: static }", "/: { to: site, fallback: index.html }"));
  const topology::Route& route = route_of(made);
  CHECK(route.fallback->value.text == "/index.html");
  CHECK_FALSE((route.index.has_value() || route.not_found.has_value() || route.revalidated));
}

TEST_CASE("a release is asked for a page that answers for all paths, where no application says how it is") {
  const auto asked = [](const std::string& service, const std::string& routes, const std::string& more = "") {
    const Resolved made = resolve_text(stack_with(service, routes, more));
    const auto& health = made.in("prod").sites.front().health;
    return health.has_value() ? health->value.text : "nothing";
  };
  CHECK(asked("{ framework: vite }", "/: site") == "/");
  CHECK(asked("{ framework: vite }", "/app/: site") == "/app/");
  CHECK(asked("{ framework: vite }, api: { framework: express, run: node a.js, health: /up }", "/: site, /up: api") ==
        "/up");
  CHECK(asked("{ framework: static }", "/: site") == "nothing");
  CHECK(asked("{ framework: vite }", "/: { to: site, auth: [editor] }", "users: [editor]\n") == "nothing");
}

TEST_CASE("what only a build or a process needs says nothing of a static site") {
  for (const char* const key :
       {"build: { requirements: a.txt }", "build: { manager: npm }", "build: { package: a }",
        "build: { script: build }", "run: httpd", "env: { A: b }", "health: /", "memory: 64MiB"}) {
    INFO(key);
    const auto complaints = resolve_text(stack_with("{ framework: static, " + std::string(key) + " }")).said();
    REQUIRE(complaints.size() == 1);
    CHECK(complaints.front().starts_with("key_of_other_kind"));
  }
}

TEST_CASE("HAProxy alone cannot serve a static site") {
  const auto complaints =
      resolve_text(
          "stackc: 1\nname: shop\nsites: { shop.example.com: site }\nservices: { site: { framework: static } }\n"
          "tls: none\nedge: haproxy\n")
          .said();
  CHECK(std::count_if(complaints.begin(), complaints.end(),
                      [](const std::string& one) { return one.starts_with("proxy_in_wrong_tier"); }) == 1);
}

TEST_CASE("the image and its release hold nothing but the folder; what is gone from it is removed") {
  const Compilation made = compile_text(
      stack_with("{ framework: static, push: shop/site }", "/: site", "ci: { github: { branch: main } }\n"), "/shop");
  REQUIRE(made.said() == std::vector<std::string>{});
  CHECK(holds(made.text("Dockerfile"), "\nCOPY public /source\n"));
  CHECK(holds(made.text("Dockerfile"), "\nUSER 1000:1000\n"));
  CHECK(made.text(".dockerignore").ends_with("\n!public\n"));
  const std::string& publish = made.text("deploy/entrypoints/site.sh");
  CHECK(holds(publish, "if [ ! -f \"$from/$file\" ]; then rm -f \"$file\"; fi"));
  CHECK_FALSE(holds(publish, "-mtime"));
  CHECK_FALSE(holds(publish, "touch"));
  const std::string& workflow = made.text(".github/workflows/shop.yml");
  CHECK_FALSE(holds(workflow, "TEST"));
  CHECK_FALSE(holds(workflow, "setup-node"));
}
