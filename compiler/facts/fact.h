// One-line statements about the running system, as `stack.lock` keeps them. Each is about one subject:
//
//   prod: port 443/tcp address=all service=nginx
//   prod: job sweep in=web cron='0 3 * * *' run='echo it''s late'
//
//   fact      = environment ": " kind " " subject *( " " name "=" value )
//   value     = 1*( any byte but blank and ' )  /  "'" *( any byte but '  /  "''" ) "'"
//
// Subjects are written as values. Names repeat where there are several (`serves=a.example.com serves=b.example.com`);
// their order is the writer's. The kinds and their names are listed in compiler/README.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stackc::facts {

struct Attribute {
  std::string name;
  std::string value;
  bool operator==(const Attribute&) const = default;
};

struct Fact {
  std::string environment;
  std::string kind;
  std::string subject;
  std::vector<Attribute> attributes{};

  /// The first value of that name; nothing if there is none.
  std::optional<std::string> find(std::string_view name) const;
  /// All values of that name, in their order.
  std::vector<std::string> all(std::string_view name) const;

  /// Adds a value; an empty one is written as ''.
  Fact& with(std::string name, std::string value);

  bool operator==(const Fact&) const = default;
};

std::string print(const Fact& fact);
/// Nothing for a line that is no fact: another stackc may have written it.
std::optional<Fact> parse(std::string_view line);

}  // namespace stackc::facts
