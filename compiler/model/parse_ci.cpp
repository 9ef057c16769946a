// How a pipeline gets programs: actions by commit, downloads, digests.
#include <algorithm>

#include "model/characters.h"
#include "model/types.h"

namespace stackc {

namespace {

constexpr bool is_hexadecimal(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

bool all_hexadecimal(std::string_view text) { return std::all_of(text.begin(), text.end(), is_hexadecimal); }

constexpr std::size_t commit_digits = 40;
constexpr std::size_t sha256_digits = 64;

constexpr std::string_view action_help = "write `owner/repository@` and the commit, 40 hexadecimal digits";

/// What is wrong with `owner/repository[/folder…]`; empty if nothing is.
std::string wrong_action_name(std::string_view name) {
  std::size_t parts = 0;
  for (std::string_view rest = name; !rest.empty() || parts == 0; ++parts) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    if (part.empty()) return quoted(name) + " has an empty part";
    if (part == "." || part == "..") return quoted(name) + " has a part " + quoted(part);
    const auto wrong = std::find_if_not(part.begin(), part.end(),
                                        [](char c) { return is_alphanumeric(c) || c == '_' || c == '.' || c == '-'; });
    if (wrong != part.end())
      return quoted(name) + (is_ascii(*wrong) ? " holds " + quoted(std::string_view(&*wrong, 1))
                                              : std::string(" holds a character outside ASCII"));
    if (part.size() == rest.size()) {
      ++parts;
      break;
    }
    rest.remove_prefix(part.size() + 1);
    if (rest.empty()) return quoted(name) + " ends in `/`";
  }
  if (parts < 2) return quoted(name) + " names no repository of an owner";
  if (name.front() == '.' || name.front() == '-') return quoted(name) + " does not begin with an owner";
  return {};
}

}  // namespace

Result<ActionRef> parse_action_ref(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty", std::string(action_help)};
  if (text.size() > 256) return Refusal{"it is longer than 256 characters", std::string(action_help)};
  if (text.find("://") != std::string_view::npos) return Refusal{quoted(text) + " is a URL", std::string(action_help)};
  const auto at = text.rfind('@');
  if (std::string reason = wrong_action_name(text.substr(0, at)); !reason.empty())
    return Refusal{std::move(reason), std::string(action_help)};
  if (at == std::string_view::npos) return Refusal{quoted(text) + " names no commit", std::string(action_help)};
  const std::string_view commit = text.substr(at + 1);
  if (commit.size() == commit_digits && all_hexadecimal(lower(commit))) {
    if (!all_hexadecimal(commit))
      return Refusal{quoted(commit) + " holds capital letters", "write `" + lower(commit) + "`"};
    return ActionRef{std::string(text)};
  }
  if (all_hexadecimal(commit) && commit.size() >= 7)
    return Refusal{quoted(commit) + " is not a whole commit", "write all 40 digits of it"};
  return Refusal{quoted(commit) + " is a tag or a branch, which its owner may move",
                 "write the commit instead, 40 hexadecimal digits"};
}

Result<DownloadUrl> parse_download_url(std::string_view text) {
  const auto url = parse_http_url(text);
  if (!url) return url.refusal();
  constexpr std::string_view https = "https://";
  if (text.substr(0, https.size()) != https)
    return Refusal{quoted(text) + " is not https", "write `https" + std::string(text.substr(4)) + "`"};
  return DownloadUrl{url->text};
}

Result<Sha256> parse_sha256(std::string_view text) {
  const std::string help = "write `sha256:` and the 64 hexadecimal digits that `sha256sum` prints";
  if (text.empty()) return Refusal{"it is empty", help};
  constexpr std::string_view prefix = "sha256:";
  const bool named = text.substr(0, prefix.size()) == prefix;
  const std::string_view digits = named ? text.substr(prefix.size()) : text;
  const std::string small = lower(digits);
  if (!all_hexadecimal(small)) return Refusal{quoted(text) + " is no SHA-256 digest", help};
  if (digits.size() != sha256_digits)
    return Refusal{"it has " + std::to_string(digits.size()) + " digits, not 64", help};
  if (!named || small != digits)
    return Refusal{named ? "it holds capital letters" : "it does not say `sha256:`",
                   "write `" + std::string(prefix) + small + "`"};
  return Sha256{small};
}

}  // namespace stackc
