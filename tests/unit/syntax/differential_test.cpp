// stackc against libyaml, over files, prefixes, mutations and token soup. What libyaml refuses must be refused; what
// is accepted must mean the same at the same bytes; nothing may take long, and nothing may be refused silently.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "syntax/parse.h"
#include "tests/catch.h"
#include "tests/unit/syntax/oracle.h"

using namespace stackc;

namespace {

namespace fs = std::filesystem;

const fs::path corpus = "tests/unit/syntax/corpus";

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::vector<fs::path> corpus_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(corpus)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string hexadecimal(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '\\') {
      out += c;
    } else {
      out += std::string("\\x") + "0123456789abcdef"[byte >> 4U] + "0123456789abcdef"[byte & 15U];
    }
  }
  return out;
}

/// What is wrong between the two readers on this text, or empty. Tells by `accepted` whether stackc took it.
std::string disagreement(const std::string& text, bool& accepted) {
  Sources sources;
  const SourceId id = sources.add("stack.yaml", text);
  Diagnostics diagnostics;
  const auto tree = syntax::parse(sources, id, diagnostics);
  accepted = tree && diagnostics.empty();

  const std::string shown = "\n" + hexadecimal(text);
  if (!tree && !diagnostics.has_errors()) return "refused without a word" + shown;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.at.begin > diagnostic.at.end || diagnostic.at.end > text.size())
      return "a span outside the text" + shown;
    if (diagnostic.message.empty()) return "a diagnostic without a sentence" + shown;
  }
  if (!accepted) return {};
  const auto theirs = tests::libyaml_reading(text);
  if (!theirs) return "accepted, but libyaml refuses" + shown;
  const std::string ours = tests::stackc_reading(*tree, text);
  return ours == *theirs ? "" : "read differently" + shown + "\nstackc:\n" + ours + "libyaml:\n" + *theirs;
}

std::string disagreement(const std::string& text) {
  bool accepted = false;
  return disagreement(text, accepted);
}

/// Knuth's MMIX generator: the same on every machine.
class Sequence {
 public:
  explicit Sequence(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33U) % bound;
  }

 private:
  std::uint64_t state_;
};

}  // namespace

TEST_CASE("each file of the corpus is accepted or refused as its name says", "[syntax]") {
  std::size_t files = 0;
  for (const fs::path& path : corpus_files()) {
    CAPTURE(path.filename().string());
    const std::string text = bytes_of(path);
    bool accepted = false;
    CHECK(disagreement(text, accepted).empty());
    CHECK(accepted == (path.filename().string().substr(0, 7) == "accept-"));
    ++files;
  }
  CHECK(files > 100);
}

TEST_CASE("whatever libyaml refuses in the corpus is named refuse", "[syntax]") {
  for (const fs::path& path : corpus_files()) {
    CAPTURE(path.filename().string());
    if (!tests::libyaml_accepts(bytes_of(path))) CHECK(path.filename().string().substr(0, 7) == "refuse-");
  }
}

TEST_CASE("every stack of the repository is read as libyaml reads it", "[syntax]") {
  for (const auto& entry : fs::recursive_directory_iterator("stacks")) {
    if (entry.path().filename() != "stack.yaml") continue;
    CAPTURE(entry.path().string());
    bool accepted = false;
    CHECK(disagreement(bytes_of(entry.path()), accepted).empty());
    CHECK(accepted);
  }
}

TEST_CASE("every prefix of every corpus file agrees with libyaml", "[syntax]") {
  for (const fs::path& path : corpus_files()) {
    const std::string text = bytes_of(path);
    for (std::size_t length = 0; length <= std::min<std::size_t>(text.size(), 600); ++length) {
      const std::string wrong = disagreement(text.substr(0, length));
      if (!wrong.empty()) FAIL_CHECK(path.filename().string() << ": " << wrong);
    }
  }
}

TEST_CASE("every byte of a good file replaced by every byte agrees with libyaml", "[syntax]") {
  const std::string good = bytes_of(corpus / "accept-good.yaml");
  std::size_t accepted_ones = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = good;
      text[i] = static_cast<char>(byte);
      bool accepted = false;
      const std::string wrong = disagreement(text, accepted);
      if (!wrong.empty()) FAIL_CHECK(wrong);
      if (accepted) ++accepted_ones;
    }
  }
  // Both outcomes must be exercised.
  CHECK(accepted_ones > good.size());
  CHECK(accepted_ones < good.size() * 200);
}

TEST_CASE("every byte of a good file left out or doubled or preceded by an indicator agrees with libyaml", "[syntax]") {
  const std::string good = bytes_of(corpus / "accept-good.yaml");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::vector<std::string> texts{good.substr(0, i) + good.substr(i + 1),
                                   good.substr(0, i) + good[i] + good.substr(i)};
    for (const char indicator : std::string(" \n\t\r,:-?[]{}#&*!|>'\"%@`\\~.x0"))
      texts.push_back(good.substr(0, i) + indicator + good.substr(i));
    for (const std::string& text : texts) {
      const std::string wrong = disagreement(text);
      if (!wrong.empty()) FAIL_CHECK(wrong);
    }
  }
}

TEST_CASE("pieces of YAML in any order agree with libyaml", "[syntax]") {
  const std::vector<std::string> pieces{
      "a",       "b: ",     "c:",       "- ",     "-",      ": ",  ":",       "\n",       "\n",      "\n  ",    "\n ",
      "  ",      " ",       "[",        "]",      "{",      "}",   ",",       "\"",       "\"",      "'",       "'",
      "|\n",     "|",       "> \n",     ">-\n",   " #x",    "#",   "? ",      "---",      "..",      "\\",      "\\n",
      "~",       "null",    "\t",       "%",      "1",      ", ",  "a: ",     "\n- ",     "\n  - ",  "\n  b: ", "\r\n",
      "`",       "@",       "!",        "&",      "*",      "x y", "\n\n",    "\xC3\xA9", "|2\n",    "|+\n",    "=",
      ">1\n   ", "\"k\": ", "'k' : ",   "[a, b]", "{a: 1}", "<<",  "\n...\n", "--- ",     "\n---\n", "\\x41",   "\\\n",
      "\n\n  ",  " \n",     "a: |\n  ", "- >\n ", "{\"a\":"};
  Sequence sequence(20261121);
  std::size_t accepted_ones = 0;
  for (int round = 0; round < 60000; ++round) {
    std::string text;
    for (std::size_t count = 1 + sequence.below(14); count > 0; --count)
      text += pieces[sequence.below(pieces.size())];
    bool accepted = false;
    const std::string wrong = disagreement(text, accepted);
    if (!wrong.empty()) FAIL_CHECK(wrong);
    if (accepted) ++accepted_ones;
  }
  CHECK(accepted_ones > 3000);
}
