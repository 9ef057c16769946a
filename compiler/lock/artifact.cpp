#include "lock/artifact.h"

#include <algorithm>

#include "lock/unicode.h"

namespace stackc::lock {
namespace {

constexpr std::size_t longest_component = 255;
constexpr std::size_t longest_path = 1024;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
  return text.size() == lower_case.size() &&
         std::equal(text.begin(), text.end(), lower_case.begin(), [](char a, char b) { return lower(a) == b; });
}

std::optional<PathFault> fault_of_component(std::string_view component) {
  if (component.empty()) return PathFault::empty_component;
  if (component == "." || component == "..") return PathFault::dot;
  if (component.size() > longest_component) return PathFault::long_component;
  if (equals_ignoring_case(component, ".git") || equals_ignoring_case(component, "git~1")) return PathFault::git;
  if (component.front() == '.' && component.ends_with(unfinished_suffix)) return PathFault::reserved;
  return std::nullopt;
}

// Simple case folding of the letters that people name folders with: Latin, Greek, Cyrillic. A file system
// folds more; what it folds beyond this is found when the second file turns out to be there already.
char32_t fold(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c | 1U;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c + (c & 1U);
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  return c;
}

std::u32string folded(std::string_view text) {
  std::u32string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();)
    result.push_back(fold(next_code_point(text, at).value_or(0xFFFD)));
  return result;
}

}  // namespace

std::string_view text(PathFault fault) {
  switch (fault) {
    case PathFault::empty:
      return "is empty";
    case PathFault::absolute:
      return "is absolute";
    case PathFault::dot:
      return "has a component `.` or `..`";
    case PathFault::empty_component:
      return "has an empty component (`//`)";
    case PathFault::trailing_slash:
      return "ends in `/`";
    case PathFault::backslash:
      return "holds a backslash";
    case PathFault::control:
      return "holds a control character";
    case PathFault::not_utf8:
      return "is not UTF-8";
    case PathFault::long_component:
      return "has a component of more than 255 bytes";
    case PathFault::too_long:
      return "is longer than 1024 bytes";
    case PathFault::git:
      return "lies in `.git`";
    case PathFault::reserved:
      return "has the name of an unfinished file of stackc";
  }
  return "is not a path";
}

std::variant<ArtifactPath, PathFault> ArtifactPath::parse(std::string_view text) {
  if (text.empty()) return PathFault::empty;
  if (text.front() == '/') return PathFault::absolute;
  if (text.size() > longest_path) return PathFault::too_long;
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<char32_t> c = next_code_point(text, at);
    if (!c) return PathFault::not_utf8;
    if (*c == U'\\') return PathFault::backslash;
    if (is_control(*c)) return PathFault::control;
  }
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find('/', begin);
    const std::string_view component = text.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (component.empty() && end == std::string_view::npos) return PathFault::trailing_slash;
    if (const auto fault = fault_of_component(component)) return *fault;
    if (end == std::string_view::npos) break;
    begin = end + 1;
  }
  return ArtifactPath(std::string(text));
}

std::string_view ArtifactPath::directory() const {
  const std::size_t slash = text_.rfind('/');
  return slash == std::string::npos ? std::string_view() : std::string_view(text_).substr(0, slash);
}

std::string_view ArtifactPath::name() const {
  const std::size_t slash = text_.rfind('/');
  return slash == std::string::npos ? std::string_view(text_) : std::string_view(text_).substr(slash + 1);
}

ArtifactPath ArtifactPath::unfinished() const {
  std::string file(name());
  if (1 + file.size() + unfinished_suffix.size() > longest_component) file = hex(sha256(file));
  std::string path(directory());
  if (!path.empty()) path += '/';
  return ArtifactPath(path + "." + file + std::string(unfinished_suffix));
}

std::vector<PathClash> clashes(const std::vector<std::string_view>& claims) {
  // The first claim of each folded path, and of each folded directory that some claim lies in.
  std::map<std::u32string, std::size_t> files;
  std::map<std::u32string, std::size_t> directories;
  std::vector<PathClash> found;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const std::u32string path = folded(claims[i]);
    if (const auto same = files.find(path); same != files.end()) {
      found.push_back({same->second, i, claims[same->second] == claims[i] ? Clash::same : Clash::folded});
      continue;
    }
    if (const auto inside = directories.find(path); inside != directories.end()) {
      found.push_back({i, inside->second, Clash::contains});
      continue;
    }
    std::optional<std::size_t> parent;
    for (std::size_t slash = path.find(U'/'); slash != std::u32string::npos; slash = path.find(U'/', slash + 1)) {
      const std::u32string directory = path.substr(0, slash);
      if (const auto file = files.find(directory); file != files.end() && !parent) parent = file->second;
      directories.emplace(directory, i);
    }
    if (parent) found.push_back({*parent, i, Clash::contains});
    files.emplace(path, i);
  }
  return found;
}

}  // namespace stackc::lock
