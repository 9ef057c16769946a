// What stands before the applications: sites and their routes, proxies, a balancer before them, certificates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "topology/services.h"

namespace stackc::topology {

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
  Traced<Duration> timeout;           ///< Between two reads from the upstream; the idle time of a websocket.
  std::optional<Traced<Bytes>> body;  ///< The largest; absent: as large as they like, passed on as they come.
  std::optional<Traced<Duration>> cache;
  bool immutable = false;
  std::optional<Mount> volume;                ///< Where `files` come from.
  std::optional<Traced<UrlPath>> fallback;    ///< Answers for paths without a file; it and its like are never kept.
  std::optional<Traced<UrlPath>> hashed;      ///< Below it, names hold the file's digest.
  std::optional<Traced<RelativePath>> index;  ///< Answers for the folder that holds it.
  std::optional<Traced<UrlPath>> not_found;   ///< Shown with 404, if it is there.
  bool revalidated = false;                   ///< Clients ask each time whether what they have is still good.
  std::optional<Traced<Word>> gate;           ///< Who may enter.
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
  bool indexes = false;                   ///< Some route has an `index`.
  bool by_address = false;                ///< One of its names is an address, which a handshake does not tell.
  std::optional<Traced<UrlPath>> health;  ///< Answers 200 to everybody: of an application, else a page for all paths.
};

/// Where a proxy takes requests to: an application, or a proxy of the next tier.
struct Upstream {
  Traced<Id> id;                            ///< Service; also its name on the network.
  std::optional<Traced<Domain>> address{};  ///< Where the name means nothing: on another host, or on this machine.
  Traced<HostPort> port;
  std::optional<Traced<UrlPath>> health;  ///< Answers 200 while it works; any image is only asked to take connections.
  Traced<Domain> health_host;             ///< The Host header that it accepts there.
  std::optional<Late> host_from{};        ///< Where the container's start fills in the name,
  std::optional<Late> port_from{};        ///< or the port.
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

/// A certificate that a balancer's provider issues and keeps: of one site.
struct ProviderCertificate {
  Word resource;    ///< What the provider's description calls it,
  Word attachment;  ///< and that the balancer has it.
  Traced<Domain> domain;
  std::vector<Traced<Domain>> others;  ///< The rest of its names.
};

/// What a balancer's provider is told beside the rest: the balancer is one of the catalogue's.
struct ManagedBalancer {
  Traced<Word> use;
  Traced<std::string> title;
  Traced<Word> tls_policy;
  Word name;                               ///< Of all of it, at the provider.
  RelativePath description;                ///< The file in the provider's language,
  RelativePath page;                       ///< and the page that says how it is applied.
  Traced<Duration> drain;                  ///< For how long a machine that leaves may finish.
  std::optional<Traced<Duration>> sticky;  ///< For how long a client stays with one machine; else any answers.
  Traced<UrlPath> path;                    ///< What it asks each machine,
  Traced<Duration> every;                  ///< how often,
  Traced<Duration> timeout;                ///< and how long it waits for the answer.
  Traced<int> healthy;                     ///< Good answers in a row after which a machine gets requests.
  Traced<int> unhealthy;                   ///< Bad ones after which it gets none.
  std::vector<ProviderCertificate> certificates;
};

/// A load balancer before the edge, which ends TLS. What it says about clients is believed.
struct Balancer {
  std::vector<Traced<AddressRange>> trusted;  ///< Where it asks from.
  Traced<Duration> idle;                      ///< It gives a connection up that is silent for so long.
  Traced<HostPort> https;                     ///< Where clients reach it,
  Traced<HostPort> http;                      ///< and where it redirects them.
  std::optional<BalancerProbe> probe;         ///< Else the proxy's own `/healthz`.
  std::optional<ManagedBalancer> managed{};   ///< Else somebody else sets it up.
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
  bool indexes = false;  ///< Some route answers for a folder by a file in it.
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

}  // namespace stackc::topology
