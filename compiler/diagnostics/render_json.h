// Diagnostics for programs. The shape is stable: keys are added, never renamed or removed, within one `version`.
//
//   {"version": 1, "diagnostics": [
//     {"code": "STK1012", "name": "duplicate_key", "severity": "error", "message": "…",
//      "place": {"file": "stack.yaml", "begin": P, "end": P} or null, "help": "…", "environments": ["prod"],
//      "notes": [{"message": "…", "place": …}]}]}
//
// P is {"offset": bytes from 0, "line": from 1, "column": code points from 1}; `end` is one past the last character.
// `help` may be empty, `environments` is empty where all of them are meant. One diagnostic is one line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace stackc {

/// A JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD, so that every reader accepts it.
std::string json_string(std::string_view text);

/// The array that stands under `diagnostics`, for documents that hold more than that.
std::string render_json_list(const std::vector<Diagnostic>& diagnostics, const Sources& sources);

/// In the order given: pass `Diagnostics::sorted()`. Ends with a line feed.
std::string render_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources);

}  // namespace stackc
