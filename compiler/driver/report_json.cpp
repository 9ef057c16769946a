#include <string_view>

#include "driver/json_writer.h"
#include "driver/report_formats.h"

namespace stackc::driver {
namespace {

using Layout = JsonWriter::Layout;

std::string_view name_of(Command command) {
  for (const CommandRow& row : command_table()) {
    if (row.command == command) return row.name;
  }
  return {};
}

void write_point(JsonWriter& json, std::string_view key, std::uint32_t offset, const Position& position) {
  json.key(key);
  json.begin_object();
  json.member("offset", std::size_t{offset});
  json.member("line", std::size_t{position.line});
  json.member("column", std::size_t{position.column});
  json.end_object();
}

void write_place(JsonWriter& json, const std::optional<ReportedPlace>& place) {
  json.key("place");
  if (!place) {
    json.null();
    return;
  }
  json.begin_object();
  json.member("file", place->file);
  write_point(json, "begin", place->begin_offset, place->begin);
  write_point(json, "end", place->end_offset, place->end);
  json.end_object();
}

void write_notes(JsonWriter& json, std::string_view key, const std::vector<ReportedNote>& notes) {
  json.key(key);
  json.begin_array();
  for (const ReportedNote& note : notes) {
    json.begin_object();
    json.member("message", note.message);
    write_place(json, note.place);
    json.end_object();
  }
  json.end_array();
}

void write_diagnostics(JsonWriter& json, const std::vector<ReportedDiagnostic>& diagnostics) {
  json.key("diagnostics");
  json.begin_array(Layout::lines);
  for (const ReportedDiagnostic& diagnostic : diagnostics) {
    json.begin_object();
    json.member("code", code(diagnostic.rule));
    json.member("name", name(diagnostic.rule));
    json.member("severity", text(severity(diagnostic.rule)));
    json.member("message", diagnostic.message);
    write_place(json, diagnostic.place);
    json.member("help", diagnostic.help);
    json.member("environments", diagnostic.environments);
    write_notes(json, "notes", diagnostic.notes);
    json.end_object();
  }
  json.end_array();
}

void write_hunks(JsonWriter& json, const std::vector<ReportedHunk>& hunks) {
  json.key("hunks");
  json.begin_array();
  for (const ReportedHunk& hunk : hunks) {
    json.begin_object();
    json.member("old_begin", hunk.old_begin);
    json.member("old_count", hunk.old_count);
    json.member("new_begin", hunk.new_begin);
    json.member("new_count", hunk.new_count);
    json.member("lines", hunk.lines);
    write_notes(json, "from", hunk.from);
    json.member("otherwise_from", hunk.otherwise_from);
    json.end_object();
  }
  json.end_array();
}

void write_file(JsonWriter& json, const ReportedFile& file) {
  json.begin_object();
  json.member("path", file.path);
  json.member("file", file.file);
  json.key("line");
  if (file.verdict != lock::Verdict::in_step && file.place.file == file.file)
    json.number(file.place.begin.line);
  else
    json.null();
  json.member("verdict", lock::text(file.verdict));
  json.flag("refused", file.refused);
  json.flag("mode_differs", file.mode_differs);
  json.member("reason", file.reason);
  json.member("help", file.help);
  json.member("changed_inputs", file.changed_inputs);
  write_hunks(json, file.hunks);
  if (file.action) {
    json.member("action", lock::text(*file.action));
    json.flag("forced", file.forced);
  }
  if (!file.diff.empty()) json.member("diff", file.diff);
  if (file.sides) {
    json.key("sides");
    json.begin_object();
    json.member("by_hand", file.sides->by_hand);
    json.member("by_stack", file.sides->by_stack);
    json.flag("based", file.sides->based);
    json.member("note", file.sides->note);
    json.end_object();
  }
  json.end_object();
}

void write_lock(JsonWriter& json, const std::optional<ReportedLock>& lock) {
  json.key("lock");
  if (!lock) {
    json.null();
    return;
  }
  json.begin_object();
  json.member("path", lock->path);
  json.member("file", lock->file);
  json.member("state", lock::text(lock->state));
  json.end_object();
}

void write_text_or_null(JsonWriter& json, std::string_view key, const std::string& value) {
  json.key(key);
  if (value.empty())
    json.null();
  else
    json.text(value);
}

void write_programs(JsonWriter& json, const std::vector<ReportedProgram>& programs) {
  json.key("programs");
  json.begin_array(Layout::lines);
  for (const ReportedProgram& program : programs) {
    json.begin_object();
    json.member("name", program.name);
    write_text_or_null(json, "version", program.version);
    json.member("files", program.files);
    write_text_or_null(json, "skipped", program.skipped);
    write_text_or_null(json, "compiled_for", program.compiled_for);
    json.end_object();
  }
  json.end_array();
}

void write_stack(JsonWriter& json, const ReportedStack& stack) {
  json.begin_object(Layout::lines);
  json.member("stack", stack.shown);
  json.member("file", stack.file);
  write_text_or_null(json, "name", stack.name);
  json.key("exit");
  json.number(stack.exit);
  write_text_or_null(json, "fault", stack.fault);
  write_diagnostics(json, stack.diagnostics);
  write_lock(json, stack.lock);
  json.key("files");
  json.begin_array(Layout::lines);
  for (const ReportedFile& file : stack.files)
    write_file(json, file);
  json.end_array();
  json.member("changed_inputs", stack.changed_inputs);
  json.member("facts_gone", stack.facts_gone);
  json.member("facts_new", stack.facts_new);
  json.key("meaning");
  json.begin_array(Layout::lines);
  for (const ReportedMeaning& one : stack.meaning) {
    json.begin_object();
    json.member("rank", one.rank);
    json.member("environments", one.environments);
    json.member("text", one.text);
    json.end_object();
  }
  json.end_array();
  json.key("errors");
  json.begin_array();
  for (const ReportedError& error : stack.errors) {
    json.begin_object();
    json.member("message", error.message);
    json.member("file", error.file);
    json.end_object();
  }
  json.end_array();
  if (!stack.programs.empty()) write_programs(json, stack.programs);
  json.end_object();
}

}  // namespace

std::string report_json(const Report& report) {
  JsonWriter json;
  json.begin_object(Layout::lines);
  json.key("version");
  json.number(report_version);
  json.member("command", name_of(report.command));
  json.flag("dry_run", report.dry_run);
  json.key("exit");
  json.number(report.exit);
  json.key("stacks");
  json.begin_array(Layout::lines);
  for (const ReportedStack& stack : report.stacks)
    write_stack(json, stack);
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

}  // namespace stackc::driver
