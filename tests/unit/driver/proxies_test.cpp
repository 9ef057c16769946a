// Apache loads exactly the modules that its directives need, and no proxy's files say what only another knows.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

/// Directives and the modules that they are of (httpd.apache.org/docs/2.4/mod/quickreference.html). Empty: of the core.
/// Of some more the module depends on what they are given: see `modules_of`.
const std::map<std::string, std::string> directives = {
    {"ServerRoot", ""},
    {"ServerName", ""},
    {"ServerAlias", ""},
    {"DefaultRuntimeDir", ""},
    {"PidFile", "mpm_event"},
    {"Mutex", ""},
    {"Listen", "mpm_event"},
    {"User", "unixd"},
    {"Group", "unixd"},
    {"ThreadsPerChild", "mpm_event"},
    {"MaxRequestWorkers", "mpm_event"},
    {"ServerLimit", "mpm_event"},
    {"GracefulShutdownTimeout", "mpm_event"},
    {"ServerTokens", ""},
    {"ServerSignature", ""},
    {"TraceEnable", ""},
    {"UseCanonicalName", ""},
    {"HostnameLookups", ""},
    {"RedirectRelative", "alias"},
    {"RequestReadTimeout", "reqtimeout"},
    {"Timeout", ""},
    {"KeepAliveTimeout", ""},
    {"MaxKeepAliveRequests", ""},
    {"ErrorLog", ""},
    {"LogLevel", ""},
    {"LogFormat", "log_config"},
    {"CustomLog", "log_config"},
    {"TypesConfig", "mime"},
    {"AddOutputFilterByType", "filter"},
    {"DeflateCompressionLevel", "deflate"},
    {"DeflateAlterETag", "deflate"},
    {"DirectoryIndex", "dir"},
    {"DirectorySlash", "dir"},
    {"ErrorDocument", ""},
    {"FileETag", ""},
    {"AllowOverride", ""},
    {"Options", ""},
    {"Require", "authz_core"},
    {"AllowMethods", "allowmethods"},
    {"Alias", "alias"},
    {"AliasMatch", "alias"},
    {"ForceType", ""},
    {"Header", "headers"},
    {"RequestHeader", "headers"},
    {"ProxyAddHeaders", "proxy"},
    {"ProxyPreserveHost", "proxy"},
    {"ProxyVia", "proxy"},
    {"ProxyPass", "proxy"},
    {"ProxyPassMatch", "proxy"},
    {"AllowEncodedSlashes", ""},
    {"Redirect", "alias"},
    {"RedirectMatch", "alias"},
    {"Include", ""},
};

struct Modules {
  std::set<std::string> loaded;
  std::set<std::string> needed;
};

Modules modules_of(const Compilation& result) {
  Modules modules;
  for (const auto& artifact : result.compiled->result.artifacts) {
    const std::string path(artifact.path.text());
    if (path.find("deploy/apache/") != 0 || path.find("healthz") != std::string::npos) continue;
    std::istringstream lines(artifact.bytes);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string name;
      std::string first;
      words >> name >> first;
      if (name.empty() || name.front() == '#' || name.front() == '<') continue;
      if (name == "LoadModule") {
        modules.loaded.insert(first.substr(0, first.rfind("_module")));
        continue;
      }
      INFO(path << ": " << line);
      const auto known = directives.find(name);
      REQUIRE(known != directives.end());
      if (!known->second.empty()) modules.needed.insert(known->second);
      // What a URL's scheme needs is no directive's.
      if (name.rfind("ProxyPass", 0) == 0 && line.find(" http://") != std::string::npos)
        modules.needed.insert("proxy_http");
    }
  }
  return modules;
}

std::string apache_stack(std::string_view routes) {
  return "stackc: 1\nname: shop\nsites: { main: { domain: shop.example.com, aliases: [www.shop.example.com], routes: "
         "{ " +
         std::string(routes) +
         " } } }\nservices: { web: { framework: django, project: shop, server: daphne }, page: { framework: static, "
         "build: page } }\nedge: apache\ntls: none\n"
         "allow: [{ code: STK5070, at: tls, because: \"a network of our own\" }]\n";
}

}  // namespace

TEST_CASE("Apache loads exactly the modules that its directives need") {
  for (const char* routes :
       {"/: web", "/: { to: web, websocket: true }, /a: { to: web }, /static/: null", "/: { redirect: /b/ }, /b/: web",
        "/: { redirect: \"https://a.example.com/\" }", "/: { files: web.static }", "/: page", "/: web, /docs/: page"}) {
    const Compilation result = compile_text(apache_stack(routes));
    INFO(routes);
    REQUIRE(result.said() == std::vector<std::string>{});
    const Modules modules = modules_of(result);
    CHECK(modules.loaded == modules.needed);
    CHECK(modules.loaded.count("proxy") == modules.loaded.count("proxy_http"));
  }
}

TEST_CASE("a redirect's target is text to every proxy: what one would expand is refused at its place") {
  const auto said = [](const std::string& proxy, const std::string& target) {
    std::string stack = apache_stack("/: web, /static/: null, /old: { redirect: \"" + target + "\" }");
    stack.replace(stack.find("edge: apache"), 12, "edge: " + proxy);
    return compile_text(stack).said();
  };
  const std::vector<std::pair<std::string, std::string>> expanded = {
      {"nginx", "/$host"},   {"apache", "/%{ENV:PATH}"},   {"apache", "/${PATH}"},
      {"apache", "/a/$1/b"}, {"haproxy", "/%[env(PATH)]"},
  };
  for (const auto& [proxy, target] : expanded) {
    INFO(proxy << " " << target);
    const auto lines = said(proxy, target);
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().rfind("value_not_writable ", 0) == 0);
  }
  for (const char* proxy : {"nginx", "apache", "haproxy"})
    CHECK(said(proxy, "/a;b{c}#d e").empty());
}
