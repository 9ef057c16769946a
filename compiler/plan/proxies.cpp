#include "plan/proxies.h"

namespace stackc::plan {
namespace {

constexpr ProxyFile rows[] = {
    {"nginx", "nginx.conf", "nginx/nginx.conf"},
    {"nginx", "sites/default.conf", "nginx/sites/default.conf", When::refuses_hosts},
    {"nginx", "snippets/headers.conf", "nginx/snippets/headers.conf"},
    {"nginx", "snippets/probe.conf", "nginx/snippets/probe.conf"},
    {"nginx", "snippets/proxy.conf", "nginx/snippets/proxy.conf"},
    {"nginx", "sites/*.http.conf", "nginx/sites/site.http.conf", When::with_tls},
    {"nginx", "sites/*.https.conf", "nginx/sites/site.https.conf", When::with_tls},
    {"nginx", "sites/*.conf", "nginx/sites/site.plain.conf", When::without_tls},
    {"apache", "httpd.conf", "apache/httpd.conf"},
    {"apache", "healthz", "apache/healthz"},
    {"apache", "sites/*.conf", "apache/sites/site.conf"},
    {"apache", "sites/*.routes", "apache/sites/site.routes"},
    {"haproxy", "haproxy.cfg", "haproxy/haproxy.cfg"},
};

bool exists(const ProxyFile& file, const topology::Edge& edge) {
  switch (file.when) {
    case When::always:
      return true;
    case When::with_tls:
      return edge.tls;
    case When::without_tls:
      return !edge.tls;
    case When::refuses_hosts:
      return !edge.any_host;
  }
  return false;
}

}  // namespace

std::span<const ProxyFile> proxy_files() { return rows; }

std::vector<ProxyFile> proxy_files_of(const topology::Member& member, const topology::Edge& edge) {
  std::vector<ProxyFile> files;
  for (const ProxyFile& row : rows) {
    if (row.proxy == member.proxy.value.text && exists(row, edge)) files.push_back(row);
  }
  return files;
}

std::vector<topology::Site> seen_by(const topology::Member& member, std::vector<topology::Site> sites) {
  for (topology::Site& site : sites) {
    for (topology::Route& route : site.routes) {
      for (const topology::Upstream& upstream : member.upstreams) {
        if (!route.upstream.has_value() || route.upstream->value != upstream.id.value) continue;
        route.host_from = upstream.host_from;
        route.port_from = upstream.port_from;
      }
    }
  }
  return sites;
}

}  // namespace stackc::plan
