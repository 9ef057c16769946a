// Which machine makes a secret that several of them know: made on each, it would be another one on each.
#include <algorithm>
#include <map>

#include "topology/parts.h"

namespace stackc::topology {
namespace {

using Variables =
    std::map<std::string, std::vector<std::size_t>>;  ///< Parts that read each variable, the first to last.

/// What a secret is does not depend on who reads it.
void know_secrets(const Topology& whole, Topology& part) {
  for (Secret& secret : part.secrets) {
    const auto known = std::find_if(whole.secrets.begin(), whole.secrets.end(),
                                    [&](const Secret& one) { return one.variable.value == secret.variable.value; });
    std::vector<Traced<Id>> users = std::move(secret.users);
    if (known != whole.secrets.end()) secret = *known;
    secret.users = std::move(users);
  }
}

bool asks_one_of(const Topology& part, const std::vector<Topology>& parts, const std::vector<std::size_t>& others) {
  return std::any_of(others.begin(), others.end(), [&](std::size_t other) {
    const auto& known = part.part->others;
    return std::any_of(known.begin(), known.end(), [&](const Neighbour& neighbour) {
      return neighbour.asked && neighbour.id.value == parts[other].part->host.value;
    });
  });
}

/// The order in which hosts are started for the first time: who is asked before who asks, one machine before several.
/// What a host makes those behind it take, so that nobody waits for each other.
std::vector<std::size_t> first_to_last(const std::vector<Topology>& parts) {
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < parts.size(); ++i)
    left.push_back(i);
  std::vector<std::size_t> order;
  while (!left.empty()) {
    std::vector<std::size_t> ready;
    std::copy_if(left.begin(), left.end(), std::back_inserter(ready),
                 [&](std::size_t i) { return !asks_one_of(parts[i], parts, left); });
    if (ready.empty()) ready = left;
    const auto alone = std::find_if(ready.begin(), ready.end(), [&](std::size_t i) { return !parts[i].part->several; });
    order.push_back(alone == ready.end() ? ready.front() : *alone);
    left.erase(std::find(left.begin(), left.end(), order.back()));
  }
  return order;
}

/// Two hosts may be one machine, which has one `.env`.
bool same_machine(const Part& a, const Part& b) {
  const auto leads_to = [](const Part& from, const Part& to) {
    return from.proxy.has_value() && from.proxy->value == to.host.value;
  };
  return a.host.value == b.host.value || leads_to(a, b) || leads_to(b, a);
}

Handover& handover(std::vector<Handover>& list, const Topology& other) {
  const auto known = std::find_if(list.begin(), list.end(),
                                  [&](const Handover& one) { return one.host.value == other.part->host.value; });
  if (known != list.end()) return *known;
  list.push_back({other.part->host,
                  other.part->several,
                  AbsolutePath{other.host_folder.value.text + "/" + other.deploy_folder.text + "/ops/secrets.sh"},
                  {}});
  return list.back();
}

/// Who of a vault's readers may ask it, each asks for itself.
bool shared(const Secret& secret) { return !secret.vault_name.has_value(); }

void place_secrets(std::vector<Topology>& parts, const Variables& readers, Topology& here) {
  for (Secret& secret : here.secrets) {
    if (!shared(secret)) continue;
    Topology& maker = parts[readers.at(secret.variable.value.text).front()];
    if (same_machine(*maker.part, *here.part)) {
      secret.first = here.part->several;
      continue;
    }
    secret.given = maker.part->host;
    handover(here.part->takes, maker).variables.push_back(secret.variable);
    handover(maker.part->gives, here).variables.push_back(secret.variable);
  }
}

/// What the first of several machines has, the others can have from there: all of it.
void place_among_alike(Topology& here) {
  here.part->makes = std::any_of(here.secrets.begin(), here.secrets.end(),
                                 [](const Secret& secret) { return !secret.given.has_value(); });
  here.part->first =
      std::any_of(here.secrets.begin(), here.secrets.end(), [](const Secret& secret) { return secret.first; });
  if (!here.part->first) return;
  Handover& own = handover(here.part->gives, here);
  for (const Secret& secret : here.secrets) {
    if (shared(secret)) own.variables.push_back(secret.variable);
  }
}

}  // namespace

void hand_over_secrets(const Topology& whole, std::vector<Topology>& parts) {
  const std::vector<std::size_t> order = first_to_last(parts);
  Variables readers;
  for (const std::size_t i : order) {
    know_secrets(whole, parts[i]);
    for (const Secret& secret : parts[i].secrets)
      readers[secret.variable.value.text].push_back(i);
  }
  for (const std::size_t i : order)
    place_secrets(parts, readers, parts[i]);
  for (Topology& part : parts)
    place_among_alike(part);
}

}  // namespace stackc::topology
