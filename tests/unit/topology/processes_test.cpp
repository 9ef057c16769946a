// Processes beside an application: what starts them, who asks them, and in which files they stand.
#include <algorithm>

#include "tests/catch.h"
#include "tests/pipeline.h"

using namespace stackc;
using namespace pipeline_test;

namespace {

std::string line(const std::vector<Traced<std::string>>& words) {
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? "" : " ") + word.value;
  return text;
}

std::string stack_with(const std::string& processes) {
  return "stackc: 1\nname: shop\nservices:\n  web:\n    framework: flask\n    project: app\n    env: { QUEUE: { ref: "
         "queue.host } }\n    processes: { " +
         processes + " }\n  queue: redis:7\n";
}

std::vector<topology::Process> processes(const std::string& written) {
  const Resolved made = resolve_text(stack_with(written));
  REQUIRE(made.said() == std::vector<std::string>{});
  return made.in("prod").applications.front().processes;
}

}  // namespace

TEST_CASE("a worker of the catalogue loads the project of its service, or its own") {
  const auto all = processes(
      "tasks: celery, mail: { worker: celery, project: app.mail, options: [--queues, mail], stop: 2m }, beat: "
      "celery-beat, low: { worker: rq, project: settings, options: low default, memory: 300MiB }");
  REQUIRE(all.size() == 4);
  CHECK(all[0].id.value.text == "web-tasks");
  CHECK(line(all[0].command) == "celery --app app worker --loglevel INFO");
  CHECK(all[0].stop.value.milliseconds == 60'000);
  REQUIRE(all[0].probe.has_value());
  CHECK(all[0].probe->command.back().value == "app");
  CHECK(line(all[1].command) == "celery --app app.mail worker --loglevel INFO --queues mail");
  CHECK(all[1].stop.value.milliseconds == 120'000);
  CHECK_FALSE(all[2].probe.has_value());
  CHECK(line(all[3].command) == "rq worker --config settings low default");
  CHECK(all[3].memory->value.count == 300LL * 1024 * 1024);
}

TEST_CASE("a process by hand is asked by its own command, or not at all") {
  const auto all = processes(
      "one: { run: python one.py }, two: { run: [python, two.py], health: { run: [python, ask.py], every: 20s } }");
  CHECK_FALSE(all.at(0).probe.has_value());
  CHECK(all.at(0).stop.value.milliseconds == 30'000);
  REQUIRE(all.at(1).probe.has_value());
  CHECK(line(all.at(1).probe->command) == "python ask.py");
  CHECK(all.at(1).probe->every.value.milliseconds == 20'000);
  CHECK(all.at(1).probe->timeout.value.milliseconds == 30'000);
}

TEST_CASE("a worker's own question can be replaced or taken away") {
  const auto all = processes(
      "one: { worker: celery, health: { run: [python, ask.py] } }, two: { worker: celery, health: null }, three: { "
      "worker: celery, health: { every: 5m } }");
  CHECK(line(all.at(0).probe->command) == "python ask.py");
  CHECK_FALSE(all.at(1).probe.has_value());
  CHECK(all.at(2).probe->every.value.milliseconds == 300'000);
  CHECK(all.at(2).probe->command.front().value == "sh");
}

TEST_CASE("what says nothing for a process is refused") {
  const auto said = [](const std::string& written) {
    const Resolved made = resolve_text(stack_with(written));
    REQUIRE(made.said().size() == 1);
    return made.said().front();
  };
  CHECK(said("one: { run: python one.py, project: app }").starts_with("key_of_other_kind"));
  CHECK(said("one: { run: python one.py, options: [x] }").starts_with("key_of_other_kind"));
  CHECK(said("one: { worker: celery, health: /health }").starts_with("key_of_other_kind"));
  CHECK(said("one: { worker: celery, run: python one.py }").starts_with("process_unclear"));
  CHECK(said("one: { worker: clery }").starts_with("not_in_catalogue"));
}

TEST_CASE("workers of another language, and those of a store that forgets, are refused") {
  const Resolved other = resolve_text(
      "stackc: 1\nname: shop\nservices: { api: { framework: express, run: node x.js, processes: { w: celery } } }\n");
  REQUIRE(other.said().size() == 1);
  CHECK(other.said().front().starts_with("server_of_other_framework"));
  const Resolved forgets = resolve_text(
      "stackc: 1\nname: shop\nservices:\n  web: { framework: flask, project: app, env: { Q: { ref: cache.host } }, "
      "processes: { w: celery } }\n  cache: memcached\n");
  REQUIRE(forgets.said().size() == 1);
  CHECK(forgets.said().front().starts_with("worker_without_queue"));
  const Resolved external = resolve_text(
      "stackc: 1\nname: shop\nservices:\n  web: { framework: flask, project: app, env: { Q: { ref: queue.host } }, "
      "processes: { w: celery } }\n  queue: { external: { host: queue.example.com, port: 5672 } }\n");
  CHECK(external.said() == std::vector<std::string>{});
}

TEST_CASE("no second service gets the name of a process, and no host without containers has one") {
  const Resolved taken = resolve_text(
      "stackc: 1\nname: shop\nservices:\n  web: { framework: flask, project: app, processes: { x: { run: python x.py } "
      "} "
      "}\n  web-x: redis:7\n");
  REQUIRE(taken.said().size() == 1);
  CHECK(taken.said().front().starts_with("process_name_taken"));
  const Resolved host = resolve_text(
      "stackc: 1\nname: shop\nsites: { shop.example.com: web }\nservices:\n  web: { framework: flask, project: app, "
      "processes: { x: { run: python x.py } } }\nhosts: { main: { runs: programs } }\n");
  REQUIRE(host.said().size() == 1);
  CHECK(host.said().front().starts_with("container_on_program_host"));
}

TEST_CASE("every script that names an application names its processes") {
  const Compilation made =
      compile_text(stack_with("tasks: celery, clock: celery-beat") + "sites: { shop.example.com: web }\n");
  REQUIRE(made.compiled.has_value());
  for (const char* const file : {"compose.prod.yaml", "compose.yaml", "deploy/ops/deploy.sh", "deploy/ops/doctor.sh",
                                 "deploy/boot/boot-up.sh", "deploy/RUNBOOK.md"}) {
    INFO(file);
    const std::string& text = made.text(file);
    CHECK(text.find("web-tasks") != std::string::npos);
    CHECK(text.find("web-clock") != std::string::npos);
  }
  // `compose up --wait` refuses a service without a check.
  for (const char* const file : {"compose.prod.yaml", "compose.yaml"}) {
    const std::string& text = made.text(file);
    CHECK(text.find("test: [CMD, \"true\"]", text.find("  web-clock:")) != std::string::npos);
  }
}
