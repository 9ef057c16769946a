// Tiers of proxies: who listens for whom, whom each asks, and whom it believes.
#include <algorithm>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

constexpr std::string_view tiers =
    "edge:\n  - front: { proxy: haproxy, stats: 8888 }\n"
    "  - { nginx: { proxy: \"nginx:1.30\", debug: 8000 }, legacy: { proxy: apache, debug: 8001 } }\n";

std::string stack_with(std::string_view edge) {
  return "stackc: 1\nname: shop\n"
         "sites:\n  main: { domain: \"*\", routes: { /: { to: web, timeout: 90s }, /a.b+c: { to: web } } }\n"
         "services: { web: { framework: django, project: shop, health: /health/ } }\n" +
         std::string(edge) + "tls: none\nallow: [{ code: STK5070, at: tls, because: \"a network of our own\" }]\n";
}

const topology::Member& member(const topology::Topology& topology, std::string_view id) {
  const auto& all = topology.edge->members;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id.value.text == id; });
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("the first tier asks the second one where only it comes in, the last one asks the applications") {
  const Resolved made = resolve_text(stack_with(tiers));
  const topology::Topology& prod = made.in("prod");
  REQUIRE(prod.edge->members.size() == 3);
  CHECK(prod.edge->id.value.text == "front");
  const topology::Member& front = member(prod, "front");
  CHECK(front.outermost);
  CHECK_FALSE(front.last);
  CHECK_FALSE(front.behind.has_value());
  REQUIRE(front.upstreams.size() == 2);
  CHECK(front.upstreams[1].id.value.text == "legacy");
  CHECK(front.mounts.empty());
  for (const char* id : {"nginx", "legacy"}) {
    const topology::Member& inner = member(prod, id);
    CHECK(inner.last);
    CHECK(inner.several);
    // What strangers reach and what is believed are two ports.
    REQUIRE(inner.behind.has_value());
    CHECK(inner.behind->value != inner.http.value);
    CHECK(inner.behind->value == front.upstreams[0].port.value);
    REQUIRE(inner.upstreams.size() == 1);
    CHECK(inner.upstreams[0].health->value.text == "/health/");
    CHECK(inner.mounts.size() == 1);
  }
}

TEST_CASE("who stands outside waits longer than any route lets an application be silent") {
  const Resolved made = resolve_text(stack_with(tiers));
  const topology::Topology& prod = made.in("prod");
  for (const topology::Route& route : prod.sites.front().routes)
    CHECK(member(prod, "front").patience.value > route.timeout.value);
}

TEST_CASE("the door of a host is the outermost proxy's, and names the port that clients type") {
  const Resolved made = resolve_text(stack_with(std::string(tiers) + "hosts: { main: { http: 8081 } }\n"));
  const topology::Edge& edge = *made.in("prod").edge;
  CHECK(edge.http.publish.value.number == 8081);
  CHECK(edge.members.front().http.value == edge.http.listen.value);
  CHECK(edge.port_in_urls->value.number == 8081);
  for (const topology::Member& one : edge.members)
    CHECK(one.http.value.number == 80);
  const auto said = resolve_text(stack_with(std::string(tiers) + "hosts: { main: { http: 8000 } }\n")).said();
  CHECK(std::any_of(said.begin(), said.end(),
                    [](const std::string& one) { return one.rfind("port_published_twice", 0) == 0; }));
}

TEST_CASE("a site for any host has no name of its own, and probes ask as this machine") {
  const Resolved made = resolve_text(stack_with("edge: nginx\n"));
  const topology::Topology& prod = made.in("prod");
  CHECK(prod.sites.front().any_host);
  CHECK(prod.sites.front().all_names.empty());
  CHECK(prod.edge->any_host);
  CHECK_FALSE(prod.edge->tls);
  CHECK_FALSE(prod.acme.has_value());
  CHECK(prod.certificates.empty());
  CHECK(prod.applications.front().health_host.value.text == "localhost");
  for (const topology::Header& header : prod.edge->headers)
    CHECK(header.name.text != "Strict-Transport-Security");
}

TEST_CASE("the short form is one tier with one proxy, named after its program") {
  for (const char* program : {"nginx", "apache"}) {
    const Resolved made = resolve_text(stack_with("edge: " + std::string(program) + "\n"));
    const topology::Topology& prod = made.in("prod");
    REQUIRE(prod.edge->members.size() == 1);
    const topology::Member& only = prod.edge->members.front();
    CHECK(only.id.value.text == program);
    CHECK((only.outermost && only.last && !only.several && !only.behind.has_value()));
  }
}

TEST_CASE("a path as a pattern means itself") {
  const Resolved made = resolve_text(stack_with("edge: nginx\n"));
  const auto& routes = made.in("prod").sites.front().routes;
  const auto exact = std::find_if(routes.begin(), routes.end(), [](const auto& r) { return !r.prefix; });
  REQUIRE(exact != routes.end());
  CHECK(exact->pattern.text == "/a[.]b[+]c");
}

TEST_CASE("values at start belong to an image of its own, and hold what the stack says where nobody sets them") {
  const std::string bound =
      "edge:\n  - front: { proxy: nginx, image: own, bind: { web.host: { from_env: HOST, at: start }, "
      "web.port: { from_env: PORT, default: 9000, at: start } } }\n";
  const Resolved made = resolve_text(stack_with(bound));
  const topology::Member& front = member(made.in("prod"), "front");
  CHECK(front.own_image);
  REQUIRE(front.late.size() == 2);
  CHECK(front.late[0].variable.value.text == "HOST");
  CHECK(front.late[0].fallback.value.text == "web");
  CHECK_FALSE(front.late[0].port);
  CHECK(front.late[1].fallback.value.text == "9000");
  CHECK(front.late[1].port);
  CHECK(front.folder.value.text == "/run/stackc");
}

TEST_CASE("what cannot be bound at start is refused, each with a place") {
  const auto said = [](std::string_view bind, std::string_view more = "image: own, ") {
    return resolve_text(stack_with("edge: [{ front: { proxy: nginx, " + std::string(more) + "bind: { " +
                                   std::string(bind) + " } } }]\n"))
        .said();
  };
  const auto refused = [&](std::string_view bind) {
    const auto lines = said(bind);
    return lines.size() >= 1 && lines.front().rfind("late_value", 0) == 0;
  };
  CHECK(refused("web.port: 8000"));
  CHECK(refused("web.port: { from_env: P }"));
  CHECK(refused("web.port: { from_env: P, at: compose }"));
  CHECK(refused("web.port: { from_env: P, default: 80;, at: start }"));
  CHECK(refused("web.port: { from_env: P, default: 99999, at: start }"));
  CHECK(refused("web.host: { from_env: H, default: a b, at: start }"));
  CHECK(refused("web.timeout: { from_env: T, at: start }"));
  CHECK(refused("nobody.host: { from_env: H, at: start }"));
  CHECK(refused("web.port: { secret: p }"));
  CHECK_FALSE(said("web.port: { from_env: P, at: start }", "").empty());
  CHECK_FALSE(refused("web.port: { from_env: P, default: 8080, at: start }"));
}
