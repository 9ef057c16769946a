// The table that a test of `summarize` is written as: facts before and after, and what is said of either way.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "facts/fact.h"
#include "facts/summary.h"
#include "tests/catch.h"

namespace facts_test {

using Lines = std::vector<std::string>;

/// Beside every case: an environment for production with two services and a site.
inline const Lines frame{"prod: project compose name=shop folder=/srv/shop use=production",
                         "prod: service web role=application base=python:3.11-slim user=1000:1000 stop=30s",
                         "prod: service db role=database image=mysql:8.0 database=shop stop=1m",
                         "prod: site main serves=example.com"};

inline Lines in_frame(Lines lines) {
  for (const std::string& line : frame) {
    const std::string subject = line.substr(0, line.find(' ', line.find(' ', 6) + 1));
    const bool there = std::any_of(lines.begin(), lines.end(),
                                   [&](const std::string& other) { return other.rfind(subject + " ", 0) == 0; });
    if (!there) lines.push_back(line);
  }
  return lines;
}

/// "exposure: publishes …", one for each statement.
inline Lines said(const Lines& before, const Lines& after) {
  Lines all;
  for (const stackc::facts::Statement& one : stackc::facts::summarize(before, after).statements)
    all.push_back(std::string(text(one.rank)) + ": " + one.text);
  return all;
}

struct Case {
  const char* before;  ///< Facts with ` | ` between them, without `prod: `; empty for none.
  const char* after;
  const char* forth;  ///< What is said of the way from before to after, with ` | ` between.
  const char* back;   ///< And of the way back.
};

inline Lines parts(std::string_view text, const std::string& prefix) {
  Lines all;
  while (!text.empty()) {
    const std::size_t bar = text.find(" | ");
    all.push_back(prefix + std::string(text.substr(0, bar)));
    text.remove_prefix(bar == std::string_view::npos ? text.size() : bar + 3);
  }
  return all;
}

inline void check(const Case& one) {
  const Lines before = in_frame(parts(one.before, "prod: "));
  const Lines after = in_frame(parts(one.after, "prod: "));
  INFO(one.before << "\n-> " << one.after);
  CHECK(said(before, after) == parts(one.forth, ""));
  CHECK(said(after, before) == parts(one.back, ""));
}

}  // namespace facts_test
