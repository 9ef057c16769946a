// A private folder that goes away with the object, with all that lies in it. A signal that stackc notes ends what runs,
// so that the object goes as well.
#pragma once

#include <string>
#include <string_view>

namespace stackc::driver {

class Scratch {
 public:
  /// Below TMPDIR, or /tmp; for this user only. Throws std::system_error.
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// Absolute, links resolved.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Writes a file and the folders above it. Throws std::system_error.
void write_file(const std::string& path, std::string_view bytes, bool executable = false);

}  // namespace stackc::driver
