// What templates see of sites, proxies and certificates; describe.h says how.
#pragma once

#include "topology/edge.h"

namespace stackc::topology {

template <class V>
constexpr void describe(V& v, const Late*) {
  v.field("variable", &Late::variable);
  v.field("fallback", &Late::fallback);
  v.field("port", &Late::port);
}

template <class V>
constexpr void describe(V& v, const Route*) {
  v.field("path", &Route::path);
  v.field("prefix", &Route::prefix);
  v.field("pattern", &Route::pattern);
  v.field("name", &Route::name);
  v.field("upstream", &Route::upstream);
  v.field("port", &Route::port);
  v.field("host_from", &Route::host_from);
  v.field("port_from", &Route::port_from);
  v.field("redirect", &Route::redirect);
  v.field("files", &Route::files);
  v.field("files_of", &Route::files_of);
  v.field("uploads", &Route::uploads);
  v.field("websocket", &Route::websocket);
  v.field("timeout", &Route::timeout);
  v.field("body", &Route::body);
  v.field("cache", &Route::cache);
  v.field("immutable", &Route::immutable);
  v.field("volume", &Route::volume);
  v.field("fallback", &Route::fallback);
  v.field("hashed", &Route::hashed);
  v.field("index", &Route::index);
  v.field("not_found", &Route::not_found);
  v.field("revalidated", &Route::revalidated);
  v.field("gate", &Route::gate);
}

template <class V>
constexpr void describe(V& v, const Gate*) {
  v.field("id", &Gate::id);
  v.field("users", &Gate::users);
}

template <class V>
constexpr void describe(V& v, const Site*) {
  v.field("id", &Site::id);
  v.field("domain", &Site::domain);
  v.field("any_host", &Site::any_host);
  v.field("names", &Site::names);
  v.field("redirects", &Site::redirects);
  v.field("all_names", &Site::all_names);
  v.field("dns_names", &Site::dns_names);
  v.field("lineage", &Site::lineage);
  v.field("routes", &Site::routes);
  v.field("websockets", &Site::websockets);
  v.field("indexes", &Site::indexes);
  v.field("by_address", &Site::by_address);
  v.field("health", &Site::health);
}

template <class V>
constexpr void describe(V& v, const Upstream*) {
  v.field("id", &Upstream::id);
  v.field("address", &Upstream::address);
  v.field("port", &Upstream::port);
  v.field("health", &Upstream::health);
  v.field("health_host", &Upstream::health_host);
  v.field("host_from", &Upstream::host_from);
  v.field("port_from", &Upstream::port_from);
}

template <class V>
constexpr void describe(V& v, const Header*) {
  v.field("name", &Header::name);
  v.field("variable", &Header::variable);
  v.field("value", &Header::value);
}

template <class V>
constexpr void describe(V& v, const Statistics*) {
  v.field("port", &Statistics::port);
  v.field("user", &Statistics::user);
  v.field("password", &Statistics::password);
}

template <class V>
constexpr void describe(V& v, const Temporary*) {
  v.field("id", &Temporary::id);
  v.field("path", &Temporary::path);
}

template <class V>
constexpr void describe(V& v, const Member*) {
  v.field("id", &Member::id);
  v.field("proxy", &Member::proxy);
  v.field("image", &Member::image);
  v.field("outermost", &Member::outermost);
  v.field("last", &Member::last);
  v.field("several", &Member::several);
  v.field("http2_directive", &Member::http2_directive);
  v.field("hybrid_groups", &Member::hybrid_groups);
  v.field("upstream_resolve", &Member::upstream_resolve);
  v.field("user", &Member::user);
  v.field("run", &Member::run);
  v.field("access_log", &Member::access_log);
  v.field("error_log", &Member::error_log);
  v.field("local_upstreams", &Member::local_upstreams);
  v.field("http", &Member::http);
  v.field("behind", &Member::behind);
  v.field("debug", &Member::debug);
  v.field("statistics", &Member::statistics);
  v.field("upstreams", &Member::upstreams);
  v.field("mounts", &Member::mounts);
  v.field("temporary", &Member::temporary);
  v.field("patience", &Member::patience);
  v.field("idle", &Member::idle);
  v.field("folder", &Member::folder);
  v.field("start", &Member::start);
  v.field("check", &Member::check);
  v.field("reload", &Member::reload);
  v.field("probe", &Member::probe);
  v.field("owner", &Member::owner);
  v.field("capabilities", &Member::capabilities);
  v.field("tmpfs", &Member::tmpfs);
  v.field("processes", &Member::processes);
  v.field("own_image", &Member::own_image);
  v.field("late", &Member::late);
}

template <class V>
constexpr void describe(V& v, const Endpoint*) {
  v.field("listen", &Endpoint::listen);
  v.field("publish", &Endpoint::publish);
  v.field("public_port", &Endpoint::public_port);
  v.field("publish_in_urls", &Endpoint::publish_in_urls);
  v.field("public_in_urls", &Endpoint::public_in_urls);
}

template <class V>
constexpr void describe(V& v, const BalancerProbe*) {
  v.field("application", &BalancerProbe::application);
  v.field("port", &BalancerProbe::port);
  v.field("host", &BalancerProbe::host);
  v.field("health", &BalancerProbe::health);
}

template <class V>
constexpr void describe(V& v, const ProviderCertificate*) {
  v.field("resource", &ProviderCertificate::resource);
  v.field("attachment", &ProviderCertificate::attachment);
  v.field("domain", &ProviderCertificate::domain);
  v.field("others", &ProviderCertificate::others);
}

template <class V>
constexpr void describe(V& v, const ManagedBalancer*) {
  v.field("use", &ManagedBalancer::use);
  v.field("title", &ManagedBalancer::title);
  v.field("tls_policy", &ManagedBalancer::tls_policy);
  v.field("name", &ManagedBalancer::name);
  v.field("description", &ManagedBalancer::description);
  v.field("page", &ManagedBalancer::page);
  v.field("drain", &ManagedBalancer::drain);
  v.field("sticky", &ManagedBalancer::sticky);
  v.field("path", &ManagedBalancer::path);
  v.field("every", &ManagedBalancer::every);
  v.field("timeout", &ManagedBalancer::timeout);
  v.field("healthy", &ManagedBalancer::healthy);
  v.field("unhealthy", &ManagedBalancer::unhealthy);
  v.field("certificates", &ManagedBalancer::certificates);
}

template <class V>
constexpr void describe(V& v, const Balancer*) {
  v.field("trusted", &Balancer::trusted);
  v.field("idle", &Balancer::idle);
  v.field("https", &Balancer::https);
  v.field("http", &Balancer::http);
  v.field("probe", &Balancer::probe);
  v.field("managed", &Balancer::managed);
}

template <class V>
constexpr void describe(V& v, const Edge*) {
  v.field("id", &Edge::id);
  v.field("tls", &Edge::tls);
  v.field("any_host", &Edge::any_host);
  v.field("named", &Edge::named);
  v.field("tiered", &Edge::tiered);
  v.field("local_ports", &Edge::local_ports);
  v.field("http", &Edge::http);
  v.field("https", &Edge::https);
  v.field("port_in_urls", &Edge::port_in_urls);
  v.field("by_address", &Edge::by_address);
  v.field("certificates", &Edge::certificates);
  v.field("certify", &Edge::certify);
  v.field("webroot", &Edge::webroot);
  v.field("drain", &Edge::drain);
  v.field("stop", &Edge::stop);
  v.field("keepalive", &Edge::keepalive);
  v.field("balancer", &Edge::balancer);
  v.field("members", &Edge::members);
  v.field("fillers", &Edge::fillers);
  v.field("headers", &Edge::headers);
  v.field("gates", &Edge::gates);
  v.field("users", &Edge::users);
  v.field("websockets", &Edge::websockets);
  v.field("indexes", &Edge::indexes);
}

template <class V>
constexpr void describe(V& v, const Certificate*) {
  v.field("lineage", &Certificate::lineage);
  v.field("domain", &Certificate::domain);
  v.field("names", &Certificate::names);
  v.field("subjects", &Certificate::subjects);
}

template <class V>
constexpr void describe(V& v, const Authority*) {
  v.field("id", &Authority::id);
  v.field("image", &Authority::image);
}

template <class V>
constexpr void describe(V& v, const Bought*) {
  v.field("certificate", &Bought::certificate);
  v.field("key", &Bought::key);
}

template <class V>
constexpr void describe(V& v, const DnsProof*) {
  v.field("folder", &DnsProof::folder);
  v.field("program", &DnsProof::program);
  v.field("secrets", &DnsProof::secrets);
  v.field("servers", &DnsProof::servers);
}

template <class V>
constexpr void describe(V& v, const Acme*) {
  v.field("id", &Acme::id);
  v.field("image", &Acme::image);
  v.field("directory", &Acme::directory);
  v.field("staging", &Acme::staging);
  v.field("contact", &Acme::contact);
  v.field("issuer", &Acme::issuer);
  v.field("dns", &Acme::dns);
  v.field("offset", &Acme::offset);
}

}  // namespace stackc::topology
