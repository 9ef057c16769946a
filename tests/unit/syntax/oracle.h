// libyaml as an independent reader of YAML, for tests only: what it refuses, stackc must refuse, and what both
// accept must mean the same, at the same places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "syntax/tree.h"

namespace stackc::tests {

/// A tree as lines of text: structure, style, bytes [begin, end) and value of each scalar. Nothing if libyaml refuses
/// the text, or finds no document, more than one, or an alias. Ends of block scalars are left out: libyaml counts empty
/// lines.
std::optional<std::string> libyaml_reading(std::string_view text);

/// True if libyaml reads `text` to its end without an error, whatever it holds.
bool libyaml_accepts(std::string_view text);

/// The same lines, of stackc's tree of `text`.
std::string stackc_reading(const syntax::Node& root, std::string_view text);

}  // namespace stackc::tests
