// Several machines: what each host runs, how one reaches another, and what is refused.
#include <algorithm>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

constexpr std::string_view shared_media = "{ path: /app/media, shared: { host: files.example.com, path: /media } }";

std::string stack_with(std::string_view hosts, std::string_view media = shared_media,
                       std::string_view on = ", on: data") {
  return "stackc: 1\nname: shop\n"
         "sites: { main: { domain: shop.example.com, routes: { /: web, /media/: { files: web.media } } } }\n"
         "services:\n  web:\n    framework: django\n    project: shop\n    volumes: { media: " +
         std::string(media) +
         " }\n    env: { DB_HOST: { ref: db.host }, DB_PASSWORD: { ref: db.password }, SITE: { ref: sites.main.names, "
         "join: \",\" } }\n"
         "  db: mysql:8.4\n  cache: redis:7\n"
         "jobs:\n  clear: { in: web, run: python manage.py clearsessions, daily: \"03:00\"" +
         std::string(on) +
         " }\n  backup: { backup: db, daily: \"03:30\" }\n"
         "tasks: { shell: { in: web, run: python manage.py shell } }\n"
         "tls: upstream\nbalancer: [10.0.0.0/16]\nhosts:\n" +
         std::string(hosts);
}

constexpr std::string_view two_hosts =
    "  web: { count: 2, services: [web] }\n  data: { services: [db, cache], address: 10.0.2.10 }\n";

struct Parts {
  Resolved made;
  std::vector<topology::Topology> parts;

  explicit Parts(std::string_view yaml) : made(resolve_text(yaml)) {
    REQUIRE(made.said() == std::vector<std::string>{});
    parts = topology::build_parts(made.in("prod"), made.stack_in("prod"), made.origins);
  }
};

}  // namespace

TEST_CASE("each host runs what stands there, and nothing of it twice", "[topology]") {
  const Parts all(stack_with(two_hosts));
  REQUIRE(all.parts.size() == 2);
  CHECK(all.made.in("prod").divided);
  const topology::Topology& web = all.parts[0];
  const topology::Topology& data = all.parts[1];
  CHECK(web.label == "prod.web");
  CHECK(web.compose_file.text == "compose.prod.web.yaml");
  CHECK(data.deploy_folder.text == "deploy/env/prod/data");
  CHECK(data.project.text == "shop-data");
  CHECK(web.edge.has_value());
  CHECK_FALSE(data.edge.has_value());
  CHECK(data.sites.empty());
  CHECK(web.backings.empty());
  CHECK(data.backings.size() == 2);
  CHECK(web.backups.empty());
  CHECK(data.backups.size() == 1);
  CHECK(web.tasks.size() == 1);
  CHECK(data.tasks.empty());
}

TEST_CASE("what another host runs is reached on its address, and open there if somebody asks", "[topology]") {
  const Parts all(stack_with(two_hosts));
  const topology::Application& web = all.parts[0].applications.front();
  REQUIRE(web.outside.size() == 1);
  CHECK(web.outside[0].host.value.text == "10.0.2.10");
  CHECK(web.outside[0].port.value.number == 3306);
  CHECK(web.waits.empty());
  for (const topology::Variable& variable : web.environment) {
    if (variable.name.value.text == "DB_HOST") CHECK(variable.literal->value == "10.0.2.10");
    if (variable.name.value.text == "DB_PASSWORD") CHECK(variable.secret);
  }
  for (const topology::External& external : all.parts[0].externals)
    CHECK(external.on->value.text == "data");
  for (const topology::Backing& backing : all.parts[1].backings)
    CHECK(backing.open.has_value() == (backing.id.value.text == "db"));
}

namespace {

/// `DB_PASSWORD make`, `SECRET_KEY given:data`, `SECRET_KEY first`
std::vector<std::string> secrets_of(const topology::Topology& part) {
  std::vector<std::string> found;
  for (const topology::Secret& secret : part.secrets) {
    found.push_back(secret.variable.value.text + (secret.given.has_value() ? " given:" + secret.given->value.text
                                                  : secret.first           ? " first"
                                                                           : " here"));
  }
  return found;
}

/// `data: DB_PASSWORD`
std::vector<std::string> handed(const std::vector<topology::Handover>& list) {
  std::vector<std::string> found;
  for (const topology::Handover& one : list) {
    found.push_back(one.host.value.text + ":");
    for (const auto& variable : one.variables)
      found.back() += " " + variable.value.text;
  }
  return found;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a secret that two hosts know is made on the one that is asked, and taken from there", "[topology]") {
  const Parts all(stack_with(two_hosts));
  const topology::Topology& web = all.parts[0];
  const topology::Topology& data = all.parts[1];
  CHECK(secrets_of(web) == Lines{"DB_PASSWORD given:data"});
  CHECK(secrets_of(data) == Lines{"CACHE_PASSWORD here", "DB_PASSWORD here", "DB_ROOT_PASSWORD here"});
  CHECK(handed(web.part->takes) == Lines{"data: DB_PASSWORD"});
  CHECK(web.part->takes.front().script.text == "/srv/shop/deploy/env/prod/data/ops/secrets.sh");
  CHECK(handed(data.part->gives) == Lines{"web: DB_PASSWORD"});
  CHECK(data.part->takes.empty());
  CHECK(data.part->makes);
  CHECK_FALSE(web.part->makes);
  CHECK_FALSE(web.part->first);
}

TEST_CASE("what machines that are alike alone know, the first of them makes", "[topology]") {
  std::string yaml = stack_with(two_hosts, shared_media, ", on: data");
  yaml.replace(yaml.find("    framework: django"), 0, "    secrets: [SECRET_KEY, MAIL_KEY]\n");
  yaml.replace(yaml.find("  clear: {"), yaml.find("  backup: {") - yaml.find("  clear: {"), "");
  const Parts all(yaml);
  const topology::Topology& web = all.parts[0];
  CHECK(secrets_of(web) == Lines{"DB_PASSWORD given:data", "MAIL_KEY first", "SECRET_KEY first"});
  CHECK(web.part->first);
  // Whoever has the first machine's file needs no other host.
  CHECK(handed(web.part->gives) == Lines{"web: DB_PASSWORD MAIL_KEY SECRET_KEY"});
  CHECK(handed(all.parts[1].part->gives) == Lines{"web: DB_PASSWORD"});
  CHECK_FALSE(all.parts[1].part->first);
  CHECK(secrets_of(all.parts[1]) == Lines{"CACHE_PASSWORD here", "DB_PASSWORD here", "DB_ROOT_PASSWORD here"});
}

TEST_CASE("a key vault's secrets are fetched on every machine", "[topology]") {
  const Parts all(stack_with(two_hosts) +
                  "vault: { use: azure-key-vault, at: shop-kv }\nsecrets: { db_password: vault }\n");
  CHECK(secrets_of(all.parts[0]) == Lines{"DB_PASSWORD here"});
  CHECK(all.parts[0].part->takes.empty());
  CHECK(all.parts[1].part->gives.empty());
  CHECK_FALSE(all.parts[0].part->first);
}

TEST_CASE("a job runs on one machine: the same image, and nothing but its jobs", "[topology]") {
  const Parts all(stack_with(two_hosts));
  const topology::Application& serving = all.parts[0].applications.front();
  CHECK(serving.process);
  CHECK_FALSE(serving.scheduler.has_value());
  CHECK(serving.jobs.empty());
  REQUIRE(all.parts[1].applications.size() == 1);
  const topology::Application& working = all.parts[1].applications.front();
  CHECK_FALSE(working.process);
  CHECK(working.scheduler.has_value());
  CHECK(working.jobs.size() == 1);
  CHECK(working.release.empty());
  // It sees what visitors uploaded, not what a release collects elsewhere.
  REQUIRE(working.mounts.size() == 1);
  CHECK(working.mounts[0].id.value.text == "web_media");
  REQUIRE(working.waits.size() == 1);
  CHECK(working.waits[0].host.value.text == "db");
  // Names are those that people type, wherever a mail is written.
  for (const topology::Variable& variable : working.environment) {
    if (variable.name.value.text == "SITE") CHECK(variable.literal->value == "shop.example.com");
  }
}

TEST_CASE("a shared volume is the same folder on every host", "[topology]") {
  const Parts all(stack_with(two_hosts));
  for (const topology::Topology& part : all.parts) {
    const auto media = std::find_if(part.volumes.begin(), part.volumes.end(),
                                    [](const auto& volume) { return volume.id.value.text == "web_media"; });
    REQUIRE(media != part.volumes.end());
    CHECK(media->shared->host.value.text == "files.example.com");
    CHECK(media->shared->path.value.text == "/media");
  }
}

TEST_CASE("what has no place, two places or no address is refused", "[resolve]") {
  const auto rules_of = [](const std::string& yaml) {
    std::vector<std::string> rules;
    for (const std::string& line : resolve_text(yaml).said())
      rules.push_back(line.substr(0, line.find(' ')));
    return rules;
  };
  using Rules = std::vector<std::string>;
  CHECK(
      rules_of(stack_with("  web: { count: 2, services: [web] }\n  data: { services: [db], address: 10.0.2.10 }\n")) ==
      Rules{"place_unclear"});
  CHECK(rules_of(stack_with("  web: { count: 2, services: [web, db] }\n"
                            "  data: { services: [db, cache], address: 10.0.2.10 }\n")) ==
        Rules{"state_on_several_hosts", "place_unclear", "place_unclear"});
  CHECK(rules_of(stack_with("  web: { count: 2, services: [web] }\n  data: { services: [db, cache] }\n")) ==
        Rules{"place_unclear"});
  CHECK(rules_of(stack_with(
            "  web: { count: 2, services: [web] }\n  data: { services: [db, cache], address: db.example.com }\n")) ==
        Rules{"place_unclear"});
  CHECK(rules_of(stack_with(two_hosts, "/app/media")) == Rules{"state_on_several_hosts"});
  CHECK(rules_of(stack_with(two_hosts, "{ path: /app/media, shared: { host: files.example.com } }")) ==
        Rules{"state_on_several_hosts"});
  CHECK(rules_of(stack_with(two_hosts, shared_media, "")) == Rules{"job_on_several_hosts"});
  CHECK(rules_of(stack_with(two_hosts, shared_media, ", on: web")) == Rules{"job_on_several_hosts"});
  CHECK(rules_of(stack_with(two_hosts, shared_media, ", on: moon")) == Rules{"place_unclear"});
  CHECK(rules_of(stack_with(
            "  web: { count: 0, services: [web] }\n  data: { services: [db, cache], address: 10.0.2.10 }\n")) ==
        Rules{"second_host"});
}

TEST_CASE("on one machine nothing is placed, and nothing shared", "[resolve]") {
  std::vector<std::string> rules;
  for (const std::string& line : resolve_text(stack_with("  main: { services: [web], address: 10.0.2.10 }\n")).said())
    rules.push_back(line.substr(0, line.find(' ')));
  CHECK(rules == std::vector<std::string>(4, "key_of_other_kind"));
}

TEST_CASE("a process that does everything once stands on one machine, and a worker may stand on each", "[topology]") {
  const auto stack = [](std::string_view beat) {
    return "stackc: 1\nname: shop\nsites: { shop.example.com: web }\nservices:\n"
           "  web:\n    framework: django\n    project: shop\n    env: { REDIS_HOST: { ref: queue.host } }\n"
           "    processes: { worker: celery, beat: " +
           std::string(beat) +
           " }\n  queue: redis:7\ntls: upstream\nbalancer: [10.0.0.0/16]\nhosts:\n"
           "  web: { count: 2, services: [web] }\n  data: { services: [queue], address: 10.0.2.10 }\n";
  };
  CHECK(resolve_text(stack("celery-beat")).said().front().starts_with("job_on_several_hosts"));
  const Parts all(stack("{ worker: celery-beat, on: data }"));
  const auto processes = [&](std::size_t part) {
    const topology::Application& app = all.parts[part].applications.front();
    REQUIRE(app.processes.size() == 1);
    return app.processes.front().id.value.text;
  };
  CHECK(processes(0) == "web-worker");
  CHECK(processes(1) == "web-beat");
  CHECK(all.parts[0].applications.front().process);
  CHECK_FALSE(all.parts[1].applications.front().process);
  CHECK(all.parts[1].applications.front().release.empty());
}

TEST_CASE("each host knows which comes before it, and after it", "[topology]") {
  const Parts all(stack_with(two_hosts));
  const topology::Part& web = *all.parts[0].part;
  const topology::Part& data = *all.parts[1].part;
  CHECK(web.several);
  CHECK_FALSE(data.several);
  CHECK_FALSE(web.address.has_value());
  CHECK(data.address->value.text == "10.0.2.10");
  REQUIRE(web.others.size() == 1);
  CHECK(web.others[0].asked);
  CHECK(web.others[0].follows);
  CHECK_FALSE(web.others[0].releases);
  CHECK_FALSE(web.others[0].asks);
  REQUIRE(data.others.size() == 1);
  CHECK(data.others[0].asks);
  CHECK(data.others[0].releases);
  CHECK(data.others[0].several);
}

TEST_CASE("only a private address is opened, and each service has a port of its own there", "[resolve]") {
  const auto rule = [](std::string_view address) {
    const auto said = resolve_text(stack_with("  web: { count: 2, services: [web] }\n  data: { services: [db, cache], "
                                              "address: " +
                                              std::string(address) + " }\n"))
                          .said();
    return said.empty() ? "" : said.front().substr(0, said.front().find(' '));
  };
  for (const char* const open : {"0.0.0.0", "127.0.0.1", "8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1"})
    CHECK(rule(open) == "place_unclear");
  for (const char* const closed : {"10.0.2.10", "172.16.0.1", "172.31.0.1", "192.168.1.1", "100.64.0.1"})
    CHECK(rule(closed).empty());
  const std::string two =
      "stackc: 1\nname: shop\nsites: { shop.example.com: web }\nservices:\n"
      "  web: { framework: django, project: shop, env: { A: { ref: a.host }, B: { ref: b.host } } }\n"
      "  a: redis:7\n  b: redis:7\nhosts:\n"
      "  web: { services: [web] }\n  data: { services: [a, b], address: 10.0.2.10 }\n";
  REQUIRE(resolve_text(two).said().size() == 1);
  CHECK(resolve_text(two).said().front().starts_with("place_unclear"));
}

TEST_CASE("uploads of one machine that a job of another host needs are shared, or it is said", "[resolve]") {
  const std::string hosts = "  web: { services: [web] }\n  data: { services: [db, cache], address: 10.0.2.10 }\n";
  CHECK(resolve_text(stack_with(hosts)).said().empty());
  const auto said = resolve_text(stack_with(hosts, "/app/media")).said();
  REQUIRE(said.size() == 1);
  CHECK(said.front().starts_with("state_on_several_hosts"));
  CHECK(resolve_text(stack_with(hosts, "/app/media", "")).said().empty());
}

namespace {

std::string proxy_before_containers(std::string_view address, std::string_view port_of_api = "") {
  return "stackc: 1\nname: office\n"
         "sites:\n  main: { domain: www.example.com, routes: { /: web, /media/: { files: web.media } } }\n"
         "  api: { domain: api.example.com, routes: { /: api } }\n"
         "  docker.example.com: registry\n"
         "services:\n"
         "  web: { framework: django, project: office, build: web, volumes: { media: /app/media } }\n"
         "  api: { framework: fastapi, project: office, build: api" +
         std::string(port_of_api) +
         ", env: { DB_HOST: { ref: db.host } } }\n"
         "  registry: { use: \"registry:3\", users: [ci] }\n"
         "  db: mysql:8.4\n"
         "hosts:\n  front: { edge: true, runs: programs, os: debian:12 }\n"
         "  engine: { services: [web, api, registry, db], address: " +
         std::string(address) +
         " }\n"
         "tls: { issuer: files, certificate: /etc/ssl/office.pem, key: /etc/ssl/office.key }\n"
         "environments: { dev: { services: { api: { listen: 8010 } } } }\n";
}

}  // namespace

TEST_CASE("a proxy of the machine itself asks containers at ports of one address", "[topology]") {
  const Parts all(proxy_before_containers("127.0.0.1"));
  REQUIRE(all.parts.size() == 2);
  const topology::Topology& front = all.parts[0];
  const topology::Topology& engine = all.parts[1];
  REQUIRE(front.host.has_value());
  CHECK_FALSE(engine.host.has_value());
  REQUIRE(front.edge.has_value());
  CHECK_FALSE(engine.edge.has_value());
  CHECK(front.applications.empty());
  CHECK(front.secrets.empty());
  CHECK(front.bought.has_value());
  // Both listen on 8000 inside: the second gets the next port of the host.
  std::vector<std::string> asked;
  for (const topology::Upstream& upstream : front.edge->members.front().upstreams)
    asked.push_back(upstream.id.value.text + " " + upstream.address->value.text + ":" +
                    std::to_string(upstream.port.value.number));
  CHECK(asked == std::vector<std::string>{"web 127.0.0.1:8000", "api 127.0.0.1:8001", "registry 127.0.0.1:5000"});
  std::vector<std::string> opened;
  for (const topology::Application& app : engine.applications)
    opened.push_back(app.id.value.text + " " + app.open->address.value.text + ":" +
                     std::to_string(app.open->port.value.number));
  for (const topology::Backing& backing : engine.backings) {
    if (backing.open.has_value())
      opened.push_back(backing.id.value.text + " " + backing.open->address.value.text + ":" +
                       std::to_string(backing.open->port.value.number));
  }
  CHECK(opened == std::vector<std::string>{"web 127.0.0.1:8000", "api 127.0.0.1:8001", "registry 127.0.0.1:5000"});
}

TEST_CASE("what it serves lies in a folder that containers write to", "[topology]") {
  const Parts all(proxy_before_containers("127.0.0.1"));
  std::vector<std::string> served;
  for (const topology::Folder& folder : all.parts[0].host->folders)
    served.push_back(folder.volume + " " + folder.path.value.text + " " + folder.owner.text);
  CHECK(served == std::vector<std::string>{"web.static /var/lib/office/web_static 1000:1000",
                                           "web.media /var/lib/office/web_media 1000:1000"});
  for (const topology::Volume& volume : all.parts[1].volumes) {
    if (volume.id.value.text != "web_media") continue;
    REQUIRE(volume.directory.has_value());
    CHECK(volume.directory->value.text == "/var/lib/office/web_media");
  }
}

TEST_CASE("a proxy on a machine of its own serves no files of another one", "[topology]") {
  const Resolved made = resolve_text(proxy_before_containers("10.0.2.10"));
  const auto said = made.said();
  const bool refused = std::any_of(said.begin(), said.end(), [](const std::string& line) {
    return line.find("lie on another machine, that of `engine`") != std::string::npos;
  });
  CHECK(refused);
}
