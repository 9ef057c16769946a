// Hostile values through YAML, compose and workflow templates, read back by libyaml; through JSON by nlohmann.
#include <yaml.h>

#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/unit/render/support.h"

using namespace render_test;

namespace {

struct Event {
  yaml_event_type_t type;
  std::string value;
  bool plain = false;
};

/// The whole stream as events; empty if libyaml refuses it.
std::vector<Event> events_of(const std::string& text) {
  yaml_parser_t parser;
  REQUIRE(yaml_parser_initialize(&parser));
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::vector<Event> events;
  while (true) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) {
      events.clear();
      break;
    }
    Event made{event.type, {}, false};
    if (event.type == YAML_SCALAR_EVENT) {
      made.value.assign(reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length);
      made.plain = event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    }
    yaml_event_delete(&event);
    events.push_back(made);
    if (made.type == YAML_STREAM_END_EVENT) break;
  }
  yaml_parser_delete(&parser);
  return events;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

/// What compose makes of a value: `$$` is a dollar sign, any other `$` would be taken for a variable.
std::string interpolated(const std::string& value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '$') {
      REQUIRE(i + 1 < value.size());
      REQUIRE(value[i + 1] == '$');
      ++i;
    }
    out += value[i];
  }
  return out;
}

/// What GitHub makes of one: the expression that gives `${{` is the only one that may stand in it.
std::string evaluated(const std::string& value) {
  const std::string mark = "\x01\x02\x03";  // no hostile value holds it
  const std::string hidden = replaced(value, "${{ '${{' }}", mark);
  REQUIRE(hidden.find("${{") == std::string::npos);
  return replaced(hidden, mark, "${{");
}

// The word `MARK` stands where the value will be; the same template gives the events to compare with.
const std::string shape =
    "a: {{ text }}\nb: [x, {{ text }}, { c: {{ text }} }]\n{{ text }}: d\ne:\n  - {{ text }}\n  - f: {{ text }} # "
    "note\n    {{ text }}: g\nh:\n  {{ text }}\n";

}  // namespace

TEST_CASE("YAML gives every hostile value back and nothing else", "[render]") {
  for (const std::string language : {"yaml", "compose", "workflow", "azure"}) {
    Everything view;
    view.text = "MARK";
    const std::vector<Event> expected = events_of(rendered(language, shape, view));
    REQUIRE_FALSE(expected.empty());
    for (const std::string& value : hostile_values()) {
      view.text = value;
      INFO(language << ": " << value);
      if (value.find('\0') != std::string::npos) {
        CHECK(refused(language, shape, view).find("it holds a NUL byte") != std::string::npos);
        continue;
      }
      if (language == "azure" && value.find("$(id)") != std::string::npos) {
        CHECK(refused(language, shape, view).find("it holds `$(NAME)`") != std::string::npos);
        continue;
      }
      const std::string text = rendered(language, shape, view);
      INFO(text);
      const std::vector<Event> events = events_of(text);
      REQUIRE(events.size() == expected.size());
      bool is_key = false;
      for (std::size_t i = 0; i < events.size(); ++i) {
        REQUIRE(events[i].type == expected[i].type);
        if (events[i].type != YAML_SCALAR_EVENT) continue;
        if (expected[i].value != "MARK") {
          CHECK(events[i].value == expected[i].value);
          continue;
        }
        is_key = i + 1 < events.size() && (expected[i + 1].value == "d" || expected[i + 1].value == "g");
        // compose does not interpolate keys; GitHub has no data in keys, so they are as written.
        const std::string read = is_key || language == "yaml" ? events[i].value
                                 : language == "compose"      ? interpolated(events[i].value)
                                                              : evaluated(events[i].value);
        CHECK(read == value);
        // Unquoted only where no version of YAML reads anything but a string: by a letter, `/` or `./` in front.
        if (events[i].plain)
          CHECK((std::isalpha(static_cast<unsigned char>(value.front())) != 0 || value.front() == '/' ||
                 value.substr(0, 2) == "./"));
      }
    }
  }
}

TEST_CASE("YAML leaves bare what is surely a string and quotes all else", "[render]") {
  const auto written = [](const std::string& value) {
    Everything view;
    view.text = value;
    return rendered("yaml", "a: {{ text }}\n", view).substr(3);
  };
  for (const std::string bare :
       {"a", "plain-text", "/srv/app", "./x", "python:3.11", "a=b", "redis@sha256", "nginx/1.2"})
    CHECK(written(bare) == bare + "\n");
  for (const std::string quoted : {"",   "true", "False", "yes",        "NO",   "on",  "off",  "y",    "N",     "null",
                                   "~",  "nan",  "0",     "012",        "0755", "1e3", "0x1F", "0o14", "1_000", "1.10",
                                   ".5", ".inf", "22:22", "2026-01-01", "+1",   "-1",  "-",    "a b",  "a: b",  "a:",
                                   "=",  "<<",   "3.10",  "1.2.3",      "9a",   "@a",  "%a",   "a,b",  "a#b"}) {
    CHECK(written(quoted) == "\"" + quoted + "\"\n");
  }
  CHECK(written("a\"b\\c\nd\te\rf\x01\x7F\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF\xC3\xA9") ==
        "\"a\\\"b\\\\c\\nd\\te\\rf\\x01\\x7f\\x85\\u2028\\ufeff\xC3\xA9\"\n");
}

TEST_CASE("other kinds are bare in YAML where they are what they look like", "[render]") {
  CHECK(rendered("yaml",
                 "{{ port }}: {{ integer }}\na: {{ boolean }}\nb: {{ version }}\nc: {{ domain }}\nd: {{ host }}\ne: {{ "
                 "image }}\nf: {{ cron }}\n") ==
        "8080: -5\na: true\nb: \"3.10\"\nc: blog.example.com\nd: \"*.example.com\"\ne: redis:7\nf: \"30 3 * * *\"\n");
}

TEST_CASE("compose doubles dollar signs in values only", "[render]") {
  Everything view;
  view.text = "$HOME";
  CHECK(rendered("compose", "a: {{ text }}\n{{ text }}: b\n", view) == "a: \"$$HOME\"\n\"$HOME\": b\n");
  CHECK(rendered("yaml", "a: {{ text }}\n", view) == "a: \"$HOME\"\n");
}

TEST_CASE("a workflow has no expression that a value brought along", "[render]") {
  Everything view;
  view.text = "x ${{ github.token }}";
  CHECK(rendered("workflow", "a: {{ text }}\n", view) == "a: \"x ${{ '${{' }} github.token }}\"\n");
}

TEST_CASE("a pipeline of Azure has no variable that a value brought along", "[render]") {
  Everything view;
  for (const char* taken : {"$(System.AccessToken)", "x $( ls $(token) )", "$(a)(b)", "$$(A_1)"}) {
    view.text = taken;
    CHECK(refused("azure", "a: {{ text }}\n", view).find("it holds `$(NAME)`") != std::string::npos);
  }
  for (const char* kept : {"$(ls -l)", "$()", "$( ls )", "$HOME (x)", "$(open", "a $((1 + 2))"}) {
    view.text = kept;
    CHECK(rendered("azure", "a: {{ text }}\n", view) == "a: \"" + std::string(kept) + "\"\n");
  }
  view.text = "${{ x }}";
  CHECK(rendered("azure", "a: {{ text }}\n", view) == "a: \"${{ '${{' }} x }}\"\n");
}

TEST_CASE("JSON gives every hostile value back and nothing else", "[render]") {
  const std::string body = "{ \"a\": {{ text }}, {{ text }}: [1, {{ text }}, {{ text }}] }\n";
  for (const std::string& value : hostile_values()) {
    Everything view;
    view.text = value;
    INFO(value);
    if (value.find('\0') != std::string::npos) {
      CHECK(refused("json", body, view).find("it holds a NUL byte") != std::string::npos);
      continue;
    }
    const nlohmann::json expected = value == "a" ? nlohmann::json{{"a", {1, value, value}}}
                                                 : nlohmann::json{{"a", value}, {value, {1, value, value}}};
    CHECK(nlohmann::json::parse(rendered("json", body, view)) == expected);
  }
  CHECK(rendered("json", "[{{ port }}, {{ boolean }}, {{ integer }}, {{ version }}, {{ domain }}]\n") ==
        "[8080, true, -5, \"3.10\", \"blog.example.com\"]\n");
}
