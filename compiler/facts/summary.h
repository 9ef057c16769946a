// What a change means for the running system: facts before and after, as statements for people, the worst first.
// Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stackc::facts {

/// How bad the change may be; the first is the worst.
enum class Rank : std::uint8_t {
  data,      ///< Data would be lost, left behind or saved no more.
  exposure,  ///< Something can be reached, read or tampered with that could not.
  outage,    ///< Something that works would stop.
  change,    ///< Works, but in another way: versions, commands, values.
  harmless,
};

/// `data loss`, `exposure`, `outage`, `change`, `harmless`.
std::string_view text(Rank rank);

struct Statement {
  Rank rank = Rank::harmless;
  /// The environments of which it is true, `prod` first, then by name.
  std::vector<std::string> environments{};
  /// Without full stop and line break. Holds values of the stack as they are: not yet fit for a terminal.
  std::string text{};
};

struct Summary {
  /// By rank, then by environments and text.
  std::vector<Statement> statements{};
  /// Lines of `before` that this stackc cannot read: nothing is said of what changed since.
  std::size_t unread = 0;
};

/// Both are lists of printed facts (facts/fact.h) in any order. An empty `before` is a first build: nothing runs yet,
/// so that nothing changes.
Summary summarize(const std::vector<std::string>& before, const std::vector<std::string>& after);

}  // namespace stackc::facts
