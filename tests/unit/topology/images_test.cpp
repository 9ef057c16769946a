// Any image: what the stack says of it is all that is known.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

std::string stack_with(const std::string& image) {
  return "stackc: 1\nname: shop\nservices:\n  web: { framework: flask, project: app, env: { SEARCH: { ref: search.host "
         "} } "
         "}\n  search: { " +
         image + " }\n";
}

std::vector<std::string> said(const std::string& image) { return resolve_text(stack_with(image)).said(); }

constexpr const char* health = "health: { run: [ask, it] }";

}  // namespace

TEST_CASE("an image is asked as the stack says, and published for developers alone") {
  const Resolved made = resolve_text(stack_with(
      "image: \"acme/search:v1\", listen: 7700, run_as: \"990:991\", volumes: { data: /data }, secrets: [KEY], " +
      std::string(health)));
  REQUIRE(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  const topology::Backing& search = prod.backings.front();
  CHECK(search.foreign);
  CHECK_FALSE(prod.catalogued);
  CHECK(search.image.value.text == "acme/search:v1");
  CHECK(search.run_as->value == "990:991");
  CHECK_FALSE(search.publish.has_value());
  CHECK(made.in("dev").backings.front().publish->value.number == 7700);
  CHECK(search.probe.command.front().value == "ask");
  CHECK(search.probe.every.value.milliseconds == 10'000);
  CHECK(search.mounts.front().id.value.text == "search_data");
  REQUIRE(prod.secrets.size() == 1);
  CHECK(prod.secrets.front().users.front().value.text == "search");
  REQUIRE(prod.applications.front().waits.size() == 1);
  CHECK(prod.applications.front().waits.front().port.value.number == 7700);
}

TEST_CASE("nobody waits for an image without a port, or can name one") {
  const Resolved made = resolve_text(stack_with("image: \"acme/search:v1\", " + std::string(health)));
  REQUIRE(made.said() == std::vector<std::string>{});
  CHECK(made.in("prod").applications.front().waits.empty());
  CHECK_FALSE(made.in("dev").backings.front().publish.has_value());
  const Resolved port = resolve_text(
      "stackc: 1\nname: shop\nservices:\n  web: { framework: flask, project: app, env: { P: { ref: search.port } } }\n "
      " "
      "search: { image: \"acme/search:v1\", " +
      std::string(health) + " }\n");
  REQUIRE(port.said().size() == 1);
  CHECK(port.said().front().starts_with("unknown_reference"));
}

TEST_CASE("what an image cannot be is refused") {
  const std::string good = "image: \"acme/search:v1\", " + std::string(health);
  CHECK(said("image: acme/search, " + std::string(health)).front().starts_with("wrong_value"));
  CHECK(said("image: \"acme/search:latest\", " + std::string(health)).front().starts_with("wrong_value"));
  CHECK(said("image: \"acme/search:v1\"").front().starts_with("image_without_health"));
  CHECK(said("image: \"acme/search:v1\", health: /health").front().starts_with("image_without_health"));
  CHECK(said(good + ", use: redis").front().starts_with("service_kind_unclear"));
  CHECK(said(good + ", run_as: root").front().starts_with("wrong_value"));
  CHECK(said(good + ", volumes: { data: { adopt: x } }").front().starts_with("volume_without_path"));
  for (const char* const key : {"push: acme/x", "password: { secret: x }", "persist: aof", "test: x", "native: [x]"}) {
    INFO(key);
    REQUIRE_FALSE(said(good + ", " + key).empty());
    CHECK(said(good + ", " + key).front().starts_with("key_of_other_kind"));
  }
  CHECK(said("use: redis, run_as: \"1:1\"").front().starts_with("key_of_other_kind"));
  const Resolved route = resolve_text(stack_with(good) + "sites: { shop.example.com: search }\n");
  REQUIRE_FALSE(route.said().empty());
  CHECK(route.said().front().starts_with("route_to_backing_service"));
}

TEST_CASE("a site leads to an image that says its port") {
  const Resolved made =
      resolve_text(stack_with("image: \"acme/search:v1\", listen: 7700, " + std::string(health)) +
                   "sites: { search.example.com: { routes: { /: { to: search, websocket: true } } } }\n");
  REQUIRE(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  const topology::Site& site = prod.sites.front();
  CHECK(site.routes.front().port->value.number == 7700);
  CHECK_FALSE(site.health.has_value());  // which path would answer 200, the stack does not say
  REQUIRE(prod.edge->members.front().upstreams.size() == 1);
  CHECK(prod.edge->members.front().upstreams.front().port.value.number == 7700);
  CHECK_FALSE(prod.edge->members.front().upstreams.front().health.has_value());
}
