// Which kind of template scalar each model type is. The kinds' character sets hold for every value of the type:
// a test parses the corners of each type against them.
#pragma once

#include "model/types.h"
#include "render/view.h"
#include "topology/topology.h"

namespace stackc::render {

template <>
struct ScalarTraits<stackc::Id> {
  static constexpr Kind kind = Kind::identifier;
  static std::string text(const stackc::Id& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::EnvName> {
  static constexpr Kind kind = Kind::env_name;
  static std::string text(const stackc::EnvName& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::Domain> {
  static constexpr Kind kind = Kind::domain;
  static std::string text(const stackc::Domain& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::UrlPath> {
  static constexpr Kind kind = Kind::url_path;
  static std::string text(const stackc::UrlPath& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::AbsolutePath> {
  static constexpr Kind kind = Kind::path;
  static std::string text(const stackc::AbsolutePath& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::RelativePath> {
  static constexpr Kind kind = Kind::path;
  static std::string text(const stackc::RelativePath& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::ImageName> {
  static constexpr Kind kind = Kind::image;
  static std::string text(const stackc::ImageName& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::ImageRef> {
  static constexpr Kind kind = Kind::image;
  static std::string text(const stackc::ImageRef& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::TimeZone> {
  static constexpr Kind kind = Kind::word;
  static std::string text(const stackc::TimeZone& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::CronTime> {
  static constexpr Kind kind = Kind::cron;
  static std::string text(const stackc::CronTime& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::Email> {
  static constexpr Kind kind = Kind::word;
  static std::string text(const stackc::Email& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::Word> {
  static constexpr Kind kind = Kind::version;
  static std::string text(const stackc::Word& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::HttpUrl> {
  static constexpr Kind kind = Kind::url;
  static std::string text(const stackc::HttpUrl& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::AddressRange> {
  static constexpr Kind kind = Kind::word;
  static std::string text(const stackc::AddressRange& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::DownloadUrl> {
  static constexpr Kind kind = Kind::url;
  static std::string text(const stackc::DownloadUrl& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::ActionRef> {
  static constexpr Kind kind = Kind::word;
  static std::string text(const stackc::ActionRef& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::Sha256> {
  static constexpr Kind kind = Kind::word;
  static std::string text(const stackc::Sha256& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::HostPort> {
  static constexpr Kind kind = Kind::port;
  static std::int64_t number(stackc::HostPort value) { return value.number; }
  static std::string text(stackc::HostPort value) { return std::to_string(value.number); }
};
template <>
struct ScalarTraits<stackc::Duration> {
  static constexpr Kind kind = Kind::duration;
  static std::int64_t number(stackc::Duration value) { return value.milliseconds; }
};
template <>
struct ScalarTraits<stackc::Bytes> {
  static constexpr Kind kind = Kind::size;
  static std::int64_t number(stackc::Bytes value) { return value.count; }
};
template <>
struct ScalarTraits<stackc::topology::PlainWord> {
  static constexpr Kind kind = Kind::word;
  static std::string text(const stackc::topology::PlainWord& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::topology::UrlPattern> {
  static constexpr Kind kind = Kind::url_pattern;
  static std::string text(const stackc::topology::UrlPattern& value) { return value.text; }
};
template <>
struct ScalarTraits<stackc::TimeOfDay> {
  static constexpr Kind kind = Kind::word;
  static std::string text(stackc::TimeOfDay value) { return to_text(value); }
};

}  // namespace stackc::render
