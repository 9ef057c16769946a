// What bind refuses: each mistake with its rule, its place, its sentence and its cure.
#include "tests/catch.h"
#include "tests/unit/bind/support.h"

using namespace stackc;
using namespace bind_test;

namespace {

struct Case {
  const char* lines;
  std::vector<std::string> said;
};

void check(const std::vector<Case>& cases) {
  for (const Case& row : cases) {
    INFO(row.lines);
    CHECK(bind_lines(row.lines).said() == row.said);
  }
}

std::vector<std::string> just(const char* line) { return {line}; }

}  // namespace

TEST_CASE("an unknown key gets the nearest name or its home", "[bind]") {
  check({
      {"servces: {}\n", just("unknown_key 3:1 a stack has no key `servces`; did you mean `services`?")},
      {"services:\n  web: { framwork: django }\n",
       just("unknown_key 4:10 a service has no key `framwork`; did you mean `framework`?")},
      {"services:\n  web: { websocket: true }\n", just("unknown_key 4:10 a service has no key `websocket`; `websocket` "
                                                       "belongs to a route (`sites.ID.routes.PATH.websocket`)")},
      {"services:\n  web: { environment: { A: b } }\n",
       just("unknown_key 4:10 a service has no key `environment`; write `env:`")},
      {"tls: { zzzzzz: 1 }\n",
       just("unknown_key 3:8 the TLS part has no key `zzzzzz`; the TLS part has "
            "`issuer`, `proof`, `contact`, `certificate`, `key`, `hook`, `secrets` and `servers`")},
      {"environments: { dev: { servces: {} } }\n",
       just("unknown_key 3:24 an environment has no key `servces`; did you mean `services`?")},
  });
}

TEST_CASE("a value of another shape says both shapes", "[bind]") {
  check({
      {"services: [web]\n", just("wrong_shape 3:11 `services` is a map, not a list; write it as `{ db: mysql:8.4 }`")},
      {"services: web\n", just("wrong_shape 3:11 `services` is a map, not a text; write it as `{ db: mysql:8.4 }`")},
      {"services: { web: [a] }\n", just("wrong_shape 3:18 `services.web` is a map, not a list")},
      {"services: { web: { secrets: SECRET_KEY } }\n",
       just("wrong_shape 3:29 `services.web.secrets` is a list of variable names, not a text; write `[SECRET_KEY]`")},
      {"services: { web: { listen: [8000] } }\n",
       just("wrong_shape 3:28 `services.web.listen` is a port, not a list; write it without the brackets or dash")},
      {"services: { web: { listen: { a: b } } }\n",
       just("wrong_shape 3:28 `services.web.listen` is a port, not a map")},
      {"services: { web: { project: true } }\n", just("wrong_shape 3:29 `services.web.project` is a word, not a "
                                                      "boolean; if the text is meant, put it in quotes: `\"true\"`")},
      {"services: { web: { secrets: [A, ~] } }\n",
       just("wrong_shape 3:33 `services.web.secrets` is a variable name, not nothing")},
      {"deploy: here\n", just("wrong_shape 3:9 `deploy` is a map, not a text")},
  });
  CHECK(bind_text("[a, b]\n").said() == just("wrong_shape 1:1 a stack is a map, not a list"));
  CHECK(bind_text("blog\n").said() == just("wrong_shape 1:1 a stack is a map, not a text"));
}

TEST_CASE("a wrong value says why and what to write instead", "[bind]") {
  check({
      {"services: { web: { listen: 70000 } }\n",
       just("wrong_value 3:28 `listen` is a port: `70000` is outside 1..65535")},
      {"services: { web: { listen: \"8000\" } }\n",
       just("wrong_value 3:28 `listen` is a port: text in quotes is always a text; write it without quotes")},
      {"services: { web: { stop: 30 } }\n", just("wrong_value 3:26 `stop` is a duration: `30` has no unit; write `30s` "
                                                 "for seconds; `ms`, `m`, `h` and `d` are the others")},
      {"services: { web: { memory: 20MB } }\n",
       just("wrong_value 3:28 `memory` is a size: `20MB` is a decimal size; write `20MiB`")},
      {"services: { web: { persist: afo } }\n",
       just("wrong_value 3:29 `services.web.persist` does not know `afo`; did you mean `aof`?")},
      {"services: { web: { persist: sometimes } }\n",
       just(
           "wrong_value 3:29 `services.web.persist` does not know `sometimes`; it knows `none`, `snapshot` and `aof`")},
      {"sites: { main: { routes: { /: { to: web, websocket: yes } } } }\n",
       just("not_a_boolean 3:53 `sites.main.routes./.websocket` is a boolean: `yes` is not a boolean; write `true`")},
      {"sites: { main: { domain: example.com/ } }\n",
       just("wrong_value 3:26 `domain` is a domain: `example.com/` has a path; write `example.com`")},
      {"services: { web: { release: [\"a | b\"] } }\n",
       just("wrong_value 3:30 `release` is a command: `a | b` holds `|`; no shell reads it: write a list, as "
            "`[python, -c, \"print('x')\"]`, or `[sh, -c, \"…\"]` where a shell is meant")},

  });
  const auto octal = bind_lines("services: { web: { project: 0755 } }\n").said();
  REQUIRE(octal.size() == 1);
  CHECK_THAT(octal[0], Catch::Matchers::StartsWith("ambiguous_number 3:29 "));
}

TEST_CASE("every mistake of a file is reported and the rest is understood", "[bind]") {
  const Bound bound =
      bind_lines("services:\n  web: { framework: django, listen: 0, stop: 5 }\n  Db: mysql:8.0\n  cache: redis:7\n");
  CHECK(bound.said().size() == 3);
  const auto* web = bound.stack.services.find("web");
  REQUIRE(web != nullptr);
  CHECK(web->value.framework->text == "django");
  CHECK(web->value.listen.failed());
  CHECK(bound.written(web->value.listen.origin) == "0");
  CHECK(bound.stack.services.incomplete);
  CHECK(bound.stack.services.find("cache")->value.use->version == "7");
}

TEST_CASE("a stack needs its version and its name", "[bind]") {
  const std::vector<std::string> missing{
      "missing_key 1:1 a stack needs `name`; add `name: shop`, the stack's name: project, network, volume and image "
      "names "
      "begin with it",
      "missing_key 1:1 a stack needs `stackc`; add `stackc: 1`, the version of the language"};
  CHECK(bind_text("services: {}\n").said() == missing);
  CHECK(bind_text("services: {}\n", bind::Document::overlay).said().empty());
  CHECK(bind_text("{}\n").said().size() == 2);
  CHECK(bind_text("stackc: 1\nname: ~\n").said().size() == 1);
}

TEST_CASE("a stack of another version is not read at all", "[bind]") {
  const Bound newer = bind_text("stackc: 2\nname: blog\nnews: {}\n");
  CHECK(newer.said() ==
        just("unsupported_version 1:9 this stackc knows version 1 of the language, not 2; use a newer stackc"));
  CHECK(newer.stack.name.absent());
  CHECK(bind_text("stackc: 0\nname: blog\n").said() ==
        just("unsupported_version 1:9 this stackc knows version 1 of the language, not 0; write `stackc: 1`"));
}

TEST_CASE("an environment may not change what all share", "[bind]") {
  check({
      {"environments: { dev: { name: x } }\n",
       just("base_only 3:24 an environment cannot change `name`; say it once, at the top of the stack")},
      {"environments: { dev: { stackc: 1 } }\n",
       just("base_only 3:24 an environment cannot change `stackc`; say it once, at the top of the stack")},
      {"environments: { dev: { environments: {} } }\n",
       just("base_only 3:24 an environment cannot change `environments`; say it once, at the top of the stack")},
      {"environments: { dev: { edge: none } }\n", {}},
  });
}

TEST_CASE("names of parts are checked where they are keys", "[bind]") {
  check({
      {"services: { Web: mysql:8.0 }\n",
       just("wrong_name 3:13 a key of `services` is an id: `Web` holds capital letters; write `web`")},
      {"services: { web: { env: { A-B: c } } }\n",
       just("wrong_name 3:27 a key of `services.web.env` is a variable name: `A-B` holds `-`; write `A_B`")},
      {"sites: { main: { routes: { static: web } } }\n",
       just("wrong_name 3:28 a key of `sites.main.routes` is a URL path: `static` does not begin with `/`; write "
            "`/static`")},
  });
}

TEST_CASE("a list names nothing twice", "[bind]") {
  check({
      {"services: { web: { secrets: [A, B, A] } }\n",
       just("repeated_item 3:36 `A` stands twice in `services.web.secrets`; remove one of them")},
      {"sites: { main: { aliases: [a.example.com, a.example.com] } }\n",
       just("repeated_item 3:43 `a.example.com` stands twice in `sites.main.aliases`; remove one of them")},
      {"services: { web: { release: [make, make] } }\n", {}},
  });
}

TEST_CASE("an allowance needs its code and place and reason", "[bind]") {
  check({
      {"allow: [{ code: STK5001, at: services.db.use }]\n",
       just("missing_key 3:11 an allowance needs `because`; add `because: the upgrade is planned for the spring`, why "
            "it is right here")},
      {"allow: [STK5001]\n", just("wrong_shape 3:9 `allow` is a map, not a text")},
  });
}
