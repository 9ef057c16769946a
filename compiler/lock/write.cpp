#include "lock/write.h"

#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "lock/stage.h"

namespace stackc::lock {
namespace {

// 0 when the root is ours, else errno. The kernel frees it with the descriptor, also on SIGKILL.
int lock_root(const Root& root, unsigned patience, const std::function<bool()>& interrupted) {
  constexpr unsigned pause = 5;
  for (unsigned waited = 0;; waited += pause) {
    if (::flock(root.descriptor(), LOCK_EX | LOCK_NB) == 0) return 0;
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK || waited >= patience) return errno;
    if (interrupted && interrupted()) return EINTR;
    const timespec delay{0, static_cast<long>(pause) * 1000000L};
    ::nanosleep(&delay, nullptr);
  }
}

// Network file systems that cannot lock a directory. There the journal alone keeps a second writer out.
bool cannot_lock(int error) {
  return error == EBADF || error == EINVAL || error == ENOLCK || error == EOPNOTSUPP || error == ENOSYS;
}

ArtifactPath path_of(const std::string& text) { return std::get<ArtifactPath>(ArtifactPath::parse(text)); }

class Writer {
 public:
  Writer(Root& root, const ArtifactPath& lock_path, const Compiled& compiled, const WriteOptions& options,
         WriteResult& result, bool locked)
      : root_(root),
        lock_path_(lock_path),
        compiled_(compiled),
        options_(options),
        result_(result),
        stage_(root, locked),
        locked_(locked) {}

  void run() {
    // Before the look: an unfinished file holds its directory open in a place where a file may have to go.
    if (locked_) clear_leftovers();
    if (!result_.errors.empty()) return;
    result_.before = examine(root_, lock_path_, compiled_, options_.force.count(lock_path_.text()) != 0);
    result_.errors.insert(result_.errors.end(), result_.before.errors.begin(), result_.before.errors.end());
    if (!result_.errors.empty()) return;
    result_.lock_refused = !result_.before.lock.usable();
    if (result_.lock_refused) return;
    if (options_.agreed && !options_.agreed(result_.before)) return;
    for (const Artifact& artifact : compiled_.artifacts)
      artifacts_.emplace(artifact.path.text(), &artifact);
    result_.steps = decide(result_.before, compiled_, options_.force);
    carry_out();
  }

 private:
  void carry_out();
  bool stage_files();
  bool journal_into_place();
  void put_files();
  bool in_the_way(const Step& orphan, const Step& blocked) const;
  std::vector<Step> hoped_for() const;
  bool clear_the_way();
  void remove_orphan(Step& step);
  void finish_lock();
  void clear_leftovers();

  /// Whether to go on: everything written so far is on the disk, or nobody asked for that.
  bool synced() {
    if (!options_.durable || ::syncfs(root_.descriptor()) == 0) return true;
    fail(DiskError{root_.path(), "sync", errno});
    return false;
  }

  bool fail(std::optional<DiskError> error) {
    if (!error) return false;
    result_.errors.push_back(std::move(*error));
    return true;
  }

  Root& root_;
  const ArtifactPath& lock_path_;
  const Compiled& compiled_;
  const WriteOptions& options_;
  WriteResult& result_;
  Stage stage_;
  bool locked_;
  bool journal_in_place_ = false;
  std::set<std::string> removed_{};
  std::map<std::string, const Artifact*> artifacts_{};
};

void Writer::carry_out() {
  const bool changes = std::any_of(result_.steps.begin(), result_.steps.end(), [](const Step& step) {
    return step.action == Action::written || step.action == Action::removed;
  });
  if (changes) {
    if (fail(stage_.write(lock_path_, FileMode::plain, print(journal(result_.before, hoped_for()))))) return;
    if (!clear_the_way() || !stage_files() || !journal_into_place()) return;
    put_files();
    for (Step& step : result_.steps) {
      if (step.action == Action::removed) remove_orphan(step);
    }
  }
  // A build that was killed behind a removal left the directories.
  for (Step& step : result_.steps) {
    if (step.action == Action::forgotten && fail(remove_empty_parents(root_, path_of(step.path))))
      step.action = Action::failed;
  }
  finish_lock();
}

bool Writer::journal_into_place() {
  if (!synced()) return false;
  if (journal_in_place_) return true;
  if (fail(stage_.put(lock_path_))) return false;
  journal_in_place_ = true;
  return synced();
}

// Whether the removal of `orphan` may make room for `blocked`, a planned file that is refused as things stand.
bool Writer::in_the_way(const Step& orphan, const Step& blocked) const {
  if (blocked.action != Action::refused || artifacts_.count(blocked.path) == 0) return false;
  const DiskEntry& entry = result_.before.disk.at(blocked.path);
  const bool above = entry.kind == DiskKind::file_on_the_way && orphan.path == entry.in_the_way;
  const bool inside = entry.kind == DiskKind::directory && orphan.path.starts_with(blocked.path + "/");
  return (above || inside) && orphan.action == Action::removed;
}

// The steps if every orphan in the way makes room: what the journal has to know before it is known.
std::vector<Step> Writer::hoped_for() const {
  std::vector<Step> steps = result_.steps;
  for (Step& step : steps) {
    const bool hope = std::any_of(result_.steps.begin(), result_.steps.end(),
                                  [&](const Step& orphan) { return in_the_way(orphan, step); });
    if (hope) step.action = Action::written;
  }
  return steps;
}

// Orphans that stand where a planned file or its directory belongs go first.
bool Writer::clear_the_way() {
  for (Step& blocked : result_.steps) {
    bool cleared = false;
    for (Step& orphan : result_.steps) {
      if (!in_the_way(orphan, blocked)) continue;
      if (!journal_into_place()) return false;
      remove_orphan(orphan);
      cleared = true;
    }
    if (!cleared) continue;
    const ArtifactPath path = path_of(blocked.path);
    root_.forget(blocked.path);
    const auto now = root_.look(path);
    if (const auto* error = std::get_if<DiskError>(&now)) return !fail(*error);
    if (std::get<DiskEntry>(now).kind == DiskKind::absent) blocked.action = Action::written;
  }
  return true;
}

bool Writer::stage_files() {
  for (const Step& step : result_.steps) {
    if (step.action != Action::written) continue;
    if (options_.interrupted && options_.interrupted()) {
      result_.interrupted = true;
      return false;
    }
    const Artifact& artifact = *artifacts_.at(step.path);
    if (fail(stage_.write(artifact.path, artifact.mode, artifact.bytes))) return false;
  }
  return true;
}

// What was looked at is replaced; an edit in the few milliseconds since then is lost, as with any program that writes
// whole files. A file that was not there then is never replaced. A rename that fails leaves its own file old; the
// others go on, and the lock tells them apart.
void Writer::put_files() {
  bool all = true;
  for (Step& step : result_.steps) {
    if (step.action != Action::written) continue;
    const auto seen = result_.before.disk.find(step.path);
    const bool absent = seen == result_.before.disk.end() || seen->second.kind == DiskKind::absent;
    const Stage::Place found = step.forced ? Stage::Place::anything
                               : absent    ? Stage::Place::nothing
                                           : Stage::Place::file;
    if (!fail(stage_.put(artifacts_.at(step.path)->path, found))) continue;
    step.action = Action::failed;
    all = false;
  }
  if (all) stage_.keep_directories();
}

void Writer::remove_orphan(Step& step) {
  // Not twice: something may have been written there since.
  if (!removed_.insert(step.path).second) return;
  const ArtifactPath path = path_of(step.path);
  // A failed step stays in the lock, so that the next build tries again.
  if (fail(remove_file(root_, path)) || fail(remove_empty_parents(root_, path))) step.action = Action::failed;
}

void Writer::finish_lock() {
  const std::string text = print(final_lock(result_.before, result_.steps));
  const bool distrusted = options_.force.count(lock_path_.text()) != 0;
  if (!journal_in_place_ && text == result_.before.lock_text && !distrusted) return;
  if (fail(stage_.write(lock_path_, FileMode::plain, text)) || !synced() ||
      fail(stage_.put(lock_path_, distrusted ? Stage::Place::anything : Stage::Place::file))) {
    return;
  }
  result_.lock_written = true;
  synced();
}

// A killed build left its journal, or a lock with pending entries: both say where unfinished files may lie.
void Writer::clear_leftovers() {
  const ArtifactPath unfinished = lock_path_.unfinished();
  for (const ArtifactPath* path : {&lock_path_, &unfinished}) {
    const auto found = root_.look(*path);
    const DiskEntry* entry = std::get_if<DiskEntry>(&found);
    if (entry == nullptr || entry->kind != DiskKind::regular) continue;
    // Nearly every lock has none, and need not be read for that.
    if (entry->bytes.find("\"pending\"") != std::string::npos) {
      for (const auto& pending : read_lock(entry->bytes, lock_path_.text()).lock.pending) {
        const ArtifactPath file = path_of(pending.first);
        // Behind a file or a link lies nothing that was written there.
        if (root_.directory(file.directory()).kind != DiskKind::directory) continue;
        fail(remove_file(root_, file.unfinished()));
        fail(remove_empty_parents(root_, file));
      }
    }
    if (path == &unfinished) fail(remove_file(root_, unfinished));
  }
}

}  // namespace

int WriteResult::exit_code() const {
  if (!errors.empty() || interrupted) return 74;
  if (lock_refused) return 1;
  const bool refused =
      std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.action == Action::refused; });
  return refused ? 2 : 0;
}

namespace {

WriteResult rehearse(const std::string& root, const ArtifactPath& lock_path, const Compiled& compiled,
                     const WriteOptions& options) {
  WriteResult result;
  const bool distrust = options.force.count(lock_path.text()) != 0;
  result.before = examine(root, lock_path, compiled, distrust, options.resolution);
  result.errors = result.before.errors;
  result.lock_refused = !result.before.lock.usable();
  if (result.errors.empty() && !result.lock_refused) result.steps = decide(result.before, compiled, options.force);
  return result;
}

WriteResult carry_out(const std::string& root, const ArtifactPath& lock_path, const Compiled& compiled,
                      const WriteOptions& options) {
  WriteResult result;
  auto opened = Root::create(root, options.resolution);
  if (const auto* error = std::get_if<DiskError>(&opened)) {
    result.errors.push_back(*error);
    return result;
  }
  Root& place = std::get<Root>(opened);
  const int error = lock_root(place, options.patience, options.interrupted);
  if (error != 0 && !cannot_lock(error)) {
    result.errors.push_back(DiskError{root, "lock", error});
    return result;
  }
  Writer(place, lock_path, compiled, options, result, error == 0).run();
  return result;
}

}  // namespace

WriteResult write(const std::string& root, const ArtifactPath& lock_path, const Compiled& compiled,
                  const WriteOptions& options) {
  WriteResult result =
      options.dry_run ? rehearse(root, lock_path, compiled, options) : carry_out(root, lock_path, compiled, options);
  for (const std::string& path : options.force) {
    const bool found = path == lock_path.text() || std::any_of(result.steps.begin(), result.steps.end(),
                                                               [&](const Step& step) { return step.path == path; });
    if (!found) result.unused_force.push_back(path);
  }
  return result;
}

}  // namespace stackc::lock
