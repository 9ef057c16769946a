#include "lock/examine.h"

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>

#include "lock/left_over.h"

namespace stackc::lock {
namespace {

void refuse_clashes(const ArtifactPath& lock_path, const Compiled& compiled) {
  std::vector<std::string_view> claims{lock_path.text()};
  for (const Artifact& artifact : compiled.artifacts)
    claims.push_back(artifact.path.text());
  const std::vector<PathClash> found = clashes(claims);
  if (found.empty()) return;
  throw std::logic_error("two claims on one place: " + std::string(claims[found.front().first]) + " and " +
                         std::string(claims[found.front().second]));
}

LockReading no_lock_at(const char* what) {
  LockReading reading;
  reading.state = LockState::damaged;
  reading.fault = what;
  return reading;
}

// A lock that is spelt as this compilation's would be is that lock: the reader would only say it again, at the price
// of half of all that a check does beside compiling.
void read_lock_file(Root& root, const ArtifactPath& lock_path, Examination& result) {
  std::string text = print(result.fresh);
  const Expected expected{text, {}};
  auto looked = root.look(lock_path, &expected);
  if (const auto* error = std::get_if<DiskError>(&looked)) {
    result.errors.push_back(*error);
    return;
  }
  DiskEntry& entry = std::get<DiskEntry>(looked);
  switch (entry.kind) {
    case DiskKind::absent:
      return;
    case DiskKind::regular:
      if (entry.as_expected) {
        result.lock.state = LockState::good;
        result.lock.lock = result.fresh;
        result.lock_text = std::move(text);
        return;
      }
      result.lock = entry.oversized ? no_lock_at("is larger than 8 MiB") : read_lock(entry.bytes, lock_path.text());
      result.lock_text = std::move(entry.bytes);
      return;
    case DiskKind::link:
      result.lock = no_lock_at("is a link");
      return;
    case DiskKind::link_on_the_way:
      result.lock = no_lock_at("lies behind a link");
      return;
    default:
      result.lock = no_lock_at("is not a file");
  }
}

void look_at(Root& root, const ArtifactPath& path, const Expected* expected, Examination& result) {
  auto looked = root.look(path, expected);
  if (const auto* error = std::get_if<DiskError>(&looked))
    result.errors.push_back(*error);
  else
    result.disk.emplace(path.text(), std::move(std::get<DiskEntry>(looked)));
}

void add_left_over(Root& root, const Compiled& compiled, const ArtifactPath& lock_path, Examination& result) {
  if (compiled.claim.folder.empty()) return;
  const auto known = [&](const std::string& path) {
    return result.disk.count(path) != 0 || path == lock_path.text() || compiled.inputs.count(path) != 0;
  };
  for (const ArtifactPath& path : left_over(root, compiled.claim, known, result.errors)) {
    look_at(root, path, nullptr, result);
    Finding finding;
    finding.path = path.text();
    finding.verdict = Verdict::orphaned;
    finding.refused = finding.left_over = true;
    auto& findings = result.drift.findings;
    const auto place = std::lower_bound(findings.begin(), findings.end(), finding,
                                        [](const Finding& a, const Finding& b) { return a.path < b.path; });
    findings.insert(place, std::move(finding));
  }
}

}  // namespace

Examination examine(Root& root, const ArtifactPath& lock_path, const Compiled& compiled, bool distrust) {
  refuse_clashes(lock_path, compiled);
  Examination result;
  result.fresh = lock_of(compiled);
  if (!distrust) read_lock_file(root, lock_path, result);
  for (const Artifact& artifact : compiled.artifacts) {
    const Expected expected{artifact.bytes, result.fresh.artifacts.at(artifact.path.text()).digest};
    look_at(root, artifact.path, &expected, result);
  }
  const auto look_further = [&](const std::string& path) {
    if (result.disk.count(path) != 0 || result.fresh.artifacts.count(path) != 0) return;
    // The reader let no other text through.
    look_at(root, std::get<ArtifactPath>(ArtifactPath::parse(path)), nullptr, result);
  };
  for (const auto& entry : result.lock.lock.artifacts)
    look_further(entry.first);
  for (const auto& entry : result.lock.lock.pending)
    look_further(entry.first);
  result.drift = compare(result.disk, result.lock.lock, result.fresh);
  add_left_over(root, compiled, lock_path, result);
  // Of what could not be read, nothing is claimed.
  for (const DiskError& error : result.errors) {
    std::erase_if(result.drift.findings, [&](const Finding& finding) { return finding.path == error.path; });
  }
  return result;
}

Examination examine(const std::string& root, const ArtifactPath& lock_path, const Compiled& compiled, bool distrust,
                    Root::Resolution resolution) {
  auto opened = Root::open(root, resolution);
  if (auto* found = std::get_if<Root>(&opened)) return examine(*found, lock_path, compiled, distrust);
  refuse_clashes(lock_path, compiled);
  Examination result;
  result.fresh = lock_of(compiled);
  const DiskError& error = std::get<DiskError>(opened);
  if (error.code != ENOENT) result.errors.push_back(error);
  result.drift = compare(result.disk, result.lock.lock, result.fresh);
  return result;
}

}  // namespace stackc::lock
