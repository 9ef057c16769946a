// What programs really said, read back: places and texts. The outputs are those of the versions that each case names.
#include <algorithm>
#include <string>

#include "driver/verify_messages.h"
#include "tests/catch.h"

using namespace stackc::driver;

namespace {

const Reader& reader(std::string_view name) {
  const auto all = readers();
  return *std::find_if(all.begin(), all.end(), [&](const Reader& one) { return one.name == name; });
}

std::vector<Message> failed(std::string_view name, std::string_view output) {
  return messages_in(reader(name), output, true, false);
}

Message at(std::string file, std::uint32_t line, std::string text) {
  return {std::move(text), std::move(file), line, {}};
}

}  // namespace

TEST_CASE("nginx 1.22 names file and line at the end", "[verify]") {
  CHECK(
      failed(
          "nginx",
          "2026/11/21 18:00:13 [emerg] 22316#22316: unknown directive \"no_such\" in /stack/deploy/nginx/nginx.conf:5\n"
          "nginx: configuration file /stack/deploy/nginx/nginx.conf test failed\n") ==
      std::vector<Message>{at("/stack/deploy/nginx/nginx.conf", 5, "unknown directive \"no_such\"")});
  // Also the same words in front of it.
  CHECK(failed("nginx", "x [emerg] 1#1: host not found in upstream \"web:80\" in /a b/n.conf:6\n") ==
        std::vector<Message>{at("/a b/n.conf", 6, "host not found in upstream \"web:80\"")});
  // Or neither.
  CHECK(failed("nginx", "x [emerg] 1#1: cannot load certificate \"/etc/x.pem\": BIO_new_file() failed\n") ==
        std::vector<Message>{at("", 0, "cannot load certificate \"/etc/x.pem\": BIO_new_file() failed")});
}

TEST_CASE("warnings of nginx count, notices do not", "[verify]") {
  const std::string_view said =
      "x [notice] 1#1: using the \"epoll\" event method\n"
      "x [warn] 1#1: conflicting server name \"a\" on 0.0.0.0:80, ignored in /n.conf:9\n"
      "nginx: configuration file /n.conf test is successful\n";
  CHECK(messages_in(reader("nginx"), said, false, false) ==
        std::vector<Message>{at("/n.conf", 9, "conflicting server name \"a\" on 0.0.0.0:80, ignored")});
  CHECK(messages_in(reader("nginx"), "nginx: configuration file /n.conf test is successful\n", false, false).empty());
}

TEST_CASE("a newer nginx may call a spelling deprecated, the wanted one may not", "[verify]") {
  const std::string_view said =
      "x [warn] 1#1: the \"listen ... http2\" directive is deprecated, use the \"http2\" directive instead in "
      "/n.conf:3\n";
  CHECK(messages_in(reader("nginx"), said, false, true).empty());
  CHECK(messages_in(reader("nginx"), said, false, false).size() == 1);
}

TEST_CASE("httpd 2.4.71 says where, and on the next line what", "[verify]") {
  CHECK(failed("httpd",
               "AH00526: Syntax error on line 5 of /stack/deploy/apache/httpd.conf:\n"
               "Invalid command 'Bogus', perhaps misspelled\n") ==
        std::vector<Message>{at("/stack/deploy/apache/httpd.conf", 5, "Invalid command 'Bogus', perhaps misspelled")});
  CHECK(failed("httpd", "apache2: Syntax error on line 2 of /h.conf: Cannot load modules/mod_foo.so into server\n") ==
        std::vector<Message>{at("/h.conf", 2, "Cannot load modules/mod_foo.so into server")});
}

TEST_CASE("haproxy 2.6 names every mistake, then counts them", "[verify]") {
  CHECK(failed("haproxy",
               "[NOTICE]   (22325) : haproxy version is 2.6.12-1+deb12u4\n"
               "[ALERT]    (22325) : config : parsing [/h.cfg:2] : unknown keyword 'bogus' in 'global' section\n"
               "[ALERT]    (22325) : config : [/h.cfg:9] : 'server b/s' : unknown keyword 'chekc'\n"
               "[ALERT]    (22325) : config : Error(s) found in configuration file : /h.cfg\n"
               "[ALERT]    (22325) : config : Fatal errors found in configuration.\n") ==
        std::vector<Message>{at("/h.cfg", 2, "unknown keyword 'bogus' in 'global' section"),
                             at("/h.cfg", 9, "'server b/s' : unknown keyword 'chekc'")});
  CHECK(messages_in(reader("haproxy"), "[WARNING]  (1) : config : missing timeouts for frontend 'f'.\n   | Why.\n",
                    false, false) == std::vector<Message>{at("", 0, "missing timeouts for frontend 'f'.")});
}

TEST_CASE("compose 2.26 names keys, lines or variables", "[verify]") {
  CHECK(failed("compose", "validating /c/compose.yaml: services.web Additional property imge is not allowed\n") ==
        std::vector<Message>{{"Additional property imge is not allowed", "/c/compose.yaml", 0, "services.web"}});
  CHECK(failed("compose", "yaml: unmarshal errors:\n  line 5: mapping key \"web\" already defined at line 2\n") ==
        std::vector<Message>{at("", 5, "mapping key \"web\" already defined at line 2")});
  CHECK(messages_in(reader("compose"),
                    "time=\"2026-11-21T18:00:13Z\" level=warning msg=\"The \\\"FOO\\\" variable is not set.\"\n", false,
                    false) == std::vector<Message>{at("", 0, "The \\\"FOO\\\" variable is not set.")});
  CHECK(failed("compose",
               "service \"web\" has neither an image nor a build context specified: invalid compose project\n") ==
        std::vector<Message>{
            at("", 0, "service \"web\" has neither an image nor a build context specified: invalid compose project")});
}

TEST_CASE("shells, linters and cron name file and line", "[verify]") {
  CHECK(failed("dash", "/t/s.sh: 2: Syntax error: \"then\" unexpected\n") ==
        std::vector<Message>{at("/t/s.sh", 2, "Syntax error: \"then\" unexpected")});
  CHECK(
      failed("sh", "/t/s.sh: line 2: syntax error near unexpected token `then'\n/t/s.sh: line 2: `if then'\n").size() ==
      2);
  CHECK(failed("shellcheck", "/t/t.sh:2:6: note: Double quote to prevent globbing. [SC2086]\n") ==
        std::vector<Message>{at("/t/t.sh", 2, "note: Double quote to prevent globbing. [SC2086]")});
  CHECK(failed("hadolint",
               "/t/Dockerfile:2 DL3015 info: Avoid additional packages\n"
               "/t/Dockerfile:4 DL3025 warning: Use arguments JSON notation\n"
               "/t/Dockerfile:5:1 unexpected 'F'\n") ==
        std::vector<Message>{at("/t/Dockerfile", 4, "Use arguments JSON notation [DL3025]"),
                             at("/t/Dockerfile", 5, "unexpected 'F'")});
  CHECK(failed("actionlint", "/t/w.yml:92:3: job \"image\" needs job \"tests\" which does not exist [job-needs]\n") ==
        std::vector<Message>{at("/t/w.yml", 92, "job \"image\" needs job \"tests\" which does not exist [job-needs]")});
  // cron counts from the line before.
  CHECK(failed("crontab", "\"/t/0\":3: bad minute\nerrors in crontab file, can't install.\n") ==
        std::vector<Message>{at("/t/0", 4, "bad minute")});
}

TEST_CASE("a failure that fits no pattern is told whole, and silence is not taken for consent", "[verify]") {
  CHECK(failed("nginx", "nginx: [alert] something new\n") ==
        std::vector<Message>{at("", 0, "nginx: [alert] something new")});
  CHECK(failed("dash", "") == std::vector<Message>{at("", 0, "no reason given")});
  CHECK(messages_in(reader("compose"), "a remark\n", false, false) == std::vector<Message>{at("", 0, "a remark")});
  CHECK(messages_in(reader("hadolint"), "a remark\n", false, false).empty());
  std::string endless;
  for (int i = 0; i < 100; ++i)
    endless += "line\n";
  CHECK(failed("nginx", endless).front().text.size() < 80);
  // Patterns are tried, so lines have an end.
  CHECK(failed("nginx", std::string(1U << 20U, '[') + "\n").size() == 1);
}

TEST_CASE("a path of keys leads to its line", "[verify]") {
  const std::string_view yaml =
      "# services:\n"
      "name: web\n"
      "services:\n"
      "  first:\n"
      "    depends_on:\n"
      "      web: {}\n"
      "  web:\n"
      "    image: x\n"
      "\n"
      "    environment:\n"
      "      A: b\n"
      "volumes:\n"
      "  web:\n";
  CHECK(line_of_key(yaml, "services.web") == 7);
  CHECK(line_of_key(yaml, "services.web.environment.A") == 11);
  CHECK(line_of_key(yaml, "volumes.web") == 13);
  // As far as it leads.
  CHECK(line_of_key(yaml, "services.web.ports.0") == 7);
  CHECK(line_of_key(yaml, "networks.edge") == 0);
  CHECK(line_of_key("", "a") == 0);
  CHECK(line_of_message(yaml, {"Additional property image is not allowed", "", 0, "services.web"}) == 8);
  CHECK(line_of_message(yaml, {"additional properties 'image', 'x' not allowed", "", 0, "services.web"}) == 8);
  CHECK(line_of_message(yaml, {"is wrong", "", 0, "services.web"}) == 7);
}

TEST_CASE("what a message quotes leads to its line", "[verify]") {
  const std::string_view text = "# web\nuses: webs\nweb: x\n  value: \"${FOO}\"\n";
  CHECK(line_of_quoted(text, "service \"web\" is wrong") == 3);
  CHECK(line_of_quoted(text, "The \\\"FOO\\\" variable is not set") == 4);
  CHECK(line_of_quoted(text, "'other' and 'webs'") == 2);
  CHECK(line_of_quoted(text, "nothing quoted") == 0);
  CHECK(line_of_quoted(text, "an \"open quote") == 0);
}

TEST_CASE("every reader can be told apart, found and called", "[verify]") {
  for (const Reader& one : readers()) {
    INFO(one.name);
    CHECK(std::count_if(readers().begin(), readers().end(),
                        [&](const Reader& other) { return other.name == one.name; }) == 1);
    CHECK_FALSE(one.calls.empty());
    CHECK_FALSE(one.complaints.empty());
    CHECK_FALSE(one.package.empty());
    const bool each = one.arguments.find("{file}") != std::string_view::npos;
    const bool all = one.arguments.find("{files}") != std::string_view::npos;
    CHECK(each != all);
    CHECK((one.root != nullptr) == !one.image.empty());
    for (const std::string_view pattern : one.complaints) {
      INFO(pattern);
      CHECK(pattern.find("{message}") != std::string_view::npos);
      CHECK(std::count(pattern.begin(), pattern.end(), '{') == std::count(pattern.begin(), pattern.end(), '}'));
    }
  }
}
