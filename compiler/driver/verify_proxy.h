// Roots in which a proxy finds everything that its configuration names: stub names and users, throw-away certificates.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "driver/verify_run.h"
#include "driver/verify_surroundings.h"

namespace stackc::driver {

/// For one main file.
struct ProxyRoot {
  std::string folder{};                     ///< On the machine.
  std::vector<std::size_t> artifacts{};     ///< The main file, and those in the reader's language below its folder.
  std::map<std::string, std::size_t> at{};  ///< By the paths that the program knows them by.
  bool own_users = true;                    ///< How a program runs in it, see `command_in`.
  std::string fault{};                      ///< Why none can, as the end of a sentence.
};

class ProxyRoots {
 public:
  ProxyRoots(const Reader& reader, const Program& program, const Tree& tree);

  /// One for each main file.
  std::vector<ProxyRoot> make();

 private:
  struct Certificate {
    std::string certificate{};
    std::string key{};
  };

  ProxyRoot make_for(const std::string& main);
  /// Puts everything into place; returns why it could not.
  std::string furnish(const std::string& folder, const Surroundings& needed, const std::string& environment);
  /// Runs something that does nothing.
  void try_out(ProxyRoot& root) const;
  /// Made once; returns why it could not be.
  std::string need_certificate();
  std::string names(const std::string& environment) const;

  const Reader& reader_;
  const Program& program_;
  const Tree& tree_;
  std::vector<ConfigurationFile> files_{};
  std::map<std::string, std::size_t> by_path_{};
  std::string built_in_{};
  Certificate certificate_{};
};

}  // namespace stackc::driver
