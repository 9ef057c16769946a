#include "facts/fact.h"

#include <algorithm>

namespace stackc::facts {
namespace {

void print_value(std::string& out, std::string_view value) {
  if (!value.empty() && value.find_first_of(" '") == std::string_view::npos) {
    out += value;
    return;
  }
  out += '\'';
  for (const char c : value)
    out += c == '\'' ? std::string("''") : std::string(1, c);
  out += '\'';
}

/// Takes a value off the front of `line`.
std::optional<std::string> take_value(std::string_view& line) {
  if (line.empty() || line.front() != '\'') {
    const std::string_view bare = line.substr(0, line.find(' '));
    if (bare.empty() || bare.find('\'') != std::string_view::npos) return std::nullopt;
    line.remove_prefix(bare.size());
    return std::string(bare);
  }
  std::string value;
  for (std::size_t at = 1; at < line.size(); ++at) {
    if (line[at] != '\'') {
      value += line[at];
    } else if (line.substr(at + 1, 1) == "'") {
      value += line[at++];
    } else {
      line.remove_prefix(at + 1);
      return value;
    }
  }
  return std::nullopt;
}

/// Takes what stands in front of `end`, and that; nothing if it is empty or holds a blank or a quote.
std::optional<std::string> take_word(std::string_view& line, std::string_view end) {
  const std::size_t at = line.find(end);
  if (at == 0 || at == std::string_view::npos) return std::nullopt;
  const std::string_view word = line.substr(0, at);
  if (word.find_first_of(" '") != std::string_view::npos) return std::nullopt;
  line.remove_prefix(at + end.size());
  return std::string(word);
}

}  // namespace

std::optional<std::string> Fact::find(std::string_view name) const {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& one) { return one.name == name; });
  return found == attributes.end() ? std::nullopt : std::optional<std::string>(found->value);
}

std::vector<std::string> Fact::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const Attribute& one : attributes) {
    if (one.name == name) values.push_back(one.value);
  }
  return values;
}

Fact& Fact::with(std::string name, std::string value) {
  attributes.push_back({std::move(name), std::move(value)});
  return *this;
}

std::string print(const Fact& fact) {
  std::string out = fact.environment + ": " + fact.kind + " ";
  print_value(out, fact.subject);
  for (const Attribute& one : fact.attributes) {
    out += " " + one.name + "=";
    print_value(out, one.value);
  }
  return out;
}

std::optional<Fact> parse(std::string_view line) {
  auto environment = take_word(line, ": ");
  if (!environment) return std::nullopt;
  auto kind = take_word(line, " ");
  if (!kind) return std::nullopt;
  auto subject = take_value(line);
  if (!subject) return std::nullopt;
  Fact fact{*std::move(environment), *std::move(kind), *std::move(subject), {}};
  while (!line.empty()) {
    if (line.front() != ' ') return std::nullopt;
    line.remove_prefix(1);
    auto name = take_word(line, "=");
    if (!name) return std::nullopt;
    auto value = take_value(line);
    if (!value) return std::nullopt;
    fact.with(*std::move(name), *std::move(value));
  }
  return fact;
}

}  // namespace stackc::facts
