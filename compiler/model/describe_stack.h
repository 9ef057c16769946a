// The keys of the language, struct by struct: what each is called, what it holds, what it means.
// From here come binding, overlays, `stackc schema`, docs/language.md and `stackc explain KEY`.
#pragma once

#include <array>
#include <string_view>

#include "model/describe.h"
#include "model/stack.h"

namespace stackc {

/// The keys of value forms, `{ ref: db.host, join: "," }`: the first of each form names it, the others may go with it.
struct ValueFormKey {
  std::string_view form;
  std::string_view key;
  std::string_view doc;
  std::string_view example;
};
inline constexpr std::array<ValueFormKey, 6> value_form_keys{{
    {"ref", "ref", "a value of the stack, by its path", "db.host"},
    {"ref", "join", "what stands between the parts, where the value is a list", "\",\""},
    {"secret", "secret", "the value of a secret", "db_password"},
    {"from_env", "from_env", "a variable of the machine that the stack runs on", "SENTRY_DSN"},
    {"from_env", "default", "what holds where the variable is not set; without it, that is an error", "info"},
    {"from_env", "at", "`compose`: when containers are made; `start`: when the program starts", "compose"},
}};

template <class V>
constexpr void describe(V& visit, const Route*) {
  visit.type(
      "a route",
      "A path of a site and what answers it. A path that ends in `/` holds everything below it, any other is exact.");
  visit.field("to", &Route::to, {.doc = "the service that answers", .example = "web"});
  visit.field("files", &Route::files,
              {.doc = "the volume whose files the edge itself serves", .example = "web.static"});
  visit.field("redirect", &Route::redirect, {.doc = "a URL or path that clients are sent to", .example = "/docs/"});
  visit.field("websocket", &Route::websocket,
              {.doc = "whether connections may become WebSockets", .example = "true", .fallback = "false"});
  visit.field("timeout", &Route::timeout,
              {.doc = "how long the edge waits for the service between two reads or writes",
               .example = "60s",
               .fallback = "60s"});
  visit.field("idle", &Route::idle, {.doc = "how long a WebSocket may stay silent", .example = "7d", .fallback = "1h"});
  visit.field("body", &Route::body, {.doc = "the largest request body", .example = "20MiB", .fallback = "1MiB"});
  visit.field("cache", &Route::cache, {.doc = "how long clients may keep an answer", .example = "30d"});
  visit.field("immutable", &Route::immutable,
              {.doc = "whether the files never change under one name, so that clients need not ask again",
               .example = "true",
               .fallback = "false"});
  visit.field("fallback", &Route::fallback,
              {.doc = "the file of the volume that answers for paths without a file of their own, which is then never "
                      "cached without asking",
               .example = "index.html",
               .fallback = "that of the framework, for the files that it builds"});
  visit.field("auth", &Route::auth,
              {.doc = "the users who may enter, by name and password (basic auth)", .example = "[librarian]"});
  visit.shorthand(&Route::to, {.doc = "the service alone", .example = "web"});
  visit.foreign("proxy_pass", "write `to:` and the id of a service");
  visit.foreign("root", "write `files:` and a volume, as `web.static`");
  visit.foreign("alias", "write `files:` and a volume, as `web.static`");
  visit.foreign("client_max_body_size", "write `body:`, as `20MiB`");
}

template <class V>
constexpr void describe(V& visit, const Site*) {
  visit.type("a site", "A name that clients type and what answers under it.");
  visit.field(
      "domain", &Site::domain,
      {.doc = "the site's name; `*` for any host", .example = "example.com", .fallback = "the id, if it is a domain"});
  visit.field("was", &Site::was,
              {.doc = "the domain that the site had before: its certificate keeps that name, and gets the new ones",
               .example = "shop.example.com"});
  visit.field("aliases", &Site::aliases,
              {.doc = "other names of the site: a list, or a map that says for each whether it serves or redirects",
               .example = "{ www.example.com: redirect }"});
  visit.field("routes", &Site::routes, {.doc = "what answers, by path", .example = "{ /: web }"});
  visit.shorthand(&Site::routes, "/", {.doc = "the service that answers every path", .example = "web"});
  visit.foreign("server_name", "write `domain:`, and other names under `aliases:`");
}

template <class V>
constexpr void describe(V& visit, const Health*) {
  visit.type("a health check", "How it is found out whether a service works.");
  visit.field("path", &Health::path,
              {.doc = "the path that is asked for; it must answer 200 without a login",
               .example = "/health/",
               .fallback = "/"});
  visit.field("run", &Health::run,
              {.doc = "of a process, and of an `image`: the command that asks in its container; it must end with 0",
               .example = "[python, check.py]"});
  visit.field("every", &Health::every, {.doc = "time between two checks", .example = "10s", .fallback = "10s"});
  visit.field("timeout", &Health::timeout, {.doc = "how long a check may take", .example = "5s", .fallback = "5s"});
  visit.field("start", &Health::start,
              {.doc = "how long the service may take to start; failures before do not count",
               .example = "60s",
               .fallback = "30s"});
  visit.field("retries", &Health::retries,
              {.doc = "failures in a row after which the service counts as broken", .example = "3", .fallback = "3"});
  visit.shorthand(&Health::path, {.doc = "the path alone", .example = "/health/"});
  visit.foreign("interval", "write `every:`");
  visit.foreign("start_period", "write `start:`");
  visit.foreign("test", "write `path:`, stackc then writes the command; for a process write `run:`");
}

template <class V>
constexpr void describe(V& visit, const SharedFolder*) {
  visit.type("a file share", "A folder of a file server (NFS) that each machine mounts.");
  visit.field("host", &SharedFolder::host,
              {.doc = "the file server's name or address", .example = "files.example.com"});
  visit.field("path", &SharedFolder::path, {.doc = "the folder there", .example = "/media"});
}

template <class V>
constexpr void describe(V& visit, const Volume*) {
  visit.type(
      "a volume",
      "Data that outlives containers. Its name comes from the stack's name and the ids, and never changes by itself.");
  visit.field("path", &Volume::path,
              {.doc = "where the service sees it",
               .example = "/app/media",
               .fallback = "for a catalogue service, where its image keeps data"});
  visit.field("adopt", &Volume::adopt,
              {.doc = "the name of an engine volume that exists already and holds the data",
               .example = "teammoa_mysql_data_prod"});
  visit.field("was", &Volume::was, {.doc = "the id under which the volume was known before", .example = "uploads"});
  visit.field("directory", &Volume::directory,
              {.doc = "a folder of the host that exists already and holds the data", .example = "/srv/shop/mysql"});
  visit.field("shared", &Volume::shared,
              {.doc = "where all machines find the data, where several of them need it",
               .example = "{ host: files.example.com, path: /media }"});
  visit.shorthand(&Volume::path, {.doc = "the path alone", .example = "/app/media"});
  visit.foreign("name", "write `adopt:` for a volume that exists; other names are derived");
  visit.foreign("external", "write `adopt:` and the volume's name");
}

template <class V>
constexpr void describe(V& visit, const Build*) {
  visit.type("a build", "Where and how a service's image is built.");
  visit.field("context", &Build::context,
              {.doc = "the folder of the source, which gets the Dockerfile", .example = "backend", .fallback = "."});
  visit.field("requirements", &Build::requirements,
              {.doc = "the file that lists the packages, below the context",
               .example = "requirements.txt",
               .fallback = "requirements.txt"});
  visit.field("manager", &Build::manager,
              {.doc = "the package manager, whose lock file lies in the context",
               .example = "pnpm",
               .fallback = "that of the language"});
  visit.field("package", &Build::package,
              {.doc = "the package of a workspace that is built, below the context", .example = "apps/api"});
  visit.field("script", &Build::script,
              {.doc = "the script of `package.json` that builds it",
               .example = "build",
               .fallback = "that of the framework, if it has one"});
  visit.field("output", &Build::output,
              {.doc = "the folder that the script fills, where the edge serves what is built",
               .example = "dist",
               .fallback = "that of the framework"});
  visit.shorthand(&Build::context, {.doc = "the folder alone", .example = "backend"});
}

template <class V>
constexpr void describe(V& visit, const External*) {
  visit.type("an external service", "A program that somebody else runs: it gets no container, volume or backup.");
  visit.field("host", &External::host, {.doc = "its name or address", .example = "db.example.com"});
  visit.field("port", &External::port,
              {.doc = "the port that it is reached on", .example = "3306", .fallback = "that of the catalogue entry"});
  visit.shorthand(&External::host, {.doc = "the name alone", .example = "db.example.com"});
}

template <class V>
constexpr void describe(V& visit, const Process*) {
  visit.type(
      "a process",
      "Another process of a service: the same image, environment and volumes, in a container `SERVICE-ID` of its "
      "own, started after the release commands. It takes no requests.");
  visit.field("worker", &Process::worker, {.doc = "a worker of the catalogue", .example = "celery"});
  visit.field("project", &Process::project,
              {.doc = "what the worker loads: the module of Celery's application, or of RQ's settings",
               .example = "shop.tasks",
               .fallback = "that of the service"});
  visit.field("options", &Process::options,
              {.doc = "words that follow the worker's own: options, queues", .example = "[--queues, mail]"});
  visit.field("run", &Process::run,
              {.doc = "the command that starts it, where no worker of the catalogue does",
               .example = "python manage.py consume"});
  visit.field("health", &Process::health,
              {.doc = "how it is found out whether it works; without one, that it runs is all that is asked",
               .example = "{ run: [python, check.py] }",
               .fallback = "that of the worker"});
  visit.field(
      "stop", &Process::stop,
      {.doc = "how long it may take to end what it does", .example = "2m", .fallback = "that of the worker, else 30s"});
  visit.field("memory", &Process::memory, {.doc = "the most memory that it may use", .example = "512MiB"});
  visit.field("on", &Process::on,
              {.doc = "the host that runs it", .example = "data", .fallback = "that of its service"});
  visit.shorthand(&Process::worker, {.doc = "the worker alone", .example = "celery"});
  visit.foreign("command", "write `run:`");
}

/// What people write for a service who know compose files.
template <class V>
constexpr void describe_keys_of_compose(V& visit) {
  visit.foreign("environment", "write `env:`");
  visit.foreign("ports", "write `listen:` for the port inside; only the edge is published");
  visit.foreign("port", "write `listen:`");
  visit.foreign("depends_on", "leave it out: it follows from what the service refers to");
  visit.foreign("restart", "leave it out: services are restarted unless they were stopped");
  visit.foreign("healthcheck", "write `health:`");
  visit.foreign("container_name", "leave it out: fixed names stand in the way of releases without a gap");
  visit.foreign("networks", "leave it out: networks follow from who talks to whom");
  visit.foreign("version", "write it after the name, as `use: mysql:8.4` or `language: python:3.12`");
}

template <class V>
constexpr void describe(V& visit, const Service*) {
  visit.type("a service",
             "A program that runs: one that is built here (`framework`), one of the catalogue (`use`), or any image "
             "(`image`).");
  visit.field("framework", &Service::framework, {.doc = "what the source is written with", .example = "django"});
  visit.field("language", &Service::language,
              {.doc = "the language and its version", .example = "python:3.11", .fallback = "that of the framework"});
  visit.field("project", &Service::project,
              {.doc = "the package that holds the settings, or the module to start", .example = "TeamMoa"});
  visit.field(
      "server", &Service::server,
      {.doc = "the program that serves the application", .example = "daphne", .fallback = "that of the framework"});
  visit.field("run", &Service::run,
              {.doc = "the command that starts it, where its server is not one of the catalogue; of an `image`, the "
                      "words after its entrypoint",
               .example = "node dist/main.js"});
  visit.field("test", &Service::test,
              {.doc = "shell text that runs its tests, in its folder",
               .example = "npm test",
               .fallback = "`test` of the pipeline, where one service is built, or what the package manager runs"});
  visit.field("build", &Service::build, {.doc = "where and how the image is built"});
  visit.field("native", &Service::native,
              {.doc = "packages of the language that compile against system libraries", .example = "[mysqlclient]"});
  visit.field("packages", &Service::packages, {.doc = "Debian packages of the final image", .example = "[gettext]"});
  visit.field("push", &Service::push, {.doc = "the image's name in a registry, without tag", .example = "acme/app"});
  visit.field("listen", &Service::listen,
              {.doc = "the port that the program listens on, inside",
               .example = "8000",
               .fallback = "that of the server or catalogue entry"});
  visit.field("venv", &Service::venv,
              {.doc = "the virtual environment of Python on a host that runs programs; made where it is not there",
               .example = "/srv/shop/venv",
               .fallback = "`.venv` beside the source"});
  visit.field("release", &Service::release,
              {.doc = "commands that run once for each release, before traffic moves to it",
               .example = "[python manage.py migrate --noinput]"});
  visit.field("processes", &Service::processes,
              {.doc = "what else runs of the same image, by id: workers and the like, each in a container of its own",
               .example = "{ worker: celery }"});
  visit.field("use", &Service::use, {.doc = "a program of the catalogue and its version", .example = "mysql:8.4"});
  visit.field("external", &Service::external,
              {.doc = "that somebody else runs it, and where", .example = "db.example.com"});
  visit.field("charset", &Service::charset, {.doc = "the database's character set", .example = "utf8mb4"});
  visit.field("database", &Service::database,
              {.doc = "the database's name", .example = "shop", .fallback = "the stack's name"});
  visit.field("user", &Service::user,
              {.doc = "the user that services connect as", .example = "shop", .fallback = "the stack's name"});
  visit.field("password", &Service::password,
              {.doc = "the secret that holds the user's password", .example = "{ secret: db_password }"});
  visit.field("users", &Service::users,
              {.doc = "who may log in to it, by name; `deploy/ops/secrets.sh` asks for their passwords",
               .example = "[ci, office]"});
  visit.field("persist", &Service::persist, {.doc = "how a store in memory keeps its data", .example = "aof"});
  visit.field(
      "image", &Service::image,
      {.doc = "any image, of a program that the catalogue does not know: reached by the stack's own services, and "
              "published nowhere but on a developer's machine",
       .example = "getmeili/meilisearch:v1.13"});
  visit.field("run_as", &Service::run_as,
              {.doc = "of an `image`: the user that it runs as; in production it has no rights to become another one",
               .example = "\"999:999\"",
               .fallback = "that of the image"});
  visit.field("health", &Service::health,
              {.doc = "how it is found out whether the service works", .example = "/health/"});
  visit.field("volumes", &Service::volumes,
              {.doc = "data that outlives containers, by id", .example = "{ media: /app/media }"});
  visit.field("env", &Service::env,
              {.doc = "environment variables: texts, or `{ ref: … }`, `{ secret: … }`, `{ from_env: … }`",
               .example = "{ LOG_LEVEL: info, DB_HOST: { ref: db.host } }"});
  visit.field("secrets", &Service::secrets,
              {.doc = "secrets that reach the service as variables of the same name", .example = "[SECRET_KEY]"});
  visit.field("stop", &Service::stop,
              {.doc = "how long the service may take to end what it does", .example = "30s", .fallback = "30s"});
  visit.field("memory", &Service::memory, {.doc = "the most memory that the service may use", .example = "512MiB"});
  visit.shorthand(&Service::use, {.doc = "a program of the catalogue alone", .example = "mysql:8.4"});
  describe_keys_of_compose(visit);
}

template <class V>
constexpr void describe(V& visit, const Statistics*) {
  visit.type("a statistics page",
             "The page on which a proxy shows its own state: on 127.0.0.1 of the host, with a login.");
  visit.field("port", &Statistics::port, {.doc = "its port", .example = "8404", .fallback = "8404"});
  visit.field("user", &Statistics::user, {.doc = "who may look", .example = "admin", .fallback = "admin"});
  visit.field("password", &Statistics::password,
              {.doc = "the secret that holds the password", .example = "{ secret: front_stats_password }"});
  visit.shorthand(&Statistics::port, {.doc = "the port alone", .example = "8404"});
}

template <class V>
constexpr void describe(V& visit, const Proxy*) {
  visit.type("a proxy", "A proxy of a tier, which is a service in compose under its name.");
  visit.field("proxy", &Proxy::proxy, {.doc = "the program and its version", .example = "haproxy:3.2"});
  visit.field("debug", &Proxy::debug,
              {.doc = "a port of 127.0.0.1 on the host that leads to this proxy alone", .example = "8000"});
  visit.field("stats", &Proxy::stats, {.doc = "the page on which it shows its state", .example = "{ port: 8404 }"});
  visit.field("image", &Proxy::image,
              {.doc = "how its configuration reaches its container", .example = "own", .fallback = "mounted"});
  visit.field(
      "bind", &Proxy::bind,
      {.doc = "what its start fills in, by path (`listen`, `SERVICE.host`, `SERVICE.port`), each from a variable "
              "that is checked first; needs `image: own`",
       .example = "{ web.port: { from_env: BACKEND_PORT, at: start } }"});
  visit.shorthand(&Proxy::proxy, {.doc = "the program alone", .example = "nginx:1.30"});
}

template <class V>
constexpr void describe(V& visit, const Edge*) {
  visit.type("the edge", "The proxies in front, of which the outermost alone is published.");
  visit.field("proxy", &Edge::proxy,
              {.doc = "the program and its version, or `none`", .example = "nginx:1.30", .fallback = "nginx"});
  visit.field("tiers", &Edge::tiers,
              {.doc = "tiers of proxies by name, the outermost first: the first spreads requests over the second, the "
                      "last one asks the services",
               .example = "[{ front: haproxy:3.2 }, { nginx: nginx:1.30, legacy: apache:2.4 }]"});
  visit.shorthand(&Edge::tiers, {.doc = "the tiers alone", .example = "[{ front: haproxy:3.2 }]"});
  visit.shorthand(&Edge::proxy, {.doc = "the program alone", .example = "nginx:1.30"});
}

template <class V>
constexpr void describe(V& visit, const Inbound*) {
  visit.type("a door", "Where the edge takes connections on a host, and which port leads there from outside.");
  visit.field("listen", &Inbound::listen,
              {.doc = "the port on the machine", .example = "8443", .fallback = "80 for http, 443 for https"});
  visit.field("public", &Inbound::public_port,
              {.doc = "the port that clients type, where a router or balancer leads another one here",
               .example = "443",
               .fallback = "the same as `listen`"});
  visit.shorthand(&Inbound::listen, {.doc = "the port on the machine alone", .example = "8443"});
}

template <class V>
constexpr void describe(V& visit, const Host*) {
  visit.type("a host", "A machine of production. Development runs in containers, whatever it says.");
  visit.field(
      "edge", &Host::edge,
      {.doc = "whether it is the proxies' alone: they run there as programs, and ask services of other hosts, or "
              "of containers of the same machine, where the address of those is 127.0.0.1",
       .example = "true",
       .fallback = "false: they run where the routes lead to"});
  visit.field("count", &Host::count,
              {.doc = "how many machines are alike; several need `balancer`", .example = "2", .fallback = "1"});
  visit.field(
      "address", &Host::address,
      {.doc = "the private IPv4 address on which other hosts of the stack reach its services", .example = "10.0.2.10"});
  visit.field("services", &Host::services,
              {.doc = "the services that run there, where there is more than one machine", .example = "[db, redis]"});
  visit.field("runs", &Host::runs,
              {.doc = "whether what runs there is in containers or a program of the machine itself",
               .example = "programs",
               .fallback = "containers"});
  visit.field("os", &Host::os,
              {.doc = "the system that programs are installed from, and its release; only for programs",
               .example = "debian:12",
               .fallback = "debian, its newest release"});
  visit.field("init", &Host::init,
              {.doc = "who starts programs and keeps them running; only for programs",
               .example = "none",
               .fallback = "systemd"});
  visit.field("user", &Host::user,
              {.doc = "the account that applications run as, made where it is not there; only for programs",
               .example = "shop",
               .fallback = "the stack's name"});
  visit.field("http", &Host::http,
              {.doc = "the door for plain HTTP", .example = "{ listen: 8081, public: 80 }", .fallback = "80"});
  visit.field("https", &Host::https,
              {.doc = "the door for HTTPS", .example = "{ listen: 8443, public: 443 }", .fallback = "443"});
  visit.field("notify", &Host::notify,
              {.doc = "an executable of yours that is called with a message when something fails; only for programs",
               .example = "/usr/local/bin/tell-us"});
  visit.foreign("ports", "write `http:` and `https:`, as `{ listen: 8081, public: 80 }`");
}

template <class V>
constexpr void describe(V& visit, const Tls*) {
  visit.type("the TLS part", "Who issues the certificates and how they are proven.");
  visit.field(
      "issuer", &Tls::issuer,
      {.doc =
           "`letsencrypt`, the URL of an ACME directory, `own` for an authority of this stack's own, `files` for a "
           "certificate that was bought, `upstream`: a load balancer before the edge ends TLS, or `none`: the site is "
           "served without TLS",
       .example = "letsencrypt",
       .fallback = "letsencrypt"});
  visit.field("proof", &Tls::proof,
              {.doc = "how the issuer is shown that the domain is ours", .example = "webroot", .fallback = "webroot"});
  visit.field("contact", &Tls::contact,
              {.doc = "where the issuer writes to when a certificate is in danger", .example = "ops@example.com"});
  visit.field("certificate", &Tls::certificate,
              {.doc = "the bought certificate on the host, the site's own first and those of its chain after it",
               .example = "/etc/ssl/shop/fullchain.pem"});
  visit.field("key", &Tls::key,
              {.doc = "the private key of that certificate on the host", .example = "/etc/ssl/private/shop.key"});
  visit.field(
      "hook", &Tls::hook,
      {.doc = "your program for `proof: dns`, in a folder of its own below `deploy/`: `HOOK add NAME VALUE` adds "
              "a TXT record, `HOOK remove NAME VALUE` removes it",
       .example = "deploy/dns/hook.sh"});
  visit.field("secrets", &Tls::secrets,
              {.doc = "secrets that reach the hook as variables of the same name", .example = "[DNS_TOKEN]"});
  visit.field("servers", &Tls::servers,
              {.doc = "the name servers that must answer with the record before it is said to be there",
               .example = "[ns1.example.com]",
               .fallback = "those that DNS names for the domain"});
  visit.shorthand(&Tls::issuer, {.doc = "the issuer alone", .example = "letsencrypt"});
  visit.foreign("email", "write `contact:`");
}

template <class V>
constexpr void describe(V& visit, const Balancer*) {
  visit.type("a balancer", "A load balancer that ends TLS before the edge; only for `tls: upstream`.");
  visit.field("use", &Balancer::use,
              {.doc = "whose load balancer it is, as `aws`: stackc then describes it for that provider, with its "
                      "certificates and firewall groups; without it somebody else sets it up",
               .example = "aws"});
  visit.field("trusted", &Balancer::trusted,
              {.doc = "the addresses that it asks from: what comes from there is believed about clients and their "
                      "scheme, what comes from elsewhere is not",
               .example = "[10.0.0.0/16]"});
  visit.field("idle", &Balancer::idle,
              {.doc = "after how long it gives a silent connection up",
               .example = "1h",
               .fallback = "a little more than the slowest route may be silent"});
  visit.field("sticky", &Balancer::sticky,
              {.doc = "for how long a client's requests go to the machine that had his first one; only with `use`",
               .example = "1d",
               .fallback = "each request goes to any machine"});
  visit.field("drain", &Balancer::drain,
              {.doc = "for how long a machine that is taken out may finish its requests; only with `use`",
               .example = "5m",
               .fallback = "a little more than the slowest route may be silent, WebSockets aside"});
  visit.shorthand(&Balancer::trusted, {.doc = "the addresses that it asks from", .example = "[10.0.0.0/16]"});
}

template <class V>
constexpr void describe(V& visit, const Job*) {
  visit.type(
      "a job",
      "Work at set times: a command in a service, the backup of one, or a sweep. Times are in the stack's time zone.");
  visit.field("in", &Job::in, {.doc = "the service whose image and environment the command gets", .example = "web"});
  visit.field("run", &Job::run, {.doc = "the command", .example = "python manage.py clearsessions"});
  visit.field("backup", &Job::backup, {.doc = "the service whose data is saved", .example = "db"});
  visit.field("sweep", &Job::sweep,
              {.doc = "the image registry that old images are taken away from; it is read-only meanwhile",
               .example = "registry"});
  visit.field("daily", &Job::daily, {.doc = "the time of each day", .example = "\"03:30\""});
  visit.field("cron", &Job::cron,
              {.doc = "five fields: minute, hour, day, month, weekday", .example = "\"*/15 * * * *\""});
  visit.field("keep", &Job::keep,
              {.doc = "how many backups are kept; of a sweep, how many tags of each image",
               .example = "14",
               .fallback = "14, of a sweep 10"});
  visit.field("timeout", &Job::timeout, {.doc = "after how long the command is ended", .example = "1h"});
  visit.field(
      "on", &Job::on,
      {.doc = "the host that runs it", .example = "data", .fallback = "that of its service, if it is one machine"});
  visit.foreign("schedule", "write `daily:` and a time, or `cron:` and five fields");
  visit.foreign("at", "write `daily:` and a time, or `cron:` and five fields");
  visit.foreign("command", "write `run:`");
}

template <class V>
constexpr void describe(V& visit, const Task*) {
  visit.type("a task", "A command for people, which becomes deploy/ops/tasks/ID.sh.");
  visit.field("in", &Task::in, {.doc = "the service whose image and environment the command gets", .example = "web"});
  visit.field("run", &Task::run,
              {.doc = "the command; what the person adds follows it", .example = "python manage.py createsuperuser"});
}

template <class V>
constexpr void describe(V& visit, const Secret*) {
  visit.type("a secret", "What is known of a secret beyond its name. Its value never stands in a stack.");
  visit.field("from", &Secret::from,
              {.doc = "who makes the value",
               .example = "asked",
               .fallback = "generated for what only this stack uses, else asked"});
  visit.field("name", &Secret::name,
              {.doc = "how the vault calls it, where `from: vault`",
               .example = "prod/smtp",
               .fallback = "the id, in the characters that the vault takes"});
  visit.field("about", &Secret::about,
              {.doc = "what it is for, for the person who is asked", .example = "SMTP password of the mail provider"});
  visit.shorthand(&Secret::from, {.doc = "who makes the value", .example = "asked"});
  visit.foreign("value", "leave it out: values live in `.env` on the host, which `deploy/ops/secrets.sh` makes");
}

template <class V>
constexpr void describe(V& visit, const Vault*) {
  visit.type("the key vault",
             "Where secrets with `from: vault` lie. `deploy/ops/secrets.sh` fetches them on the host, by the vault's "
             "own program.");
  visit.field("use", &Vault::use, {.doc = "the catalogue's name of it", .example = "azure-key-vault"});
  visit.field("at", &Vault::at, {.doc = "the vault's name (Azure), or its region (AWS)", .example = "office-kv"});
}

template <class V>
constexpr void describe(V& visit, const Deploy*) {
  visit.type("the deployment", "Where the stack lives on its host.");
  visit.field("path", &Deploy::path, {.doc = "the folder of the checkout on the host", .example = "/srv/shop"});
}

template <class V>
constexpr void describe(V& visit, const GithubCi*) {
  visit.type("a GitHub workflow", "What the workflow on GitHub Actions does.");
  visit.field("test", &GithubCi::test,
              {.doc = "shell text that runs the tests, in the checkout", .example = "pytest -v"});
  visit.field("branch", &GithubCi::branch,
              {.doc = "the branch that is deployed", .example = "main", .fallback = "main"});
}

template <class V>
constexpr void describe(V& visit, const AzureCi*) {
  visit.type("an Azure pipeline", "What the pipeline on Azure does.");
  visit.field("test", &AzureCi::test,
              {.doc = "shell text that runs the tests, in the checkout", .example = "pytest -v"});
  visit.field("branch", &AzureCi::branch,
              {.doc = "the branch whose images are pushed", .example = "main", .fallback = "main"});
  visit.field("connection", &AzureCi::connection,
              {.doc = "the service connection that knows the login of the registry",
               .example = "registry",
               .fallback = "none: the secret variables `REGISTRY_USER` and `REGISTRY_TOKEN` do"});
}

template <class V>
constexpr void describe(V& visit, const StackcSource*) {
  visit.type("a way to stackc",
             "How a pipeline gets stackc: an action, a download with its digest, or a command. One of them.");
  visit.field("action", &StackcSource::action,
              {.doc = "an action by commit that takes `stacks`, as the one in stackc's own repository does",
               .example = "acme/stackc@0123456789abcdef0123456789abcdef01234567"});
  visit.field("url", &StackcSource::url,
              {.doc = "the program itself, for Linux on amd64; needs `digest`",
               .example = "https://downloads.example.com/stackc"});
  visit.field("digest", &StackcSource::digest,
              {.doc = "the digest of what `url` gives; anything else is not run",
               .example = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"});
  visit.field("run", &StackcSource::run,
              {.doc = "a command that is stackc, run in the checkout; `check` and the stack follow it",
               .example = "tools/stackc"});
  visit.shorthand(&StackcSource::action,
                  {.doc = "the action alone", .example = "acme/stackc@0123456789abcdef0123456789abcdef01234567"});
  visit.foreign("uses", "write `action:`");
  visit.foreign("command", "write `run:`");
  visit.foreign("sha256", "write `digest: sha256:…`");
}

template <class V>
constexpr void describe(V& visit, const Ci*) {
  visit.type("the CI part", "Which pipelines are written.");
  visit.field("stackc", &Ci::stackc,
              {.doc = "how they get stackc, so that their first job checks for drift",
               .example = "{ run: tools/stackc }",
               .fallback = "no job checks for drift, and a note in the workflow says so"});
  visit.field("github", &Ci::github, {.doc = "a workflow of GitHub Actions: test, build, push, deploy"});
  visit.field("azure", &Ci::azure, {.doc = "a pipeline of Azure: test, build, push"});
}

template <class V>
constexpr void describe(V& visit, const Allow*) {
  visit.type("an allowance", "A diagnostic that is silenced on purpose, at one place and for a reason.");
  visit.field("code", &Allow::code, {.doc = "the diagnostic's code", .example = "STK5001", .required = true});
  visit.field("at", &Allow::at, {.doc = "the place in the stack", .example = "services.db.use", .required = true});
  visit.field("because", &Allow::because,
              {.doc = "why it is right here", .example = "the upgrade is planned for the spring", .required = true});
}

template <class V>
constexpr void describe(V& visit, const Stack*) {
  visit.type("a stack", "A system of services behind one edge, and everything that puts it on a machine.");
  visit.field("stackc", &Stack::stackc,
              {.doc = "the version of the language", .example = "1", .base_only = true, .required = true});
  visit.field("name", &Stack::name,
              {.doc = "the stack's name: project, network, volume and image names begin with it",
               .example = "shop",
               .base_only = true,
               .required = true});
  visit.field("was", &Stack::was,
              {.doc = "the name that the stack had before: project, volumes and database keep it",
               .example = "shop",
               .base_only = true});
  visit.field(
      "timezone", &Stack::timezone,
      {.doc = "the zone in which jobs are said, wherever they run", .example = "Asia/Seoul", .fallback = "UTC"});
  visit.field("repository", &Stack::repository,
              {.doc = "the repository's root, seen from the stack's folder",
               .example = "../..",
               .fallback = ".",
               .base_only = true});
  visit.field("sites", &Stack::sites,
              {.doc = "names that clients type and what answers under them, by id or domain",
               .example = "{ shop.example.com: web }"});
  visit.field("services", &Stack::services, {.doc = "the programs that run, by id", .example = "{ db: mysql:8.4 }"});
  visit.field(
      "edge", &Stack::edge,
      {.doc = "the proxy in front, or tiers of them", .example = "nginx:1.30", .fallback = "nginx, and none in dev"});
  visit.field("hosts", &Stack::hosts,
              {.doc = "the machines of production, by what they are for",
               .example = "{ main: { http: { listen: 8081, public: 80 }, https: { listen: 8443, public: 443 } } }",
               .fallback = "one with a container engine"});
  visit.field("tls", &Stack::tls,
              {.doc = "who issues the certificates", .example = "{ issuer: letsencrypt, contact: ops@example.com }"});
  visit.field(
      "balancer", &Stack::balancer,
      {.doc = "the load balancer before the edge, where `tls: upstream`", .example = "{ trusted: [10.0.0.0/16] }"});
  visit.field("jobs", &Stack::jobs,
              {.doc = "work at set times, by id",
               .example = "{ nightly: { in: web, run: python manage.py clearsessions, daily: \"03:00\" } }"});
  visit.field("users", &Stack::users,
              {.doc = "who may enter where a route says `auth`; `deploy/ops/secrets.sh` asks for their passwords",
               .example = "[librarian]"});
  visit.field("tasks", &Stack::tasks,
              {.doc = "commands for people, by id",
               .example = "{ createsuperuser: { in: web, run: python manage.py createsuperuser } }"});
  visit.field("secrets", &Stack::secrets,
              {.doc = "what is known of secrets beyond their names", .example = "{ smtp_password: asked }"});
  visit.field("vault", &Stack::vault,
              {.doc = "the key vault that secrets with `from: vault` come from",
               .example = "{ use: azure-key-vault, at: office-kv }"});
  visit.field("deploy", &Stack::deploy, {.doc = "where the stack lives on its host"});
  visit.field("ci", &Stack::ci, {.doc = "which pipelines are written", .example = "{ github: { test: pytest -v } }"});
  visit.field("allow", &Stack::allow, {.doc = "diagnostics silenced on purpose"});
  visit.field("environments", &Stack::environments,
              {.doc = "what differs in `dev`, `prod` or any other environment, and nothing else: maps merge by id, "
                      "lists and scalars replace, `null` removes",
               .example = "{ dev: { edge: none } }",
               .base_only = true});
  visit.foreign("version", "write `stackc: 1`");
  visit.foreign("networks", "leave it out: networks follow from who talks to whom");
  visit.foreign("volumes", "write them under the service that owns them");
}

}  // namespace stackc
