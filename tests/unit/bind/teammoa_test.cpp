// The whole way of one real stack: bound, laid over, and traced back to its lines.
#include "model/overlay.h"
#include "tests/catch.h"
#include "tests/unit/bind/support.h"

using namespace stackc;
using namespace bind_test;

TEST_CASE("a real stack binds without a word", "[bind]") {
  const Bound bound = bind_text(teammoa);
  CHECK(bound.said() == std::vector<std::string>{});
  const Stack& stack = bound.stack;
  CHECK(*stack.stackc == 1);
  CHECK(stack.name->text == "teammoa");
  CHECK(stack.timezone->text == "Asia/Seoul");

  REQUIRE(stack.sites.size() == 1);
  const Site& site = stack.sites.find("main")->value;
  CHECK(site.domain->text == "teammoa.duckdns.org");
  REQUIRE(site.routes.size() == 4);
  CHECK(site.routes.find("/")->value.body->count == 20 * 1024 * 1024);
  CHECK(*site.routes.find("/ws/")->value.websocket);
  CHECK(site.routes.find("/ws/")->value.idle->milliseconds == 7LL * 86'400'000);
  CHECK(site.routes.find("/media/")->value.files->text == "web.media");
  CHECK(site.routes.find("/media/")->value.to.absent());

  REQUIRE(stack.services.size() == 3);
  const Service& web = stack.services.find("web")->value;
  CHECK(web.language->name == "python");
  CHECK(web.language->version == "3.11");
  REQUIRE(web.native.size() == 1);
  CHECK(web.native[0].value.text == "mysqlclient");
  CHECK(web.push->text == "tlesmes/teammoa-web");
  CHECK(web.health->path->text == "/health/");
  CHECK(web.volumes.find("media")->value.path->text == "/app/media");
  REQUIRE(web.release.size() == 1);
  CHECK(web.release[0].value.words == std::vector<std::string>{"python", "manage.py", "migrate", "--noinput"});
  CHECK(std::get<std::string>(*web.env.find("DJANGO_SETTINGS_MODULE")->value) == "TeamMoa.settings.prod");
  const Ref hosts = std::get<Ref>(*web.env.find("ALLOWED_HOSTS")->value);
  CHECK(hosts.path.text == "sites.main.names");
  CHECK(hosts.joined);
  CHECK(hosts.join == ",");
  CHECK(std::get<SecretRef>(*web.env.find("DB_PASSWORD")->value).name.text == "db_password");
  CHECK(web.secrets.size() == 2);

  CHECK(stack.services.find("db")->value.volumes.find("data")->value.adopt->text == "teammoa_mysql_data_prod");
  CHECK(*stack.services.find("redis")->value.persist == Persistence::aof);
  CHECK(stack.services.find("redis")->value.password->name.text == "redis_password");
  CHECK(stack.tls->issuer->text == "letsencrypt");
  CHECK(stack.jobs.find("unverified")->value.daily->minutes == 180);
  CHECK(*stack.jobs.find("backup")->value.keep == 14);
  CHECK(*stack.ci->github->test == "pytest -v");
  REQUIRE(stack.allow.size() == 1);
  CHECK(stack.allow[0].at.value.text == "services.db.use");
  CHECK(stack.environments.find("dev")->value.edge->none());
}

TEST_CASE("every value knows the place where it was written", "[bind]") {
  const Bound bound = bind_text(teammoa);
  const Service& web = bound.stack.services.find("web")->value;
  CHECK(bound.written(web.language.origin) == "python:3.11");
  CHECK(bound.written(web.health.origin) == "{ path: /health/, start: 60s }");
  CHECK(bound.written(web.native[0].origin) == "mysqlclient");
  CHECK(bound.written(web.env.find("DB_HOST")->key.origin) == "DB_HOST");
  CHECK(bound.written(web.env.find("DB_HOST")->origin) == "{ ref: db.host }");
  CHECK(bound.written(web.volumes.find("static")->value.path.origin) == "/app/staticfiles");
  CHECK(bound.written(bound.stack.jobs.find("backup")->value.daily.origin) == "\"03:30\"");
}

TEST_CASE("an environment is the base with what differs", "[bind]") {
  Bound bound = bind_text(teammoa);
  const Stack dev = overlay(bound.stack, bound.stack.environments.find("dev")->value, bound.origins);
  CHECK(dev.name->text == "teammoa");
  CHECK(dev.edge->none());
  const auto* settings = dev.services.find("web")->value.env.find("DJANGO_SETTINGS_MODULE");
  CHECK(std::get<std::string>(*settings->value) == "TeamMoa.settings.dev");
  const auto* origin = std::get_if<Overlay>(&bound.origins.at(settings->origin));
  REQUIRE(origin != nullptr);
  CHECK(bound.written(settings->origin) == "TeamMoa.settings.dev");
  CHECK(bound.written(origin->replaced) == "TeamMoa.settings.prod");
  CHECK(std::get<Ref>(*dev.services.find("web")->value.env.find("DB_HOST")->value).path.text == "db.host");
  CHECK(dev.services.size() == 3);
  CHECK(std::get<std::string>(*bound.stack.services.find("web")->value.env.find("DJANGO_SETTINGS_MODULE")->value) ==
        "TeamMoa.settings.prod");
}
