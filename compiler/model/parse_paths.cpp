// Paths of files, names of images, and commands.
#include <algorithm>
#include <array>
#include <vector>

#include "model/characters.h"
#include "model/types.h"

namespace stackc {

namespace {

constexpr bool is_path_character(char c) {
  return is_alphanumeric(c) || std::string_view("._/+@-").find(c) != std::string_view::npos;
}

std::string write_instead(std::string_view text) { return "write `" + std::string(text) + "`"; }

/// What is wrong with the characters of a path; an empty reason if nothing is.
Refusal wrong_characters(std::string_view text) {
  const auto wrong = std::find_if_not(text.begin(), text.end(), is_path_character);
  if (wrong == text.end()) return {};
  if (*wrong == '$') return {quoted(text) + " holds `$`", "variables are not expanded here: write the path"};
  if (*wrong == '~') return {quoted(text) + " holds `~`", "it is not expanded here: write the path"};
  if (*wrong == '\\') return {quoted(text) + " holds a backslash", "write `/` between folders"};
  const std::string what = *wrong == ' '      ? " holds a blank"
                           : is_ascii(*wrong) ? " holds " + quoted(std::string_view(&*wrong, 1))
                                              : std::string(" holds a character outside ASCII");
  return {quoted(text) + what, "a path is letters, digits, `.`, `_`, `-`, `+`, `@` and `/`"};
}

/// The path without empty and `.` components, for cures.
std::string tidy(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('/'));
    if (!part.empty() && part != ".") result.append(result.empty() ? "" : "/").append(part);
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return result;
}

bool has_parent_component(std::string_view text) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('/'));
    if (part == "..") return true;
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return false;
}

constexpr std::size_t longest_component = 255;  // Of ext4, XFS, APFS and NTFS alike, in bytes.

bool has_long_component(std::string_view text) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('/'));
    if (part.size() > longest_component) return true;
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return false;
}

/// `.git` in any case, and its short name on NTFS: what lies there is git's, hooks that it runs included.
bool has_git_component(std::string_view text) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('/'));
    const std::string small = lower(part);
    if (small == ".git" || small == "git~1") return true;
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return false;
}

}  // namespace

Result<AbsolutePath> parse_absolute_path(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty", "write a path from the root, as `/app/media`"};
  if (Refusal wrong = wrong_characters(text); !wrong.reason.empty()) return wrong;
  if (text.front() != '/')
    return Refusal{quoted(text) + " is not absolute", "write it from the root, as `/" + tidy(text) + "`"};
  if (has_parent_component(text)) return Refusal{quoted(text) + " holds `..`", "write the path without it"};
  const std::string clean = "/" + tidy(text);
  if (clean == "/") return Refusal{quoted(text) + " is the root folder", "name a folder below it"};
  if (clean != text)
    return Refusal{quoted(text) + (text.back() == '/' ? " ends in `/`" : " has a part that says nothing"),
                   write_instead(clean)};
  if (text.size() > 1024) return Refusal{quoted(text) + " is longer than 1024 characters"};
  if (has_long_component(text)) return Refusal{quoted(text) + " has a part of more than 255 characters"};
  return AbsolutePath{clean};
}

Result<RelativePath> parse_relative_path(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty", "write a path from here, as `backend`, or `.`"};
  if (Refusal wrong = wrong_characters(text); !wrong.reason.empty()) return wrong;
  if (text.front() == '/') return Refusal{quoted(text) + " is absolute", "write a path below the stack's folder"};
  if (has_parent_component(text))
    return Refusal{quoted(text) + " leads out of the folder", "write a path without `..`"};
  if (text == "." || text == "./") return RelativePath{"."};
  if (text.substr(0, 2) == "./") text.remove_prefix(2);
  if (text.front() == '-') return Refusal{quoted(text) + " begins with `-`, which programs read as an option"};
  const std::string clean = tidy(text);
  if (clean != text)
    return Refusal{quoted(text) + (text.back() == '/' ? " ends in `/`" : " has a part that says nothing"),
                   write_instead(clean.empty() ? "." : clean)};
  if (text.size() > 1024) return Refusal{quoted(text) + " is longer than 1024 characters"};
  if (has_long_component(text)) return Refusal{quoted(text) + " has a part of more than 255 characters"};
  if (has_git_component(text)) return Refusal{quoted(text) + " lies in `.git`", "that folder is git's: name another"};
  return RelativePath{clean};
}

Result<AncestorPath> parse_ancestor_path(std::string_view text) {
  if (text == ".") return AncestorPath{".", 0};
  const std::string help = "write `.`, `..`, `../..` and so on: the stack lies in its repository";
  if (text.empty()) return Refusal{"it is empty", help};
  if (text.front() == '/') return Refusal{quoted(text) + " is absolute, and would differ on every machine", help};
  std::string clean;
  int levels = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    if (part != "..")
      return Refusal{quoted(text) + (part.empty() || part == "." ? " has a part that says nothing"
                                                                 : " is not above the stack's folder"),
                     help};
    clean.append(clean.empty() ? "" : "/").append("..");
    ++levels;
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  }
  if (text.back() == '/') return Refusal{quoted(text) + " ends in `/`", write_instead(clean)};
  if (levels > 8) return Refusal{quoted(text) + " is more than 8 folders up"};
  return AncestorPath{clean, levels};
}

namespace {

constexpr bool is_image_character(char c) { return is_lower(c) || is_digit(c); }

/// A component of the distribution reference grammar: alphanumerics parted by `.`, `_`, `__` or dashes.
bool is_image_component(std::string_view part) {
  if (part.empty() || !is_image_character(part.front()) || !is_image_character(part.back())) return false;
  for (std::size_t i = 0; i < part.size();) {
    if (is_image_character(part[i])) {
      ++i;
      continue;
    }
    const auto end = std::min(part.find_first_of("abcdefghijklmnopqrstuvwxyz0123456789", i), part.size());
    const std::string_view separator = part.substr(i, end - i);
    const bool dashes = std::all_of(separator.begin(), separator.end(), [](char c) { return c == '-'; });
    if (!dashes && separator != "." && separator != "_" && separator != "__") return false;
    i = end;
  }
  return true;
}

/// `ghcr.io`, `localhost:5000`: the first part is a registry if it holds `.` or `:`, or is `localhost`.
bool is_registry(std::string_view part) {
  const auto colon = part.find(':');
  const std::string_view host = part.substr(0, colon);
  if (colon != std::string_view::npos && !parse_host_port(part.substr(colon + 1))) return false;
  if (colon == std::string_view::npos && host != "localhost" && host.find('.') == std::string_view::npos) return false;
  return !host.empty() && is_alphanumeric(host.front()) && is_alphanumeric(host.back()) &&
         std::all_of(host.begin(), host.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '.' || c == '-'; });
}

std::string wrong_image_name(std::string_view text) {
  if (text.empty()) return "it is empty";
  if (text.size() > 255) return quoted(text) + " is longer than 255 characters";
  if (text.find("://") != std::string_view::npos) return quoted(text) + " is a URL";
  if (std::any_of(text.begin(), text.end(), is_upper)) return quoted(text) + " holds capital letters";
  std::string_view path = text;
  const auto slash = text.find('/');
  if (slash != std::string_view::npos && is_registry(text.substr(0, slash))) path.remove_prefix(slash + 1);
  while (true) {
    const auto end = path.find('/');
    if (!is_image_component(path.substr(0, end))) return quoted(text) + " is not the name of an image";
    if (end == std::string_view::npos) return {};
    path.remove_prefix(end + 1);
  }
}

}  // namespace

Result<ImageName> parse_image_name(std::string_view text) {
  if (std::string reason = wrong_image_name(text); !reason.empty()) {
    const auto colon = text.rfind(':');
    const auto slash = text.rfind('/');
    const std::string_view untagged = text.substr(
        0,
        std::min(text.find('@'), colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)
                                     ? colon
                                     : text.size()));
    if (untagged.size() != text.size() && wrong_image_name(untagged).empty())
      return Refusal{quoted(text) + " has a tag or digest", write_instead(untagged) + ": each release brings its own"};
    if (wrong_image_name(lower(text)).empty()) return Refusal{std::move(reason), write_instead(lower(text))};
    return Refusal{std::move(reason), "write a name, as `acme/app` or `ghcr.io/acme/app`"};
  }
  return ImageName{std::string(text)};
}

Result<UserNumbers> parse_user_numbers(std::string_view text) {
  const auto colon = text.find(':');
  const auto number = [](std::string_view part) {
    return !part.empty() && part.size() <= 5 && std::all_of(part.begin(), part.end(), is_digit) &&
           (part.size() == 1 || part.front() != '0');
  };
  if (colon == std::string_view::npos || !number(text.substr(0, colon)) || !number(text.substr(colon + 1)))
    return Refusal{quoted(text) + " is not the numbers of a user and a group", "write both, as `\"999:999\"`"};
  return UserNumbers{std::string(text)};
}

Result<ImageRef> parse_image_ref(std::string_view text) {
  const auto at = text.find('@');
  const std::string_view tagged = text.substr(0, at);
  const auto slash = tagged.rfind('/');
  const auto colon = tagged.find(':', slash == std::string_view::npos ? 0 : slash);
  const std::string_view name = tagged.substr(0, colon);
  if (std::string reason = wrong_image_name(name); !reason.empty()) {
    return Refusal{std::move(reason), wrong_image_name(lower(name)).empty()
                                          ? write_instead(lower(name) + std::string(text.substr(name.size())))
                                          : std::string()};
  }
  if (at != std::string_view::npos) {
    const std::string_view digest = text.substr(at + 1);
    constexpr std::string_view algorithm = "sha256:";
    const std::string_view hex = digest.substr(std::min(algorithm.size(), digest.size()));
    if (digest.substr(0, algorithm.size()) != algorithm || hex.size() != 64 ||
        !std::all_of(hex.begin(), hex.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); })) {
      return Refusal{quoted(digest) + " is not a digest", "write `sha256:` and 64 small hexadecimal digits"};
    }
  }
  if (colon == std::string_view::npos) {
    if (at == std::string_view::npos)
      return Refusal{quoted(text) + " has no tag, which means `latest`",
                     "write a version after it, as `" + std::string(text) + ":1.2`"};
    return ImageRef{std::string(text)};
  }
  const std::string_view tag = tagged.substr(colon + 1);
  const bool shaped = !tag.empty() && tag.size() <= 128 && (is_alphanumeric(tag.front()) || tag.front() == '_') &&
                      std::all_of(tag.begin(), tag.end(),
                                  [](char c) { return is_alphanumeric(c) || c == '_' || c == '.' || c == '-'; });
  if (!shaped) return Refusal{quoted(tag) + " is not a tag"};
  if (tag == "latest")
    return Refusal{quoted(text) + " names no version: what `latest` is changes without notice", "write a version"};
  return ImageRef{std::string(text)};
}

Result<Command> parse_command_words(std::vector<std::string> words) {
  if (words.empty()) return Refusal{"it is empty", "write a program and its arguments"};
  if (words.front().empty()) return Refusal{"its first word is empty", "write the program first"};
  for (const std::string& word : words) {
    if (word.find('\0') != std::string::npos) return Refusal{quoted(word) + " holds a NUL, which no argument can"};
  }
  return Command{std::move(words)};
}

Result<Command> parse_command(std::string_view text) {
  const std::string shell_cure =
      "no shell reads it: write a list, as `[python, -c, \"print('x')\"]`, or `[sh, -c, \"…\"]` where a shell is meant";
  if (text.find_first_not_of(" \t") == std::string_view::npos)
    return Refusal{"it is empty", "write a program and its arguments"};
  if (text.find_first_of("\r\n") != std::string_view::npos) return Refusal{"it has several lines", shell_cure};
  std::vector<std::string> words;
  for (std::size_t begin = text.find_first_not_of(" \t"); begin != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(" \t", begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(" \t", end);
  }
  for (const char c : text) {
    if (is_control(c) && c != '\t') return Refusal{quoted(text) + " holds a control character"};
    if (std::string_view("'\"\\|&;<>()$`*?[]{}").find(c) != std::string_view::npos) {
      const std::string what = c == '`' ? std::string("a backtick") : quoted(std::string_view(&c, 1));
      return Refusal{quoted(text) + " holds " + what, shell_cure};
    }
  }
  for (const std::string& word : words) {
    if (word.front() == '#' || word.front() == '~')
      return Refusal{quoted(text) + " has a word that a shell would read in its own way, " + quoted(word), shell_cure};
  }
  if (words.front().front() == '-') return Refusal{quoted(text) + " begins with an option", "write the program first"};
  if (words.front().find('=') != std::string::npos)
    return Refusal{quoted(text) + " begins with an assignment",
                   "write `env` before it, or put the variable under `env:`"};
  return parse_command_words(std::move(words));
}

}  // namespace stackc
