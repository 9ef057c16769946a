// The formats for programs: each prints a whole report as one document.
#pragma once

#include <string>

#include "driver/report.h"

namespace stackc::driver {

/// Everything, in the shape of docs/report.schema.json.
std::string report_json(const Report& report);

/// Workflow commands of GitHub Actions, one for each problem (`::error file=…,line=…::…`). GitHub shows at most ten
/// errors and ten warnings of a step.
/// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
std::string report_github(const Report& report);

/// GitLab's Code Quality report, a subset of Code Climate's.
/// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
std::string report_gitlab(const Report& report);

/// SARIF 2.1.0 with one run. https://docs.oasis-open.org/sarif/sarif/v2.1.0/
std::string report_sarif(const Report& report);

/// JUnit's XML as CI services read it: a stack is a suite, its compilation and each file are cases. No times: the same
/// result is the same document.
std::string report_junit(const Report& report);

}  // namespace stackc::driver
