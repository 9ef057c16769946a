// Ids, names, words, versions, addresses.
#include <string>
#include <vector>

#include "model/types.h"
#include "tests/catch.h"
#include "tests/unit/model/refusal.h"

using namespace stackc;
using model_test::refused;

TEST_CASE("ids are small letters and digits with dashes and underscores", "[model]") {
  for (const std::string& text :
       {std::string("a"), std::string("web"), std::string("db-1"), std::string("a_b"), std::string(63, 'a')}) {
    INFO(text);
    REQUIRE(parse_id(text));
    CHECK(parse_id(text)->text == text);
  }
  const std::string rule = "an id is small letters, digits, `-` and `_`, and begins with a letter";
  CHECK(refused(parse_id("")) == "it is empty; " + rule);
  CHECK(refused(parse_id("Web App")) == "`Web App` holds capital letters; write `web-app`");
  CHECK(refused(parse_id("web.app")) == "`web.app` holds `.`; write `web-app`");
  CHECK(refused(parse_id("1web")) == "`1web` does not begin with a letter; write `web`");
  CHECK(refused(parse_id("12")) == "`12` does not begin with a letter; " + rule);
  CHECK(refused(parse_id("웹")) == "`웹` holds a character outside ASCII; " + rule);
  CHECK(refused(parse_id("a\n")) == "`a\\x0a` holds `\\x0a`; " + rule);
  CHECK(refused(parse_id(std::string(64, 'a'))) ==
        "`" + std::string(64, 'a') + "` is longer than 63 characters; choose a shorter one");
}

TEST_CASE("variable names are those of POSIX", "[model]") {
  for (const char* text : {"A", "_", "SECRET_KEY", "a1"})
    CHECK(parse_env_name(text));
  CHECK(refused(parse_env_name("DEBUG=1")) == "`DEBUG=1` holds `=`; write the name and the value apart: `DEBUG: 1`");
  CHECK(refused(parse_env_name("A-B.C")) == "`A-B.C` holds `-`; write `A_B_C`");
  CHECK(refused(parse_env_name("1A")) == "`1A` begins with a digit; write `_1A`");
  CHECK(refused(parse_env_name("A;B")) == "`A;B` holds `;`; a variable's name is letters, digits and `_`");
  CHECK_FALSE(parse_env_name(""));
  CHECK_FALSE(parse_env_name(std::string(129, 'A')));
}

TEST_CASE("words hold nothing that a target language could misread", "[model]") {
  for (const char* text : {"daphne", "TeamMoa", "libpq-dev", "g++", "teammoa_mysql_data_prod", "3.10", "_private"})
    CHECK(parse_word(text));
  CHECK(refused(parse_word("a b")) == "`a b` holds a blank; a word is letters, digits, `_`, `.`, `+` and `-`");
  CHECK(refused(parse_word("-x")) == "`-x` does not begin with a letter or digit");
  CHECK(refused(parse_word(".x")) == "`.x` does not begin with a letter or digit");
  for (const char* text : {"", "a;b", "a$b", "a/b", "a'b", "a\"b", "a\\b", "a\tb", "é", "a\nb", "a%b", "a{b"}) {
    INFO(text);
    CHECK_FALSE(parse_word(text));
  }
  CHECK_FALSE(parse_word(std::string_view("a\0b", 3)));
}

TEST_CASE("versions are text", "[model]") {
  struct Row {
    const char* text;
    const char* name;
    const char* version;
  };
  for (const Row& row : std::vector<Row>{{"mysql:8.0", "mysql", "8.0"},
                                         {"python:3.10", "python", "3.10"},
                                         {"nginx", "nginx", ""},
                                         {"redis:7.2-alpine", "redis", "7.2-alpine"}}) {
    INFO(row.text);
    REQUIRE(parse_versioned(row.text));
    CHECK(parse_versioned(row.text)->name == row.name);
    CHECK(parse_versioned(row.text)->version == row.version);
  }
  CHECK(refused(parse_versioned("python 3.11")) == "`python 3.11` is not a name and a version; write `python:3.11`");
  CHECK(refused(parse_versioned("python@3.11")) == "`python@3.11` is not a name and a version; write `python:3.11`");
  CHECK(refused(parse_versioned("django>=5")) == "`django>=5` is not a name and a version; write them as `mysql:8.4`");
  CHECK(refused(parse_versioned("MySQL:8.0")) == "`MySQL` holds capital letters; write `mysql:8.0`");
  CHECK(refused(parse_versioned("mysql:")) ==
        "`mysql:` ends in a colon; write a version after it, or leave the colon out");
  CHECK(refused(parse_versioned("mysql:latest")) ==
        "`mysql:latest` names no version: what `latest` is changes without notice; write a version");
  CHECK(refused(parse_versioned("node:v20")) == "`node:v20` has a `v` before the version; write `node:20`");
  CHECK(refused(parse_versioned("ghcr.io/a/b:1")) ==
        "`ghcr.io/a/b:1` is an image's name; write the program's name and version, as `mysql:8.4`");
  CHECK(refused(parse_versioned("a:1 2")) ==
        "the version `1 2` holds a blank; a version is letters, digits, `.`, `_`, `+` and `-`");
  CHECK_FALSE(parse_versioned("a:1:2"));
  CHECK_FALSE(parse_versioned("a:-1"));
  CHECK_FALSE(parse_versioned(""));
}

TEST_CASE("paths into the stack are ids joined by dots", "[model]") {
  for (const char* text : {"db.host", "sites.main.names", "services.db.use", "sites.main.routes./media/"})
    CHECK(parse_ref_path(text));
  CHECK(refused(parse_ref_path("${db.host}")) ==
        "`${db.host}` is a template expression; write the path alone, as `db.host`");
  CHECK(refused(parse_ref_path("db..host")) ==
        "`db..host` has an empty part; a path is ids joined by dots, as `db.host`");
  for (const char* text : {"", ".db", "db.", "db host", "db[0]"})
    CHECK_FALSE(parse_ref_path(text));
}

TEST_CASE("mail addresses are plain", "[model]") {
  for (const char* text : {"ops@example.com", "a.b+c@mail.example.com"})
    CHECK(parse_email(text));
  CHECK(refused(parse_email("mailto:ops@example.com")) == "`mailto:ops@example.com` is a URL; write `ops@example.com`");
  CHECK(refused(parse_email("ops")) == "`ops` does not have one `@`; write an address, as `ops@example.com`");
  CHECK(
      refused(parse_email("ops@host")) ==
      "the part after the `@`, `host` is not a whole domain; write the name that clients type, as `host.example.com`");
  for (const char* text : {"@example.com", "a@b@c.de", "a b@c.de", ".a@c.de", "a.@c.de", "a..b@c.de", "-a@c.de",
                           "ops@127.0.0.1", "ops@*.a.de", "ops@localhost", "Ops <ops@c.de>", "a%b@c.de"}) {
    INFO(text);
    CHECK_FALSE(parse_email(text));
  }
}

TEST_CASE("booleans are two words", "[model]") {
  CHECK(*parse_boolean("true"));
  CHECK_FALSE(*parse_boolean("false"));
  CHECK(refused(parse_boolean("yes")) == "`yes` is not a boolean; write `true`");
  CHECK(refused(parse_boolean("Off")) == "`Off` is not a boolean; write `false`");
  CHECK(refused(parse_boolean("True")) == "`True` is not a boolean; write `true`");
  CHECK(refused(parse_boolean("perhaps")) == "`perhaps` is neither `true` nor `false`");
}
