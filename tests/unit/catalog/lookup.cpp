#include "catalog/catalog.h"
#include "tests/catch.h"

using namespace stackc::catalog;

TEST_CASE("versions compare number by number") {
  CHECK(compare_versions("1.9", "1.25.1") < 0);
  CHECK(compare_versions("1.25.1", "1.9") > 0);
  CHECK(compare_versions("8.4", "8.4") == 0);
  CHECK(compare_versions("3.10", "3.9") > 0);
}

TEST_CASE("a shorter version counts as having zeros") {
  CHECK(compare_versions("1.25", "1.25.0") == 0);
  CHECK(compare_versions("1.25", "1.25.1") < 0);
  CHECK(compare_versions("", "0.0") == 0);
}

TEST_CASE("a proxy has a feature from the version that brought it") {
  constexpr FeatureSince features[] = {{Feature::http2_directive, "1.25.1"}};
  Proxy proxy{};
  proxy.features = features;
  CHECK_FALSE(has(proxy, "1.25.0", Feature::http2_directive));
  CHECK_FALSE(has(proxy, "1.9", Feature::http2_directive));
  CHECK(has(proxy, "1.25.1", Feature::http2_directive));
  CHECK(has(proxy, "1.30", Feature::http2_directive));
  CHECK_FALSE(has(proxy, "1.30", Feature::upstream_resolve));
}

TEST_CASE("a version belongs to the longest cycle that begins it") {
  constexpr Cycle cycles[] = {
      {"8", "8", "", "", "", ""}, {"8.0", "8.0", "", "", "", ""}, {"8.4", "8.4", "", "", "", ""}};
  REQUIRE(cycle_of(cycles, "8.0.36") != nullptr);
  CHECK(cycle_of(cycles, "8.0.36")->version == "8.0");
  CHECK(cycle_of(cycles, "8")->version == "8");
  CHECK(cycle_of(cycles, "8.2")->version == "8");
  CHECK(cycle_of(cycles, "80") == nullptr);
  CHECK(cycle_of(cycles, "9.7") == nullptr);
  CHECK(cycle_of(cycles, "") == nullptr);
}

TEST_CASE("a row is found by its whole name") {
  CHECK(find(backing_services(), "mysql") != nullptr);
  CHECK(find(backing_services(), "mysq") == nullptr);
  CHECK(find(backing_services(), "") == nullptr);
}
