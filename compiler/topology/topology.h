// The running system of one environment: who listens where, who may reach whom, which names stand on which
// certificate, what is mounted, what runs when. Rules ask it and templates see it, so that they cannot disagree.
// Every value is final: nothing here is optional because it was forgotten.
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

/// One variable in the environment of a container: a literal, or bound when compose reads the file.
struct Variable {
  Traced<EnvName> name;
  std::optional<Traced<std::string>> literal;
  std::optional<Traced<EnvName>> bound;       ///< Variable of `.env` (a secret) or of the caller's environment.
  std::optional<Traced<PlainWord>> fallback;  ///< Only with `bound`.
  bool secret = false;
  std::string reference{};  ///< `db.host`, where the stack says it by reference.
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
  std::optional<Traced<Word>> script;
};

/// What an application builds for the edge, where it has no process.
struct BuiltFiles {
  RelativePath output;            ///< Below the build context: filled by the build.
  Traced<RelativePath> fallback;  ///< Comes last into the volume, because it names the others.
  Traced<AbsolutePath> folder;    ///< Of the volume, in the container that fills it.
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
  Traced<std::string> title;      ///< For people: `Django on daphne`.
  Traced<Word> runtime;           ///< `python`
  Traced<Word> language_version;  ///< `3.11`
  Traced<ImageRef> base_image;
  Traced<Word> server;
  bool websockets = false;  ///< Whether its server can hold them.
  RelativePath source;      ///< The build context seen from the repository's root.
  Traced<RelativePath> context;
  std::optional<RelativePath> dockerfile;  ///< Where it is the second image of its context.
  std::optional<PythonBuild> python;       ///< One of these two.
  std::optional<NodeBuild> node;
  std::optional<BuiltFiles> files;           ///< It builds files for the edge.
  bool process = true;                       ///< Something of it runs here all the time.
  std::vector<Traced<Word>> natives;         ///< Packages of the language that compile against system libraries.
  std::vector<Traced<Word>> build_packages;  ///< Debian packages, sorted, each once.
  std::vector<Traced<Word>> runtime_packages;
  std::optional<Traced<ImageName>> push;
  std::optional<Traced<Word>> registry;  ///< Host that `push` names; absent for Docker Hub.
  EnvName image_variable;                ///< `WEB_IMAGE`: which image runs, recorded on the host by deploy.
  Traced<HostPort> port;
  std::vector<Traced<std::string>> command;
  std::vector<Traced<std::string>> dev_command;
  std::vector<Traced<std::string>> static_command;  ///< Empty if the framework collects nothing.
  std::vector<Traced<std::string>>
      release;  ///< Once per release, before traffic moves, in this order: shell command lines, quoted.
  Health health;
  Traced<Domain> health_host;             ///< The Host header that the application accepts from a probe.
  std::vector<Variable> environment;      ///< Sorted by name.
  std::vector<Traced<EnvName>> required;  ///< Names the entrypoint insists on.
  std::vector<Wait> waits;
  std::vector<Outside> outside;  ///< Waited for, too.
  std::vector<Mount> mounts;     ///< What it may write.
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
  std::optional<Traced<Bytes>> memory;      ///< Limit of each of its containers.
  std::optional<Traced<std::string>> test;  ///< Shell text.
  std::vector<TestVariable> test_variables;
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
};

/// What a container's start fills in: a variable of it, and of the machine's `.env`.
struct Late {
  Traced<EnvName> variable;
  Traced<PlainWord> fallback;  ///< What holds where nobody sets it.
  bool port = false;           ///< A port; else a host name.
};

/// What a path of a site leads to: an application, or the files of a volume.
struct Route {
  Traced<UrlPath> path;
  bool prefix = false;
  UrlPattern pattern;  ///< The path as a regular expression, without anchors.
  Id name;             ///< Unique in the stack: `main_0`, by the site and the order of its routes.
  std::optional<Traced<Id>> upstream;
  std::optional<Traced<HostPort>> port;         ///< Of the upstream.
  std::optional<Late> host_from{};              ///< Where a proxy's start fills in the upstream's name,
  std::optional<Late> port_from{};              ///< or its port: filled for the files of that proxy alone.
  std::optional<Traced<std::string>> redirect;  ///< URL or path that clients are sent to.
  std::optional<Traced<AbsolutePath>> files;    ///< Folder, as the proxy sees it.
  std::string files_of{};                       ///< `web.static`
  bool uploads = false;                         ///< The files came from visitors: served as foreign content.
  bool websocket = false;
  Traced<Duration> timeout;  ///< Between two reads from the upstream; the idle time of a websocket.
  Traced<Bytes> body;
  std::optional<Traced<Duration>> cache;
  bool immutable = false;
  std::optional<Mount> volume;              ///< Where `files` come from.
  std::optional<Traced<UrlPath>> fallback;  ///< Answers for paths without a file; it and its like are never kept.
  std::optional<Traced<UrlPath>> hashed;    ///< Below it, names hold the file's digest.
  std::optional<Traced<Word>> gate;         ///< Who may enter.
};

/// Somebody with a password, of which the stack keeps a hash.
struct User {
  Traced<Id> id;
  Traced<EnvName> hash;  ///< Variable of `.env`.
};

/// Users who may enter together.
struct Gate {
  Traced<Word> id;  ///< Their names joined by dots; also the file of their passwords.
  std::vector<User> users;
};

struct Site {
  Traced<Word> id;
  Traced<Domain> domain;
  bool any_host = false;                  ///< Answers whatever name is asked for; then it has none of its own.
  std::vector<Traced<Domain>> names;      ///< Served names, the domain first.
  std::vector<Traced<Domain>> redirects;  ///< Names that lead to the domain.
  std::vector<Traced<Domain>> all_names;  ///< Both: what DNS and the certificate must hold.
  std::vector<Traced<Domain>> dns_names;  ///< Those of them that DNS has to know.
  Traced<Domain> lineage;
  std::vector<Route> routes;  ///< Longest path first.
  bool websockets = false;
  bool by_address = false;                ///< One of its names is an address, which a handshake does not tell.
  std::optional<Traced<UrlPath>> health;  ///< Of the application that its routes lead this path to.
};

/// Where a proxy takes requests to: an application, or a proxy of the next tier.
struct Upstream {
  Traced<Id> id;  ///< Service; also its name on the network.
  Traced<HostPort> port;
  Traced<UrlPath> health;           ///< Answers 200 while it works.
  Traced<Domain> health_host;       ///< The Host header that it accepts there.
  std::optional<Late> host_from{};  ///< Where the container's start fills in the name,
  std::optional<Late> port_from{};  ///< or the port.
};

/// A header that the edge adds to answers of an application that does not send it, and to those of its own.
struct Header {
  Word name;
  Id variable;  ///< The same as nginx spells it in names of variables: `x_frame_options`.
  PlainWord value;
};

/// A port on its way: where the process listens, where the host does, what clients type.
struct Endpoint {
  Traced<HostPort> listen;
  Traced<HostPort> publish;
  Traced<HostPort> public_port;
  // In URLs that reach it on the host or from outside; absent where it is that of the scheme.
  std::optional<Traced<HostPort>> publish_in_urls;
  std::optional<Traced<HostPort>> public_in_urls;
};

/// The page on which a proxy shows its own state.
struct Statistics {
  Traced<HostPort> port;  ///< Inside, and on 127.0.0.1 of the host.
  Traced<Id> user;
  Traced<EnvName> password;  ///< Variable of `.env`.
};

/// A folder of the container that its bodies of requests wait in, and the volume behind it.
struct Temporary {
  Traced<Id> id;
  Traced<AbsolutePath> path;
};

/// One proxy. Members of the first tier are reached by the world, those of the last one ask the applications.
/// Who comes in at `http` is a stranger: what he says about himself is replaced. Only the tier before comes in at
/// `behind`, and what it says about the client is believed.
struct Member {
  Traced<Id> id;       ///< Service in the compose file, or program of the host; also its folder below deploy/.
  Traced<Word> proxy;  ///< The program, as the catalogue names it.
  Traced<ImageRef> image;
  bool outermost = false;
  bool last = false;     ///< Asks the applications, and knows the routes.
  bool several = false;  ///< Others of its tier give the same answers.
  bool http2_directive = false;
  bool hybrid_groups = false;  ///< Its OpenSSL knows the hybrid key exchange X25519MLKEM768.
  bool upstream_resolve = false;
  Word user;         ///< That its workers run as.
  AbsolutePath run;  ///< What it makes while it runs: its number, links to the sites that have certificates.
  AbsolutePath access_log;
  AbsolutePath error_log;
  bool local_upstreams = false;  ///< They are programs of the same machine.
  Traced<HostPort> http;         ///< Where it listens for strangers.
  std::optional<Traced<HostPort>> behind;
  std::optional<Traced<HostPort>> debug;  ///< Published on 127.0.0.1, leads to `http`.
  std::optional<Statistics> statistics;
  std::vector<Upstream> upstreams;
  std::vector<Mount> mounts;  ///< Volumes whose files it serves.
  std::optional<Temporary> temporary;
  Traced<Duration> patience;    ///< The longest time that a route lets its application be silent, and a little more.
  Traced<Duration> idle;        ///< The same of WebSockets.
  Traced<AbsolutePath> folder;  ///< Of its configuration, as it sees it.
  std::vector<Traced<std::string>> start;  ///< Runs it in the foreground.
  std::vector<Traced<std::string>> check;  ///< Reads the configuration and ends.
  Traced<Word> reload;                     ///< Signal that makes it read its configuration again.
  std::vector<Traced<std::string>> probe;  ///< Health check.
  std::optional<Traced<int>> owner;        ///< Number of its user and group, where it does not start as root.
  std::vector<Traced<Word>> capabilities;
  std::vector<Traced<Word>> tmpfs;  ///< Folders below /run that it writes to.
  Traced<int> processes;            ///< The most of them, threads included.
  bool own_image = false;           ///< Its configuration is inside its image, which the host builds.
  std::vector<Late> late;           ///< What its start fills in, each variable once.
};

/// Where a balancer asks whether a host works. It knows the host's address and no name.
struct BalancerProbe {
  Traced<Id> application;
  Traced<HostPort> port;
  Traced<Domain> host;  ///< The Host header that the application accepts.
  Health health;
};

/// A load balancer before the edge, which ends TLS. What it says about clients is believed.
struct Balancer {
  std::vector<Traced<AddressRange>> trusted;  ///< Where it asks from.
  Traced<Duration> idle;                      ///< It gives a connection up that is silent for so long.
  Traced<HostPort> https;                     ///< Where clients reach it,
  Traced<HostPort> http;                      ///< and where it redirects them.
  std::optional<BalancerProbe> probe;         ///< Else the proxy's own `/healthz`.
};

/// The proxies in front of the applications, and what holds for all of them.
struct Edge {
  Traced<Id> id;             ///< Of the outermost proxy.
  bool tls = false;          ///< It ends TLS itself.
  bool any_host = false;     ///< Some site answers to every name, so nobody is refused.
  bool named = false;        ///< Some site has names of its own.
  bool tiered = false;       ///< There is more than one tier.
  bool local_ports = false;  ///< Some proxy publishes on 127.0.0.1.
  Endpoint http;             ///< Of the outermost proxy.
  Endpoint https;
  std::optional<Traced<HostPort>> port_in_urls;  ///< That clients type to reach a site; absent where none is needed.
  bool by_address = false;                       ///< Some site has an address for a name.
  AbsolutePath certificates;                     ///< Folder of a folder for each certificate, as the proxy sees it.
  RelativePath certify;                          ///< The script that brings the first one, below the deploy folder.
  AbsolutePath webroot;                          ///< Where proofs for the certificate authority lie.
  Traced<Duration> drain;                        ///< Old connections may finish for so long after a reload.
  Traced<Duration> stop;
  Traced<Duration> keepalive;  ///< How long a silent connection of a client is kept: longer than a balancer keeps it.
  std::optional<Balancer> balancer;
  std::vector<Member> members;  ///< The outermost tier first.
  std::vector<Id> fillers;  ///< One-shot containers that fill volumes of files, where nothing else of a service runs.
  std::vector<Header> headers;
  std::vector<Gate> gates;
  std::vector<User> users;  ///< All who stand at a gate.
  bool websockets = false;
};

/// A command for people.
struct Task {
  Traced<Id> id;
  Traced<Id> application;
  std::vector<Traced<std::string>> command;
};

struct Certificate {
  Traced<Domain> lineage;  ///< The name of its folder, which it keeps: the first domain that its site had.
  Traced<Domain> domain;   ///< Of its site.
  std::vector<Traced<Domain>> names;
  std::vector<PlainWord> subjects;  ///< The same as OpenSSL spells them: `DNS:example.com`, `IP:192.0.2.1`.
};

/// A certificate authority that belongs to the stack: one container makes and renews certificates, and alone sees
/// the authority's key.
struct Authority {
  Traced<Id> id;
  Traced<ImageRef> image;  ///< With openssl and a shell.
};

/// A certificate that somebody bought, and its key: files of the host.
struct Bought {
  Traced<AbsolutePath> certificate;
  Traced<AbsolutePath> key;
};

/// How TXT records prove the names, where no file does.
struct DnsProof {
  Traced<RelativePath> folder;  ///< Of the team's program.
  Traced<Word> program;         ///< In there.
  std::vector<Traced<EnvName>> secrets;
  std::vector<Traced<Domain>> servers;  ///< To ask; those of the zone if none are named.
};

/// The ACME client and when it works.
struct Acme {
  Traced<Id> id;
  Traced<ImageRef> image;
  Traced<HttpUrl> directory;
  std::optional<Traced<HttpUrl>> staging;  ///< For dry runs.
  std::optional<Traced<Email>> contact;
  Traced<std::string> issuer;   ///< For people.
  std::optional<DnsProof> dns;  ///< Else the edge serves the proofs.
  int offset = 0;  ///< Seconds into each half day at which it asks, derived from the stack's name: 0..43199.
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
  bool generated = false;  ///< Made at random by secrets.sh; else asked for.
  bool hash = false;       ///< Of a password that secrets.sh asks for or makes.
  bool adopted = false;    ///< Already inside an adopted volume: asked for, made only for a new one.
  Traced<std::string> about;
  std::vector<Traced<Id>> users;  ///< Services that receive it.
};

struct Volume {
  Traced<Id> id;                                  ///< Key in the compose file.
  Traced<Word> engine_name;                       ///< What `docker volume ls` shows.
  bool external = false;                          ///< Made by somebody else and adopted: never removed by compose.
  std::optional<Traced<AbsolutePath>> directory;  ///< Of the host, which the volume is.
  Traced<std::string> about;
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

/// A service that somebody else runs.
struct External {
  Traced<Id> id;
  Traced<std::string> title;
  Traced<Domain> host;
  Traced<HostPort> port;
  std::optional<Traced<EnvName>> password;  ///< Variable of `.env`.
};

/// A virtual environment that an application's packages lie in, on a host.
struct Venv {
  Traced<AbsolutePath> path;
  Traced<Word> version;  ///< Of the language.
  AbsolutePath requirements;
};

/// A program of the host itself, kept running by boot-up.sh or by systemd.
struct Program {
  Traced<Id> id;
  Traced<std::string> title;
  std::vector<Traced<std::string>> command;  ///< In the foreground; found by PATH.
  Traced<Word> user;
  AbsolutePath directory;
  std::optional<Venv> venv;
  std::vector<Variable> environment;  ///< Bound ones come from `.env`.
  AbsolutePath log;
  std::optional<AbsolutePath> pid_file;  ///< That it writes itself.
  Word process;                          ///< Its name, as the kernel shows it.
  std::vector<Traced<HostPort>> ports;
  Health health;                              ///< Asked of its first port, where it has one.
  std::optional<Traced<Domain>> health_host;  ///< The Host header that it accepts from a probe.
  Word stop_signal;
  std::optional<Word> reload_signal;
  Traced<Duration> stop;
  std::optional<Traced<Bytes>> memory;  ///< Only where systemd can hold it to that.
  bool serves_certificates = false;
};

/// A folder of the host that the applications write to.
struct Folder {
  Traced<AbsolutePath> path;
  Traced<std::string> about;
  std::string volume{};  ///< `web.media`
};

/// A machine that runs the programs itself.
struct Host {
  Traced<Id> id;
  Traced<Word> system;  ///< For people: `Debian`.
  Traced<Word> release;
  bool systemd = false;
  Traced<Word> user;  ///< Of the applications.
  std::vector<Traced<Word>> packages;
  std::vector<Program> programs;  ///< In the order of their start.
  std::vector<Folder> folders;
  AbsolutePath run;
  AbsolutePath logs;
  AbsolutePath state;
  Traced<CronTime> renewal;
  std::optional<Traced<AbsolutePath>> notify;
};

struct Topology {
  Traced<Id> name;
  Traced<Id> environment;
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
  bool watched = false;         ///< Developers' code is copied into containers as it changes.
  std::vector<Backing> backings;
  bool catalogued = false;  ///< Some of them are of the catalogue: what tests can have.
  std::vector<External> externals;
  std::optional<Edge> edge;
  std::optional<Host> host;  ///< Where programs of the machine do what containers do elsewhere.
  std::vector<Site> sites;
  std::vector<Certificate> certificates;
  std::optional<Acme> acme;  ///< Of these three one, where there are certificates.
  std::optional<Authority> authority;
  std::optional<Bought> bought;
  std::vector<Backup> backups;
  std::vector<Task> tasks;
  std::vector<Secret> secrets;  ///< Sorted by variable.
  std::vector<Volume> volumes;  ///< Sorted by id.
  std::optional<GithubCi> github;
};

}  // namespace stackc::topology
