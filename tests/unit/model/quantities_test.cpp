// Ports, durations, sizes, times of day, cron times, time zones.
#include <string>
#include <vector>

#include "model/types.h"
#include "tests/catch.h"
#include "tests/unit/model/refusal.h"

using namespace stackc;
using model_test::refused;

TEST_CASE("ports are 1 to 65535", "[model]") {
  CHECK(parse_host_port("1")->number == 1);
  CHECK(parse_host_port("65535")->number == 65535);
  CHECK(refused(parse_host_port("0")) == "`0` is outside 1..65535");
  CHECK(refused(parse_host_port("70000")) == "`70000` is outside 1..65535");
  CHECK(refused(parse_host_port("99999999999999999999")) == "`99999999999999999999` is outside 1..65535");
  CHECK(refused(parse_host_port("-1")) == "`-1` is outside 1..65535");
  CHECK(refused(parse_host_port("080")) == "`080` begins with a zero; write `80`");
  CHECK(refused(parse_host_port("8080:80")) == "`8080:80` is more than a port; write `80`");
  CHECK(refused(parse_host_port("53/udp")) == "`53/udp` is more than a port; write `53`; every port here is TCP");
  CHECK(refused(parse_host_port("http")) == "`http` is not a port; write a number in 1..65535");
  for (const char* text : {"", " 80", "80 ", "+80", "0x50", "8e1", "80.0"}) {
    INFO(text);
    CHECK_FALSE(parse_host_port(text));
  }
}

TEST_CASE("whole numbers", "[model]") {
  CHECK(*parse_integer("0") == 0);
  CHECK(*parse_integer("-7") == -7);
  CHECK(*parse_integer("2147483647") == 2147483647);
  CHECK(refused(parse_integer("2147483648")) == "`2147483648` is too large");
  CHECK(refused(parse_integer("07")) == "`07` begins with a zero; write it without");
  for (const char* text : {"", "-", "1.5", "1e3", "+1", "ten", " 1"})
    CHECK_FALSE(parse_integer(text));
}

TEST_CASE("durations have units", "[model]") {
  struct Row {
    const char* text;
    std::int64_t milliseconds;
  };
  for (const Row& row : std::vector<Row>{{"250ms", 250},
                                         {"30s", 30'000},
                                         {"5m", 300'000},
                                         {"2h", 7'200'000},
                                         {"7d", 604'800'000},
                                         {"1h30m", 5'400'000},
                                         {"1d2h3m4s5ms", 93'784'005},
                                         {"0s", 0},
                                         {"3650d", 315'360'000'000},
                                         {"90m", 5'400'000}}) {
    INFO(row.text);
    REQUIRE(parse_duration(row.text));
    CHECK(parse_duration(row.text)->milliseconds == row.milliseconds);
  }
  CHECK(refused(parse_duration("30")) ==
        "`30` has no unit; write `30s` for seconds; `ms`, `m`, `h` and `d` are the others");
  CHECK(refused(parse_duration("30 s")) == "`30 s` is not written as one lower-case word; write `30s`");
  CHECK(refused(parse_duration("5M")) == "`5M` is not written as one lower-case word; write `5m`");
  CHECK(refused(parse_duration("5min")) == "`5min` has a unit that is not one of `ms`, `s`, `m`, `h`, `d`; write `5m`");
  CHECK(refused(parse_duration("2 weeks")) ==
        "`2 weeks` has a unit that is not one of `ms`, `s`, `m`, `h`, `d`; write `14d`");
  CHECK(refused(parse_duration("1y")) == "`1y` has a unit that is not one of `ms`, `s`, `m`, `h`, `d`; write `365d`");
  CHECK(refused(parse_duration("1.5h")) == "`1.5h` is a fraction; write `90m`");
  CHECK(refused(parse_duration("0.5s")) == "`0.5s` is a fraction; write `500ms`");
  CHECK(refused(parse_duration("30m1h")) ==
        "`30m1h` has its units out of order; write the largest unit first and each once, as `1h30m`");
  CHECK(refused(parse_duration("1m1m")) ==
        "`1m1m` has its units out of order; write the largest unit first and each once, as `1h30m`");
  CHECK(refused(parse_duration("-5s")) == "`-5s` is negative");
  CHECK(refused(parse_duration("3651d")) == "`3651d` is longer than ten years");
  CHECK(refused(parse_duration("99999999999999999999d")) == "`99999999999999999999d` is longer than ten years");
  CHECK(refused(parse_duration("3650d1ms")) == "`3650d1ms` is longer than ten years");
  CHECK(refused(parse_duration("soon")) ==
        "`soon` is not a duration; write a number and a unit, as `30s`; units are `ms`, `s`, `m`, `h`, `d`");
  for (const char* text :
       {"", "s", "1h30", "1 h 30", "99999999999999999999weeks", "1s\n", "９s", "1.s", ".5s", "1.55555s"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("durations print in the largest unit that is exact", "[model]") {
  struct Row {
    const char* text;
    const char* printed;
  };
  for (const Row& row : std::vector<Row>{{"90s", "90s"},
                                         {"60s", "1m"},
                                         {"7d", "7d"},
                                         {"250ms", "250ms"},
                                         {"1500ms", "1500ms"},
                                         {"1h30m", "90m"},
                                         {"24h", "1d"},
                                         {"0ms", "0s"}}) {
    CHECK(to_text(*parse_duration(row.text)) == row.printed);
    CHECK(parse_duration(row.printed)->milliseconds == parse_duration(row.text)->milliseconds);
  }
}

TEST_CASE("sizes are binary", "[model]") {
  CHECK(parse_bytes("512B")->count == 512);
  CHECK(parse_bytes("64KiB")->count == 65536);
  CHECK(parse_bytes("20MiB")->count == 20971520);
  CHECK(parse_bytes("1024TiB")->count == std::int64_t{1} << 50);
  CHECK(refused(parse_bytes("20MB")) == "`20MB` is a decimal size; write `20MiB`");
  CHECK(refused(parse_bytes("20 mb")) == "`20 mb` is a decimal size; write `20MiB`");
  CHECK(refused(parse_bytes("20m")) == "`20m` does not say whether its unit is decimal or binary; write `20MiB`");
  CHECK(refused(parse_bytes("1G")) == "`1G` does not say whether its unit is decimal or binary; write `1GiB`");
  CHECK(refused(parse_bytes("20mib")) == "`20mib` is spelt differently here; write `20MiB`");
  CHECK(refused(parse_bytes("7 bytes")) == "`7 bytes` is spelt differently here; write `7B`");
  CHECK(refused(parse_bytes("1.5GiB")) == "`1.5GiB` is a fraction; write `1536MiB`");
  CHECK(refused(parse_bytes("1048576")) ==
        "`1048576` has no unit; write `1048576B` for bytes; `KiB`, `MiB`, `GiB` and `TiB` are the others");
  CHECK(refused(parse_bytes("1025TiB")) == "`1025TiB` is more than 1024TiB");
  CHECK(refused(parse_bytes("99999999999999999999B")) == "`99999999999999999999B` is more than 1024TiB");
  CHECK(refused(parse_bytes("-1B")) == "`-1B` is negative");
  for (const char* text : {"", "B", "MiB", "1MiB1KiB", "1 PiB", "0x1B"})
    CHECK_FALSE(parse_bytes(text));
  CHECK(to_text(Bytes{20971520}) == "20MiB");
  CHECK(to_text(Bytes{1000}) == "1000B");
  CHECK(to_text(Bytes{0}) == "0B");
}

TEST_CASE("times of day have four digits", "[model]") {
  CHECK(parse_time_of_day("00:00")->minutes == 0);
  CHECK(parse_time_of_day("23:59")->minutes == 1439);
  CHECK(to_text(*parse_time_of_day("03:05")) == "03:05");
  CHECK(refused(parse_time_of_day("3:30")) == "`3:30` has one digit for the hour; write `\"03:30\"`");
  CHECK(refused(parse_time_of_day("03:00:00")) == "`03:00:00` has seconds; write hours and minutes, as `\"03:00\"`");
  CHECK(refused(parse_time_of_day("24:00")) == "`24:00` is outside 00:00..23:59");
  CHECK(refused(parse_time_of_day("12:60")) == "`12:60` is outside 00:00..23:59");
  CHECK(refused(parse_time_of_day("3")) == "`3` has no minutes; write `\"03:00\"`");
  for (const char* text : {"", "3am", "03.30", "03:3", "003:30", "03:030", "-3:00", "03:00 "}) {
    INFO(text);
    CHECK_FALSE(parse_time_of_day(text));
  }
}

TEST_CASE("cron times are five fields of POSIX", "[model]") {
  for (const char* text : {"* * * * *", "*/15 0-6/2 1,15 */3 1-5", "0 0 29 2 *", "0 0 31 2 1", "59 23 31 12 6"}) {
    INFO(text);
    REQUIRE(parse_cron_time(text));
    CHECK(parse_cron_time(text)->text == text);
  }
  CHECK(parse_cron_time("  0   3 * *  * ")->text == "0 3 * * *");
  CHECK(refused(parse_cron_time("@daily")) == "`@daily` is not understood by every cron; write `\"0 0 * * *\"`");
  CHECK(refused(parse_cron_time("0 3 * *")) ==
        "`0 3 * *` has 4 fields; write five: minute, hour, day, month, weekday, as `\"30 3 * * *\"`");
  CHECK(refused(parse_cron_time("60 * * * *")) == "the minute `60` is outside 0..59");
  CHECK(refused(parse_cron_time("0 0 0 * *")) == "the day `0` is outside 1..31");
  CHECK(refused(parse_cron_time("0 0 * * 7")) == "the weekday `7` is outside 0..6; Sunday is `0`");
  CHECK(refused(parse_cron_time("0 0 * * MON")) ==
        "the weekday `MON` is not a number, `*`, a list, a range or a step; write 0..6 instead of names");
  CHECK(refused(parse_cron_time("5/10 * * * *")) == "the minute `5/10` has a step without a range; write `5-59/10`");
  CHECK(refused(parse_cron_time("30-10 * * * *")) == "the minute `30-10` runs backwards");
  CHECK(refused(parse_cron_time("0 0 30 2 *")) == "`0 0 30 2 *` never comes: no such month has such a day");
  CHECK(refused(parse_cron_time("0 0 31 4,6,9,11 *")) ==
        "`0 0 31 4,6,9,11 *` never comes: no such month has such a day");
  for (const char* text : {"", "*/0 * * * *", "*/60 * * * *", "1, * * * *", "1- * * * *", "-1 * * * *", "* * * * * *",
                           "*\t* * * *", "**/2 * * * *", "*-5 * * * *", "% * * * *", "00000 * * * *"}) {
    INFO(text);
    CHECK_FALSE(parse_cron_time(text));
  }
}

TEST_CASE("time zones are regions and cities", "[model]") {
  for (const char* text :
       {"UTC", "Asia/Seoul", "America/Argentina/Buenos_Aires", "Etc/GMT+9", "America/Port-au-Prince"})
    CHECK(parse_time_zone(text));
  const std::string help = "write a name of the IANA data base, as `Asia/Seoul`, or `UTC`";
  CHECK(refused(parse_time_zone("KST")) == "`KST` is not a region and a city; " + help);
  CHECK(refused(parse_time_zone("+09:00")) == "`+09:00` is an offset, not a zone; " + help);
  CHECK(refused(parse_time_zone("UTC+9")) == "`UTC+9` is an offset, not a zone; " + help);
  CHECK(refused(parse_time_zone("utc")) == "`utc` is not a time zone: names begin with a capital letter; write `UTC`");
  for (const char* text : {"", "/Seoul", "Asia/", "Asia/../Seoul", "Asia/Se oul", "asia/seoul", ":Asia/Seoul",
                           "A/B/C/D", "../etc/passwd"}) {
    INFO(text);
    CHECK_FALSE(parse_time_zone(text));
  }
}
