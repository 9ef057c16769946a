// Which of the readers this machine has.
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>

#include "catalog/catalog.h"
#include "driver/process.h"
#include "driver/verify_readers.h"

namespace stackc::driver {
namespace {

constexpr std::chrono::seconds probe_patience{10};
/// Where administrators' programs lie, which PATH of others leaves out.
constexpr std::string_view more_folders = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";

std::string search_path() {
  const std::vector<std::string> path = inherited({"PATH"});
  return path.empty() ? std::string(more_folders) : path.front().substr(5) + ":" + std::string(more_folders);
}

bool can_be_run(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

/// The digits and dots that come first; empty if none do.
std::string version_in(std::string_view text) {
  const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  const auto begin = std::find_if(text.begin(), text.end(), digit);
  const auto end = std::find_if_not(begin, text.end(), [&](char c) { return digit(c) || c == '.'; });
  std::string version(begin, end);
  while (!version.empty() && version.back() == '.')
    version.pop_back();
  return version;
}

/// Of the line in which `words` stand, what comes after them.
std::string version_behind(std::string_view text, std::string_view words) {
  const std::size_t at = text.find(words);
  if (at == std::string_view::npos) return {};
  const std::string_view behind = text.substr(at + words.size());
  return version_in(behind.substr(0, behind.find('\n')));
}

/// Whether it is what the row means, and which version.
void ask(const Reader& reader, Program& program) {
  if (reader.probe.empty()) return;
  Process probe{program.call, clean_environment("/nonexistent", reader.docker_settings)};
  for (std::string& word : words_of(reader.probe))
    probe.arguments.push_back(std::move(word));
  probe.directory = "/";
  probe.errors = true;
  probe.patience = probe_patience;
  const Ran ran = run_process(probe);
  const std::size_t at = ran.out.find(reader.version_behind);
  // Some end with 1 after they have told what they are.
  const bool answered = reader.version_behind.empty() ? ran.well() : at != std::string::npos;
  if (ran.ending != Ending::exited || !answered) {
    program.missing = "`" + program.call.front() + "` does not answer to `" + std::string(reader.probe) + "` as " +
                      std::string(reader.name) + " does";
    return;
  }
  program.version = version_behind(ran.out, reader.version_behind);
  program.reads_as = program.version;
  if (reader.library == nullptr) return;
  const std::string library = version_behind(ran.out, reader.library->version_behind);
  const bool old = !library.empty() && catalog::compare_versions(library, reader.library->since) < 0;
  if (old && catalog::compare_versions(program.version, reader.library->reads_as) > 0)
    program.reads_as = std::string(reader.library->reads_as);
}

Program find(const Reader& reader) {
  Program program;
  program.missing = "not installed";
  for (const std::string_view call : reader.calls) {
    std::vector<std::string> words = words_of(call);
    words.front() = find_program(words.front());
    if (words.front().empty()) continue;
    program.call = std::move(words);
    program.missing.clear();
    ask(reader, program);
    if (program.missing.empty()) break;
  }
  return program;
}

bool same_program(const Program& a, const Program& b) {
  if (a.call.size() != 1 || b.call.size() != 1) return false;
  std::error_code error;
  return std::filesystem::equivalent(a.call.front(), b.call.front(), error);
}

}  // namespace

std::string find_program(std::string_view name) {
  const std::string path = search_path();
  std::string_view left = path;
  for (;;) {
    const std::string_view folder = left.substr(0, left.find(':'));
    // A relative folder would be another one in each place where we run it.
    if (folder.starts_with('/')) {
      const std::string candidate = std::string(folder) + "/" + std::string(name);
      if (can_be_run(candidate)) return candidate;
    }
    if (folder.size() == left.size()) return {};
    left.remove_prefix(folder.size() + 1);
  }
}

std::vector<std::string> clean_environment(const std::string& home, bool docker_settings) {
  std::vector<std::string> variables{"PATH=" + search_path(), "HOME=" + home, "LC_ALL=C", "TMPDIR=" + home,
                                     "NO_COLOR=1"};
  if (!docker_settings) return variables;
  const std::vector<std::string> settings = inherited({"DOCKER_CONFIG"});
  const std::vector<std::string> real_home = inherited({"HOME"});
  if (!settings.empty())
    variables.push_back(settings.front());
  else if (!real_home.empty())
    variables.push_back("DOCKER_CONFIG=" + real_home.front().substr(5) + "/.docker");
  return variables;
}

std::vector<Program> find_programs() {
  std::vector<Program> programs;
  for (const Reader& reader : readers()) {
    Program program = find(reader);
    for (std::size_t i = 0; i < programs.size(); ++i) {
      const Reader& other = readers()[i];
      if (program.missing.empty() && other.language == reader.language && other.arguments == reader.arguments &&
          same_program(programs[i], program))
        program.twin = other.name;
    }
    programs.push_back(std::move(program));
  }
  return programs;
}

}  // namespace stackc::driver
