// The keys of services: how they are built, what they keep, what runs beside them.
#pragma once

#include "model/describe.h"
#include "model/stack.h"

namespace stackc {

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
              {.doc = "the folder of what the edge serves: the script fills it, or it lies in the source",
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
  visit.field(
      "users", &Service::users,
      {.doc = "who may log in to it, by name; `secrets.sh` asks for their passwords", .example = "[ci, office]"});
  visit.field("persist", &Service::persist, {.doc = "how a store in memory keeps its data", .example = "aof"});
  visit.field(
      "image", &Service::image,
      {.doc = "any image, of a program that the catalogue does not know: reached by the stack's own services and, "
              "where it says its port (`listen`), by routes; published nowhere but on a developer's machine",
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

}  // namespace stackc
