// Secrets that programs read from files: which containers have them, what they are told, and where there can be none.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

std::string stack_with(const std::string& services) { return "stackc: 1\nname: shop\nservices:\n" + services; }

/// The first of what is said; empty if that is nothing.
std::string first_said(const std::string& services) {
  const auto all = resolve_text(stack_with(services)).said();
  return all.empty() ? std::string() : all.front();
}

const topology::Variable& variable_of(const std::vector<topology::Variable>& environment, std::string_view name) {
  for (const topology::Variable& variable : environment) {
    if (variable.name.value.text == name) return variable;
  }
  FAIL(name);
  return environment.front();
}

std::string joined(const std::vector<Traced<Id>>& ids) {
  std::string text;
  for (const Traced<Id>& id : ids)
    text += (text.empty() ? "" : " ") + id.value.text;
  return text;
}

}  // namespace

TEST_CASE("an application and what else runs of its image read a secret from one file") {
  const Resolved made = resolve_text(
      stack_with("  web:\n    framework: django\n    project: shop\n    secrets: [SECRET_KEY]\n"
                 "    env: { KEY_FILE: { secret: web_key, as: file }, SAME_FILE: { secret: web_key, as: file } }\n"
                 "    processes: { worker: { run: [work] } }\n"
                 "  search: { image: \"acme/search:v1\", health: { run: [ask, it] }, env: { K: { secret: web_key, as: "
                 "file } } }\n"
                 "jobs: { clear: { in: web, run: [clear], daily: \"03:00\" } }\n"));
  REQUIRE(made.said() == std::vector<std::string>{});
  const topology::Topology& prod = made.in("prod");
  const topology::Application& web = prod.applications.front();
  CHECK(joined(web.secret_files) == "web_key");
  const topology::Variable& key = variable_of(web.environment, "KEY_FILE");
  REQUIRE(key.file.has_value());
  CHECK(key.file->name.value.text == "KEY_FILE");
  CHECK(key.file->path.value.text == "/run/secrets/web_key");
  CHECK(key.bound->value.text == "WEB_KEY");
  CHECK_FALSE(variable_of(web.environment, "SECRET_KEY").file.has_value());
  REQUIRE(prod.secret_files.size() == 1);
  CHECK(prod.secret_files.front().variable.value.text == "WEB_KEY");
  CHECK(joined(prod.secret_files.front().readers) == "web web-worker web-scheduler search");
  CHECK(joined(made.in("dev").secret_files.front().readers) == "web web-worker search");
  // It is a secret as any other.
  CHECK(prod.secrets.size() == 2);
}

TEST_CASE("a database of the catalogue reads each password of its contract from a file, and is asked with it") {
  for (const auto& [use, names] :
       std::vector<std::pair<std::string, std::string>>{{"mysql:8.4", "db_password db_root_password"},
                                                        {"mariadb:11.8", "db_password db_root_password"},
                                                        {"postgres:17", "db_password"}}) {
    INFO(use);
    const std::string service = "  db: { use: \"" + use + "\", password: { secret: db_password";
    const Resolved made = resolve_text(stack_with(service + ", as: file } }\n"));
    REQUIRE(made.said() == std::vector<std::string>{});
    const topology::Backing& db = made.in("prod").backings.front();
    CHECK(joined(db.secret_files) == names);
    CHECK(db.probe.command.back().value.find("=\"$(cat /run/secrets/db_password)\" ") != std::string::npos);
    for (const topology::Variable& variable : db.environment) {
      CHECK(variable.file.has_value() == variable.secret);
      if (variable.file.has_value()) CHECK(variable.file->name.value.text == variable.name.value.text + "_FILE");
    }
    const Resolved plain = resolve_text(stack_with(service + " } }\n"));
    const topology::Backing& other = plain.in("prod").backings.front();
    CHECK(other.secret_files.empty());
    CHECK(plain.in("prod").secret_files.empty());
    CHECK(other.probe.command.back().value.find("_PASSWORD\" ") != std::string::npos);
    CHECK(other.probe.command.back().value.find('{') == std::string::npos);
  }
}

TEST_CASE("a file is refused where nothing reads one") {
  const std::string file = ": { secret: k, as: file } }";
  CHECK(first_said("  db: { use: \"mysql:8.4\", env: { A_FILE" + file + " }\n").rfind("secret_file_elsewhere", 0) == 0);
  for (const char* use : {"redis:8", "valkey:8.1"})
    CHECK(first_said("  db: { use: \"" + std::string(use) + "\", password" + file + "\n")
              .rfind("secret_file_elsewhere", 0) == 0);
  CHECK(first_said("  db: { use: \"mysql:8.4\", external: db.example.com, password" + file + "\n")
            .rfind("secret_file_elsewhere", 0) == 0);
  CHECK(
      first_said("  web: { framework: flask, project: app }\nedge: [ { front: { proxy: haproxy:3.2, stats: { password" +
                 file + " } }, { nginx: nginx:1.30 } ]\n")
          .rfind("secret_file_elsewhere", 0) == 0);
}

TEST_CASE("a program that the host runs has no files, those of developers have") {
  const Resolved made = resolve_text(stack_with(
      "  web: { framework: flask, project: app, language: python:3.11, env: { K: { secret: k, as: file } } }\n"
      "hosts: { main: { runs: programs, os: debian:12, init: none } }\n"
      "sites: { shop.example.com: web }\ntls: { issuer: letsencrypt, proof: webroot, contact: a@example.com }\n"));
  REQUIRE(made.said().size() == 1);
  CHECK(made.said().front().rfind("secret_file_elsewhere", 0) == 0);
}
