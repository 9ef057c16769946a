// Environments: which there are, and how what they say is laid over the base.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

constexpr std::string_view with_environments = R"(stackc: 1
name: blog
sites:
  main:
    domain: www.example.com
    aliases: { example.com: redirect, m.example.com: serve }
    routes: { /: { to: web, timeout: 30s, body: 2MiB } }
services:
  web:
    framework: django
    project: blog
    release: [python manage.py migrate, python manage.py seed]
    env: { MODE: base, KEPT: kept, GONE: gone }
environments:
  staging:
    sites: { main: { domain: stage.example.com, aliases: { m.example.com: null }, routes: { /: { timeout: 9s } } } }
    services: { web: { release: [python manage.py migrate], env: { MODE: staging, GONE: null } } }
  dev:
    services: { web: { env: { MODE: dev } } }
)";

std::vector<std::string> names_of(const std::vector<Traced<Id>>& ids) {
  std::vector<std::string> names;
  names.reserve(ids.size());
  for (const auto& id : ids)
    names.push_back(id.value.text);
  return names;
}

std::string variable(const Stack& stack, std::string_view name) {
  const auto* found = stack.services.find("web")->value.env.find(name);
  if (found == nullptr) return "(none)";
  return std::get<std::string>(found->value.value);
}

}  // namespace

TEST_CASE("prod and dev exist without being named; the others come in the order of the file") {
  const Resolved made = resolve_text(with_environments);
  CHECK(made.said() == std::vector<std::string>{});
  CHECK(names_of(resolve::environments(made.base)) == std::vector<std::string>{"prod", "dev", "staging"});
  CHECK(resolve::production(Id{"prod"}));
  CHECK(resolve::production(Id{"staging"}));
  CHECK_FALSE(resolve::production(Id{"dev"}));
}

TEST_CASE("maps merge by id, lists and scalars replace, null removes") {
  const Resolved made = resolve_text(with_environments);
  const Stack& prod = made.stack_in("prod");
  const Stack& staging = made.stack_in("staging");

  CHECK(variable(prod, "MODE") == "base");
  CHECK(variable(made.stack_in("dev"), "MODE") == "dev");
  CHECK(variable(staging, "MODE") == "staging");
  CHECK(variable(staging, "KEPT") == "kept");
  CHECK(variable(staging, "GONE") == "(none)");
  CHECK(variable(prod, "GONE") == "gone");

  CHECK(prod.services.find("web")->value.release.size() == 2);
  CHECK(staging.services.find("web")->value.release.size() == 1);

  const Site& site = staging.sites.find("main")->value;
  CHECK(site.domain->text == "stage.example.com");
  CHECK(site.aliases.find("m.example.com") == nullptr);
  CHECK(site.aliases.find("example.com") != nullptr);
  const Route& route = site.routes.find("/")->value;
  CHECK(route.timeout->milliseconds == 9'000);
  CHECK(route.body->count == 2 << 20);
  CHECK(route.to->text == "web");
  CHECK(prod.sites.find("main")->value.routes.find("/")->value.timeout->milliseconds == 30'000);
}

TEST_CASE("what an environment replaced is remembered") {
  const Resolved made = resolve_text(with_environments);
  const auto& domain = made.stack_in("staging").sites.find("main")->value.domain;
  const auto* overlaid = std::get_if<Overlay>(&made.origins.at(domain.origin));
  REQUIRE(overlaid != nullptr);
  CHECK(made.written(domain.origin) == "stage.example.com");
  CHECK(made.written(overlaid->replaced) == "www.example.com");
}

TEST_CASE("a mistake of one environment names it, one of all names none") {
  const Compilation one = compile_text(R"(stackc: 1
name: blog
services:
  web: { framework: django, project: blog }
environments:
  staging: { services: { web: { env: { DB: { ref: db.host } } } } }
)");
  CHECK(one.said() == std::vector<std::string>{"unknown_service 6:44 there is no service `db` (staging)"});
  const Compilation all = compile_text(R"(stackc: 1
name: blog
services:
  web: { framework: django, project: blog, env: { DB: { ref: db.host } } }
)");
  CHECK(all.said() == std::vector<std::string>{"unknown_service 4:55 there is no service `db`"});
}
