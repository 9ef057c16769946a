// The pipeline of Azure: where it lies, who may log in, whom it trusts.
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace pipeline_test;

namespace {

std::string stack_with(const std::string& ci, const std::string& tls = "{ contact: you@example.com }") {
  return "stackc: 1\nname: blog\nsites: { blog.example.com: web, images.example.com: images }\n"
         "services:\n  web: { framework: spring, push: images.example.com/you/blog }\n"
         "  images: { use: \"registry:3\", users: [ci] }\ntls: " +
         tls + "\nci: { " + ci + " }\n";
}

std::string pipeline(const std::string& ci, const std::string& tls = "{ contact: you@example.com }") {
  const Compilation result = compile_text(stack_with(ci, tls));
  CHECK(result.said() == std::vector<std::string>{});
  return result.text("azure-pipelines.yml");
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a stack below the root shares it with others, so its pipeline carries its name") {
  const std::string below =
      "stackc: 1\nname: blog\nrepository: ..\nservices: { web: { framework: spring, push: a/b } }\n"
      "ci: { azure: {} }\n";
  const Compilation result = compile_text(below, "/repository/apps");
  CHECK(result.said() == std::vector<std::string>{});
  CHECK(holds(result.text("azure-pipelines-blog.yml"), "DOCKERFILE: \"apps/Dockerfile\""));
}

TEST_CASE("the login is a service connection, or a secret on standard input") {
  const std::string connected = pipeline("azure: { connection: our registry, branch: release }");
  CHECK(holds(connected, "containerRegistry: \"our registry\""));
  CHECK(holds(connected, "'refs/heads/release'"));
  CHECK_FALSE(holds(connected, "REGISTRY_TOKEN"));
  const std::string variables = pipeline("azure: {}");
  CHECK(holds(variables,
              "printf '%s' \"$REGISTRY_TOKEN\" | docker login --username \"$REGISTRY_USER\" --password-stdin "
              "images.example.com\n"));
  CHECK(holds(variables, "REGISTRY_TOKEN: $(REGISTRY_TOKEN)"));
}

TEST_CASE("a registry may be named with its port") {
  const Compilation result = compile_text(
      "stackc: 1\nname: blog\nservices: { web: { framework: spring, push: \"localhost:5000/you/blog\" } }\n"
      "ci: { azure: {}, github: {} }\n");
  CHECK(result.said() == std::vector<std::string>{});
  CHECK(holds(result.text("azure-pipelines.yml"), "--password-stdin localhost:5000\n"));
  CHECK(holds(result.text(".github/workflows/blog.yml"), "registry: localhost:5000\n"));
}

TEST_CASE("a registry behind a certificate of the stack's own authority is trusted first") {
  CHECK(holds(pipeline("azure: {}", "own"), "secureFile: authority.pem"));
  CHECK_FALSE(holds(pipeline("azure: {}"), "authority.pem"));
}

TEST_CASE("with a way to stackc the first job checks for drift; an action is none that Azure could run") {
  const std::string checked = pipeline("azure: {}, stackc: { run: tools/stackc }");
  CHECK(holds(checked, "  - job: drift\n"));
  CHECK(holds(checked, "  - job: test\n    dependsOn: drift\n"));
  CHECK_FALSE(holds(pipeline("azure: {}"), "job: drift"));
  CHECK(compile_text(stack_with("azure: {}, stackc: acme/stackc@0123456789abcdef0123456789abcdef01234567")).said() ==
        std::vector<std::string>{
            "stackc_source_unclear 8:26 `action` is for GitHub, and a pipeline of Azure cannot run it"});
}

TEST_CASE("one text of tests belongs to the one service, also on Azure") {
  CHECK(holds(pipeline("azure: { test: make check }"), "TEST: \"make check\""));
  const Compilation twice = compile_text(
      "stackc: 1\nname: blog\nservices:\n  a: { framework: spring, push: a/b }\n"
      "  b: { framework: spring, push: a/c, listen: 8081, build: b }\nci: { azure: { test: make check } }\n");
  REQUIRE(twice.said().size() == 1);
  CHECK(twice.said().front().rfind("tests_of_several_services 6:22", 0) == 0);
}
