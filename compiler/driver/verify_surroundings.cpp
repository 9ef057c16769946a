#include "driver/verify_surroundings.h"

#include <fnmatch.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <system_error>

#include "driver/verify_root.h"

namespace stackc::driver {
namespace {

/// A value that a directive names.
struct Mention {
  Named what;
  std::string value;
  std::uint32_t line = 0;
  std::string_view instead{};
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::vector<std::string> words_in(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < line.size();) {
    const char c = line[i];
    if (c == '#') break;
    if (c == ' ' || c == '\t' || c == ';' || c == '{' || c == '}') {
      ++i;
      continue;
    }
    const bool quoted = c == '"' || c == '\'';
    const std::size_t begin = quoted ? i + 1 : i;
    const std::size_t end = std::min(quoted ? line.find(c, begin) : line.find_first_of(" \t;", begin), line.size());
    words.emplace_back(line.substr(begin, end - begin));
    i = quoted ? end + 1 : end;
  }
  return words;
}

bool same_word(std::string_view a, std::string_view b, bool ignores_case) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) {
    return x == y ||
           (ignores_case && std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y)));
  });
}

std::vector<Mention> mentions_in(const RootOfReader& reader, const ConfigurationFile& file) {
  std::vector<Mention> mentions;
  if (!file.directives) return mentions;
  std::uint32_t number = 0;
  for (std::string_view left = file.text; !left.empty();) {
    const std::string_view line = left.substr(0, left.find('\n'));
    left.remove_prefix(std::min(left.size(), line.size() + 1));
    ++number;
    const std::vector<std::string> words = words_in(line);
    for (std::size_t i = 0; i < words.size() && (i == 0 || reader.anywhere); ++i) {
      for (const NamedByDirective& row : reader.directives) {
        if (!same_word(words[i], row.directive, reader.ignores_case) || i + row.argument >= words.size()) continue;
        // What only the running program knows cannot be put anywhere.
        const std::string& value = words[i + row.argument];
        if (value.find('$') == std::string::npos) mentions.push_back({row.what, value, number, row.instead});
      }
    }
  }
  return mentions;
}

bool is_pattern(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

bool of_the_kernel(std::string_view path) { return path.starts_with("/dev/") || path.starts_with("/proc/"); }

/// Collects what the files of one main file name.
class Collector {
 public:
  Collector(const RootOfReader& reader, const std::string& main, const std::vector<ConfigurationFile>& files,
            std::string_view built_in)
      : reader_(reader), main_(main), files_(files), built_in_(built_in) {
    const std::string folder = folder_of(main);
    below_ = folder.empty() ? "" : folder + "/";
    base_ = reader.base.empty() ? std::string(tree_in_root) + (folder.empty() ? "" : "/" + folder)
                                : std::string(reader.base);
  }

  Surroundings collect() {
    std::vector<std::pair<const ConfigurationFile*, Mention>> all;
    for (const ConfigurationFile& file : files_) {
      if (!file.path.starts_with(below_)) continue;
      for (Mention& mention : mentions_in(reader_, file))
        all.emplace_back(&file, std::move(mention));
    }
    for (const auto& [file, mention] : all) {
      if (mention.what == Named::base) base_ = mention.value;
    }
    for (const auto& [file, mention] : all)
      take(*file, mention);
    link_patterns();
    return std::move(found_);
  }

  bool includes(const std::string& path) {
    for (const ConfigurationFile& file : files_) {
      for (const Mention& mention : mentions_in(reader_, file)) {
        if (mention.what == Named::included && file.path != path) include(absolute(mention.value));
      }
    }
    return included_.count(path) != 0;
  }

 private:
  std::string absolute(const std::string& value) const { return value.starts_with('/') ? value : base_ + "/" + value; }

  void take(const ConfigurationFile& file, const Mention& mention) {
    const std::string path = absolute(mention.value);
    // Beside its own files a program that has no base names nothing by a relative path.
    const bool elsewhere = mention.value.starts_with('/') || !reader_.base.empty();
    switch (mention.what) {
      case Named::base:
        found_.paths.emplace(mention.value, Named::folder);
        break;
      case Named::included:
        include(path);
        break;
      case Named::user:
        found_.users.push_back(mention.value);
        found_.groups.push_back(mention.value);
        break;
      case Named::group:
        found_.groups.push_back(mention.value);
        break;
      case Named::module:
        module(file, mention, path);
        break;
      case Named::server:
        found_.other_lines.push_back({file.path, mention.line, std::string(mention.instead) + mention.value});
        break;
      case Named::file_to_be:
        if (elsewhere && !of_the_kernel(path) && !mention.value.starts_with('|'))
          found_.paths.emplace(folder_of(path), Named::folder);
        break;
      default:
        if (elsewhere) found_.paths.emplace(path, mention.what);
        break;
    }
  }

  /// A file of the tree by the end of its path: where containers have the folder is the compose file's business.
  const ConfigurationFile* file_at(const std::string& path) const {
    const ConfigurationFile* best = nullptr;
    for (const ConfigurationFile& file : files_) {
      if (!file.path.starts_with(below_)) continue;
      const std::string below = "/" + file.path.substr(below_.size());
      if (path.ends_with(below) && (best == nullptr || file.path.size() > best->path.size())) best = &file;
    }
    return best;
  }

  void include(const std::string& path) {
    if (is_pattern(path)) {
      patterns_.push_back(path);
      return;
    }
    const ConfigurationFile* const file = file_at(path);
    if (file == nullptr) return;
    included_.insert(file->path);
    if (path != std::string(tree_in_root) + "/" + file->path) found_.links.emplace(path, file->path);
  }

  /// A pattern finds what is linked there at the start: everything that nobody includes by its name.
  void link_patterns() {
    for (const std::string& pattern : patterns_) {
      const std::string folder = folder_of(pattern);
      if (folder.starts_with(std::string(tree_in_root) + "/")) continue;
      found_.paths.emplace(folder, Named::folder);
      for (const ConfigurationFile& file : files_) {
        const bool mine = file.directives && file.path.starts_with(below_) && file.path != main_;
        if (!mine || included_.count(file.path) != 0) continue;
        const std::string name = name_of(file.path);
        if (::fnmatch(name_of(pattern).c_str(), name.c_str(), 0) == 0)
          found_.links.emplace(folder + "/" + name, file.path);
      }
    }
  }

  void module(const ConfigurationFile& file, const Mention& mention, const std::string& path) {
    const std::string name = name_of(path);
    for (const std::string_view folder : reader_.module_folders) {
      const std::string candidate = std::string(folder) + "/" + name;
      std::error_code error;
      if (!std::filesystem::exists(candidate, error)) continue;
      found_.modules.emplace(path, candidate);
      return;
    }
    const std::string source = name.substr(0, name.rfind('.')) + ".c";
    if (built_in_.find(source) != std::string_view::npos)
      found_.other_lines.push_back({file.path, mention.line, "# built in"});
  }

  const RootOfReader& reader_;
  const std::string& main_;
  const std::vector<ConfigurationFile>& files_;
  std::string_view built_in_;
  std::string below_{};  ///< The folder of `main_`, with its slash.
  std::string base_{};
  std::set<std::string> included_{};
  std::vector<std::string> patterns_{};
  Surroundings found_{};
};

}  // namespace

Surroundings surroundings_of(const RootOfReader& reader, const std::string& main,
                             const std::vector<ConfigurationFile>& files, std::string_view built_in) {
  return Collector(reader, main, files, built_in).collect();
}

std::vector<std::string> main_files(const RootOfReader& reader, const std::vector<ConfigurationFile>& files) {
  std::vector<std::string> mains;
  for (const ConfigurationFile& file : files) {
    if (!file.directives) continue;
    const std::string folder = folder_of(file.path);
    std::vector<ConfigurationFile> beside;
    bool above = false;
    for (const ConfigurationFile& other : files) {
      if (!other.directives || other.path == file.path) continue;
      const std::string others = folder_of(other.path);
      above = above || (others != folder && (others.empty() || folder.starts_with(others + "/")));
      if (others == folder) beside.push_back(other);
    }
    if (above) continue;
    beside.push_back(file);
    if (!Collector(reader, file.path, beside, {}).includes(file.path)) mains.push_back(file.path);
  }
  return mains;
}

}  // namespace stackc::driver
