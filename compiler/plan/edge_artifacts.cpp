// The files of the edge: configuration of its proxies, certificates, a balancer's description.
#include "plan/edge_artifacts.h"

#include "catalog/catalog.h"
#include "plan/proxies.h"
#include "plan/rows.h"

namespace stackc::plan {
namespace {

using topology::Topology;

/// Only where the edge ends TLS, in a container.
constexpr StackFile tls_files[] = {
    {"entrypoints/nginx.sh", "entrypoints/nginx.sh", true},
    {"certs/reload.sh", "certs/reload.sh", true},
};
/// By who makes the certificates.
constexpr StackFile acme_files[] = {
    {"certs/issue.sh", "certs/issue.sh", true},
    {"certs/renew.sh", "certs/renew.sh", true},
};
constexpr StackFile authority_files[] = {
    {"certs/authority.sh", "certs/own/authority.sh", true},
    {"certs/issue.sh", "certs/own/issue.sh", true},
    {"certs/trust.sh", "certs/own/trust.sh", true},
};
constexpr StackFile bought_files[] = {
    {"certs/install.sh", "certs/install.sh", true},
};
constexpr StackFile host_tls_files[] = {
    {"certs/reload.sh", "host/certs/reload.sh", true},
    {"certs/status.sh", "host/certs/status.sh", true},
};
constexpr StackFile host_acme_files[] = {
    {"certs/issue.sh", "host/certs/issue.sh", true},
    {"certs/renew.sh", "host/certs/renew.sh", true},
};
constexpr StackFile host_bought_files[] = {
    {"certs/install.sh", "host/certs/install.sh", true},
};
constexpr std::string_view proxy_image = "proxy/Dockerfile";
constexpr std::string_view proxy_start = "proxy/start.sh";
constexpr std::string_view dns_hook = "certs/dns-hook.sh";

void proxy_of_environment(const SharedEnvironment& environment, const topology::Member& member,
                          std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  const std::string folder = member.id.value.text + "/";
  const std::vector<topology::Site> sites = seen_by(member, topology.sites);
  const SharedView view =
      shared(MemberView{{&environment->stack}, environment->shared_edge(), member, sites}, environment);
  const auto add = [&](const std::string& path, bool executable, std::string_view name, const SharedView& with,
                       OriginId named_after) {
    files.push_back(file(topology, below(topology, folder + path), executable, name, with, named_after));
  };
  const std::vector<ProxyFile> rows = proxy_files_of(member, *topology.edge);
  for (const ProxyFile& row : rows) {
    if (!row.for_each_site()) add(std::string(row.path), false, row.template_name, view, member.id.origin);
  }
  for (const topology::Site& site : sites) {
    const SharedView site_view =
        shared(SiteView{{&environment->stack}, environment->shared_edge(), member, site}, environment);
    for (const ProxyFile& row : rows) {
      if (!row.for_each_site()) continue;
      std::string path(row.path);
      path.replace(path.find('*'), 1, site.id.value.text);
      add(path, false, row.template_name, site_view, site.id.origin);
    }
  }
  if (member.own_image) add("Dockerfile", false, proxy_image, view, member.id.origin);
  if (!member.late.empty()) add("start.sh", true, proxy_start, view, member.id.origin);
}

/// What brings certificates to the edge, and the scripts of who makes them.
void certificates_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  const auto add = [&](const auto& rows, const SharedView& seen) {
    for (const StackFile& row : rows)
      files.push_back(file(topology, below(topology, row.path), row.executable, row.template_name, seen));
  };
  const render::Shared<Topology> stack{&environment->stack};
  const render::Shared<topology::Edge> edge = environment->shared_edge();
  const SharedView bought =
      topology.bought.has_value() ? shared(BoughtView{stack, edge, *topology.bought}, environment) : SharedView{};
  if (topology.host.has_value()) {
    const topology::Member& member = topology.edge->members.front();
    const render::Shared<topology::Host> host = environment->shared_host();
    add(host_tls_files, shared(HostEdgeView{stack, host, edge, member}, environment));
    if (topology.bought.has_value()) add(host_bought_files, bought);
    if (topology.acme.has_value())
      add(host_acme_files, shared(HostAcmeView{stack, host, edge, member, *topology.acme}, environment));
    return;
  }
  add(tls_files, shared(EdgeView{stack, edge}, environment));
  if (topology.authority.has_value())
    add(authority_files, shared(AuthorityView{stack, edge, *topology.authority}, environment));
  if (topology.bought.has_value()) add(bought_files, bought);
  if (!topology.acme.has_value()) return;
  const SharedView view = shared(AcmeView{stack, edge, *topology.acme}, environment);
  add(acme_files, view);
  if (topology.acme->dns.has_value()) files.push_back(file(topology, below(topology, dns_hook), true, dns_hook, view));
}

}  // namespace

void edge_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  if (!topology.edge.has_value()) return;
  for (const topology::Member& member : topology.edge->members)
    proxy_of_environment(environment, member, files);
  if (topology.edge->tls) certificates_of_environment(environment, files);
}

/// What the provider of a balancer is told. It belongs to the whole environment, however many hosts share that.
void balancer_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  if (topology.part.has_value() || !topology.edge.has_value() || !topology.edge->balancer.has_value()) return;
  const topology::Balancer& balancer = *topology.edge->balancer;
  if (!balancer.managed.has_value()) return;
  const catalog::Balancer& row = *catalog::find(catalog::balancers(), balancer.managed->use.value.text);
  const SharedView view =
      shared(BalancerView{{&environment->stack}, environment->shared_edge(), balancer, *balancer.managed}, environment);
  for (const std::string_view name : {row.description, row.page})
    files.push_back(file(topology, below(topology, name), false, name, view));
}

void edge_template_uses(std::vector<TemplateUse>& uses) {
  const auto add = [&](std::string_view name, const render::Type& type) { uses.push_back({name, &type}); };
  for (const StackFile& row : tls_files)
    add(row.template_name, render::type_of<EdgeView>());
  for (const StackFile& row : acme_files)
    add(row.template_name, render::type_of<AcmeView>());
  for (const StackFile& row : authority_files)
    add(row.template_name, render::type_of<AuthorityView>());
  for (const StackFile& row : bought_files)
    add(row.template_name, render::type_of<BoughtView>());
  add(dns_hook, render::type_of<AcmeView>());
  for (const ProxyFile& row : proxy_files())
    add(row.template_name, row.for_each_site() ? render::type_of<SiteView>() : render::type_of<MemberView>());
  for (const std::string_view name : {proxy_image, proxy_start})
    add(name, render::type_of<MemberView>());
  for (const StackFile& row : host_tls_files)
    add(row.template_name, render::type_of<HostEdgeView>());
  for (const StackFile& row : host_acme_files)
    add(row.template_name, render::type_of<HostAcmeView>());
  for (const StackFile& row : host_bought_files)
    add(row.template_name, render::type_of<BoughtView>());
  for (const catalog::Balancer& row : catalog::balancers()) {
    for (const std::string_view name : {row.description, row.page})
      add(name, render::type_of<BalancerView>());
  }
}

}  // namespace stackc::plan
