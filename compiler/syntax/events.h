// What yaml-cpp says about a text: its events, as values. The only file that knows yaml-cpp; nobody
// else may trust it, since it accepts much that is not YAML (see builder.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stackc::syntax {

enum class EventKind : std::uint8_t { scalar, null, alias, sequence_begin, mapping_begin, end };

struct Event {
  EventKind kind{};
  /// Byte offset where the node begins, its tag or anchor included; for `null` without a text: that of the next token.
  std::uint32_t at = 0;
  bool flow = false;   ///< Of a collection: in brackets.
  std::string text{};  ///< Of a scalar, decoded.
};

enum class FailureKind : std::uint8_t { not_yaml, too_deep, too_many_nodes, scalar_too_long };

struct Failure {
  FailureKind kind{};
  std::uint32_t at = 0;
  std::string reason{};  ///< yaml-cpp's words, for `not_yaml`.
};

/// The events of the first document; empty without one. Reads no further than its end.
std::variant<std::vector<Event>, Failure> read_events(std::string_view text);

}  // namespace stackc::syntax
