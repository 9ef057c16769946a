// `allow`: silences one warning at one place, for a reason; never an error, never more than it says.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace pipeline_test;

namespace {

std::vector<std::string> said(std::string_view allow) {
  return compile_text("stackc: 1\nname: blog\nservices:\n  db: mysql:8.0\n  old: { use: \"mysql:8.0\" }\nallow:\n" +
                      std::string(allow))
      .said();
}

const std::string at_db = "end_of_life 4:7 `mysql` 8.0 gets no more security fixes since 2026-04-30";
const std::string at_old = "end_of_life 5:15 `mysql` 8.0 gets no more security fixes since 2026-04-30";

}  // namespace

TEST_CASE("an allowance silences its code at its place, by the long and by the short way") {
  CHECK(said("  - { code: STK5001, at: services.db.use, because: planned }\n") == std::vector<std::string>{at_old});
  CHECK(said("  - { code: STK5001, at: services.db, because: planned }\n") == std::vector<std::string>{at_old});
  CHECK(said("  - { code: STK5001, at: services.old.use, because: planned }\n") == std::vector<std::string>{at_db});
  CHECK(said("  - { code: STK5001, at: services, because: planned }\n") == std::vector<std::string>{});
}

TEST_CASE("an allowance that silences nothing is reported") {
  CHECK(said("  - { code: STK5004, at: services, because: planned }\n") ==
        std::vector<std::string>{at_db, at_old, "allow_unused 7:26 nothing at `services` gives STK5004"});
  CHECK(said("  - { code: STK5001, at: services.nobody, because: planned }\n") ==
        std::vector<std::string>{at_db, at_old, "allow_unused 7:26 nothing at `services.nobody` gives STK5001"});
  CHECK(said("  - { code: STK9999, at: services, because: planned }\n") ==
        std::vector<std::string>{at_db, at_old, "allow_unused 7:13 there is no rule `STK9999`"});
}

TEST_CASE("errors cannot be allowed") {
  const auto lines = compile_text(
                         "stackc: 1\nname: blog\nservices:\n  web: { framework: nothing }\nallow:\n"
                         "  - { code: STK3003, at: services.web, because: please }\n")
                         .said();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "not_in_catalogue 4:21 the catalogue has no framework `nothing`");
  CHECK(lines[1] == "error_not_allowable 6:13 `STK3003` is an error, and an error cannot be allowed");
}

TEST_CASE("an allowance says code, place and reason") {
  CHECK(said("  - { code: STK5001, because: planned }\n").size() >= 1);
  CHECK(compile_text(
            "stackc: 1\nname: blog\nservices: { db: mysql:8.0 }\nallow:\n  - { code: STK5001, at: services.db }\n")
            .diagnostics.has_errors());
  CHECK(compile_text("stackc: 1\nname: blog\nservices: { db: mysql:8.0 }\nallow:\n  - { code: STK5001, because: x }\n")
            .diagnostics.has_errors());
}
