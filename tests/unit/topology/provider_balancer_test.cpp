// A balancer of the catalogue: what its provider is told follows from the same numbers as the proxy's configuration.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

struct Shop {
  std::string_view balancer = "";
  std::string_view routes = "/: web";
  std::string_view health = "/health/";
  std::string_view hosts = "";
};

std::string behind(const Shop& written) {
  return "stackc: 1\nname: the_shop\n"
         "sites:\n  main: { domain: shop.example.com, aliases: [www.shop.example.com], routes: { " +
         std::string(written.routes) +
         " } }\n  docs.example.com: web\n"
         "services:\n  web: { framework: django, project: shop, server: daphne, health: " +
         std::string(written.health) +
         ", env: { DB_HOST: { ref: db.host } } }\n  db: mysql:8.4\n  cache: redis:7\n"
         "tls: upstream\nbalancer: { use: aws, trusted: [10.0.0.0/16]" +
         std::string(written.balancer) + " }\n" + std::string(written.hosts);
}

constexpr std::string_view two_hosts =
    "hosts:\n  web: { count: 2, services: [web] }\n  data-1: { services: [db, cache], address: 10.0.2.10 }\n";

topology::ManagedBalancer managed(const Resolved& made) {
  REQUIRE(made.said() == std::vector<std::string>{});
  return made.in("prod").edge.value().balancer.value().managed.value();
}

std::vector<std::string> words(const std::vector<Word>& from) {
  std::vector<std::string> all;
  all.reserve(from.size());
  for (const Word& word : from)
    all.push_back(word.text);
  return all;
}

}  // namespace

TEST_CASE("a machine that leaves may finish what the slowest route may take, WebSockets aside", "[topology]") {
  const auto drain = [](const Shop& written) {
    return managed(resolve_text(behind(written))).drain.value.milliseconds;
  };
  CHECK(drain({}) == 65'000);
  CHECK(drain({"", "/: { to: web, timeout: 5m }"}) == 305'000);
  CHECK(drain({"", "/: web, /ws/: { to: web, websocket: true, idle: 1h }"}) == 65'000);
  CHECK(drain({", drain: 20s"}) == 20'000);
  CHECK_FALSE(managed(resolve_text(behind({}))).sticky.has_value());
  CHECK(managed(resolve_text(behind({", sticky: 1d"}))).sticky->value.milliseconds == 86'400'000);
}

TEST_CASE("the balancer asks as the application's health says, or the proxy itself", "[topology]") {
  const topology::ManagedBalancer asked =
      managed(resolve_text(behind({"", "/: web", "{ path: /up, every: 20s, timeout: 4s, retries: 5 }"})));
  CHECK(asked.path.value.text == "/up");
  CHECK(asked.every.value.milliseconds == 20'000);
  CHECK(asked.timeout.value.milliseconds == 4'000);
  CHECK(asked.unhealthy.value == 5);
  CHECK(asked.healthy.value == 2);
  const Resolved elsewhere = resolve_text(
      "stackc: 1\nname: shop\nsites: { main: { domain: shop.example.com, routes: { /shop/: web } } }\n"
      "services: { web: { framework: django, project: shop, health: /health/ } }\n"
      "tls: upstream\nbalancer: { use: aws, trusted: [10.0.0.0/16] }\n");
  CHECK(managed(elsewhere).path.value.text == "/healthz");
}

TEST_CASE("each site has a certificate for exactly its names", "[topology]") {
  const topology::ManagedBalancer made = managed(resolve_text(behind({})));
  REQUIRE(made.certificates.size() == 2);
  CHECK(made.certificates[0].resource.text == "MainCertificate");
  CHECK(made.certificates[0].domain.value.text == "shop.example.com");
  REQUIRE(made.certificates[0].others.size() == 1);
  CHECK(made.certificates[0].others[0].value.text == "www.shop.example.com");
  CHECK(made.certificates[1].resource.text == "DocsExampleComCertificate");
  CHECK(made.certificates[1].others.empty());
  CHECK(made.name.text == "the-shop-balancer");
}

TEST_CASE("each host has a group: the balancer comes in at the proxy, other hosts at what they ask", "[topology]") {
  const Resolved made = resolve_text(behind({"", "/: web", "/health/", two_hosts}));
  REQUIRE(made.said() == std::vector<std::string>{});
  const topology::Topology& whole = made.in("prod");
  REQUIRE(whole.groups.size() == 2);
  const topology::FirewallGroup& web = whole.groups[0];
  CHECK(web.balanced);
  CHECK(words(web.machines) == std::vector<std::string>{"WebInstance1", "WebInstance2"});
  CHECK(web.doors.empty());
  const topology::FirewallGroup& data = whole.groups[1];
  CHECK(data.resource.text == "Data1Machines");
  CHECK_FALSE(data.balanced);
  CHECK(data.machines.empty());
  CHECK(data.address->value.text == "10.0.2.10");
  // Nobody asks the cache.
  REQUIRE(data.doors.size() == 1);
  CHECK(data.doors[0].service.value.text == "db");
  CHECK(data.doors[0].port.value.number == 3306);
  CHECK(data.doors[0].from.value.text == "web");
  CHECK(data.doors[0].from_group.text == web.resource.text);
}

TEST_CASE("a host's own part has its group, and the balancer of the whole", "[topology]") {
  Resolved made = resolve_text(behind({"", "/: web", "/health/", two_hosts}));
  const std::vector<topology::Topology> parts =
      topology::build_parts(made.in("prod"), made.stack_in("prod"), made.origins);
  REQUIRE(parts.size() == 2);
  REQUIRE(parts[0].groups.size() == 1);
  CHECK(parts[0].groups[0].host.value.text == "web");
  CHECK(parts[1].groups.at(0).host.value.text == "data-1");
  CHECK(parts[0].edge->balancer->managed->description.text == "deploy/aws/balancer.yaml");
  CHECK(parts[1].groups[0].page.text == "deploy/aws/RUNBOOK.md");
}

TEST_CASE("one machine that has all there is has one group", "[topology]") {
  const Resolved made = resolve_text(behind({}));
  REQUIRE(made.in("prod").groups.size() == 1);
  const topology::FirewallGroup& group = made.in("prod").groups[0];
  CHECK(group.host.value.text == "host");
  CHECK(group.balanced);
  CHECK(words(group.machines) == std::vector<std::string>{"HostInstance1"});
  CHECK(made.in("dev").groups.empty());
}

TEST_CASE("names that would be one at the provider are kept apart", "[topology]") {
  const Resolved made = resolve_text(
      behind({"", "/: web", "/health/",
              "hosts:\n  web: { count: 2, services: [web] }\n  a-b: { services: [db], address: 10.0.2.10 }\n"
              "  a_b: { services: [cache] }\n"}));
  REQUIRE(made.said() == std::vector<std::string>{});
  CHECK(made.in("prod").groups.at(1).resource.text == "ABMachines");
  CHECK(made.in("prod").groups.at(2).resource.text == "ABMachinesOther");
}

TEST_CASE("numbers at the balancer's bounds are taken, those beyond refused where they come from", "[check]") {
  const auto said = [](const Shop& written) { return resolve_text(behind(written)).said(); };
  CHECK(said({", idle: 4000s"}).empty());
  CHECK(said({", drain: 1h"}).empty());
  CHECK(said({", sticky: 7d"}).empty());
  const auto refused = [&](const Shop& written, const std::string& what) {
    const std::vector<std::string> all = said(written);
    INFO(what);
    REQUIRE(all.size() == 1);
    INFO(all[0]);
    CHECK(all[0].find("balancer_beyond_limits") == 0);
    CHECK(all[0].find(what) != std::string::npos);
  };
  refused({", idle: 4001s"}, "keep a silent connection for 4001s");
  refused({", drain: 3601s"}, "finish its requests for 3601s");
  refused({", drain: 1500ms"}, "whole seconds");
  refused({", sticky: 8d"}, "stay with one machine for 8d");
  refused({"", "/: web, /ws/: { to: web, websocket: true, idle: 7d }"}, "4000s");
  refused({"", "/: web", "{ path: /up, every: 4s, timeout: 2s }"}, "from 5s to 5m");
  refused({"", "/: web", "{ path: /up, every: 20s, timeout: 1s }"}, "from 2s to 2m");
  refused({"", "/: web", "{ path: /up, every: 5s, timeout: 5s }"}, "ask again after 5s");
  refused({"", "/: web", "{ path: /up, retries: 1 }"}, "counts from 2 to 10");
}

TEST_CASE("what only a provider is told means nothing without one, and a provider is of the catalogue", "[resolve]") {
  const auto said = [](const std::string& balancer) {
    return resolve_text(
               "stackc: 1\nname: shop\nsites: { shop.example.com: web }\n"
               "services: { web: { framework: django, project: shop } }\ntls: upstream\nbalancer: " +
               balancer + "\n")
        .said();
  };
  const std::vector<std::string> alone = said("{ trusted: [10.0.0.0/16], sticky: 1d, drain: 5m }");
  REQUIRE(alone.size() == 2);
  CHECK(alone[0].find("`sticky` has no meaning for a balancer that somebody else sets up") != std::string::npos);
  CHECK(alone[1].find("`drain` has no meaning") != std::string::npos);
  const std::vector<std::string> unknown = said("{ use: awss, trusted: [10.0.0.0/16] }");
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].find("not_in_catalogue") == 0);
}
