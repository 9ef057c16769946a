#include "lock/steps.h"

#include <map>
#include <optional>
#include <utility>

namespace stackc::lock {
namespace {

const DiskEntry* entry_at(const Examination& found, const std::string& path) {
  const auto entry = found.disk.find(path);
  return entry == found.disk.end() ? nullptr : &entry->second;
}

Action action_for(const Finding& finding, bool planned, bool forced) {
  if (!planned && finding.gone) return Action::forgotten;
  if (finding.refused && !forced) return Action::refused;
  if (!planned) return Action::removed;
  if (finding.verdict == Verdict::in_step) return Action::kept;
  return finding.verdict == Verdict::unrecorded ? Action::recorded : Action::written;
}

}  // namespace

std::string_view text(Action action) {
  switch (action) {
    case Action::kept:
      return "kept";
    case Action::recorded:
      return "recorded";
    case Action::written:
      return "written";
    case Action::removed:
      return "removed";
    case Action::forgotten:
      return "forgotten";
    case Action::refused:
      return "refused";
    case Action::failed:
      return "failed";
  }
  return "unknown";
}

std::vector<Step> decide(const Examination& found, const Compiled& compiled, const std::set<std::string>& force) {
  std::vector<Step> steps;
  steps.reserve(found.drift.findings.size());
  for (const Finding& finding : found.drift.findings) {
    const bool planned = found.fresh.artifacts.count(finding.path) != 0;
    const DiskEntry* entry = entry_at(found, finding.path);
    const bool reachable =
        entry == nullptr || (entry->kind != DiskKind::link_on_the_way && entry->kind != DiskKind::file_on_the_way);
    const bool forced = finding.refused && reachable && force.count(finding.path) != 0;
    Step step{finding.path, finding.verdict, action_for(finding, planned, forced), forced};
    // A lock is a file like any other: somebody may have written the source's own digest into it.
    if (step.action == Action::removed && compiled.inputs.count(finding.path) != 0) step.action = Action::refused;
    steps.push_back(std::move(step));
  }
  return steps;
}

Lock journal(const Examination& found, const std::vector<Step>& steps) {
  const Lock& before = found.lock.lock;
  Lock lock = before;
  if (found.lock.state == LockState::absent) {
    lock.language = found.fresh.language;
    lock.name = found.fresh.name;
  }
  lock.pending.clear();
  for (const Step& step : steps) {
    std::set<Digest> digests;
    const DiskEntry* entry = entry_at(found, step.path);
    if (entry != nullptr && entry->kind == DiskKind::regular) {
      for (const Digest& digest : {entry->digest, entry->lf_digest}) {
        if (before.knows(step.path, digest)) digests.insert(digest);
      }
    }
    if (step.action == Action::written || step.action == Action::recorded) {
      digests.insert(found.fresh.artifacts.at(step.path).digest);
    }
    if (const auto recorded = lock.artifacts.find(step.path); recorded != lock.artifacts.end()) {
      digests.erase(recorded->second.digest);
    }
    // Without digests it still says where an unfinished file may lie.
    if (!digests.empty() || step.action == Action::written) {
      lock.pending[step.path].assign(digests.begin(), digests.end());
    }
  }
  return lock;
}

Lock final_lock(const Examination& found, const std::vector<Step>& steps) {
  Lock lock = found.fresh;
  const Lock& before = found.lock.lock;
  for (const Step& step : steps) {
    if (step.action != Action::refused && step.action != Action::failed) continue;
    const auto planned = lock.artifacts.find(step.path);
    const auto recorded = before.artifacts.find(step.path);
    if (recorded == before.artifacts.end()) {
      if (planned != lock.artifacts.end()) lock.artifacts.erase(planned);
      continue;
    }
    // Edited: the lock and the compilation agree, the newer inputs are as true.
    if (planned != lock.artifacts.end() && planned->second.digest == recorded->second.digest) continue;
    Recorded kept = recorded->second;
    kept.older.clear();
    for (const std::string& input : kept.inputs) {
      const std::optional<Digest> then = before.input_digest(recorded->second, input);
      const auto now = lock.inputs.find(input);
      if (then && (now == lock.inputs.end() || now->second != *then)) kept.older.emplace(input, *then);
    }
    lock.artifacts[step.path] = std::move(kept);
  }
  return lock;
}

}  // namespace stackc::lock
