// Hostile values through sh and nginx templates, read back by the programs themselves.
#include "tests/catch.h"
#include "tests/unit/render/programs.h"
#include "tests/unit/render/support.h"

using namespace render_test;

namespace {

/// The hostile values that the language can write at all; the others are refused, which `why` lists.
std::vector<std::string> writable(const std::string& language, const std::string& body,
                                  const std::vector<std::string>& why) {
  std::vector<std::string> values;
  for (const std::string& value : hostile_values()) {
    Everything view;
    view.text = value;
    const std::string complaint = refused(language, body, view);
    if (complaint.empty()) {
      values.push_back(value);
      continue;
    }
    INFO(value << ": " << complaint);
    bool known = false;
    for (const std::string& reason : why)
      known = known || complaint.find(reason) != std::string::npos;
    CHECK(known);
  }
  return values;
}

}  // namespace

TEST_CASE("sh reads every hostile value back as one word", "[render]") {
  const std::string body =
      "set -eu\n"
      "{% for t in texts %}\n"
      "X={{ t }}\n"
      "printf '%s\\0' \"$X\" {{ t }} \"$(printf '%s.' {{ t }})\"\n"
      "{% endfor %}\n";
  Everything view;
  view.texts = writable("sh", "a {{ text }}\n", {"it holds a NUL byte"});
  REQUIRE(view.texts.size() > 150);
  std::string expected;
  for (const std::string& value : view.texts)
    expected += value + '\0' + value + '\0' + value + "." + '\0';
  const Scratch scratch;
  scratch.write("script.sh", rendered("sh", body, view));
  for (const std::string shell : {"sh", "bash", "busybox"}) {
    const std::string program = find_program(shell);
    if (program.empty()) {
      WARN("skipped: " << shell << " is not installed");
      continue;
    }
    std::vector<std::string> command = {program};
    if (shell == "busybox") command.push_back("sh");
    command.push_back(scratch.path("script.sh"));
    const Run ran = run(command);
    INFO(shell);
    CHECK(ran.status == 0);
    CHECK(ran.out == expected);
  }
}

TEST_CASE("nginx answers with every hostile value that may be written for it", "[render]") {
  const std::string program = find_program("nginx");
  if (program.empty()) {
    WARN("skipped: nginx is not installed");
    return;
  }
  Everything view;
  view.texts = writable("nginx", "a {{ text }};\n",
                        {"a line break or another control character", "it holds a `$`", "it begins with `~`"});
  REQUIRE(view.texts.size() > 100);
  const Scratch scratch;
  view.path.text = scratch.path("x").substr(0, scratch.path("x").size() - 2);
  std::string config = rendered(
      "nginx",
      "daemon off;\nmaster_process off;\npid {{ path }}/pid;\nevents {\n}\nhttp {\n  access_log off;\n"
      "  client_body_temp_path {{ path }}/t1;\n  proxy_temp_path {{ path }}/t2;\n  fastcgi_temp_path {{ path }}/t3;\n"
      "  uwsgi_temp_path {{ path }}/t4;\n  scgi_temp_path {{ path }}/t5;\n  server {\n    listen unix:{{ path "
      "}}/socket;\n  }\n}\n",
      view);
  // A template cannot count, so each value has its own, put in front of the closing brackets.
  const std::string closing = "  }\n}\n";
  config.resize(config.size() - closing.size());
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < view.texts.size(); ++i) {
    Everything one;
    one.text = view.texts[i];
    paths.push_back("/" + std::to_string(i));
    config += rendered("nginx", "location = /" + std::to_string(i) + " {\n  return 200 {{ text }};\n}\n", one);
  }
  config += closing;
  scratch.write("nginx.conf", config);
  const std::vector<std::string> answers =
      ask_server({program, "-p", scratch.path(""), "-c", scratch.path("nginx.conf"), "-e", scratch.path("error.log")},
                 scratch.path("socket"), paths);
  REQUIRE(answers.size() == view.texts.size());
  for (std::size_t i = 0; i < answers.size(); ++i)
    CHECK(answers[i] == view.texts[i]);
}
