#include "driver/verify_proxy.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "driver/process.h"
#include "driver/scratch.h"
#include "driver/verify_root.h"

namespace stackc::driver {
namespace {

constexpr std::chrono::seconds patience{20};

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A line for each name, in front of those that the machine has.
std::string stub_accounts(const std::vector<std::string>& names, const std::string& behind,
                          const std::string& of_machine) {
  std::string out;
  for (const std::string& name : names) {
    if (name != "root") out += name + behind + "\n";
  }
  return out + of_machine;
}

std::string with_line(const std::string& text, std::uint32_t number, std::string_view instead) {
  std::string out;
  std::uint32_t at = 0;
  for (std::string_view left = text; !left.empty();) {
    const std::string_view line = left.substr(0, left.find('\n'));
    const bool ended = line.size() < left.size();
    left.remove_prefix(std::min(left.size(), line.size() + 1));
    out.append(++at == number ? instead : line).append(ended ? "\n" : "");
  }
  return out;
}

Ran ran(std::vector<std::string> words, const std::string& folder) {
  Process process{std::move(words), clean_environment(folder, false)};
  process.directory = folder;
  process.errors = true;
  process.patience = patience;
  return run_process(process);
}

}  // namespace

ProxyRoots::ProxyRoots(const Reader& reader, const Program& program, const Tree& tree)
    : reader_(reader), program_(program), tree_(tree) {
  const Compiled& compiled = tree.compiled;
  for (std::size_t i = 0; i < compiled.provenance.size(); ++i) {
    const lock::Artifact& artifact = compiled.result.artifacts[i];
    files_.push_back({artifact.path.text(), artifact.bytes, compiled.provenance[i].language == reader.language});
    by_path_.emplace(artifact.path.text(), i);
  }
}

std::vector<ProxyRoot> ProxyRoots::make() {
  if (!reader_.root->list_built_in.empty()) {
    std::vector<std::string> words = program_.call;
    words.emplace_back(reader_.root->list_built_in);
    built_in_ = ran(std::move(words), tree_.scratch).out;
  }
  std::vector<ProxyRoot> roots;
  for (const std::string& main : main_files(*reader_.root, files_))
    roots.push_back(make_for(main));
  return roots;
}

ProxyRoot ProxyRoots::make_for(const std::string& main) {
  ProxyRoot root;
  const std::size_t number = by_path_.at(main);
  root.folder = tree_.scratch + "/root-" + std::string(reader_.name) + "-" + std::to_string(number);
  const std::string below = main.substr(0, main.rfind('/') + 1);
  root.artifacts.push_back(number);
  for (const ConfigurationFile& file : files_) {
    const std::size_t artifact = by_path_.at(file.path);
    if (!file.path.starts_with(below)) continue;
    root.at.emplace(std::string(tree_in_root) + "/" + file.path, artifact);
    if (file.directives && artifact != number) root.artifacts.push_back(artifact);
  }
  const Surroundings needed = surroundings_of(*reader_.root, main, files_, built_in_);
  for (const auto& [path, file] : needed.links)
    root.at.emplace(path, by_path_.at(file));
  root.fault = furnish(root.folder, needed, tree_.compiled.provenance[number].environment);
  if (root.fault.empty()) try_out(root);
  return root;
}

void ProxyRoots::try_out(ProxyRoot& root) const {
  // The machine's administrator may make name spaces also where users may not.
  const bool administrator = ::geteuid() == 0;
  for (const bool own_users : {true, false}) {
    if (!own_users && !administrator) break;
    std::vector<std::string> words = command_in(root.folder, {find_program("true")}, own_users);
    if (words.empty()) {
      root.fault = "`unshare` or `chroot`, which make a root for it, are not installed";
      return;
    }
    root.own_users = own_users;
    if (ran(std::move(words), tree_.scratch).well()) return;
  }
  root.fault = "this machine lets nobody make name spaces (`unshare --map-root-user --mount --net`)";
}

std::string ProxyRoots::furnish(const std::string& folder, const Surroundings& needed, const std::string& environment) {
  RootFolder root(folder);
  root.link(std::string(tree_in_root), RootFolder::host(tree_.folder));
  for (const std::string_view path : reader_.root->folders)
    root.folder(std::string(path));
  for (const FileOfImage& file : reader_.root->files) {
    std::error_code error;
    if (!std::filesystem::exists(file.path, error)) root.file(std::string(file.path), file.text);
  }
  for (const auto& [path, what] : needed.paths) {
    const bool secured = what == Named::certificate || what == Named::key || what == Named::pem;
    if (secured) {
      if (std::string fault = need_certificate(); !fault.empty()) return fault;
    }
    std::error_code error;
    if (what == Named::folder)
      root.folder(path);
    else if (what == Named::pem && path.find('.', path.rfind('/')) == std::string::npos)
      root.file(path + "/throw-away.pem", certificate_.certificate + certificate_.key);
    else if (secured)
      root.file(path, (what == Named::key ? "" : certificate_.certificate) +
                          (what == Named::certificate ? "" : certificate_.key));
    else if (!std::filesystem::exists(path, error))
      root.file(path, "");
  }
  for (const auto& [path, file] : needed.links)
    root.link(path, std::string(tree_in_root) + "/" + file);
  for (const auto& [path, file] : needed.modules)
    root.link(path, RootFolder::host(file));
  for (const auto& [file, line, instead] : needed.other_lines) {
    const std::string path = tree_.folder + "/" + file;
    write_file(path, with_line(text_of(path), line, instead));
  }
  root.file("/etc/hosts", names(environment));
  root.file("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
  const std::string account(reader_.root->account);
  root.file("/etc/passwd",
            stub_accounts(needed.users, ":x:" + account + ":" + account + "::/:/bin/false", text_of("/etc/passwd")));
  root.file("/etc/group", stub_accounts(needed.groups, ":x:" + account + ":", text_of("/etc/group")));
  return {};
}

std::string ProxyRoots::need_certificate() {
  if (!certificate_.key.empty()) return {};
  const std::string openssl = find_program("openssl");
  if (openssl.empty()) return "openssl, which makes the throw-away certificates, is not installed";
  const std::string key = tree_.scratch + "/throw-away.key";
  const std::string certificate = tree_.scratch + "/throw-away.crt";
  const Ran made = ran({openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "3", "-subj", "/CN=throw-away", "-keyout", key, "-out", certificate},
                       tree_.scratch);
  if (!made.well()) return "openssl made no throw-away certificate";
  certificate_ = {text_of(certificate), text_of(key)};
  return {};
}

/// The names that containers of the environment have on their network.
std::string ProxyRoots::names(const std::string& environment) const {
  std::string out = "127.0.0.1 localhost\n";
  for (const topology::PlacedFact& placed : tree_.compiled.facts) {
    if (placed.fact.kind == "service" && placed.fact.environment == environment)
      out += "127.0.0.1 " + placed.fact.subject + "\n";
  }
  return out;
}

}  // namespace stackc::driver
