// What binding, the schema and the reference know of each leaf type: its name for people, its parser, a pattern
// for editors and how an id of the type is written in a path. One specialisation of Leaf per type.
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

/// `name` with its article, `key` for the place of such an id in a path of the reference (`services.ID.use`), and
/// `pattern`, an ECMA 262 expression that matches at least what `parse` takes (empty: nothing to say).
template <class T>
struct Leaf;

template <>
struct Leaf<std::string> {
  static constexpr std::string_view name = "a text", key = "NAME", pattern = "", example = "any text";
  static constexpr Plain plain = Plain::text;
  static Result<std::string> parse(std::string_view text) { return std::string(text); }
};
template <>
struct Leaf<bool> {
  static constexpr std::string_view name = "a boolean", key = "", pattern = "", example = "true";
  static constexpr Plain plain = Plain::boolean;
  static Result<bool> parse(std::string_view text) { return parse_boolean(text); }
};
template <>
struct Leaf<int> {
  static constexpr std::string_view name = "a whole number", key = "", pattern = "", example = "3";
  static constexpr Plain plain = Plain::number;
  static Result<int> parse(std::string_view text) { return parse_integer(text); }
};
template <>
struct Leaf<Id> {
  static constexpr std::string_view name = "an id", key = "ID", example = "web";
  static constexpr std::string_view pattern = "^[a-z][a-z0-9_-]{0,62}$";
  static constexpr Plain plain = Plain::text;
  static Result<Id> parse(std::string_view text) { return parse_id(text); }
};
template <>
struct Leaf<EnvName> {
  static constexpr std::string_view name = "a variable name", key = "NAME", example = "SECRET_KEY";
  static constexpr std::string_view pattern = "^[A-Za-z_][A-Za-z0-9_]{0,127}$";
  static constexpr Plain plain = Plain::text;
  static Result<EnvName> parse(std::string_view text) { return parse_env_name(text); }
};
template <>
struct Leaf<HostPort> {
  static constexpr std::string_view name = "a port", key = "", example = "8000";
  static constexpr std::string_view pattern = "";
  static constexpr Plain plain = Plain::number;
  static Result<HostPort> parse(std::string_view text) { return parse_host_port(text); }
};
template <>
struct Leaf<Duration> {
  static constexpr std::string_view name = "a duration", key = "", example = "30s";
  static constexpr std::string_view pattern = "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";
  static constexpr Plain plain = Plain::text;
  static Result<Duration> parse(std::string_view text) { return parse_duration(text); }
};
template <>
struct Leaf<Bytes> {
  static constexpr std::string_view name = "a size", key = "", example = "20MiB";
  static constexpr std::string_view pattern = "^[0-9]+([KMGT]i)?B$";
  static constexpr Plain plain = Plain::text;
  static Result<Bytes> parse(std::string_view text) { return parse_bytes(text); }
};
template <>
struct Leaf<Domain> {
  static constexpr std::string_view name = "a domain", key = "DOMAIN", example = "example.com";
  static constexpr std::string_view pattern = "^(\\*|(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*)$";
  static constexpr Plain plain = Plain::text;
  static Result<Domain> parse(std::string_view text) { return parse_domain(text); }
};
template <>
struct Leaf<UrlPath> {
  static constexpr std::string_view name = "a URL path", key = "PATH", example = "/static/";
  static constexpr std::string_view pattern = "^/[A-Za-z0-9._~@:+/-]*$";
  static constexpr Plain plain = Plain::text;
  static Result<UrlPath> parse(std::string_view text) { return parse_url_path(text); }
};
template <>
struct Leaf<AbsolutePath> {
  static constexpr std::string_view name = "an absolute path", key = "", example = "/app/media";
  static constexpr std::string_view pattern = "^(/[A-Za-z0-9._+@-]+)+$";
  static constexpr Plain plain = Plain::text;
  static Result<AbsolutePath> parse(std::string_view text) { return parse_absolute_path(text); }
};
template <>
struct Leaf<RelativePath> {
  static constexpr std::string_view name = "a relative path", key = "", example = "backend";
  static constexpr std::string_view pattern = "^[A-Za-z0-9._+@][A-Za-z0-9._/+@-]*$";
  static constexpr Plain plain = Plain::text;
  static Result<RelativePath> parse(std::string_view text) { return parse_relative_path(text); }
};
template <>
struct Leaf<AncestorPath> {
  static constexpr std::string_view name = "a folder above", key = "", example = "../..";
  static constexpr std::string_view pattern = "^(\\.|\\.\\.(/\\.\\.){0,7})$";
  static constexpr Plain plain = Plain::text;
  static Result<AncestorPath> parse(std::string_view text) { return parse_ancestor_path(text); }
};
template <>
struct Leaf<ImageName> {
  static constexpr std::string_view name = "an image name", key = "", example = "acme/app";
  static constexpr std::string_view pattern = "^[a-z0-9][a-z0-9._:/-]*$";
  static constexpr Plain plain = Plain::text;
  static Result<ImageName> parse(std::string_view text) { return parse_image_name(text); }
};
template <>
struct Leaf<ImageRef> {
  static constexpr std::string_view name = "an image", key = "", example = "redis:7";
  static constexpr std::string_view pattern = "^[a-z0-9][A-Za-z0-9._:/@-]*$";
  static constexpr Plain plain = Plain::text;
  static Result<ImageRef> parse(std::string_view text) { return parse_image_ref(text); }
};
template <>
struct Leaf<Versioned> {
  static constexpr std::string_view name = "a name and version", key = "", example = "mysql:8.4";
  static constexpr std::string_view pattern = "^[a-z][a-z0-9_-]{0,62}(:[A-Za-z0-9][A-Za-z0-9._+-]*)?$";
  static constexpr Plain plain = Plain::text;
  static Result<Versioned> parse(std::string_view text) { return parse_versioned(text); }
};
template <>
struct Leaf<TimeZone> {
  static constexpr std::string_view name = "a time zone", key = "", example = "Asia/Seoul";
  static constexpr std::string_view pattern = "^(UTC|[A-Z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*){1,2})$";
  static constexpr Plain plain = Plain::text;
  static Result<TimeZone> parse(std::string_view text) { return parse_time_zone(text); }
};
template <>
struct Leaf<TimeOfDay> {
  static constexpr std::string_view name = "a time of day", key = "", example = "03:30";
  static constexpr std::string_view pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
  static constexpr Plain plain = Plain::text;
  static Result<TimeOfDay> parse(std::string_view text) { return parse_time_of_day(text); }
};
template <>
struct Leaf<CronTime> {
  static constexpr std::string_view name = "a cron time", key = "", example = "30 3 * * *";
  static constexpr std::string_view pattern = "^ *([0-9*,/-]+ +){4}[0-9*,/-]+ *$";
  static constexpr Plain plain = Plain::text;
  static Result<CronTime> parse(std::string_view text) { return parse_cron_time(text); }
};
template <>
struct Leaf<Email> {
  static constexpr std::string_view name = "a mail address", key = "", example = "ops@example.com";
  static constexpr std::string_view pattern = "^[A-Za-z0-9._+-]+@[a-z0-9.-]+$";
  static constexpr Plain plain = Plain::text;
  static Result<Email> parse(std::string_view text) { return parse_email(text); }
};
template <>
struct Leaf<Word> {
  static constexpr std::string_view name = "a word", key = "ID", example = "daphne";
  static constexpr std::string_view pattern = "^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$";
  static constexpr Plain plain = Plain::text;
  static Result<Word> parse(std::string_view text) { return parse_word(text); }
};
template <>
struct Leaf<HttpUrl> {
  static constexpr std::string_view name = "a URL", key = "", example = "https://example.com/";
  static constexpr std::string_view pattern = "^https?://[a-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~@:+/-]*)?$";
  static constexpr Plain plain = Plain::text;
  static Result<HttpUrl> parse(std::string_view text) { return parse_http_url(text); }
};
template <>
struct Leaf<RefPath> {
  static constexpr std::string_view name = "a path into the stack", key = "", example = "db.host";
  static constexpr std::string_view pattern = "^[A-Za-z0-9_./~@:+-]+$";
  static constexpr Plain plain = Plain::text;
  static Result<RefPath> parse(std::string_view text) { return parse_ref_path(text); }
};
template <>
struct Leaf<Issuer> {
  static constexpr std::string_view name = "an issuer", key = "", example = "letsencrypt";
  static constexpr std::string_view pattern =
      "^(letsencrypt|selfsigned|https://[a-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~@:+/-]*)?)$";
  static constexpr Plain plain = Plain::text;
  static Result<Issuer> parse(std::string_view text) { return parse_issuer(text); }
};
template <>
struct Leaf<Command> {
  static constexpr std::string_view name = "a command", key = "", example = "python manage.py migrate";
  static constexpr std::string_view pattern = "";
  static constexpr Plain plain = Plain::text;
  static Result<Command> parse(std::string_view text) { return parse_command(text); }
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
