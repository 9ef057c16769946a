// Which files make the configuration of a proxy: one row for each, by program. A new proxy is rows here and templates.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "topology/topology.h"

namespace stackc::plan {

/// When a file of a proxy's configuration exists.
enum class When : unsigned char { always, with_tls, without_tls, refuses_hosts };

/// A file of a proxy's configuration, below its folder. `*` in the path: one for each site.
struct ProxyFile {
  std::string_view proxy;
  std::string_view path;
  std::string_view template_name;
  When when = When::always;

  bool for_each_site() const { return path.find('*') != std::string_view::npos; }
};

std::span<const ProxyFile> proxy_files();

/// Those of that program which an edge needs.
std::vector<ProxyFile> proxy_files_of(const topology::Member& member, const topology::Edge& edge);

/// The sites, with what the start of that proxy fills into their routes.
std::vector<topology::Site> seen_by(const topology::Member& member, std::vector<topology::Site> sites);

}  // namespace stackc::plan
