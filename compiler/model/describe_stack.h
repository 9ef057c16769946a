// The keys of the language, struct by struct: what each is called, what it holds, what it means.
// From here come binding, overlays, `stackc schema`, docs/language.md and `stackc explain KEY`.
#pragma once

#include <array>
#include <string_view>

#include "model/describe.h"
#include "model/describe_edge.h"
#include "model/describe_services.h"
#include "model/stack.h"

namespace stackc {

/// The keys of value forms, `{ ref: db.host, join: "," }`: the first of each form names it, the others may go with it.
struct ValueFormKey {
  std::string_view form;
  std::string_view key;
  std::string_view doc;
  std::string_view example;
};
inline constexpr std::array<ValueFormKey, 7> value_form_keys{{
    {"ref", "ref", "a value of the stack, by its path", "db.host"},
    {"ref", "join", "what stands between the parts, where the value is a list", "\",\""},
    {"secret", "secret", "the value of a secret", "db_password"},
    {"secret", "as", "`file`: the program reads it from a file, and is told its path", "file"},
    {"from_env", "from_env", "a variable of the machine that the stack runs on", "SENTRY_DSN"},
    {"from_env", "default", "what holds where the variable is not set; without it, that is an error", "info"},
    {"from_env", "at", "`compose`: when containers are made; `start`: when the program starts", "compose"},
}};

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
  visit.foreign("value", "leave it out: values live in `.env` on the host, which `secrets.sh` makes");
}

template <class V>
constexpr void describe(V& visit, const Vault*) {
  visit.type("the key vault",
             "Where secrets with `from: vault` lie. `secrets.sh` fetches them on the host, by the vault's "
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
              {.doc = "who may enter where a route says `auth`; `secrets.sh` asks for their passwords",
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
