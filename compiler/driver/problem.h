// What is wrong in a report, one after the other, as services that annotate a repository want it: a rule, a level, a
// place, a text, and a fingerprint that stays while lines move.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/rule.h"
#include "driver/report.h"

namespace stackc::driver {

struct Problem {
  std::string rule;    ///< `STK3007`, `drift/edited`, `io`, `usage`.
  std::string path{};  ///< The artifact that it is about, as the lock has it; empty for others.
  std::string title;   ///< What is wrong in general, one line.
  Severity severity = Severity::error;
  /// Several lines; the first says it, the others show hunk, origin and cure. Without a final line feed.
  std::string message;
  ReportedPlace place;
  /// Whether `place` has columns; otherwise whole lines are meant.
  bool columns = false;
  std::vector<ReportedNote> notes{};
  /// What is wrong without any place or number that moves when other lines do.
  std::string identity{};
  /// 32 hexadecimal digits, of rule, file and identity; equal ones of a stack are counted.
  std::string fingerprint{};
};

/// Rules that have no page.
namespace problem_rule {
inline constexpr std::string_view io = "io";
inline constexpr std::string_view usage = "usage";
inline constexpr std::string_view merged = "drift/merged";
}  // namespace problem_rule

/// `drift/line-endings`.
std::string drift_rule(lock::Verdict verdict);

/// What a rule is about in general: the title of its page, or a sentence of ours.
std::string rule_title(std::string_view rule);

/// Of one stack: what kept it from being read, diagnostics, errors of the disk, files. Line endings and run bits that
/// several files lost together are one problem. Of `build`, only files that it refused or failed to write are.
std::vector<Problem> problems_of(const Report& report, const ReportedStack& stack);

/// Whether a file of the report is one: not in step, or in a build refused or failed.
bool is_problem(const Report& report, const ReportedFile& file);

/// The paths that a hand or git changed in one way together (`line endings`, `mode`), where they are at least two;
/// they are named once.
std::vector<const ReportedFile*> together(const Report& report, const ReportedStack& stack, lock::Verdict verdict);

/// "a, b, c and 27 more".
std::string some_of(const std::vector<const ReportedFile*>& files);

}  // namespace stackc::driver
