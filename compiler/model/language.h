// The keys of the language as one flat table, made from the descriptions: for suggestions, the reference page,
// `stackc explain KEY` and completion.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/describe.h"

namespace stackc {

/// One key of the language.
struct LanguageKey {
  /// From the top, ids of the user in capitals: `services.ID.health.every`.
  std::string path;
  std::string_view key;
  std::string_view owner;     ///< What has the key, with article: `a health check`.
  std::string kind;           ///< What it holds, with article: `a duration`, `a list of words`.
  std::string_view type_doc;  ///< What its texts look like, for leaves.
  About about;
  /// Of an enum: its words and what each means.
  std::vector<std::pair<std::string_view, std::string_view>> words;
  std::string_view scalar;       ///< What a scalar in place of the map or struct means; empty if none may stand there.
  std::string_view placeholder;  ///< Of a map: what stands for the id of an entry in paths, `ID`.
};

/// Every key, in the order of the reference: each map's keys follow it.
std::vector<LanguageKey> language_keys();

/// What `stackc explain services.web.health.every` prints; empty if the language has no such key. Ids may be the user's
/// or those of the reference (`services.ID.use`).
std::string explain_key(std::string_view path);

}  // namespace stackc
