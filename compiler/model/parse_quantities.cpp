// Numbers with and without units: ports, durations, sizes.
#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "model/characters.h"
#include "model/types.h"

namespace stackc {

namespace {

struct Unit {
  std::string_view name;
  std::int64_t size;
};

// Largest first: to_text and the order of sums rely on it.
constexpr std::array<Unit, 5> duration_units{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::array<Unit, 5> size_units{{{"TiB", std::int64_t{1} << 40},
                                          {"GiB", std::int64_t{1} << 30},
                                          {"MiB", std::int64_t{1} << 20},
                                          {"KiB", std::int64_t{1} << 10},
                                          {"B", 1}}};
constexpr std::int64_t longest_duration = std::int64_t{3650} * 86'400'000;
constexpr std::int64_t largest_size = std::int64_t{1} << 50;

/// How people spell the units of durations elsewhere, and the spelling here (weeks as seven days).
struct Spelling {
  std::string_view foreign;
  std::string_view unit;
  std::int64_t factor;
};
constexpr std::array<Spelling, 24> duration_spellings{
    {{"sec", "s", 1},           {"secs", "s", 1},   {"second", "s", 1},  {"seconds", "s", 1}, {"min", "m", 1},
     {"mins", "m", 1},          {"minute", "m", 1}, {"minutes", "m", 1}, {"hr", "h", 1},      {"hrs", "h", 1},
     {"hour", "h", 1},          {"hours", "h", 1},  {"day", "d", 1},     {"days", "d", 1},    {"w", "d", 7},
     {"week", "d", 7},          {"weeks", "d", 7},  {"msec", "ms", 1},   {"msecs", "ms", 1},  {"millisecond", "ms", 1},
     {"milliseconds", "ms", 1}, {"y", "d", 365},    {"year", "d", 365},  {"years", "d", 365}}};

std::optional<std::int64_t> digits(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::numeric_limits<std::int64_t>::max();  // more than any limit below
  return value;
}

std::string_view leading_digits(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::string without_blanks(std::string_view text) {
  std::string result(text);
  result.erase(std::remove(result.begin(), result.end(), ' '), result.end());
  return result;
}

template <std::size_t N>
const Unit* find_unit(const std::array<Unit, N>& units, std::string_view name) {
  const auto found = std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.name == name; });
  return found == units.end() ? nullptr : &*found;
}

template <std::size_t N>
std::string in_largest_unit(const std::array<Unit, N>& units, std::int64_t amount) {
  for (const Unit& unit : units) {
    if (amount != 0 && amount % unit.size == 0) return std::to_string(amount / unit.size).append(unit.name);
  }
  return std::to_string(amount).append(units.back().name);
}

/// `1.5` of a unit in the unit below, if that is exact to a tenth part: the cure for fractions.
template <std::size_t N>
std::string whole_instead_of_fraction(const std::array<Unit, N>& units, std::string_view text) {
  const std::string_view whole = leading_digits(text);
  if (whole.empty() || text.size() < whole.size() + 3 || text[whole.size()] != '.') return {};
  const std::string_view part = leading_digits(text.substr(whole.size() + 1));
  if (part.empty() || part.size() > 3 || whole.size() > 6) return {};
  const Unit* unit = find_unit(units, text.substr(whole.size() + 1 + part.size()));
  if (unit == nullptr) return {};
  std::int64_t scale = 1;
  for (std::size_t i = 0; i < part.size(); ++i)
    scale *= 10;
  const std::int64_t scaled = (*digits(whole) * scale + *digits(part));
  if (scaled > std::numeric_limits<std::int64_t>::max() / unit->size) return {};
  if ((scaled * unit->size) % scale != 0) return {};
  return "write `" + in_largest_unit(units, scaled * unit->size / scale) + "`";
}

Refusal refused_duration(std::string_view text) {
  if (text.empty()) return {"it is empty", "write a number and a unit, as `30s`"};
  if (text.front() == '-') return {quoted(text) + " is negative", {}};
  const std::string_view number = leading_digits(text);
  if (number.size() == text.size()) {
    const std::string count(number);
    return {quoted(text) + " has no unit", "write `" + count + "s` for seconds; `ms`, `m`, `h` and `d` are the others"};
  }
  const std::string squeezed = lower(without_blanks(text));
  const std::string_view tail = std::string_view(squeezed).substr(std::min(number.size(), squeezed.size()));
  if (!number.empty()) {
    if (squeezed != text && parse_duration(squeezed))
      return {quoted(text) + " is not written as one lower-case word", "write `" + squeezed + "`"};
    for (const Spelling& spelling : duration_spellings) {
      if (tail != spelling.foreign) continue;
      const auto count = digits(number);
      if (*count > longest_duration / spelling.factor) break;
      return {quoted(text) + " has a unit that is not one of `ms`, `s`, `m`, `h`, `d`",
              "write `" + std::to_string(*count * spelling.factor).append(spelling.unit) + "`"};
    }
    if (std::string cure = whole_instead_of_fraction(duration_units, text); !cure.empty())
      return {quoted(text) + " is a fraction", std::move(cure)};
  }
  return {quoted(text) + " is not a duration",
          "write a number and a unit, as `30s`; units are `ms`, `s`, `m`, `h`, `d`"};
}

Refusal refused_size(std::string_view text) {
  if (text.empty()) return {"it is empty", "write a number and a unit, as `20MiB`"};
  if (text.front() == '-') return {quoted(text) + " is negative", {}};
  const std::string_view number = leading_digits(text);
  if (!number.empty() && number.size() == text.size()) {
    return {quoted(text) + " has no unit",
            "write `" + std::string(number) + "B` for bytes; `KiB`, `MiB`, `GiB` and `TiB` are the others"};
  }
  if (!number.empty()) {
    const std::string squeezed = lower(without_blanks(text));
    const std::string_view tail = std::string_view(squeezed).substr(number.size());
    for (const Unit& unit : size_units) {
      const std::string name = lower(unit.name);
      const std::string cure = "write `" + std::string(number).append(unit.name) + "`";
      if (tail == name) return {quoted(text) + " is spelt differently here", cure};
      if (unit.size == 1) continue;
      if (tail == std::string{name.front(), 'b'}) return {quoted(text) + " is a decimal size", cure};
      if (tail == name.substr(0, 1))
        return {quoted(text) + " does not say whether its unit is decimal or binary", cure};
    }
    if (tail == "byte" || tail == "bytes")
      return {quoted(text) + " is spelt differently here", "write `" + std::string(number) + "B`"};
    if (std::string cure = whole_instead_of_fraction(size_units, text); !cure.empty())
      return {quoted(text) + " is a fraction", std::move(cure)};
  }
  return {quoted(text) + " is not a size",
          "write a number and a unit, as `20MiB`; units are `B`, `KiB`, `MiB`, `GiB`, `TiB`"};
}

}  // namespace

Result<int> parse_integer(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty", "write a whole number"};
  const bool negative = text.front() == '-';
  const std::string_view number = text.substr(negative ? 1 : 0);
  const auto value = digits(number);
  if (!value) return Refusal{quoted(text) + " is not a whole number"};
  if (number.size() > 1 && number.front() == '0')
    return Refusal{quoted(text) + " begins with a zero", "write it without"};
  if (*value > std::numeric_limits<int>::max()) return Refusal{quoted(text) + " is too large"};
  const int amount = static_cast<int>(*value);
  return negative ? -amount : amount;
}

Result<HostPort> parse_host_port(std::string_view text) {
  constexpr std::string_view range = " is outside 1..65535";
  if (text.empty()) return Refusal{"it is empty", "write a number in 1..65535"};
  if (text.front() == '-' && digits(text.substr(1))) return Refusal{quoted(text).append(range)};
  const auto value = digits(text);
  if (!value) {
    const auto colon = text.rfind(':');
    if (colon != std::string_view::npos && digits(text.substr(colon + 1))) {
      return Refusal{quoted(text) + " is more than a port", "write `" + std::string(text.substr(colon + 1)) + "`"};
    }
    const auto slash = text.find('/');
    if (slash != std::string_view::npos && digits(text.substr(0, slash))) {
      return Refusal{quoted(text) + " is more than a port",
                     "write `" + std::string(text.substr(0, slash)) + "`; every port here is TCP"};
    }
    return Refusal{quoted(text) + " is not a port", "write a number in 1..65535"};
  }
  if (*value == 0 || *value > 65535) return Refusal{quoted(text).append(range)};
  if (text.front() == '0')
    return Refusal{quoted(text) + " begins with a zero", "write `" + std::to_string(*value) + "`"};
  return HostPort{static_cast<std::uint16_t>(*value)};
}

Result<Duration> parse_duration(std::string_view text) {
  if (text.empty()) return refused_duration(text);
  std::int64_t total = 0;
  std::int64_t previous = std::numeric_limits<std::int64_t>::max();
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view number = leading_digits(rest);
    rest.remove_prefix(number.size());
    const auto unit_end = std::find_if_not(rest.begin(), rest.end(), is_lower);
    const std::string_view name = rest.substr(0, static_cast<std::size_t>(unit_end - rest.begin()));
    rest.remove_prefix(name.size());
    const Unit* unit = find_unit(duration_units, name);
    const auto amount = digits(number);
    if (unit == nullptr || !amount) return refused_duration(text);
    if (unit->size >= previous)
      return Refusal{quoted(text) + " has its units out of order",
                     "write the largest unit first and each once, as `1h30m`"};
    previous = unit->size;
    if (*amount > longest_duration / unit->size || total + *amount * unit->size > longest_duration) {
      return Refusal{quoted(text) + " is longer than ten years"};
    }
    total += *amount * unit->size;
  }
  return Duration{total};
}

Result<Bytes> parse_bytes(std::string_view text) {
  const std::string_view number = leading_digits(text);
  const auto amount = digits(number);
  const Unit* unit = find_unit(size_units, text.substr(number.size()));
  if (!amount || unit == nullptr) return refused_size(text);
  if (*amount > largest_size / unit->size) return Refusal{quoted(text) + " is more than 1024TiB"};
  return Bytes{*amount * unit->size};
}

std::string to_text(Duration duration) {
  return duration.milliseconds == 0 ? "0s" : in_largest_unit(duration_units, duration.milliseconds);
}

std::string to_text(Bytes bytes) { return in_largest_unit(size_units, bytes.count); }

}  // namespace stackc
