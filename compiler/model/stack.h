// The description as a person wrote it: every key of the language, all of it optional here.
// One struct per map of the language; describe_stack.h says their keys. An environment's overlay is a Stack too.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>

#include "model/maybe.h"
#include "model/types.h"

namespace stackc {

/// One word of a closed set. Each enum of the language has a function `words(const E*)` beside it, found by its
/// argument.
template <class E>
struct EnumWord {
  std::string_view word;
  E value;
  std::string_view doc;
};

// --- value forms ------------------------------------------------------------------------------

/// `{ref: db.host}`; `join` glues a list.
struct Ref {
  RefPath path;
  std::string join;
  bool joined = false;
};
/// `{secret: name, as: file}`; with `as` the program reads it from a file, whose path it is told.
struct SecretRef {
  Id name;
  bool as_file = false;
};
/// `{from_env: NAME, default: text, at: compose|start}`: bound late.
struct FromEnv {
  EnvName name;
  std::string fallback;
  bool has_fallback = false;
  bool at_start = false;
};
/// A value of an environment variable or the like: literal text or one of the forms above.
using ValueForm = std::variant<std::string, Ref, SecretRef, FromEnv>;

// --- sites ------------------------------------------------------------------------------------

enum class AliasMode : unsigned char { serve, redirect };
constexpr auto words(const AliasMode*) {
  return std::array<EnumWord<AliasMode>, 2>{
      {{"serve", AliasMode::serve, "the same routes answer under this name"},
       {"redirect", AliasMode::redirect, "answered by a permanent redirect to the site's domain"}}};
}

struct Route {
  Maybe<Word> to;               ///< service or service.process
  Maybe<RefPath> files;         ///< service.volume
  Maybe<std::string> redirect;  ///< URL or path
  Maybe<bool> websocket;
  Maybe<Duration> timeout;
  Maybe<Duration> idle;
  Maybe<Bytes> body;
  Maybe<Duration> cache;
  Maybe<bool> immutable;
  Maybe<RelativePath> fallback;  ///< file that answers for paths without one of their own
  List<Traced<Id>> auth;         ///< users who may enter
};

struct Site {
  Maybe<Domain> domain;
  Maybe<Domain> was;  ///< former domain, after which its certificate is named
  ById<Maybe<AliasMode>, Domain> aliases;
  ById<Route, UrlPath> routes;
};

// --- services ---------------------------------------------------------------------------------

struct Health {
  Maybe<UrlPath> path;
  Maybe<Command> run;  ///< asks where no path can
  Maybe<Duration> every;
  Maybe<Duration> timeout;
  Maybe<Duration> start;
  Maybe<int> retries;
};

/// A folder of a file server that every machine can reach (NFS).
struct SharedFolder {
  Maybe<Domain> host;
  Maybe<AbsolutePath> path;
};

struct Volume {
  Maybe<AbsolutePath> path;
  Maybe<Word> adopt;              ///< name of an existing engine volume that holds the data
  Maybe<Id> was;                  ///< former id
  Maybe<AbsolutePath> directory;  ///< of the host, which holds the data
  Maybe<SharedFolder> shared;     ///< where all machines find the data
};

enum class Persistence : unsigned char { none, snapshot, aof };
constexpr auto words(const Persistence*) {
  return std::array<EnumWord<Persistence>, 3>{
      {{"none", Persistence::none, "nothing is kept: a cache"},
       {"snapshot", Persistence::snapshot, "written to the volume from time to time"},
       {"aof", Persistence::aof, "each change is appended to a file"}}};
}

struct Build {
  Maybe<RelativePath> context;
  Maybe<RelativePath> requirements;
  Maybe<Word> manager;          ///< package manager
  Maybe<RelativePath> package;  ///< of a workspace
  Maybe<Word> script;           ///< of the package, which builds it
  Maybe<RelativePath> output;   ///< what it builds, where that is files
};

/// A program that somebody else runs.
struct External {
  Maybe<Domain> host;
  Maybe<HostPort> port;
};

enum class Runs : unsigned char { containers, programs };
constexpr auto words(const Runs*) {
  return std::array<EnumWord<Runs>, 2>{
      {{"containers", Runs::containers, "everything in containers of one compose project"},
       {"programs", Runs::programs, "proxy, scheduler and applications as programs of the machine itself"}}};
}

enum class Init : unsigned char { none, systemd };
constexpr auto words(const Init*) {
  return std::array<EnumWord<Init>, 2>{
      {{"none", Init::none, "the machine's first process starts `deploy/boot/boot-up.sh`, which keeps them running"},
       {"systemd", Init::systemd, "each is a unit of systemd"}}};
}

/// A door of a host: where its proxy takes connections, and which port leads there from outside.
struct Inbound {
  Maybe<HostPort> listen;
  Maybe<HostPort> public_port;
};

struct Host {
  Maybe<bool> edge;           ///< the proxies stand there, before services of other hosts
  Maybe<int> count;           ///< machines of this kind
  Maybe<Domain> address;      ///< where other hosts reach it
  List<Traced<Id>> services;  ///< what runs there, where there are several
  Maybe<Runs> runs;
  Maybe<Versioned> os;
  Maybe<Init> init;
  Maybe<Word> user;  ///< account of the applications
  Maybe<Inbound> http;
  Maybe<Inbound> https;
  Maybe<AbsolutePath> notify;
};

/// Another process of a service that is built here.
struct Process {
  Maybe<Word> worker;      ///< of the catalogue
  Maybe<Word> project;     ///< what the worker loads
  Maybe<Command> options;  ///< follow the worker's own words
  Maybe<Command> run;      ///< starts it, where no worker of the catalogue does
  Maybe<Health> health;
  Maybe<Duration> stop;
  Maybe<Bytes> memory;
  Maybe<Id> on;  ///< host that runs it
};

struct Service {
  // built here
  Maybe<Word> framework;
  Maybe<Versioned> language;
  Maybe<Word> project;
  Maybe<Word> server;
  Maybe<Command> run;       ///< starts it, where no server of the catalogue does
  Maybe<std::string> test;  ///< shell text
  Maybe<Build> build;
  List<Traced<Word>> native;    ///< packages of the language that compile against system libraries
  List<Traced<Word>> packages;  ///< Debian packages of the final image
  Maybe<ImageName> push;
  Maybe<HostPort> listen;
  Maybe<AbsolutePath> venv;  ///< on a host that runs programs
  List<Traced<Command>> release;
  ById<Process, Id> processes;
  // backing
  Maybe<Versioned> use;
  Maybe<External> external;  ///< somebody else runs it
  Maybe<Word> charset;
  Maybe<Id> database;
  Maybe<Id> user;
  Maybe<SecretRef> password;
  List<Traced<Id>> users;  ///< of its own, who may log in to it
  Maybe<Persistence> persist;
  // any image
  Maybe<ImageRef> image;
  Maybe<UserNumbers> run_as;
  // several of these
  Maybe<Health> health;
  ById<Volume, Id> volumes;
  ById<Maybe<ValueForm>, EnvName> env;
  List<Traced<EnvName>> secrets;
  Maybe<Duration> stop;  ///< grace between the stop signal and the kill
  Maybe<Bytes> memory;
};

// --- the rest ---------------------------------------------------------------------------------

/// The page on which a proxy shows its own state, with a login.
struct Statistics {
  Maybe<HostPort> port;
  Maybe<Id> user;
  Maybe<SecretRef> password;
};

enum class Packaging : unsigned char { mounted, own };
constexpr auto words(const Packaging*) {
  return std::array<EnumWord<Packaging>, 2>{
      {{"mounted", Packaging::mounted, "the official image, with the files under deploy/ mounted"},
       {"own", Packaging::own, "an image with those files inside, built on the host by deploy.sh"}}};
}

/// One proxy of a tier.
struct Proxy {
  Maybe<Versioned> proxy;
  Maybe<HostPort> debug;  ///< on 127.0.0.1 of the host, for a look at this proxy alone
  Maybe<Statistics> stats;
  Maybe<Packaging> image;
  ById<Maybe<ValueForm>, RefPath> bind;  ///< values of the stack that the container's start fills in
};
using Tier = ById<Proxy, Id>;

/// `none`, the proxy in front (`nginx`, `nginx:1.30`), or tiers of named proxies, the outermost first.
struct Edge {
  Maybe<Versioned> proxy;
  List<Tier> tiers;
  bool none() const { return proxy.removed() || (proxy && proxy->name == "none"); }
};

enum class Proof : unsigned char { webroot, dns };
constexpr auto words(const Proof*) {
  return std::array<EnumWord<Proof>, 2>{
      {{"webroot", Proof::webroot, "a file under /.well-known/acme-challenge/ that the edge serves"},
       {"dns", Proof::dns, "a TXT record, which `hook` adds and removes"}}};
}

struct Tls {
  Maybe<Issuer> issuer;
  Maybe<Proof> proof;
  Maybe<Email> contact;
  Maybe<AbsolutePath> certificate;  ///< bought, with its chain: a file of the host
  Maybe<AbsolutePath> key;          ///< of it
  Maybe<RelativePath> hook;         ///< the team's own: adds and removes TXT records
  List<Traced<EnvName>> secrets;    ///< variables of the hook
  List<Traced<Domain>> servers;     ///< authoritative for the names, where DNS does not say so
};

/// A load balancer that somebody runs before the edge: it ends TLS, and is believed about clients.
struct Balancer {
  Maybe<Word> use;                     ///< whose it is; where it is said, stackc describes it
  List<Traced<AddressRange>> trusted;  ///< where it asks from
  Maybe<Duration> idle;                ///< after how long it gives a silent connection up
  Maybe<Duration> sticky;              ///< for how long a client stays with one machine
  Maybe<Duration> drain;               ///< for how long a machine that leaves may finish
};

struct Job {
  Maybe<Id> in;
  Maybe<Command> run;
  Maybe<Id> backup;
  Maybe<Id> sweep;
  Maybe<TimeOfDay> daily;
  Maybe<CronTime> cron;
  Maybe<int> keep;
  Maybe<Duration> timeout;
  Maybe<Id> on;  ///< host that runs it
};

enum class SecretSource : unsigned char { generated, asked, vault };
constexpr auto words(const SecretSource*) {
  return std::array<EnumWord<SecretSource>, 3>{
      {{"generated", SecretSource::generated, "random, made by secrets.sh"},
       {"asked", SecretSource::asked, "asked for by secrets.sh, because somebody else gave it out"},
       {"vault", SecretSource::vault, "fetched by secrets.sh from the stack's `vault`"}}};
}

/// What is known of a secret beyond its name: made by `secrets.sh` (internal ones) or asked for (external ones).
struct Secret {
  Maybe<SecretSource> from;
  Maybe<std::string> name;  ///< in the vault
  Maybe<std::string> about;
};

/// A key vault that somebody runs: where secrets are that no file of the team may hold.
struct Vault {
  Maybe<Word> use;  ///< of the catalogue
  Maybe<Word> at;   ///< which one: its name, or its region
};

/// A command for people.
struct Task {
  Maybe<Id> in;
  Maybe<Command> run;
};

struct Deploy {
  Maybe<AbsolutePath> path;  ///< the checkout on the host
};

struct GithubCi {
  Maybe<std::string> test;  ///< shell text, run in the checkout
  Maybe<Word> branch;
};

struct AzureCi {
  Maybe<std::string> test;  ///< shell text, run in the checkout
  Maybe<Word> branch;
  Maybe<std::string> connection;  ///< service connection to the registry
};

/// How a pipeline gets the program that checks for drift: one of an action, a download with its digest, a command.
struct StackcSource {
  Maybe<ActionRef> action;
  Maybe<DownloadUrl> url;
  Maybe<Sha256> digest;
  Maybe<Command> run;
};

struct Ci {
  Maybe<StackcSource> stackc;
  Maybe<GithubCi> github;
  Maybe<AzureCi> azure;
};

/// A diagnostic silenced on purpose.
struct Allow {
  Traced<std::string> code;
  Traced<RefPath> at;
  Traced<std::string> because;
};

struct Stack;

struct Stack {
  Maybe<int> stackc;
  Maybe<Id> name;
  Maybe<Id> was;  ///< former name, after which its data are named
  Maybe<TimeZone> timezone;
  Maybe<AncestorPath> repository;  ///< The repository's root, seen from the stack's folder.
  ById<Site, Word> sites;          ///< ids; the id may be the domain itself
  ById<Service, Id> services;
  Maybe<Edge> edge;
  ById<Host, Id> hosts;
  Maybe<Tls> tls;
  Maybe<Balancer> balancer;
  ById<Job, Id> jobs;
  List<Traced<Id>> users;  ///< may pass where a route asks for them
  ById<Task, Id> tasks;
  ById<Secret, Id> secrets;
  Maybe<Vault> vault;
  Maybe<Deploy> deploy;
  Maybe<Ci> ci;
  List<Allow> allow;
  ById<Stack, Id> environments;  ///< overlays; those of an overlay stay empty

  /// The name that data hang on: project, volumes, the database in them.
  const Maybe<Id>& data_name() const { return was.present() ? was : name; }
};

/// The host whose machine runs the programs itself; nullptr where containers do. Of a complete stack.
inline const Entry<Host, Id>* program_host(const Stack& stack) {
  for (const Entry<Host, Id>& host : stack.hosts) {
    if (host.value.runs.present() && *host.value.runs == Runs::programs) return &host;
  }
  return nullptr;
}

}  // namespace stackc
