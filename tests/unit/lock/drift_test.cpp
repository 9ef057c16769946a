#include "lock/drift.h"

#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;

namespace {

constexpr const char* file = "compose.yaml";

DiskEntry on_disk(const std::string& bytes, FileMode mode = FileMode::plain) {
  DiskEntry entry;
  entry.kind = DiskKind::regular;
  entry.mode = mode;
  entry.digest = entry.lf_digest = sha256(bytes);
  entry.bytes = bytes;
  return entry;
}

DiskEntry of_kind(DiskKind kind) {
  DiskEntry entry;
  entry.kind = kind;
  return entry;
}

// A lock that recorded `bytes` when the stack's text was `source`.
Lock recorded(const std::string& source, const char* bytes) { return lock_of(compiled(source, {{file, bytes}})); }

struct Judged {
  std::string verdict;
  bool refused = false;
  std::vector<std::string> changed;
};

Judged judge(const DiskEntry& disk, const Lock& lock, const Lock& fresh) {
  const Drift drift = compare({{file, disk}}, lock, fresh);
  if (drift.findings.empty()) return {"nothing", false, {}};
  REQUIRE(drift.findings.size() == 1);
  const Finding& finding = drift.findings.front();
  CHECK(drift.none() == (finding.verdict == Verdict::in_step));
  return {std::string(text(finding.verdict)), finding.refused, finding.changed_inputs};
}

}  // namespace

TEST_CASE("every row of the table of disk, lock and fresh has its verdict") {
  const Lock none;
  struct Row {
    DiskEntry disk;
    Lock lock;
    Lock fresh;
    const char* verdict;
    bool refused;
  };
  const std::vector<Row> rows = {
      {on_disk("a"), recorded("s", "a"), recorded("s", "a"), "in step", false},
      {on_disk("a"), recorded("s", "a"), recorded("t", "b"), "stale", false},
      {on_disk("hand"), recorded("s", "a"), recorded("s", "a"), "edited", true},
      {on_disk("b"), recorded("s", "a"), recorded("t", "b"), "unrecorded", false},
      {on_disk("hand"), recorded("s", "a"), recorded("t", "b"), "conflict", true},
      {of_kind(DiskKind::absent), recorded("s", "a"), recorded("s", "a"), "missing", false},
      {of_kind(DiskKind::absent), recorded("s", "a"), recorded("t", "b"), "missing", false},
      {of_kind(DiskKind::absent), none, recorded("s", "a"), "new", false},
      {on_disk("mine"), none, recorded("s", "a"), "foreign", true},
      {on_disk("a"), none, recorded("s", "a"), "unrecorded", false},
      {on_disk("a", FileMode::executable), recorded("s", "a"), recorded("s", "a"), "mode", false},
      {of_kind(DiskKind::link), recorded("s", "a"), recorded("s", "a"), "replaced", true},
      {of_kind(DiskKind::directory), recorded("s", "a"), recorded("s", "a"), "replaced", true},
      {of_kind(DiskKind::other), none, recorded("s", "a"), "replaced", true},
      {of_kind(DiskKind::link_on_the_way), none, recorded("s", "a"), "replaced", true},
      {of_kind(DiskKind::file_on_the_way), none, recorded("s", "a"), "replaced", true},
      {on_disk("a"), recorded("s", "a"), none, "orphaned", false},
      {on_disk("hand"), recorded("s", "a"), none, "orphaned", true},
      {of_kind(DiskKind::absent), recorded("s", "a"), none, "orphaned", false},
      {of_kind(DiskKind::directory), recorded("s", "a"), none, "orphaned", false},
      {of_kind(DiskKind::link), recorded("s", "a"), none, "replaced", true},
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    const Judged judged = judge(rows[i].disk, rows[i].lock, rows[i].fresh);
    CHECK(judged.verdict == rows[i].verdict);
    CHECK(judged.refused == rows[i].refused);
  }
}

TEST_CASE("a file that is too large to be ours is compared with nothing") {
  DiskEntry large = of_kind(DiskKind::regular);
  large.oversized = true;
  Lock zero = recorded("s", "a");
  zero.artifacts.at(file).digest = Digest{};
  CHECK(judge(large, zero, zero).verdict == "edited");
}

TEST_CASE("stale and conflict name the inputs that changed, came or went") {
  Compiled before = compiled("s", {{file, "a"}});
  before.inputs["template compose"] = sha256("t1");
  before.inputs["snippet gone"] = sha256("x");
  before.inputs["catalogue mysql"] = sha256("same");
  before.artifacts[0].inputs = {"stack.yaml", "template compose", "snippet gone", "catalogue mysql"};
  Compiled now = compiled("s", {{file, "b"}});
  now.inputs["template compose"] = sha256("t2");
  now.inputs["snippet new"] = sha256("y");
  now.inputs["catalogue mysql"] = sha256("same");
  now.artifacts[0].inputs = {"stack.yaml", "template compose", "snippet new", "catalogue mysql"};
  const std::vector<std::string> changed{"snippet gone", "snippet new", "template compose"};
  CHECK(judge(on_disk("a"), lock_of(before), lock_of(now)).changed == changed);
  CHECK(judge(on_disk("hand"), lock_of(before), lock_of(now)).changed == changed);
}

TEST_CASE("stale without a changed input is the compiler's doing") {
  const Judged judged = judge(on_disk("a"), recorded("s", "a"), recorded("s", "b"));
  CHECK(judged.verdict == "stale");
  CHECK(judged.changed.empty());
}

TEST_CASE("an artifact that kept an older input remembers it") {
  Lock lock = recorded("new text", "a");
  lock.artifacts.at(file).older["stack.yaml"] = sha256("old text");
  CHECK(judge(on_disk("hand"), lock, recorded("new text", "b")).changed == std::vector<std::string>{"stack.yaml"});
}

TEST_CASE("an input that changed nothing is a note and no drift") {
  const Drift drift = compare({{file, on_disk("a")}}, recorded("s", "a"), recorded("s # comment", "a"));
  CHECK(drift.none());
  CHECK(drift.changed_inputs == std::vector<std::string>{"stack.yaml"});
}

TEST_CASE("a digest that was about to be written is ours as much as the recorded one") {
  Lock lock = recorded("s", "a");
  lock.pending[file] = {sha256("b")};
  CHECK(judge(on_disk("a"), lock, recorded("t", "b")).verdict == "stale");
  CHECK(judge(on_disk("b"), lock, recorded("t", "b")).verdict == "unrecorded");
  // The stack changed again after the build was interrupted.
  CHECK(judge(on_disk("b"), lock, recorded("u", "c")).verdict == "stale");
  CHECK(judge(on_disk("hand"), lock, recorded("u", "c")).verdict == "conflict");
  CHECK(judge(on_disk("hand"), lock, recorded("t", "b")).verdict == "edited");
  // First build, interrupted.
  Lock first;
  first.pending[file] = {sha256("b")};
  CHECK(judge(of_kind(DiskKind::absent), first, recorded("t", "b")).verdict == "new");
  CHECK(judge(on_disk("b"), first, recorded("u", "c")).verdict == "stale");
  CHECK(judge(on_disk("hand"), first, recorded("u", "c")).verdict == "conflict");
  CHECK(judge(of_kind(DiskKind::absent), first, Lock{}).verdict == "nothing");
  CHECK(judge(on_disk("b"), first, Lock{}).verdict == "orphaned");
}

TEST_CASE("CRLF that git made is told apart from an edit, and from an older version with CRLF") {
  DiskEntry converted = on_disk("x\r\ny\r\n");
  converted.crlf = true;
  converted.lf_digest = sha256("x\ny\n");
  CHECK(judge(converted, recorded("s", "x\ny\n"), recorded("s", "x\ny\n")).verdict == "line endings");
  CHECK(judge(converted, recorded("s", "x\ny\n"), recorded("t", "z\n")).verdict == "stale");
  const Judged orphan = judge(converted, recorded("s", "x\ny\n"), Lock{});
  CHECK(orphan.verdict == "orphaned");
  CHECK_FALSE(orphan.refused);
  CHECK(judge(converted, recorded("s", "w\n"), recorded("s", "w\n")).verdict == "edited");
}

TEST_CASE("facts that came and went are told, sorted") {
  Lock before = recorded("s", "a");
  Lock now = before;
  before.facts = {"a", "b", "d"};
  now.facts = {"b", "c", "e"};
  const Drift drift = compare({{file, on_disk("a")}}, before, now);
  CHECK(drift.facts_gone == std::vector<std::string>{"a", "d"});
  CHECK(drift.facts_new == std::vector<std::string>{"c", "e"});
}

TEST_CASE("findings are sorted by path, planned and orphaned together") {
  const Lock lock = lock_of(compiled("s", {{"b", "b"}, {"d", "d"}}));
  const Lock fresh = lock_of(compiled("s", {{"c", "c"}, {"a", "a"}, {"d", "d"}}));
  std::string paths;
  for (const Finding& finding : compare({{"b", on_disk("b")}}, lock, fresh).findings) {
    paths += finding.path + " " + std::string(text(finding.verdict)) + "; ";
  }
  CHECK(paths == "a new; b orphaned; c new; d missing; ");
}
