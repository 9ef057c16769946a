// Rules over the running system: asked of each environment, and silent where the system is sound.
#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace pipeline_test;

namespace {

std::vector<std::string> said(std::string_view services, std::string_view rest = "") {
  return compile_text("stackc: 1\nname: blog\n" + std::string(rest) + "services:\n" + std::string(services)).said();
}

}  // namespace

TEST_CASE("a server without WebSockets is named where a route needs them, and only there") {
  const std::string site =
      "sites: { a.example.com: { routes: { /: { to: web }, /ws/: { to: web, websocket: true } } } }\n";
  CHECK(said("  web: { framework: django, project: blog, server: gunicorn }\n", site) ==
        std::vector<std::string>{
            "server_without_websockets 3:53 `gunicorn` cannot answer WebSockets, and `/ws/` needs them"});
  const auto cure = [&](const char* service) {
    return compile_text("stackc: 1\nname: blog\n" + site + "services:\n  web: " + service + "\n")
        .diagnostics.sorted()
        .at(0)
        .help;
  };
  CHECK(cure("{ framework: django, project: blog, server: gunicorn }") == "use `server: daphne` or `server: uvicorn`");
  CHECK(cure("{ framework: flask, project: blog }") == "no server can with Flask: lead the route to another service");
  CHECK(said("  web: { framework: django, project: blog, server: daphne }\n", site) == std::vector<std::string>{});
  CHECK(said("  web: { framework: django, project: blog, server: gunicorn }\n", "sites: { a.example.com: web }\n") ==
        std::vector<std::string>{});
}

TEST_CASE("names that no proof over HTTP can cover are refused") {
  CHECK(said("  web: { framework: django, project: blog }\n",
             "sites: { main: { domain: '*.example.com', routes: { /: web } } }\n") ==
        std::vector<std::string>{
            "wildcard_by_webroot 3:26 no certificate for `*.example.com` can be proven over HTTP (prod)"});
}

TEST_CASE("two services on one port of a developer's machine are an error of development alone") {
  CHECK(said("  web: { framework: django, project: blog, listen: 3306 }\n  db: mysql:8.4\n") ==
        std::vector<std::string>{
            "port_published_twice 5:3 `db` and `web` would both publish port 3306 of this machine (dev)"});
  CHECK(said("  web: { framework: django, project: blog, listen: 3307 }\n  db: mysql:8.4\n") ==
        std::vector<std::string>{});
  const Compilation two = compile_text("stackc: 1\nname: blog\nservices: { db: mysql:8.4, other: mysql:8.4 }\n");
  CHECK(two.said() == std::vector<std::string>{});
  CHECK(two.text("compose.yaml").find("127.0.0.1:3306:3306") != std::string::npos);
  CHECK(two.text("compose.yaml").find("127.0.0.1:3307:3306") != std::string::npos);
}

TEST_CASE("what one compose file would hold twice is refused where it was named") {
  const std::string site = "sites: { a.example.com: web }\ntls: { contact: ops@example.com }\n";
  const std::string web = "  web: { framework: django, project: blog, release: [python manage.py migrate] }\n";
  CHECK(said(web + "  certbot: redis:8\n", site) ==
        std::vector<std::string>{"name_taken 7:3 two containers would be called `certbot` (prod)"});
  CHECK(said(web + "  web-release: redis:8\n", site) ==
        std::vector<std::string>{"name_taken 7:3 two containers would be called `web-release`"});
  CHECK(said("  web: { framework: django, project: blog, volumes: { a_b: /app/a } }\n"
             "  web_a: { framework: django, project: blog, listen: 8001, volumes: { b: /app/b } }\n") ==
        std::vector<std::string>{"name_taken 5:71 two volumes would be called `web_a_b`"});
}
