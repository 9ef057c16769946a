// What stands around a proxy's configuration, read from the configuration itself: certificates, included files,
// folders, users, modules. Stubs of these are all that the program needs to read on.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "driver/verify_readers.h"

namespace stackc::driver {

/// One file that a proxy reads.
struct ConfigurationFile {
  std::string path;  ///< Relative to the tree.
  std::string_view text;
  bool directives = true;  ///< In the reader's language, not something else that lies beside it.
};

/// A line of the tree that the installed program has to be spared, and what it reads in its place.
struct OtherLine {
  std::string file;
  std::uint32_t line = 0;
  std::string text;

  bool operator==(const OtherLine&) const = default;
};

/// What a configuration needs around it.
struct Surroundings {
  std::map<std::string, Named> paths{};          ///< Absolute: certificates, folders …
  std::map<std::string, std::string> links{};    ///< Absolute path, path of the file of the tree that is there.
  std::map<std::string, std::string> modules{};  ///< Absolute path, file of the machine.
  std::vector<std::string> users{};
  std::vector<std::string> groups{};
  std::vector<OtherLine> other_lines{};
};

/// `main` is one of `files`; those of its own folder and below count. `built_in` is what `list_built_in` makes the
/// program say.
Surroundings surroundings_of(const RootOfReader& reader, const std::string& main,
                             const std::vector<ConfigurationFile>& files, std::string_view built_in);

/// What the program is called with: the files that lie above all others and that none of those includes.
std::vector<std::string> main_files(const RootOfReader& reader, const std::vector<ConfigurationFile>& files);

}  // namespace stackc::driver
