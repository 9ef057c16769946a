// What the entries of the catalogue become: commands of frameworks and servers, caches that keep nothing.
#include <algorithm>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

std::string line(const std::vector<Traced<std::string>>& words) {
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? "" : " ") + word.value;
  return text;
}

topology::Application application(const std::string& service) {
  const Resolved made = resolve_text("stackc: 1\nname: shop\nservices: { web: " + service + " }\n");
  REQUIRE(made.said() == std::vector<std::string>{});
  return made.in("prod").applications.front();
}

}  // namespace

TEST_CASE("each framework names the object that its server loads, and reloads in development") {
  const topology::Application api = application("{ framework: fastapi, project: shop.main }");
  CHECK(line(api.command) ==
        "uvicorn --host 0.0.0.0 --port 8000 --proxy-headers --forwarded-allow-ips=* shop.main:app");
  CHECK(line(api.dev_command) == "uvicorn --host 0.0.0.0 --port 8000 --reload shop.main:app");
  CHECK(api.websockets);
  const topology::Application page = application("{ framework: flask, project: app, listen: 8001 }");
  CHECK(line(page.command) == "gunicorn --bind 0.0.0.0:8001 --worker-tmp-dir /dev/shm --access-logfile - app:app");
  CHECK(line(page.dev_command) == "flask --app app:app --debug run --host 0.0.0.0 --port 8001");
  const topology::Application django = application("{ framework: django, project: shop, server: uvicorn }");
  CHECK(line(django.command).ends_with(" shop.asgi:application"));
}

TEST_CASE("memcached keeps nothing, asks for no password, and stays below its limit") {
  const Resolved made = resolve_text(
      "stackc: 1\nname: shop\nservices:\n  cache: { use: memcached, memory: 128MiB }\n  small: { use: memcached }\n");
  REQUIRE(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  const topology::Backing& cache = prod.backings.at(0);
  CHECK(line(cache.command) == "memcached --memory-limit=96");
  CHECK(line(prod.backings.at(1).command) == "memcached");
  CHECK_FALSE(cache.password.has_value());
  CHECK(cache.environment.empty());
  CHECK(cache.mounts.empty());
  CHECK(prod.volumes.empty());
  CHECK(prod.secrets.empty());
}

TEST_CASE("what memcached cannot have is refused") {
  for (const char* const key :
       {"password: { secret: x }", "volumes: { data: /data }", "persist: aof", "user: shop", "charset: utf8"}) {
    const Resolved made =
        resolve_text("stackc: 1\nname: shop\nservices: { cache: { use: memcached, " + std::string(key) + " } }\n");
    INFO(key);
    REQUIRE(made.said().size() == 1);
    CHECK(made.said().front().starts_with("key_of_other_kind"));
  }
}
