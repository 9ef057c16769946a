#include "lock/lock.h"

#include <string>

#include "tests/catch.h"
#include "tests/unit/lock/workspace.h"

using namespace stackc::lock;

namespace {

Lock sample() {
  Compiled stack = compiled("one", {{"compose.yaml", "services\n"}, {"deploy/run.sh", "#!/bin/sh\n"}});
  stack.artifacts[1].mode = FileMode::executable;
  stack.inputs["template compose"] = sha256("t");
  stack.artifacts[0].inputs.push_back("template compose");
  stack.facts = {"publishes 443 on all addresses", "names blog.example.com", "publishes 443 on all addresses"};
  return lock_of(stack);
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string fault_of(const std::string& text) {
  const LockReading reading = read_lock(text);
  switch (reading.state) {
    case LockState::damaged:
      return "damaged: " + reading.fault;
    case LockState::edited:
      return "edited: " + reading.fault;
    case LockState::newer:
      return "newer: " + reading.fault;
    default:
      return "";
  }
}

}  // namespace

TEST_CASE("the lock has one spelling, a line for each thing that can change") {
  Lock lock;
  lock.name = "blog";
  lock.inputs["stack.yaml"] = Digest{};
  lock.artifacts["compose.yaml"] = Recorded{Digest{}, FileMode::plain, {"stack.yaml"}, {}};
  lock.artifacts["deploy/run.sh"] =
      Recorded{Digest{}, FileMode::executable, {"stack.yaml"}, {{"stack.yaml", Digest{}}}};
  lock.facts = {"a \"quoted\" fact", "b"};
  lock.pending["compose.yaml"] = {Digest{}};
  const std::string zero(64, '0');
  CHECK(print(lock) ==
        "{\n"
        "  \"lock\": 1,\n"
        "  \"language\": 1,\n"
        "  \"name\": \"blog\",\n"
        "  \"inputs\": {\n"
        "    \"stack.yaml\": \"" +
            zero +
            "\"\n"
            "  },\n"
            "  \"artifacts\": {\n"
            "    \"compose.yaml\": {\"sha256\": \"" +
            zero +
            "\", \"mode\": \"0644\", \"inputs\": [\"stack.yaml\"]},\n"
            "    \"deploy/run.sh\": {\"sha256\": \"" +
            zero +
            "\", \"mode\": \"0755\", \"inputs\": [\"stack.yaml\"], "
            "\"older\": {\"stack.yaml\": \"" +
            zero +
            "\"}}\n"
            "  },\n"
            "  \"facts\": [\n"
            "    \"a \\\"quoted\\\" fact\",\n"
            "    \"b\"\n"
            "  ],\n"
            "  \"pending\": {\n"
            "    \"compose.yaml\": [\"" +
            zero +
            "\"]\n"
            "  }\n"
            "}\n");
}

TEST_CASE("what is printed is read back equal") {
  Lock lock = sample();
  CHECK(read_lock(print(lock)).state == LockState::good);
  CHECK(read_lock(print(lock)).lock == lock);
  lock.pending["deploy/run.sh"] = {sha256("b"), sha256("a")};
  lock.artifacts["compose.yaml"].older["stack.yaml"] = sha256("before");
  CHECK(read_lock(print(lock)).lock == lock);
  CHECK(read_lock(print(Lock{})).lock == Lock{});
}

TEST_CASE("any text survives in a name or a fact, and hides nothing from a reviewer") {
  Lock lock;
  lock.name = "quote \" backslash \\ slash / 한글 \xF0\x9F\x98\x80";
  lock.facts = {std::string("nul \0 tab \t lf \n", 16), "override \xE2\x80\xAE end", "separator \xE2\x80\xA8"};
  const std::string text = print(lock);
  CHECK(read_lock(text).lock == lock);
  CHECK_THAT(text, Catch::Matchers::ContainsSubstring("override \\u202e end"));
  CHECK_THAT(text, Catch::Matchers::ContainsSubstring("한글"));
  CHECK(text.find('\t') == std::string::npos);
  lock.name = "broken \xff byte";
  CHECK(read_lock(print(lock)).lock.name == "broken \xEF\xBF\xBD byte");
}

TEST_CASE("facts and inputs are sorted and stand once") {
  const Lock lock = sample();
  CHECK(lock.facts == std::vector<std::string>{"names blog.example.com", "publishes 443 on all addresses"});
  CHECK(lock.artifacts.at("compose.yaml").inputs == std::vector<std::string>{"stack.yaml", "template compose"});
}

TEST_CASE("an artifact that names an input nobody read is a defect of the compiler") {
  Compiled stack = compiled("one", {{"a", "a"}});
  stack.artifacts[0].inputs = {"template x"};
  CHECK_THROWS_AS(lock_of(stack), std::logic_error);
}

TEST_CASE("every prefix of a lock is damaged, and so is every lock with a byte missing that matters") {
  const std::string text = print(sample());
  for (std::size_t size = 0; size + 1 < text.size(); ++size) {
    CAPTURE(size);
    CHECK(read_lock(text.substr(0, size)).state == LockState::damaged);
  }
}

TEST_CASE("any one changed byte ends in a state, and what is trusted is spelt as stackc spells it") {
  const std::string text = print(sample());
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char c : {'\0', '"', '{', '}', '[', ',', '\\', '0', 'z', '\n', '\xff'}) {
      std::string changed = text;
      changed[at] = c;
      const LockReading reading = read_lock(changed);
      if (reading.state == LockState::good)
        CHECK(print(reading.lock) == changed);
      else
        CHECK(reading.lock == Lock{});
    }
  }
}

TEST_CASE("a damaged lock says what is wrong") {
  const std::string text = print(sample());
  CHECK(fault_of("") == "damaged: is not JSON from here on");
  CHECK(fault_of("[]") == "damaged: has a list where it does not belong");
  CHECK(fault_of("1") == "damaged: has a number where it does not belong");
  CHECK(fault_of("{}") == "damaged: lacks one of its keys");
  CHECK(fault_of(with(text, "\"lock\": 1", "\"lock\": \"1\"")) ==
        "damaged: has a text where it does not belong, at `lock`");
  CHECK(fault_of(with(text, "\"lock\": 1", "\"lock\": 0")) ==
        "damaged: has the number 0 where it does not belong, at `lock`");
  CHECK(fault_of(with(text, "\"lock\": 1", "\"lock\": -1")) ==
        "damaged: has a negative number where it does not belong, at `lock`");
  CHECK(fault_of(with(text, "\"language\": 1", "\"language\": 1e3")) ==
        "damaged: has a number that is not an integer where it does not belong, at `language`");
  CHECK(fault_of(with(text, "\"language\"", "\"tongue\"")) == "damaged: has an unknown key `tongue`");
  CHECK(fault_of(with(text, "\"language\": 1", "\"lock\": 1")) == "damaged: has the key `lock` twice");
  CHECK(fault_of(with(text, "\"deploy/run.sh\"", "\"compose.yaml\"")) ==
        "damaged: has the artifact `compose.yaml` twice");
  CHECK(fault_of(with(text, "\"0755\"", "\"0777\"")) == "damaged: has a text where it does not belong, at `mode`");
  CHECK(fault_of(with(text, "\"mode\": \"0755\", ", "")) ==
        "damaged: lacks the digest, mode or inputs of `deploy/run.sh`");
  CHECK(fault_of(with(text, "\"sha256\": \"", "\"sha256\": \"0")) ==
        "damaged: has a digest that is not 64 hexadecimal digits, at `sha256`");
  CHECK(fault_of(text + "{}") == "damaged: is not JSON from here on");
  CHECK(fault_of(std::string(100000, '[')) == "damaged: has a list where it does not belong");
  CHECK(fault_of(std::string(largest_lock + 1, ' ')) == "damaged: is larger than 8 MiB");
}

TEST_CASE("a lock cannot name a place outside the root, or itself") {
  const std::string text = print(sample());
  CHECK(fault_of(with(text, "deploy/run.sh", "../run.sh")) ==
        "damaged: names an artifact whose path has a component `.` or `..`");
  CHECK(fault_of(with(text, "deploy/run.sh", "/etc/passwd")) == "damaged: names an artifact whose path is absolute");
  CHECK(fault_of(with(text, "deploy/run.sh", ".git/hooks/pre-commit")) ==
        "damaged: names an artifact whose path lies in `.git`");
  CHECK(fault_of(with(text, "deploy/run.sh", "stack.lock")) == "damaged: lists itself as an artifact");
}

TEST_CASE("a later format is newer, however little of it is understood") {
  const std::string text = print(sample());
  CHECK(fault_of(with(text, "\"lock\": 1", "\"lock\": 2")) == "newer: has format 2; this stackc knows formats up to 1");
  CHECK(fault_of("{\"lock\": 7, \"anything\": [[[[1]]]]}") == "newer: has format 7; this stackc knows formats up to 1");
}

TEST_CASE("a lock that a hand or a formatter respelt is not trusted, and the place is told") {
  const std::string text = print(sample());
  const std::string respelt = with(text, "  \"language\"", "    \"language\"");
  const LockReading reading = read_lock(respelt);
  CHECK(reading.state == LockState::edited);
  CHECK(reading.offset == respelt.find("    \"language\"") + 2);
  CHECK(fault_of(text.substr(0, text.size() - 1)) == "edited: is not spelt as stackc spells it");
}

TEST_CASE("lists that are not sorted were edited, though everything is spelt well") {
  const std::string text = print(sample());
  const std::string facts = with(text, "\"names blog.example.com\",\n    \"publishes 443 on all addresses\"",
                                 "\"publishes 443 on all addresses\",\n    \"names blog.example.com\"");
  CHECK(fault_of(facts) == "edited: has a list that is not sorted");
  CHECK(fault_of(with(text, "\"names blog.example.com\"", "\"publishes 443 on all addresses\"")) ==
        "edited: has a list that is not sorted");
  CHECK(fault_of(with(text, "\"stack.yaml\", \"template compose\"", "\"template compose\", \"stack.yaml\"")) ==
        "edited: has a list that is not sorted");
  Lock pending = sample();
  pending.pending["deploy/run.sh"] = {sha256("a"), sha256("a")};
  CHECK(fault_of(print(pending)) == "edited: has a list that is not sorted");
}

TEST_CASE("lists that git put together in another order are sorted") {
  const std::string text = print(sample());
  const std::string unsorted = with(text, "    \"names blog.example.com\",\n",
                                    "<<<<<<< HEAD\n    \"zebra\",\n    \"names blog.example.com\",\n=======\n"
                                    "    \"apple\",\n>>>>>>> b\n");
  const LockReading reading = read_lock(unsorted);
  REQUIRE(reading.state == LockState::merged);
  CHECK(reading.lock.facts ==
        std::vector<std::string>{"names blog.example.com", "publishes 443 on all addresses", "zebra"});
}

TEST_CASE("line ends that git converted do not matter") {
  std::string text = print(sample());
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.insert(at, "\r");
  CHECK(read_lock(text).lock == sample());
}

TEST_CASE("a lock with merge markers knows both sides' digests") {
  const Lock base = sample();
  Lock ours = base;
  Lock theirs = base;
  ours.artifacts["compose.yaml"].digest = sha256("ours");
  theirs.artifacts["compose.yaml"].digest = sha256("theirs");
  theirs.artifacts["deploy/zebra"] = Recorded{sha256("zebra"), FileMode::plain, {"stack.yaml"}, {}};
  theirs.inputs["stack.yaml"] = sha256("their stack");

  // The whole of both sides in one conflict, as git writes it where everything differs.
  const auto conflict = [&](const std::string& middle) {
    return "<<<<<<< HEAD\n" + print(ours) + middle + "=======\n" + print(theirs) + ">>>>>>> branch\n";
  };
  for (const std::string& middle : {std::string(), "||||||| 1234567\n" + print(base)}) {
    const LockReading reading = read_lock(conflict(middle));
    REQUIRE(reading.state == LockState::merged);
    CHECK(reading.lock.knows("compose.yaml", sha256("ours")));
    CHECK(reading.lock.knows("compose.yaml", sha256("theirs")));
    CHECK_FALSE(reading.lock.knows("compose.yaml", sha256("services\n")));
    CHECK(reading.lock.knows("deploy/zebra", sha256("zebra")));
    CHECK(reading.lock.artifacts.at("deploy/zebra").older.at("stack.yaml") == sha256("their stack"));
    CHECK(reading.lock.inputs.at("stack.yaml") == sha256("one"));
  }
}

TEST_CASE("merge markers around one line heal as well, with either line ending") {
  const std::string text = print(sample());
  const std::string ours = "\"language\": 1,";
  for (const char* end : {"\n", "\r\n"}) {
    const std::string e(end);
    std::string merged = with(
        text, "  " + ours + "\n",
        "<<<<<<< HEAD" + e + "  \"language\": 1," + e + "=======" + e + "  \"language\": 2," + e + ">>>>>>> x" + e);
    const LockReading reading = read_lock(merged);
    CHECK(reading.state == LockState::merged);
    CHECK(reading.lock.language == 1);
  }
}

TEST_CASE("markers that do not match, or a side that is no lock, are damage") {
  const std::string text = print(sample());
  CHECK(fault_of("<<<<<<< HEAD\n" + text) == "damaged: has merge markers that do not match");
  CHECK(fault_of("<<<<<<< HEAD\n" + text + "=======\n" + text) == "damaged: has merge markers that do not match");
  CHECK(fault_of("<<<<<<< HEAD\n" + text + "=======\n{\n>>>>>>> b\n") == "damaged: is not JSON from here on");
  CHECK(fault_of(text + "=======\n") == "damaged: is not JSON from here on");
}
