// The keys of what stands in front: sites, proxies, hosts, certificates, balancers.
#pragma once

#include "model/describe.h"
#include "model/stack.h"

namespace stackc {

template <class V>
constexpr void describe(V& visit, const Route*) {
  visit.type(
      "a route",
      "A path of a site and what answers it. A path that ends in `/` holds everything below it, any other is exact.");
  visit.field("to", &Route::to, {.doc = "the service that answers", .example = "web"});
  visit.field("files", &Route::files,
              {.doc = "the volume whose files the edge itself serves", .example = "web.static"});
  visit.field("redirect", &Route::redirect, {.doc = "a URL or path that clients are sent to", .example = "/docs/"});
  visit.field("websocket", &Route::websocket,
              {.doc = "whether connections may become WebSockets", .example = "true", .fallback = "false"});
  visit.field("timeout", &Route::timeout,
              {.doc = "how long the edge waits for the service between two reads or writes",
               .example = "60s",
               .fallback = "60s"});
  visit.field("idle", &Route::idle, {.doc = "how long a WebSocket may stay silent", .example = "7d", .fallback = "1h"});
  visit.field("body", &Route::body, {.doc = "the largest request body", .example = "20MiB", .fallback = "1MiB"});
  visit.field("cache", &Route::cache, {.doc = "how long clients may keep an answer", .example = "30d"});
  visit.field("immutable", &Route::immutable,
              {.doc = "whether the files never change under one name, so that clients need not ask again",
               .example = "true",
               .fallback = "false"});
  visit.field("fallback", &Route::fallback,
              {.doc = "the file of the volume that answers for paths without a file of their own, which is then never "
                      "cached without asking",
               .example = "index.html",
               .fallback = "that of the framework, for the files that it builds"});
  visit.field("auth", &Route::auth,
              {.doc = "the users who may enter, by name and password (basic auth)", .example = "[librarian]"});
  visit.shorthand(&Route::to, {.doc = "the service alone", .example = "web"});
  visit.foreign("proxy_pass", "write `to:` and the id of a service");
  visit.foreign("root", "write `files:` and a volume, as `web.static`");
  visit.foreign("alias", "write `files:` and a volume, as `web.static`");
  visit.foreign("client_max_body_size", "write `body:`, as `20MiB`");
}

template <class V>
constexpr void describe(V& visit, const Site*) {
  visit.type("a site", "A name that clients type and what answers under it.");
  visit.field(
      "domain", &Site::domain,
      {.doc = "the site's name; `*` for any host", .example = "example.com", .fallback = "the id, if it is a domain"});
  visit.field("was", &Site::was,
              {.doc = "the domain that the site had before: its certificate keeps that name, and gets the new ones",
               .example = "shop.example.com"});
  visit.field("aliases", &Site::aliases,
              {.doc = "other names of the site: a list, or a map that says for each whether it serves or redirects",
               .example = "{ www.example.com: redirect }"});
  visit.field("routes", &Site::routes, {.doc = "what answers, by path", .example = "{ /: web }"});
  visit.shorthand(&Site::routes, "/", {.doc = "the service that answers every path", .example = "web"});
  visit.foreign("server_name", "write `domain:`, and other names under `aliases:`");
}

template <class V>
constexpr void describe(V& visit, const Statistics*) {
  visit.type("a statistics page",
             "The page on which a proxy shows its own state: on 127.0.0.1 of the host, with a login.");
  visit.field("port", &Statistics::port, {.doc = "its port", .example = "8404", .fallback = "8404"});
  visit.field("user", &Statistics::user, {.doc = "who may look", .example = "admin", .fallback = "admin"});
  visit.field("password", &Statistics::password,
              {.doc = "the secret that holds the password", .example = "{ secret: front_stats_password }"});
  visit.shorthand(&Statistics::port, {.doc = "the port alone", .example = "8404"});
}

template <class V>
constexpr void describe(V& visit, const Proxy*) {
  visit.type("a proxy", "A proxy of a tier, which is a service in compose under its name.");
  visit.field("proxy", &Proxy::proxy, {.doc = "the program and its version", .example = "haproxy:3.2"});
  visit.field("debug", &Proxy::debug,
              {.doc = "a port of 127.0.0.1 on the host that leads to this proxy alone", .example = "8000"});
  visit.field("stats", &Proxy::stats, {.doc = "the page on which it shows its state", .example = "{ port: 8404 }"});
  visit.field("image", &Proxy::image,
              {.doc = "how its configuration reaches its container", .example = "own", .fallback = "mounted"});
  visit.field(
      "bind", &Proxy::bind,
      {.doc = "what its start fills in, by path (`listen`, `SERVICE.host`, `SERVICE.port`), each from a variable "
              "that is checked first; needs `image: own`",
       .example = "{ web.port: { from_env: BACKEND_PORT, at: start } }"});
  visit.shorthand(&Proxy::proxy, {.doc = "the program alone", .example = "nginx:1.30"});
}

template <class V>
constexpr void describe(V& visit, const Edge*) {
  visit.type("the edge", "The proxies in front, of which the outermost alone is published.");
  visit.field("proxy", &Edge::proxy,
              {.doc = "the program and its version, or `none`", .example = "nginx:1.30", .fallback = "nginx"});
  visit.field("tiers", &Edge::tiers,
              {.doc = "tiers of proxies by name, the outermost first: the first spreads requests over the second, the "
                      "last one asks the services",
               .example = "[{ front: haproxy:3.2 }, { nginx: nginx:1.30, legacy: apache:2.4 }]"});
  visit.shorthand(&Edge::tiers, {.doc = "the tiers alone", .example = "[{ front: haproxy:3.2 }]"});
  visit.shorthand(&Edge::proxy, {.doc = "the program alone", .example = "nginx:1.30"});
}

template <class V>
constexpr void describe(V& visit, const Inbound*) {
  visit.type("a door", "Where the edge takes connections on a host, and which port leads there from outside.");
  visit.field("listen", &Inbound::listen,
              {.doc = "the port on the machine", .example = "8443", .fallback = "80 for http, 443 for https"});
  visit.field("public", &Inbound::public_port,
              {.doc = "the port that clients type, where a router or balancer leads another one here",
               .example = "443",
               .fallback = "the same as `listen`"});
  visit.shorthand(&Inbound::listen, {.doc = "the port on the machine alone", .example = "8443"});
}

template <class V>
constexpr void describe(V& visit, const Host*) {
  visit.type("a host", "A machine of production. Development runs in containers, whatever it says.");
  visit.field(
      "edge", &Host::edge,
      {.doc = "whether it is the proxies' alone: they run there as programs, and ask services of other hosts, or "
              "of containers of the same machine, where the address of those is 127.0.0.1",
       .example = "true",
       .fallback = "false: they run where the routes lead to"});
  visit.field("count", &Host::count,
              {.doc = "how many machines are alike; several need `balancer`", .example = "2", .fallback = "1"});
  visit.field(
      "address", &Host::address,
      {.doc = "the private IPv4 address on which other hosts of the stack reach its services", .example = "10.0.2.10"});
  visit.field("services", &Host::services,
              {.doc = "the services that run there, where there is more than one machine", .example = "[db, redis]"});
  visit.field("runs", &Host::runs,
              {.doc = "whether what runs there is in containers or a program of the machine itself",
               .example = "programs",
               .fallback = "containers"});
  visit.field("os", &Host::os,
              {.doc = "the system that programs are installed from, and its release; only for programs",
               .example = "debian:12",
               .fallback = "debian, its newest release"});
  visit.field("init", &Host::init,
              {.doc = "who starts programs and keeps them running; only for programs",
               .example = "none",
               .fallback = "systemd"});
  visit.field("user", &Host::user,
              {.doc = "the account that applications run as, made where it is not there; only for programs",
               .example = "shop",
               .fallback = "the stack's name"});
  visit.field("http", &Host::http,
              {.doc = "the door for plain HTTP", .example = "{ listen: 8081, public: 80 }", .fallback = "80"});
  visit.field("https", &Host::https,
              {.doc = "the door for HTTPS", .example = "{ listen: 8443, public: 443 }", .fallback = "443"});
  visit.field("notify", &Host::notify,
              {.doc = "an executable of yours that is called with a message when something fails; only for programs",
               .example = "/usr/local/bin/tell-us"});
  visit.foreign("ports", "write `http:` and `https:`, as `{ listen: 8081, public: 80 }`");
}

template <class V>
constexpr void describe(V& visit, const Tls*) {
  visit.type("the TLS part", "Who issues the certificates and how they are proven.");
  visit.field(
      "issuer", &Tls::issuer,
      {.doc =
           "`letsencrypt`, the URL of an ACME directory, `own` for an authority of this stack's own, `files` for a "
           "certificate that was bought, `upstream`: a load balancer before the edge ends TLS, or `none`: the site is "
           "served without TLS",
       .example = "letsencrypt",
       .fallback = "letsencrypt"});
  visit.field("proof", &Tls::proof,
              {.doc = "how the issuer is shown that the domain is ours", .example = "webroot", .fallback = "webroot"});
  visit.field("contact", &Tls::contact,
              {.doc = "where the issuer writes to when a certificate is in danger", .example = "ops@example.com"});
  visit.field("certificate", &Tls::certificate,
              {.doc = "the bought certificate on the host, the site's own first and those of its chain after it",
               .example = "/etc/ssl/shop/fullchain.pem"});
  visit.field("key", &Tls::key,
              {.doc = "the private key of that certificate on the host", .example = "/etc/ssl/private/shop.key"});
  visit.field(
      "hook", &Tls::hook,
      {.doc = "your program for `proof: dns`, in a folder of its own below `deploy/`: `HOOK add NAME VALUE` adds "
              "a TXT record, `HOOK remove NAME VALUE` removes it",
       .example = "deploy/dns/hook.sh"});
  visit.field("secrets", &Tls::secrets,
              {.doc = "secrets that reach the hook as variables of the same name", .example = "[DNS_TOKEN]"});
  visit.field("servers", &Tls::servers,
              {.doc = "the name servers that must answer with the record before it is said to be there",
               .example = "[ns1.example.com]",
               .fallback = "those that DNS names for the domain"});
  visit.shorthand(&Tls::issuer, {.doc = "the issuer alone", .example = "letsencrypt"});
  visit.foreign("email", "write `contact:`");
}

template <class V>
constexpr void describe(V& visit, const Balancer*) {
  visit.type("a balancer", "A load balancer that ends TLS before the edge; only for `tls: upstream`.");
  visit.field("use", &Balancer::use,
              {.doc = "whose load balancer it is, as `aws`: stackc then describes it for that provider, with its "
                      "certificates and firewall groups; without it somebody else sets it up",
               .example = "aws"});
  visit.field("trusted", &Balancer::trusted,
              {.doc = "the addresses that it asks from: what comes from there is believed about clients and their "
                      "scheme, what comes from elsewhere is not",
               .example = "[10.0.0.0/16]"});
  visit.field("idle", &Balancer::idle,
              {.doc = "after how long it gives a silent connection up",
               .example = "1h",
               .fallback = "a little more than the slowest route may be silent"});
  visit.field("sticky", &Balancer::sticky,
              {.doc = "for how long a client's requests go to the machine that had his first one; only with `use`",
               .example = "1d",
               .fallback = "each request goes to any machine"});
  visit.field("drain", &Balancer::drain,
              {.doc = "for how long a machine that is taken out may finish its requests; only with `use`",
               .example = "5m",
               .fallback = "a little more than the slowest route may be silent, WebSockets aside"});
  visit.shorthand(&Balancer::trusted, {.doc = "the addresses that it asks from", .example = "[10.0.0.0/16]"});
}

}  // namespace stackc
