#include "lock/left_over.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <utility>
#include <variant>

namespace stackc::lock {
namespace {

constexpr std::size_t most_names = 4096;
constexpr std::size_t first_bytes = 512;

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

std::string below(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

class Search {
 public:
  Search(Root& root, const Claim& claim, const std::function<bool(const std::string&)>& known,
         std::vector<DiskError>& errors)
      : root_(root), claim_(claim), known_(known), errors_(errors) {}

  std::vector<ArtifactPath> run() {
    folders_.push_back(claim_.folder);
    while (!folders_.empty()) {
      const std::string folder = std::move(folders_.back());
      folders_.pop_back();
      look(folder, true);
    }
    if (claim_.folder != claim_.beside) look(claim_.beside, false);
    std::sort(found_.begin(), found_.end());
    return std::move(found_);
  }

 private:
  /// Of a folder that is stackc's own, all of it; of another one what may have been a compose file.
  void look(const std::string& folder, bool own) {
    const Root::Directory place = root_.directory(folder);
    // What stands in the way is named where artifacts lie behind it.
    if (place.kind != DiskKind::directory || place.error != 0) return;
    const int number = ::openat(place.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, CloseDirectory> names(number < 0 ? nullptr : ::fdopendir(number));
    if (!names) {
      errors_.push_back(DiskError{folder, "list", errno});
      if (number >= 0) ::close(number);
      return;
    }
    while (looked_at_ < most_names) {
      const dirent* const entry = ::readdir(names.get());
      if (entry == nullptr) return;
      const std::string name = entry->d_name;
      // Also an editor's copies, which nobody takes for more.
      if (name.front() == '.' || name.back() == '~') continue;
      ++looked_at_;
      if (own && entry->d_type == DT_DIR)
        add_folder(below(folder, name));
      else if (entry->d_type == DT_REG && (own || (name.starts_with("compose.") && name.ends_with(".yaml"))))
        look_at(place.descriptor, folder, name);
    }
  }

  void add_folder(std::string folder) {
    const auto& others = claim_.others;
    if (std::find(others.begin(), others.end(), folder) == others.end()) folders_.push_back(std::move(folder));
  }

  void look_at(int directory, const std::string& folder, const std::string& name) {
    const std::string text = below(folder, name);
    if (known_(text)) return;
    const auto path = ArtifactPath::parse(text);
    // An unfinished file is the next build's business.
    if (!std::holds_alternative<ArtifactPath>(path)) return;
    const Descriptor file(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    // Somebody's own file may be private.
    if (!file.open()) return;
    std::array<char, first_bytes> bytes{};
    const ssize_t size = ::read(file.number(), bytes.data(), bytes.size());
    if (size <= 0) return;
    const std::string_view begin(bytes.data(), static_cast<std::size_t>(size));
    if (begin.find(claim_.mark) != std::string_view::npos) found_.push_back(std::get<ArtifactPath>(path));
  }

  Root& root_;
  const Claim& claim_;
  const std::function<bool(const std::string&)>& known_;
  std::vector<DiskError>& errors_;
  std::vector<std::string> folders_{};
  std::vector<ArtifactPath> found_{};
  std::size_t looked_at_ = 0;
};

}  // namespace

std::vector<ArtifactPath> left_over(Root& root, const Claim& claim,
                                    const std::function<bool(const std::string&)>& known,
                                    std::vector<DiskError>& errors) {
  return Search(root, claim, known, errors).run();
}

}  // namespace stackc::lock
