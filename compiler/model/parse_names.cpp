// Ids, names and words: texts whose characters no target language can misread.
#include <algorithm>

#include "model/characters.h"
#include "model/types.h"

namespace stackc {

namespace {

constexpr bool is_id_character(char c) { return is_lower(c) || is_digit(c) || c == '_' || c == '-'; }
constexpr bool is_env_character(char c) { return is_alphanumeric(c) || c == '_'; }
constexpr bool is_word_character(char c) { return is_alphanumeric(c) || c == '_' || c == '.' || c == '+' || c == '-'; }

/// The nearest text that is an id, or nothing if none is near.
std::string nearest_id(std::string_view text) {
  std::string result;
  for (const char c : lower(text)) {
    if (is_id_character(c))
      result += c;
    else if (c == ' ' || c == '.' || c == '/')
      result += '-';
    else
      return {};
  }
  while (!result.empty() && !is_lower(result.front()))
    result.erase(0, 1);
  if (result.size() > 63) result.clear();
  return result;
}

std::string write_instead(const std::string& text) { return text.empty() ? std::string() : "write `" + text + "`"; }

/// "`a b` holds a blank", with the first character for which `allowed` is false.
template <class Allowed>
std::string unwanted_character(std::string_view text, Allowed allowed) {
  const auto found = std::find_if_not(text.begin(), text.end(), allowed);
  if (found == text.end()) return {};
  if (*found == ' ') return quoted(text) + " holds a blank";
  if (!is_ascii(*found)) return quoted(text) + " holds a character outside ASCII";
  return quoted(text) + " holds " + quoted(std::string_view(&*found, 1));
}

}  // namespace

Result<Id> parse_id(std::string_view text) {
  if (text.empty())
    return Refusal{"it is empty", "an id is small letters, digits, `-` and `_`, and begins with a letter"};
  const bool shaped = std::all_of(text.begin(), text.end(), is_id_character);
  if (shaped && is_lower(text.front()) && text.size() <= 63) return Id{std::string(text)};
  if (shaped && text.size() > 63)
    return Refusal{quoted(text) + " is longer than 63 characters", "choose a shorter one"};
  std::string help = write_instead(nearest_id(text));
  if (help.empty()) help = "an id is small letters, digits, `-` and `_`, and begins with a letter";
  if (shaped) return Refusal{quoted(text) + " does not begin with a letter", help};
  if (std::any_of(text.begin(), text.end(), is_upper)) return Refusal{quoted(text) + " holds capital letters", help};
  return Refusal{unwanted_character(text, is_id_character), help};
}

Result<EnvName> parse_env_name(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty", "a variable's name is letters, digits and `_`"};
  if (const auto equals = text.find('='); equals != std::string_view::npos) {
    return Refusal{quoted(text) + " holds `=`",
                   "write the name and the value apart: " +
                       quoted(std::string(text.substr(0, equals)) + ": " + std::string(text.substr(equals + 1)))};
  }
  if (!std::all_of(text.begin(), text.end(), is_env_character)) {
    std::string cure;
    for (const char c : text)
      cure += is_env_character(c) ? c : '_';
    const bool near = std::all_of(text.begin(), text.end(),
                                  [](char c) { return is_env_character(c) || c == '-' || c == '.' || c == ' '; });
    return Refusal{unwanted_character(text, is_env_character), near && !is_digit(cure.front())
                                                                   ? write_instead(cure)
                                                                   : "a variable's name is letters, digits and `_`"};
  }
  if (is_digit(text.front()))
    return Refusal{quoted(text) + " begins with a digit", write_instead("_" + std::string(text))};
  if (text.size() > 128) return Refusal{quoted(text) + " is longer than 128 characters"};
  return EnvName{std::string(text)};
}

Result<Word> parse_word(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty"};
  if (std::string reason = unwanted_character(text, is_word_character); !reason.empty()) {
    return Refusal{std::move(reason), "a word is letters, digits, `_`, `.`, `+` and `-`"};
  }
  if (!is_alphanumeric(text.front()) && text.front() != '_') {
    return Refusal{quoted(text) + " does not begin with a letter or digit"};
  }
  if (text.size() > 128) return Refusal{quoted(text) + " is longer than 128 characters"};
  return Word{std::string(text)};
}

Result<RefPath> parse_ref_path(std::string_view text) {
  constexpr auto allowed = [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '/' || c == '~' || c == '@' || c == ':' ||
           c == '+';
  };
  if (text.empty()) return Refusal{"it is empty", "name a part of the stack, as `db.host`"};
  if (text.find("${") != std::string_view::npos || text.find("{{") != std::string_view::npos) {
    return Refusal{quoted(text) + " is a template expression", "write the path alone, as `db.host`"};
  }
  if (std::string reason = unwanted_character(text, allowed); !reason.empty()) {
    return Refusal{std::move(reason), "a path is ids joined by dots, as `db.host`"};
  }
  if (text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos) {
    return Refusal{quoted(text) + " has an empty part", "a path is ids joined by dots, as `db.host`"};
  }
  if (text.size() > 512) return Refusal{quoted(text) + " is longer than 512 characters"};
  return RefPath{std::string(text)};
}

Result<Versioned> parse_versioned(std::string_view text) {
  constexpr auto is_version_character = [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '+' || c == '-';
  };
  if (text.empty()) return Refusal{"it is empty", "write a name and a version, as `mysql:8.4`"};
  if (const auto separator = text.find_first_of(" @=");
      separator != std::string_view::npos && text.find(':') == std::string_view::npos) {
    std::string cure = lower(text.substr(0, separator));
    const auto version = text.find_first_not_of(" @=", separator);
    if (version != std::string_view::npos) cure += ":" + std::string(text.substr(version));
    return Refusal{quoted(text) + " is not a name and a version",
                   parse_versioned(cure) ? write_instead(cure) : "write them as `mysql:8.4`"};
  }
  const auto colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  if (name.find('/') != std::string_view::npos)
    return Refusal{quoted(text) + " is an image's name", "write the program's name and version, as `mysql:8.4`"};
  if (const auto id = parse_id(name); !id) {
    std::string cure = nearest_id(name);
    if (!cure.empty() && colon != std::string_view::npos) cure += std::string(text.substr(colon));
    return Refusal{id.refusal().reason, write_instead(cure)};
  }
  if (colon == std::string_view::npos) return Versioned{std::string(name), {}};
  std::string_view version = text.substr(colon + 1);
  if (version.empty())
    return Refusal{quoted(text) + " ends in a colon", "write a version after it, or leave the colon out"};
  if (version == "latest")
    return Refusal{quoted(text) + " names no version: what `latest` is changes without notice", "write a version"};
  if (version.size() > 1 && version.front() == 'v' && is_digit(version[1])) {
    return Refusal{quoted(text) + " has a `v` before the version",
                   write_instead(std::string(name) + ":" + std::string(version.substr(1)))};
  }
  if (std::string reason = unwanted_character(version, is_version_character); !reason.empty()) {
    return Refusal{"the version " + reason, "a version is letters, digits, `.`, `_`, `+` and `-`"};
  }
  if (!is_alphanumeric(version.front()))
    return Refusal{"the version " + quoted(version) + " does not begin with a letter or digit"};
  if (version.size() > 128) return Refusal{"the version " + quoted(version) + " is longer than 128 characters"};
  return Versioned{std::string(name), std::string(version)};
}

Result<Email> parse_email(std::string_view text) {
  constexpr auto is_local_character = [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '+' || c == '-';
  };
  constexpr std::string_view scheme = "mailto:";
  if (text.substr(0, scheme.size()) == scheme)
    return Refusal{quoted(text) + " is a URL", write_instead(std::string(text.substr(scheme.size())))};
  const auto at = text.find('@');
  if (at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) {
    return Refusal{quoted(text) + " does not have one `@`", "write an address, as `ops@example.com`"};
  }
  const std::string_view local = text.substr(0, at);
  if (local.empty()) return Refusal{quoted(text) + " has nothing before the `@`"};
  if (std::string reason = unwanted_character(local, is_local_character); !reason.empty())
    return Refusal{"the part before the `@`, " + reason};
  if (local.front() == '.' || local.back() == '.' || local.front() == '-' ||
      local.find("..") != std::string_view::npos) {
    return Refusal{quoted(text) + " has a dot or dash where none may stand"};
  }
  const auto domain = parse_domain(text.substr(at + 1));
  if (!domain) return Refusal{"the part after the `@`, " + domain.refusal().reason, domain.refusal().help};
  if (domain->form != Domain::Form::name || domain->text == "localhost")
    return Refusal{quoted(text) + " has no mail domain after the `@`"};
  if (local.size() > 64 || text.size() > 254)
    return Refusal{quoted(text) + " is longer than mail addresses may be (64 before the `@`, 254 in all)"};
  return Email{std::string(text)};
}

Result<bool> parse_boolean(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  const std::string small = lower(text);
  if (small == "yes" || small == "on" || small == "y" || small == "1" || small == "true")
    return Refusal{quoted(text) + " is not a boolean", "write `true`"};
  if (small == "no" || small == "off" || small == "n" || small == "0" || small == "false")
    return Refusal{quoted(text) + " is not a boolean", "write `false`"};
  return Refusal{quoted(text) + " is neither `true` nor `false`"};
}

}  // namespace stackc
