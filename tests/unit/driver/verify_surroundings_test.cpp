// What stands around a configuration, read from it; and the root that it is put into.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "driver/scratch.h"
#include "driver/verify_root.h"
#include "driver/verify_surroundings.h"
#include "tests/catch.h"

using namespace stackc::driver;

namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

const RootOfReader& root_of(std::string_view name) {
  const auto all = readers();
  return *std::find_if(all.begin(), all.end(), [&](const Reader& one) { return one.name == name; })->root;
}

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("an nginx names its certificates, folders and users", "[verify]") {
  const std::vector<ConfigurationFile> files{
      {"deploy/nginx/nginx.conf",
       "user nginx;\npid /run/nginx/nginx.pid;\nerror_log /dev/stderr notice;\n"
       "# ssl_certificate /commented;\ninclude /etc/nginx/mime.types;\ninclude sites/main.conf;\n"
       "include /run/nginx/sites/*.conf;\nssl_dhparam $variable;\n"},
      {"deploy/nginx/sites/main.conf", "  include snippets/own.conf;\n"},
      {"deploy/nginx/sites/late.https.conf",
       "    ssl_certificate \"/etc/letsencrypt/live/a/fullchain.pem\";\n    ssl_certificate_key /etc/k.pem;\n"},
      {"deploy/nginx/snippets/own.conf", ""},
      {"deploy/entrypoints/nginx.sh", "user other;\n", false}};
  const Surroundings found = surroundings_of(root_of("nginx"), "deploy/nginx/nginx.conf", files, {});
  CHECK(found.users == Texts{"nginx"});
  CHECK(found.groups == Texts{"nginx"});
  CHECK(found.paths == std::map<std::string, Named>{{"/run/nginx", Named::folder},
                                                    {"/run/nginx/sites", Named::folder},
                                                    {"/etc/letsencrypt/live/a/fullchain.pem", Named::certificate},
                                                    {"/etc/k.pem", Named::key}});
  // What nobody includes by its name is what the container links at its start.
  CHECK(found.links ==
        std::map<std::string, std::string>{{"/run/nginx/sites/late.https.conf", "deploy/nginx/sites/late.https.conf"}});
}

TEST_CASE("an httpd starts from its ServerRoot, and modules are found or built in", "[verify]") {
  const std::vector<ConfigurationFile> files{
      {"deploy/legacy/httpd.conf",
       "serverroot /usr/local/apache2\nLoadModule unixd_module modules/mod_unixd.so\n"
       "LoadModule none_module modules/mod_none.so\nTypesConfig conf/mime.types\nGroup www-data\n"
       "ErrorLog /proc/self/fd/2\nPidFile /run/apache/httpd.pid\n"
       "Include /usr/local/apache2/stackc/sites/main.conf\n"},
      {"deploy/legacy/sites/main.conf",
       "<VirtualHost *:80>\n  DocumentRoot \"/srv/a b\"\n  Include /usr/local/apache2/stackc/sites/main.routes\n"
       "</VirtualHost>\n"},
      {"deploy/legacy/sites/main.routes", "ProxyPass / http://web:8000/\n"}};
  const Surroundings found = surroundings_of(root_of("httpd"), "deploy/legacy/httpd.conf", files, "  mod_unixd.c\n");
  CHECK(found.other_lines == std::vector<OtherLine>{{"deploy/legacy/httpd.conf", 2, "# built in"}});
  CHECK(found.groups == Texts{"www-data"});
  CHECK(found.paths == std::map<std::string, Named>{{"/usr/local/apache2", Named::folder},
                                                    {"/usr/local/apache2/conf/mime.types", Named::file},
                                                    {"/run/apache", Named::folder},
                                                    {"/srv/a b", Named::folder}});
  CHECK(found.links == std::map<std::string, std::string>{
                           {"/usr/local/apache2/stackc/sites/main.conf", "deploy/legacy/sites/main.conf"},
                           {"/usr/local/apache2/stackc/sites/main.routes", "deploy/legacy/sites/main.routes"}});
}

TEST_CASE("an haproxy names files in the middle of lines", "[verify]") {
  const std::vector<ConfigurationFile> files{
      {"deploy/front/haproxy.cfg",
       "global\n  user haproxy\nfrontend f\n  bind :443 ssl crt /run/certs/site.pem crt /run/all alpn h2\n"
       "  errorfile 503 /usr/local/etc/haproxy/stackc/errors/503.http\n"},
      {"deploy/front/errors/503.http", "HTTP/1.0 503\n", false}};
  const Surroundings found = surroundings_of(root_of("haproxy"), "deploy/front/haproxy.cfg", files, {});
  CHECK(found.users == Texts{"haproxy"});
  CHECK(found.paths == std::map<std::string, Named>{{"/run/certs/site.pem", Named::pem}, {"/run/all", Named::pem}});
  CHECK(found.links == std::map<std::string, std::string>{
                           {"/usr/local/etc/haproxy/stackc/errors/503.http", "deploy/front/errors/503.http"}});
}

TEST_CASE("main files are the ones above all others", "[verify]") {
  const std::vector<ConfigurationFile> files{{"deploy/nginx/nginx.conf", "include beside.conf;\n"},
                                             {"deploy/nginx/beside.conf", ""},
                                             {"deploy/nginx/sites/a.conf", ""},
                                             {"deploy/env/staging/nginx/nginx.conf", ""},
                                             {"compose.yaml", "", false}};
  CHECK(main_files(root_of("nginx"), files) == Texts{"deploy/nginx/nginx.conf", "deploy/env/staging/nginx/nginx.conf"});
  CHECK(main_files(root_of("nginx"), {}).empty());
}

TEST_CASE("a root shows the machine, and what is put into it", "[verify]") {
  const Scratch scratch;
  const std::string at = scratch.path() + "/root";
  RootFolder root(at);
  root.file("/etc/hosts", "127.0.0.1 web\n");
  root.folder("/run/nginx");
  root.link("/stack", RootFolder::host("/tmp"));
  root.file("/var/www/no/such/folder/x", "x");

  CHECK(text_of(at + "/etc/hosts") == "127.0.0.1 web\n");
  CHECK(fs::read_symlink(at + "/etc/passwd") == "/.host/etc/passwd");
  CHECK(fs::read_symlink(at + "/usr") == "/.host/usr");
  CHECK(fs::is_empty(at + "/run/nginx"));
  CHECK(fs::read_symlink(at + "/stack") == "/.host/tmp");
  CHECK(text_of(at + "/var/www/no/such/folder/x") == "x");
  // A second thing in a folder that is open leaves the first one.
  root.file("/etc/group", "");
  CHECK(text_of(at + "/etc/hosts") == "127.0.0.1 web\n");
  // A link of the machine stays one, and what it leads to is changed.
  if (fs::is_symlink("/bin") && fs::canonical("/bin") == "/usr/bin") {
    root.file("/bin/of-ours", "x");
    CHECK(fs::read_symlink(at + "/bin") == "/usr/bin");
    CHECK(text_of(at + "/usr/bin/of-ours") == "x");
    CHECK_FALSE(fs::exists("/usr/bin/of-ours"));
  }
  CHECK_FALSE(fs::exists("/run/nginx/of-ours"));
}
