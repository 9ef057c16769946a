#include "render/spell.h"

#include <array>

namespace stackc::render {

std::string spell_duration(std::int64_t milliseconds, DurationStyle style) {
  const auto times = [](std::int64_t count, std::string_view unit) { return std::to_string(count).append(unit); };
  if (style == DurationStyle::people) {
    const auto people = [](std::int64_t count, std::string_view unit) {
      return std::to_string(count).append(" ").append(unit).append(count == 1 ? "" : "s");
    };
    if (milliseconds % 1000 != 0) return times(milliseconds, " ms");
    const std::int64_t seconds = milliseconds / 1000;
    if (seconds != 0 && seconds % 86400 == 0) return people(seconds / 86400, "day");
    if (seconds != 0 && seconds % 3600 == 0) return people(seconds / 3600, "hour");
    if (seconds != 0 && seconds % 60 == 0) return people(seconds / 60, "minute");
    return people(seconds, "second");
  }
  if (milliseconds % 1000 != 0) return style == DurationStyle::seconds ? std::string() : times(milliseconds, "ms");
  const std::int64_t seconds = milliseconds / 1000;
  if (style == DurationStyle::seconds) return std::to_string(seconds);
  if (style == DurationStyle::units && seconds != 0 && seconds % 86400 == 0) return times(seconds / 86400, "d");
  if (seconds != 0 && seconds % 3600 == 0) return times(seconds / 3600, "h");
  return times(seconds, "s");
}

std::string spell_size(std::int64_t bytes, SizeStyle style) {
  constexpr std::int64_t kibi = 1024;
  if (style != SizeStyle::bytes) {
    struct Unit {
      std::int64_t factor;
      std::string_view letter;
      std::string_view name;
    };
    constexpr std::array<Unit, 3> units = {
        {{kibi * kibi * kibi, "g", " GiB"}, {kibi * kibi, "m", " MiB"}, {kibi, "k", " KiB"}}};
    for (const Unit& unit : units) {
      if (bytes != 0 && bytes % unit.factor == 0) {
        return std::to_string(bytes / unit.factor).append(style == SizeStyle::people ? unit.name : unit.letter);
      }
    }
    if (style == SizeStyle::people) return std::to_string(bytes).append(bytes == 1 ? " byte" : " bytes");
  }
  return std::to_string(bytes);
}

std::string_view spell(const Value& value, Kind kind, const Language& language, bool compact, std::string& buffer) {
  switch (kind) {
    case Kind::boolean:
      return value.number != 0 ? "true" : "false";
    case Kind::duration:
      buffer =
          spell_duration(value.number, compact && language.durations == DurationStyle::people ? DurationStyle::units
                                                                                              : language.durations);
      return buffer;
    case Kind::size:
      buffer =
          spell_size(value.number, compact && language.sizes == SizeStyle::people ? SizeStyle::units : language.sizes);
      return buffer;
    default:
      return value.text;
  }
}

}  // namespace stackc::render
