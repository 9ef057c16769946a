// What templates get beside the topology itself: one part of it, for artifacts that exist once for each part.
#pragma once

#include "render/view.h"
#include "topology/topology.h"

namespace stackc::plan {

/// A file of the whole stack, or of one environment.
struct StackView {
  render::Shared<topology::Topology> stack;
};
/// A file of one application; `stack` is its environment.
struct ApplicationView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Application> application;
};
/// A file of one site in the configuration of one proxy.
struct SiteView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Edge> edge;
  topology::Member member;
  topology::Site site;
};
/// A file of the configuration of one proxy.
struct MemberView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Edge> edge;
  topology::Member member;
  std::vector<topology::Site> sites;  ///< As that proxy sees them.
};
struct EdgeView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Edge> edge;
};
/// A file about a balancer for its provider; `stack` is the whole environment.
struct BalancerView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Edge> edge;
  topology::Balancer balancer;
  topology::ManagedBalancer managed;
};
/// A file for certificates: of an ACME client, of the stack's own authority, or bought.
struct AcmeView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Edge> edge;
  topology::Acme acme;
};
struct AuthorityView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Edge> edge;
  topology::Authority authority;
};
struct BoughtView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Edge> edge;
  topology::Bought bought;
};
struct TaskView {
  render::Shared<topology::Topology> stack;
  topology::Task task;
};
/// A file of a host that runs the programs itself.
struct HostView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Host> host;
};
struct HostEdgeView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Host> host;
  render::Shared<topology::Edge> edge;
  topology::Member member;  ///< Its one proxy.
};
struct HostAcmeView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Host> host;
  render::Shared<topology::Edge> edge;
  topology::Member member;
  topology::Acme acme;
};
struct ProgramView {
  render::Shared<topology::Topology> stack;
  topology::Program program;
};
/// The script that starts a program of the catalogue.
struct BackingView {
  render::Shared<topology::Topology> stack;
  topology::Backing backing;
};
struct RegistryView {
  render::Shared<topology::Topology> stack;
  topology::OwnRegistry registry;
};
struct BackupView {
  render::Shared<topology::Topology> stack;
  topology::Backup backup;
};
/// An action by commit, with the tag that the commit was.
struct PinnedAction {
  render::Word reference;  ///< `actions/checkout@COMMIT`
  Word version;
};
struct PinnedActions {
  PinnedAction checkout;
  PinnedAction setup_java;
  PinnedAction setup_node;
  PinnedAction setup_python;
  PinnedAction buildx;
  PinnedAction login;
  PinnedAction metadata;
  PinnedAction build_push;
};
/// `stack` is what is built and deployed, `development` what the tests run with.
struct GithubView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Topology> development;
  topology::GithubCi github;
  PinnedActions actions;
};

/// The same of a pipeline of Azure.
struct AzureView {
  render::Shared<topology::Topology> stack;
  render::Shared<topology::Topology> development;
  topology::AzureCi azure;
};

/// What is built into an application's image.
struct ImageView {
  Traced<ImageRef> base_image;
  std::optional<topology::PythonBuild> python;
  std::optional<topology::NodeBuild> node;
  std::optional<topology::JavaBuild> java;
  std::optional<topology::BuiltFiles> files;
  std::vector<Traced<Word>> build_packages;
  std::vector<Traced<Word>> runtime_packages;
  std::vector<Traced<std::string>> command;
  topology::Health health;
  std::vector<Traced<AbsolutePath>> volume_paths;
};

template <class V>
constexpr void describe(V& v, const StackView*) {
  v.field("stack", &StackView::stack);
}
template <class V>
constexpr void describe(V& v, const ApplicationView*) {
  v.field("stack", &ApplicationView::stack);
  v.field("application", &ApplicationView::application);
}
template <class V>
constexpr void describe(V& v, const SiteView*) {
  v.field("stack", &SiteView::stack);
  v.field("edge", &SiteView::edge);
  v.field("member", &SiteView::member);
  v.field("site", &SiteView::site);
}
template <class V>
constexpr void describe(V& v, const MemberView*) {
  v.field("stack", &MemberView::stack);
  v.field("edge", &MemberView::edge);
  v.field("member", &MemberView::member);
  v.field("sites", &MemberView::sites);
}
template <class V>
constexpr void describe(V& v, const TaskView*) {
  v.field("stack", &TaskView::stack);
  v.field("task", &TaskView::task);
}
template <class V>
constexpr void describe(V& v, const EdgeView*) {
  v.field("stack", &EdgeView::stack);
  v.field("edge", &EdgeView::edge);
}
template <class V>
constexpr void describe(V& v, const BalancerView*) {
  v.field("stack", &BalancerView::stack);
  v.field("edge", &BalancerView::edge);
  v.field("balancer", &BalancerView::balancer);
  v.field("managed", &BalancerView::managed);
}
template <class V>
constexpr void describe(V& v, const AcmeView*) {
  v.field("stack", &AcmeView::stack);
  v.field("edge", &AcmeView::edge);
  v.field("acme", &AcmeView::acme);
}
template <class V>
constexpr void describe(V& v, const AuthorityView*) {
  v.field("stack", &AuthorityView::stack);
  v.field("edge", &AuthorityView::edge);
  v.field("authority", &AuthorityView::authority);
}
template <class V>
constexpr void describe(V& v, const BoughtView*) {
  v.field("stack", &BoughtView::stack);
  v.field("edge", &BoughtView::edge);
  v.field("bought", &BoughtView::bought);
}
template <class V>
constexpr void describe(V& v, const HostView*) {
  v.field("stack", &HostView::stack);
  v.field("host", &HostView::host);
}
template <class V>
constexpr void describe(V& v, const HostEdgeView*) {
  v.field("stack", &HostEdgeView::stack);
  v.field("host", &HostEdgeView::host);
  v.field("edge", &HostEdgeView::edge);
  v.field("member", &HostEdgeView::member);
}
template <class V>
constexpr void describe(V& v, const HostAcmeView*) {
  v.field("stack", &HostAcmeView::stack);
  v.field("host", &HostAcmeView::host);
  v.field("edge", &HostAcmeView::edge);
  v.field("member", &HostAcmeView::member);
  v.field("acme", &HostAcmeView::acme);
}
template <class V>
constexpr void describe(V& v, const ProgramView*) {
  v.field("stack", &ProgramView::stack);
  v.field("program", &ProgramView::program);
}
template <class V>
constexpr void describe(V& v, const BackingView*) {
  v.field("stack", &BackingView::stack);
  v.field("backing", &BackingView::backing);
}
template <class V>
constexpr void describe(V& v, const RegistryView*) {
  v.field("stack", &RegistryView::stack);
  v.field("registry", &RegistryView::registry);
}
template <class V>
constexpr void describe(V& v, const BackupView*) {
  v.field("stack", &BackupView::stack);
  v.field("backup", &BackupView::backup);
}
template <class V>
constexpr void describe(V& v, const PinnedAction*) {
  v.field("reference", &PinnedAction::reference);
  v.field("version", &PinnedAction::version);
}
template <class V>
constexpr void describe(V& v, const PinnedActions*) {
  v.field("checkout", &PinnedActions::checkout);
  v.field("setup_java", &PinnedActions::setup_java);
  v.field("setup_node", &PinnedActions::setup_node);
  v.field("setup_python", &PinnedActions::setup_python);
  v.field("buildx", &PinnedActions::buildx);
  v.field("login", &PinnedActions::login);
  v.field("metadata", &PinnedActions::metadata);
  v.field("build_push", &PinnedActions::build_push);
}
template <class V>
constexpr void describe(V& v, const GithubView*) {
  v.field("stack", &GithubView::stack);
  v.field("development", &GithubView::development);
  v.field("github", &GithubView::github);
  v.field("actions", &GithubView::actions);
}
template <class V>
constexpr void describe(V& v, const AzureView*) {
  v.field("stack", &AzureView::stack);
  v.field("development", &AzureView::development);
  v.field("azure", &AzureView::azure);
}
template <class V>
constexpr void describe(V& v, const ImageView*) {
  v.field("base_image", &ImageView::base_image);
  v.field("python", &ImageView::python);
  v.field("node", &ImageView::node);
  v.field("java", &ImageView::java);
  v.field("files", &ImageView::files);
  v.field("build_packages", &ImageView::build_packages);
  v.field("runtime_packages", &ImageView::runtime_packages);
  v.field("command", &ImageView::command);
  v.field("health", &ImageView::health);
  v.field("volume_paths", &ImageView::volume_paths);
}

}  // namespace stackc::plan
