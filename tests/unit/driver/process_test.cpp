// Running another program: what it is given, how it ends, and that it ends.
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "driver/process.h"
#include "driver/scratch.h"
#include "tests/catch.h"

using namespace stackc::driver;

namespace {

Process shell(std::string script) {
  Process process{{"/bin/sh", "-c", std::move(script)}, {"PATH=/usr/bin:/bin"}};
  process.errors = true;
  return process;
}

}  // namespace

TEST_CASE("a program gets its input and environment, and nothing of ours", "[process]") {
  Process process = shell("cat; env; pwd; ls -l /proc/self/fd");
  process.environment.emplace_back("A=b c");
  process.directory = "/";
  process.input = "hello\n";
  const Ran ran = run_process(process);
  CHECK(ran.well());
  CHECK(ran.out.starts_with("hello\n"));
  CHECK(ran.out.find("A=b c\n") != std::string::npos);
  CHECK(ran.out.find("HOME=") == std::string::npos);
  CHECK(ran.out.find("\n/\n") != std::string::npos);
  // Of our two ends of the pipe and the memory of its input it has what is its own.
  CHECK(ran.out.find("memfd:stackc") == ran.out.rfind("memfd:stackc"));
}

TEST_CASE("exit status and signal are told apart", "[process]") {
  const Ran left = run_process(shell("echo out; echo err >&2; exit 3"));
  CHECK(left.ending == Ending::exited);
  CHECK(left.status == 3);
  CHECK(left.out == "out\nerr\n");
  CHECK_FALSE(left.well());
  const Ran killed = run_process(shell("kill -SEGV $$"));
  CHECK(killed.ending == Ending::killed);
  CHECK(killed.status == 11);
  CHECK(run_process({{"/no/such/program"}, {}}).ending == Ending::not_started);
}

TEST_CASE("standard error is left out where it is not wanted", "[process]") {
  Process process = shell("echo out; echo err >&2");
  process.errors = false;
  CHECK(run_process(process).out == "out\n");
}

TEST_CASE("what does not end is stopped, with all that it began", "[process]") {
  const Scratch scratch;
  const std::string alive = scratch.path() + "/alive";
  Process process = shell("(sleep 2; : >" + alive + ") & sleep 60");
  process.patience = std::chrono::milliseconds(200);
  const auto begun = std::chrono::steady_clock::now();
  CHECK(run_process(process).ending == Ending::too_slow);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(20));
  std::this_thread::sleep_for(std::chrono::milliseconds(2500));
  CHECK_FALSE(std::filesystem::exists(alive));
  // One that closes its output is waited for, no longer.
  process = shell("exec >/dev/null 2>&1; sleep 60");
  process.patience = std::chrono::milliseconds(200);
  CHECK(run_process(process).ending == Ending::too_slow);
}

TEST_CASE("an output without end is cut", "[process]") {
  Process process = shell("yes");
  process.most_bytes = 100000;
  const Ran ran = run_process(process);
  CHECK(ran.ending == Ending::too_much);
  CHECK(ran.out.size() < 1U << 20U);
}

TEST_CASE("a scratch folder is private and goes with its object", "[process]") {
  std::string path;
  {
    const Scratch scratch;
    path = scratch.path();
    const auto mode = std::filesystem::status(path).permissions();
    CHECK(mode == std::filesystem::perms::owner_all);
    write_file(path + "/a/b/c", "bytes", true);
    CHECK(::access((path + "/a/b/c").c_str(), X_OK) == 0);
    std::filesystem::create_symlink("/etc", path + "/a/etc");
  }
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK(std::filesystem::exists("/etc/passwd"));
}
