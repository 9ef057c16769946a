// Names that data hang on, from two descriptions: what is refused, where, and with which cure.
#include "driver/identity.h"

#include "driver/compile.h"
#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/driver/reading.h"

using namespace stackc;
using namespace stackc::driver;
using reading::replaced;

namespace {

constexpr std::string_view then = R"(stackc: 1
name: shop
sites:
  main: { domain: shop.example.com, routes: { /: web, /media/: { files: web.media } } }
services:
  web: { framework: django, project: shop, push: acme/shop, volumes: { media: /app/media } }
  db: mysql:8.4
tls: { contact: me@example.com }
jobs:
  save: { backup: db, daily: "03:30" }
environments:
  staging: { sites: { main: { domain: staging.example.com } } }
)";

/// What is said of `now` when the lock was written for `then`.
std::vector<std::string> said(const std::string& now) {
  const pipeline_test::Compilation before = pipeline_test::compile_text(then);
  pipeline_test::Compilation after = pipeline_test::compile_text(now);
  for (const std::string& line : after.said())
    UNSCOPED_INFO(line);
  REQUIRE(before.compiled);
  REQUIRE(after.compiled);
  lock::Examination found;
  found.lock.state = lock::LockState::good;
  found.lock.lock = lock::lock_of(before.compiled->result);
  found.fresh = lock::lock_of(after.compiled->result);
  found.drift = lock::compare({}, found.lock.lock, found.fresh);
  LoadedStack stack;
  stack.sources = std::move(after.sources);
  stack.compiled = std::move(after.compiled);
  const bool kept = names_are_kept(stack, found);
  CHECK(kept == !stack.diagnostics.has_errors());
  std::vector<std::string> lines;
  for (const Diagnostic& one : stack.diagnostics.sorted()) {
    const Position at = stack.sources.position(one.at.source, one.at.begin);
    lines.push_back(std::string(code(one.rule)) + " " + one.environment + " " + std::to_string(at.line) + ":" +
                    std::to_string(at.column) + " " + one.message + " = " + one.help);
  }
  return lines;
}

std::string with(std::string_view what, std::string_view instead) { return replaced(std::string(then), what, instead); }

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what keeps its names is not refused", "[identity]") {
  CHECK(said(std::string(then)).empty());
  CHECK(said(with("mysql:8.4", "mysql:8.0")).empty());
  CHECK(said(with(", volumes: { media: /app/media }", ", volumes: { media: /app/media, more: /app/more }")).empty());
}

TEST_CASE("a volume whose id changes is refused once for all environments, unless it says what it was", "[identity]") {
  const std::string renamed =
      replaced(with("{ media: /app/media }", "{ files: /app/media }"), "web.media", "web.files");
  CHECK(said(renamed) == Lines{"STK4004  6:72 volume `web_files` would be `shop_web_files` instead of "
                               "`shop_web_media`, and the data would be "
                               "left behind = say `was: media` at the volume, and it keeps its name"});
  CHECK(said(replaced(renamed, "{ files: /app/media }", "{ files: { path: /app/media, was: media } }")).empty());
  CHECK(said(replaced(renamed, "{ files: /app/media }", "{ files: { path: /app/media, was: other } }")).size() == 1);
}

TEST_CASE("a service whose id changes is refused, unless its volume is adopted", "[identity]") {
  const std::string renamed = replaced(with("  db: mysql:8.4", "  sql: mysql:8.4"), "backup: db", "backup: sql");
  const Lines lines = said(renamed);
  REQUIRE(lines.size() == 2);  // each environment has a volume of its own to adopt
  CHECK(lines[1] ==
        "STK4004 prod 7:8 volume `sql_data` would be `shop_sql_data` instead of `shop_db_data`, and the data would be "
        "left "
        "behind = say `adopt: shop_db_data` at the volume, and it is used as it is");
  const std::string adopted =
      replaced(renamed, "sql: mysql:8.4", "sql: { use: \"mysql:8.4\", volumes: { data: { adopt: shop_db_data } } }");
  CHECK(said(adopted).empty());
}

TEST_CASE("a service that is taken out is not refused", "[identity]") {
  CHECK(said(replaced(with("  db: mysql:8.4\n", ""), "jobs:\n  save: { backup: db, daily: \"03:30\" }\n", "")).empty());
}

TEST_CASE("dumps keep the id of their job", "[identity]") {
  const Lines lines = said(with("  save: {", "  nightly: {"));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] ==
        "STK4004  10:3 volume `nightly_dumps` would be `shop_nightly_dumps` instead of `shop_save_dumps`, and the "
        "data "
        "would be left behind = call the job `save` again; to begin with no dumps, build once without the job");
}

TEST_CASE("a stack that is renamed says its former name, and everything stays where it is", "[identity]") {
  const std::string renamed = with("name: shop", "name: store");
  const Lines lines = said(renamed);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] ==
        "STK4005  2:7 the compose project would be `store` instead of `shop`, and the data of all volumes would be "
        "left "
        "behind = say `was: shop` below the name, and everything that data hang on keeps that name");
  CHECK(said(replaced(renamed, "name: store", "name: store\nwas: shop")).empty());
  const auto now = pipeline_test::compile_text(replaced(renamed, "name: store", "name: store\nwas: shop"));
  for (const char* kept : {"name: shop\n", "name: shop_db_data", "MYSQL_DATABASE: shop"})
    CHECK(now.text("compose.prod.yaml").find(kept) != std::string::npos);
}

TEST_CASE("a site whose domain changes says its former one, and its certificate keeps its name", "[identity]") {
  const std::string renamed = with("shop.example.com", "store.example.com");
  CHECK(said(renamed) == Lines{"STK4006 prod 4:19 the certificate would be `store.example.com` instead of "
                               "`shop.example.com`, and the old one be "
                               "left behind, renewed until that fails = say `was: shop.example.com` at the site, and "
                               "its certificate keeps its "
                               "name and gets the new domains"});
  const std::string kept =
      replaced(renamed, "domain: store.example.com", "domain: store.example.com, was: shop.example.com");
  const auto now = pipeline_test::compile_text(kept);
  CHECK(now.text("deploy/nginx/sites/main.https.conf").find("live/shop.example.com/fullchain.pem") !=
        std::string::npos);
  CHECK(now.text("deploy/certs/issue.sh").find("--cert-name shop.example.com --domain store.example.com") !=
        std::string::npos);
  CHECK(now.text("deploy/certs/issue.sh").find("https://store.example.com/") != std::string::npos);
}

TEST_CASE("two sites do not share a certificate, and one by webroot has no wildcard", "[identity]") {
  const std::string two =
      with("sites:\n", "sites:\n  b: { domain: b.example.com, was: shop.example.com, routes: { /: web } }\n");
  const auto lines = pipeline_test::compile_text(two).said();
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == "name_on_two_sites 4:36 `shop.example.com` names the certificates of two sites (dev, prod)");
  const auto wild =
      pipeline_test::compile_text(with("domain: shop.example.com", "domain: shop.example.com, was: \"*.example.com\""))
          .said();
  REQUIRE(wild.size() == 1);
  CHECK(wild[0].rfind("wildcard_by_webroot 4:", 0) == 0);
}
