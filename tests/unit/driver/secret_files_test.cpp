// Secrets as files, in the files that make them and name them.
#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/driver/reading.h"

using namespace pipeline_test;

namespace {

constexpr const char* files_stack = R"(stackc: 1
name: shop
services:
  web:
    framework: flask
    project: app
    push: ghcr.io/acme/shop
    env: { KEY_FILE: { secret: web_key, as: file }, DB_PASSWORD: { ref: db.password } }
    secrets: [SECRET_KEY]
    release: [[migrate]]
    processes: { worker: { run: [work] } }
  db: { use: "mysql:8.4", password: { secret: db_word, as: file } }
jobs: { clear: { in: web, run: [clear], daily: "03:00" } }
ci: { github: {} }
)";

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("every container that names a secret's file has it, and the secret is no variable of it") {
  const Compilation made = compile_text(files_stack);
  REQUIRE(made.said() == std::vector<std::string>{});
  for (const char* path : {"compose.yaml", "compose.prod.yaml"}) {
    INFO(path);
    const std::string& text = made.text(path);
    const bool prod = std::string(path) == "compose.prod.yaml";
    // The application, its worker, its release, and in production its scheduler.
    CHECK(count(text, "    secrets: [web_key]\n") == (prod ? 4U : 3U));
    CHECK(count(text, "    secrets: [db_root_password, db_word]\n") == 1);
    CHECK(count(text, "KEY_FILE: /run/secrets/web_key\n") == 1);
    CHECK(count(text, "MYSQL_PASSWORD_FILE: /run/secrets/db_word\n") == 1);
    CHECK(count(text, "MYSQL_ROOT_PASSWORD_FILE: /run/secrets/db_root_password\n") == 1);
    CHECK(count(text, "  web_key: { file: \"./.secrets/WEB_KEY\" }\n") == 1);
    CHECK(count(text, "${WEB_KEY") == 0);
    CHECK(count(text, "${DB_ROOT_PASSWORD") == 0);
    // What asks for the value itself still gets it.
    CHECK(count(text, "DB_PASSWORD: \"${DB_WORD:?") == 1);
  }
  CHECK(count(made.text("deploy/ops/compose.sh"), "deploy/ops/secrets.sh --files") == 1);
  CHECK(count(made.text(".dockerignore"), "\n.secrets\n") == 1);
}

TEST_CASE("of several hosts the one that runs the reader has the file") {
  const Compilation made = compile_text(R"(stackc: 1
name: shop
sites: { shop.example.com: web }
services:
  web: { framework: flask, project: app, env: { DB_HOST: { ref: db.host }, DB_PASSWORD: { ref: db.password } } }
  db: { use: "postgres:17", password: { secret: db_word, as: file } }
tls: upstream
balancer: [10.0.0.0/16]
hosts: { web: { count: 2, services: [web] }, data: { services: [db], address: 10.0.2.10 } }
)");
  CHECK(made.said() == std::vector<std::string>{});
  CHECK(count(made.text("compose.prod.data.yaml"), "./.secrets/DB_WORD") == 1);
  CHECK(count(made.text("compose.prod.web.yaml"), ".secrets") == 0);
  CHECK(count(made.text("compose.prod.web.yaml"), "DB_PASSWORD: \"${DB_WORD:?") == 1);
  CHECK(count(made.text("deploy/env/prod/data/ops/secrets.sh"), "\n  DB_WORD:db\n") == 1);
  CHECK(count(made.text("deploy/env/prod/data/ops/compose.sh"), "deploy/env/prod/data/ops/secrets.sh --files") == 1);
  for (const char* script : {"secrets.sh", "compose.sh", "doctor.sh"})
    CHECK(count(made.text(std::string("deploy/env/prod/web/ops/") + script), ".secrets") == 0);
}

TEST_CASE("a pipeline knows the variable of the image's contract, and a file that is there") {
  const Compilation made = compile_text(files_stack);
  const std::string& text = made.text(".github/workflows/shop.yml");
  CHECK(count(text, "MYSQL_PASSWORD: test\n") == 1);
  CHECK(count(text, "_FILE: /run/") == 0);
  CHECK(count(text, "KEY_FILE: /etc/hostname\n") == 1);
}

TEST_CASE("a file is a fact of the variable; without files there is nothing of them") {
  const Compilation made = compile_text(files_stack);
  REQUIRE(made.compiled.has_value());
  std::size_t files = 0;
  for (const auto& placed : made.compiled->facts) {
    if (placed.fact.kind != "variable" || !placed.fact.find("file")) continue;
    ++files;
    INFO(placed.fact.subject);
    CHECK(placed.fact.find("secret"));
    CHECK(made.text("compose.prod.yaml").find(": " + *placed.fact.find("file") + "\n") != std::string::npos);
  }
  CHECK(files == 6);
  const Compilation plain =
      compile_text("stackc: 1\nname: shop\nservices: { web: { framework: flask, project: app } }\n");
  for (const std::string& path : plain.paths()) {
    if (path.find("dockerignore") != std::string::npos) continue;
    INFO(path);
    CHECK(plain.text(path).find(".secrets") == std::string::npos);
  }
}
