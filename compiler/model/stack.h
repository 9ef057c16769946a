// The description as a person wrote it: every key of the language, all of it optional here.
// One struct per map of the language; describe_stack.h says their keys. An environment's overlay is a Stack too.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/maybe.h"
#include "model/types.h"

namespace stackc {

// --- value forms ------------------------------------------------------------------------------

/// `{ref: db.host}`; `join` glues a list.
struct Ref {
  RefPath path;
  std::string join;
  bool joined = false;
};
/// `{secret: name}`.
struct SecretRef {
  Id name;
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

struct Route {
  Maybe<Word> to;              ///< service or service.process
  Maybe<RefPath> files;        ///< service.volume
  Maybe<std::string> redirect; ///< URL or path
  Maybe<bool> websocket;
  Maybe<bool> strip;
  Maybe<Duration> timeout;
  Maybe<Duration> idle;
  Maybe<Bytes> body;
  Maybe<Duration> cache;
  Maybe<bool> immutable;
};

struct Site {
  Maybe<Domain> domain;
  ById<Maybe<AliasMode>, Domain> aliases;
  ById<Route, UrlPath> routes;
};

// --- services ---------------------------------------------------------------------------------

struct Health {
  Maybe<UrlPath> path;
  Maybe<Duration> every;
  Maybe<Duration> timeout;
  Maybe<Duration> start;
  Maybe<int> retries;
};

struct Volume {
  Maybe<AbsolutePath> path;
  Maybe<Word> adopt;     ///< name of an existing engine volume that holds the data
  Maybe<Id> was;         ///< former id
};

enum class Persistence : unsigned char { none, snapshot, aof };

struct Build {
  Maybe<RelativePath> context;
  Maybe<RelativePath> requirements;
};

struct Service {
  // built here
  Maybe<Word> framework;
  Maybe<Versioned> language;
  Maybe<Word> project;
  Maybe<Word> server;
  Maybe<Build> build;
  std::vector<Traced<Word>> native;    ///< packages of the language that compile against system libraries
  std::vector<Traced<Word>> packages;  ///< Debian packages of the final image
  Maybe<ImageName> push;
  Maybe<HostPort> listen;
  std::vector<Traced<Command>> release;
  // backing
  Maybe<Versioned> use;
  Maybe<Word> charset;
  Maybe<Id> database;
  Maybe<Id> user;
  Maybe<SecretRef> password;
  Maybe<Persistence> persist;
  // both
  Maybe<Health> health;
  ById<Volume, Id> volumes;
  ById<ValueForm, EnvName> env;
  std::vector<Traced<EnvName>> secrets;
  Maybe<Duration> stop;                ///< grace between the stop signal and the kill
  Maybe<Bytes> memory;
};

// --- the rest ---------------------------------------------------------------------------------

/// `none`, or the proxy in front: `nginx`, `nginx:1.30`.
struct Edge {
  Maybe<Versioned> proxy;
};

enum class Proof : unsigned char { webroot };

struct Tls {
  Maybe<Issuer> issuer;
  Maybe<Proof> proof;
  Maybe<Email> contact;
};

struct Job {
  Maybe<Id> in;
  Maybe<Command> run;
  Maybe<Id> backup;
  Maybe<TimeOfDay> daily;
  Maybe<CronTime> cron;
  Maybe<int> keep;
  Maybe<Duration> timeout;
};

enum class SecretSource : unsigned char { generated, asked };

/// What is known of a secret beyond its name: made by `secrets.sh` (internal ones) or asked for (external ones).
struct Secret {
  Maybe<SecretSource> from;
  Maybe<std::string> about;
};

struct Deploy {
  Maybe<AbsolutePath> path;   ///< the checkout on the host
  Maybe<Word> user;
};

struct GithubCi {
  Maybe<std::string> test;    ///< shell text, run in the checkout
  Maybe<Word> branch;
};

struct Ci {
  Maybe<GithubCi> github;
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
  Maybe<TimeZone> timezone;
  Maybe<AncestorPath> repository;  ///< The repository's root, seen from the stack's folder.
  ById<Site, Word> sites;      ///< ids; the id may be the domain itself
  ById<Service, Id> services;
  Maybe<Edge> edge;
  Maybe<Tls> tls;
  ById<Job, Id> jobs;
  ById<Secret, Id> secrets;
  Maybe<Deploy> deploy;
  Maybe<Ci> ci;
  std::vector<Allow> allow;
  ById<Stack, Id> environments;  ///< overlays; those of an overlay stay empty
};

}  // namespace stackc
