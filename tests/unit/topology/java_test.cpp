// Spring Boot: who builds the jar, what the process is told, and the memory that its heap follows.
#include <string>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

Resolved stack_with(const std::string& service) {
  return resolve_text("stackc: 1\nname: shop\nservices: { web: " + service + " }\n");
}

topology::Application application(const std::string& service, const std::string& environment = "prod") {
  const Resolved made = stack_with(service);
  REQUIRE(made.said() == std::vector<std::string>{});
  return made.in(environment).applications.front();
}

std::string variable(const topology::Application& app, const std::string& name) {
  for (const topology::Variable& one : app.environment) {
    if (one.name.value.text == name) return one.literal.has_value() ? one.literal->value : "bound";
  }
  return "";
}

}  // namespace

TEST_CASE("the wrapper of the source builds the jar, of one module with what that needs") {
  const topology::Application gradle = application("{ framework: spring }");
  CHECK(gradle.base_image.value.text == "eclipse-temurin:21-jre-noble");
  CHECK(gradle.java->image.value.text == "eclipse-temurin:21-jdk-noble");
  CHECK(gradle.java->command.value == "sh ./gradlew --no-daemon bootJar");
  CHECK(gradle.java->output.value.text == "build/libs");
  CHECK(gradle.test->value == "sh ./gradlew --no-daemon test");
  const topology::Application maven = application(
      "{ framework: spring, language: java:17, build: { manager: maven, package: apps/api }, test: make check }");
  CHECK(maven.java->image.value.text == "eclipse-temurin:17-jdk-noble");
  CHECK(maven.java->command.value == "sh ./mvnw --batch-mode -DskipTests --projects apps/api --also-make package");
  CHECK(maven.java->output.value.text == "apps/api/target");
  CHECK(maven.test->value == "make check");
}

TEST_CASE("a heap follows the limit of its container, so there is always one") {
  CHECK(application("{ framework: spring }").memory->value == Bytes{1024LL * 1024 * 1024});
  const topology::Application app =
      application("{ framework: spring, memory: 384MiB, processes: { worker: { run: java -jar application.jar } } }");
  CHECK(app.memory->value == Bytes{384LL * 1024 * 1024});
  CHECK(app.processes.at(0).memory->value == Bytes{1024LL * 1024 * 1024});
  CHECK_FALSE(application("{ framework: express, run: node main.js }").memory.has_value());
}

TEST_CASE("the process is told its port, who may speak of clients, and a drain that fits into its grace") {
  const topology::Application app = application("{ framework: spring, listen: 9000, stop: 20s }");
  CHECK(app.port.value.number == 9000);
  CHECK(variable(app, "SERVER_PORT") == "9000");
  CHECK(variable(app, "SERVER_FORWARD_HEADERS_STRATEGY") == "native");
  CHECK(variable(app, "SERVER_SHUTDOWN") == "graceful");
  CHECK(variable(app, "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE") == "16s");
  CHECK(app.health.path.value.text == "/actuator/health");
  const topology::Application own =
      application("{ framework: spring, stop: 1s, health: /up, env: { SERVER_SHUTDOWN: immediate } }");
  CHECK(variable(own, "SERVER_SHUTDOWN") == "immediate");
  CHECK(variable(own, "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE") == "1s");
  CHECK(own.health.path.value.text == "/up");
}

TEST_CASE("developers run the image of production, which is built again") {
  const topology::Application app = application("{ framework: spring }", "dev");
  CHECK_FALSE(app.mounted);
  CHECK_FALSE(app.synced);
  CHECK(app.dev_command.empty());
  CHECK(stack_with("{ framework: spring }").in("dev").watched);
}

TEST_CASE("a package manager of another language is none") {
  const auto said = [](const std::string& service) { return stack_with(service).said(); };
  CHECK(said("{ framework: spring, build: { manager: npm } }") ==
        std::vector<std::string>{
            "not_in_catalogue 3:57 the catalogue has no package manager `npm` for `java` (dev, prod)"});
  CHECK(said("{ framework: express, run: node main.js, build: { manager: maven } }") ==
        std::vector<std::string>{
            "not_in_catalogue 3:77 the catalogue has no package manager `maven` for `node` (dev, prod)"});
  for (const char* const key : {"requirements: a.txt", "script: build", "output: dist"}) {
    INFO(key);
    const auto complaints = said("{ framework: spring, build: { " + std::string(key) + " } }");
    REQUIRE(complaints.size() == 1);
    CHECK(complaints.front().starts_with("key_of_other_kind"));
  }
}
