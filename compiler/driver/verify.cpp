// `stackc verify`: lets the programs of this machine read what a stack compiles to, and shows what they complain about
// at the line of the stack that caused it. Everything happens in a scratch folder.
#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "catalog/catalog.h"
#include "diagnostics/printable.h"
#include "driver/commands.h"
#include "driver/excerpt.h"
#include "driver/paint.h"
#include "driver/report_of.h"
#include "driver/scratch.h"
#include "driver/verdict.h"
#include "driver/verify_run.h"

namespace stackc::driver {
namespace {

/// A reader, the program that it is here, and what came of it.
struct Row {
  const Reader& reader;
  const Program& program;
  ReportedProgram report{};
};

/// The version of a proxy that a stack names, and what the catalogue calls it.
struct Declared {
  std::string name;
  std::string version;
};

/// `registry.example.com/nginx:1.30` is `nginx`, `1.30`.
Declared of_image(const std::string& image) {
  const std::string last = image.substr(image.rfind('/') + 1);
  const std::size_t colon = last.find(':');
  return {last.substr(0, colon), colon == std::string::npos ? "" : last.substr(colon + 1)};
}

std::optional<Declared> declared_by(const Reader& reader, const facts::Fact& fact) {
  // Of a host that runs the programs itself, its system's.
  const std::optional<std::string> packaged = fact.find("version");
  const catalog::Proxy* const program = catalog::find(catalog::proxies(), fact.subject);
  if (fact.kind == "program" && packaged && program != nullptr && program->image == reader.image)
    return Declared{fact.subject, *packaged};
  if (fact.kind != "service" || fact.find("role") != "proxy" || reader.image.empty()) return std::nullopt;
  for (const char* const attribute : {"image", "base"}) {
    const std::optional<std::string> image = fact.find(attribute);
    if (!image) continue;
    Declared found = of_image(*image);
    if (found.name != reader.image || found.version.empty()) continue;
    for (const catalog::Proxy& proxy : catalog::proxies()) {
      if (proxy.image == found.name) return Declared{std::string(proxy.name), found.version};
    }
  }
  return std::nullopt;
}

/// What its environments name, where they differ: who reads the newest reads the others, too, and is newer than they
/// are.
struct Range {
  Declared newest;
  std::string oldest;
};

std::optional<Range> declared(const Reader& reader, const Compiled& compiled) {
  std::optional<Range> range;
  for (const topology::PlacedFact& placed : compiled.facts) {
    const std::optional<Declared> found = declared_by(reader, placed.fact);
    if (!found) continue;
    if (!range) range = Range{*found, found->version};
    if (catalog::compare_versions(found->version, range->newest.version) > 0) range->newest = *found;
    if (catalog::compare_versions(found->version, range->oldest) < 0) range->oldest = found->version;
  }
  return range;
}

class Verification {
 public:
  Verification(LoadedStack& stack, const std::string& typed, const Arguments& arguments, const BuiltIn& built_in)
      : stack_(stack), typed_(typed), arguments_(arguments), built_in_(built_in) {
    write_tree(tree(*stack.compiled));
  }

  void read(Row& row) {
    const std::vector<std::size_t> artifacts = artifacts_for(row.reader, *stack_.compiled);
    for (const std::size_t artifact : artifacts)
      row.report.files.push_back(stack_.compiled->result.artifacts[artifact].path.text());
    row.report.name = std::string(row.reader.name);
    row.report.version = row.program.version;
    if (artifacts.empty()) return;
    row.report.skipped = row.program.missing;
    if (row.report.skipped.empty() && !row.program.twin.empty())
      row.report.skipped = "the same program as " + std::string(row.program.twin);
    else if (row.report.skipped.empty())
      read_with_program(row);
    const bool required =
        std::find(arguments_.require.begin(), arguments_.require.end(), row.report.name) != arguments_.require.end();
    if (required && row.program.twin.empty() && !row.report.skipped.empty()) report_missing(row);
  }

  std::size_t findings() const { return findings_; }

 private:
  Tree tree(const Compiled& compiled, const std::string& name = {}) const {
    return {compiled, scratch_.path() + "/tree" + name, scratch_.path()};
  }

  void read_with_program(Row& row) {
    const std::optional<Range> wanted = declared(row.reader, *stack_.compiled);
    const bool known = wanted && !row.program.version.empty();
    if (!known || catalog::compare_versions(row.program.reads_as, wanted->newest.version) >= 0) {
      const bool newer = known && catalog::compare_versions(row.program.version, wanted->oldest) > 0 &&
                         !row.program.version.starts_with(wanted->oldest + ".");
      take(row, read_with(row.reader, row.program, tree(*stack_.compiled), arguments_.patience, newer), stack_);
      return;
    }
    // What a newer one would read, this one refuses for no fault of the stack's.
    const std::string& version = row.program.reads_as;
    const LoadedStack older = load(typed_, arguments_, built_in_, {{wanted->newest.name, version}});
    if (!older.ready() || !same_texts(older)) {
      row.report.skipped = "the stack does not compile for " + row.report.name + " " + version;
      return;
    }
    row.report.compiled_for = version;
    const Tree older_tree = tree(*older.compiled, "-" + row.report.name);
    write_tree(older_tree);
    const bool newer = version != row.program.version || catalog::compare_versions(version, wanted->oldest) > 0;
    take(row, read_with(row.reader, row.program, older_tree, arguments_.patience, newer), older);
  }

  /// Places in one are places in the other.
  bool same_texts(const LoadedStack& other) const {
    if (other.read_from.size() > stack_.read_from.size()) return false;
    for (std::size_t i = 0; i < other.read_from.size(); ++i) {
      const SourceId source = stack_.read_from[i].first;
      if (other.read_from[i].first != source || other.sources.text(source) != stack_.sources.text(source)) return false;
    }
    return true;
  }

  void take(Row& row, Reading reading, const LoadedStack& compiled) {
    row.report.skipped = std::move(reading.skipped);
    for (const Complaint& complaint : reading.complaints)
      report(row, complaint, compiled);
  }

  void report(const Row& row, const Complaint& complaint, const LoadedStack& compiled) {
    ++findings_;
    const lock::Artifact& artifact = compiled.compiled->result.artifacts[complaint.artifact];
    const std::string& path = artifact.path.text();
    const std::string who = row.report.name + (row.report.version.empty() ? "" : " " + row.report.version);
    Diagnostic diagnostic;
    diagnostic.rule = complaint.rule;
    diagnostic.environment = compiled.compiled->provenance[complaint.artifact].environment;
    const std::string text = printable(complaint.text);
    const std::string what = complaint.files > 1 ? count_of(complaint.files, "file") : "`" + path + "`";
    const bool failed = complaint.rule == Rule::program_failed;
    if (failed || complaint.line == 0) {
      diagnostic.message =
          failed ? who + " " + text + ", reading " + what : who + " complains about " + what + ": " + text;
      stack_.diagnostics.report(std::move(diagnostic));
      return;
    }
    diagnostic.message = who + " complains: " + text;
    place(diagnostic, artifact, complaint.line, compiled);
    if (row.report.compiled_for.empty())
      diagnostic.help = "`stackc explain " + path + ":" + std::to_string(complaint.line) + stack_.retyped +
                        "` tells all that made the line";
    else
      diagnostic.help = "the file is the one that stackc makes for " + row.report.name + " " + row.report.compiled_for;
    stack_.diagnostics.report(std::move(diagnostic));
  }

  /// At the line of the stack; where the template alone made the line, at the line itself.
  void place(Diagnostic& diagnostic, const lock::Artifact& artifact, std::uint32_t line, const LoadedStack& compiled) {
    const LineCause cause = cause_of_line(compiled, artifact.path.text(), line);
    const SourceId source = source_of(artifact);
    const Span in_file = line_span(stack_.sources, source, line);
    diagnostic.at = cause.places.empty() ? in_file : cause.places.front();
    if (!cause.places.empty()) diagnostic.notes.push_back({in_file, "of this line"});
    if (cause.template_span.known())
      diagnostic.notes.push_back({cause.template_span, "which this line of the template made"});
  }

  SourceId source_of(const lock::Artifact& artifact) {
    const std::pair<std::string, std::string> file(artifact.path.text(), artifact.bytes);
    const auto known = sources_.find(file);
    if (known != sources_.end()) return known->second;
    const SourceId source = stack_.sources.add(artifact.path.text(), artifact.bytes);
    sources_.emplace(file, source);
    // For reports it is the file that lies in the repository.
    stack_.read_from.emplace_back(source, stack_.root + "/" + artifact.path.text());
    return source;
  }

  void report_missing(const Row& row) {
    ++findings_;
    Diagnostic diagnostic;
    diagnostic.rule = Rule::program_missing;
    diagnostic.message = "`" + row.report.name + "` is required and did not read " +
                         count_of(row.report.files.size(), "file") + ": " + row.report.skipped;
    diagnostic.help = row.program.missing.empty()
                          ? "run `verify` where that is possible, or do not require it"
                          : "install " + std::string(row.reader.package) + ", or do not require it";
    stack_.diagnostics.report(std::move(diagnostic));
  }

  LoadedStack& stack_;
  const std::string& typed_;
  const Arguments& arguments_;
  const BuiltIn& built_in_;
  Scratch scratch_{};
  /// By path and text of an artifact.
  std::map<std::pair<std::string, std::string>, SourceId> sources_{};
  std::size_t findings_ = 0;
};

std::string row_text(const ReportedProgram& program, bool colour) {
  const std::string who = program.name + (program.version.empty() ? "" : " " + program.version);
  const std::string files = count_of(program.files.size(), "file");
  if (!program.skipped.empty())
    return "  " + painted(padded("skipped", 8), Paint::yellow, colour) + " " + who + ": " + files + ": " +
           program.skipped + "\n";
  std::string out = "  " + painted(padded("read", 8), Paint::green, colour) + " " + who + ": " + files;
  if (!program.compiled_for.empty())
    out += ", compiled for " + program.name + " " + program.compiled_for + " instead of the stack's version";
  return out + "\n";
}

/// "teammoa: 31 files, 25 of them read by 7 programs: no findings"
std::string summary(const LoadedStack& stack, const std::vector<ReportedProgram>& programs, std::size_t findings,
                    bool colour) {
  std::vector<std::string> files;
  std::size_t readers = 0;
  std::string rows;
  for (const ReportedProgram& program : programs) {
    rows += row_text(program, colour);
    if (!program.skipped.empty()) continue;
    ++readers;
    files.insert(files.end(), program.files.begin(), program.files.end());
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return stack.name() + ": " + count_of(stack.compiled->result.artifacts.size(), "file") + ", " +
         std::to_string(files.size()) + " of them read by " + count_of(readers, "program") + ": " +
         (findings == 0 ? "no findings" : count_of(findings, "finding")) + "\n" + rows;
}

void verify_into(StackOutcome& done, LoadedStack& stack, const std::string& typed, const Arguments& arguments,
                 const Terminal& terminal, const BuiltIn& built_in, const std::vector<Program>& programs) {
  Verification verification(stack, typed, arguments, built_in);
  std::vector<ReportedProgram> reports;
  for (std::size_t i = 0; i < programs.size() && !interrupted(); ++i) {
    Row row{readers()[i], programs[i]};
    verification.read(row);
    if (!row.report.files.empty()) reports.push_back(std::move(row.report));
  }
  done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
  if (!arguments.quiet || verification.findings() > 0)
    done.outcome.out = summary(stack, reports, verification.findings(), terminal.colour_out);
  done.report.programs = std::move(reports);
}

}  // namespace

StackOutcome verify_stack(LoadedStack stack, const std::string& typed, const Arguments& arguments,
                          const Terminal& terminal, const BuiltIn& built_in, const std::vector<Program>& programs) {
  StackOutcome done;
  std::string fault;
  if (stack.ready()) {
    try {
      verify_into(done, stack, typed, arguments, terminal, built_in, programs);
    } catch (const std::system_error& error) {
      fault = printable(error.what());
    }
    if (interrupted()) fault = "interrupted before all programs had read `" + stack.shown + "`";
  } else {
    done.outcome = diagnostics_of(stack, terminal.colour_talk, arguments.quiet);
  }
  if (!fault.empty()) {
    done.outcome.exit = worse(done.outcome.exit, exit_code::disk);
    done.outcome.talk += complaint(fault);
  }
  if (arguments.format == Format::text) return done;
  std::vector<ReportedProgram> reports = std::move(done.report.programs);
  done.report = report_of(stack, done.outcome.exit, arguments.quiet);
  done.report.programs = std::move(reports);
  if (!fault.empty()) done.report.errors.push_back({fault, done.report.file});
  return done;
}

}  // namespace stackc::driver
