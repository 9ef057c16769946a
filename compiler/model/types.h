// The strong types of the language. Each has one parser, which is the only way to make one from text;
// a value that exists is valid. Units: durations in milliseconds, sizes in bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace stackc {

/// The version of the language that is described here, what `stackc:` says in a stack.
inline constexpr int language_version = 1;

/// `[a-z][a-z0-9_-]{0,62}`: ids of sites, services, volumes, jobs, secrets, environments; the stack's name.
struct Id {
  std::string text;
  auto operator<=>(const Id&) const = default;
};
/// `[A-Za-z_][A-Za-z0-9_]{0,127}` (POSIX environment names).
struct EnvName {
  std::string text;
  auto operator<=>(const EnvName&) const = default;
};
/// A TCP port, 1..65535.
struct HostPort {
  std::uint16_t number = 0;
  auto operator<=>(const HostPort&) const = default;
};
/// `250ms`, `30s`, `5m`, `2h`, `7d`, and sums as `1h30m`; a bare number is refused (which unit?). At most 10 years.
struct Duration {
  std::int64_t milliseconds = 0;
  auto operator<=>(const Duration&) const = default;
};
/// `512B`, `64KiB`, `20MiB`, `1GiB`; decimal units (`20MB`) are refused with the nearest binary form.
struct Bytes {
  std::int64_t count = 0;
  auto operator<=>(const Bytes&) const = default;
};
/// A DNS name in lower case (RFC 1123: labels of 1..63 of [a-z0-9-], 253 in all, at least two labels or `localhost`),
/// a wildcard `*.example.com`, `*` for any host, or an IPv4 address. Never ends in a dot or in an all-digit label.
/// International names are refused with their `xn--` cure.
struct Domain {
  enum class Form : unsigned char { name, wildcard, any, address };
  std::string text;
  Form form = Form::name;
  auto operator<=>(const Domain&) const = default;
};
/// The path of a URL: begins with `/`, then [A-Za-z0-9._~@:+/-] (those of RFC 3986 that no target language reads
/// in its own way); no `//`, `.` or `..` segment.
struct UrlPath {
  std::string text;
  bool prefix() const { return text.back() == '/'; }
  auto operator<=>(const UrlPath&) const = default;
};
/// An absolute path in a container or on a host: `/` and [A-Za-z0-9._/+@-]; no `.`, `..` or empty component, no
/// trailing slash.
struct AbsolutePath {
  std::string text;
  auto operator<=>(const AbsolutePath&) const = default;
};
/// A path below a folder: relative, same characters, no `..` component, `.` alone is the folder itself.
/// A leading `./` is dropped.
struct RelativePath {
  std::string text;
  auto operator<=>(const RelativePath&) const = default;
};
/// A folder above the one of the stack, or that folder: `.`, `..`, `../..` and so on, at most 8 up.
struct AncestorPath {
  std::string text;
  int levels = 0;  ///< How many times `..`.
  auto operator<=>(const AncestorPath&) const = default;
};
/// An image's name without tag: `tlesmes/teammoa-web`, `ghcr.io/acme/app`, `localhost:5000/app` (distribution reference
/// grammar).
struct ImageName {
  std::string text;
  auto operator<=>(const ImageName&) const = default;
};
/// An image with a tag and/or digest: `redis:7`, `app@sha256:…`; a missing tag or `latest` is refused.
/// Numbers of a user and a group, `999:999`.
struct UserNumbers {
  std::string text;
  auto operator<=>(const UserNumbers&) const = default;
};
struct ImageRef {
  std::string text;
  auto operator<=>(const ImageRef&) const = default;
};
/// `name` or `name:version`, as in `mysql:8.0`, `python:3.11`, `nginx`. The version is text: `3.10` stays `3.10`.
struct Versioned {
  std::string name;
  std::string version;  ///< Empty if none was written.
  auto operator<=>(const Versioned&) const = default;
};
/// An IANA time zone by name (`Asia/Seoul`), or `UTC`: characters and shape are checked, not existence.
/// Abbreviations (`KST`) are refused: the C library takes one that it does not know for UTC without a word.
struct TimeZone {
  std::string text;
  auto operator<=>(const TimeZone&) const = default;
};
/// A time of day, `03:00` (quoted in YAML), minutes since midnight.
struct TimeOfDay {
  int minutes = 0;
  auto operator<=>(const TimeOfDay&) const = default;
};
/// Five cron fields (POSIX crontab: minute hour day month weekday 0..6), numbers, `*`, lists, ranges and steps; kept
/// with single blanks. Days that no month has (`0 0 31 2 *`) are refused.
struct CronTime {
  std::string text;
  auto operator<=>(const CronTime&) const = default;
};
/// A mail address fit for ACME contacts: `local@domain` of plain characters.
struct Email {
  std::string text;
  auto operator<=>(const Email&) const = default;
};
/// One word that no target language can misread: `[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}` (package, module, user, volume
/// names).
struct Word {
  std::string text;
  auto operator<=>(const Word&) const = default;
};
/// An http(s) URL without user, query or fragment: an ACME directory, a webhook's base.
struct HttpUrl {
  std::string text;
  auto operator<=>(const HttpUrl&) const = default;
};
/// IPv4 addresses as `10.0.0.0/16`, written by the first of them; a single one may leave `/32` out.
struct AddressRange {
  std::string text;
  auto operator<=>(const AddressRange&) const = default;
};
/// A program and its arguments. Written as a list, or as one text that is split at blanks; such a text may hold
/// no quote, backslash or shell operator: it is refused with the list form as cure, because no shell reads it.
struct Command {
  std::vector<std::string> words;
  auto operator<=>(const Command&) const = default;
};
/// A path into the stack, `sites.main.names`, `db.host`: ids joined by dots; what it may name is known after resolve.
struct RefPath {
  std::string text;
  auto operator<=>(const RefPath&) const = default;
};
/// Who issues certificates: `letsencrypt`, the https URL of an ACME directory, `upstream`, where a balancer before the
/// edge ends TLS, or `none`, where TLS is not wanted.
struct Issuer {
  std::string text;
  bool url = false;
  bool none() const { return text == "none"; }
  bool upstream() const { return text == "upstream"; }
  /// Whether certificates are this stack's own work.
  bool ours() const { return !none() && !upstream(); }
  bool own() const { return text == "own"; }      ///< An authority that belongs to the stack.
  bool files() const { return text == "files"; }  ///< A certificate that somebody bought.
  auto operator<=>(const Issuer&) const = default;
};

/// An action of GitHub by commit, `owner/repository[/folder]@` and 40 hexadecimal digits. Tags and branches are
/// refused, because their owner may move them.
struct ActionRef {
  std::string text;
  auto operator<=>(const ActionRef&) const = default;
};
/// An https URL as `HttpUrl`: what is fetched from it is run.
struct DownloadUrl {
  std::string text;
  auto operator<=>(const DownloadUrl&) const = default;
};
/// A SHA-256 digest, written `sha256:` and 64 small hexadecimal digits; `text` is the digits.
struct Sha256 {
  std::string text;
  auto operator<=>(const Sha256&) const = default;
};

Result<Id> parse_id(std::string_view text);
Result<EnvName> parse_env_name(std::string_view text);
Result<HostPort> parse_host_port(std::string_view text);
Result<Duration> parse_duration(std::string_view text);
Result<Bytes> parse_bytes(std::string_view text);
Result<Domain> parse_domain(std::string_view text);
Result<UrlPath> parse_url_path(std::string_view text);
Result<AbsolutePath> parse_absolute_path(std::string_view text);
Result<RelativePath> parse_relative_path(std::string_view text);
Result<AncestorPath> parse_ancestor_path(std::string_view text);
Result<ImageName> parse_image_name(std::string_view text);
Result<ImageRef> parse_image_ref(std::string_view text);
Result<UserNumbers> parse_user_numbers(std::string_view text);
Result<Versioned> parse_versioned(std::string_view text);
Result<TimeZone> parse_time_zone(std::string_view text);
Result<TimeOfDay> parse_time_of_day(std::string_view text);
Result<CronTime> parse_cron_time(std::string_view text);
Result<Email> parse_email(std::string_view text);
Result<Word> parse_word(std::string_view text);
Result<HttpUrl> parse_http_url(std::string_view text);
Result<AddressRange> parse_address_range(std::string_view text);
Result<Command> parse_command(std::string_view text);
/// The list form of a command; words may hold any character but NUL.
Result<Command> parse_command_words(std::vector<std::string> words);
Result<RefPath> parse_ref_path(std::string_view text);
Result<Issuer> parse_issuer(std::string_view text);
Result<ActionRef> parse_action_ref(std::string_view text);
Result<DownloadUrl> parse_download_url(std::string_view text);
Result<Sha256> parse_sha256(std::string_view text);
/// Decimal, no sign but `-`, no leading zero.
Result<int> parse_integer(std::string_view text);
/// `true` or `false`; the other words of YAML 1.1 are refused with their cure.
Result<bool> parse_boolean(std::string_view text);

/// The shortest exact spelling in the language's own units: `90s`, `7d`, `250ms`; `20MiB`.
std::string to_text(Duration duration);
std::string to_text(Bytes bytes);
std::string to_text(TimeOfDay time);

}  // namespace stackc
