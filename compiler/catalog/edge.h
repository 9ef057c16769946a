// What stands in front: proxies, the systems that bring them, balancers, who issues certificates.
#pragma once

#include <cstdint>
#include <string_view>

#include "catalog/row.h"

namespace stackc::catalog {

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

}  // namespace stackc::catalog
