// Templates see every member of the topology and of the views: none of them is forgotten in `describe`.
#include "plan/scalars.h"
#include "plan/secret_views.h"
#include "plan/views.h"
#include "render/view.h"
#include "tests/catch.h"
#include "tests/members.h"
#include "topology/describe.h"

using namespace stackc;
using members_test::described;
using members_test::members;

TEST_CASE("every member of the topology is described") {
  STATIC_REQUIRE(described<topology::Part>() == members<topology::Part>());
  STATIC_REQUIRE(described<topology::Handover>() == members<topology::Handover>());
  STATIC_REQUIRE(described<topology::Door>() == members<topology::Door>());
  STATIC_REQUIRE(described<topology::FirewallGroup>() == members<topology::FirewallGroup>());
  STATIC_REQUIRE(described<topology::ProviderCertificate>() == members<topology::ProviderCertificate>());
  STATIC_REQUIRE(described<topology::ManagedBalancer>() == members<topology::ManagedBalancer>());
  STATIC_REQUIRE(described<topology::Neighbour>() == members<topology::Neighbour>());
  STATIC_REQUIRE(described<topology::SharedFolder>() == members<topology::SharedFolder>());
  STATIC_REQUIRE(described<topology::Probe>() == members<topology::Probe>());
  STATIC_REQUIRE(described<topology::Balancer>() == members<topology::Balancer>());
  STATIC_REQUIRE(described<topology::Variable>() == members<topology::Variable>());
  STATIC_REQUIRE(described<topology::VariableFile>() == members<topology::VariableFile>());
  STATIC_REQUIRE(described<topology::Wait>() == members<topology::Wait>());
  STATIC_REQUIRE(described<topology::Outside>() == members<topology::Outside>());
  STATIC_REQUIRE(described<topology::PythonBuild>() == members<topology::PythonBuild>());
  STATIC_REQUIRE(described<topology::NodeBuild>() == members<topology::NodeBuild>());
  STATIC_REQUIRE(described<topology::JavaBuild>() == members<topology::JavaBuild>());
  STATIC_REQUIRE(described<topology::AzureCi>() == members<topology::AzureCi>());
  STATIC_REQUIRE(described<topology::BuiltFiles>() == members<topology::BuiltFiles>());
  STATIC_REQUIRE(described<topology::User>() == members<topology::User>());
  STATIC_REQUIRE(described<topology::Gate>() == members<topology::Gate>());
  STATIC_REQUIRE(described<topology::External>() == members<topology::External>());
  STATIC_REQUIRE(described<topology::Health>() == members<topology::Health>());
  STATIC_REQUIRE(described<topology::Mount>() == members<topology::Mount>());
  STATIC_REQUIRE(described<topology::Job>() == members<topology::Job>());
  STATIC_REQUIRE(described<topology::Application>() == members<topology::Application>());
  STATIC_REQUIRE(described<topology::Backing>() == members<topology::Backing>());
  STATIC_REQUIRE(described<topology::Route>() == members<topology::Route>());
  STATIC_REQUIRE(described<topology::Site>() == members<topology::Site>());
  STATIC_REQUIRE(described<topology::Upstream>() == members<topology::Upstream>());
  STATIC_REQUIRE(described<topology::Header>() == members<topology::Header>());
  STATIC_REQUIRE(described<topology::Late>() == members<topology::Late>());
  STATIC_REQUIRE(described<topology::Statistics>() == members<topology::Statistics>());
  STATIC_REQUIRE(described<topology::Temporary>() == members<topology::Temporary>());
  STATIC_REQUIRE(described<topology::Member>() == members<topology::Member>());
  STATIC_REQUIRE(described<topology::Endpoint>() == members<topology::Endpoint>());
  STATIC_REQUIRE(described<topology::Venv>() == members<topology::Venv>());
  STATIC_REQUIRE(described<topology::Program>() == members<topology::Program>());
  STATIC_REQUIRE(described<topology::Folder>() == members<topology::Folder>());
  STATIC_REQUIRE(described<topology::Host>() == members<topology::Host>());
  STATIC_REQUIRE(described<topology::Edge>() == members<topology::Edge>());
  STATIC_REQUIRE(described<topology::Task>() == members<topology::Task>());
  STATIC_REQUIRE(described<topology::Certificate>() == members<topology::Certificate>());
  STATIC_REQUIRE(described<topology::DnsProof>() == members<topology::DnsProof>());
  STATIC_REQUIRE(described<topology::Acme>() == members<topology::Acme>());
  STATIC_REQUIRE(described<topology::Backup>() == members<topology::Backup>());
  STATIC_REQUIRE(described<topology::SecretFile>() == members<topology::SecretFile>());
  STATIC_REQUIRE(described<topology::Secret>() == members<topology::Secret>());
  STATIC_REQUIRE(described<topology::Volume>() == members<topology::Volume>());
  STATIC_REQUIRE(described<topology::TestVariable>() == members<topology::TestVariable>());
  STATIC_REQUIRE(described<topology::Download>() == members<topology::Download>());
  STATIC_REQUIRE(described<topology::StackcSource>() == members<topology::StackcSource>());
  STATIC_REQUIRE(described<topology::GithubCi>() == members<topology::GithubCi>());
  STATIC_REQUIRE(described<topology::Topology>() == members<topology::Topology>());
}

TEST_CASE("every member of the views is described") {
  STATIC_REQUIRE(described<plan::StackView>() == members<plan::StackView>());
  STATIC_REQUIRE(described<plan::ApplicationView>() == members<plan::ApplicationView>());
  STATIC_REQUIRE(described<plan::SiteView>() == members<plan::SiteView>());
  STATIC_REQUIRE(described<plan::MemberView>() == members<plan::MemberView>());
  STATIC_REQUIRE(described<plan::EdgeView>() == members<plan::EdgeView>());
  STATIC_REQUIRE(described<plan::BalancerView>() == members<plan::BalancerView>());
  STATIC_REQUIRE(described<plan::TaskView>() == members<plan::TaskView>());
  STATIC_REQUIRE(described<plan::HostView>() == members<plan::HostView>());
  STATIC_REQUIRE(described<plan::HostEdgeView>() == members<plan::HostEdgeView>());
  STATIC_REQUIRE(described<plan::ProgramView>() == members<plan::ProgramView>());
  STATIC_REQUIRE(described<plan::SecretsView>() == members<plan::SecretsView>());
  STATIC_REQUIRE(described<plan::SecretNeed>() == members<plan::SecretNeed>());
  STATIC_REQUIRE(described<plan::ExampleSecret>() == members<plan::ExampleSecret>());
  STATIC_REQUIRE(described<plan::ExampleVariable>() == members<plan::ExampleVariable>());
  STATIC_REQUIRE(described<plan::ExampleImage>() == members<plan::ExampleImage>());
  STATIC_REQUIRE(described<plan::ExamplePlace>() == members<plan::ExamplePlace>());
  STATIC_REQUIRE(described<plan::ExampleView>() == members<plan::ExampleView>());
  STATIC_REQUIRE(described<plan::BackupView>() == members<plan::BackupView>());
  STATIC_REQUIRE(described<plan::PinnedAction>() == members<plan::PinnedAction>());
  STATIC_REQUIRE(described<plan::PinnedActions>() == members<plan::PinnedActions>());
  STATIC_REQUIRE(described<plan::GithubView>() == members<plan::GithubView>());
  STATIC_REQUIRE(described<plan::ImageView>() == members<plan::ImageView>());
}
