#include "driver/verify_messages.h"

#include <algorithm>
#include <charconv>

namespace stackc::driver {
namespace {

/// Longer lines are cut: patterns are matched by trying.
constexpr std::size_t most_columns = 1000;
/// Of an output that fits no pattern.
constexpr std::size_t most_lines_shown = 8;

struct Captured {
  std::string_view file{};
  std::string_view line{};
  std::string_view key{};
  std::string_view code{};
  std::string_view message{};
};

bool may_hold(std::string_view hole, std::string_view taken) {
  if (hole == "file") return taken.size() > 1 && taken.front() == '/';
  if (hole == "line") return !taken.empty() && taken.find_first_not_of("0123456789") == std::string_view::npos;
  if (hole == "key" || hole == "code") return !taken.empty() && taken.find(' ') == std::string_view::npos;
  return hole != "message" || !taken.empty();
}

void keep(std::string_view hole, std::string_view taken, Captured& captured) {
  if (hole == "file") captured.file = taken;
  if (hole == "line") captured.line = taken;
  if (hole == "key") captured.key = taken;
  if (hole == "code") captured.code = taken;
  if (hole == "message") captured.message = taken;
}

/// Returns whether `text` begins with lines that fit.
bool fits(std::string_view pattern, std::string_view text, Captured& captured) {
  const std::size_t hole_at = std::min(pattern.find('{'), pattern.size());
  if (text.substr(0, hole_at) != pattern.substr(0, hole_at)) return false;
  pattern.remove_prefix(hole_at);
  text.remove_prefix(hole_at);
  if (pattern.empty()) return text.empty() || text.front() == '\n';
  const std::size_t end = pattern.find('}');
  const std::string_view hole = pattern.substr(1, end - 1);
  pattern.remove_prefix(end + 1);
  const std::size_t most = std::min({text.find('\n'), text.size(), most_columns});
  for (std::size_t taken = 0; taken <= most; ++taken) {
    if (!may_hold(hole, text.substr(0, taken)) || !fits(pattern, text.substr(taken), captured)) continue;
    keep(hole, text.substr(0, taken), captured);
    return true;
  }
  return false;
}

std::uint32_t number(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : 0;
}

Message message_of(const Reader& reader, const Captured& captured) {
  Message message;
  message.text = std::string(captured.message);
  if (!captured.code.empty()) message.text += " [" + std::string(captured.code) + "]";
  message.file = std::string(captured.file);
  message.key = std::string(captured.key);
  const std::uint32_t line = number(captured.line);
  if (!captured.line.empty()) message.line = line + static_cast<std::uint32_t>(reader.line_shift);
  return message;
}

bool one_of(std::span<const std::string_view> texts, std::string_view message) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](std::string_view text) { return message.find(text) != std::string_view::npos; });
}

std::string_view rest_of_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// Its first lines, blank ones left out.
std::string shortened(std::string_view output) {
  std::string out;
  std::size_t lines = 0;
  while (!output.empty()) {
    const std::string_view line = rest_of_line(output);
    output.remove_prefix(std::min(output.size(), line.size() + 1));
    if (indentation(line) == line.size()) continue;
    if (++lines > most_lines_shown) return out + "; …";
    out += (out.empty() ? "" : "; ") + std::string(line.substr(indentation(line), most_columns));
  }
  return out;
}

bool word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool holds_word(std::string_view line, std::string_view word) {
  for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const std::size_t behind = at + word.size();
    if ((at == 0 || !word_character(line[at - 1])) && (behind == line.size() || !word_character(line[behind])))
      return true;
  }
  return false;
}

bool begins_with_key(std::string_view line, std::string_view key) {
  line.remove_prefix(indentation(line));
  return line.starts_with(key) && line.substr(key.size()).starts_with(':');
}

/// The words of a message in "quotes", 'quotes' or `quotes`.
std::vector<std::string_view> quoted_words(std::string_view message) {
  std::vector<std::string_view> words;
  for (std::size_t at = message.find_first_of("\"'`"); at != std::string_view::npos;) {
    const std::size_t end = message.find(message[at], at + 1);
    if (end == std::string_view::npos) break;
    std::string_view word = message.substr(at + 1, end - at - 1);
    // As it stands in a message that was quoted itself.
    while (word.ends_with('\\'))
      word.remove_suffix(1);
    if (!word.empty()) words.push_back(word);
    at = message.find_first_of("\"'`", end + 1);
  }
  return words;
}

}  // namespace

std::vector<Message> messages_in(const Reader& reader, std::string_view output, bool failed, bool newer) {
  std::vector<Message> messages;
  bool any = false;
  for (std::string_view left = output; !left.empty();) {
    for (const std::string_view pattern : reader.complaints) {
      Captured captured;
      if (!fits(pattern, left, captured)) continue;
      any = true;
      Message message = message_of(reader, captured);
      const bool remark = one_of(reader.remarks, message.text) || (newer && one_of(reader.if_newer, message.text));
      if (!remark && std::find(messages.begin(), messages.end(), message) == messages.end())
        messages.push_back(std::move(message));
      break;
    }
    left.remove_prefix(std::min(left.size(), rest_of_line(left).size() + 1));
  }
  const std::string said = shortened(output);
  if (any && !(failed && messages.empty())) return messages;
  if (failed || (reader.silent && !said.empty())) messages.push_back({said.empty() ? "no reason given" : said});
  return messages;
}

std::uint32_t line_of_key(std::string_view yaml, std::string_view key) {
  std::uint32_t found = 0;
  std::uint32_t number = 0;
  std::size_t parent = 0;      // Indentation of what was found last.
  std::size_t children = 0;    // Indentation of the keys below it, once one was seen.
  bool children_known = true;  // At the top they are not indented.
  while (!yaml.empty() && !key.empty()) {
    const std::string_view line = rest_of_line(yaml);
    yaml.remove_prefix(std::min(yaml.size(), line.size() + 1));
    ++number;
    const std::size_t indent = indentation(line);
    if (indent == line.size() || line[indent] == '#') continue;
    if (found != 0 && indent <= parent) break;
    if (!children_known) children = indent;
    children_known = true;
    const std::string_view component = key.substr(0, key.find('.'));
    if (indent != children || !begins_with_key(line, component)) continue;
    found = number;
    parent = indent;
    children_known = false;
    key.remove_prefix(std::min(key.size(), component.size() + 1));
  }
  return found;
}

std::uint32_t line_of_message(std::string_view yaml, const Message& message) {
  constexpr std::string_view between = " '\"`,:";
  const std::uint32_t line = line_of_key(yaml, message.key);
  std::string_view left = message.text;
  while (line != 0 && !left.empty()) {
    left.remove_prefix(std::min(left.find_first_not_of(between), left.size()));
    const std::string_view word = left.substr(0, left.find_first_of(between));
    left.remove_prefix(word.size());
    if (word.empty() || word.find('.') != std::string_view::npos) continue;
    if (const std::uint32_t deeper = line_of_key(yaml, message.key + "." + std::string(word)); deeper > line)
      return deeper;
  }
  return line;
}

std::uint32_t line_of_quoted(std::string_view text, std::string_view message) {
  for (const std::string_view word : quoted_words(message)) {
    std::uint32_t holds = 0;
    std::uint32_t number = 0;
    for (std::string_view left = text; !left.empty();) {
      const std::string_view line = rest_of_line(left);
      left.remove_prefix(std::min(left.size(), line.size() + 1));
      ++number;
      if (begins_with_key(line, word)) return number;
      const bool comment = line.substr(indentation(line)).starts_with('#');
      if (holds == 0 && !comment && holds_word(line, word)) holds = number;
    }
    if (holds != 0) return holds;
  }
  return 0;
}

}  // namespace stackc::driver
