// Machines: one that runs the programs itself, without containers, and those that share a stack.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "topology/services.h"

namespace stackc::topology {

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
  PlainWord owner;  ///< `user:group`; of containers, their numbers.
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

/// A port of a host that another one comes in at.
struct Door {
  Word resource;  ///< What the provider's description calls it.
  Traced<Id> service;
  Traced<HostPort> port;
  Traced<Id> from;  ///< A host,
  Word from_group;  ///< and its group.
};

/// Which connections a provider lets in to the machines of a host, where the stack describes that (`balancer.use`).
struct FirewallGroup {
  Traced<Id> host;
  Word resource;  ///< What the provider's description calls it.
  Traced<int> count;
  bool several = false;        ///< Machines that are alike.
  bool balanced = false;       ///< The balancer sends requests there,
  std::vector<Word> machines;  ///< to these: what their description calls them.
  std::vector<Door> doors;
  std::optional<Traced<Domain>> address{};  ///< Where other hosts reach services.
  RelativePath page;                        ///< Says how it comes about.
};

/// Another host of the stack, as one sees it.
struct Neighbour {
  Traced<Id> id;
  Traced<int> count;
  bool several = false;   ///< Machines that are alike.
  bool asked = false;     ///< This one asks its services.
  bool asks = false;      ///< It asks this one's.
  bool releases = false;  ///< It runs release commands.
  bool follows = false;   ///< It works in the image of such a host, and runs none.
};

/// Secrets that two hosts know: made on one of them, and taken from there.
struct Handover {
  Traced<Id> host;       ///< The other one of the two,
  bool several = false;  ///< of whose machines the first makes them,
  AbsolutePath script;   ///< and its secrets.sh.
  std::vector<Traced<EnvName>> variables;
};

/// The part of a stack that one host runs, where several machines share it.
struct Part {
  Traced<Id> host;
  Traced<int> count;
  bool several = false;                     ///< Machines that are alike.
  std::optional<Traced<Domain>> address{};  ///< Where other hosts reach services, if they ask some here.
  std::optional<Traced<Id>> proxy{};        ///< The host on this very machine whose proxies ask services here.
  std::vector<Neighbour> others;
  std::vector<Handover> takes{};  ///< Secrets that other hosts make,
  std::vector<Handover> gives{};  ///< and those that others, be it machines like this one, take from here.
  bool first = false;             ///< Some are made on the first of several machines alone.
  bool makes = false;             ///< Some are made, asked for or fetched here.
};

}  // namespace stackc::topology
