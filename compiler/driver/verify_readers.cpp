#include "driver/verify_readers.h"

namespace stackc::driver {
namespace {

using Texts = std::string_view;

// --- nginx ------------------------------------------------------------------------------------

constexpr NamedByDirective nginx_directives[] = {
    {"include", Named::included},
    {"ssl_certificate", Named::certificate},
    {"ssl_trusted_certificate", Named::certificate},
    {"ssl_client_certificate", Named::certificate},
    {"proxy_ssl_trusted_certificate", Named::certificate},
    {"ssl_certificate_key", Named::key},
    {"pid", Named::file_to_be},
    {"error_log", Named::file_to_be},
    {"access_log", Named::file_to_be},
    {"client_body_temp_path", Named::folder},
    {"proxy_temp_path", Named::folder},
    {"fastcgi_temp_path", Named::folder},
    {"uwsgi_temp_path", Named::folder},
    {"scgi_temp_path", Named::folder},
    {"proxy_cache_path", Named::folder},
    {"user", Named::user},
    {"user", Named::group, 2},
};
constexpr Texts nginx_folders[] = {"/var/log/nginx", "/var/lib/nginx", "/var/cache/nginx"};
constexpr FileOfImage nginx_files[] = {{"/etc/nginx/mime.types", "types {\n    text/html html;\n}\n"}};
constexpr RootOfReader nginx_root{.directives = nginx_directives, .folders = nginx_folders, .files = nginx_files};
// The official image's OpenSSL knows the hybrid key exchange from nginx 1.29 on; see the catalogue.
constexpr LibraryOfReader nginx_library{"built with OpenSSL ", "3.5", "1.28"};
constexpr Texts nginx_calls[] = {"nginx"};
constexpr Texts nginx_complaints[] = {
    "{*}[emerg] {*}: {message} in {file}:{line}",
    "{*}[crit] {*}: {message} in {file}:{line}",
    "{*}[warn] {*}: {message} in {file}:{line}",
    "{*}[emerg] {*}: {message}",
    "{*}[crit] {*}: {message}",
    "{*}[warn] {*}: {message}",
};
constexpr Texts nginx_if_newer[] = {"deprecated"};

// --- Apache httpd -----------------------------------------------------------------------------

constexpr NamedByDirective apache_directives[] = {
    {"ServerRoot", Named::base},
    {"Include", Named::included},
    {"IncludeOptional", Named::included},
    {"SSLCertificateFile", Named::certificate},
    {"SSLCertificateChainFile", Named::certificate},
    {"SSLCACertificateFile", Named::certificate},
    {"SSLProxyCACertificateFile", Named::certificate},
    {"SSLCertificateKeyFile", Named::key},
    {"TypesConfig", Named::file},
    {"DocumentRoot", Named::folder},
    {"DefaultRuntimeDir", Named::folder},
    {"ErrorLog", Named::file_to_be},
    {"CustomLog", Named::file_to_be},
    {"TransferLog", Named::file_to_be},
    {"PidFile", Named::file_to_be},
    {"ScoreBoardFile", Named::file_to_be},
    {"User", Named::user},
    {"Group", Named::group},
    {"LoadModule", Named::module, 2},
};
constexpr Texts apache_folders[] = {"/usr/local/apache2/conf", "/usr/local/apache2/logs"};
constexpr Texts apache_modules[] = {"/usr/local/apache2/modules", "/usr/lib/apache2/modules",
                                    "/usr/lib64/httpd/modules"};
// It refuses to serve as root, and gives nobody files while it only reads.
constexpr RootOfReader apache_root{.directives = apache_directives,
                                   .ignores_case = true,
                                   .base = "/usr/local/apache2",
                                   .folders = apache_folders,
                                   .module_folders = apache_modules,
                                   .account = "33",
                                   .list_built_in = "-l"};
constexpr Texts apache_calls[] = {"apache2", "httpd"};
constexpr Texts apache_complaints[] = {
    "{*}Syntax error on line {line} of {file}:\n{message}",
    "{*}Syntax error on line {line} of {file}: {message}",
    "AH{*}: Warning: {message}",
    "{*}:crit] {*}: {message}",
    "{*}:emerg] {*}: {message}",
};

// --- HAProxy ----------------------------------------------------------------------------------

constexpr NamedByDirective haproxy_directives[] = {
    {"crt", Named::pem},
    {"ca-file", Named::certificate},
    {"crt-list", Named::included},
    {"user", Named::user},
    {"group", Named::group},
    {"chroot", Named::folder},
    {"errorfile", Named::included, 2},
    // By UDP it connects at once; by TCP when it asks.
    {"nameserver", Named::server, 2, "nameserver dns tcp@"},
};
constexpr RootOfReader haproxy_root{.directives = haproxy_directives, .anywhere = true};
constexpr Texts haproxy_calls[] = {"haproxy"};
constexpr Texts haproxy_complaints[] = {
    "[ALERT]{*} : config : parsing [{file}:{line}] : {message}",
    "[ALERT]{*} : config : [{file}:{line}] : {message}",
    "[WARNING]{*} : config : parsing [{file}:{line}] : {message}",
    "[WARNING]{*} : config : [{file}:{line}] : {message}",
    "[ALERT]{*} : config : {message}",
    "[WARNING]{*} : config : {message}",
};
// The sums of what was said before.
constexpr Texts haproxy_remarks[] = {"Error(s) found in configuration file", "Fatal errors found in configuration",
                                     "Failed to initialize server(s)"};

// --- the others -------------------------------------------------------------------------------

constexpr Texts compose_calls[] = {"docker compose", "docker-compose"};
constexpr Texts compose_complaints[] = {
    "validating {file}: {key} {message}",
    "error while interpolating {key}: {message}",
    "yaml: line {line}: {message}",
    "  line {line}: {message}",
    "time=\"{*}\" level=warning msg=\"{message}\"",
};

constexpr Texts dash_calls[] = {"dash"};
constexpr Texts sh_calls[] = {"sh"};
constexpr Texts busybox_calls[] = {"busybox"};
// dash and its kin, busybox and bash.
constexpr Texts sh_complaints[] = {"{file}: {line}: {message}", "{file}: line {line}: {message}"};

constexpr Texts shellcheck_calls[] = {"shellcheck"};
constexpr Texts actionlint_calls[] = {"actionlint"};
constexpr Texts place_first[] = {"{file}:{line}:{*}: {message}"};

constexpr Texts hadolint_calls[] = {"hadolint"};
constexpr Texts hadolint_complaints[] = {"{file}:{line} {code} error: {message}",
                                         "{file}:{line} {code} warning: {message}", "{file}:{line}:{*} {message}"};

constexpr Texts crontab_calls[] = {"crontab"};
constexpr Texts crontab_complaints[] = {"\"{file}\":{line}: {message}"};

// --- the table --------------------------------------------------------------------------------

constexpr Reader table[] = {
    {.name = "nginx",
     .calls = nginx_calls,
     .package = "nginx",
     .probe = "-V",
     .version_behind = "nginx/",
     .library = &nginx_library,
     .language = "nginx",
     .arguments = "-t -c {file}",
     .complaints = nginx_complaints,
     .if_newer = nginx_if_newer,
     .image = "nginx",
     .root = &nginx_root},
    {.name = "httpd",
     .calls = apache_calls,
     .package = "apache2-bin",
     .probe = "-v",
     .version_behind = "Apache/",
     .language = "apache",
     .arguments = "-t -d /usr/local/apache2 -f {file}",
     .complaints = apache_complaints,
     .image = "httpd",
     .root = &apache_root},
    {.name = "haproxy",
     .calls = haproxy_calls,
     .package = "haproxy",
     .probe = "-v",
     .version_behind = "HAProxy version ",
     .language = "haproxy",
     .arguments = "-c -f {file}",
     .complaints = haproxy_complaints,
     .remarks = haproxy_remarks,
     .image = "haproxy",
     .root = &haproxy_root},
    {.name = "compose",
     .calls = compose_calls,
     .package = "docker-compose",
     .probe = "version --short",
     .language = "compose",
     .arguments = "--file {file} --env-file {env} config --quiet",
     .complaints = compose_complaints,
     .silent = true,
     .docker_settings = true},
    {.name = "dash",
     .calls = dash_calls,
     .package = "dash",
     .language = "sh",
     .arguments = "-n {file}",
     .complaints = sh_complaints,
     .silent = true},
    {.name = "sh",
     .calls = sh_calls,
     .package = "dash",
     .language = "sh",
     .arguments = "-n {file}",
     .complaints = sh_complaints,
     .silent = true},
    {.name = "busybox",
     .calls = busybox_calls,
     .package = "busybox",
     .probe = "--help",
     .version_behind = "BusyBox v",
     .language = "sh",
     .arguments = "sh -n {file}",
     .complaints = sh_complaints,
     .silent = true},
    {.name = "shellcheck",
     .calls = shellcheck_calls,
     .package = "shellcheck",
     .probe = "--version",
     .version_behind = "version: ",
     .language = "sh",
     .arguments = "--norc --format gcc {files}",
     .complaints = place_first,
     .silent = true},
    // DL3008: a distribution's security updates are wanted, so its packages have no versions.
    {.name = "hadolint",
     .calls = hadolint_calls,
     .package = "github.com/hadolint/hadolint",
     .probe = "--version",
     .version_behind = "Linter ",
     .language = "dockerfile",
     .arguments = "--no-color --ignore DL3008 --failure-threshold warning {files}",
     .complaints = hadolint_complaints},
    {.name = "actionlint",
     .calls = actionlint_calls,
     .package = "github.com/rhysd/actionlint",
     .probe = "-version",
     .language = "workflow",
     // A pipeline of Azure is written in the same language of ours.
     .folder = ".github/workflows/",
     .arguments = "-no-color -oneline {files}",
     .complaints = place_first,
     .silent = true},
    // Debian's: its -n only reads. Another one would do something else at that word, so it is asked first. It counts
    // the line ends that it has passed, which are one less than the line.
    {.name = "crontab",
     .calls = crontab_calls,
     .package = "cron",
     .probe = "-h",
     .version_behind = "-n\t(dry run",
     .language = "crontab",
     .arguments = "-n {file}",
     .complaints = crontab_complaints,
     .line_shift = 1,
     .staging = Staging::users_table},
};

}  // namespace

std::span<const Reader> readers() { return table; }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!word.empty()) words.emplace_back(word);
    text.remove_prefix(word.size() == text.size() ? word.size() : word.size() + 1);
  }
  return words;
}

}  // namespace stackc::driver
