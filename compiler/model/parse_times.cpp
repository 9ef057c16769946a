// Clocks and calendars: times of day, cron fields, time zones.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/characters.h"
#include "model/types.h"

namespace stackc {

namespace {

std::optional<int> small_number(std::string_view text) {
  if (text.empty() || text.size() > 4 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (const std::string_view word : split(text, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

struct CronField {
  std::string_view name;
  int low;
  int high;
};
constexpr std::array<CronField, 5> cron_fields{
    {{"minute", 0, 59}, {"hour", 0, 23}, {"day", 1, 31}, {"month", 1, 12}, {"weekday", 0, 6}}};

struct Shorthand {
  std::string_view word;
  std::string_view fields;
};
constexpr std::array<Shorthand, 6> shorthands{{{"@hourly", "0 * * * *"},
                                               {"@daily", "0 0 * * *"},
                                               {"@midnight", "0 0 * * *"},
                                               {"@weekly", "0 0 * * 0"},
                                               {"@monthly", "0 0 1 * *"},
                                               {"@yearly", "0 0 1 1 *"}}};

/// The values a field names as bits, or why it is refused.
Result<std::uint64_t> cron_values(const CronField& field, std::string_view text) {
  const std::string place = "the " + std::string(field.name) + " ";
  const std::string range = std::to_string(field.low) + ".." + std::to_string(field.high);
  std::uint64_t values = 0;
  for (const std::string_view item : split(text, ',')) {
    const auto slash = item.find('/');
    const std::string_view span = item.substr(0, slash);
    const auto dash = span.find('-');
    int low = field.low;
    int high = field.high;
    if (span != "*") {
      const auto first = small_number(span.substr(0, dash));
      const auto last = dash == std::string_view::npos ? first : small_number(span.substr(dash + 1));
      if (!first || !last) {
        return Refusal{
            place + quoted(item) + " is not a number, `*`, a list, a range or a step",
            std::any_of(item.begin(), item.end(), is_letter) ? "write " + range + " instead of names" : std::string()};
      }
      low = *first;
      high = *last;
      if (field.name == "weekday" && (low == 7 || high == 7))
        return Refusal{place + quoted(item) + " is outside 0..6", "Sunday is `0`"};
      if (low < field.low || high > field.high) return Refusal{place + quoted(item) + " is outside " + range};
      if (low > high) return Refusal{place + quoted(item) + " runs backwards"};
    }
    int step = 1;
    if (slash != std::string_view::npos) {
      const auto number = small_number(item.substr(slash + 1));
      if (!number || *number < 1 || *number > field.high)
        return Refusal{place + quoted(item) + " has a step that is not in 1.." + std::to_string(field.high)};
      // `5/10` means different things to different crons.
      if (span != "*" && dash == std::string_view::npos) {
        return Refusal{
            place + quoted(item) + " has a step without a range",
            "write `" + std::string(span) + "-" + std::to_string(field.high) + std::string(item.substr(slash)) + "`"};
      }
      step = *number;
    }
    for (int value = low; value <= high; value += step)
      values |= std::uint64_t{1} << static_cast<unsigned>(value);
  }
  return values;
}

/// Whether one of the months has one of the days (29 February counts).
bool some_month_has_a_day(std::uint64_t days, std::uint64_t months) {
  constexpr std::array<unsigned, 12> lengths{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (unsigned month = 1; month <= 12; ++month) {
    const std::uint64_t existing = ((std::uint64_t{1} << (lengths[month - 1] + 1)) - 1);
    if ((months >> month & 1U) != 0 && (days & existing) != 0) return true;
  }
  return false;
}

}  // namespace

Result<TimeOfDay> parse_time_of_day(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty", "write hours and minutes, as `\"03:30\"`"};
  const auto parts = split(text, ':');
  const auto hours = small_number(parts.front());
  if (parts.size() != 2 || !hours || !small_number(parts[1]) || parts.front().size() > 2 || parts[1].size() != 2) {
    if (parts.size() == 3)
      return Refusal{quoted(text) + " has seconds",
                     "write hours and minutes, as `\"" + std::string(text.substr(0, text.rfind(':'))) + "\"`"};
    if (parts.size() == 1 && hours && parts.front().size() <= 2 && *hours < 24) {
      return Refusal{quoted(text) + " has no minutes",
                     "write `\"" + std::string(parts.front().size() == 1 ? "0" : "").append(text) + ":00\"`"};
    }
    return Refusal{quoted(text) + " is not a time of day",
                   "write hours and minutes, as `\"03:30\"`; the clock has 24 hours"};
  }
  const int minutes = *small_number(parts[1]);
  if (*hours > 23 || minutes > 59) return Refusal{quoted(text) + " is outside 00:00..23:59"};
  if (parts.front().size() == 1)
    return Refusal{quoted(text) + " has one digit for the hour", "write `\"0" + std::string(text) + "\"`"};
  return TimeOfDay{*hours * 60 + minutes};
}

std::string to_text(TimeOfDay time) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(time.minutes / 60) + ":" + two(time.minutes % 60);
}

Result<CronTime> parse_cron_time(std::string_view text) {
  if (!text.empty() && text.front() == '@') {
    for (const Shorthand& shorthand : shorthands) {
      if (shorthand.word == text)
        return Refusal{quoted(text) + " is not understood by every cron",
                       "write `\"" + std::string(shorthand.fields) + "\"`"};
    }
    return Refusal{quoted(text) + " is not a time", "write five fields: minute, hour, day, month, weekday"};
  }
  const auto words = words_of(text);
  if (words.size() != cron_fields.size()) {
    return Refusal{quoted(text) + " has " + std::to_string(words.size()) + (words.size() == 1 ? " field" : " fields"),
                   "write five: minute, hour, day, month, weekday, as `\"30 3 * * *\"`"};
  }
  std::array<std::uint64_t, 5> values{};
  std::string result;
  for (std::size_t i = 0; i < cron_fields.size(); ++i) {
    const auto named = cron_values(cron_fields[i], words[i]);
    if (!named) return named.refusal();
    values[i] = *named;
    result.append(i == 0 ? "" : " ").append(words[i]);
  }
  if (words[4] == "*" && !some_month_has_a_day(values[2], values[3]))
    return Refusal{quoted(text) + " never comes: no such month has such a day"};
  return CronTime{std::move(result)};
}

Result<TimeZone> parse_time_zone(std::string_view text) {
  const std::string help = "write a name of the IANA data base, as `Asia/Seoul`, or `UTC`";
  if (text == "UTC") return TimeZone{std::string(text)};
  if (text.empty()) return Refusal{"it is empty", help};
  if (text.size() > 64) return Refusal{quoted(text) + " is longer than 64 characters", help};
  if (text.front() == '+' || text.front() == '-' || text.substr(0, 4) == "UTC+" || text.substr(0, 4) == "UTC-" ||
      text.substr(0, 4) == "GMT+" || text.substr(0, 4) == "GMT-") {
    return Refusal{quoted(text) + " is an offset, not a zone", help};
  }
  constexpr auto allowed = [](char c) { return is_alphanumeric(c) || c == '_' || c == '+' || c == '-'; };
  const auto parts = split(text, '/');
  for (const std::string_view part : parts) {
    if (part.empty() || !std::all_of(part.begin(), part.end(), allowed) || !is_letter(part.front()))
      return Refusal{quoted(text) + " is not a time zone", help};
  }
  if (!is_upper(text.front()))
    return Refusal{quoted(text) + " is not a time zone: names begin with a capital letter",
                   lower(text) == "utc" ? "write `UTC`" : help};
  if (parts.size() == 1) return Refusal{quoted(text) + " is not a region and a city", help};
  if (parts.size() > 3) return Refusal{quoted(text) + " has too many parts", help};
  return TimeZone{std::string(text)};
}

}  // namespace stackc
