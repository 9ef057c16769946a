// Short forms and value forms: what a scalar means, and what a map with one key means.
#include "tests/catch.h"
#include "tests/unit/bind/support.h"

using namespace stackc;
using namespace bind_test;

namespace {

/// The value of the variable A under `services.web.env`, written as `yaml`.
Bound variable(const std::string& yaml) { return bind_lines("services: { web: { env: { A: " + yaml + " } } }\n"); }

const Maybe<ValueForm>* value_of(const Bound& bound) {
  const auto* service = bound.stack.services.find("web");
  if (service == nullptr) return nullptr;
  const auto* entry = service->value.env.find("A");
  return entry == nullptr ? nullptr : &entry->value;
}

}  // namespace

TEST_CASE("a scalar in place of a map sets the member that it stands for", "[bind]") {
  const Bound bound = bind_lines(
      "sites: { blog.example.com: web }\n"
      "services:\n"
      "  db: mysql:8.0\n"
      "  web: { health: /up, build: backend, volumes: { media: /app/media } }\n"
      "edge: nginx:1.30\n"
      "tls: letsencrypt\n"
      "secrets: { smtp: asked }\n");
  CHECK(bound.said() == std::vector<std::string>{});
  const Stack& stack = bound.stack;
  const auto* site = stack.sites.find("blog.example.com");
  REQUIRE(site != nullptr);
  CHECK(site->value.domain.absent());
  CHECK(site->value.routes.find("/")->value.to->text == "web");
  CHECK(bound.written(site->value.routes.find("/")->value.to.origin) == "web");
  CHECK(stack.services.find("db")->value.use->name == "mysql");
  CHECK(stack.services.find("db")->value.use->version == "8.0");
  const Service& web = stack.services.find("web")->value;
  CHECK(web.health->path->text == "/up");
  CHECK(web.build->context->text == "backend");
  CHECK(web.volumes.find("media")->value.path->text == "/app/media");
  CHECK(stack.edge->proxy->version == "1.30");
  CHECK_FALSE(stack.edge->none());
  CHECK(stack.tls->issuer->text == "letsencrypt");
  CHECK(*stack.secrets.find("smtp")->value.from == SecretSource::asked);
}

TEST_CASE("a wrong scalar in place of a map is refused as the member would be", "[bind]") {
  const Bound bound = bind_lines("services: { db: mysql@8.0 }\n");
  CHECK(bound.said() ==
        std::vector<std::string>{
            "wrong_value 3:17 `db` is a name and version: `mysql@8.0` is not a name and a version; write `mysql:8.0`"});
  CHECK(bound.stack.services.empty());
  CHECK(bound.stack.services.incomplete);
}

TEST_CASE("aliases are a list or a map", "[bind]") {
  const Bound list = bind_lines("sites: { main: { aliases: [a.example.com, b.example.com] } }\n");
  CHECK(list.said().empty());
  REQUIRE(list.stack.sites.find("main")->value.aliases.size() == 2);
  CHECK(list.stack.sites.find("main")->value.aliases.find("b.example.com")->value.absent());
  const Bound map = bind_lines("sites: { main: { aliases: { a.example.com: redirect } } }\n");
  CHECK(map.said().empty());
  CHECK(*map.stack.sites.find("main")->value.aliases.find("a.example.com")->value == AliasMode::redirect);
  CHECK(bind_lines("services: { web: { env: [A] } }\n").said().size() == 1);
}

TEST_CASE("a scalar value is literal text whatever it holds", "[bind]") {
  struct Row {
    const char* yaml;
    const char* text;
  };
  for (const Row& row : std::vector<Row>{{"'$HOME {{ x }}'", "$HOME {{ x }}"},
                                         {"${NOT}x", "${NOT}x"},
                                         {"3.10", "3.10"},
                                         {"8000", "8000"},
                                         {"true", "true"},
                                         {"no", "no"},
                                         {"\"\"", ""},
                                         {"\"null\"", "null"}}) {
    INFO(row.yaml);
    const Bound bound = bind_lines("services:\n  web:\n    env:\n      A: " + std::string(row.yaml) + "\n");
    CHECK(bound.said() == std::vector<std::string>{});
    REQUIRE(value_of(bound) != nullptr);
    CHECK(std::get<std::string>(**value_of(bound)) == row.text);
  }
}

TEST_CASE("versions are text and keep their last zero", "[bind]") {
  const Bound bound = bind_lines("services: { web: { language: python:3.10, project: 3.10 } }\n");
  CHECK(bound.said().empty());
  CHECK(bound.stack.services.find("web")->value.language->version == "3.10");
  CHECK(bound.stack.services.find("web")->value.project->text == "3.10");
}

TEST_CASE("value forms are understood", "[bind]") {
  const Bound from = variable("{ from_env: SENTRY_DSN, default: \"\", at: start }");
  CHECK(from.said().empty());
  const FromEnv late = std::get<FromEnv>(**value_of(from));
  CHECK(late.name.text == "SENTRY_DSN");
  CHECK(late.has_fallback);
  CHECK(late.fallback.empty());
  CHECK(late.at_start);
  CHECK_FALSE(std::get<FromEnv>(**value_of(variable("{ from_env: X }"))).has_fallback);
  CHECK_FALSE(std::get<Ref>(**value_of(variable("{ ref: db.host }"))).joined);
  CHECK(std::get<SecretRef>(**value_of(variable("{ secret: token }"))).name.text == "token");
  CHECK_FALSE(std::get<SecretRef>(**value_of(variable("{ secret: token }"))).as_file);
  CHECK(std::get<SecretRef>(**value_of(variable("{ secret: token, as: file }"))).as_file);
}

TEST_CASE("what is no value form says what one is", "[bind]") {
  struct Row {
    const char* yaml;
    const char* said;
  };
  for (const Row& row : std::vector<Row>{
           {"{}",
            "wrong_value_form 3:30 `services.web.env.A` is an empty map, which is no value; write a text, `{ ref: "
            "db.host }`, `{ secret: name }` or `{ from_env: NAME }`"},
           {"[a, b]", "wrong_shape 3:30 `services.web.env.A` is a value, not a list; write one text, as `a,b`"},
           {"{ reff: db.host }", "unknown_key 3:32 a value has no key `reff`; did you mean `ref`?"},
           {"{ ref: a.b, secret: c }",
            "wrong_value_form 3:42 a value is one of `ref`, `secret` and `from_env`, not `ref` and `secret`; remove "
            "one of them"},
           {"{ secret: c, join: x }",
            "unknown_key 3:43 a `secret` value has no key `join`; `join` belongs to a value "
            "(`services.ID.env.NAME.join`)"},
           {"{ ref: a..b }",
            "wrong_value 3:37 `ref` is a path into the stack: `a..b` has an empty part; a path is ids joined by dots, "
            "as `db.host`"},
           {"{ secret: a, as: text }",
            "wrong_value 3:47 `as` does not know `text`; write `as: file`, or leave it out: the secret is then a "
            "variable"},
           {"{ from_env: A, at: boot }", "wrong_value 3:49 `at` does not know `boot`; write `compose` or `start`"},
           {"{ from_env: A=B }",
            "wrong_value 3:42 `from_env` is a variable name: `A=B` holds `=`; write the name and the value apart: "
            "`A: B`"},
       }) {
    INFO(row.yaml);
    const Bound bound = variable(row.yaml);
    CHECK(bound.said() == std::vector<std::string>{row.said});
    CHECK(value_of(bound) == nullptr);
    CHECK(bound.stack.services.find("web")->value.env.incomplete);
  }
}

TEST_CASE("a password is named and never written", "[bind]") {
  const Bound literal = bind_lines("services: { db: { use: mysql:8.0, password: hunter2 } }\n");
  CHECK(literal.said() ==
        std::vector<std::string>{"literal_secret 3:45 `services.db.password` would be a secret that stands in the "
                                 "stack; write `{ secret: NAME }`; the value lives in `.env` on the host"});
  const Bound late = bind_lines("services: { db: { use: mysql:8.0, password: { from_env: X } } }\n");
  CHECK(late.said() == std::vector<std::string>{"wrong_value_form 3:47 `services.db.password` is always a secret, not "
                                                "a `from_env`; write `{ secret: NAME }`"});
  const Bound file = bind_lines("services: { db: { use: mysql:8.0, password: { secret: x, as: file } } }\n");
  CHECK(file.said() == std::vector<std::string>{});
  CHECK(file.stack.services.find("db")->value.password->as_file);
}

TEST_CASE("commands are one line or a list of words", "[bind]") {
  const Bound bound = bind_lines(
      "services:\n"
      "  web:\n"
      "    release:\n"
      "      - [sh, -c, \"a && b\", 3, true]\n"
      "      - >\n"
      "        python manage.py\n"
      "        migrate\n");
  CHECK(bound.said() == std::vector<std::string>{});
  const Service& web = bound.stack.services.find("web")->value;
  REQUIRE(web.release.size() == 2);
  CHECK(web.release[0].value.words == std::vector<std::string>{"sh", "-c", "a && b", "3", "true"});
  CHECK(web.release[1].value.words == std::vector<std::string>{"python", "manage.py", "migrate"});
}

TEST_CASE("null removes", "[bind]") {
  const Bound bound =
      bind_lines("services:\n  web: { health: null, secrets: null, env: { A: ~, B: b }, volumes: }\n  db:\n");
  CHECK(bound.said() == std::vector<std::string>{});
  const Service& web = bound.stack.services.find("web")->value;
  CHECK(web.health.removed());
  CHECK(web.secrets.removed());
  CHECK(web.env.size() == 1);
  CHECK(web.env.removes("A"));
  CHECK_FALSE(web.env.removes("B"));
  CHECK(web.volumes.removed);
  CHECK(bound.stack.services.find("db") == nullptr);
  CHECK(bound.stack.services.removes("db"));
}
