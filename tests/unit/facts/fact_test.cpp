// The grammar of facts: what is printed is read back, anything else is no fact.
#include "facts/fact.h"

#include "tests/catch.h"

using namespace stackc::facts;

TEST_CASE("a fact is one line, with quotes only where they are needed") {
  Fact fact{"prod", "job", "sweep", {}};
  fact.with("in", "web").with("cron", "0 3 * * *").with("run", "echo it's late").with("empty", "");
  CHECK(print(fact) == "prod: job sweep in=web cron='0 3 * * *' run='echo it''s late' empty=''");
  CHECK(parse(print(fact)) == fact);
}

TEST_CASE("every value comes back as it was") {
  for (const char* value : {"a", "", " ", "'", "''", "a'b", "a b", "=", "a=b c=d", "\n", "ü", "'a'", " '"}) {
    Fact fact{"dev", "variable", "web.A", {}};
    fact.with("value", value).with("then", "x");
    INFO(print(fact));
    CHECK(parse(print(fact)) == fact);
    const Fact about{"dev", "route", value, {}};
    CHECK(parse(print(about)) == about);
  }
}

TEST_CASE("an attribute that stands several times keeps its order") {
  const auto fact = parse("prod: site main serves=b serves=a redirects=c");
  REQUIRE(fact);
  CHECK(fact->all("serves") == std::vector<std::string>{"b", "a"});
  CHECK(fact->find("serves") == "b");
  CHECK_FALSE(fact->find("nothing"));
}

TEST_CASE("what is no fact is not read as one") {
  for (const char* line : {"", "prod", "prod: ", "prod: port", "prod: port ", "prod:port x", ": port x",
                           "prod: port x y", "prod: port x =y", "prod: port x a=", "prod: port x a='b",
                           "prod: port x a='b'c", "prod: port x a=b'c", "prod: port x  a=b", "prod: port x a=b ",
                           "prod: publishes 443/tcp on all addresses (nginx)", "dev: image of db is mysql:8.0"}) {
    INFO(line);
    CHECK_FALSE(parse(line));
  }
}
