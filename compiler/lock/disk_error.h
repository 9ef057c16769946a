// What the operating system refused: the path, what was tried, and its reason. Exit code 74.
#pragma once

#include <string>

namespace stackc::lock {

struct DiskError {
  std::string path;        ///< As the person who reads it knows it: relative to the root, or the root itself.
  const char* tried = "";  ///< An infinitive: "write", "rename".
  int code = 0;            ///< errno.

  /// "cannot write `compose.yaml`: No space left on device".
  std::string message() const;
};

}  // namespace stackc::lock
