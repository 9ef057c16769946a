#include "facts/meaning.h"

#include <algorithm>
#include <cstdlib>

#include "model/types.h"

namespace stackc::facts {
namespace {

template <class Number>
int sign(Number before, Number after) {
  return after < before ? -1 : after > before ? 1 : 0;
}

/// The numbers of a version up to the first part that is none.
std::vector<int> numbers_of(const std::string& version) {
  std::vector<int> numbers;
  std::size_t at = version.rfind('v', 0) == 0 ? 1 : 0;
  while (at < version.size() && version[at] >= '0' && version[at] <= '9' && numbers.size() < 4) {
    const std::size_t end = std::min(version.find_first_not_of("0123456789", at), version.size());
    if (end - at > 8) break;
    numbers.push_back(std::atoi(version.substr(at, end - at).c_str()));
    if (end == version.size() || version[end] != '.') break;
    at = end + 1;
  }
  return numbers;
}

}  // namespace

std::string Change::value(const Fact* fact, std::string_view name) {
  return fact == nullptr ? std::string() : fact->find(name).value_or("");
}

std::vector<std::string> Change::missing(const Fact* from, const Fact* in, std::string_view name) {
  if (from == nullptr) return {};
  std::vector<std::string> left = from->all(name);
  if (in == nullptr) return left;
  const std::vector<std::string> there = in->all(name);
  std::erase_if(left,
                [&](const std::string& one) { return std::find(there.begin(), there.end(), one) != there.end(); });
  return left;
}

const Fact* find_fact(const std::vector<Fact>& facts, std::string_view kind, std::string_view subject) {
  const auto found = std::find_if(facts.begin(), facts.end(),
                                  [&](const Fact& one) { return one.kind == kind && one.subject == subject; });
  return found == facts.end() ? nullptr : &*found;
}

bool service_stays(const Change& change, const std::string& service) {
  const auto there = [&](const std::vector<Fact>& facts) {
    return find_fact(facts, "service", service) != nullptr || find_fact(facts, "program", service) != nullptr;
  };
  return there(*change.all_before) && there(*change.all_after);
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i)
    out += (i == 0 ? "" : i + 1 == texts.size() ? " and " : ", ") + texts[i];
  return out;
}

std::string instead(const Change& change, std::string_view name) {
  return change.is(name) + " instead of " + change.was(name);
}

int growth_of_duration(const std::string& before, const std::string& after) {
  const auto a = parse_duration(before);
  const auto b = parse_duration(after);
  return a && b ? sign(a->milliseconds, b->milliseconds) : 0;
}

int growth_of_bytes(const std::string& before, const std::string& after) {
  const auto a = parse_bytes(before);
  const auto b = parse_bytes(after);
  return a && b ? sign(a->count, b->count) : 0;
}

int growth_of_number(const std::string& before, const std::string& after) {
  const auto a = parse_integer(before);
  const auto b = parse_integer(after);
  return a && b ? sign(*a, *b) : 0;
}

int growth_of_version(const std::string& before, const std::string& after) {
  const std::vector<int> a = numbers_of(before);
  const std::vector<int> b = numbers_of(after);
  if (a.empty() || b.empty()) return 0;
  return sign(a, b);
}

std::string image_name(const std::string& image) {
  const std::size_t slash = image.rfind('/');
  return image.substr(0, image.find_first_of(":@", slash == std::string::npos ? 0 : slash));
}

std::string image_tag(const std::string& image) {
  const std::string name = image_name(image);
  return name.size() < image.size() ? image.substr(name.size() + 1) : std::string();
}

void say_limit(const Change& change, const Limit& limit, const std::string& what, const Say& say) {
  if (change.was(limit.name).empty() || change.is(limit.name).empty() || !change.differs(limit.name)) return;
  const int growth = limit.growth(change.was(limit.name), change.is(limit.name));
  say(growth < 0 ? limit.smaller : growth > 0 ? limit.larger : Rank::change, what + " " + instead(change, limit.name));
}

}  // namespace stackc::facts
