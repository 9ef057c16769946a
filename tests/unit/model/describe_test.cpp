// The descriptions: none of a struct's members is forgotten, and what is made from them agrees with them.
#include "model/describe.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "model/describe_stack.h"
#include "model/language.h"
#include "model/reference.h"
#include "model/schema.h"
#include "tests/catch.h"

using namespace stackc;
using nlohmann::json;

// A structured binding names every member, so these lines stop compiling when a struct gets one more;
// whoever adds its name here is told by the count that describe_stack.h needs it, too.
TEST_CASE("every member of every struct is described", "[model]") {
  {
    const auto [a, b, c, d, e, f, g, h, i, j, k] = Route{};
    CHECK(described_fields<Route>() == 11);
  }
  {
    const auto [a, b, c, d] = Site{};
    CHECK(described_fields<Site>() == 4);
  }
  {
    const auto [a, b, c, d, e, f] = Health{};
    CHECK(described_fields<Health>() == 6);
  }
  {
    const auto [a, b, c, d, e] = Volume{};
    CHECK(described_fields<Volume>() == 5);
  }
  {
    const auto [a, b] = External{};
    CHECK(described_fields<External>() == 2);
  }
  {
    const auto [a, b, c, d, e, f] = Build{};
    CHECK(described_fields<Build>() == 6);
  }
  {
    const auto [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, z1, z2, z3, z4] =
        Service{};
    CHECK(described_fields<Service>() == 30);
  }
  {
    const auto [a, b, c, d, e, f, g, h] = Process{};
    CHECK(described_fields<Process>() == 8);
  }
  {
    const auto [a, b, c] = Statistics{};
    CHECK(described_fields<Statistics>() == 3);
  }
  {
    const auto [a, b, c, d, e] = Proxy{};
    CHECK(described_fields<Proxy>() == 5);
  }
  {
    const auto [a, b] = Edge{};
    CHECK(described_fields<Edge>() == 2);
  }
  {
    const auto [a, b] = Task{};
    CHECK(described_fields<Task>() == 2);
  }
  {
    [[maybe_unused]] const auto [a, b] = Inbound{};
    CHECK(described_fields<Inbound>() == 2);
  }
  {
    const auto [a, b, c, d, e, f, g, h, i, j, k] = Host{};
    CHECK(described_fields<Host>() == 11);
  }
  {
    const auto [a, b] = SharedFolder{};
    CHECK(described_fields<SharedFolder>() == 2);
  }
  {
    const auto [a, b, c, d, e, f, g, h] = Tls{};
    CHECK(described_fields<Tls>() == 8);
  }
  {
    const auto [a, b, c, d, e] = Balancer{};
    CHECK(described_fields<Balancer>() == 5);
  }
  {
    const auto [a, b, c, d, e, f, g, h, i] = Job{};
    CHECK(described_fields<Job>() == 9);
  }
  {
    const auto [a, b, c] = Secret{};
    CHECK(described_fields<Secret>() == 3);
  }
  {
    const auto [a, b] = Vault{};
    CHECK(described_fields<Vault>() == 2);
  }
  {
    const auto [a] = Deploy{};
    CHECK(described_fields<Deploy>() == 1);
  }
  {
    const auto [a, b] = GithubCi{};
    CHECK(described_fields<GithubCi>() == 2);
  }
  {
    const auto [a, b, c, d] = StackcSource{};
    CHECK(described_fields<StackcSource>() == 4);
  }
  {
    const auto [a, b, c] = Ci{};
    CHECK(described_fields<Ci>() == 3);
  }
  {
    const auto [a, b, c] = AzureCi{};
    CHECK(described_fields<AzureCi>() == 3);
  }
  {
    const auto [a, b, c] = Allow{};
    CHECK(described_fields<Allow>() == 3);
  }
  {
    const auto [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t] = Stack{};
    CHECK(described_fields<Stack>() == 20);
  }
}

namespace {

/// Checks of one struct: no key twice, no foreign key that is a key, every key documented.
struct Careful : Visitor {
  std::set<std::string_view> keys;
  std::set<std::string_view> foreign_keys;
  template <class S, class M>
  void field(std::string_view key, M S::*, const About& about) {
    INFO(key);
    CHECK(keys.insert(key).second);
    CHECK_FALSE(about.doc.empty());
    CHECK(about.doc.back() != '.');
    CHECK(std::all_of(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }));
  }
  void foreign(std::string_view key, std::string_view help) {
    INFO(key);
    CHECK(foreign_keys.insert(key).second);
    CHECK(keys.count(key) == 0);
    CHECK_FALSE(help.empty());
  }
};

template <class... S>
void check_carefully() {
  const auto one = [](auto* of) {
    using Struct = std::remove_const_t<std::remove_pointer_t<decltype(of)>>;
    Careful careful;
    describe_with<Struct>(careful);
  };
  (one(static_cast<const S*>(nullptr)), ...);
}

template <class T>
void check_leaf(const std::vector<std::string>& accepted) {
  INFO(Leaf<T>::name);
  CHECK(Leaf<T>::parse(Leaf<T>::example));
  const std::regex pattern{std::string(Leaf<T>::pattern)};
  for (const std::string& text : accepted) {
    INFO(text);
    CHECK(Leaf<T>::parse(text));
    CHECK(std::regex_search(text, pattern));
  }
  CHECK(std::regex_search(std::string(Leaf<T>::example), pattern));
}

}  // namespace

TEST_CASE("keys are words and documented and never their own foreign spelling", "[model]") {
  check_carefully<Route, Site, Health, Volume, Build, Service, Edge, Inbound, Host, Tls, Job, Secret, Deploy, GithubCi,
                  StackcSource, Ci, Allow, Stack>();
}

TEST_CASE("patterns for editors take what the parsers take", "[model]") {
  check_leaf<Id>({"a", "a-b_c", std::string(63, 'z')});
  check_leaf<EnvName>({"_", "A1", std::string(128, 'A')});
  check_leaf<Duration>({"250ms", "1d2h3m4s5ms", "0s", "1m1ms"});
  check_leaf<Bytes>({"0B", "1KiB", "1024TiB"});
  check_leaf<Domain>({"*", "*.a.b", "localhost", "127.0.0.1", "xn--a.b-c.d"});
  check_leaf<UrlPath>({"/", "/.a~/@b:+-_/"});
  check_leaf<AbsolutePath>({"/a", "/a/b.c_d+e@f-g", "/-"});
  check_leaf<RelativePath>({".", "./", "./a", "a/b", "@a", "+a", "_a/-b"});
  check_leaf<AncestorPath>({".", "..", "../..", "../../../../../../../.."});
  check_leaf<ImageName>({"localhost:5000/a", "a__b/c-d.e"});
  check_leaf<ImageRef>({"a:B_c.d-e", "a:1@sha256:" + std::string(64, '0')});
  check_leaf<Versioned>({"a", "a-b_c:1.2+3-x_y", "nginx:1.30"});
  check_leaf<TimeZone>({"UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+9"});
  check_leaf<TimeOfDay>({"00:00", "19:59", "23:59"});
  check_leaf<CronTime>({"  */5   0-3/2 1,2 * 6 "});
  check_leaf<Email>({"a.b_c+d-e@f.g"});
  check_leaf<Word>({"3.10", "_a", "g++", "a-b", std::string(128, 'a')});
  check_leaf<HttpUrl>({"http://a", "https://a.b:1/c~d@e:f+g-h_i/"});
  check_leaf<RefPath>({"a.b", "sites.a.routes./b/"});
  check_leaf<Issuer>({"https://pebble:14000/dir", "none", "upstream"});
  check_leaf<AddressRange>({"10.0.0.0/8", "192.168.1.0/24", "10.1.2.3", "128.0.0.0/1", "255.255.255.255/32"});
  check_leaf<ActionRef>({"a/b@" + std::string(40, '0'), "A-b.c/_d/e@" + std::string(40, 'f')});
  check_leaf<DownloadUrl>({"https://a", "https://a.b:1/c~d@e:f+g-h_i"});
  check_leaf<Sha256>({"sha256:" + std::string(64, '0'), "sha256:" + std::string(64, 'f')});
  check_leaf<HostPort>({});
  check_leaf<Command>({});
  check_leaf<std::string>({});
  check_leaf<int>({});
  check_leaf<bool>({});
}

TEST_CASE("the schema is JSON with a property for every key", "[model]") {
  const std::string text = json_schema();
  CHECK(text == json_schema());
  const json schema = json::parse(text);
  CHECK(schema["required"] == json({"stackc", "name"}));
  CHECK(schema["additionalProperties"] == false);
  const auto property_of = [&](const json& definition, const std::string& key) {
    if (definition.contains("properties")) return definition["properties"].contains(key);
    return definition["anyOf"].back()["properties"].contains(key);
  };
  for (const std::string_view key : keys_of<Stack>())
    CHECK(property_of(schema, std::string(key)));
  for (const std::string_view key : keys_of<Service>())
    CHECK(property_of(schema["definitions"]["service"], std::string(key)));
  for (const std::string_view key : keys_of<Route>())
    CHECK(property_of(schema["definitions"]["route"], std::string(key)));
  const json environment = schema["definitions"]["environment"];
  CHECK(property_of(environment, "services"));
  for (const char* key : {"stackc", "name", "environments", "repository"})
    CHECK_FALSE(property_of(environment, key));
  CHECK_FALSE(environment.dump().find("\"required\"") != std::string::npos);
}

TEST_CASE("every reference in the schema leads somewhere", "[model]") {
  const std::string text = json_schema();
  const json schema = json::parse(text);
  std::size_t count = 0;
  const std::string marker = "#/definitions/";
  for (std::size_t at = text.find(marker); at != std::string::npos; at = text.find(marker, at + 1)) {
    const std::size_t begin = at + marker.size();
    const std::string name = text.substr(begin, text.find('"', begin) - begin);
    INFO(name);
    CHECK(schema["definitions"].contains(name));
    ++count;
  }
  CHECK(count > 15);
}

TEST_CASE("the reference page has every key once in its section", "[model]") {
  const std::string page = language_reference();
  for (const LanguageKey& row : language_keys()) {
    INFO(row.path);
    CHECK(page.find("| `" + std::string(row.key) + "` |") != std::string::npos);
  }
  for (const char* section :
       {"## The top level", "## `services.ID`", "## `sites.ID.routes.PATH`", "## `services.ID.env.NAME`", "## Types"}) {
    const std::size_t at = page.find(section);
    CHECK(at != std::string::npos);
    CHECK(page.find(std::string(section) + "\n", at + 1) == std::string::npos);
  }
}

TEST_CASE("a dotted key is explained with ids of the user", "[model]") {
  const std::string every = explain_key("services.web.health.every");
  CHECK_THAT(every, Catch::Matchers::ContainsSubstring("time between two checks"));
  CHECK_THAT(every, Catch::Matchers::ContainsSubstring("a duration"));
  CHECK_THAT(every, Catch::Matchers::ContainsSubstring("default   10s"));
  CHECK(explain_key("services.ID.health.every").size() == every.size() - 1);
  CHECK_THAT(explain_key("sites.blog.example.com.routes./ws/.idle"), Catch::Matchers::ContainsSubstring("WebSocket"));
  CHECK_THAT(explain_key("services.redis.persist"), Catch::Matchers::ContainsSubstring("`aof`: each change"));
  CHECK_THAT(explain_key("services.web"), Catch::Matchers::ContainsSubstring("keys      framework, language"));
  CHECK_THAT(explain_key("sites.main.routes./a.b"),
             Catch::Matchers::ContainsSubstring("an entry of `sites.ID.routes`"));
  CHECK_THAT(explain_key("environments.dev.edge"), Catch::Matchers::ContainsSubstring("the proxy in front"));
  for (const char* path :
       {"", "nonsense", "services.web.nope", "services.web.health.nope", "environments.dev.name", "services."}) {
    INFO(path);
    CHECK(explain_key(path).empty());
  }
}
