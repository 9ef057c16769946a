// An image registry of the catalogue: a program that speaks HTTP behind the edge, has users, and is swept.
#include <algorithm>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

constexpr std::string_view office = R"(stackc: 1
name: office
sites: { docker.example.com: registry }
services: { registry: { use: "registry:3", users: [ci, desk] } }
jobs: { tidy: { sweep: registry, daily: "04:05" } }
)";

bool says(const Resolved& made, std::string_view rule) {
  const auto said = made.said();
  return std::any_of(said.begin(), said.end(), [&](const std::string& one) { return one.rfind(rule, 0) == 0; });
}

std::string with(std::string_view services, std::string_view jobs) {
  return "stackc: 1\nname: office\nsites: { docker.example.com: registry }\nservices: " + std::string(services) +
         "\njobs: " + std::string(jobs) + "\n";
}

}  // namespace

TEST_CASE("a route leads to a registry, takes any body, and waits for it", "[topology]") {
  const Resolved made = resolve_text(office);
  CHECK(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  const topology::Route& route = prod.sites.front().routes.front();
  CHECK_FALSE(route.body.has_value());
  CHECK(route.timeout.value == Duration{900'000});
  CHECK(prod.sites.front().health->value.text == "/");
  REQUIRE(prod.edge->members.front().upstreams.size() == 1);
  CHECK(prod.edge->members.front().upstreams.front().port.value.number == 5000);
  const topology::Backing& registry = prod.backings.front();
  REQUIRE(registry.script.has_value());
  CHECK(registry.command.size() == 1);
  CHECK(registry.mounts.front().path.value.text == "/var/lib/registry");
  CHECK_FALSE(registry.password.has_value());
}

TEST_CASE("a limit that the stack says for a registry holds", "[topology]") {
  const Resolved made = resolve_text(
      "stackc: 1\nname: office\n"
      "sites: { docker.example.com: { routes: { /: { to: registry, body: 2GiB, timeout: 1h } } } }\n"
      "services: { registry: { use: \"registry:3\", users: [ci] } }\n");
  const topology::Route& route = made.in("prod").sites.front().routes.front();
  REQUIRE(route.body.has_value());
  CHECK(route.body->value.count == std::int64_t{2} * 1024 * 1024 * 1024);
  CHECK(route.timeout.value == Duration{3'600'000});
}

TEST_CASE("users of a registry are hashes in .env, in production alone", "[topology]") {
  const Resolved made = resolve_text(office);
  const topology::Topology& prod = made.in("prod");
  REQUIRE(prod.backings.front().users.size() == 2);
  CHECK(prod.backings.front().users.front().hash.value.text == "REGISTRY_CI_PASSWORD_HASH");
  REQUIRE(prod.secrets.size() == 2);
  CHECK((prod.secrets.front().hash && prod.secrets.front().bcrypt));
  const topology::Backing& dev = made.in("dev").backings.front();
  CHECK(dev.users.empty());
  CHECK_FALSE(dev.script.has_value());
  CHECK_FALSE(dev.sweep.has_value());
}

TEST_CASE("a sweep keeps ten tags where nothing else is said", "[topology]") {
  const Resolved made = resolve_text(office);
  REQUIRE(made.in("prod").backings.front().sweep.has_value());
  const topology::Sweep& sweep = *made.in("prod").backings.front().sweep;
  CHECK(sweep.keep.value == 10);
  CHECK(sweep.first.value == 11);
  CHECK(sweep.at.value.text == "0405");
}

TEST_CASE("what is no registry has no users of its own and is not swept", "[topology]") {
  constexpr std::string_view registry = "{ registry: { use: \"registry:3\", users: [ci] }, db: \"mysql:8.4\" }";
  CHECK(says(resolve_text(with(registry, "{ a: { sweep: db, daily: \"04:00\" } }")), "sweep_of_nothing"));
  CHECK(says(resolve_text(with(registry,
                               "{ a: { sweep: registry, daily: \"04:00\" }, b: { sweep: registry, daily: "
                               "\"05:00\" } }")),
             "sweep_of_nothing"));
  CHECK(says(resolve_text(with(registry, "{ a: { sweep: registry, backup: db, daily: \"04:00\" } }")), "job_unclear"));
  CHECK(says(resolve_text(with(registry, "{ a: { sweep: registry, cron: \"0 4 * * *\" } }")), "key_of_other_kind"));
  CHECK(says(resolve_text(with("{ registry: \"registry:3\" }", "{}")), "registry_without_users"));
  CHECK(says(resolve_text(with("{ registry: { use: \"mysql:8.4\", users: [ci] } }", "{}")), "key_of_other_kind"));
}

namespace {

/// A stack whose application is pushed to `push`; `more` are keys of the top level, `site` is the registry's.
std::string pushing(std::string_view push, std::string_view more = "",
                    std::string_view site = "docker.example.com: registry") {
  return "stackc: 1\nname: office\nsites: { www.example.com: web, " + std::string(site) +
         " }\nservices:\n  web: { framework: django, project: office, push: \"" + std::string(push) +
         "\" }\n  registry: { use: \"registry:3\", users: [ci, desk] }\n" + std::string(more);
}

std::string first_said(const std::string& text) {
  const auto said = resolve_text(text).said();
  return said.empty() ? "" : said.front();
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a stack that pushes to its own registry knows it", "[topology]") {
  const Resolved made = resolve_text(pushing("docker.example.com/office/web"));
  REQUIRE(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  REQUIRE(prod.registry.has_value());
  CHECK(prod.applications.front().kept_here);
  CHECK(prod.registry->service.value.text == "registry");
  CHECK(prod.registry->host.value.text == "docker.example.com");
  CHECK(prod.registry->user.value.text == "ci");
  CHECK(prod.registry->password.text == "REGISTRY_CI_PASSWORD");
  CHECK_FALSE(made.in("dev").registry.has_value());
  const Resolved port = resolve_text(
      pushing("docker.example.com:18443/office/web", "tls: own\nhosts: { main: { http: 18080, https: 18443 } }\n"));
  REQUIRE(port.said() == std::vector<std::string>{});
  CHECK(port.in("prod").registry->host.value.text == "docker.example.com:18443");
  const Resolved elsewhere = resolve_text(pushing("ghcr.io/office/web"));
  REQUIRE(elsewhere.said() == std::vector<std::string>{});
  CHECK_FALSE(elsewhere.in("prod").registry.has_value());
}

TEST_CASE("what an engine could not push to is said, with what to write", "[topology]") {
  CHECK(holds(first_said(pushing("www.example.com/office/web")), "leads to no image registry"));
  CHECK(holds(first_said(pushing("docker.example.com/office/web", "tls: none\n")), "answers without TLS"));
  CHECK(holds(first_said(pushing("docker.example.com/office/web",
                                 "tls: own\nhosts: { main: { http: 18080, https: 18443 } }\n")),
              "does not reach the registry as `docker.example.com`"));
  CHECK(holds(first_said(pushing("old.example.com/office/web", "",
                                 "docker: { domain: docker.example.com, aliases: { old.example.com: redirect }, "
                                 "routes: { /: registry } }")),
              "only redirects"));
  CHECK(
      holds(first_said(pushing("docker.example.com/office/web", "users: [me]\n",
                               "docker: { domain: docker.example.com, routes: { /: { to: registry, auth: [me] } } }")),
            "`auth` has no meaning"));
}
