// `stackc migrate`: a stack of an older version of the language, rewritten in its place.
#include "migrate/migrate.h"

#include <sys/file.h>

#include <cerrno>
#include <variant>

#include "diagnostics/printable.h"
#include "diagnostics/render_text.h"
#include "driver/commands.h"
#include "driver/compile.h"
#include "driver/files.h"
#include "driver/paint.h"
#include "lock/diff.h"
#include "lock/stage.h"
#include "model/types.h"
#include "syntax/limits.h"

namespace stackc::driver {
namespace {

Outcome disk_fault(const lock::DiskError& error) { return {exit_code::disk, {}, complaint(error.message())}; }

Outcome refused(const StackPlace& place, const std::string& reason) {
  return {exit_code::disk, {}, complaint("cannot rewrite `" + printable(place.shown) + "`: " + reason)};
}

/// Puts `after` in the place of `before`, whole or not at all. The run bit stays as it is.
Outcome replace(const StackPlace& place, const std::string& before, const std::string& after) {
  auto opened = lock::Root::open(place.folder);
  if (const auto* error = std::get_if<lock::DiskError>(&opened)) return disk_fault(*error);
  lock::Root& root = std::get<lock::Root>(opened);
  const auto path = lock::ArtifactPath::parse(place.file);
  if (const auto* fault = std::get_if<lock::PathFault>(&path))
    return refused(place, "its name " + std::string(lock::text(*fault)));
  if (::flock(root.descriptor(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return refused(place, "another stackc is at work in its folder");
  const lock::ArtifactPath& file = std::get<lock::ArtifactPath>(path);
  auto found = root.look(file);
  if (const auto* error = std::get_if<lock::DiskError>(&found)) return disk_fault(*error);
  const lock::DiskEntry& entry = std::get<lock::DiskEntry>(found);
  if (entry.kind != lock::DiskKind::regular) return refused(place, "it is a link; name the file that it leads to");
  if (entry.bytes != before) return refused(place, "it has just been changed");
  lock::Stage stage(root, true);
  if (const auto error = stage.write(file, entry.mode, after)) return disk_fault(*error);
  if (const auto error = stage.put(file)) return disk_fault(*error);
  return {};
}

/// What a person reads of the diagnostics, and the exit code that they ask for.
Outcome told(const std::string& shown, const Sources& sources, const Diagnostics& diagnostics, bool colour) {
  TextOptions options;
  options.colour = colour;
  const std::vector<Diagnostic> all = diagnostics.sorted();
  return {exit_code::diagnostics, {}, render_text(all, sources, options) + shown + ": " + count_text(all) + '\n'};
}

Outcome migrate_stack(const std::string& typed, std::span<const migrate::Step> table, const Arguments& arguments,
                      const Terminal& terminal) {
  const auto found = find_stack(typed);
  if (const auto* fault = std::get_if<Outcome>(&found)) return *fault;
  const StackPlace& place = std::get<StackPlace>(found);
  const std::string shown = printable(place.shown);
  const auto read = read_text(place.shown, syntax::max_file_bytes);
  if (const auto* fault = std::get_if<Outcome>(&read)) return *fault;
  const std::string& before = std::get<std::string>(read);

  Sources sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add(shown, before);
  const auto migrated = migrate::migrate(source, table, language_version, sources, diagnostics);
  if (!migrated) return told(shown, sources, diagnostics, terminal.colour_talk);
  const std::string version = "version " + std::to_string(language_version) + " of the language";
  if (migrated->from == language_version)
    return {exit_code::fine, arguments.quiet ? "" : shown + ": is in " + version + ", nothing to do\n", {}};

  CompileInput input;
  input.stack = sources.add(shown, migrated->text);
  input.folder = place.folder;
  input.file = place.file;
  const bool compiles = compile(input, BuiltIn(), sources, diagnostics).has_value();
  Outcome outcome;
  if (!compiles) {
    outcome = told(shown, sources, diagnostics, terminal.colour_talk);
    outcome.talk += "  help: these are of the rewritten stack, which was not written; `--dry-run` shows it\n";
  } else if (!arguments.dry_run) {
    outcome = replace(place, before, migrated->text);
  }
  if (arguments.dry_run) {
    const std::vector<lock::Hunk> hunks = lock::diff(before, migrated->text);
    outcome.out = painted_diff(lock::unified("a/" + shown, "b/" + shown, hunks), terminal.colour_out);
  } else if (outcome.exit == exit_code::fine && !arguments.quiet) {
    outcome.out = shown + ": was in version " + std::to_string(migrated->from) + ", is in " + version + " now\n";
  }
  return outcome;
}

}  // namespace

Outcome migrate(const Arguments& arguments, const Terminal& terminal, std::span<const migrate::Step> table) {
  Outcome all;
  for (const std::string& typed : arguments.stacks) {
    const Outcome one = migrate_stack(typed, table, arguments, terminal);
    all.exit = worse(all.exit, one.exit);
    all.out += one.out;
    all.talk += one.talk;
  }
  return all;
}

}  // namespace stackc::driver
