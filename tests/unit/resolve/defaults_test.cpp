// What a stack says where it is silent, and why: every default has a name, every fact of the catalogue its entry.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

constexpr std::string_view small = R"(stackc: 1
name: my-blog
sites:
  blog.example.com: web
services:
  web: { framework: django, project: blog }
  db: mysql
  cache: redis
)";

/// `written`, `catalogue mysql.port`, `default.health.every`, `overlay`.
std::string kind_of(const Origins& origins, OriginId id) {
  REQUIRE(id != OriginId::none);
  const Origin& origin = origins.at(id);
  if (const auto* fact = std::get_if<Catalogue>(&origin)) return "catalogue " + fact->entry + "." + fact->key;
  if (const auto* rule = std::get_if<Default>(&origin)) return rule->rule;
  return std::holds_alternative<Overlay>(origin) ? "overlay" : "written";
}

}  // namespace

TEST_CASE("a small stack is completed, and each completion says where it comes from") {
  const Resolved made = resolve_text(small);
  CHECK(made.said() == std::vector<std::string>{});
  const Stack& prod = made.stack_in("prod");
  const auto from = [&](const auto& value) { return kind_of(made.origins, value.origin); };

  CHECK(prod.timezone->text == "UTC");
  CHECK(from(prod.timezone) == "default.timezone");
  CHECK(prod.edge->proxy->name == "nginx");
  CHECK(from(prod.edge->proxy) == "default.edge.proxy");
  CHECK(prod.tls->issuer->text == "letsencrypt");
  CHECK(from(prod.tls->issuer) == "default.tls.issuer");

  const Service& web = prod.services.find("web")->value;
  CHECK(from(web.framework) == "written");
  CHECK(web.language->name == "python");
  CHECK_FALSE(web.language->version.empty());
  CHECK(from(web.language) == "catalogue django.runtime");
  CHECK(from(web.server) == "catalogue django.server");
  CHECK(web.listen->number == 8000);
  CHECK(from(web.listen) == "catalogue gunicorn.port");
  CHECK(web.health->path->text == "/");
  CHECK(web.health->every->milliseconds == 10'000);
  CHECK(from(web.health->every) == "default.health.every");
  CHECK(web.build->requirements->text == "requirements.txt");
  CHECK(web.volumes.find("static")->value.path->text == "/app/staticfiles");

  const Service& db = prod.services.find("db")->value;
  CHECK_FALSE(db.use->version.empty());
  CHECK(db.database->text == "my_blog");
  CHECK(from(db.database) == "default.database");
  CHECK(db.user->text == "my_blog");
  CHECK(db.password->name.text == "db_password");
  CHECK(from(db.listen) == "catalogue mysql.port");
  CHECK(db.volumes.find("data")->value.path->text == "/var/lib/mysql");

  const Service& cache = prod.services.find("cache")->value;
  CHECK(cache.listen->number == 6379);
  CHECK_FALSE(cache.database.present());

  const Site& site = prod.sites.find("blog.example.com")->value;
  CHECK(site.domain->text == "blog.example.com");
  REQUIRE(site.routes.find("/static/") != nullptr);
  CHECK(site.routes.find("/static/")->value.files->text == "web.static");
  CHECK(kind_of(made.origins, site.routes.find("/static/")->origin) == "default.route.static");
}

TEST_CASE("development has no proxy unless it says one") {
  const Resolved made = resolve_text(small);
  CHECK(made.stack_in("dev").edge->none() == false);
  CHECK_FALSE(made.stack_in("dev").edge->proxy.present());
  CHECK_FALSE(made.in("dev").edge.has_value());
  CHECK(made.in("prod").edge.has_value());
}

TEST_CASE("what somebody wrote is never replaced by a default") {
  const Resolved made = resolve_text(R"(stackc: 1
name: blog
timezone: Europe/Paris
sites:
  main: { domain: a.example.com, routes: { /: { to: web, timeout: 7s, body: 3MiB }, /static/: { files: web.static, cache: 1h } } }
services:
  web: { framework: django, project: blog, listen: 8123, health: { every: 11s }, stop: 5s, volumes: { static: /srv/s } }
  db: { use: "mysql:8.4", database: other, user: third, password: { secret: word } }
edge: nginx:1.26
)");
  CHECK(made.said() == std::vector<std::string>{
                           "end_of_life 9:7 `nginx` 1.26 gets no more security fixes since 2025-04-23 (dev, prod)"});
  const Stack& prod = made.stack_in("prod");
  const Service& web = prod.services.find("web")->value;
  CHECK(prod.timezone->text == "Europe/Paris");
  CHECK(web.listen->number == 8123);
  CHECK(web.health->every->milliseconds == 11'000);
  CHECK(web.health->timeout->milliseconds == 5'000);
  CHECK(web.stop->milliseconds == 5'000);
  CHECK(web.volumes.find("static")->value.path->text == "/srv/s");
  const Service& db = prod.services.find("db")->value;
  CHECK(db.database->text == "other");
  CHECK(db.user->text == "third");
  CHECK(db.password->name.text == "word");
  CHECK(prod.edge->proxy->version == "1.26");
  const Site& site = prod.sites.find("main")->value;
  CHECK(site.routes.size() == 2);
  CHECK(site.routes.find("/")->value.timeout->milliseconds == 7'000);
  CHECK(site.routes.find("/static/")->value.cache->milliseconds == 3'600'000);
}

TEST_CASE("a removed default stays removed") {
  const Resolved made = resolve_text(R"(stackc: 1
name: blog
sites:
  main: { domain: a.example.com, routes: { /: { to: web }, /static/: null } }
services:
  web: { framework: django, project: blog, volumes: { static: null } }
)");
  CHECK(made.said() == std::vector<std::string>{});
  const Stack& prod = made.stack_in("prod");
  CHECK(prod.sites.find("main")->value.routes.size() == 1);
  CHECK(prod.services.find("web")->value.volumes.empty());
}
