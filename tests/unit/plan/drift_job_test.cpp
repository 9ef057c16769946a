// The workflow's first job compares the files with the stack, by whatever `ci.stackc` says.
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace pipeline_test;

namespace {

const std::string commit = "0123456789abcdef0123456789abcdef01234567";
const std::string digest(64, 'b');

std::string stack_with(const std::string& ci) {
  return "stackc: 1\nname: blog\nrepository: ..\nsites: { blog.example.com: web }\n"
         "services: { web: { framework: django, project: blog, push: you/blog } }\n"
         "tls: { contact: you@example.com }\nci: { " +
         ci + " }\n";
}

/// The workflow's text from the first job on.
std::string jobs_with(const std::string& source) {
  const Compilation result = compile_text(
      stack_with("github: { test: pytest }" + (source.empty() ? "" : ", stackc: " + source)), "/repository/apps");
  INFO(source);
  CHECK(result.said() == std::vector<std::string>{});
  const std::string& text = result.text(".github/workflows/blog.yml");
  return text.substr(text.find("\njobs:\n") + 7);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("with a way to stackc the first job checks for drift and the tests wait for it") {
  for (const std::string& source :
       {"{ action: acme/stackc@" + commit + " }", "acme/stackc@" + commit, std::string("{ run: tools/stackc }"),
        "{ url: https://a.example.com/stackc, digest: \"sha256:" + digest + "\" }"}) {
    const std::string jobs = jobs_with(source);
    INFO(jobs);
    CHECK(jobs.rfind("  drift:\n", 0) == 0);
    CHECK(holds(jobs, "\n  test:\n    needs: drift\n"));
    CHECK(holds(jobs, "apps/stack.yaml"));
  }
}

TEST_CASE("without one there is no such job, and the workflow says so") {
  CHECK(jobs_with("").rfind("  test:\n    runs-on:", 0) == 0);
  CHECK(
      holds(compile_text(stack_with("github: { test: pytest }"), "/repository/apps").text(".github/workflows/blog.yml"),
            "# No job asks whether the committed files are what the stack says"));
}

TEST_CASE("an action stands by its commit, a download by its digest, a command quoted in a variable") {
  CHECK(holds(jobs_with("acme/stackc@" + commit), "        uses: acme/stackc@" + commit + "\n"));
  const std::string download = jobs_with("{ url: https://a.example.com/stackc, digest: \"sha256:" + digest + "\" }");
  CHECK(holds(download, "          URL: https://a.example.com/stackc\n          SHA256: " + digest + "\n"));
  CHECK(download.find("sha256sum --check --strict") < download.find("chmod 0755"));
  const std::string command = jobs_with("{ run: [sh, -c, \"echo ${{ secrets.A }} $HOME 'x'\"] }");
  INFO(command);
  // Data reaches scripts through env: alone, and an expression is spelt out there.
  const std::string script = command.substr(command.find("        run: |\n"));
  CHECK_FALSE(holds(script.substr(0, script.find("\n\n")), "secrets"));
  CHECK_FALSE(holds(command.substr(0, command.find("\n  test:")), "${{ secrets.A }}"));
}

TEST_CASE("a way to stackc that is not one, or that nothing reads, is refused") {
  const auto said = [](const std::string& ci) { return compile_text(stack_with(ci)).said(); };
  const std::string github = "github: { test: pytest }, ";
  CHECK(said(github + "stackc: {}") ==
        std::vector<std::string>{"stackc_source_unclear 7:41 `ci.stackc` does not say how CI gets stackc"});
  CHECK(said("stackc: { run: a }") ==
        std::vector<std::string>{
            "stackc_source_unclear 7:15 `ci.stackc` is for a pipeline, and the stack asks for none"});
  CHECK(said(github + "stackc: { run: a, digest: \"sha256:" + digest + "\" }") ==
        std::vector<std::string>{"stackc_source_unclear 7:59 `digest` is for a download, and stackc comes by `run`"});
  CHECK(said(github + "stackc: { run: a, url: https://a.example.com/b }") ==
        std::vector<std::string>{"stackc_source_unclear 7:48 CI would get stackc by `url` and by `run`"});
  CHECK(said(github + "stackc: { url: https://a.example.com/b }") ==
        std::vector<std::string>{
            "download_without_digest 7:48 CI would run whatever `https://a.example.com/b` gives on that day"});
  CHECK(said(github + "stackc: ~").empty());
}
