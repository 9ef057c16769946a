#include "driver/verify_run.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>

#include "driver/process.h"
#include "driver/scratch.h"
#include "driver/verify_messages.h"
#include "driver/verify_proxy.h"
#include "driver/verify_root.h"

namespace stackc::driver {
namespace {

/// A call of the program.
struct Call {
  std::vector<std::size_t> artifacts{};     ///< What its messages can be about, the first as the main one.
  std::vector<std::string> paths{};         ///< The files that it is given.
  std::map<std::string, std::size_t> at{};  ///< Artifacts by the paths that the program knows them by.
  std::string root{};                       ///< Of a proxy.
  bool own_users = true;                    ///< In that root.
};

std::string path_of(const Tree& tree, std::size_t artifact) {
  return tree.compiled.result.artifacts.at(artifact).path.text();
}
const std::string& bytes_of(const Tree& tree, std::size_t artifact) {
  return tree.compiled.result.artifacts.at(artifact).bytes;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

/// Every variable that the examples of .env name, with some value.
std::string environment_file(const Tree& tree) {
  std::string out;
  for (std::size_t i = 0; i < tree.compiled.provenance.size(); ++i) {
    if (tree.compiled.provenance[i].language != "dotenv") continue;
    for (std::string_view left = bytes_of(tree, i); !left.empty();) {
      std::string_view line = left.substr(0, left.find('\n'));
      left.remove_prefix(std::min(left.size(), line.size() + 1));
      // One that may be left out stands there as a comment.
      line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
      const std::string_view name = line.substr(0, line.find('='));
      const bool variable = name.size() < line.size() && !name.empty() &&
                            name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
      if (variable) out.append(name).append("=value\n");
    }
  }
  return out;
}

std::vector<std::string> arguments_of(const Reader& reader, const Call& call, const std::string& environment) {
  std::vector<std::string> words;
  for (const std::string& word : words_of(reader.arguments)) {
    if (word == "{file}" || word == "{files}")
      words.insert(words.end(), call.paths.begin(), call.paths.end());
    else
      words.push_back(word == "{env}" ? environment : word);
  }
  return words;
}

std::string signal_text(int number) {
  const char* const text = ::strsignal(number);
  return "signal " + std::to_string(number) + (text == nullptr ? "" : " (" + std::string(text) + ")");
}

/// What kept the program from answering; nothing if it did.
std::optional<std::string> failure_of(const Ran& ran, std::chrono::seconds patience) {
  switch (ran.ending) {
    case Ending::exited:
      return std::nullopt;
    case Ending::not_started:
      return "could not be started";
    case Ending::killed:
      return "was ended by " + signal_text(ran.status);
    case Ending::too_slow:
      return "did not end within " + std::to_string(patience.count()) + " s, and was stopped";
    case Ending::too_much:
      return "wrote without end, and was stopped";
    case Ending::interrupted:
      return "was interrupted";
  }
  return std::nullopt;
}

/// Where a message that names no line can only mean.
void look_for_line(const Tree& tree, const Call& call, const Message& message, Complaint& complaint) {
  if (!message.key.empty()) complaint.line = line_of_message(bytes_of(tree, complaint.artifact), message);
  // Many files of no relation hold any word.
  if (complaint.line != 0 || (call.paths.size() > 1 && message.file.empty())) return;
  for (const std::size_t candidate : call.artifacts) {
    if (!message.file.empty() && candidate != complaint.artifact) continue;
    complaint.line = line_of_quoted(bytes_of(tree, candidate), message.text);
    if (complaint.line == 0) continue;
    complaint.artifact = candidate;
    return;
  }
}

Complaint complaint_of(const Tree& tree, const Call& call, const Message& message) {
  Complaint complaint;
  complaint.text = message.text;
  replace_all(complaint.text, tree.folder + "/", "");
  replace_all(complaint.text, std::string(tree_in_root) + "/", "");
  complaint.artifact = call.artifacts.front();
  const auto known = call.at.find(message.file);
  if (known != call.at.end()) complaint.artifact = known->second;
  if (known != call.at.end() || message.file.empty()) complaint.line = message.line;
  if (complaint.line == 0) look_for_line(tree, call, message, complaint);
  if (complaint.line == 0 && known == call.at.end()) complaint.files = call.paths.size();
  const std::string& bytes = bytes_of(tree, complaint.artifact);
  const auto lines = static_cast<std::uint32_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  // At the end of a file some name the line behind it.
  complaint.line = std::min(complaint.line, lines);
  return complaint;
}

void run(const Reader& reader, const Program& program, const Tree& tree, const Call& call,
         std::chrono::seconds patience, bool newer, Reading& reading) {
  Process process;
  process.arguments = program.call;
  for (std::string& word : arguments_of(reader, call, tree.scratch + "/env"))
    process.arguments.push_back(std::move(word));
  if (!call.root.empty()) process.arguments = command_in(call.root, process.arguments, call.own_users);
  process.environment = clean_environment(tree.scratch, reader.docker_settings);
  process.directory = tree.scratch;
  process.errors = true;
  process.patience = patience;
  const Ran ran = run_process(process);
  if (const std::optional<std::string> failure = failure_of(ran, patience)) {
    reading.complaints.push_back({Rule::program_failed, *failure, call.artifacts.front(), 0, call.paths.size()});
    return;
  }
  for (const Message& message : messages_in(reader, ran.out, ran.status != 0, newer))
    reading.complaints.push_back(complaint_of(tree, call, message));
}

/// The line that a users' table has for one of a system crontab, or what is wrong with that.
std::optional<std::string> without_user(std::string_view line) {
  std::size_t at = 0;
  std::size_t user = 0;
  for (int field = 0; field < 6; ++field) {
    at = line.find_first_not_of(" \t", at);
    if (at == std::string_view::npos) return std::nullopt;
    user = at;
    at = std::min(line.find_first_of(" \t", at), line.size());
  }
  if (line.find_first_not_of(" \t", at) == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(user, at - user);
  const bool good = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos &&
                    std::isdigit(static_cast<unsigned char>(name.front())) == 0;
  if (!good) return std::nullopt;
  return std::string(line.substr(0, user)) + std::string(line.substr(at + 1));
}

bool is_entry(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos || line[begin] == '#') return false;
  const std::string_view word = line.substr(begin, line.find_first_of(" \t=", begin) - begin);
  const bool name = word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == std::string_view::npos;
  return !(name && line.find('=') != std::string_view::npos);
}

/// Lines stay where they are. What has no user is a complaint of ours: no program checks it.
std::string users_table(std::string_view system, std::size_t artifact, std::vector<Complaint>& complaints) {
  std::string out;
  std::uint32_t number = 0;
  while (!system.empty()) {
    const std::string_view line = system.substr(0, system.find('\n'));
    const bool ended = line.size() < system.size();
    system.remove_prefix(std::min(system.size(), line.size() + 1));
    ++number;
    std::optional<std::string> entry = is_entry(line) ? without_user(line) : std::string(line);
    if (!entry) {
      complaints.push_back({Rule::program_complains, "not five times, a user and a command", artifact, number});
      entry = "#";
    }
    out += *entry + (ended ? "\n" : "");
  }
  return out;
}

void read_as_written(const Reader& reader, const Program& program, const Tree& tree, std::chrono::seconds patience,
                     Reading& reading) {
  write_file(tree.scratch + "/env", environment_file(tree));
  Call all;
  for (const std::size_t artifact : reading.artifacts) {
    std::string path = tree.folder + "/" + path_of(tree, artifact);
    if (reader.staging == Staging::users_table) {
      const std::string table = users_table(bytes_of(tree, artifact), artifact, reading.complaints);
      path = tree.scratch + "/tables/" + std::to_string(artifact);
      write_file(path, table);
    }
    all.artifacts.push_back(artifact);
    all.at.emplace(path, artifact);
    all.paths.push_back(std::move(path));
  }
  if (reader.arguments.find("{files}") != std::string_view::npos) {
    run(reader, program, tree, all, patience, false, reading);
    return;
  }
  for (std::size_t i = 0; i < all.artifacts.size(); ++i)
    run(reader, program, tree, {{all.artifacts[i]}, {all.paths[i]}, {{all.paths[i], all.artifacts[i]}}, {}}, patience,
        false, reading);
}

void read_in_root(const Reader& reader, const Program& program, const Tree& tree, std::chrono::seconds patience,
                  bool newer, Reading& reading) {
  ProxyRoots roots(reader, program, tree);
  for (ProxyRoot& root : roots.make()) {
    reading.skipped = root.fault;
    if (!reading.skipped.empty()) return;
    Call call{root.artifacts,
              {std::string(tree_in_root) + "/" + path_of(tree, root.artifacts.front())},
              std::move(root.at),
              root.folder,
              root.own_users};
    run(reader, program, tree, call, patience, newer, reading);
  }
}

/// What a container's start would write in place of `@@VARIABLE@@`: programs read that, not the template.
std::string as_started(std::string text, const std::vector<topology::PlacedFact>& facts) {
  if (text.find("@@") == std::string::npos) return text;
  for (const topology::PlacedFact& placed : facts) {
    if (placed.fact.kind != "variable") continue;
    const std::string mark = "@@" + placed.fact.subject.substr(placed.fact.subject.rfind('.') + 1) + "@@";
    const std::string value = placed.fact.find("default").value_or("");
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
      text.replace(at, mark.size(), value);
  }
  return text;
}

}  // namespace

void write_tree(const Tree& tree) {
  for (const lock::Artifact& artifact : tree.compiled.result.artifacts)
    write_file(tree.folder + "/" + artifact.path.text(), as_started(artifact.bytes, tree.compiled.facts),
               artifact.mode == lock::FileMode::executable);
}

std::vector<std::size_t> artifacts_for(const Reader& reader, const Compiled& compiled) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < compiled.provenance.size(); ++i) {
    if (compiled.provenance[i].language != reader.language) continue;
    if (compiled.result.artifacts[i].path.text().find(reader.folder) != std::string::npos) found.push_back(i);
  }
  return found;
}

Reading read_with(const Reader& reader, const Program& program, const Tree& tree, std::chrono::seconds patience,
                  bool newer) {
  Reading reading;
  reading.artifacts = artifacts_for(reader, tree.compiled);
  if (reader.root == nullptr)
    read_as_written(reader, program, tree, patience, reading);
  else
    read_in_root(reader, program, tree, patience, newer, reading);
  return reading;
}

}  // namespace stackc::driver
