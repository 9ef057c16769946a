#include "driver/verify_root.h"

#include <filesystem>
#include <system_error>

#include "driver/scratch.h"
#include "driver/verify_readers.h"

namespace stackc::driver {
namespace {

namespace fs = std::filesystem;

/// Where the root holds the machine's own.
constexpr std::string_view host_name = ".host";

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

/// A link for each entry of a folder of the machine, as far as it may be read.
void link_entries(const std::string& folder, const fs::path& into) {
  std::error_code unreadable;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, unreadable)) {
    const std::string name = entry.path().filename().string();
    fs::create_symlink(RootFolder::host((folder == "/" ? "" : folder) + "/" + name), into / name);
  }
}

}  // namespace

std::string RootFolder::host(const std::string& path) { return "/" + std::string(host_name) + path; }

RootFolder::RootFolder(std::string path) : root_(std::move(path)) {
  fs::create_directories(root_);
  link_entries("/", root_);
  fs::create_directory(root_ + "/" + std::string(host_name));
}

std::string RootFolder::open(const std::string& path) {
  if (path == "/") return root_;
  const std::string above = open(parent_of(path));
  const std::string here = above + path.substr(path.rfind('/'));
  const fs::file_status found = fs::symlink_status(here);
  if (fs::is_directory(found)) return here;
  if (fs::is_symlink(found)) {
    // The machine's own link, as /var/run: what it leads to is opened, and it stays.
    const std::string target = fs::read_symlink(here).string();
    if (target != host(path)) return open(target);
    std::error_code error;
    if (fs::is_symlink(path, error)) {
      const std::string real = fs::weakly_canonical(path).string();
      const std::string opened = open(real);
      fs::remove(here);
      fs::create_symlink(real, here);
      return opened;
    }
  }
  fs::remove(here);
  fs::create_directory(here);
  std::error_code error;
  if (fs::is_symlink(found) && fs::is_directory(path, error)) link_entries(path, here);
  return here;
}

void RootFolder::folder(const std::string& path) {
  const std::string here = open(parent_of(path)) + path.substr(path.rfind('/'));
  if (fs::is_directory(fs::symlink_status(here))) return;
  fs::remove(here);
  fs::create_directory(here);
}

void RootFolder::file(const std::string& path, std::string_view bytes) {
  const std::string here = open(parent_of(path)) + path.substr(path.rfind('/'));
  fs::remove(here);
  write_file(here, bytes);
}

void RootFolder::link(const std::string& path, const std::string& target) {
  const std::string here = open(parent_of(path)) + path.substr(path.rfind('/'));
  fs::remove(here);
  fs::create_symlink(target, here);
}

std::vector<std::string> command_in(const std::string& path, const std::vector<std::string>& command, bool own_users) {
  const std::string unshare = find_program("unshare");
  const std::string shell = find_program("sh");
  const std::string chroot = find_program("chroot");
  if (unshare.empty() || shell.empty() || chroot.empty()) return {};
  std::vector<std::string> words{unshare, "--mount", "--net"};
  if (own_users) words.emplace_back("--map-root-user");
  // Without an interface, an address of the server can be listened at only where that is allowed for any.
  words.insert(words.end(), {shell, "-euc",
                             "any=/proc/sys/net/ipv4/ip_nonlocal_bind\n"
                             "if [ -w $any ]; then echo 1 >$any; fi\n"
                             "mount --rbind / \"$1/.host\"\n"
                             "root=$1\n"
                             "chroot=$2\n"
                             "shift 2\n"
                             "exec \"$chroot\" \"$root\" \"$@\"",
                             "stackc", path, chroot});
  words.insert(words.end(), command.begin(), command.end());
  return words;
}

}  // namespace stackc::driver
