// Laying one description over another.
#include "model/overlay.h"

#include "tests/catch.h"
#include "tests/unit/bind/support.h"

using namespace stackc;
using namespace bind_test;

namespace {

const char* const base = R"(stackc: 1
name: blog
sites: { main: { domain: blog.example.com, aliases: [a.example.com, b.example.com] } }
services:
  web: { framework: django, release: [make a, make b], env: { A: a, B: b }, health: { path: /up, every: 5s }, packages: [x] }
  db: { use: mysql:8.0, charset: utf8mb4 }
edge: nginx
jobs: { one: { in: web, run: a }, two: { in: web, run: b } }
)";

struct Laid {
  Bound bound;
  Stack result;
};

/// `over` laid over `base`, both bound into one table of origins as the driver does it.
Laid lay(const std::string& over) {
  std::string whole = std::string(base) + "environments:\n  e:\n";
  std::size_t begin = 0;
  while (begin < over.size()) {
    const std::size_t end = over.find('\n', begin);
    whole += "    " + over.substr(begin, end - begin + 1);
    begin = end + 1;
  }
  Laid laid{bind_text(whole), {}};
  CHECK(laid.bound.said() == std::vector<std::string>{});
  laid.result = overlay(laid.bound.stack, laid.bound.stack.environments.find("e")->value, laid.bound.origins);
  return laid;
}

const Service& web(const Laid& laid) { return laid.result.services.find("web")->value; }

std::vector<std::string> keys(const auto& map) {
  std::vector<std::string> result;
  for (const auto& entry : map)
    result.push_back(entry.key.value.text);
  return result;
}

}  // namespace

TEST_CASE("maps merge by id and keep the order of the base", "[bind]") {
  const Laid laid = lay("services:\n  cache: redis:7\n  db: { use: mysql:8.4 }\n  web: { env: { C: c, A: other } }\n");
  CHECK(keys(laid.result.services) == std::vector<std::string>{"web", "db", "cache"});
  CHECK(keys(web(laid).env) == std::vector<std::string>{"A", "B", "C"});
  CHECK(std::get<std::string>(*web(laid).env.find("A")->value) == "other");
  CHECK(laid.result.services.find("db")->value.use->version == "8.4");
  CHECK(laid.result.services.find("db")->value.charset->text == "utf8mb4");
}

TEST_CASE("lists and scalars replace", "[bind]") {
  const Laid laid =
      lay("services: { web: { release: [make c], health: { every: 9s } } }\nsites: { main: { aliases: [c.example.com] "
          "} }\n");
  REQUIRE(web(laid).release.size() == 1);
  CHECK(web(laid).release[0].value.words == std::vector<std::string>{"make", "c"});
  CHECK(web(laid).health->path->text == "/up");
  CHECK(web(laid).health->every->milliseconds == 9000);
  CHECK(keys(laid.result.sites.find("main")->value.aliases) == std::vector<std::string>{"c.example.com"});
  const Laid merged = lay("sites: { main: { aliases: { c.example.com: redirect, a.example.com: ~ } } }\n");
  CHECK(keys(merged.result.sites.find("main")->value.aliases) ==
        std::vector<std::string>{"b.example.com", "c.example.com"});
}

TEST_CASE("an empty list replaces too", "[bind]") {
  const Laid laid = lay("services: { web: { release: [], packages: null } }\n");
  CHECK(web(laid).release.present());
  CHECK(web(laid).release.empty());
  CHECK(web(laid).packages.removed());
  CHECK(web(laid).packages.empty());
}

TEST_CASE("null removes an entry and keeps its default away", "[bind]") {
  const Laid laid = lay("services:\n  db:\n  web: { env: { A: null }, health: null }\njobs: null\nedge: null\n");
  CHECK(keys(laid.result.services) == std::vector<std::string>{"web"});
  CHECK(laid.result.services.removes("db"));
  CHECK(keys(web(laid).env) == std::vector<std::string>{"B"});
  CHECK(web(laid).env.removes("A"));
  CHECK(web(laid).health.removed());
  CHECK(laid.result.jobs.empty());
  CHECK(laid.result.jobs.removed);
  CHECK(laid.result.edge.removed());
}

TEST_CASE("a replaced value names what it replaced", "[bind]") {
  const Laid laid = lay("services: { web: { framework: null, release: [make c], env: { A: z, C: c } } }\nedge: none\n");
  const auto replaced = [&](OriginId id) {
    const auto* origin = std::get_if<Overlay>(&laid.bound.origins.at(id));
    return origin == nullptr ? std::string("nothing") : laid.bound.written(origin->replaced);
  };
  CHECK(replaced(web(laid).framework.origin) == "django");
  CHECK(replaced(web(laid).release.origin) == "[make a, make b]");
  CHECK(replaced(web(laid).env.find("A")->value.origin) == "a");
  CHECK(replaced(web(laid).env.find("C")->value.origin) == "nothing");
  CHECK(replaced(laid.result.edge->proxy.origin) == "nginx");
  CHECK(laid.bound.written(laid.result.edge->proxy.origin) == "none");
}

TEST_CASE("what an overlay failed to say leaves the base as it is", "[bind]") {
  Bound bound = bind_text(std::string(base) +
                          "environments: { e: { services: { web: { framework: \"a b\", health: [x] } } } }\n");
  CHECK(bound.said().size() == 2);
  const Stack result = overlay(bound.stack, bound.stack.environments.find("e")->value, bound.origins);
  CHECK(result.services.find("web")->value.framework->text == "django");
  CHECK(result.services.find("web")->value.health->path->text == "/up");
}

TEST_CASE("two overlays in a row give the same as one of both", "[bind]") {
  Bound bound = bind_text(std::string(base) +
                          "environments:\n"
                          "  one: { services: { db: ~, web: { env: { A: ~, C: c } } } }\n"
                          "  two: { services: { db: redis:7, web: { env: { A: again } } } }\n");
  CHECK(bound.said() == std::vector<std::string>{});
  const Stack& one = bound.stack.environments.find("one")->value;
  const Stack& two = bound.stack.environments.find("two")->value;
  const Stack in_a_row = overlay(overlay(bound.stack, one, bound.origins), two, bound.origins);
  const Stack at_once = overlay(bound.stack, overlay(one, two, bound.origins), bound.origins);
  for (const Stack* stack : {&in_a_row, &at_once}) {
    CHECK(keys(stack->services) == std::vector<std::string>{"web", "db"});
    CHECK(stack->services.find("db")->value.charset.absent());
    CHECK(stack->services.find("db")->value.use->name == "redis");
    CHECK(keys(stack->services.find("web")->value.env) == std::vector<std::string>{"B", "C", "A"});
  }
}
