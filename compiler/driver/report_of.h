// The report of one stack, made from what a command found.
#pragma once

#include "driver/load.h"
#include "driver/report.h"
#include "lock/examine.h"
#include "lock/write.h"

namespace stackc::driver {

/// The stack and its diagnostics; with `quiet`, errors only. `exit` is what the command ends with for it.
ReportedStack report_of(const LoadedStack& stack, int exit, bool quiet);

/// Adds what `check` and `diff` found: every file with its verdict.
void add_examination(ReportedStack& report, const LoadedStack& stack, const lock::Examination& found);

/// Adds what `build` found and did.
void add_result(ReportedStack& report, const LoadedStack& stack, const lock::WriteResult& result);

}  // namespace stackc::driver
