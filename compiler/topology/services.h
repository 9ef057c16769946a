// What runs behind the edge: applications, which are built here, and what they stand on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/types.h"
#include "source/origin.h"

namespace stackc::topology {

/// A word of letters, digits and `_./:@%+,=-` that does not begin with a dash: safe in every language.
struct PlainWord {
  std::string text;
};

/// A URL path as a regular expression in which every character means itself.
struct UrlPattern {
  std::string text;
};

/// A file that a container reads a secret from, as it is told.
struct VariableFile {
  Traced<Id> secret;     ///< Key in the compose file.
  Traced<EnvName> name;  ///< The variable with the path: of an image's contract another one than that with the secret.
  Traced<AbsolutePath> path;
};

/// One variable in the environment of a container: a literal, or bound when compose reads the file.
struct Variable {
  Traced<EnvName> name;
  std::optional<Traced<std::string>> literal;
  std::optional<Traced<EnvName>> bound;       ///< Variable of `.env` (a secret) or of the caller's environment.
  std::optional<Traced<PlainWord>> fallback;  ///< Only with `bound`.
  bool secret = false;
  std::string reference{};             ///< `db.host`, where the stack says it by reference.
  std::optional<VariableFile> file{};  ///< Takes the place of the bound secret.
};

/// A server that a container waits for before it starts to work.
struct Wait {
  Traced<Id> host;
  Traced<HostPort> port;
};

/// The same where somebody else runs it.
struct Outside {
  Traced<Domain> host;
  Traced<HostPort> port;
};

struct Health {
  Traced<UrlPath> path;
  Traced<Duration> every;
  Traced<Duration> timeout;
  Traced<Duration> start;
  Traced<int> retries;
};

/// A named volume where a container sees it.
struct Mount {
  Traced<Id> id;  ///< Key of the volume in the compose file.
  Traced<AbsolutePath> path;
  bool read_only = false;
  bool shared = false;  ///< The volume is a folder of a file server.
};

/// Where other hosts of the stack reach a service: a port of its host, on one address.
struct Opened {
  Traced<Domain> address;
  Traced<HostPort> port;
};

/// A scheduled command in an application's image.
struct Job {
  Traced<Id> id;
  Traced<CronTime> cron;
  std::optional<Traced<TimeOfDay>> daily;  ///< Where `cron` means a time of every day.
  std::vector<Traced<std::string>> command;
  std::optional<Traced<Duration>> timeout;
};

/// What a Python image installs.
struct PythonBuild {
  Traced<RelativePath> requirements;
  RelativePath requirements_file;  ///< The same seen from the repository's root.
};

/// How a package of Node.js is installed and built.
struct NodeBuild {
  Traced<Word> manager;
  std::optional<Traced<Word>> version;  ///< Of the manager, where the image has none.
  Traced<RelativePath> lock;
  RelativePath lock_file;                       ///< The same seen from the repository's root,
  RelativePath watched;                         ///< and from the stack's folder.
  bool store = false;                           ///< The manager fetches from the lock file alone.
  std::optional<Traced<RelativePath>> package;  ///< Of a workspace.
  std::optional<Traced<RelativePath>> folder;   ///< In which its commands run; with a `store` only those of developers.
  std::optional<Traced<Word>> script;
  std::optional<Traced<RelativePath>> standalone;  ///< Folder in which the script leaves all that runs,
  std::vector<Traced<RelativePath>> beside;        ///< and what belongs beside it.
};

/// How the wrapper in the source builds a jar.
struct JavaBuild {
  Traced<Word> manager;
  Traced<ImageRef> image;       ///< Has a compiler.
  Traced<std::string> command;  ///< Shell text.
  Traced<RelativePath> output;  ///< Folder of the jar.
  Traced<AbsolutePath> cache;
};

/// What the image of an application holds for the edge, where it has no process.
struct BuiltFiles {
  RelativePath output;                           ///< Below the build context.
  bool built = false;                            ///< The build fills it; else it lies in the source.
  bool lasting = false;                          ///< Names hold digests: those of earlier releases stay for a while.
  std::optional<Traced<RelativePath>> fallback;  ///< Comes last into the volume, because it names the others.
  Traced<AbsolutePath> folder;                   ///< Of the volume, in the container that fills it.
};

/// A variable of the test job: what the tests of the application need.
struct TestVariable {
  Traced<EnvName> name;
  Traced<std::string> value;
};

/// A command that asks a container whether it works.
struct Probe {
  std::vector<Traced<std::string>> command;
  Traced<Duration> every;
  Traced<Duration> timeout;
  Traced<Duration> start;
  Traced<int> retries;
};

/// Another process of an application: its image, environment and volumes, in a container of its own.
struct Process {
  Traced<Id> id;  ///< Service in the compose file: `web-worker`.
  Traced<std::string> title;
  std::vector<Traced<std::string>> command;
  std::optional<Probe> probe;
  Traced<Duration> stop;
  std::optional<Traced<Bytes>> memory;
};

/// A service built from the team's own source: one image for all environments.
struct Application {
  Traced<Id> id;
  Traced<std::string> title;  ///< For people: `Django on daphne`.
  Word framework;
  Traced<Word> runtime;           ///< `python`
  Traced<Word> language_version;  ///< `3.11`
  Traced<ImageRef> base_image;
  Traced<Word> server;
  bool websockets = false;  ///< Whether its server can hold them.
  RelativePath source;      ///< The build context seen from the repository's root.
  Traced<RelativePath> context;
  std::optional<RelativePath> dockerfile;  ///< Where it is the second image of its context.
  std::optional<PythonBuild> python;       ///< One of these.
  std::optional<NodeBuild> node;
  std::optional<JavaBuild> java;
  bool mounted = false;               ///< How developers run it: their code lies over that of the image,
  bool synced = false;                ///< or is copied into a container of the building stage; else it is rebuilt.
  std::optional<BuiltFiles> files;    ///< Its image holds files for the edge.
  bool process = true;                ///< Something of it runs here all the time.
  std::vector<Traced<Word>> natives;  ///< Packages of the language that compile against system libraries.
  std::vector<Traced<Word>> build_packages;  ///< Debian packages, sorted, each once.
  std::vector<Traced<Word>> runtime_packages;
  std::optional<Traced<ImageName>> push;
  std::optional<Traced<ImageName>> registry;  ///< Host, with its port, that `push` names; absent for Docker Hub.
  bool kept_here = false;                     ///< That is a registry of this stack.
  EnvName image_variable;                     ///< `WEB_IMAGE`: which image runs, recorded on the host by deploy.
  Traced<HostPort> port;
  std::vector<Traced<std::string>> command;
  std::vector<Traced<std::string>> dev_command;
  std::vector<Traced<std::string>> static_command;  ///< Empty if the framework collects nothing.
  std::vector<Traced<std::string>>
      release;  ///< Once per release, before traffic moves, in this order: shell command lines, quoted.
  Health health;
  Traced<Domain> health_host;             ///< The Host header that the application accepts from a probe.
  std::vector<Variable> environment;      ///< Sorted by name.
  std::vector<Traced<Id>> secret_files;   ///< That it names, each once.
  std::vector<Traced<EnvName>> required;  ///< Names the entrypoint insists on.
  std::vector<Wait> waits;
  std::vector<Outside> outside;               ///< Waited for, too.
  std::vector<Mount> mounts;                  ///< What it may write.
  std::vector<Traced<AbsolutePath>> scratch;  ///< The same, in memory.
  std::vector<Traced<AbsolutePath>> volume_paths;
  std::vector<Traced<RelativePath>> volume_folders;  ///< The same seen from the build context, where they lie in it.
  Traced<Duration> stop;
  Traced<std::string> run_as;  ///< `uid:gid`, as in its image.
  std::vector<Job> jobs;
  std::optional<Word> crontab;  ///< Name of its table, where another service has jobs too.
  std::optional<Id> scheduler;  ///< The container that runs the jobs, in production; absent if there are none.
  bool cron = false;            ///< Its image carries cron: some environment has jobs for it.
  std::vector<Process> processes;
  Id release_service;                       ///< The one-shot container of the release commands.
  std::optional<Traced<HostPort>> publish;  ///< On 127.0.0.1, for developers only.
  std::optional<Opened> open;               ///< For the proxies of another host.
  std::optional<Traced<Bytes>> memory;      ///< Limit of each of its containers.
  Traced<int> threads;                      ///< The same, processes included.
  std::optional<Traced<std::string>> test;  ///< Shell text.
  std::vector<TestVariable> test_variables;
};

/// Somebody with a password, of which the stack keeps a hash.
struct User {
  Traced<Id> id;
  Traced<EnvName> hash;  ///< Variable of `.env`.
};

/// When a service takes away what is old.
struct Sweep {
  Traced<Id> id;
  Traced<TimeOfDay> time;
  Traced<Word> at;    ///< The same as `HHMM`.
  Traced<int> keep;   ///< Tags of each image.
  Traced<int> first;  ///< The number of the first that goes, counted from the newest.
};

/// A catalogue service in a container, or any image.
struct Backing {
  Traced<Id> id;
  Traced<std::string> title;
  Traced<ImageRef> image;
  bool foreign = false;                  ///< Of no entry of the catalogue: what it does, only the stack knows.
  std::optional<Traced<HostPort>> port;  ///< Absent only where it is foreign and nobody asks it.
  bool database = false;
  std::optional<Traced<Id>> database_name;
  std::optional<Traced<Id>> account;        ///< Of the database, for the application.
  std::optional<Traced<EnvName>> password;  ///< Variable of `.env`.
  std::optional<Traced<EnvName>> root_password;
  std::optional<Traced<EnvName>> password_variable;  ///< Read by the image's own clients.
  std::vector<Variable> environment;
  std::vector<Traced<Id>> secret_files;  ///< That it names, each once.
  std::vector<Traced<std::string>> command;
  Probe probe;
  std::string ci_options;                       ///< Of the service container in CI, as one text.
  std::optional<Traced<std::string>> ci_setup;  ///< What has to be said to that container before the tests.
  std::vector<Mount> mounts;
  bool read_only = false;
  std::vector<Traced<std::string>> tmpfs;     ///< Compose's short syntax.
  std::optional<Traced<std::string>> run_as;  ///< `uid:gid`; absent: as its image says.
  Traced<Duration> stop;
  std::optional<Traced<Bytes>> memory;
  std::optional<Traced<HostPort>> publish;  ///< On 127.0.0.1, for developers only.
  std::optional<Traced<UrlPath>> web_path;  ///< Answers 200, where it speaks HTTP and stands behind the edge.
  std::optional<Traced<Word>> script;       ///< That starts it: a file among the entrypoints.
  bool images = false;                      ///< Keeps images of containers.
  std::vector<User> users;
  std::optional<Traced<ImageRef>> hash_image;  ///< With htpasswd, for machines that have none.
  std::optional<Sweep> sweep;
  std::optional<Opened> open;  ///< For other hosts of the stack.
};

}  // namespace stackc::topology
