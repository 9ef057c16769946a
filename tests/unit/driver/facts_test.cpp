// What the facts say is what the artifacts say: read back from compose files and nginx configuration.
#include <algorithm>
#include <set>

#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/driver/reading.h"
#include "tests/unit/driver/whole_stack.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

/// The part of a text from the line that begins with `head` to the first line after it that begins with `end`.
std::string block(const std::string& text, const std::string& head, const std::string& end) {
  const std::size_t begin = text.find("\n" + head);
  if (begin == std::string::npos) return {};
  const std::size_t stop = text.find("\n" + end, begin + 1);
  return text.substr(begin, stop == std::string::npos ? stop : stop - begin + 1);
}

/// The service of a compose file: from its key to the next key of the same indentation or less.
std::string service_block(const std::string& compose, const std::string& id) {
  std::string left = block(compose, "  " + id + ":\n", "networks:\n");
  for (std::size_t at = left.find("\n  ", 1); at != std::string::npos; at = left.find("\n  ", at + 1)) {
    if (left[at + 3] != ' ' && left[at + 3] != '#') return left.substr(0, at);
  }
  return left;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Known {
  Compilation made = compile_text(whole_stack);
  std::vector<facts::Fact> of(std::string_view kind, std::string_view environment = "prod") const {
    std::vector<facts::Fact> found;
    for (const auto& placed : made.compiled.value().facts) {
      if (placed.fact.kind == kind && placed.fact.environment == environment) found.push_back(placed.fact);
    }
    REQUIRE_FALSE(found.empty());
    return found;
  }
};

}  // namespace

TEST_CASE("ports, volumes, users, images and restarts are those of the compose files", "[facts]") {
  const Known known;
  const std::string& prod = known.made.text("compose.prod.yaml");
  for (const facts::Fact& port : known.of("port")) {
    const std::string number = port.subject.substr(0, port.subject.find('/'));
    CHECK(port.find("address") == "all");
    CHECK(holds(service_block(prod, *port.find("service")), "\"" + number + ":" + number + "\""));
  }
  for (const facts::Fact& port : known.of("port", "dev")) {
    const std::string number = port.subject.substr(0, port.subject.find('/'));
    CHECK(holds(service_block(known.made.text("compose.yaml"), *port.find("service")), "127.0.0.1:" + number + ":"));
  }
  for (const facts::Fact& volume : known.of("volume")) {
    INFO(volume.subject);
    CHECK(holds(prod, "  " + volume.subject + ": { name: " + *volume.find("name") +
                          (volume.find("adopted") ? ", external: true }" : " }")));
    if (volume.find("path"))
      CHECK((holds(service_block(prod, *volume.find("of")),
                   "source: " + volume.subject + ", target: " + *volume.find("path")) ||
             holds(service_block(prod, *volume.find("of") + "-release"),
                   "source: " + volume.subject + ", target: " + *volume.find("path"))));
  }
  for (const facts::Fact& service : known.of("service")) {
    // Nothing of it runs: its release fills a volume.
    const bool files = service.find("role") == "files";
    const std::string text = service_block(prod, service.subject + (files ? "-release" : ""));
    INFO(service.subject << text);
    if (files) {
      CHECK(holds(text, "restart: \"no\""));
      continue;
    }
    CHECK(holds(text, "restart: " + *service.find("restart")));
    if (service.find("user")) CHECK(holds(text, "user: \"" + *service.find("user") + "\""));
    if (service.find("stop")) CHECK(holds(text, "stop_grace_period: "));
    if (service.find("image") && service.find("role") != "application")
      CHECK(holds(text, "image: " + *service.find("image")));
  }
}

TEST_CASE("names, headers and what becomes of unknown hosts are those of the proxy's configuration", "[facts]") {
  const Known known;
  const std::string& headers = known.made.text("deploy/nginx/snippets/headers.conf");
  const std::string& nginx = known.made.text("deploy/nginx/nginx.conf");
  for (const facts::Fact& header : known.of("header")) {
    CHECK(holds(headers, "add_header " + header.subject + " "));
    CHECK(holds(nginx, *header.find("value")));
  }
  for (const facts::Fact& site : known.of("site")) {
    const std::string& https = known.made.text("deploy/nginx/sites/" + site.subject + ".https.conf");
    const std::string& http = known.made.text("deploy/nginx/sites/" + site.subject + ".http.conf");
    for (const std::string& name : site.all("serves"))
      CHECK(holds(https, name));
    CHECK(site.find("tls") == "required");
    CHECK(holds(http, "return 308 https://"));
    CHECK_FALSE(holds(http, "proxy_pass"));
  }
  CHECK(known.of("proxy").front().find("unknown_hosts") == "refused");
  CHECK(holds(known.made.text("deploy/nginx/sites/default.conf"), "return 444"));
  CHECK(holds(known.made.text("deploy/nginx/sites/default.conf"), "ssl_reject_handshake on"));
}

TEST_CASE("each route's location carries the headers that its fact names", "[facts]") {
  const Known known;
  std::set<std::string> names;
  for (const facts::Fact& header : known.of("header"))
    names.insert(header.subject);
  for (const facts::Fact& route : known.of("route")) {
    const std::size_t slash = route.subject.find('/');
    const std::string& https = known.made.text("deploy/nginx/sites/" + route.subject.substr(0, slash) + ".https.conf");
    const std::string path = route.subject.substr(slash);
    std::string location = block(https, "    location " + path + " {", "    }");
    if (location.empty()) location = block(https, "    location = " + path + " {", "    }");
    INFO(route.subject << location);
    REQUIRE_FALSE(location.empty());
    // A location that adds a header of its own inherits none.
    const bool inherits = !holds(location, "add_header");
    CHECK((holds(location, "include snippets/headers.conf;") ||
           (inherits && holds(https, "\n    include snippets/headers.conf;"))));
    for (const std::string& name : names)
      CHECK(holds("," + route.find("headers").value() + ",", "," + name + ","));
    if (route.find("to")) CHECK(holds(location, "proxy_pass http://"));
    if (route.find("uploads")) CHECK(holds(location, "Content-Security-Policy sandbox"));
    if (route.find("users"))
      CHECK(holds(location, "auth_basic_user_file /run/nginx/users/" + *route.find("users") + ";"));
    if (route.find("fallback")) CHECK(holds(location, "try_files $uri " + *route.find("fallback") + ";"));
    if (route.find("index")) CHECK(holds(location, "index " + *route.find("index") + ";"));
    if (route.find("not_found")) CHECK(holds(location, "error_page 403 404 =404 " + *route.find("not_found") + ";"));
    if (route.find("revalidated")) CHECK(holds(location, "Cache-Control no-cache always"));
    if (route.find("websocket")) CHECK(holds(location, "Upgrade $http_upgrade"));
  }
}

TEST_CASE("whom a proxy believes about clients, and what it keeps for a balancer, is in its configuration", "[facts]") {
  const Compilation made = compile_text(R"(stackc: 1
name: shop
sites: { shop.example.com: web }
services: { web: { framework: django, project: shop, health: /state/ } }
tls: upstream
balancer: { trusted: [10.0.0.0/16, 10.2.0.0/16], idle: 2m }
)");
  REQUIRE(made.compiled.has_value());
  const std::string& nginx = made.text("deploy/nginx/nginx.conf");
  int balancers = 0;
  for (const auto& placed : made.compiled->facts) {
    const facts::Fact& fact = placed.fact;
    if (fact.kind == "site" && fact.environment == "prod") CHECK(fact.find("tls") == "upstream");
    if (fact.kind != "balancer") continue;
    ++balancers;
    CHECK(fact.all("trusted").size() == 2);
    for (const std::string& range : fact.all("trusted")) {
      CHECK(holds(nginx, "set_real_ip_from " + range + ";"));
      CHECK(holds(nginx, range + " 1;"));
    }
    CHECK(fact.find("idle") == "2m");
    CHECK(fact.find("keepalive") == "135s");
    CHECK(holds(nginx, "keepalive_timeout 135s;"));
    CHECK(holds(made.text("deploy/nginx/sites/default.conf"), "location = " + fact.find("health").value() + " {"));
  }
  CHECK(balancers == 1);
}

TEST_CASE("who is let in, and what the balancer's provider is told, is in its description", "[facts]") {
  const Compilation made = compile_text(R"(stackc: 1
name: shop
sites: { main: { domain: shop.example.com, aliases: [www.shop.example.com], routes: { /: web } } }
services:
  web: { framework: django, project: shop, env: { DB_HOST: { ref: db.host } } }
  db: mysql:8.4
tls: upstream
balancer: { use: aws, trusted: [10.0.0.0/16], sticky: 2h, drain: 3m }
hosts: { web: { count: 2, services: [web] }, data: { services: [db], address: 10.0.2.10 } }
)");
  REQUIRE(made.compiled.has_value());
  const std::string& text = made.text("deploy/aws/balancer.yaml");
  std::vector<std::string> doors;
  for (const auto& placed : made.compiled->facts) {
    const facts::Fact& fact = placed.fact;
    if (fact.kind == "group") {
      for (const std::string& open : fact.all("open"))
        doors.push_back(fact.environment + " " + open);
    }
    if (fact.kind != "balancer") continue;
    CHECK(holds(text, "SslPolicy: " + fact.find("tls").value()));
    CHECK(holds(text, "HealthCheckPath: " + fact.find("health").value()));
    CHECK(holds(text, "deregistration_delay.timeout_seconds, Value: \"180\""));
    CHECK(fact.find("drain") == "3m");
    CHECK(holds(text, "stickiness.lb_cookie.duration_seconds, Value: \"7200\""));
    CHECK(fact.find("sticky") == "2h");
    CHECK(fact.all("open") == std::vector<std::string>{"80/tcp", "443/tcp"});
    CHECK(holds(text, "FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0"));
    for (const std::string& name : fact.all("name"))
      CHECK(holds(text, " " + name + "\n"));
  }
  CHECK(doors == std::vector<std::string>{"prod.web 22/tcp:administrators", "prod.web 80/tcp:balancer",
                                          "prod.data 22/tcp:administrators", "prod.data 3306/tcp:web"});
  const std::string web = service_block(text, "WebMachines");
  CHECK(holds(web, "FromPort: 80\n"));
  CHECK(holds(web, "SourceSecurityGroupId: { Fn::GetAtt: [BalancerGroup, GroupId] }"));
  CHECK_FALSE(holds(service_block(text, "DataMachines"), "BalancerGroup"));
  const std::string door = service_block(text, "DbFromWebIngress");
  CHECK(holds(door, "GroupId: { Fn::GetAtt: [DataMachines, GroupId] }"));
  CHECK(holds(door, "FromPort: 3306\n"));
  CHECK(holds(door, "SourceSecurityGroupId: { Fn::GetAtt: [WebMachines, GroupId] }"));
}

TEST_CASE("what each host opens, shares and does at set times is in its own files", "[facts]") {
  const Compilation made = compile_text(R"(stackc: 1
name: shop
sites: { main: { domain: shop.example.com, routes: { /: web, /media/: { files: web.media } } } }
services:
  web:
    framework: django
    project: shop
    env: { DB_HOST: { ref: db.host } }
    volumes: { media: { path: /app/media, shared: { host: files.example.com, path: /m } } }
  db: mysql:8.4
jobs: { clear: { in: web, run: python manage.py clearsessions, daily: "03:00", on: data } }
tls: upstream
balancer: [10.0.0.0/16]
hosts: { web: { count: 2, services: [web] }, data: { services: [db], address: 10.0.2.10 } }
)");
  REQUIRE(made.compiled.has_value());
  const std::string& data = made.text("compose.prod.data.yaml");
  const std::string& web = made.text("compose.prod.web.yaml");
  CHECK(made.find("compose.prod.yaml") == nullptr);
  int seen = 0;
  for (const auto& placed : made.compiled->facts) {
    const facts::Fact& fact = placed.fact;
    CHECK(fact.environment != "prod");
    if (fact.environment == "dev") continue;
    const std::string& compose = fact.environment == "prod.data" ? data : web;
    if (fact.kind == "port" && fact.find("address") != "all") {
      CHECK(fact.environment == "prod.data");
      CHECK(holds(service_block(data, *fact.find("service")), "\"10.0.2.10:3306:3306\""));
      ++seen;
    }
    if (fact.kind == "volume" && fact.find("shared")) {
      CHECK(fact.find("shared") == "files.example.com:/m");
      CHECK(holds(compose, "addr=files.example.com,"));
      CHECK(holds(compose, "device: \":/m\""));
      ++seen;
    }
    if (fact.kind == "service" && fact.find("role") == "worker") {
      CHECK(fact.environment == "prod.data");
      CHECK(holds(data, "  " + fact.subject + "-scheduler:\n"));
      CHECK_FALSE(holds(data, "\n  " + fact.subject + ":\n"));
      ++seen;
    }
    if (fact.kind == "job") CHECK(holds(made.text("deploy/env/prod/data/cron/crontab"), fact.subject));
  }
  CHECK(seen == 4);
  CHECK(made.find("deploy/env/prod/web/cron/crontab") == nullptr);
}

TEST_CASE("programs, ports, folders and renewals of a host are those of its scripts", "[facts]") {
  const Compilation made = compile_text(R"(stackc: 1
name: shop
sites: { shop.example.com: web }
services: { web: { framework: django, project: shop, language: python:3.11, volumes: { media: /app/media } } }
hosts: { main: { runs: programs, os: debian:12, init: none, http: { listen: 8081, public: 80 }, https: 443 } }
)");
  REQUIRE(made.compiled.has_value());
  const std::string run = made.text("deploy/boot/run.sh");
  int seen = 0;
  for (const auto& placed : made.compiled->facts) {
    const facts::Fact& fact = placed.fact;
    if (fact.environment != "prod") continue;
    INFO(fact.kind << " " << fact.subject);
    if (fact.kind == "program") {
      CHECK(holds(run, "  " + fact.subject + ")\n    user=" + *fact.find("user") + "\n"));
      const std::string command = *fact.find("run");
      CHECK(holds(run, "set -- " + command.substr(0, command.find(" daemon"))));
      ++seen;
    }
    if (fact.kind == "port") {
      const std::string port = fact.subject.substr(0, fact.subject.find('/'));
      CHECK((holds(made.text("deploy/nginx/sites/default.conf"), "listen " + port + " ") ||
             holds(run, "--bind " + *fact.find("address") + ":" + port)));
      ++seen;
    }
    if (fact.kind == "folder") CHECK(holds(made.text("deploy/ops/install.sh"), "  " + *fact.find("path") + " "));
    if (fact.kind == "renewal") CHECK(holds(made.text("deploy/cron/crontab"), *fact.find("cron") + " root "));
  }
  CHECK(seen == 6);
}
