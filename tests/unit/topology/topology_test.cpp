// The graph of the running system: who is reached from where, what is mounted by whom, what everything is called.
#include <algorithm>
#include <set>

#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/driver/whole_stack.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

template <class List>
auto find(const List& list, std::string_view id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id.value.text == id; });
  REQUIRE(found != list.end());
  return *found;
}

template <class T>
std::vector<std::string> texts(const std::vector<Traced<T>>& list) {
  std::vector<std::string> all;
  all.reserve(list.size());
  for (const auto& one : list)
    all.push_back(one.value.text);
  return all;
}

Resolved whole() {
  Resolved made = resolve_text(whole_stack);
  REQUIRE(made.said() == std::vector<std::string>{});
  return made;
}

}  // namespace

TEST_CASE("in production only the edge is published, in development only on this machine") {
  const Resolved made = whole();
  const topology::Topology& prod = made.in("prod");
  REQUIRE(prod.edge.has_value());
  CHECK(prod.edge->http.publish.value.number == 80);
  CHECK(prod.edge->https.publish.value.number == 443);
  for (const auto& app : prod.applications)
    CHECK_FALSE(app.publish.has_value());
  for (const auto& backing : prod.backings)
    CHECK_FALSE(backing.publish.has_value());
  const topology::Topology& dev = made.in("dev");
  CHECK_FALSE(dev.edge.has_value());
  CHECK(find(dev.applications, "web").publish->value.number == 8100);
  CHECK(find(dev.backings, "db").publish->value.number == 3306);
}

TEST_CASE("a volume is written by its owner and read by the proxy, under one name") {
  const Resolved made = whole();
  const topology::Topology& prod = made.in("prod");
  CHECK(find(prod.volumes, "web_static").engine_name.value.text == "whole_web_static");
  CHECK(find(prod.volumes, "web_media").engine_name.value.text == "old_media");
  CHECK(find(prod.volumes, "web_media").external);
  CHECK(find(prod.volumes, "db_data").engine_name.value.text == "whole_db_older");
  for (const auto& mount : prod.edge->members.front().mounts)
    CHECK(mount.read_only);
  const auto app = find(prod.applications, "web");
  CHECK(find(app.mounts, "web_media").path.value.text == "/app/media");
  CHECK_FALSE(find(app.mounts, "web_media").read_only);
  CHECK(find(made.in("dev").volumes, "web_media").engine_name.value.text == "whole-dev_web_media");
  CHECK_FALSE(find(made.in("dev").volumes, "web_media").external);
}

TEST_CASE("every name that is served or redirected stands on the certificate") {
  const topology::Topology prod = whole().in("prod");
  REQUIRE(prod.certificates.size() == 1);
  CHECK(texts(prod.certificates.front().names) ==
        std::vector<std::string>{"www.example.com", "m.example.com", "example.com"});
  const topology::Site& site = prod.sites.front();
  CHECK(texts(site.names) == std::vector<std::string>{"www.example.com", "m.example.com"});
  CHECK(texts(site.redirects) == std::vector<std::string>{"example.com"});
  CHECK(site.health->value.text == "/health/");
}

TEST_CASE("routes stand longest first, and WebSockets bring their idle time") {
  const topology::Topology prod = whole().in("prod");
  const auto& routes = prod.sites.front().routes;
  for (std::size_t i = 1; i < routes.size(); ++i)
    CHECK(routes[i - 1].path.value.text.size() >= routes[i].path.value.text.size());
  const auto socket =
      std::find_if(routes.begin(), routes.end(), [](const auto& route) { return route.path.value.text == "/ws/"; });
  REQUIRE(socket != routes.end());
  CHECK(socket->websocket);
  CHECK(socket->timeout.value.milliseconds == 2LL * 24 * 3600 * 1000);
  CHECK(prod.edge->websockets);
}

TEST_CASE("the drain of the proxy fits into the time that it has to stop") {
  const topology::Topology prod = whole().in("prod");
  CHECK(prod.edge->drain.value.milliseconds < prod.edge->stop.value.milliseconds);
}

TEST_CASE("an application waits for the services that its environment names") {
  const topology::Topology prod = whole().in("prod");
  const auto app = find(prod.applications, "web");
  REQUIRE(app.waits.size() == 2);
  CHECK(app.waits.front().host.value.text == "cache");
  CHECK(app.waits.back().host.value.text == "db");
  CHECK(app.waits.back().port.value.number == 3306);
  CHECK(app.health_host.value.text == "www.example.com");
  CHECK(find(whole().in("dev").applications, "web").health_host.value.text == "localhost");
}

TEST_CASE("secrets know who reads them and who makes them") {
  const topology::Topology prod = whole().in("prod");
  std::vector<std::string> said;
  for (const topology::Secret& secret : prod.secrets) {
    std::string line = secret.variable.value.text;
    line += secret.adopted ? " adopted" : secret.generated ? " made" : " asked";
    for (const auto& user : secret.users)
      line += " " + user.value.text;
    said.push_back(line);
  }
  CHECK(said == std::vector<std::string>{
                    "API_KEY asked web web-tasks web-clock web-consumer", "CACHE_PASSWORD made cache",
                    "DB_ROOT_PASSWORD made db save", "DB_WORD made db web web-tasks web-clock web-consumer",
                    "EDITOR_PASSWORD_HASH asked nginx", "SEARCH_KEY asked search", "SEARCH_TOKEN asked search",
                    "SECRET_KEY made web web-tasks web-clock web-consumer"});
}

TEST_CASE("another environment has files, volumes and a project of its own") {
  const Resolved made = whole();
  const topology::Topology& staging = made.in("staging");
  CHECK(staging.project.text == "whole-staging");
  CHECK(staging.compose_file.text == "compose.staging.yaml");
  CHECK(staging.deploy_folder.text == "deploy/env/staging");
  CHECK(staging.up.text == "../../../..");
  CHECK(staging.production);
  CHECK(texts(staging.certificates.front().names) == std::vector<std::string>{"stage.example.com"});
  CHECK(find(staging.volumes, "web_static").engine_name.value.text == "whole-staging_web_static");
  const topology::Topology& prod = made.in("prod");
  CHECK(prod.project.text == "whole");
  CHECK(prod.deploy_folder.text == "deploy");
  CHECK(prod.github.has_value());
}

TEST_CASE("each value says what it comes from") {
  const Resolved made = whole();
  const topology::Topology& prod = made.in("prod");
  CHECK(made.written(prod.sites.front().routes.back().timeout.origin) == "45s");
  CHECK(made.written(find(prod.backings, "db").stop.origin) == "90s");
  CHECK(made.written(made.in("staging").sites.front().domain.origin) == "stage.example.com");
}

TEST_CASE("the same stack gives the same facts, each subject of a kind once, and all of them can be read") {
  const auto printed = [](const char* environment) {
    std::vector<std::string> lines;
    for (const topology::PlacedFact& placed : topology::facts(whole().in(environment)))
      lines.push_back(facts::print(placed.fact));
    return lines;
  };
  for (const char* environment : {"prod", "dev", "staging"}) {
    const std::vector<std::string> lines = printed(environment);
    CHECK(lines == printed(environment));
    CHECK(lines.size() > 15);
    std::set<std::string> subjects;
    for (const std::string& line : lines) {
      INFO(line);
      const auto fact = facts::parse(line);
      REQUIRE(fact);
      CHECK(fact->environment == environment);
      CHECK(subjects.insert(fact->kind + " " + fact->subject).second);
    }
  }
}

TEST_CASE("dumps are made by the account that may, with the programs of the database's image", "[topology]") {
  struct Wanted {
    std::string use;
    std::string dump_program;
    std::string client;
    std::string account;
    std::string password;
    std::string tests_as;
  };
  const Wanted all[] = {
      {"mysql:8.4", "mysqldump", "mysql", "root", "DB_ROOT_PASSWORD", "root"},
      {"mariadb:11.8", "mariadb-dump", "mariadb", "root", "DB_ROOT_PASSWORD", "root"},
      {"postgres:17", "pg_dump", "psql", "blog", "DB_PASSWORD", "blog"},
  };
  for (const Wanted& wanted : all) {
    INFO(wanted.use);
    const Resolved made = resolve_text(
        "stackc: 1\nname: blog\nsites: { blog.example.com: web }\nservices:\n"
        "  web: { framework: django, project: blog, push: you/blog, env: { DB_USER: { ref: db.user } } }\n"
        "  db: { use: \"" +
        wanted.use +
        "\" }\n"
        "jobs:\n  night: { backup: db, daily: \"03:30\" }\ntls: { contact: a@example.com }\n"
        "ci: { github: { test: make } }\n");
    CHECK(made.said() == std::vector<std::string>{});
    const topology::Backup& backup = made.in("prod").backups.at(0);
    CHECK(backup.dump_program.value.text == wanted.dump_program);
    CHECK(backup.client.value.text == wanted.client);
    CHECK(backup.account.value.text == wanted.account);
    CHECK(backup.password.value.text == wanted.password);
    const auto& variables = made.in("dev").applications.at(0).test_variables;
    const auto user = std::find_if(variables.begin(), variables.end(),
                                   [](const auto& variable) { return variable.name.value.text == "DB_USER"; });
    REQUIRE(user != variables.end());
    CHECK(user->value.value == wanted.tests_as);
  }
}

TEST_CASE("a version that keeps its data elsewhere has its volume there", "[topology]") {
  const auto path_of = [](const std::string& use) {
    const Resolved made = resolve_text("stackc: 1\nname: blog\nservices: { db: \"" + use + "\" }\n");
    CHECK(made.said() == std::vector<std::string>{});
    return made.in("prod").backings.at(0).mounts.at(0).path.value.text;
  };
  CHECK(path_of("postgres:17") == "/var/lib/postgresql/data");
  CHECK(path_of("postgres:18") == "/var/lib/postgresql");
  CHECK(path_of("postgres:18.1") == "/var/lib/postgresql");
}

TEST_CASE("an option that a service does not have is refused", "[topology]") {
  const auto said = [](const std::string& service) {
    return resolve_text("stackc: 1\nname: blog\nservices: { db: { " + service + " } }\n").said();
  };
  CHECK(
      said("use: \"postgres:17\", charset: utf8mb4") ==
      std::vector<std::string>{"key_of_other_kind 3:48 `charset` has no meaning for a service `postgres` (dev, prod)"});
  CHECK(
      said("use: \"mariadb:11.8\", persist: aof") ==
      std::vector<std::string>{"key_of_other_kind 3:49 `persist` has no meaning for a service `mariadb` (dev, prod)"});
  CHECK(said("use: \"valkey:8.1\", persist: aof") == std::vector<std::string>{});
  CHECK(said("use: \"mariadb:11.8\", charset: utf8mb4") == std::vector<std::string>{});
}
