// Backing services.
#pragma once

#include <cstdint>
#include <string_view>

#include "catalog/row.h"

namespace stackc::catalog {

/// What an environment variable of a backing service's image is filled with.
enum class Fills : std::uint8_t { database, user, password, root_password };
inline constexpr EnumWord<Fills> fills_words[] = {
    {Fills::database, "database"},
    {Fills::user, "user"},
    {Fills::password, "password"},
    {Fills::root_password, "root_password"},
};
constexpr Slice<EnumWord<Fills>> words_of(const Fills*) { return fills_words; }
struct ContractVariable {
  std::string_view name;
  Fills fills;
};

/// A key of the stack that becomes words of the service's command; `{}` in a word stands for the value, of `memory` for
/// the MiB that are three quarters of it.
enum class Option : std::uint8_t { always, charset, persist, memory };
inline constexpr EnumWord<Option> option_words[] = {
    {Option::always, "always"},
    {Option::charset, "charset"},
    {Option::persist, "persist"},
    {Option::memory, "memory"},
};
constexpr Slice<EnumWord<Option>> words_of(const Option*) { return option_words; }
struct OptionWords {
  Option option;
  std::string_view when;  ///< The value that these words are for; empty for any.
  Slice<std::string_view> words;
};

enum class Role : std::uint8_t { database, cache };
inline constexpr EnumWord<Role> role_words[] = {
    {Role::database, "database"},
    {Role::cache, "cache"},
};
constexpr Slice<EnumWord<Role>> words_of(const Role*) { return role_words; }

/// What a backing service can do beside answering.
enum class ServiceAbility : std::uint8_t {
  streams,       ///< Takes bodies of any size, as they come, and may be silent while it looks at them.
  sweeps,        ///< Its script takes away what is old, at a set time.
  images,        ///< Keeps images of containers.
  secret_files,  ///< Reads each password of its contract from a file instead, whose path `NAME_FILE` holds.
};
inline constexpr EnumWord<ServiceAbility> service_ability_words[] = {
    {ServiceAbility::streams, "streams"},
    {ServiceAbility::sweeps, "sweeps"},
    {ServiceAbility::images, "images"},
    {ServiceAbility::secret_files, "secret_files"},
};
constexpr Slice<EnumWord<ServiceAbility>> words_of(const ServiceAbility*) { return service_ability_words; }

struct BackingService {
  std::string_view name;
  std::string_view title;
  bool queue;  ///< Hands out work to workers.
  Role role;
  std::string_view image;
  std::string_view version;  ///< Taken when the stack names none.
  Slice<Cycle> cycles;
  std::uint16_t port;
  std::string_view data_path;  ///< Empty if it keeps nothing.
  std::string_view user;       ///< `uid:gid` that the program runs as in its image.
  Slice<ContractVariable> contract;
  std::string_view password_variable;  ///< Variable that the image's own clients read the password from (never argv);
                                       ///< empty if it asks for none.
  Slice<std::string_view> start;       ///< Words of the command before the options; empty for the image's own.
  Slice<OptionWords> options;
  std::string_view script;    ///< Template of the script that starts it in production, instead; empty if none.
  std::string_view web_path;  ///< Answers 200 to everybody, where it speaks HTTP; empty: no route leads to it.
  Slice<ServiceAbility> abilities;
  std::string_view hash_image;     ///< Image with the program that makes its users' hashes; empty if it has no users.
  Slice<std::string_view> health;  ///< Exec form, run in the container; `{password}` is shell for that of its contract.
  bool read_only;                  ///< Works with a read-only root file system and the tmpfs below.
  Slice<std::string_view> tmpfs;   ///< In compose's short syntax, with options.
  std::uint32_t start_seconds;     ///< Until the first healthy answer, on an empty data directory.
  std::uint32_t stop_seconds;      ///< Grace that a clean shutdown needs.
  std::string_view dump;           ///< Template of the script that dumps and restores it; empty if there is none.
  std::string_view dump_program;   ///< What that script calls,
  std::string_view client;         ///< and the program that reads its dumps.
  std::string_view administrator;  ///< Account that may do everything; empty: the application's own.
  std::string_view ci_options;     ///< Of a service container in CI whose passwords are `test`.
  std::string_view ci_setup;       ///< Shell text for that container before the tests; may be empty.
};

}  // namespace stackc::catalog
