// A member without a line in `describe` would never be filled: a structured binding counts the members.
#include <cstddef>

#include "catalog/catalog.h"
#include "tests/catch.h"

using namespace stackc::catalog;

namespace {

struct Counter {
  std::size_t count = 0;
  template <class X, class M>
  constexpr void field(std::string_view, M X::*) {
    ++count;
  }
};

template <class X>
constexpr std::size_t described() {
  Counter counter;
  describe(counter, static_cast<const X*>(nullptr));
  return counter.count;
}

/// Stands for a value of any type while members are counted.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): that is what it is for
};

/// How many values an aggregate can be made from: each of ours has as many as members.
template <class X, class... Values>
constexpr std::size_t members() {
  if constexpr (requires { X{Values{}..., Anything{}}; })
    return members<X, Values..., Anything>();
  else
    return sizeof...(Values);
}

}  // namespace

TEST_CASE("every member is described") {
  STATIC_REQUIRE(described<Cycle>() == members<Cycle>());
  STATIC_REQUIRE(described<ContractVariable>() == members<ContractVariable>());
  STATIC_REQUIRE(described<OptionWords>() == members<OptionWords>());
  STATIC_REQUIRE(described<BackingService>() == members<BackingService>());
  STATIC_REQUIRE(described<Runtime>() == members<Runtime>());
  STATIC_REQUIRE(described<Server>() == members<Server>());
  STATIC_REQUIRE(described<Framework>() == members<Framework>());
  STATIC_REQUIRE(described<NativePackage>() == members<NativePackage>());
  STATIC_REQUIRE(described<FeatureSince>() == members<FeatureSince>());
  STATIC_REQUIRE(described<Proxy>() == members<Proxy>());
  STATIC_REQUIRE(described<AcmeClient>() == members<AcmeClient>());
  STATIC_REQUIRE(described<Issuer>() == members<Issuer>());
  STATIC_REQUIRE(described<Action>() == members<Action>());
}
