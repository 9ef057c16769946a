#include "driver/verdict.h"

#include <algorithm>

#include "diagnostics/printable.h"
#include "driver/paint.h"

namespace stackc::driver {

using lock::Verdict;

namespace {

/// "stack.yaml", "stackc's template nginx/nginx.conf", "stackc's catalogue entry mysql".
std::string input_text(const std::string& input) {
  constexpr std::string_view of_template = "template:";
  constexpr std::string_view of_catalogue = "catalogue:";
  if (input.starts_with(of_template)) return "stackc's template " + printable(input.substr(of_template.size()));
  if (input.starts_with(of_catalogue))
    return "stackc's catalogue entry " + printable(input.substr(of_catalogue.size()));
  return printable(input);
}

/// "stack.yaml and stackc's template crontab changed".
std::string change_text(const std::vector<std::string>& inputs) {
  if (inputs.empty()) return "the compiler changed";
  constexpr std::size_t most = 4;
  std::string out;
  const std::size_t shown = inputs.size() > most ? most - 1 : inputs.size();
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == inputs.size();
    out += (i == 0 ? "" : last ? " and " : ", ") + input_text(inputs[i]);
  }
  if (shown < inputs.size()) out += " and " + std::to_string(inputs.size() - shown) + " more inputs";
  return out + " changed";
}

std::string edit_reason(const lock::DiskEntry* disk) {
  if (disk == nullptr) return "a hand changed it";
  if (disk->oversized) return "it is larger than 16 MiB";
  if (disk->bytes.empty()) return "it is empty";
  if (disk->bytes.find('\0') != std::string::npos) return "a hand changed it, and it is no text any more";
  if (disk->crlf) return "a hand changed it, and its lines end in CRLF";
  if (disk->bytes.find("\r\n") != std::string::npos) return "a hand changed it, and some of its lines end in CRLF";
  return "a hand changed it";
}

std::string replaced_reason(const lock::DiskEntry* disk) {
  if (disk == nullptr) return "something that is no file stands in its place or on the way";
  switch (disk->kind) {
    case lock::DiskKind::link:
      return "a link stands in its place";
    case lock::DiskKind::directory:
      return "a directory stands in its place";
    case lock::DiskKind::link_on_the_way:
      return "`" + printable(disk->in_the_way) + "` on the way to it is a link";
    case lock::DiskKind::file_on_the_way:
      return "`" + printable(disk->in_the_way) + "` on the way to it is no directory";
    default:
      return "a device, pipe or socket stands in its place";
  }
}

std::string mode_reason(const lock::DiskEntry* disk) {
  if (disk == nullptr) return "the run bit is wrong";
  return disk->mode == lock::FileMode::plain ? "it lost its run bit" : "it has a run bit that it should not have";
}

/// Whether the stack wants it to have a run bit.
bool runs(const LoadedStack& stack, const std::string& path) {
  const lock::Artifact* const artifact = artifact_at(stack, path);
  return artifact != nullptr && artifact->mode == lock::FileMode::executable;
}

std::string orphan_reason(const lock::Finding& finding) {
  if (finding.gone) return "the stack makes it no more, and it is gone";
  if (finding.left_over) return "it says that this stack made it, but neither the stack nor the lock knows it";
  return finding.refused ? "the stack makes it no more, but a hand changed it" : "the stack makes it no more";
}

}  // namespace

std::string reason(const lock::Finding& finding, const lock::DiskEntry* disk) {
  const std::string mode = finding.mode_differs ? ", and " + mode_reason(disk) : std::string();
  switch (finding.verdict) {
    case Verdict::in_step:
      return finding.mode_differs ? mode_reason(disk) : "as the stack says";
    case Verdict::stale:
      return change_text(finding.changed_inputs) + mode;
    case Verdict::edited:
      return edit_reason(disk) + mode;
    case Verdict::unrecorded:
      return "right, but the lock does not know it";
    case Verdict::conflict:
      return edit_reason(disk) + ", and " + change_text(finding.changed_inputs) + mode;
    case Verdict::missing:
      return "gone from the disk";
    case Verdict::orphaned:
      return orphan_reason(finding);
    case Verdict::added:
      return "not written yet";
    case Verdict::foreign:
      return "stackc did not write what stands there";
    case Verdict::mode:
      return mode_reason(disk);
    case Verdict::replaced:
      return replaced_reason(disk);
    case Verdict::line_endings:
      return "its lines end in CRLF, as git may convert them" + mode;
  }
  return {};
}

std::string forced_build(const LoadedStack& stack, const lock::Finding& finding) {
  return "`stackc build" + stack.retyped + " --force " + printable(finding.path) + "`";
}

std::string cure(const LoadedStack& stack, const lock::Finding& finding, const lock::DiskEntry* disk) {
  const std::string build = "stackc build" + stack.retyped;
  const std::string force = forced_build(stack, finding);
  switch (finding.verdict) {
    case Verdict::in_step:
      return {};
    case Verdict::edited:
    case Verdict::conflict:
      if (disk != nullptr && disk->bytes.empty() && !disk->oversized) return "write it again with " + force;
      return "say the change in the stack, or drop it with " + force;
    case Verdict::foreign:
      return "move it away, or overwrite it with " + force;
    case Verdict::replaced:
      return "remove what stands there, then `" + build + "`";
    case Verdict::orphaned:
      if (finding.left_over) return "take its first lines away to keep it, or remove it with " + force;
      if (finding.refused) return "keep it under another name, or remove it with " + force;
      return "`" + build + "` removes it";
    case Verdict::line_endings:
      return "`" + build + "` writes LF; `* text=auto eol=lf` in .gitattributes keeps git from converting";
    case Verdict::mode:
      return "`" + build + "` mends it; where git keeps no run bits, `git update-index --chmod=" +
             (runs(stack, finding.path) ? "+x " : "-x ") + printable(finding.path) + "`";
    case Verdict::unrecorded:
      return "`" + build + "` records it";
    default:
      return "`" + build + "` writes it";
  }
}

const lock::DiskEntry* entry_at(const lock::Examination& found, const std::string& path) {
  const auto entry = found.disk.find(path);
  return entry == found.disk.end() ? nullptr : &entry->second;
}

const lock::Artifact* artifact_at(const LoadedStack& stack, const std::string& path) {
  const auto& artifacts = stack.compiled->result.artifacts;
  const auto found = std::find_if(artifacts.begin(), artifacts.end(),
                                  [&](const lock::Artifact& artifact) { return artifact.path.text() == path; });
  return found == artifacts.end() ? nullptr : &*found;
}

bool lock_is_usable(LoadedStack& stack, const lock::Examination& found) {
  if (found.lock.usable()) return true;
  const std::string path = stack.lock_path->text();
  const auto offset = static_cast<std::uint32_t>(std::min(found.lock.offset, found.lock_text.size()));
  const SourceId source = stack.sources.add(path, found.lock_text);
  stack.read_from.emplace_back(source, stack.root + "/" + path);
  Diagnostic diagnostic;
  diagnostic.rule = found.lock.state == lock::LockState::newer    ? Rule::lock_newer
                    : found.lock.state == lock::LockState::edited ? Rule::lock_edited
                                                                  : Rule::lock_damaged;
  if (!found.lock_text.empty()) diagnostic.at = {source, offset, offset};
  diagnostic.message = "`" + path + "` " + found.lock.fault;
  diagnostic.help = found.lock.state == lock::LockState::newer
                        ? "build with the stackc that wrote it, or a later one"
                        : "take it back from git (`git checkout -- " + path +
                              "`), or have it made anew with `stackc build" + stack.retyped + " --force " + path + "`";
  stack.diagnostics.report(std::move(diagnostic));
  return false;
}

bool drifted(const lock::Examination& found) {
  return !found.drift.none() || found.lock.state == lock::LockState::merged;
}

std::uint32_t merge_marker_line(const lock::Examination& found) {
  const std::string& text = found.lock_text;
  constexpr std::string_view marker = "<<<<<<<";
  std::size_t at = text.starts_with(marker) ? 0 : text.find("\n" + std::string(marker));
  if (at == std::string::npos) return 1;
  at += at == 0 ? 0 : 1;
  return 1 + static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string merged_reason() { return "it has merge markers; what both sides say counts as written by stackc"; }

std::string merged_cure(const LoadedStack& stack) {
  return "resolve the stack, then `stackc build" + stack.retyped + "` makes one lock of both sides";
}

std::string count_of(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace stackc::driver
