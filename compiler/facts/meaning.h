// What the functions share that say what a changed fact means: one function for each kind of fact.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/fact.h"
#include "facts/summary.h"

namespace stackc::facts {

/// One subject before and after, in one environment. Never absent on both sides.
struct Change {
  const Fact* before = nullptr;
  const Fact* after = nullptr;
  /// All facts of the environment, before and after.
  const std::vector<Fact>* all_before = nullptr;
  const std::vector<Fact>* all_after = nullptr;

  bool added() const { return before == nullptr; }
  bool removed() const { return after == nullptr; }
  const Fact& any() const { return after != nullptr ? *after : *before; }
  const std::string& subject() const { return any().subject; }
  /// The value of an attribute on each side; empty if it is not there.
  std::string was(std::string_view name) const { return value(before, name); }
  std::string is(std::string_view name) const { return value(after, name); }
  bool differs(std::string_view name) const { return was(name) != is(name); }
  /// Values of a repeated attribute that came or went, in their order.
  std::vector<std::string> gone(std::string_view name) const { return missing(before, after, name); }
  std::vector<std::string> come(std::string_view name) const { return missing(after, before, name); }

 private:
  static std::string value(const Fact* fact, std::string_view name);
  static std::vector<std::string> missing(const Fact* from, const Fact* in, std::string_view name);
};

using Say = std::function<void(Rank, std::string)>;

/// The fact of a kind and subject on one side; nullptr if there is none.
const Fact* find_fact(const std::vector<Fact>& facts, std::string_view kind, std::string_view subject);
/// Whether a service is there on both sides: what it brings or takes with it is said in one sentence.
bool service_stays(const Change& change, const std::string& service);

/// "a, b and c".
std::string list_of(const std::vector<std::string>& texts);

/// "a instead of b".
std::string instead(const Change& change, std::string_view name);

/// Below 0 if the value after is smaller than the one before, above 0 if it is larger, 0 if that cannot be said.
int growth_of_duration(const std::string& before, const std::string& after);
int growth_of_bytes(const std::string& before, const std::string& after);
int growth_of_number(const std::string& before, const std::string& after);

/// Says `what` and the two values of an attribute that differs, as `smaller` or `larger`, or as a mere change where
/// neither can be told. An attribute that is absent on one side is not spoken of.
struct Limit {
  std::string_view name;
  int (*growth)(const std::string&, const std::string&);
  Rank smaller;
  Rank larger;
};
void say_limit(const Change& change, const Limit& limit, const std::string& what, const Say& say);

/// The same for tags of images: `8.4` is more than `8.0`, `3.11-slim` less than `3.12-slim`.
int growth_of_version(const std::string& before, const std::string& after);
/// `mysql` and `8.0` of `mysql:8.0`.
std::string image_name(const std::string& image);
std::string image_tag(const std::string& image);

void mean_project(const Change& change, const Say& say);
void mean_volume(const Change& change, const Say& say);
void mean_backup(const Change& change, const Say& say);
void mean_sweep(const Change& change, const Say& say);
void mean_secret(const Change& change, const Say& say);
void mean_port(const Change& change, const Say& say);
void mean_balancer(const Change& change, const Say& say);
void mean_group(const Change& change, const Say& say);
void mean_proxy(const Change& change, const Say& say);
void mean_site(const Change& change, const Say& say);
void mean_certificate(const Change& change, const Say& say);
void mean_issuer(const Change& change, const Say& say);
void mean_route(const Change& change, const Say& say);
void mean_header(const Change& change, const Say& say);
void mean_service(const Change& change, const Say& say);
void mean_external(const Change& change, const Say& say);
void mean_health(const Change& change, const Say& say);
void mean_release(const Change& change, const Say& say);
void mean_job(const Change& change, const Say& say);
void mean_variable(const Change& change, const Say& say);
void mean_host(const Change& change, const Say& say);
void mean_program(const Change& change, const Say& say);
void mean_folder(const Change& change, const Say& say);
void mean_renewal(const Change& change, const Say& say);

}  // namespace stackc::facts
