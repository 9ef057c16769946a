// The running system of one environment: who listens where, who may reach whom, which names stand on which
// certificate, what is mounted, what runs when. Rules ask it and templates see it, so that they cannot disagree.
// Every value is final: nothing here is optional because it was forgotten.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "topology/edge.h"
#include "topology/hosts.h"
#include "topology/services.h"

namespace stackc::topology {
/// A command for people.
struct Task {
  Traced<Id> id;
  Traced<Id> application;
  std::vector<Traced<std::string>> command;
};

struct Backup {
  Traced<Id> id;  ///< Service in the compose file.
  Traced<Word> dump_program;
  Traced<Word> client;   ///< Reads its dumps.
  Traced<Word> account;  ///< The database's administrator.
  Traced<Id> database_service;
  Traced<Id> database_name;
  Traced<TimeOfDay> time;
  Traced<Word> at;  ///< The same as `HHMM`.
  Traced<int> keep;
  Traced<ImageRef> image;
  Traced<EnvName> password;  ///< Variable of `.env`: that account's.
  Traced<EnvName> password_variable;
  Traced<HostPort> port;
  Traced<Id> volume;  ///< Key in the compose file.
};

struct Secret {
  Traced<EnvName> variable;
  bool generated = false;                       ///< Made at random by secrets.sh; else asked for.
  bool hash = false;                            ///< Of a password that secrets.sh asks for or makes.
  bool bcrypt = false;                          ///< A hash that programs know which know no other.
  std::optional<Traced<PlainWord>> vault_name;  ///< What the vault calls it, where it lies in one.
  bool adopted = false;  ///< Already inside an adopted volume: asked for, made only for a new one.
  Traced<std::string> about;
  std::vector<Traced<Id>> users;  ///< Services that receive it.
  bool first = false;             ///< Of machines that are alike the first one makes it; the others take it from there.
  std::optional<Traced<Id>> given{};  ///< Made on that other host of the stack, and taken from there.
};

/// A secret that containers read from a file: `.secrets/VARIABLE` of the machine.
struct SecretFile {
  Traced<Id> id;                    ///< Its key in the compose file.
  Traced<EnvName> variable;         ///< Of `.env`.
  std::vector<Traced<Id>> readers;  ///< Services that run all the time.
};

/// A folder of a file server.
struct SharedFolder {
  Traced<Domain> host;
  Traced<AbsolutePath> path;
};

struct Volume {
  Traced<Id> id;                                  ///< Key in the compose file.
  Traced<Word> engine_name;                       ///< What `docker volume ls` shows.
  bool external = false;                          ///< Made by somebody else and adopted: never removed by compose.
  std::optional<Traced<AbsolutePath>> directory;  ///< Of the host, which the volume is.
  Traced<std::string> about;
  std::optional<SharedFolder> shared{};  ///< Of a file server, which the volume is.
  bool served = false;                   ///< A proxy that is no container serves its files.
};

/// A program by its URL, and what it must be.
struct Download {
  Traced<DownloadUrl> url;
  Traced<Sha256> sha256;
};

/// Where a pipeline gets stackc from: one of these.
struct StackcSource {
  std::optional<Traced<ActionRef>> action;
  std::optional<Download> download;
  std::optional<Traced<std::string>> command;  ///< Shell text of quoted words; arguments may follow it.
};

struct GithubCi {
  std::optional<StackcSource> stackc;
  Traced<Word> branch;
};

/// A pipeline of Azure, which tests, builds and pushes.
struct AzureCi {
  std::optional<StackcSource> stackc;
  Traced<Word> branch;
  std::optional<Traced<std::string>> connection;  ///< To the registry; absent: a login by secret variables.
  bool authority = false;                         ///< The stack's own signs the registry's certificate.
};

/// A service that somebody else runs.
struct External {
  Traced<Id> id;
  Traced<std::string> title;
  Traced<Domain> host;
  Traced<HostPort> port;
  std::optional<Traced<EnvName>> password;  ///< Variable of `.env`.
  std::optional<Traced<Id>> on{};           ///< The host of this stack that runs it.
};

/// A key vault that secrets lie in, and how one of them is read: a program, its words before the name of the secret,
/// and those after it.
struct Vault {
  Traced<std::string> title;
  Traced<Word> program;
  std::vector<Traced<std::string>> before;
  std::vector<Traced<std::string>> after;
  Traced<std::string> sign_in;  ///< What whoever runs it has to have done.
};

/// A service of this stack that keeps the images which are built here: it runs before there is any of them.
struct OwnRegistry {
  Traced<Id> service;
  Traced<ImageName> host;  ///< As images name it: `docker.example.com`, with the port that clients type.
  Traced<Domain> domain;   ///< The same without one.
  Traced<Domain> lineage;  ///< Of its certificate.
  Traced<Id> user;         ///< Who logs in where images are pulled.
  EnvName password;        ///< That scripts take the password from.
  bool here = true;        ///< It runs on this host.
};

struct Topology {
  Traced<Id> name;
  Traced<Id> environment;
  std::string label;         ///< What facts are of: the environment, or one host of it, `prod.web`.
  bool divided = false;      ///< Several machines share it: the parts are topologies of their own.
  std::optional<Part> part;  ///< It is such a part.
  bool production = false;
  Id project;  ///< Compose project.
  Traced<TimeZone> timezone;
  RelativePath stack_file;  ///< As it stands in headers: seen from the repository's root.
  RelativePath folder;      ///< The stack's folder seen from there; `.` for the root itself.
  RelativePath compose_file;
  RelativePath deploy_folder;        ///< `deploy`, or `deploy/env/NAME`.
  RelativePath up;                   ///< The stack's folder seen from a folder below `deploy_folder`.
  Traced<Word> restart;              ///< When the engine starts a container again that ended.
  Traced<AbsolutePath> host_folder;  ///< Where the stack's folder lies on the host.
  std::vector<Application> applications;
  bool several_images = false;  ///< More than one service is built here.
  bool pushed = false;          ///< Some of their images are kept in a registry.
  bool scheduled = false;       ///< There are jobs.
  bool timed = false;           ///< Something happens at set times: jobs, dumps, sweeps.
  bool releases = false;        ///< Some application has release commands.
  bool collects = false;        ///< Some of them collect static files.
  bool watched = false;         ///< Developers' code is copied into containers as it changes.
  std::vector<Backing> backings;
  bool catalogued = false;  ///< Some of them are of the catalogue: what tests can have.
  std::vector<External> externals;
  std::optional<Edge> edge;
  std::vector<FirewallGroup> groups;  ///< One for each host; a part has its own.
  std::optional<OwnRegistry> registry;
  std::optional<Host> host;  ///< Where programs of the machine do what containers do elsewhere.
  std::vector<Site> sites;
  std::vector<Certificate> certificates;
  std::optional<Acme> acme;  ///< Of these three one, where there are certificates.
  std::optional<Authority> authority;
  std::optional<Bought> bought;
  std::vector<Backup> backups;
  std::vector<Task> tasks;
  std::vector<Secret> secrets;           ///< Sorted by variable.
  std::vector<SecretFile> secret_files;  ///< Sorted by id.
  std::optional<Vault> vault;            ///< That some of them lie in.
  std::vector<Volume> volumes;           ///< Sorted by id.
  std::optional<GithubCi> github;
  bool deployed_by_ci = false;  ///< A push deploys this environment.
  std::optional<AzureCi> azure;
};

}  // namespace stackc::topology
