// File paths, image names, commands.
#include <string>
#include <vector>

#include "model/types.h"
#include "tests/catch.h"
#include "tests/unit/model/refusal.h"

using namespace stackc;
using model_test::refused;

TEST_CASE("absolute paths are clean", "[model]") {
  for (const char* text : {"/app", "/app/media", "/srv/a-b_c.d+e@f", "/app/...", "/-x"}) {
    INFO(text);
    REQUIRE(parse_absolute_path(text));
    CHECK(parse_absolute_path(text)->text == text);
  }
  CHECK(refused(parse_absolute_path("app/media")) ==
        "`app/media` is not absolute; write it from the root, as `/app/media`");
  CHECK(refused(parse_absolute_path("/app/")) == "`/app/` ends in `/`; write `/app`");
  CHECK(refused(parse_absolute_path("/a//b/./c")) == "`/a//b/./c` has a part that says nothing; write `/a/b/c`");
  CHECK(refused(parse_absolute_path("/")) == "`/` is the root folder; name a folder below it");
  CHECK(refused(parse_absolute_path("$HOME/x")) ==
        "`$HOME/x` holds `$`; variables are not expanded here: write the path");
  CHECK(refused(parse_absolute_path("~/x")) == "`~/x` holds `~`; it is not expanded here: write the path");
  CHECK(refused(parse_absolute_path("C:\\x")) ==
        "`C:\\x` holds `:`; a path is letters, digits, `.`, `_`, `-`, `+`, `@` and `/`");
  for (const char* text : {"", "/a/../b", "/..", "/a b", "/a:b", "/a'b", "/a\nb", "/é", "/a,b", "/a=b"}) {
    INFO(text);
    CHECK_FALSE(parse_absolute_path(text));
  }
}

TEST_CASE("relative paths stay below", "[model]") {
  CHECK(parse_relative_path(".")->text == ".");
  CHECK(parse_relative_path("./")->text == ".");
  CHECK(parse_relative_path("./backend")->text == "backend");
  CHECK(parse_relative_path("a/b.txt")->text == "a/b.txt");
  CHECK(refused(parse_relative_path("a/.Git/hooks")) ==
        "`a/.Git/hooks` lies in `.git`; that folder is git's: name another");
  CHECK_FALSE(parse_relative_path(".git"));
  CHECK(parse_relative_path(".github/x.git")->text == ".github/x.git");
  CHECK_FALSE(parse_relative_path("a/" + std::string(256, 'x')));
  CHECK(parse_relative_path("a/" + std::string(255, 'x')));
  CHECK_FALSE(parse_absolute_path("/" + std::string(256, 'x') + "/a"));
  CHECK(refused(parse_relative_path("../x")) == "`../x` leads out of the folder; write a path without `..`");
  CHECK(refused(parse_relative_path("/x")) == "`/x` is absolute; write a path below the stack's folder");
  CHECK(refused(parse_relative_path("backend/")) == "`backend/` ends in `/`; write `backend`");
  for (const char* text : {"", "a/../b", "a//b", "-rf", "./-rf", "a b", ".//", "a/."}) {
    INFO(text);
    CHECK_FALSE(parse_relative_path(text));
  }
}

TEST_CASE("folders above are counted", "[model]") {
  CHECK(parse_ancestor_path(".")->levels == 0);
  CHECK(parse_ancestor_path("..")->levels == 1);
  CHECK(parse_ancestor_path("../..")->levels == 2);
  CHECK(
      refused(parse_ancestor_path("../app")) ==
      "`../app` is not above the stack's folder; write `.`, `..`, `../..` and so on: the stack lies in its repository");
  CHECK(refused(parse_ancestor_path("../")) == "`../` ends in `/`; write `..`");
  for (const char* text : {"", "/", "...", "./..", "..//..", "../../../../../../../../.."}) {
    INFO(text);
    CHECK_FALSE(parse_ancestor_path(text));
  }
}

TEST_CASE("image names follow the reference grammar", "[model]") {
  for (const char* text : {"redis", "tlesmes/teammoa-web", "ghcr.io/acme/app", "localhost:5000/app", "a/b/c", "a__b",
                           "a---b", "registry.example.com:443/a.b_c"}) {
    INFO(text);
    CHECK(parse_image_name(text));
  }
  CHECK(refused(parse_image_name("acme/app:1.0")) ==
        "`acme/app:1.0` has a tag or digest; write `acme/app`: each release brings its own");
  CHECK(refused(parse_image_name("app:1.0")) ==
        "`app:1.0` has a tag or digest; write `app`: each release brings its own");
  CHECK(refused(parse_image_name("Acme/App")) == "`Acme/App` holds capital letters; write `acme/app`");
  for (const char* text :
       {"", "a..b", "a___b", "-a", "a-", "a/", "/a", "a//b", "a b", "https://a/b", "a_", "host:99999/a", "a$b"}) {
    INFO(text);
    CHECK_FALSE(parse_image_name(text));
  }
}

TEST_CASE("images say what they are", "[model]") {
  const std::string digest = "sha256:" + std::string(64, 'a');
  for (const std::string& text : {std::string("redis:7"), "redis@" + digest, "localhost:5000/a:v1_2.3@" + digest,
                                  std::string("quay.io/a/b:_x")}) {
    INFO(text);
    CHECK(parse_image_ref(text));
  }
  CHECK(refused(parse_image_ref("redis")) ==
        "`redis` has no tag, which means `latest`; write a version after it, as `redis:1.2`");
  CHECK(refused(parse_image_ref("localhost:5000/a")) ==
        "`localhost:5000/a` has no tag, which means `latest`; write a version after it, as `localhost:5000/a:1.2`");
  CHECK(refused(parse_image_ref("redis:latest")) ==
        "`redis:latest` names no version: what `latest` is changes without notice; write a version");
  CHECK(refused(parse_image_ref("Redis:7")) == "`Redis` holds capital letters; write `redis:7`");
  CHECK(refused(parse_image_ref("redis@sha256:abc")) ==
        "`sha256:abc` is not a digest; write `sha256:` and 64 small hexadecimal digits");
  for (const std::string& text :
       {std::string(), std::string("redis:"), std::string("redis:-7"), std::string("redis:a b"), std::string(":7"),
        "redis@md5:" + std::string(64, 'a'), "redis:" + std::string(129, 'a')}) {
    INFO(text);
    CHECK_FALSE(parse_image_ref(text));
  }
}

TEST_CASE("commands are split at blanks and never by a shell", "[model]") {
  CHECK(parse_command("python  manage.py\tmigrate ")->words ==
        std::vector<std::string>{"python", "manage.py", "migrate"});
  CHECK(parse_command("pytest -v --x=a,b %d @x +y")->words.size() == 6);
  const std::string cure =
      "; no shell reads it: write a list, as `[python, -c, \"print('x')\"]`, or `[sh, -c, \"…\"]` where a shell is "
      "meant";
  CHECK(refused(parse_command("a && b")) == "`a && b` holds `&`" + cure);
  CHECK(refused(parse_command("echo $HOME")) == "`echo $HOME` holds `$`" + cure);
  CHECK(refused(parse_command("echo `id`")) == "`echo `id`` holds a backtick" + cure);
  CHECK(refused(parse_command("a\nb")) == "it has several lines" + cure);
  CHECK(refused(parse_command("ls ~/x")) == "`ls ~/x` has a word that a shell would read in its own way, `~/x`" + cure);
  CHECK(refused(parse_command("-v x")) == "`-v x` begins with an option; write the program first");
  CHECK(refused(parse_command("A=1 b")) ==
        "`A=1 b` begins with an assignment; write `env` before it, or put the variable under `env:`");
  for (const char* text : {"", "  ", "a 'b'", "a \"b\"", "a\\ b", "a | b", "a; b", "a > b", "a < b", "(a)", "ls *",
                           "a?", "a[0]", "a {b,c}", "a #b", "a\x01"}) {
    INFO(text);
    CHECK_FALSE(parse_command(text));
  }
  CHECK(parse_command_words({"sh", "-c", "echo \"$HOME\" && x\n", ""})->words.size() == 4);
  CHECK(refused(parse_command_words({})) == "it is empty; write a program and its arguments");
  CHECK_FALSE(parse_command_words({"", "a"}));
  CHECK_FALSE(parse_command_words({"a", std::string("b\0c", 3)}));
}
