// The files of one environment never lead to those of another: a backup of staging must not be one of prod.
#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/driver/reading.h"
#include "tests/unit/driver/whole_stack.h"

using namespace pipeline_test;

namespace {

bool begins_with(const std::string& text, std::string_view begin) { return text.compare(0, begin.size(), begin) == 0; }

}  // namespace

TEST_CASE("the files of an environment name only its own files and those of the stack") {
  const Compilation made = compile_text(whole_stack);
  REQUIRE(made.compiled.has_value());
  std::size_t seen = 0;
  for (const std::string& path : made.paths()) {
    const bool staging = begins_with(path, "deploy/env/staging/") || path == "compose.staging.yaml";
    const bool prod = begins_with(path, "deploy/") && !begins_with(path, "deploy/env/");
    if (!staging && !prod) continue;
    ++seen;
    INFO(path);
    const std::string& text = made.text(path);
    if (staging) {
      for (const char* other : {"deploy/ops/", "deploy/certs/", "deploy/boot/", "deploy/cron/", "deploy/nginx",
                                "deploy/backup/", "compose.prod.yaml", "whole_web", "www.example.com"}) {
        INFO(other);
        CHECK(text.find(other) == std::string::npos);
      }
    } else {
      // The authority's staging server is another matter.
      CHECK(text.find("env/staging") == std::string::npos);
      CHECK(text.find("compose.staging") == std::string::npos);
      CHECK(text.find("stage.example.com") == std::string::npos);
    }
  }
  CHECK(seen > 40);
}

TEST_CASE("a stack that keeps nothing has no list of volumes: compose refuses an empty one") {
  const Compilation made = compile_text(
      "stackc: 1\nname: shop\nservices: { cache: { image: \"cache:1\", listen: 7700, health: { run: [ok] } } }\n");
  CHECK(made.said() == std::vector<std::string>{});
  for (const char* path : {"compose.yaml", "compose.prod.yaml"})
    CHECK(made.text(path).find("volumes:") == std::string::npos);
}
