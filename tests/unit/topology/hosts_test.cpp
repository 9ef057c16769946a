// A host that runs the programs itself: where each listens, as whom it runs, and what stays as it is in containers.
#include <algorithm>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

constexpr const char* host_stack = R"(stackc: 1
name: shop
timezone: Asia/Seoul
sites: { main: { domain: shop.example.com, aliases: { www.shop.example.com: serve }, routes: { /: web, /media/: { files: web.media } } } }
services:
  web:
    framework: django
    language: python:3.11
    project: shop
    volumes: { media: /app/media, exports: /mnt/exports }
    env: { SELF: { ref: web.host } }
    secrets: [SECRET_KEY]
hosts:
  main: { runs: programs, os: debian:12, init: none, user: seller, http: { listen: 8081, public: 80 }, https: { listen: 8443, public: 443 } }
)";

Resolved made(const std::string& from = "", const std::string& to = "") {
  std::string text = host_stack;
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  Resolved result = resolve_text(text);
  INFO((result.said().empty() ? "" : result.said().front()));
  REQUIRE(result.said().empty());
  return result;
}

const topology::Program& program(const topology::Topology& topology, const std::string& id) {
  const auto& all = topology.host->programs;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id.value.text == id; });
  REQUIRE(found != all.end());
  return *found;
}

std::string line(const std::vector<Traced<std::string>>& words) {
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? "" : " ") + word.value;
  return text;
}

}  // namespace

TEST_CASE("listen, publish and public are three ports") {
  const Resolved here = made();
  const topology::Endpoint& programs = here.in("prod").edge->https;
  CHECK(programs.listen.value.number == 8443);
  CHECK(programs.publish.value.number == 8443);
  CHECK(programs.public_port.value.number == 443);
  CHECK_FALSE(programs.public_in_urls.has_value());
  // In a container the process keeps its port, and the engine leads another one of the host to it.
  const Resolved there = made("runs: programs, os: debian:12, init: none, user: seller, ", "");
  const topology::Endpoint& containers = there.in("prod").edge->https;
  CHECK(containers.listen.value.number == 443);
  CHECK(containers.publish.value.number == 8443);
  CHECK(containers.public_port.value.number == 443);
  CHECK_FALSE(there.in("prod").host.has_value());
  const Resolved odd = made("{ listen: 8443, public: 443 }", "9443");
  CHECK(odd.in("prod").edge->https.public_in_urls->value.number == 9443);
}

TEST_CASE("a program of a host listens for its own proxy alone, as an account of its own") {
  const Resolved result = made();
  const topology::Topology& prod = result.in("prod");
  const topology::Program& web = program(prod, "web");
  CHECK(line(web.command).find("--bind 127.0.0.1:8000") != std::string::npos);
  CHECK(web.user.value.text == "seller");
  CHECK(web.directory.text == "/srv/shop");
  CHECK(web.venv->path.value.text == "/srv/shop/.venv");
  CHECK(web.environment.back().literal->value == "127.0.0.1");
  CHECK(web.reload_signal->text == "HUP");
  const topology::Program& nginx = program(prod, "nginx");
  CHECK(line(nginx.command) == "nginx -c /srv/shop/deploy/nginx/nginx.conf -g daemon off;");
  CHECK(nginx.stop_signal.text == "QUIT");
  const topology::Member& proxy = prod.edge->members.front();
  CHECK(proxy.user.text == "www-data");
  CHECK(proxy.image.value.text == "nginx:1.22");
  CHECK(proxy.local_upstreams);
  CHECK(proxy.mounts.empty());
  CHECK(nginx.pid_file->text == proxy.run.text + "/nginx.pid");
}

TEST_CASE("on a host one proxy of the system ends TLS, each other one is refused where it is said") {
  const auto refused = [](const std::string& rule, const std::string& more) {
    const auto lines = resolve_text(host_stack + more).said();
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& one) { return one.rfind(rule, 0) == 0; });
  };
  CHECK_FALSE(refused("", "edge: nginx\n"));
  CHECK(refused("version_not_packaged", "edge: haproxy\n"));
  CHECK(refused("key_of_other_kind", "edge: [{ front: nginx }]\n"));
  CHECK(refused("key_of_other_kind", "edge: [{ front: haproxy }, { files: nginx }]\n"));
  CHECK(refused("key_of_other_kind", "tls: none\n"));
}

TEST_CASE("what a system cannot start is refused where its framework is said", "[topology]") {
  const auto said = [](const std::string& framework) {
    return resolve_text("stackc: 1\nname: shop\nsites: { shop.example.com: web }\nservices:\n  web: { framework: " +
                        framework + " }\ntls: { contact: a@example.com }\nhosts: { main: { runs: programs } }\n")
        .said();
  };
  for (const auto& [framework, program] : {std::pair{"vite", "node"}, std::pair{"static", "busybox"}})
    CHECK(said(framework) ==
          std::vector<std::string>{"version_not_packaged 5:21 stackc starts no " + std::string(program) +
                                   " on Debian 13, only in containers (prod)"});
}

TEST_CASE("folders of a host are those of the source, in development they are volumes") {
  const Resolved result = made();
  const topology::Topology& prod = result.in("prod");
  std::vector<std::string> folders;
  for (const topology::Folder& folder : prod.host->folders)
    folders.push_back(folder.volume + " " + folder.path.value.text);
  CHECK(folders == std::vector<std::string>{"web.media /srv/shop/media", "web.exports /mnt/exports",
                                            "web.static /srv/shop/staticfiles"});
  CHECK(prod.volumes.empty());
  CHECK(prod.sites.front().routes.front().files->value.text == "/srv/shop/staticfiles");
  const topology::Topology& dev = result.in("dev");
  CHECK_FALSE(dev.host.has_value());
  CHECK(dev.volumes.size() == 3);
  CHECK(line(dev.applications.front().command).find("0.0.0.0:8000") != std::string::npos);
}

TEST_CASE("systemd keeps the system's own scheduler, without it ours does") {
  const Resolved none = made();
  CHECK(none.in("prod").host->programs.front().id.value.text == "cron");
  CHECK(none.in("prod").host->programs.size() == 3);
  const Resolved systemd = made("init: none", "init: systemd");
  CHECK(systemd.in("prod").host->systemd);
  CHECK(systemd.in("prod").host->programs.size() == 2);
}

TEST_CASE("certificates are looked after twice a day, at a minute of the stack's own") {
  const auto renewal = [](const char* name) {
    return made("name: shop", std::string("name: ") + name).in("prod").host->renewal.value.text;
  };
  CHECK(renewal("shop") == renewal("shop"));
  CHECK(renewal("shop") != renewal("library"));
  const std::string cron = renewal("shop");
  const std::size_t comma = cron.find(',');
  REQUIRE(comma != std::string::npos);
  const std::size_t blank = cron.find(' ');
  CHECK(std::stoi(cron.substr(comma + 1)) == std::stoi(cron.substr(blank + 1)) + 12);
}
