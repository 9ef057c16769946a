#include "driver/scratch.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace stackc::driver {
namespace {

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

}  // namespace

Scratch::Scratch() {
  const char* const folder = std::getenv("TMPDIR");
  std::string pattern = (folder != nullptr && folder[0] == '/' ? std::string(folder) : "/tmp") + "/stackc-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) fail("cannot make a folder `" + pattern + "`");
  path_ = std::filesystem::canonical(pattern).string();
}

Scratch::~Scratch() {
  std::error_code ignored;  // A destructor has nobody to tell; the folder lies where such folders are swept.
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::string& path, std::string_view bytes, bool executable) {
  const std::filesystem::path file(path);
  std::filesystem::create_directories(file.parent_path());
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) fail("cannot write `" + path + "`");
  using std::filesystem::perms;
  const perms mode = perms::owner_read | perms::owner_write | perms::group_read | perms::others_read;
  const perms run = perms::owner_exec | perms::group_exec | perms::others_exec;
  std::filesystem::permissions(file, executable ? mode | run : mode);
}

}  // namespace stackc::driver
