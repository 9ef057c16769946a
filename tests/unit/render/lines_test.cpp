// How a template's lines become lines of output.
#include "tests/catch.h"
#include "tests/unit/render/support.h"

using namespace render_test;

TEST_CASE("lines that hold only statements and notes vanish with their line breaks", "[render]") {
  CHECK(rendered("nginx", "a;\n{% if boolean %}\n  b;\n{% endif %}\nc;\n") == "a;\n  b;\nc;\n");
  CHECK(rendered("nginx", "a;\n   {# note #}  \t\nb;\n") == "a;\nb;\n");
  CHECK(rendered("nginx", "{# over\n two lines #}\nb;\n") == "b;\n");
  CHECK(rendered("nginx", "{% if boolean %}{# and #}{% if choice %}\nb;\n{% endif %}{% endif %}\nc;\n") == "c;\n");
}

TEST_CASE("statements inside a line leave the rest of the line", "[render]") {
  CHECK(rendered("nginx", "listen 80{% if boolean %} ssl{% endif %};\n") == "listen 80 ssl;\n");
  CHECK(rendered("nginx", "listen 80{% if choice %} ssl{% endif %};{# note #}\n") == "listen 80;\n");
  CHECK(rendered("nginx", "a;\n\n\nb;\n") == "a;\n\n\nb;\n");
}

TEST_CASE("brackets after a dollar sign are text and so are quoted brackets in a hole", "[render]") {
  CHECK(rendered("workflow", "a: ${{ github.sha }}\n") == "a: ${{ github.sha }}\n");
  CHECK(rendered("sh", "n=${#list}\n") == "n=${#list}\n");
  CHECK(rendered("sh", "docker ps --format '{{ \"{{\" }}.Names}}'\n") == "docker ps --format '{{.Names}}'\n");
}

TEST_CASE("loops know their first and last round", "[render]") {
  Everything view;
  view.domains = {{"a.example.com"}, {"b.example.com"}, {"c.example.com"}};
  CHECK(rendered("yaml", "x: [{% for d in domains %}{{ d }}{% if not loop.last %}, {% endif %}{% endfor %}]\n", view) ==
        "x: [a.example.com, b.example.com, c.example.com]\n");
  CHECK(rendered("yaml", "x: [{% for d in domains %}{% if not loop.first %}, {% endif %}{{ d }}{% endfor %}]\n") ==
        "x: []\n");
  CHECK(rendered("nginx", "server_name{% for d in domains %} {{ d }}{% endfor %};\n", view) ==
        "server_name a.example.com b.example.com c.example.com;\n");
}

TEST_CASE("elif and else take over in order", "[render]") {
  const std::string body =
      "{% if choice %}\na;\n{% elif optional and not boolean %}\nb;\n{% elif items or boolean %}\nc;\n{% else "
      "%}\nd;\n{% endif %}\n";
  Everything view;
  CHECK(rendered("nginx", body, view) == "c;\n");
  view.boolean = false;
  CHECK(rendered("nginx", body, view) == "d;\n");
  view.items.resize(1);
  CHECK(rendered("nginx", body, view) == "c;\n");
  view.optional.emplace();
  CHECK(rendered("nginx", body, view) == "b;\n");
  view.choice = true;
  CHECK(rendered("nginx", body, view) == "a;\n");
}

TEST_CASE("an optional boolean is asked for presence and then for its value", "[render]") {
  const std::string body = "{% if choice %}\n{% if choice %}\nyes;\n{% else %}\nno;\n{% endif %}\n{% endif %}\n";
  Everything view;
  CHECK(rendered("nginx", body, view).empty());
  view.choice = false;
  CHECK(rendered("nginx", body, view) == "no;\n");
  view.choice = true;
  CHECK(rendered("nginx", body, view) == "yes;\n");
}

TEST_CASE("includes and calls are indented by the blanks before them", "[render]") {
  const auto made =
      outcome({{"main", "{% language nginx %}\nhttp {\n  {% include \"part\" %}\n  {% call two(port) %}\n}\n"},
               {"part",
                "{% language nginx %}\nserver {\n  listen {{ port }};\n\n}\n{% macro two(p) %}\na {\n  {% call "
                "three(p) %}\n}\n{% endmacro %}\n{% macro three(q) %}\nb {{ q }};\n{% endmacro %}\n"}},
              {});
  REQUIRE(made.text.has_value());
  CHECK(*made.text == "http {\n  server {\n    listen 8080;\n\n  }\n  a {\n    b 8080;\n  }\n}\n");
}

TEST_CASE("macros take literals and set gives a shorter name", "[render]") {
  CHECK(rendered("nginx",
                 "{% set i = identifier %}\n{% call m(i, \"x-y\", true, 7) %}\n{% macro m(a, b, c, d) %}\n{{ a }}{% if "
                 "c %} {{ b }}-{{ d }}{% endif %};\n{% endmacro %}\n") == "web x-y-7;\n");
}

TEST_CASE("a macro sees the view and its parameters only", "[render]") {
  CHECK(refused(
            "nginx",
            "{% for one in items %}\n{% call m() %}\n{% endfor %}\n{% macro m() %}\n{{ one.id }};\n{% endmacro %}\n") ==
        "template_unknown_name 6:4 there is no value `one` here");
  CHECK(rendered("nginx", "{% call m() %}\n{% macro m() %}\nlisten {{ port }};\n{% endmacro %}\n") == "listen 8080;\n");
}

TEST_CASE("a snippet takes its line and is indented and otherwise untouched", "[render]") {
  Everything view;
  view.snippet.text = "a \"b;\n\n  c;";
  CHECK(rendered("nginx", "server {\n    {{ snippet }}\n    d;\n}\n", view) ==
        "server {\n    a \"b;\n\n      c;\n    d;\n}\n");
  view.snippet.text.clear();
  CHECK(rendered("nginx", "server {\n    {{ snippet }}\n    d;\n}\n", view) == "server {\n    d;\n}\n");
  view.snippet.text = "k: v\n";
  CHECK(rendered("yaml", "a:\n  {{ snippet }}\n  b: 1\n", view) == "a:\n  k: v\n  b: 1\n");
}

TEST_CASE("filters give what their names say", "[render]") {
  Everything view;
  view.domains = {{"a.example.com"}, {"b.example.com"}};
  CHECK(rendered("sh",
                 "a {{ duration|seconds }} {{ duration|minutes }} {{ duration|hours }} {{ duration|days }} {{ "
                 "duration|milliseconds }}\n") == "a 604800 10080 168 7 604800000\n");
  CHECK(rendered("sh", "a {{ size|mib }} {{ size|kib }} {{ size|bytes }}\n") == "a 20 20480 20971520\n");
  CHECK(rendered("sh", "a {{ identifier|upper }} {{ env_name|lower }} {{ boolean|on_off }}\n") ==
        "a WEB secret_key on\n");
  CHECK(rendered("sh",
                 "a {{ domains|join(\",\") }} {{ domains|count }}{% if domains %} {{ domains|first }} {{ domains|last "
                 "}}{% endif %}\n",
                 view) == "a a.example.com,b.example.com 2 a.example.com b.example.com\n");
  CHECK(rendered("sh", "a {{ domains|join(\" \") }}\n", view) == "a 'a.example.com b.example.com'\n");
  CHECK(rendered("sh", "a {{ domains|join(\",\") }}\n") == "a ''\n");
  view.duration.count = 90;
  CHECK(refused("sh", "a {{ duration|minutes }}\n", view) ==
        "value_not_writable 2:3 this value cannot be written in sh: it is not a whole number of minutes");
}

TEST_CASE("durations and sizes are spelt as each language does", "[render]") {
  const auto spelt = [](const std::string& language, std::int64_t seconds, std::int64_t bytes) {
    Everything view;
    view.duration.count = seconds;
    view.size.count = bytes;
    return rendered(language, "a {{ duration }} {{ size }} ;\n", view);
  };
  CHECK(spelt("nginx", 604800, 20 << 20) == "a 7d 20m ;\n");
  CHECK(spelt("nginx", 5400, 1000) == "a 5400s 1000 ;\n");
  CHECK(spelt("haproxy", 90, 1024) == "a 90s 1024 ;\n");
  CHECK(spelt("apache", 3600, 1024) == "a 3600 1024 ;\n");
  CHECK(spelt("sh", 3600, 1024) == "a 3600 1024 ;\n");
  CHECK(spelt("markdown", 604800, 20 << 20) == "a 7 days 20 MiB ;\n");
  CHECK(spelt("markdown", 1, 1) == "a 1 second 1 byte ;\n");
  Everything view;
  CHECK(rendered("compose", "a: {{ duration }}\nb: {{ size }}\n", view) == "a: 168h\nb: 20m\n");
  CHECK(rendered("yaml", "a: {{ duration }}\nb: {{ size }}\n", view) == "a: 168h\nb: 20971520\n");
  CHECK(rendered("json", "{\"a\": {{ duration }}, \"b\": {{ size }}}\n", view) == "{\"a\": 604800, \"b\": 20971520}\n");
}
