#include "driver/verdict.h"

#include <algorithm>

#include "diagnostics/printable.h"
#include "diagnostics/render_json.h"
#include "driver/paint.h"

namespace stackc::driver {

using lock::Verdict;

std::string reason(const lock::Finding& finding) {
  std::string inputs;
  for (const std::string& input : finding.changed_inputs)
    inputs += (inputs.empty() ? "" : ", ") + input;
  const std::string what_changed = inputs.empty() ? "the compiler changed" : inputs + " changed";
  switch (finding.verdict) {
    case Verdict::in_step:
      return finding.mode_differs ? "the run bit is wrong" : "as the stack says";
    case Verdict::stale:
      return what_changed;
    case Verdict::edited:
      return "a hand changed it";
    case Verdict::unrecorded:
      return "right, but the lock does not know it";
    case Verdict::conflict:
      return "a hand changed it, and " + what_changed;
    case Verdict::missing:
      return "gone from the disk";
    case Verdict::orphaned:
      if (finding.gone) return "the stack makes it no more, and it is gone";
      return finding.refused ? "the stack makes it no more, but a hand changed it" : "the stack makes it no more";
    case Verdict::added:
      return "not written yet";
    case Verdict::foreign:
      return "stackc did not write what stands there";
    case Verdict::mode:
      return "the run bit is wrong";
    case Verdict::replaced:
      return "something that is no file stands in its place or on the way";
    case Verdict::line_endings:
      return "its lines end in CRLF";
  }
  return {};
}

std::string cure(const lock::Finding& finding) {
  const std::string force = "`stackc build --force " + printable(finding.path) + "`";
  switch (finding.verdict) {
    case Verdict::in_step:
      return {};
    case Verdict::edited:
    case Verdict::conflict:
      return "say the change in the stack (`stackc explain " + printable(finding.path) +
             ":LINE` says where), or drop it with " + force;
    case Verdict::foreign:
      return "move it away, or overwrite it with " + force;
    case Verdict::replaced:
      return "remove what stands there, then `stackc build`";
    case Verdict::orphaned:
      if (finding.refused) return "keep it under another name, or remove it with " + force;
      return "`stackc build` removes it";
    case Verdict::line_endings:
      return "`stackc build` writes it again; `* text=auto eol=lf` in .gitattributes keeps it so";
    default:
      return "`stackc build`";
  }
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
  Diagnostic diagnostic;
  diagnostic.rule = found.lock.state == lock::LockState::newer    ? Rule::lock_newer
                    : found.lock.state == lock::LockState::edited ? Rule::lock_edited
                                                                  : Rule::lock_damaged;
  if (!found.lock_text.empty()) diagnostic.at = {source, offset, offset};
  diagnostic.message = "`" + path + "` " + found.lock.fault;
  diagnostic.help = found.lock.state == lock::LockState::newer
                        ? "build with the stackc that wrote it, or a later one"
                        : "take it back from git (`git checkout -- " + path +
                              "`), or have it made anew with `stackc build --force " + path + "`";
  stack.diagnostics.report(std::move(diagnostic));
  return false;
}

std::string facts_text(const lock::Drift& drift, bool colour) {
  std::string out;
  for (const std::string& fact : drift.facts_gone)
    out += "  " + painted("- " + printable(fact), Paint::red, colour) + "\n";
  for (const std::string& fact : drift.facts_new)
    out += "  " + painted("+ " + printable(fact), Paint::green, colour) + "\n";
  return out;
}

std::string count_of(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string json_list(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& one : texts)
    out += (out.size() == 1 ? "" : ", ") + json_string(one);
  return out + "]";
}

std::string json_head(const LoadedStack& stack, int exit) {
  return "\"stack\": " + json_string(stack.shown) +
         ", \"name\": " + (stack.ready() ? json_string(stack.name()) : "null") + ", \"exit\": " + std::to_string(exit) +
         ", \"fault\": " + (stack.fault.talk.empty() ? "null" : json_string(stack.fault.talk)) +
         ", \"diagnostics\": " + render_json_list(stack.diagnostics.sorted(), stack.sources);
}

}  // namespace stackc::driver
