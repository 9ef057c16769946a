// A member without a line in `describe` would never be filled: a structured binding counts the members.
#include "catalog/describe.h"
#include "tests/catch.h"
#include "tests/members.h"

using namespace stackc::catalog;

using members_test::described;
using members_test::members;

TEST_CASE("every member is described") {
  STATIC_REQUIRE(described<Cycle>() == members<Cycle>());
  STATIC_REQUIRE(described<ContractVariable>() == members<ContractVariable>());
  STATIC_REQUIRE(described<OptionWords>() == members<OptionWords>());
  STATIC_REQUIRE(described<BackingService>() == members<BackingService>());
  STATIC_REQUIRE(described<Runtime>() == members<Runtime>());
  STATIC_REQUIRE(described<PackageManager>() == members<PackageManager>());
  STATIC_REQUIRE(described<ServerVariable>() == members<ServerVariable>());
  STATIC_REQUIRE(described<Server>() == members<Server>());
  STATIC_REQUIRE(described<Framework>() == members<Framework>());
  STATIC_REQUIRE(described<Worker>() == members<Worker>());
  STATIC_REQUIRE(described<NativePackage>() == members<NativePackage>());
  STATIC_REQUIRE(described<FeatureSince>() == members<FeatureSince>());
  STATIC_REQUIRE(described<Proxy>() == members<Proxy>());
  STATIC_REQUIRE(described<Packaged>() == members<Packaged>());
  STATIC_REQUIRE(described<System>() == members<System>());
  STATIC_REQUIRE(described<LimitRange>() == members<LimitRange>());
  STATIC_REQUIRE(described<Balancer>() == members<Balancer>());
  STATIC_REQUIRE(described<AcmeClient>() == members<AcmeClient>());
  STATIC_REQUIRE(described<Issuer>() == members<Issuer>());
  STATIC_REQUIRE(described<Action>() == members<Action>());
}
