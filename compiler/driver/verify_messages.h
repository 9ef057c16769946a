// What a reader said, as places and texts.
//
// A pattern is text with holes, and fits a whole line. `{file}` is an absolute path, `{line}` a number, `{key}` and
// `{code}` words without blanks, `{message}` and `{*}` anything within a line. A line break in a pattern is one in the
// output. Holes take as little as they can.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "driver/verify_readers.h"

namespace stackc::driver {

struct Message {
  std::string text;
  std::string file{};      ///< As the program named it; empty if it did not.
  std::uint32_t line = 0;  ///< 0 if it named none.
  std::string key{};       ///< `services.web.image`
  bool operator==(const Message&) const = default;
};

/// The complaints in `output`, each once. If it `failed` or must be silent, and nothing in its output fits a pattern,
/// all of it is one message. `newer`: the program is newer than what the stack names.
std::vector<Message> messages_in(const Reader& reader, std::string_view output, bool failed, bool newer);

/// The line of a YAML text that a path of keys leads to, or as much of it as can be followed; 0 if nothing of it can.
std::uint32_t line_of_key(std::string_view yaml, std::string_view key);

/// The same of a message's key; a word of its text that is a key below it leads further.
std::uint32_t line_of_message(std::string_view yaml, const Message& message);

/// The first line that holds a word that the message has in quotes, as a key if it is one; 0 if there is none.
std::uint32_t line_of_quoted(std::string_view text, std::string_view message);

}  // namespace stackc::driver
