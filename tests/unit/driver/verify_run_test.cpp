// The programs of this machine over small trees: each accepts a good one, and what is damaged is named at its line. A
// program that is not here is named.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "driver/scratch.h"
#include "driver/verify_run.h"
#include "tests/catch.h"

using namespace stackc;
using namespace stackc::driver;

namespace {

struct File {
  std::string path;
  std::string_view language;
  std::string text;
  bool executable = false;
};

Compiled compiled_of(const std::vector<File>& files) {
  Compiled compiled;
  for (const File& file : files) {
    compiled.result.artifacts.push_back({std::get<lock::ArtifactPath>(lock::ArtifactPath::parse(file.path)),
                                         file.executable ? lock::FileMode::executable : lock::FileMode::plain,
                                         file.text,
                                         {}});
    compiled.provenance.push_back({"prod", "test", file.language, {}, {}});
  }
  compiled.facts.push_back({facts::Fact{"prod", "service", "web"}, OriginId::none});
  return compiled;
}

const std::vector<Program>& programs() {
  static const std::vector<Program> found = find_programs();
  return found;
}

/// Nothing where the program is not here, or may not run.
std::optional<Reading> read(std::string_view name, const std::vector<File>& files) {
  const Scratch scratch;
  const Compiled compiled = compiled_of(files);
  const Tree tree{compiled, scratch.path() + "/tree", scratch.path()};
  write_tree(tree);
  for (std::size_t i = 0; i < readers().size(); ++i) {
    if (readers()[i].name != name) continue;
    Reading reading;
    reading.skipped = programs()[i].missing;
    if (reading.skipped.empty())
      reading = read_with(readers()[i], programs()[i], tree, std::chrono::seconds(60), false);
    if (reading.skipped.empty()) return reading;
    WARN("skipped " << name << ": " << reading.skipped);
  }
  return std::nullopt;
}

std::vector<std::string> said(const Reading& reading, const std::vector<File>& files) {
  std::vector<std::string> lines;
  for (const Complaint& complaint : reading.complaints)
    lines.push_back(files.at(complaint.artifact).path + ":" + std::to_string(complaint.line) + ": " + complaint.text);
  return lines;
}

/// Accepted as it is; with one line more at the end of the file `damaged`, that line is complained about.
void accepts_and_refuses(std::string_view name, std::vector<File> files, std::size_t damaged, const std::string& line) {
  INFO(name);
  std::optional<Reading> reading = read(name, files);
  if (!reading) return;
  CHECK(said(*reading, files) == std::vector<std::string>{});
  std::string& text = files.at(damaged).text;
  text += line + "\n";
  reading = read(name, files);
  REQUIRE(reading.has_value());
  REQUIRE_FALSE(reading->complaints.empty());
  CHECK(reading->complaints.front().rule == Rule::program_complains);
  CHECK(files.at(reading->complaints.front().artifact).path == files.at(damaged).path);
  CHECK(reading->complaints.front().line == static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')));
  for (const std::string& one : said(*reading, files))
    INFO(one);
}

}  // namespace

TEST_CASE("nginx reads a tree as in its container", "[verify]") {
  accepts_and_refuses("nginx",
                      {{"deploy/nginx/nginx.conf", "nginx",
                        "user nginx;\npid /run/nginx/nginx.pid;\nerror_log /dev/stderr;\nevents {\n}\nhttp {\n"
                        "    include /etc/nginx/mime.types;\n    upstream web {\n        server web:8000;\n    }\n"
                        "    include sites/http.conf;\n    include /run/nginx/sites/*.conf;\n}\n"},
                       {"deploy/nginx/sites/http.conf", "nginx", "server {\n    listen 10.1.2.3:80;\n}\n"},
                       {"deploy/nginx/sites/https.conf", "nginx",
                        "server {\n    listen 443 ssl;\n    ssl_certificate /etc/letsencrypt/live/a/fullchain.pem;\n"
                        "    ssl_certificate_key /etc/letsencrypt/live/a/privkey.pem;\n    location / {\n"
                        "        proxy_pass http://web;\n    }\n}\n"}},
                      2, "no_such_directive on;");
}

TEST_CASE("httpd reads a tree as in its container", "[verify]") {
  accepts_and_refuses(
      "httpd",
      {{"deploy/legacy/httpd.conf", "apache",
        "ServerRoot /usr/local/apache2\nServerName localhost\nDefaultRuntimeDir /run/apache\n"
        "PidFile /run/apache/httpd.pid\nLoadModule mpm_event_module modules/mod_mpm_event.so\n"
        "LoadModule unixd_module modules/mod_unixd.so\nLoadModule log_config_module modules/mod_log_config.so\n"
        "LoadModule authz_core_module modules/mod_authz_core.so\nLoadModule mime_module modules/mod_mime.so\n"
        "LoadModule ssl_module modules/mod_ssl.so\nUser www-data\nGroup nobody-has-this\nListen 80\n"
        "ErrorLog /proc/self/fd/2\nTypesConfig conf/mime.types\n"
        "Include /usr/local/apache2/stackc/sites/main.conf\n"},
       {"deploy/legacy/sites/main.conf", "apache",
        "<VirtualHost *:80>\n    ServerName a.example.com\n    DocumentRoot /srv/static\n    SSLEngine on\n"
        "    SSLCertificateFile /etc/certs/fullchain.pem\n    SSLCertificateKeyFile /etc/certs/privkey.pem\n"
        "</VirtualHost>\n"}},
      1, "NoSuchDirective on");
}

TEST_CASE("haproxy reads a tree as in its container", "[verify]") {
  accepts_and_refuses(
      "haproxy",
      {{"deploy/front/haproxy.cfg", "haproxy",
        "global\n    user no-user-of-the-machine\n    group no-group-of-the-machine\ndefaults\n    mode http\n"
        "    timeout client 60s\n    timeout connect 5s\n    timeout server 60s\nfrontend f\n"
        "    bind :80\n    bind :443 ssl crt /run/certs/site.pem\n    default_backend b\nbackend b\n"
        "    server web web:8000 check\n"}},
      0, "    no-such-keyword");
}

TEST_CASE("shells and shellcheck read scripts", "[verify]") {
  const std::vector<File> files{{"deploy/ops/a.sh", "sh", "#!/bin/sh\nset -eu\ntrue\n", true},
                                {"deploy/ops/b.sh", "sh", "#!/bin/sh\nset -eu\ntrue\n", true}};
  for (const char* const name : {"dash", "sh", "busybox"})
    accepts_and_refuses(name, files, 1, "fi");
  accepts_and_refuses("shellcheck", files, 1, "echo $unquoted");
}

TEST_CASE("compose reads with a value for every variable that an example names, and for no other", "[verify]") {
  accepts_and_refuses(
      "compose",
      {{"compose.yaml", "compose",
        "services:\n  web:\n    image: x\n    environment:\n      A: \"${NAMED:?}\"\n      B: \"${LATER:?}\"\n"},
       {".env.example", "dotenv", "# Text = with.\nNAMED=\n#LATER=\n"}},
      0, "      C: \"${UNNAMED}\"");
  // A key that is not known leads to its service.
  accepts_and_refuses("compose", {{"compose.yaml", "compose", "services:\n  web:\n    image: x\n"}}, 0, "    imge: x");
}

TEST_CASE("linters read their files", "[verify]") {
  accepts_and_refuses("hadolint", {{"Dockerfile", "dockerfile", "FROM debian:12\nCMD [\"true\"]\n"}}, 0,
                      "MAINTAINER me");
  accepts_and_refuses("actionlint",
                      {{".github/workflows/a.yml", "workflow",
                        "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n"}},
                      0, "    no_such_key: 1");
}

TEST_CASE("a system crontab is read as a user's, and its column of users is checked here", "[verify]") {
  const std::vector<File> files{{"deploy/cron/crontab", "crontab", "# jobs\nSHELL=/bin/sh\n\n0 3 * * * root /run\n"}};
  accepts_and_refuses("crontab", files, 0, "61 3 * * * root /run");
  const std::vector<File> without{{"deploy/cron/crontab", "crontab", "A=b\n0 3 * * * /run now\n1 3 * * * root\n"}};
  if (const std::optional<Reading> reading = read("crontab", without)) {
    CHECK(said(*reading, without) ==
          std::vector<std::string>{"deploy/cron/crontab:2: not five times, a user and a command",
                                   "deploy/cron/crontab:3: not five times, a user and a command"});
  }
  const std::vector<File> open{{"deploy/cron/crontab", "crontab", "0 3 * * * root /run"}};
  if (const std::optional<Reading> reading = read("crontab", open)) CHECK(reading->complaints.size() == 1);
}

TEST_CASE("the scratch folder is all that a reading writes to", "[verify]") {
  const auto entries = [](const char* folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      names.insert(entry.path());
    return names;
  };
  const auto before = std::make_pair(entries("/run"), entries("/etc"));
  read("nginx", {{"n/nginx.conf", "nginx", "pid /run/stackc-of-no-machine/x.pid;\nevents {\n}\n"}});
  CHECK(std::make_pair(entries("/run"), entries("/etc")) == before);
}
