// The programs that `verify` knows, as a table: how each is found, what it reads, how it is called and how its
// complaints are spelt. Another program is one row in verify_readers.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stackc::driver {

/// What a word of a proxy's configuration names, that has to be there for the program to read on.
enum class Named : std::uint8_t {
  base,         ///< The folder that relative paths start from.
  included,     ///< A file, or a pattern of several.
  certificate,  ///< A PEM file.
  key,          ///< Its key.
  pem,          ///< Both in one file, or a folder of such.
  file,         ///< Any file; an empty one will do.
  folder,
  file_to_be,  ///< The folder of the file.
  user,
  group,
  module,  ///< A shared object of the program.
  server,  ///< Of the network, which is not there while it only reads: another line stands in.
};

struct NamedByDirective {
  std::string_view directive;
  Named what;
  std::size_t argument = 1;    ///< Which of its arguments.
  std::string_view instead{};  ///< Of a `server`: the line that is read; the argument follows it.
};

struct FileOfImage {
  std::string_view path;
  std::string_view text;
};

/// How a program that looks for its files at fixed places gets a root of its own to read them in.
struct RootOfReader {
  std::span<const NamedByDirective> directives{};
  bool anywhere = false;      ///< Directives may stand behind others, as in `bind :443 ssl crt FILE`.
  bool ignores_case = false;  ///< Of directives.
  std::string_view base{};    ///< Where relative paths start, if no directive says so; empty: the file's folder.
  std::span<const std::string_view> folders{};         ///< What the official image has, writable.
  std::span<const FileOfImage> files{};                ///< What it has, in short, where the machine has none.
  std::span<const std::string_view> module_folders{};  ///< Where distributions have the shared objects.
  /// Of the stub user: 0 can be given files in a name space that has no other.
  std::string_view account = "0";
  std::string_view list_built_in{};  ///< Makes it list the modules that are part of it: `mod_so.c`.
};

struct LibraryOfReader {
  std::string_view version_behind;  ///< In the answer to the probe.
  std::string_view since;           ///< A program with an older one
  std::string_view reads_as;        ///< reads what is compiled for this version of itself.
};

enum class Staging : std::uint8_t {
  as_written,
  users_table,  ///< A system crontab as a user's: without its column of users, which is checked.
};

struct Reader {
  std::string_view name;                    ///< As `--require` has it.
  std::span<const std::string_view> calls;  ///< Words that call it; the first that is there counts.
  std::string_view package;                 ///< Where people get it.
  std::string_view probe{};                 ///< Arguments that make it tell its version; empty: it tells none.
  std::string_view version_behind{};        ///< What has to stand in the answer, in front of the version.
  /// A library that builds for older systems have in an older version than the official image.
  const LibraryOfReader* library = nullptr;
  std::string_view language;     ///< Of the templates whose files it reads.
  std::string_view folder = {};  ///< Of the language's files, those that lie there alone; empty: all.
  std::string_view arguments;    ///< `{file}`: once for each; `{files}`: all at once; `{env}`: a dotenv file.
  std::span<const std::string_view> complaints;  ///< Patterns, see verify_messages.h; the first that fits counts.
  std::span<const std::string_view> remarks{};   ///< Complaints with such a text say nothing of the files.
  std::span<const std::string_view> if_newer{};  ///< The same, where the program is newer than what the stack names.
  bool silent = false;                           ///< It says nothing unless something is wrong.
  std::int32_t line_shift = 0;                   ///< Added to its line numbers.
  bool docker_settings = false;                  ///< It looks for its plugins in the folder of docker's settings.
  Staging staging = Staging::as_written;
  std::string_view image{};            ///< A proxy: its official image, by which the stack's own version is known.
  const RootOfReader* root = nullptr;  ///< A proxy's.
};

std::span<const Reader> readers();

/// A reader as this machine has it.
struct Program {
  std::vector<std::string> call{};  ///< Absolute, and the words behind it.
  std::string version{};
  std::string reads_as{};   ///< The newest version of itself whose files it reads; mostly its own.
  std::string missing{};    ///< Why it cannot be run, as the end of a sentence; empty if it can.
  std::string_view twin{};  ///< The reader before it that is the same program.
};

/// Looks for all of them, in the order of `readers()`: on PATH, then where administrators' programs lie.
std::vector<Program> find_programs();

/// A program that is no reader, `openssl`; empty if it is not there.
std::string find_program(std::string_view name);

/// What every program is given. `home` is a folder of ours; `docker_settings` adds where docker looks for plugins.
std::vector<std::string> clean_environment(const std::string& home, bool docker_settings);

/// Words between single blanks.
std::vector<std::string> words_of(std::string_view text);

}  // namespace stackc::driver
