#include "lock/artifact.h"

#include <string>

#include "tests/catch.h"

using namespace stackc::lock;

namespace {

std::string fault_of(std::string_view path) {
  const auto parsed = ArtifactPath::parse(path);
  const auto* fault = std::get_if<PathFault>(&parsed);
  return fault == nullptr ? "" : std::string(text(*fault));
}

std::string clash_of(std::vector<std::string_view> claims) {
  std::string all;
  for (const PathClash& clash : clashes(claims)) {
    const char* kind = clash.kind == Clash::same ? " same " : clash.kind == Clash::folded ? " folded " : " contains ";
    all += std::string(claims[clash.first]) + kind + std::string(claims[clash.second]) + "; ";
  }
  return all;
}

}  // namespace

TEST_CASE("a relative path of plain components is a path of an artifact") {
  for (const char* good : {"Dockerfile", ".dockerignore", ".github/workflows/blog.yml", "deploy/nginx/site.conf",
                           "a..b", "...", "프론트/Dockerfile", "a b", ".gitignore", "git", "x.stackc-new"}) {
    CAPTURE(good);
    CHECK(fault_of(good).empty());
  }
}

TEST_CASE("a path that could leave the root or hide something is refused with its fault") {
  CHECK(fault_of("") == "is empty");
  CHECK(fault_of("/etc/passwd") == "is absolute");
  CHECK(fault_of("//x") == "is absolute");
  CHECK(fault_of("..") == "has a component `.` or `..`");
  CHECK(fault_of("a/../b") == "has a component `.` or `..`");
  CHECK(fault_of("./a") == "has a component `.` or `..`");
  CHECK(fault_of("a/.") == "has a component `.` or `..`");
  CHECK(fault_of("a//b") == "has an empty component (`//`)");
  CHECK(fault_of("a/") == "ends in `/`");
  CHECK(fault_of("a\\b") == "holds a backslash");
  CHECK(fault_of(std::string_view("a\0b", 3)) == "holds a control character");
  CHECK(fault_of("a\nb") == "holds a control character");
  CHECK(fault_of("a\x7f") == "holds a control character");
  CHECK(fault_of("a\xC2\x85") == "holds a control character");
  CHECK(fault_of("a\xE2\x80\xAEgpj") == "holds a control character");
  CHECK(fault_of("a\xff") == "is not UTF-8");
  CHECK(fault_of("a\xC0\xAE") == "is not UTF-8");
  CHECK(fault_of("a\xED\xA0\x80") == "is not UTF-8");
  CHECK(fault_of(std::string(256, 'a')) == "has a component of more than 255 bytes");
  CHECK(fault_of(std::string(255, 'a')).empty());
  std::string deep = "a";
  while (deep.size() <= 1024)
    deep += "/a";
  CHECK(fault_of(deep) == "is longer than 1024 bytes");
  CHECK(fault_of(".git/config") == "lies in `.git`");
  CHECK(fault_of("sub/.GiT/hooks/pre-commit") == "lies in `.git`");
  CHECK(fault_of("GIT~1/config") == "lies in `.git`");
  CHECK(fault_of("deploy/.x.stackc-new") == "has the name of an unfinished file of stackc");
}

TEST_CASE("a path knows its directory, its name and the place of its unfinished file") {
  const auto nested = std::get<ArtifactPath>(ArtifactPath::parse("deploy/nginx/site.conf"));
  CHECK(nested.directory() == "deploy/nginx");
  CHECK(nested.name() == "site.conf");
  CHECK(nested.unfinished().text() == "deploy/nginx/.site.conf.stackc-new");
  const auto flat = std::get<ArtifactPath>(ArtifactPath::parse("Dockerfile"));
  CHECK(flat.directory().empty());
  CHECK(flat.name() == "Dockerfile");
  const auto longest = std::get<ArtifactPath>(ArtifactPath::parse(std::string(255, 'a')));
  CHECK(longest.unfinished().name().size() <= 255);
}

TEST_CASE("two claims on one place are found, also where case does not count") {
  CHECK(clash_of({"a", "b", "deploy/a", "deploy/b"}).empty());
  CHECK(clash_of({"a", "b", "a"}) == "a same a; ");
  CHECK(clash_of({"Dockerfile", "dockerfile"}) == "Dockerfile folded dockerfile; ");
  CHECK(clash_of({"Deploy/x", "deploy/X"}) == "Deploy/x folded deploy/X; ");
  CHECK(clash_of({"Ärger", "äRGER"}) == "Ärger folded äRGER; ");
  CHECK(clash_of({"ЖУК", "жук"}) == "ЖУК folded жук; ");
}

TEST_CASE("a claim that would be both a file and a directory is found, whichever comes first") {
  CHECK(clash_of({"deploy", "deploy/nginx/site.conf"}) == "deploy contains deploy/nginx/site.conf; ");
  CHECK(clash_of({"deploy/nginx/site.conf", "deploy/nginx"}) == "deploy/nginx contains deploy/nginx/site.conf; ");
  CHECK(clash_of({"deploy/nginx/site.conf", "DEPLOY"}) == "DEPLOY contains deploy/nginx/site.conf; ");
  CHECK(clash_of({"deploy", "deployed/x", "deploy.yaml"}).empty());
}
