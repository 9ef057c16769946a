// What binding, the schema and the reference know of each leaf type: its name and what it is for people, its
// parser, a pattern for editors, and how an id of the type is written in a path of the reference. One specialisation of
// Leaf per type.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

#include "model/stack.h"
#include "model/types.h"

namespace stackc {

/// What a plain YAML scalar must be for a leaf: `text` takes numbers as they are written (versions), not booleans.
enum class Plain : unsigned char { text, number, boolean };

/// What leaves have in common. `name` comes with its article; `key` stands for such an id in a path of the reference
/// (`services.ID.use`); `pattern` is an ECMA 262 expression that matches at least what `parse` takes (empty: nothing to
/// say).
template <class T, Result<T> (*Parse)(std::string_view), Plain Kind = Plain::text>
struct LeafOf {
  static constexpr Plain plain = Kind;
  static constexpr std::string_view key = "", pattern = "";
  static Result<T> parse(std::string_view text) { return Parse(text); }
};

template <class T>
struct Leaf;

inline Result<std::string> parse_text(std::string_view text) { return std::string(text); }

template <>
struct Leaf<std::string> : LeafOf<std::string, parse_text> {
  static constexpr std::string_view name = "a text", example = "any text";
  static constexpr std::string_view key = "NAME";
  static constexpr std::string_view doc = "any text";
};
template <>
struct Leaf<bool> : LeafOf<bool, parse_boolean, Plain::boolean> {
  static constexpr std::string_view name = "a boolean", example = "true";
  static constexpr std::string_view doc = "`true` or `false`";
};
template <>
struct Leaf<int> : LeafOf<int, parse_integer, Plain::number> {
  static constexpr std::string_view name = "a whole number", example = "3";
  static constexpr std::string_view doc = "decimal digits";
};
template <>
struct Leaf<Id> : LeafOf<Id, parse_id> {
  static constexpr std::string_view name = "an id", example = "web";
  static constexpr std::string_view key = "ID";
  static constexpr std::string_view pattern = "^[a-z][a-z0-9_-]{0,62}$";
  static constexpr std::string_view doc = "small letters, digits, `-` and `_`, beginning with a letter, at most 63";
};
template <>
struct Leaf<EnvName> : LeafOf<EnvName, parse_env_name> {
  static constexpr std::string_view name = "a variable name", example = "SECRET_KEY";
  static constexpr std::string_view key = "NAME";
  static constexpr std::string_view pattern = "^[A-Za-z_][A-Za-z0-9_]{0,127}$";
  static constexpr std::string_view doc = "letters, digits and `_`, not beginning with a digit";
};
template <>
struct Leaf<HostPort> : LeafOf<HostPort, parse_host_port, Plain::number> {
  static constexpr std::string_view name = "a port", example = "8000";
  static constexpr std::string_view doc = "1 to 65535, without quotes";
};
template <>
struct Leaf<Duration> : LeafOf<Duration, parse_duration> {
  static constexpr std::string_view name = "a duration", example = "30s";
  static constexpr std::string_view pattern = "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";
  static constexpr std::string_view doc =
      "a number and one of `ms`, `s`, `m`, `h`, `d`; sums from the largest unit down (`1h30m`); at most ten years";
};
template <>
struct Leaf<Bytes> : LeafOf<Bytes, parse_bytes> {
  static constexpr std::string_view name = "a size", example = "20MiB";
  static constexpr std::string_view pattern = "^[0-9]+([KMGT]i)?B$";
  static constexpr std::string_view doc = "a number and one of `B`, `KiB`, `MiB`, `GiB`, `TiB`";
};
template <>
struct Leaf<Domain> : LeafOf<Domain, parse_domain> {
  static constexpr std::string_view name = "a domain", example = "example.com";
  static constexpr std::string_view key = "DOMAIN";
  static constexpr std::string_view pattern = "^(\\*|(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*)$";
  static constexpr std::string_view doc =
      "a DNS name in small letters, `*.example.com`, `*` for any host, or an IPv4 address; international names in "
      "their `xn--` form";
};
template <>
struct Leaf<UrlPath> : LeafOf<UrlPath, parse_url_path> {
  static constexpr std::string_view name = "a URL path", example = "/static/";
  static constexpr std::string_view key = "PATH";
  static constexpr std::string_view pattern = "^/[A-Za-z0-9._~@:+/-]*$";
  static constexpr std::string_view doc = "begins with `/`; letters, digits, `.`, `_`, `~`, `@`, `:`, `+`, `-`";
};
template <>
struct Leaf<AbsolutePath> : LeafOf<AbsolutePath, parse_absolute_path> {
  static constexpr std::string_view name = "an absolute path", example = "/app/media";
  static constexpr std::string_view pattern = "^(/[A-Za-z0-9._+@-]+)+$";
  static constexpr std::string_view doc = "begins with `/`, does not end in it; no `..`";
};
template <>
struct Leaf<RelativePath> : LeafOf<RelativePath, parse_relative_path> {
  static constexpr std::string_view name = "a relative path", example = "backend";
  static constexpr std::string_view pattern = "^[A-Za-z0-9._+@][A-Za-z0-9._/+@-]*$";
  static constexpr std::string_view doc = "below the stack's folder; no `..`; `.` is the folder itself";
};
template <>
struct Leaf<AncestorPath> : LeafOf<AncestorPath, parse_ancestor_path> {
  static constexpr std::string_view name = "a folder above", example = "../..";
  static constexpr std::string_view pattern = "^(\\.|\\.\\.(/\\.\\.){0,7})$";
  static constexpr std::string_view doc = "`.`, `..`, `../..` and so on";
};
template <>
struct Leaf<ImageName> : LeafOf<ImageName, parse_image_name> {
  static constexpr std::string_view name = "an image name", example = "acme/app";
  static constexpr std::string_view pattern = "^[a-z0-9][a-z0-9._:/-]*$";
  static constexpr std::string_view doc = "a name in a registry, without tag or digest";
};
template <>
struct Leaf<ImageRef> : LeafOf<ImageRef, parse_image_ref> {
  static constexpr std::string_view name = "an image", example = "redis:7";
  static constexpr std::string_view pattern = "^[a-z0-9][A-Za-z0-9._:/@-]*$";
  static constexpr std::string_view doc = "a name with a tag or digest; `latest` is refused";
};
template <>
struct Leaf<UserNumbers> : LeafOf<UserNumbers, parse_user_numbers> {
  static constexpr std::string_view name = "a user and group", example = "999:999";
  static constexpr std::string_view pattern = "^[0-9]{1,5}:[0-9]{1,5}$";
  static constexpr std::string_view doc = "the numbers of a user and a group, in quotes";
};
template <>
struct Leaf<Versioned> : LeafOf<Versioned, parse_versioned> {
  static constexpr std::string_view name = "a name and version", example = "mysql:8.4";
  static constexpr std::string_view pattern = "^[a-z][a-z0-9_-]{0,62}(:[A-Za-z0-9][A-Za-z0-9._+-]*)?$";
  static constexpr std::string_view doc =
      "a name of the catalogue, or one with a colon and a version; versions are text";
};
template <>
struct Leaf<TimeZone> : LeafOf<TimeZone, parse_time_zone> {
  static constexpr std::string_view name = "a time zone", example = "Asia/Seoul";
  static constexpr std::string_view pattern = "^(UTC|[A-Z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*){1,2})$";
  static constexpr std::string_view doc = "a name of the IANA data base, or `UTC`";
};
template <>
struct Leaf<TimeOfDay> : LeafOf<TimeOfDay, parse_time_of_day> {
  static constexpr std::string_view name = "a time of day", example = "03:30";
  static constexpr std::string_view pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
  static constexpr std::string_view doc = "hours and minutes, two digits each, in quotes";
};
template <>
struct Leaf<CronTime> : LeafOf<CronTime, parse_cron_time> {
  static constexpr std::string_view name = "a cron time", example = "30 3 * * *";
  static constexpr std::string_view pattern = "^ *([0-9*,/-]+ +){4}[0-9*,/-]+ *$";
  static constexpr std::string_view doc =
      "minute, hour, day, month, weekday (0 is Sunday): numbers, `*`, lists, ranges, steps";
};
template <>
struct Leaf<Email> : LeafOf<Email, parse_email> {
  static constexpr std::string_view name = "a mail address", example = "ops@example.com";
  static constexpr std::string_view pattern = "^[A-Za-z0-9._+-]+@[a-z0-9.-]+$";
  static constexpr std::string_view doc = "plain characters, without a name before it";
};
template <>
struct Leaf<Word> : LeafOf<Word, parse_word> {
  static constexpr std::string_view name = "a word", example = "daphne";
  static constexpr std::string_view key = "ID";
  static constexpr std::string_view pattern = "^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$";
  static constexpr std::string_view doc = "letters, digits, `_`, `.`, `+` and `-`";
};
template <>
struct Leaf<HttpUrl> : LeafOf<HttpUrl, parse_http_url> {
  static constexpr std::string_view name = "a URL", example = "https://example.com/";
  static constexpr std::string_view pattern = "^https?://[a-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~@:+/-]*)?$";
  static constexpr std::string_view doc = "http or https, without user, query or fragment";
};
template <>
struct Leaf<RefPath> : LeafOf<RefPath, parse_ref_path> {
  static constexpr std::string_view name = "a path into the stack", example = "db.host";
  static constexpr std::string_view key = "PATH";
  static constexpr std::string_view pattern = "^[A-Za-z0-9_./~@:+-]+$";
  static constexpr std::string_view doc = "ids joined by dots";
};
template <>
struct Leaf<Issuer> : LeafOf<Issuer, parse_issuer> {
  static constexpr std::string_view name = "an issuer", example = "letsencrypt";
  static constexpr std::string_view pattern =
      "^(letsencrypt|own|files|upstream|none|https://[a-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~@:+/-]*)?)$";
  static constexpr std::string_view doc =
      "`letsencrypt`, the https URL of an ACME directory, `own`, `files`, `upstream`, or `none`";
};
template <>
struct Leaf<AddressRange> : LeafOf<AddressRange, parse_address_range> {
  static constexpr std::string_view name = "an address range", example = "10.0.0.0/16";
  static constexpr std::string_view pattern = "^[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?$";
  static constexpr std::string_view doc = "the first of its IPv4 addresses, and how many bits all have in common";
};
template <>
struct Leaf<ActionRef> : LeafOf<ActionRef, parse_action_ref> {
  static constexpr std::string_view name = "an action",
                                    example = "acme/stackc@0123456789abcdef0123456789abcdef01234567";
  static constexpr std::string_view pattern = "^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+@[0-9a-f]{40}$";
  static constexpr std::string_view doc = "`owner/repository@` and the commit, 40 hexadecimal digits";
};
template <>
struct Leaf<DownloadUrl> : LeafOf<DownloadUrl, parse_download_url> {
  static constexpr std::string_view name = "a download", example = "https://downloads.example.com/stackc";
  static constexpr std::string_view pattern = "^https://[a-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~@:+/-]*)?$";
  static constexpr std::string_view doc = "an https URL, without user, query or fragment";
};
template <>
struct Leaf<Sha256> : LeafOf<Sha256, parse_sha256> {
  static constexpr std::string_view name = "a digest",
                                    example = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  static constexpr std::string_view pattern = "^sha256:[0-9a-f]{64}$";
  static constexpr std::string_view doc = "`sha256:` and the 64 digits that `sha256sum` prints";
};
template <>
struct Leaf<Command> : LeafOf<Command, parse_command> {
  static constexpr std::string_view name = "a command", example = "python manage.py migrate";
  static constexpr std::string_view doc =
      "a program and its arguments: a list, or one line without quotes and shell characters, which is split at blanks; "
      "no shell reads it";
};

/// An enum of the language: its words are in the table beside it.
template <class E>
concept worded = std::is_enum_v<E> && requires {
  words(static_cast<const E*>(nullptr));
};

/// A type that is written as one scalar.
template <class T>
concept leaf = requires {
  Leaf<T>::name;
}
|| worded<T>;

}  // namespace stackc
