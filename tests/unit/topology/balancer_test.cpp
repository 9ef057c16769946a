// A balancer before the edge: whom it is believed by, what it asks, and who waits longest.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

std::string behind(std::string_view balancer, std::string_view routes = "/: { to: web }") {
  return "stackc: 1\nname: shop\nsites: { main: { domain: shop.example.com, routes: { " + std::string(routes) +
         " } } }\nservices:\n  api: { framework: express, run: node main.js, health: /state }\n"
         "  web: { framework: django, project: shop, server: daphne, health: /health/ }\n"
         "tls: upstream\nbalancer: " +
         std::string(balancer) + "\n";
}

const topology::Edge& edge_of(const Resolved& made) {
  REQUIRE(made.said() == std::vector<std::string>{});
  return made.in("prod").edge.value();
}

}  // namespace

TEST_CASE("a balancer ends TLS: no certificates here, and still nobody comes by plain http", "[topology]") {
  const Resolved made = resolve_text(behind("[10.0.0.0/16, 10.9.0.4]"));
  const topology::Edge& edge = edge_of(made);
  CHECK_FALSE(edge.tls);
  CHECK_FALSE(made.in("prod").acme.has_value());
  CHECK(made.in("prod").certificates.empty());
  CHECK(edge.headers.front().name.text == "Strict-Transport-Security");
  REQUIRE(edge.balancer->trusted.size() == 2);
  CHECK(edge.balancer->trusted[1].value.text == "10.9.0.4/32");
  CHECK_FALSE(made.in("dev").edge.has_value());
}

TEST_CASE("who stands outside waits longer, who stands inside keeps connections longer", "[topology]") {
  const auto idle = [](const Resolved& made) { return edge_of(made).balancer->idle.value.milliseconds; };
  const auto keepalive = [](const Resolved& made) { return edge_of(made).keepalive.value.milliseconds; };
  const Resolved plain = resolve_text(behind("[10.0.0.0/16]"));
  CHECK(idle(plain) == 65'000);
  CHECK(keepalive(plain) == 80'000);
  const Resolved slow = resolve_text(behind("[10.0.0.0/16]", "/: { to: web, timeout: 5m }"));
  CHECK(idle(slow) == 305'000);
  const Resolved sockets =
      resolve_text(behind("[10.0.0.0/16]", "/: web, /ws/: { to: web, websocket: true, idle: 30m }"));
  // An hour is what a WebSocket is let live where nobody says how long.
  CHECK(idle(sockets) == 3'605'000);
  CHECK(keepalive(sockets) == 3'620'000);
  const Resolved said = resolve_text(behind("{ trusted: [10.0.0.0/16], idle: 2m }"));
  CHECK(idle(said) == 120'000);
  CHECK(keepalive(said) == 135'000);
}

TEST_CASE("the balancer asks the application that the site leads its health path to", "[topology]") {
  const Resolved made = resolve_text(behind("[10.0.0.0/16]"));
  const topology::BalancerProbe& probe = edge_of(made).balancer->probe.value();
  CHECK(probe.application.value.text == "web");
  CHECK(probe.health.path.value.text == "/health/");
  CHECK(probe.host.value.text == "shop.example.com");
  const Resolved other = resolve_text(behind("[10.0.0.0/16]", "/: api, /admin/: web"));
  CHECK(edge_of(other).balancer->probe->application.value.text == "api");
  const Resolved none = resolve_text(behind("[10.0.0.0/16]", "/shop/: web"));
  CHECK_FALSE(edge_of(none).balancer->probe.has_value());
}

TEST_CASE("a balancer is believed only where it ends TLS", "[resolve]") {
  const Resolved made = resolve_text(
      "stackc: 1\nname: shop\nsites: { shop.example.com: web }\n"
      "services: { web: { framework: django, project: shop } }\nbalancer: [10.0.0.0/16]\n");
  REQUIRE(made.said().size() == 1);
  CHECK(made.said()[0] ==
        "key_of_other_kind 5:11 `balancer` has no meaning for an edge that clients reach themselves (prod)");
}
