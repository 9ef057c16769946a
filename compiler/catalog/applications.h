// What applications are made of: runtimes, package managers, servers, frameworks, workers, native packages.
#pragma once

#include <cstdint>
#include <string_view>

#include "catalog/row.h"

namespace stackc::catalog {

/// What a language's packages are listed in.
enum class Packaging : std::uint8_t {
  requirements,
  package_json,
  wrapper,  ///< The build of the source itself, which its wrapper runs.
  none,     ///< Nowhere: nothing is installed, and nothing built.
};
inline constexpr EnumWord<Packaging> packaging_words[] = {
    {Packaging::requirements, "requirements"},
    {Packaging::package_json, "package_json"},
    {Packaging::wrapper, "wrapper"},
    {Packaging::none, "none"},
};
constexpr Slice<EnumWord<Packaging>> words_of(const Packaging*) { return packaging_words; }

/// How the code of a developer comes into the container that runs it.
enum class Development : std::uint8_t {
  mounted,  ///< It lies over that of the image.
  synced,   ///< Changes are copied into a container of the stage that builds.
  rebuilt,  ///< A change is another image: the one of production.
};
inline constexpr EnumWord<Development> development_words[] = {
    {Development::mounted, "mounted"},
    {Development::synced, "synced"},
    {Development::rebuilt, "rebuilt"},
};
constexpr Slice<EnumWord<Development>> words_of(const Development*) { return development_words; }

struct Runtime {
  std::string_view name;  ///< Language: python.
  std::string_view image;
  std::string_view version;
  Slice<Cycle> cycles;
  Packaging packaging;
  std::string_view manager;  ///< Its package manager where the stack names none; empty if there is no choice.
  Development development;
  std::uint16_t threads;        ///< The most of them in a container, processes included.
  std::string_view memory;      ///< Limit of its processes where the stack says none; empty: they have none.
  std::string_view dockerfile;  ///< Template of its images.
  std::string_view entrypoint;  ///< Template of what starts them: waits with what the image has. Empty: nothing runs.
};

/// A program that installs packages and builds code. In its words `{package}` and `{script}` are filled in.
struct PackageManager {
  std::string_view name;
  std::string_view runtime;
  std::string_view version;  ///< Installed beside the runtime; empty if the runtime's image has it.
  std::string_view lock;     ///< Its lock file; empty if the wrapper in the source sees to it.
  bool store;  ///< Fills a store from the lock file alone, and can lay out one package of a workspace by itself.
  Slice<std::string_view> script;            ///< Runs a script of the package.
  Slice<std::string_view> exec;              ///< Begins a command of a package that is installed.
  Slice<std::string_view> workspace_script;  ///< The same for one package of a workspace, from its root.
  Slice<std::string_view> workspace_exec;
  Slice<std::string_view> build;            ///< Builds what runs, where the wrapper of the source does.
  Slice<std::string_view> workspace_build;  ///< The same for one package of several.
  Slice<std::string_view> test;             ///< Runs the tests, where the stack does not say how.
  std::string_view output;                  ///< Folder in which the build leaves its one jar.
  std::string_view cache;                   ///< Folder in which it keeps what it has fetched, of root.
};

/// A variable that a program is told by; `{port}`, and `{drain}` for the time in which it may finish what it does, are
/// filled in.
struct ServerVariable {
  std::string_view name;
  std::string_view value;
};

/// How a server calls the application.
enum class Interface : std::uint8_t {
  wsgi,
  asgi,
  http,  ///< The program itself listens.
};
inline constexpr EnumWord<Interface> interface_words[] = {
    {Interface::wsgi, "wsgi"},
    {Interface::asgi, "asgi"},
    {Interface::http, "http"},
};
constexpr Slice<EnumWord<Interface>> words_of(const Interface*) { return interface_words; }

struct Server {
  std::string_view name;
  std::string_view runtime;
  Interface interface;
  bool websockets;
  std::uint16_t port;
  Slice<std::string_view> command;  ///< `{address}`, `{port}`, `{module}` and `{package/}` are filled in.
  std::string_view module;          ///< Where the framework says none; `{project}` is filled in.
  Slice<ServerVariable> variables;  ///< That it reads, unless the stack says otherwise.
  std::string_view
      reload_signal;  ///< Makes it take up new code without refusing a request; empty: only a restart does.
};

struct Framework {
  std::string_view name;
  std::string_view title;
  std::string_view runtime;
  std::string_view server;         ///< Default.
  Slice<Interface> interfaces;     ///< By which servers may call it.
  std::string_view module;         ///< What a server loads, `{project}` filled in; empty: what the server says.
  std::string_view static_volume;  ///< Id of the volume that holds what the framework collects; empty if it has none.
  std::string_view static_path;    ///< Where its image has that volume.
  Slice<std::string_view> static_command;  ///< Fills that volume, once per release.
  bool files;                              ///< Its image holds files for the edge: no process runs in production.
  std::string_view script;                 ///< Of the package, which builds it; empty if nothing is built.
  std::string_view output;              ///< Folder of the files for the edge, which the script fills if there is one.
  std::string_view hashed;              ///< Folder in there whose files have their digest in their name.
  std::string_view fallback;            ///< File in there that answers for paths without a file.
  std::string_view index;               ///< File that answers for the folder that holds it.
  std::string_view not_found;           ///< File in there that is shown with 404, if the site has it.
  std::string_view standalone;          ///< Folder in which the script leaves all that runs, packages included.
  Slice<std::string_view> beside;       ///< Folders that it needs beside that, in the same place.
  Slice<std::string_view> scratch;      ///< Folders that it writes to and that nothing is lost with.
  std::string_view baked;               ///< Prefix of variables that the script reads, and no process.
  std::string_view health;              ///< Path that says whether it works; empty: `/`.
  std::string_view dev_script;          ///< Script of the package that developers run.
  Slice<std::string_view> dev_exec;     ///< Program of a package that developers run; `{port}` is filled in.
  Slice<std::string_view> dev_command;  ///< `{port}`, `{module}` and `{output}` are filled in.
  Slice<std::string_view> generated_secrets;  ///< Secrets that nobody outside gives out: made at random.
  std::string_view marker;                    ///< A file of the source that tells `init` of this framework.
};

/// A program that works beside an application, on its code and in its image.
struct Worker {
  std::string_view name;
  std::string_view title;
  std::string_view runtime;
  Slice<std::string_view> command;  ///< `{project}` is filled in; the stack's options follow.
  Slice<std::string_view> health;   ///< Exec form, `{project}` is filled in; empty: that it runs is all that is asked.
  bool queue;                       ///< Takes its work from a service that has a `queue`.
  bool single;                      ///< Two of them would do everything twice.
  std::uint32_t stop_seconds;       ///< To end what it does.
};

/// A package of a language that compiles against system libraries.
struct NativePackage {
  std::string_view name;
  std::string_view runtime;
  Slice<std::string_view> build_packages;    ///< Debian packages of the builder stage.
  Slice<std::string_view> runtime_packages;  ///< Debian packages of the final image.
};

}  // namespace stackc::catalog
