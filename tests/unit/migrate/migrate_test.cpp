// The mechanism of `stackc migrate`, by tables of its own: no version of the language has been left behind yet.
#include "migrate/migrate.h"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "syntax/parse.h"
#include "tests/catch.h"

using namespace stackc;
using migrate::Change;
using migrate::MoveKey;
using migrate::RenameKey;
using migrate::RespellValue;
using migrate::Step;

namespace {

struct Outcome {
  std::string text{};  ///< Empty if refused.
  std::string said{};  ///< "STK0102 3:5 message; help", one line each.
};

Outcome migrated(const std::string& text, const std::vector<Step>& table, int newest) {
  Sources sources;
  Diagnostics diagnostics;
  const SourceId id = sources.add("stack.yaml", text);
  const auto result = migrate::migrate(id, table, newest, sources, diagnostics);
  Outcome outcome;
  if (result) outcome.text = result->text;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    const Position place = sources.position(diagnostic.at.source, diagnostic.at.begin);
    outcome.said += std::string(code(diagnostic.rule)) + " " + std::to_string(place.line) + ":" +
                    std::to_string(place.column) + " " + diagnostic.message + "; " + diagnostic.help + "\n";
  }
  CHECK(result.has_value() == outcome.said.empty());
  return outcome;
}

/// From version 1 to 2 by one change; without the line that says the version.
std::string by(const Change& change, const std::string& text) {
  const Outcome outcome = migrated("stackc: 1\n" + text, {{1, {change}}}, 2);
  INFO(outcome.said);
  const std::string head = "stackc: 2\n";
  REQUIRE(outcome.text.substr(0, head.size()) == head);
  return outcome.text.substr(head.size());
}

std::string refused(const Change& change, const std::string& text) {
  const Outcome outcome = migrated("stackc: 1\n" + text, {{1, {change}}}, 2);
  CHECK(outcome.text == "");
  return outcome.said;
}

}  // namespace

TEST_CASE("a stack of this version comes back as it is", "[migrate]") {
  const std::string text = "# a\nstackc:   1 # b\nname: 'x'\r\n";
  CHECK(migrated(text, {}, 1).text == text);
  CHECK(migrate::steps().empty());
}

TEST_CASE("the version is changed where it stands, and nothing else", "[migrate]") {
  CHECK(migrated("# a\n\nname: x\nstackc:   1   # b", {{1, {}}}, 2).text == "# a\n\nname: x\nstackc:   2   # b");
  CHECK(migrated("{ name: x, \"stackc\":1 }\n", {{1, {}}}, 2).text == "{ name: x, \"stackc\":2 }\n");
}

TEST_CASE("a version that is newer, or that no step leads away from, is refused", "[migrate]") {
  CHECK(migrated("stackc: 3\n", {{1, {}}}, 2).said ==
        "STK2005 1:9 this stackc knows version 2 of the language, not 3; use a newer stackc\n");
  CHECK(migrated("stackc: 0\n", {{1, {}}}, 2).said ==
        "STK2005 1:9 this stackc knows version 2 of the language, and no way to it from version 0; \n");
  CHECK(migrated("stackc: 1\n", {{2, {}}}, 3).said ==
        "STK2005 1:9 this stackc knows version 3 of the language, and no way to it from version 1; \n");
  const std::string missing = " the stack does not say its version of the language; write `stackc: 1`\n";
  CHECK(migrated("name: x\n", {{1, {}}}, 2).said == "STK2004 1:1" + missing);
  CHECK(migrated("stackc: one\n", {{1, {}}}, 2).said == "STK2004 1:9" + missing);
  CHECK(migrated("[a]\n", {{1, {}}}, 2).said == "STK2004 1:1" + missing);
  CHECK(migrated("stackc: 1\na: b\na: c\n", {{1, {}}}, 2).said.substr(0, 11) == "STK1012 3:1");
}

TEST_CASE("a key is renamed in blocks and in brackets, with its quotes and its comments", "[migrate]") {
  const RenameKey change{"services.*.use", "image"};
  CHECK(by(change,
           "services:\n"
           "  db: # the data\n"
           "    # which one\n"
           "    use:  mysql:8.4   # until spring\n"
           "  cache: { use: \"redis:7\", persist: aof }\n"
           "  queue: {\"use\":'redis:7'}\n"
           "  web: { framework: use }\n") ==
        "services:\n"
        "  db: # the data\n"
        "    # which one\n"
        "    image:  mysql:8.4   # until spring\n"
        "  cache: { image: \"redis:7\", persist: aof }\n"
        "  queue: {\"image\":'redis:7'}\n"
        "  web: { framework: use }\n");
}

TEST_CASE("environments are migrated like the stack", "[migrate]") {
  CHECK(by(RenameKey{"services.*.use", "image"}, "environments:\n  dev: { services: { db: { use: mysql:8.4 } } }\n") ==
        "environments:\n  dev: { services: { db: { image: mysql:8.4 } } }\n");
  CHECK(by(MoveKey{"tls.contact", "contact"},
           "environments:\n  dev:\n    tls:\n      issuer: selfsigned\n"
           "      contact: a@b.c\n    edge: none\n") ==
        "environments:\n  dev:\n    tls:\n      issuer: selfsigned\n    edge: none\n    contact: a@b.c\n");
}

TEST_CASE("items of lists are reached by a star", "[migrate]") {
  CHECK(by(RenameKey{"allow.*.because", "reason"},
           "allow:\n  - { code: A, because: b }\n  - because: c\n    code: D\n") ==
        "allow:\n  - { code: A, reason: b }\n  - reason: c\n    code: D\n");
}

TEST_CASE("a word of a closed set is spelt anew in its quotes, other words stay", "[migrate]") {
  const RespellValue change{"services.*.persist", "aof", "log"};
  CHECK(by(change,
           "services:\n  a: { persist: aof }\n  b:\n    persist: 'aof' # each change\n  c: { persist: snapshot }\n"
           "  d: { persist: [aof] }\n  aof: mysql:8.4\n") ==
        "services:\n  a: { persist: log }\n  b:\n    persist: 'log' # each change\n  c: { persist: snapshot }\n"
        "  d: { persist: [aof] }\n  aof: mysql:8.4\n");
  CHECK(refused(change, "services:\n  a:\n    persist: |-\n      aof\n") ==
        "STK0102 4:14 `aof` is called `log` now; write it on one line\n");
}

TEST_CASE("a key moves between blocks with its comments and its indentation", "[migrate]") {
  const MoveKey change{"services.*.health", "checks.*.probe"};
  CHECK(by(change,
           "services:\n"
           "    web:\n"
           "        framework: django\n"
           "        # asked by the proxy\n"
           "        # and by compose\n"
           "        health: # slow\n"
           "            path: /health/   # 200\n"
           "\n"
           "            start: 60s\n"
           "            # not more\n"
           "        push: a/b\n"
           "name: x\n") ==
        "services:\n"
        "    web:\n"
        "        framework: django\n"
        "        push: a/b\n"
        "name: x\n"
        "checks:\n"
        "  web:\n"
        "    # asked by the proxy\n"
        "    # and by compose\n"
        "    probe: # slow\n"
        "        path: /health/   # 200\n"
        "\n"
        "        start: 60s\n"
        "        # not more\n");
}

TEST_CASE("a key moves into a map that is there already", "[migrate]") {
  const MoveKey change{"timezone", "host.zone"};
  CHECK(by(change, "timezone: UTC # all\nhost:\n   path: /srv\n   # last\nname: x\n") ==
        "host:\n   path: /srv\n   zone: UTC # all\n   # last\nname: x\n");
  CHECK(by(change, "host: { path: /srv }\n# why\ntimezone: UTC # all\nname: x") ==
        "# why\n# all\nhost: { path: /srv, zone: UTC }\nname: x");
  CHECK(refused(change, "host: {}\ntimezone:\n  UTC\n") ==
        "STK0102 3:1 `timezone` is written as `host.zone` now; move it by hand\n");
}

TEST_CASE("a key moves out of brackets and between brackets", "[migrate]") {
  const MoveKey change{"services.*.password", "secrets.*.of"};
  CHECK(by(change, "services:\n  db: { use: mysql:8.4, password: { secret: a }, user: b }\n") ==
        "services:\n  db: { use: mysql:8.4, user: b }\nsecrets:\n  db:\n    of: { secret: a }\n");
  CHECK(by(change, "secrets: { a: asked }\nservices: { db: { password: \"p, q\" }, c: {use: x, \"password\":y} }") ==
        "secrets: { a: asked, db: { of: \"p, q\" }, c: { of: y } }\nservices: { db: { }, c: {use: x} }");
  CHECK(by(change,
           "services:\n"
           "  db: {\n"
           "    use: mysql:8.4, # the data\n"
           "    password: a,\n"
           "    user: b # who\n"
           "  }\n") ==
        "services:\n"
        "  db: {\n"
        "    use: mysql:8.4, # the data\n"
        "    user: b # who\n"
        "  }\n"
        "secrets:\n"
        "  db:\n"
        "    of: a\n");
}

TEST_CASE("a comment in front of the last pair in brackets stays", "[migrate]") {
  CHECK(by(MoveKey{"a.c", "d"}, "a: {\n  b: 1, # one\n  c: 2 # two\n}\n") == "a: {\n  b: 1 # one\n   # two\n}\nd: 2\n");
}

TEST_CASE("what moved last leaves an empty map behind, not null", "[migrate]") {
  CHECK(by(MoveKey{"ci.github.branch", "deploy.branch"}, "ci:\n  github:\n    branch: main\nname: x\n") ==
        "ci:\n  github: {}\nname: x\ndeploy:\n  branch: main\n");
}

TEST_CASE("a plain text gets quotes where brackets would end it", "[migrate]") {
  CHECK(by(MoveKey{"about", "meta.about"}, "meta: {}\nabout: it's a, b\n") == "meta: { about: 'it''s a, b' }\n");
}

TEST_CASE("texts over lines move whole", "[migrate]") {
  CHECK(by(MoveKey{"a.test", "test"}, "a:\n  b: 1\n  test: |\n    one\n\n      two\nname: x\n") ==
        "a:\n  b: 1\nname: x\ntest: |\n  one\n\n    two\n");
  CHECK(by(MoveKey{"test", "a.test"}, "test: \"one\n  two\"\na:\n  b: 1\n") ==
        "a:\n  b: 1\n  test: \"one\n    two\"\n");
}

TEST_CASE("what cannot be moved by itself is named, and nothing is changed", "[migrate]") {
  const MoveKey change{"health", "web.health"};
  CHECK(refused(change, "health: a\nweb: short\n") ==
        "STK0102 2:1 `health` is written as `web.health` now; move it by hand\n");
  CHECK(refused(change, "health: a\nweb: { health: b }\n") ==
        "STK0102 2:1 `health` is written as `web.health` now; move it by hand\n");
  CHECK(refused(change, "health:\n  path: a\nweb: { x: y }\n") ==
        "STK0102 2:1 `health` is written as `web.health` now; move it by hand\n");
  CHECK(refused(change, "health: a\nweb:\n") ==
        "STK0102 2:1 `health` is written as `web.health` now; move it by hand\n");
  CHECK(refused(MoveKey{"list.*.a", "list.*.b.a"}, "list:\n  - a: 1\n    c: 2\n") ==
        "STK0102 3:5 `a` is written as `list.0.b.a` now; move it by hand\n");
  CHECK(refused(RenameKey{"a.b", "c"}, "a: { b: 1, c: 2 }\n") ==
        "STK0102 2:6 `b` is called `c` now, and both are here; keep one of them\n");
}

TEST_CASE("several versions are made one after the other", "[migrate]") {
  const std::vector<Step> table{{1, {RenameKey{"services.*.use", "image"}, RespellValue{"edge", "nginx", "front"}}},
                                {2, {MoveKey{"services.*.image", "images.*.name"}}},
                                {3, {RenameKey{"edge", "proxy"}}}};
  const std::string old = "stackc: 1 # v\nedge: nginx\nservices:\n  db: { use: mysql, user: a }\n";
  CHECK(migrated(old, table, 4).text ==
        "stackc: 4 # v\nproxy: front\nservices:\n  db: { user: a }\nimages:\n  db:\n    name: mysql\n");
  CHECK(migrated("stackc: 3\nedge: nginx\n", table, 4).text == "stackc: 4\nproxy: nginx\n");
  CHECK(migrated("stackc: 4\nedge: nginx\n", table, 4).text == "stackc: 4\nedge: nginx\n");
}

TEST_CASE("a migrated stack can be migrated no further, and every comment is in it", "[migrate]") {
  const std::vector<Step> table{{1, {RenameKey{"b.*.c", "d"}, MoveKey{"b.*.e", "f.*.e"}, MoveKey{"g", "b.x.g"}}}};
  const std::string old =
      "# c0\nstackc: 1 # c1\n# c2\nb: # c3\n  # c4\n  x: # c5\n    c: 1 # c6\n    # c7\n    e: # c8\n      - 1 # c9\n"
      "    h: 2\n  y: { c: 1, e: 2 } # c10\n# c11\ng: 3 # c12\n# c13\n";
  const Outcome once = migrated(old, table, 2);
  INFO(once.text << once.said);
  for (int i = 0; i <= 13; ++i)
    CHECK(once.text.find("# c" + std::to_string(i)) != std::string::npos);
  CHECK(migrated(once.text, table, 2).text == once.text);
}

namespace {

/// Every path of keys in a tree.
void collect(const syntax::Node& node, const std::string& above, std::vector<std::string>& paths) {
  if (node.mapping() == nullptr) return;
  for (const syntax::Pair& pair : *node.mapping()) {
    if (pair.key.value.find('.') != std::string::npos) continue;  // a path cannot say it
    paths.push_back(above + pair.key.value);
    collect(pair.value, paths.back() + ".", paths);
  }
}

std::vector<std::string> comments_of(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (const std::size_t hash = text.find("# ", at); hash < end) found.push_back(text.substr(hash, end - hash));
    at = end + 1;
  }
  return found;
}

}  // namespace

TEST_CASE("any key of real stacks can be renamed, and moved or refused, and no comment is lost", "[migrate]") {
  int moved = 0;
  int all = 0;
  for (const std::string name : {"stacks/teammoa/stack.yaml", "stacks/blog/stack.yaml"}) {
    std::ifstream file(name, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Sources sources;
    Diagnostics diagnostics;
    const auto tree = syntax::parse(sources, sources.add(name, text), diagnostics);
    REQUIRE(tree.has_value());
    std::vector<std::string> paths;
    collect(*tree, "", paths);
    for (const std::string& path : paths) {
      if (path == "stackc") continue;
      INFO(name << " " << path);
      const Outcome renamed = migrated(text, {{1, {RenameKey{path, "renamed"}}}}, 2);
      CHECK(renamed.text.size() > 0);
      CHECK(comments_of(renamed.text) == comments_of(text));
      for (const std::string to : {"moved", "new.moved", "services.moved", "tls.moved", "services.web.env.moved"}) {
        if (to.rfind(path + ".", 0) == 0) continue;
        ++all;
        const Outcome outcome = migrated(text, {{1, {MoveKey{path, to}}}}, 2);
        INFO(to << "\n" << outcome.text);
        if (outcome.text.empty()) continue;
        ++moved;
        for (const std::string& comment : comments_of(text))
          CHECK(outcome.text.find(comment) != std::string::npos);
      }
    }
  }
  WARN(moved << " of " << all << " moves were made, the others have to be made by hand");
  CHECK(moved * 10 > all * 8);
}
