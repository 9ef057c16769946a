// Who makes certificates, for which names, and where they lie.
#include <algorithm>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

std::string stack_with(std::string_view site, std::string_view tls) {
  return "stackc: 1\nname: shop\nsites:\n  main: { " + std::string(site) +
         ", routes: { /: web } }\nservices: { web: { framework: django, project: shop } }\ntls: " + std::string(tls) +
         "\n";
}

constexpr std::string_view named = "domain: shop.example.com, aliases: { 192.0.2.1: serve, www.example.com: redirect }";
constexpr std::string_view bought = "{ issuer: files, certificate: /etc/ssl/shop.pem, key: /etc/ssl/private/shop.key }";

bool has_volume(const topology::Topology& topology, std::string_view id) {
  return std::any_of(topology.volumes.begin(), topology.volumes.end(),
                     [&](const topology::Volume& volume) { return volume.id.value.text == id; });
}

bool says(const Resolved& made, std::string_view rule) {
  const auto said = made.said();
  return std::any_of(said.begin(), said.end(), [&](const std::string& one) { return one.rfind(rule, 0) == 0; });
}

}  // namespace

TEST_CASE("an authority of the stack's own signs names and addresses, and keeps its key to itself") {
  const Resolved made = resolve_text(stack_with(named, "own"));
  CHECK(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  CHECK_FALSE(prod.acme.has_value());
  CHECK_FALSE(prod.bought.has_value());
  REQUIRE(prod.authority.has_value());
  CHECK(prod.authority->image.value.text == prod.edge->members.front().image.value.text);
  REQUIRE(prod.certificates.size() == 1);
  std::vector<std::string> subjects;
  for (const topology::PlainWord& subject : prod.certificates.front().subjects)
    subjects.push_back(subject.text);
  CHECK(subjects == std::vector<std::string>{"DNS:shop.example.com", "IP:192.0.2.1", "DNS:www.example.com"});
  CHECK(has_volume(prod, "authority"));
  CHECK(has_volume(prod, "certificates"));
  CHECK_FALSE(has_volume(prod, "letsencrypt"));
  const topology::Site& site = prod.sites.front();
  CHECK(site.by_address);
  CHECK(prod.edge->by_address);
  CHECK(site.dns_names.size() == 2);
  CHECK(made.in("dev").authority.has_value() == false);
}

TEST_CASE("a bought certificate is two files of the host, and nothing renews it") {
  const Resolved made = resolve_text(stack_with("domain: shop.example.com", bought));
  CHECK(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  REQUIRE(prod.bought.has_value());
  CHECK(prod.bought->key.value.text == "/etc/ssl/private/shop.key");
  CHECK_FALSE(prod.acme.has_value());
  CHECK_FALSE(prod.authority.has_value());
  CHECK(prod.edge->certify.text == "certs/install.sh");
  CHECK(has_volume(prod, "certificates"));
  CHECK_FALSE(has_volume(prod, "authority"));
}

TEST_CASE("keys of one issuer mean nothing to another") {
  const auto meaningless = [](std::string_view tls) {
    return says(resolve_text(stack_with("domain: shop.example.com", tls)), "key_of_other_kind");
  };
  CHECK(meaningless("{ issuer: own, contact: ops@example.com }"));
  CHECK(meaningless("{ issuer: own, key: /etc/ssl/shop.key }"));
  CHECK(meaningless("{ issuer: letsencrypt, certificate: /etc/ssl/shop.pem }"));
  CHECK(meaningless("{ issuer: files, certificate: /etc/a.pem, key: /etc/b.key, proof: dns }"));
}

TEST_CASE("a bought certificate and its key are two files") {
  for (const std::string_view tls :
       {"files", "{ issuer: files, certificate: /etc/a.pem }", "{ issuer: files, key: /etc/b.key }",
        "{ issuer: files, certificate: /etc/a.pem, key: /etc/a.pem }"}) {
    INFO(tls);
    CHECK(says(resolve_text(stack_with("domain: shop.example.com", tls)), "bought_certificate_incomplete"));
  }
}

TEST_CASE("a wildcard is no name of a site, and whatever host has no certificate") {
  for (const std::string_view tls : {std::string_view("own"), bought, std::string_view("letsencrypt")}) {
    INFO(tls);
    CHECK(says(resolve_text(stack_with("domain: \"*.example.com\"", tls)), "wildcard_by_webroot"));
    CHECK(says(resolve_text(stack_with("domain: \"*\"", tls)), "wildcard_by_webroot"));
  }
  CHECK(says(resolve_text(stack_with(named, "letsencrypt")), "wildcard_by_webroot"));
}
