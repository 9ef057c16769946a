#include "lock/drift.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace stackc::lock {
namespace {

std::vector<std::string> changed_inputs(const Lock& lock, const Recorded& recorded, const Lock& fresh,
                                        const Recorded& planned) {
  std::set<std::string> names(recorded.inputs.begin(), recorded.inputs.end());
  names.insert(planned.inputs.begin(), planned.inputs.end());
  std::vector<std::string> changed;
  for (const std::string& name : names) {
    const bool before = std::binary_search(recorded.inputs.begin(), recorded.inputs.end(), name);
    const bool now = std::binary_search(planned.inputs.begin(), planned.inputs.end(), name);
    if (before != now || lock.input_digest(recorded, name) != fresh.input_digest(planned, name)) {
      changed.push_back(name);
    }
  }
  return changed;
}

std::vector<std::string> changed_inputs(const Lock& lock, const Lock& fresh) {
  std::set<std::string> names;
  for (const auto& [name, digest] : lock.inputs) {
    const auto now = fresh.inputs.find(name);
    if (now == fresh.inputs.end() || now->second != digest) names.insert(name);
  }
  for (const auto& [name, digest] : fresh.inputs) {
    if (lock.inputs.count(name) == 0) names.insert(name);
  }
  return {names.begin(), names.end()};
}

bool as_recorded(const Lock& lock, const std::string& path, const DiskEntry& entry) {
  if (entry.oversized) return false;
  return lock.knows(path, entry.digest) || (entry.crlf && lock.knows(path, entry.lf_digest));
}

Verdict verdict_of_file(const std::string& path, const DiskEntry& entry, const Lock& lock, const Recorded* recorded,
                        const Recorded& planned) {
  if (!entry.oversized && entry.digest == planned.digest) {
    if (entry.mode != planned.mode) return Verdict::mode;
    const bool known = recorded != nullptr && recorded->digest == planned.digest && recorded->mode == planned.mode;
    return known ? Verdict::in_step : Verdict::unrecorded;
  }
  if (entry.crlf && entry.lf_digest == planned.digest) return Verdict::line_endings;
  if (as_recorded(lock, path, entry)) return Verdict::stale;
  if (recorded == nullptr && lock.pending.count(path) == 0) return Verdict::foreign;
  return lock.knows(path, planned.digest) ? Verdict::edited : Verdict::conflict;
}

Finding judge_planned(const std::string& path, const DiskEntry& entry, const Lock& lock, const Lock& fresh,
                      const Recorded& planned) {
  const auto found = lock.artifacts.find(path);
  const Recorded* recorded = found == lock.artifacts.end() ? nullptr : &found->second;
  Finding finding;
  finding.path = path;
  switch (entry.kind) {
    case DiskKind::absent:
      finding.verdict = recorded != nullptr ? Verdict::missing : Verdict::added;
      break;
    case DiskKind::regular:
      finding.verdict = verdict_of_file(path, entry, lock, recorded, planned);
      finding.mode_differs = entry.mode != planned.mode;
      break;
    default:
      finding.verdict = Verdict::replaced;
  }
  const Verdict verdict = finding.verdict;
  finding.refused = verdict == Verdict::edited || verdict == Verdict::conflict || verdict == Verdict::foreign ||
                    verdict == Verdict::replaced;
  if (recorded != nullptr && (verdict == Verdict::stale || verdict == Verdict::conflict)) {
    finding.changed_inputs = changed_inputs(lock, *recorded, fresh, planned);
  }
  return finding;
}

Finding judge_orphan(const std::string& path, const DiskEntry& entry, const Lock& lock) {
  Finding finding;
  finding.path = path;
  finding.verdict = Verdict::orphaned;
  switch (entry.kind) {
    case DiskKind::regular:
      finding.refused = !as_recorded(lock, path, entry);
      break;
    case DiskKind::absent:
    case DiskKind::directory:
    case DiskKind::file_on_the_way:
      finding.gone = true;
      break;
    default:
      finding.verdict = Verdict::replaced;
      finding.refused = true;
  }
  return finding;
}

}  // namespace

std::string_view text(Verdict verdict) {
  switch (verdict) {
    case Verdict::in_step:
      return "in step";
    case Verdict::stale:
      return "stale";
    case Verdict::edited:
      return "edited";
    case Verdict::unrecorded:
      return "unrecorded";
    case Verdict::conflict:
      return "conflict";
    case Verdict::missing:
      return "missing";
    case Verdict::orphaned:
      return "orphaned";
    case Verdict::added:
      return "new";
    case Verdict::foreign:
      return "foreign";
    case Verdict::mode:
      return "mode";
    case Verdict::replaced:
      return "replaced";
    case Verdict::line_endings:
      return "line endings";
  }
  return "unknown";
}

bool Drift::none() const {
  return std::all_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.verdict == Verdict::in_step; });
}

Drift compare(const std::map<std::string, DiskEntry>& disk, const Lock& lock, const Lock& fresh) {
  static const DiskEntry absent;
  const auto entry_at = [&](const std::string& path) -> const DiskEntry& {
    const auto found = disk.find(path);
    return found == disk.end() ? absent : found->second;
  };
  Drift drift;
  for (const auto& [path, planned] : fresh.artifacts) {
    drift.findings.push_back(judge_planned(path, entry_at(path), lock, fresh, planned));
  }
  for (const auto& [path, recorded] : lock.artifacts) {
    if (fresh.artifacts.count(path) == 0) drift.findings.push_back(judge_orphan(path, entry_at(path), lock));
  }
  for (const auto& [path, digests] : lock.pending) {
    if (fresh.artifacts.count(path) != 0 || lock.artifacts.count(path) != 0) continue;
    // Never written before the build was interrupted, and planned no more: nothing to say.
    Finding finding = judge_orphan(path, entry_at(path), lock);
    if (!finding.gone) drift.findings.push_back(std::move(finding));
  }
  std::sort(drift.findings.begin(), drift.findings.end(),
            [](const Finding& a, const Finding& b) { return a.path < b.path; });
  drift.changed_inputs = changed_inputs(lock, fresh);
  std::set_difference(lock.facts.begin(), lock.facts.end(), fresh.facts.begin(), fresh.facts.end(),
                      std::back_inserter(drift.facts_gone));
  std::set_difference(fresh.facts.begin(), fresh.facts.end(), lock.facts.begin(), lock.facts.end(),
                      std::back_inserter(drift.facts_new));
  return drift;
}

}  // namespace stackc::lock
