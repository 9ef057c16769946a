// What stackc knows of the world: backing services, runtimes, frameworks, servers, proxies, ACME clients, CI actions.
// The data stand in templates/catalog/*.yaml; a generator turns them into constant tables while building, so nothing
// is parsed at run time. Each struct has one `describe` in describe.h, which the generator and tests read.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stackc::catalog {

template <class T>
using Slice = std::span<const T>;

/// How the data files spell a value of a closed enum: as the value is named here. `words_of` lists them beside each
/// enum.
template <class E>
struct EnumWord {
  E value;
  std::string_view word;
};

/// The day on which the facts of the catalogue hold: what ended before it is reported, whatever day it is today,
/// so that the same stack compiles the same tomorrow.
inline constexpr std::string_view as_of = "2026-08-22";

/// One release cycle of a program: what people write, the image's tag, and when upstream stops mending it.
struct Cycle {
  std::string_view version;
  std::string_view tag;
  std::string_view end_of_life;  ///< ISO date, empty if none is known; facts as of 2026-08-22 (endoflife.date).
  std::string_view replacement;  ///< What to move to, with what a person must know.
  std::string_view builder;      ///< Tag of the image that has what building takes; empty: the same.
};

/// What an environment variable of a backing service's image is filled with.
enum class Fills : std::uint8_t { database, user, password, root_password };
inline constexpr EnumWord<Fills> fills_words[] = {
    {Fills::database, "database"},
    {Fills::user, "user"},
    {Fills::password, "password"},
    {Fills::root_password, "root_password"},
};
constexpr Slice<EnumWord<Fills>> words_of(const Fills*) { return fills_words; }
struct ContractVariable {
  std::string_view name;
  Fills fills;
};

/// A key of the stack that becomes words of the service's command; `{}` in a word stands for the value, of `memory` for
/// the MiB that are three quarters of it.
enum class Option : std::uint8_t { always, charset, persist, memory };
inline constexpr EnumWord<Option> option_words[] = {
    {Option::always, "always"},
    {Option::charset, "charset"},
    {Option::persist, "persist"},
    {Option::memory, "memory"},
};
constexpr Slice<EnumWord<Option>> words_of(const Option*) { return option_words; }
struct OptionWords {
  Option option;
  std::string_view when;  ///< The value that these words are for; empty for any.
  Slice<std::string_view> words;
};

enum class Role : std::uint8_t { database, cache };
inline constexpr EnumWord<Role> role_words[] = {
    {Role::database, "database"},
    {Role::cache, "cache"},
};
constexpr Slice<EnumWord<Role>> words_of(const Role*) { return role_words; }

/// What a backing service can do beside answering.
enum class ServiceAbility : std::uint8_t {
  streams,  ///< Takes bodies of any size, as they come, and may be silent while it looks at them.
  sweeps,   ///< Its script takes away what is old, at a set time.
  images,   ///< Keeps images of containers.
};
inline constexpr EnumWord<ServiceAbility> service_ability_words[] = {
    {ServiceAbility::streams, "streams"},
    {ServiceAbility::sweeps, "sweeps"},
    {ServiceAbility::images, "images"},
};
constexpr Slice<EnumWord<ServiceAbility>> words_of(const ServiceAbility*) { return service_ability_words; }

struct BackingService {
  std::string_view name;
  std::string_view title;
  bool queue;  ///< Hands out work to workers.
  Role role;
  std::string_view image;
  std::string_view version;  ///< Taken when the stack names none.
  Slice<Cycle> cycles;
  std::uint16_t port;
  std::string_view data_path;  ///< Empty if it keeps nothing.
  std::string_view user;       ///< `uid:gid` that the program runs as in its image.
  Slice<ContractVariable> contract;
  std::string_view password_variable;  ///< Variable that the image's own clients read the password from (never argv);
                                       ///< empty if it asks for none.
  Slice<std::string_view> start;       ///< Words of the command before the options; empty for the image's own.
  Slice<OptionWords> options;
  std::string_view script;    ///< Template of the script that starts it in production, instead; empty if none.
  std::string_view web_path;  ///< Answers 200 to everybody, where it speaks HTTP; empty: no route leads to it.
  Slice<ServiceAbility> abilities;
  std::string_view hash_image;     ///< Image with the program that makes its users' hashes; empty if it has no users.
  Slice<std::string_view> health;  ///< Exec form, run in the container.
  bool read_only;                  ///< Works with a read-only root file system and the tmpfs below.
  Slice<std::string_view> tmpfs;   ///< In compose's short syntax, with options.
  std::uint32_t start_seconds;     ///< Until the first healthy answer, on an empty data directory.
  std::uint32_t stop_seconds;      ///< Grace that a clean shutdown needs.
  std::string_view dump;           ///< Template of the script that dumps and restores it; empty if there is none.
  std::string_view dump_program;   ///< What that script calls,
  std::string_view client;         ///< and the program that reads its dumps.
  std::string_view administrator;  ///< Account that may do everything; empty: the application's own.
  std::string_view ci_options;     ///< Of a service container in CI whose passwords are `test`.
  std::string_view ci_setup;       ///< Shell text for that container before the tests; may be empty.
};

/// What a language's packages are listed in.
enum class Packaging : std::uint8_t {
  requirements,
  package_json,
  wrapper,  ///< The build of the source itself, which its wrapper runs.
};
inline constexpr EnumWord<Packaging> packaging_words[] = {
    {Packaging::requirements, "requirements"},
    {Packaging::package_json, "package_json"},
    {Packaging::wrapper, "wrapper"},
};
constexpr Slice<EnumWord<Packaging>> words_of(const Packaging*) { return packaging_words; }

/// How the code of a developer comes into the container that runs it.
enum class Development : std::uint8_t {
  mounted,  ///< It lies over that of the image.
  synced,   ///< Changes are copied into a container of the stage that builds.
  rebuilt,  ///< A change is another image: the one of production.
};
inline constexpr EnumWord<Development> development_words[] = {
    {Development::mounted, "mounted"},
    {Development::synced, "synced"},
    {Development::rebuilt, "rebuilt"},
};
constexpr Slice<EnumWord<Development>> words_of(const Development*) { return development_words; }

struct Runtime {
  std::string_view name;  ///< Language: python.
  std::string_view image;
  std::string_view version;
  Slice<Cycle> cycles;
  Packaging packaging;
  std::string_view manager;  ///< Its package manager where the stack names none; empty if there is no choice.
  Development development;
  std::uint16_t threads;        ///< The most of them in a container, processes included.
  std::string_view memory;      ///< Limit of its processes where the stack says none; empty: they have none.
  std::string_view dockerfile;  ///< Template of its images.
  std::string_view entrypoint;  ///< Template of what starts them: waits with what the image has.
};

/// A program that installs packages and builds code. In its words `{package}` and `{script}` are filled in.
struct PackageManager {
  std::string_view name;
  std::string_view runtime;
  std::string_view version;  ///< Installed beside the runtime; empty if the runtime's image has it.
  std::string_view lock;     ///< Its lock file; empty if the wrapper in the source sees to it.
  bool store;  ///< Fills a store from the lock file alone, and can lay out one package of a workspace by itself.
  Slice<std::string_view> script;            ///< Runs a script of the package.
  Slice<std::string_view> exec;              ///< Begins a command of a package that is installed.
  Slice<std::string_view> workspace_script;  ///< The same for one package of a workspace; empty if it has no `store`.
  Slice<std::string_view> workspace_exec;
  Slice<std::string_view> build;            ///< Builds what runs, where the wrapper of the source does.
  Slice<std::string_view> workspace_build;  ///< The same for one package of several.
  Slice<std::string_view> test;             ///< Runs the tests, where the stack does not say how.
  std::string_view output;                  ///< Folder in which the build leaves its one jar.
  std::string_view cache;                   ///< Folder in which it keeps what it has fetched, of root.
};

/// A variable that a program is told by; `{port}`, and `{drain}` for the time in which it may finish what it does, are
/// filled in.
struct ServerVariable {
  std::string_view name;
  std::string_view value;
};

/// How a server calls the application.
enum class Interface : std::uint8_t {
  wsgi,
  asgi,
  http,  ///< The program itself listens.
};
inline constexpr EnumWord<Interface> interface_words[] = {
    {Interface::wsgi, "wsgi"},
    {Interface::asgi, "asgi"},
    {Interface::http, "http"},
};
constexpr Slice<EnumWord<Interface>> words_of(const Interface*) { return interface_words; }

struct Server {
  std::string_view name;
  std::string_view runtime;
  Interface interface;
  bool websockets;
  std::uint16_t port;
  Slice<std::string_view> command;  ///< `{address}`, `{port}`, `{module}` and `{package/}` are filled in.
  std::string_view module;          ///< Where the framework says none; `{project}` is filled in.
  Slice<ServerVariable> variables;  ///< That it reads, unless the stack says otherwise.
  std::string_view
      reload_signal;  ///< Makes it take up new code without refusing a request; empty: only a restart does.
};

struct Framework {
  std::string_view name;
  std::string_view title;
  std::string_view runtime;
  std::string_view server;         ///< Default.
  Slice<Interface> interfaces;     ///< By which servers may call it.
  std::string_view module;         ///< What a server loads, `{project}` filled in; empty: what the server says.
  std::string_view static_volume;  ///< Id of the volume that holds what the framework collects; empty if it has none.
  std::string_view static_path;    ///< Where its image has that volume.
  Slice<std::string_view> static_command;     ///< Fills that volume, once per release.
  bool files;                                 ///< What is built are files for the edge: no process runs in production.
  std::string_view script;                    ///< Of the package, which builds it; empty if nothing is built.
  std::string_view output;                    ///< Folder that the script fills with files for the edge.
  std::string_view hashed;                    ///< Folder in there whose files have their digest in their name.
  std::string_view fallback;                  ///< File in there that answers for paths without a file.
  std::string_view standalone;                ///< Folder in which the script leaves all that runs, packages included.
  Slice<std::string_view> beside;             ///< Folders that it needs beside that, in the same place.
  Slice<std::string_view> scratch;            ///< Folders that it writes to and that nothing is lost with.
  std::string_view baked;                     ///< Prefix of variables that the script reads, and no process.
  std::string_view health;                    ///< Path that says whether it works; empty: `/`.
  std::string_view dev_script;                ///< Script of the package that developers run.
  Slice<std::string_view> dev_exec;           ///< Program of a package that developers run; `{port}` is filled in.
  Slice<std::string_view> dev_command;        ///< `{port}` and `{module}` are filled in.
  Slice<std::string_view> generated_secrets;  ///< Secrets that nobody outside gives out: made at random.
  std::string_view marker;                    ///< A file of the source that tells `init` of this framework.
};

/// A program that works beside an application, on its code and in its image.
struct Worker {
  std::string_view name;
  std::string_view title;
  std::string_view runtime;
  Slice<std::string_view> command;  ///< `{project}` is filled in; the stack's options follow.
  Slice<std::string_view> health;   ///< Exec form, `{project}` is filled in; empty: that it runs is all that is asked.
  bool queue;                       ///< Takes its work from a service that has a `queue`.
  bool single;                      ///< Two of them would do everything twice.
  std::uint32_t stop_seconds;       ///< To end what it does.
};

/// A package of a language that compiles against system libraries.
struct NativePackage {
  std::string_view name;
  std::string_view runtime;
  Slice<std::string_view> build_packages;    ///< Debian packages of the builder stage.
  Slice<std::string_view> runtime_packages;  ///< Debian packages of the final image.
};

/// Directives and parameters that came with a version of a proxy.
enum class Feature : std::uint8_t { http2_directive, hybrid_groups, reject_handshake, upstream_resolve };
inline constexpr EnumWord<Feature> feature_words[] = {
    {Feature::http2_directive, "http2_directive"},
    {Feature::hybrid_groups, "hybrid_groups"},
    {Feature::reject_handshake, "reject_handshake"},
    {Feature::upstream_resolve, "upstream_resolve"},
};
constexpr Slice<EnumWord<Feature>> words_of(const Feature*) { return feature_words; }
struct FeatureSince {
  Feature feature;
  std::string_view since;
};
/// What a proxy can do in stackc's hands.
enum class Ability : std::uint8_t {
  files,       ///< Serves files of volumes.
  tls,         ///< Ends TLS with the certificates of the ACME client.
  balance,     ///< Spreads requests over other proxies and leaves out those that fail.
  statistics,  ///< Has a page of its own state.
  fallback,    ///< Answers with one page for paths without a file.
  logins,      ///< Asks for names and passwords.
  trust,       ///< Believes what a balancer says of clients, and nobody else.
};
inline constexpr EnumWord<Ability> ability_words[] = {
    {Ability::files, "files"},           {Ability::tls, "tls"},           {Ability::balance, "balance"},
    {Ability::statistics, "statistics"}, {Ability::fallback, "fallback"}, {Ability::logins, "logins"},
    {Ability::trust, "trust"},
};
constexpr Slice<EnumWord<Ability>> words_of(const Ability*) { return ability_words; }

struct Proxy {
  std::string_view name;
  std::string_view title;
  std::string_view image;
  std::string_view image_user;  ///< That its workers run as, in its image.
  std::string_view version;
  Slice<Cycle> cycles;
  Slice<FeatureSince> features;
  Slice<Ability> abilities;
  std::string_view folder;        ///< Where its container has the configuration.
  Slice<std::string_view> start;  ///< Runs it in the foreground; `{folder}` is filled in.
  Slice<std::string_view> check;  ///< Reads the configuration and ends; `{folder}` is filled in.
  std::string_view reload;        ///< The signal by which it reads its configuration again, without a gap.
  std::string_view stop;          ///< The signal that ends it when its requests are answered.
  Slice<std::string_view> probe;  ///< Health check, exec form, with `{port}`; empty where the image has curl.
  std::uint16_t user;             ///< Number of user and group of its container; 0 where it steps down by itself.
  Slice<std::string_view> capabilities;  ///< That this stepping down takes.
  Slice<std::string_view> tmpfs;         ///< Folders below /run that it writes to.
  std::string_view temporary;            ///< Folder for bodies of requests on their way; empty if it has none.
  std::uint16_t processes;               ///< The most of them, threads included.
};

/// What a system of hosts brings under the name of a proxy, runtime or ACME client.
struct Packaged {
  std::string_view program;
  std::string_view release;  ///< Of the system.
  std::string_view version;  ///< Of the program, as its entry in the catalogue spells it.
  std::string_view package;
  std::string_view user;  ///< That it runs as.
};

/// The operating system of a host that runs the programs itself.
struct System {
  std::string_view name;
  std::string_view title;
  std::string_view version;
  Slice<Cycle> cycles;
  Slice<std::string_view> packages;   ///< That the scripts on the host need.
  Slice<std::string_view> scheduler;  ///< Command of the program that runs /etc/cron.d, in the foreground.
  std::string_view scheduler_pid;     ///< File that it writes its number to.
  Slice<Packaged> programs;
};

/// A number that a load balancer can be told: seconds, but for `probe_count`.
enum class BalancerLimit : std::uint8_t {
  idle,           ///< It gives up a connection that is silent for so long.
  drain,          ///< A machine that leaves may finish requests for so long.
  sticky,         ///< A client stays with one machine for so long.
  probe_every,    ///< Between two questions whether a machine works.
  probe_timeout,  ///< It waits for an answer.
  probe_count,    ///< Answers of one kind in a row that it takes to believe them.
};
inline constexpr EnumWord<BalancerLimit> balancer_limit_words[] = {
    {BalancerLimit::idle, "idle"},
    {BalancerLimit::drain, "drain"},
    {BalancerLimit::sticky, "sticky"},
    {BalancerLimit::probe_every, "probe_every"},
    {BalancerLimit::probe_timeout, "probe_timeout"},
    {BalancerLimit::probe_count, "probe_count"},
};
constexpr Slice<EnumWord<BalancerLimit>> words_of(const BalancerLimit*) { return balancer_limit_words; }
struct LimitRange {
  BalancerLimit limit;
  std::uint32_t least;
  std::uint32_t most;
};

/// A provider's load balancer, which stackc describes in the provider's own language.
struct Balancer {
  std::string_view name;
  std::string_view title;
  std::string_view description;  ///< Template of what the provider is told.
  std::string_view page;         ///< Template of the page that says how it is applied.
  std::string_view tls_policy;   ///< As the provider calls it.
  Slice<LimitRange> limits;      ///< One for each limit.
};

struct AcmeClient {
  std::string_view name;
  std::string_view image;
  std::string_view tag;
};

/// A known ACME issuer by the word that stands in `tls.issuer`.
struct Issuer {
  std::string_view name;
  std::string_view title;
  std::string_view directory;
  std::string_view staging;  ///< Directory for dry runs; empty if there is none.
};

/// The time zones that images know.
struct TimeZones {
  std::string_view name;
  std::string_view version;       ///< Of the IANA database.
  Slice<std::string_view> zones;  ///< Sorted by bytes.
};

struct Action {
  std::string_view name;  ///< actions/checkout
  std::string_view commit;
  std::string_view version;  ///< The exact tag that the commit is.
};

/// A key vault, and the program that reads it.
struct Vault {
  std::string_view name;
  std::string_view title;
  std::string_view program;
  Slice<std::string_view>
      arguments;               ///< `{at}` is which vault, a whole word `{name}` which secret; prints its value alone.
  std::string_view sign_in;    ///< What whoever runs it has to have done before.
  std::string_view separator;  ///< Between the words of a name where the stack says none.
};

// --- the tables, sorted by name ------------------------------------------------------------------

Slice<BackingService> backing_services();
Slice<Runtime> runtimes();
Slice<PackageManager> package_managers();
Slice<Server> servers();
Slice<Framework> frameworks();
Slice<Worker> workers();
Slice<NativePackage> native_packages();
Slice<Proxy> proxies();
Slice<System> systems();
Slice<Balancer> balancers();
Slice<AcmeClient> acme_clients();
Slice<Issuer> issuers();
Slice<TimeZones> time_zones();
Slice<Vault> vaults();
Slice<Action> actions();

/// The digest of one data file, for the lock: an artifact records those of the entries that it was made from.
struct EntryDigest {
  std::string_view name;    ///< The file's name without `.yaml`; of all kinds but `actions` the row's own name.
  std::string_view sha256;  ///< Of its bytes, 64 lower-case hexadecimal digits.
};
Slice<EntryDigest> entry_digests();

/// The row with that name, or nullptr.
template <class T>
const T* find(Slice<T> table, std::string_view name) {
  for (const T& row : table) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

/// Compares dotted versions number by number (`1.9` < `1.25.1`; a shorter one counts as having zeros).
int compare_versions(std::string_view a, std::string_view b);

/// What a release of the system (`12`) brings of a program; nullptr if nothing.
const Packaged* packaged(const System& system, std::string_view release, std::string_view program);

/// Whether the proxy of that version has the feature.
bool has(const Proxy& proxy, std::string_view version, Feature feature);
/// Whether the proxy can do that.
bool can(const Proxy& proxy, Ability ability);
bool can(const BackingService& service, ServiceAbility ability);

/// The cycle that a written version belongs to: equal, or `8.0` for `8.0.36`; nullptr if the catalogue knows none.
const Cycle* cycle_of(Slice<Cycle> cycles, std::string_view version);

}  // namespace stackc::catalog
