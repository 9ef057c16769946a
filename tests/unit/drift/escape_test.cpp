// Nothing that a stack names leads out of its repository, into `.git`, or onto another artifact: for every key that
// can name a path or a part of one, taken from the description of the language.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "model/language.h"
#include "tests/catch.h"
#include "tests/pipeline.h"
#include "tests/unit/driver/whole_stack.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

/// The segments of `services.ID.build.context`, ids as the whole stack has them.
std::vector<std::string> segments_of(const std::string& path) {
  std::vector<std::string> segments;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    segments.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  const std::string top = segments.front();
  for (std::size_t i = 1; i < segments.size(); ++i) {
    std::string& segment = segments[i];
    if (segment == "ID")
      segment = i > 1               ? "media"
                : top == "sites"    ? "main"
                : top == "services" ? "web"
                : top == "jobs"     ? "sweep"
                : top == "secrets"  ? "api_key"
                                    : "staging";
    if (segment == "NAME") segment = "FREE";
    if (segment == "PATH") segment = "/static/";
    if (segment == "DOMAIN") segment = "a.example.com";
  }
  return segments;
}

/// An overlay that says one thing, which stands alone on its last line.
std::string overlay_of(const std::vector<std::string>& segments, const std::string& last) {
  std::string yaml;
  std::string indent;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    // Tiers are a list of maps.
    const bool item = i > 0 && segments[i - 1] == "tiers";
    yaml += indent + (item ? "- " : "") + segments[i] + ":\n";
    indent += item ? "    " : "  ";
  }
  return yaml + indent + last + "\n";
}

Compilation compile_with(const std::string& over) {
  static const driver::BuiltIn built_in;
  Compilation result;
  driver::CompileInput input;
  input.stack = result.sources.add("stack.yaml", std::string(whole_stack));
  input.overlays.push_back(result.sources.add("over.yaml", over));
  input.folder = "/repository";
  input.file = "stack.yaml";
  result.compiled = driver::compile(input, built_in, result.sources, result.diagnostics);
  return result;
}

/// Refused, and one of the errors stands on the last line of the overlay.
void check_refused(const std::string& over) {
  INFO(over);
  const Compilation made = compile_with(over);
  CHECK_FALSE(made.compiled.has_value());
  const auto last_line = static_cast<std::uint32_t>(std::count(over.begin(), over.end(), '\n'));
  bool placed = false;
  for (const Diagnostic& diagnostic : made.diagnostics.all()) {
    INFO(diagnostic.message);
    CHECK(diagnostic.at.known());
    placed = placed ||
             (severity(diagnostic.rule) == Severity::error && made.sources.name(diagnostic.at.source) == "over.yaml" &&
              made.sources.position(diagnostic.at.source, diagnostic.at.begin).line == last_line);
  }
  CHECK(placed);
}

const std::vector<std::string>& nowhere_allowed() {
  static const std::vector<std::string> all = {"..",         "../x",       "../../etc/passwd",
                                               "/../x",      "/a/../../x", "a/../../x",
                                               "a//b",       "/a//b",      "/a/./b",
                                               "a\\\\b",     "..\\\\x",    "/a\\\\b",
                                               "~/.ssh/x",   "$HOME/x",    "a b",
                                               "/a b",       "a\\nb",      "/a\\x00b",
                                               "/a\\x1b[2J", "\\u202e/x",  "/" + std::string(2000, 'a')};
  return all;
}

std::vector<std::string> hostile_to(const std::string& kind) {
  std::vector<std::string> all = nowhere_allowed();
  const auto add = [&](std::initializer_list<std::string> more) { all.insert(all.end(), more); };
  if (kind == "a relative path") {
    add({"/etc", "/", ".git", ".git/hooks", "a/.git/hooks/pre-commit", ".GIT/x", ".Git", "git~1/x", "GIT~1",
         std::string(256, 'a'), "a/" + std::string(256, 'a') + "/b", "-rf"});
  } else if (kind == "an absolute path") {
    add({"etc", "/", "//etc", "/a/", "/" + std::string(256, 'a')});
  } else if (kind == "a folder above") {
    add({"/", "/etc", "x", "./..", ".git", "../.git", "../../../../../../../../..", "..."});
  } else if (kind == "an id") {
    add({".git", "a/b", "/", "A", "Web", "git~1", std::string(64, 'a'), ".", "a.b", "é", "-a"});
  }
  // There the folder above is the one thing that may be said.
  if (kind == "a folder above") all.erase(std::find(all.begin(), all.end(), ".."));
  return all;
}

bool names_a_path(const std::string& kind) {
  return kind == "a relative path" || kind == "an absolute path" || kind == "a folder above" || kind == "a URL path";
}

}  // namespace

TEST_CASE("every key that holds a path refuses what leads away, at its place") {
  std::size_t tried = 0;
  std::vector<std::string> kinds;
  for (const LanguageKey& key : language_keys()) {
    if (!names_a_path(key.kind) && key.kind != "an id") continue;
    if (std::find(kinds.begin(), kinds.end(), key.kind) == kinds.end()) kinds.push_back(key.kind);
    std::vector<std::string> segments = segments_of(key.path);
    for (const std::string& value : hostile_to(key.kind)) {
      check_refused(overlay_of(segments, "\"" + value + "\""));
      ++tried;
    }
    // Above it a scalar may stand for the map; where none may, it is refused as well.
    segments.pop_back();
    if (segments.empty() || !names_a_path(key.kind)) continue;
    for (const std::string& value : hostile_to(key.kind)) {
      check_refused(overlay_of(segments, "\"" + value + "\""));
      ++tried;
    }
  }
  // Whoever gives a kind of paths another name has to say so here.
  for (const char* kind : {"a relative path", "an absolute path", "a folder above", "a URL path", "an id"})
    CHECK(std::find(kinds.begin(), kinds.end(), kind) != kinds.end());
  CHECK(tried > 300);
}

TEST_CASE("every kind of path in the language is one that this test knows") {
  for (const LanguageKey& key : language_keys()) {
    if (key.kind.find("path") == std::string::npos && key.kind.find("folder") == std::string::npos) continue;
    INFO(key.path << " holds " << key.kind);
    // A map by URL paths, and names of values, are no files.
    const bool no_file = key.kind.find(" by ") != std::string::npos || key.kind == "a path into the stack";
    CHECK((names_a_path(key.kind) || no_file));
  }
}

TEST_CASE("every id that a file may be named after refuses what is no name, at its place") {
  std::size_t maps = 0;
  for (const LanguageKey& key : language_keys()) {
    if (key.placeholder != "ID") continue;
    ++maps;
    for (const std::string& value : hostile_to("an id"))
      check_refused(overlay_of(segments_of(key.path), "\"" + value + "\": {}"));
  }
  CHECK(maps >= 5);
}

TEST_CASE("two files in one place are refused at what the second is named after, also where case does not count") {
  for (const char* context : {"deploy/nginx/nginx.conf", "deploy/nginx/NGINX.conf", "stack.yaml", "Stack.LOCK"}) {
    const std::string over = overlay_of({"services", "web", "build", "context"}, context);
    INFO(over);
    const Compilation made = compile_with(over);
    CHECK_FALSE(made.compiled.has_value());
    REQUIRE_FALSE(made.diagnostics.all().empty());
    for (const Diagnostic& diagnostic : made.diagnostics.all()) {
      CHECK(name(diagnostic.rule) == "artifact_path_taken");
      CHECK(made.sources.name(diagnostic.at.source) == "over.yaml");
    }
  }
}

TEST_CASE("whatever compiles lies below the repository, and in no `.git`") {
  for (const char* context : {".", "backend", "a/b/c", "...", ".github", "x.git", "git"}) {
    const Compilation made = compile_with(overlay_of({"services", "web", "build", "context"}, context));
    INFO(context);
    REQUIRE(made.compiled.has_value());
    for (const std::string& path : made.paths())
      CHECK(std::holds_alternative<lock::ArtifactPath>(lock::ArtifactPath::parse(path)));
  }
}
