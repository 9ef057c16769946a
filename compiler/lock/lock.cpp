#include "lock/lock.h"

#include <algorithm>
#include <stdexcept>

#include "lock/unicode.h"

namespace stackc::lock {
namespace {

// Printable ASCII without quote and backslash: nearly all of every lock.
constexpr bool stands_for_itself(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

// The character at `at`, which is moved behind it.
void print_special(std::string& out, std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  const char32_t c = next_code_point(text, at).value_or(0xFFFD);
  if (c == U'"' || c == U'\\') {
    out += '\\';
    out += static_cast<char>(c);
  } else if (is_control(c)) {
    // All of them lie below U+10000.
    static constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U})
      out += digits[(c >> shift) & 0xFU];
  } else if (c == 0xFFFD) {
    out += "\xEF\xBF\xBD";
  } else {
    out += text.substr(begin, at - begin);
  }
}

void print_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && stands_for_itself(text[at]))
      ++at;
    out += text.substr(begin, at - begin);
    if (at < text.size()) print_special(out, text, at);
  }
  out += '"';
}

void print_digest(std::string& out, const Digest& digest) {
  out += '"';
  out += hex(digest);
  out += '"';
}

// `"key": {` or `[`, each entry on its line, then the bracket; an empty one stays on its line.
template <class Entries, class PrintEntry>
void print_block(std::string& out, std::string_view key, std::string_view brackets, const Entries& entries,
                 PrintEntry print_entry) {
  out += ",\n  \"";
  out += key;
  out += "\": ";
  out += brackets.front();
  const char* separator = "\n    ";
  for (const auto& entry : entries) {
    out += separator;
    print_entry(entry);
    separator = ",\n    ";
  }
  if (!entries.empty()) out += "\n  ";
  out += brackets.back();
}

template <class Entries, class PrintEntry>
void print_line(std::string& out, const Entries& entries, PrintEntry print_entry) {
  const char* separator = "";
  for (const auto& entry : entries) {
    out += separator;
    print_entry(entry);
    separator = ", ";
  }
}

void print_recorded(std::string& out, const Recorded& recorded) {
  out += "{\"sha256\": ";
  print_digest(out, recorded.digest);
  out += recorded.mode == FileMode::executable ? ", \"mode\": \"0755\"" : ", \"mode\": \"0644\"";
  out += ", \"inputs\": [";
  print_line(out, recorded.inputs, [&](const std::string& input) { print_string(out, input); });
  out += ']';
  if (!recorded.older.empty()) {
    out += ", \"older\": {";
    print_line(out, recorded.older, [&](const auto& input) {
      print_string(out, input.first);
      out += ": ";
      print_digest(out, input.second);
    });
    out += '}';
  }
  out += '}';
}

}  // namespace

std::string_view text(LockState state) {
  switch (state) {
    case LockState::absent:
      return "absent";
    case LockState::good:
      return "good";
    case LockState::merged:
      return "merged";
    case LockState::damaged:
      return "damaged";
    case LockState::edited:
      return "edited";
    case LockState::newer:
      return "newer";
  }
  return "unknown";
}

bool Lock::knows(const std::string& path, const Digest& digest) const {
  if (const auto recorded = artifacts.find(path); recorded != artifacts.end() && recorded->second.digest == digest)
    return true;
  const auto more = pending.find(path);
  return more != pending.end() && std::find(more->second.begin(), more->second.end(), digest) != more->second.end();
}

std::optional<Digest> Lock::input_digest(const Recorded& recorded, const std::string& input) const {
  if (const auto older = recorded.older.find(input); older != recorded.older.end()) return older->second;
  if (const auto current = inputs.find(input); current != inputs.end()) return current->second;
  return std::nullopt;
}

Lock lock_of(const Compiled& compiled) {
  Lock lock;
  lock.language = compiled.language;
  lock.name = compiled.name;
  lock.inputs = compiled.inputs;
  lock.facts = compiled.facts;
  std::sort(lock.facts.begin(), lock.facts.end());
  lock.facts.erase(std::unique(lock.facts.begin(), lock.facts.end()), lock.facts.end());
  for (const Artifact& artifact : compiled.artifacts) {
    Recorded recorded{sha256(artifact.bytes), artifact.mode, artifact.inputs, {}};
    std::sort(recorded.inputs.begin(), recorded.inputs.end());
    recorded.inputs.erase(std::unique(recorded.inputs.begin(), recorded.inputs.end()), recorded.inputs.end());
    for (const std::string& input : recorded.inputs) {
      if (compiled.inputs.count(input) == 0) throw std::logic_error("artifact names an unknown input: " + input);
    }
    if (!lock.artifacts.emplace(artifact.path.text(), std::move(recorded)).second)
      throw std::logic_error("two artifacts at " + artifact.path.text());
  }
  return lock;
}

std::string print(const Lock& lock) {
  std::string out;
  out.reserve(1024 + 256 * lock.artifacts.size());
  out += "{\n  \"lock\": " + std::to_string(lock_format) + ",\n  \"language\": " + std::to_string(lock.language) +
         ",\n  \"name\": ";
  print_string(out, lock.name);
  print_block(out, "inputs", "{}", lock.inputs, [&](const auto& input) {
    print_string(out, input.first);
    out += ": ";
    print_digest(out, input.second);
  });
  print_block(out, "artifacts", "{}", lock.artifacts, [&](const auto& artifact) {
    print_string(out, artifact.first);
    out += ": ";
    print_recorded(out, artifact.second);
  });
  print_block(out, "facts", "[]", lock.facts, [&](const std::string& fact) { print_string(out, fact); });
  if (!lock.pending.empty()) {
    print_block(out, "pending", "{}", lock.pending, [&](const auto& entry) {
      print_string(out, entry.first);
      out += ": [";
      print_line(out, entry.second, [&](const Digest& digest) { print_digest(out, digest); });
      out += ']';
    });
  }
  out += "\n}\n";
  return out;
}

}  // namespace stackc::lock
