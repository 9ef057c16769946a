// Which template line and which values made each line of output; which fields nobody reads; trusted loading.
#include "render/program.h"
#include "tests/catch.h"
#include "tests/unit/render/support.h"

using namespace stackc::render;
using render_test::Everything;

namespace {

constexpr auto origin(std::uint32_t number) { return static_cast<stackc::OriginId>(number); }

struct Route {
  stackc::Traced<Scalar<Kind::url_path>> path;
  stackc::Traced<bool> socket;
  std::optional<stackc::Traced<Seconds>> wait;
};
template <class V>
constexpr void describe(V& view, const Route*) {
  view.field("path", &Route::path);
  view.field("socket", &Route::socket);
  view.field("wait", &Route::wait);
}
struct Site {
  stackc::Traced<Scalar<Kind::domain>> domain;
  stackc::Traced<bool> tls;
  stackc::Traced<std::vector<Route>> routes;
  stackc::Traced<std::string> text;
  stackc::Traced<Snippet> extra;
};
template <class V>
constexpr void describe(V& view, const Site*) {
  view.field("domain", &Site::domain);
  view.field("tls", &Site::tls);
  view.field("routes", &Site::routes);
  view.field("text", &Site::text);
  view.field("extra", &Site::extra);
}

Site site() {
  Site made;
  made.domain = {{"a.example.com"}, origin(1)};
  made.tls = {true, origin(2)};
  made.routes.origin = origin(3);
  made.routes.value.push_back({{{"/a"}, origin(4)}, {true, origin(5)}, stackc::Traced<Seconds>{{5}, origin(6)}});
  made.routes.value.push_back({{{"/b"}, origin(7)}, {false, origin(8)}, std::nullopt});
  made.text = {"x", origin(9)};
  made.extra = {{"e;\nf;\n"}, origin(10)};
  return made;
}

stackc::Origins origins_of_test() {
  stackc::Origins origins;
  for (int i = 0; i < 20; ++i)
    origins.add(stackc::Catalogue{"entry", std::to_string(i)});
  return origins;
}

struct Made {
  stackc::Sources sources;
  stackc::Diagnostics diagnostics;
  std::optional<Rendered> rendered;
};

/// `line text <- template line [origins]`, one line for each line of output.
std::string map_of(const std::string& body, const Site& view, const std::string& language = "nginx") {
  Made made;
  TemplateLibrary library;
  const std::string text = "{% language " + language + " %}\n" + body;
  library.add_builtin("main", text);
  library.add_builtin("part", "{% language nginx %}\npart {{ domain }};\n");
  const auto loaded = load(library, "main", type_of<Site>(), made.sources, made.diagnostics);
  for (const auto& one : made.diagnostics.all())
    UNSCOPED_INFO(one.message);
  REQUIRE(loaded);
  made.rendered = stackc::render::render(*loaded, value_of(view), origins_of_test(), made.diagnostics);
  REQUIRE(made.rendered);
  std::string map;
  std::size_t at = 0;
  for (const LineOrigin& line : made.rendered->lines) {
    const std::size_t end = made.rendered->text.find('\n', at);
    REQUIRE(end != std::string::npos);
    map += made.rendered->text.substr(at, end - at) + " <- " + std::string(made.sources.name(line.source)) + ":" +
           std::to_string(line.line) + " [";
    for (const stackc::OriginId one : made.rendered->origins_of(line))
      map += std::to_string(static_cast<std::uint32_t>(one)) + " ";
    map += "]\n";
    at = end + 1;
  }
  // Every byte of output belongs to a line.
  CHECK(at == made.rendered->text.size());
  return map;
}

}  // namespace

TEST_CASE("each line of output knows its template line and the values in it", "[render]") {
  CHECK(map_of("a;\n\n{{ domain }} x {{ text }} {{ domain }};\n", site()) ==
        "a; <- main:2 []\n"
        " <- main:3 []\n"
        "a.example.com x x a.example.com; <- main:4 [1 9 ]\n");
}

TEST_CASE("each line of output knows the conditions and loops around it", "[render]") {
  CHECK(map_of("{% for r in routes %}\nlocation {{ r.path }} {\n  {% if r.socket %}\n  up;\n  {% elif tls %}\n  tls;\n "
               " {% endif %}\n}\n{% endfor %}\nend;\n",
               site()) ==
        "location /a { <- main:3 [3 4 ]\n"
        "  up; <- main:5 [3 5 ]\n"
        "} <- main:9 [3 ]\n"
        "location /b { <- main:3 [3 7 ]\n"
        "  tls; <- main:7 [3 8 2 ]\n"
        "} <- main:9 [3 ]\n"
        "end; <- main:11 []\n");
}

TEST_CASE("a condition inside a line belongs to the line whatever its answer", "[render]") {
  Site view = site();
  CHECK(map_of("listen 80{% if tls %} ssl{% endif %};\nx;\n", view) ==
        "listen 80 ssl; <- main:2 [2 ]\nx; <- main:3 []\n");
  view.tls.value = false;
  CHECK(map_of("listen 80{% if tls %} ssl{% endif %};\nx;\n", view) == "listen 80; <- main:2 [2 ]\nx; <- main:3 []\n");
  view.routes.value.clear();
  CHECK(map_of("a{% for r in routes %} {{ r.path }}{% endfor %};\n", view) == "a; <- main:2 [3 ]\n");
}

TEST_CASE("lines of included templates and of snippets know where they come from", "[render]") {
  CHECK(map_of("{% if tls %}\n  {% include \"part\" %}\n{% endif %}\n  {{ extra }}\n", site()) ==
        "  part a.example.com; <- part:2 [2 1 ]\n"
        "  e; <- main:5 [10 ]\n"
        "  f; <- main:5 [10 ]\n");
}

TEST_CASE("a value of several lines has as many lines in the map", "[render]") {
  Site view = site();
  view.text.value = "1\n2\n3";
  CHECK(map_of("a {{ text }} b\nc\n", view, "sh") ==
        "a '1 <- main:2 [9 ]\n2 <- main:2 [9 ]\n3' b <- main:2 [9 ]\nc <- main:3 []\n");
}

TEST_CASE("a value that cannot be written is reported where it was written and where it was to go", "[render]") {
  stackc::Sources sources;
  stackc::Diagnostics diagnostics;
  const stackc::SourceId stack = sources.add("stack.yaml", "text: \"$x\"\n");
  stackc::Origins origins;
  Site view = site();
  view.text = {"$x", origins.add(stackc::Written{{stack, 6, 10}})};
  TemplateLibrary library;
  library.add_builtin("main", "{% language nginx %}\na {{ text }};\n");
  const auto loaded = load(library, "main", type_of<Site>(), sources, diagnostics);
  REQUIRE(loaded);
  CHECK_FALSE(stackc::render::render(*loaded, value_of(view), origins, diagnostics).has_value());
  REQUIRE(diagnostics.size() == 1);
  const stackc::Diagnostic& said = diagnostics.all().front();
  CHECK(said.rule == stackc::Rule::value_not_writable);
  CHECK(said.at == stackc::Span{stack, 6, 10});
  REQUIRE(said.notes.size() == 1);
  CHECK(sources.position(said.notes[0].span.source, said.notes[0].span.begin) == stackc::Position{2, 3});
}

TEST_CASE("a value that is not what its kind promises is refused", "[render]") {
  Everything view;
  view.domain.text = "a.com; evil";
  CHECK(render_test::refused("nginx", "a x{{ domain }};\n", view) ==
        "value_not_writable 2:4 this value cannot be written in nginx: it is not what its kind promises");
  view.domain.text.clear();
  CHECK(render_test::refused("sh", "a {{ domain }}\n", view).find("not what its kind promises") != std::string::npos);
  view.domains = {{"ok"}, {"$(id)"}};
  CHECK(render_test::refused("sh", "a x{{ domains|join(\",\") }}\n", view).find("one of its parts") !=
        std::string::npos);
}

TEST_CASE("fields that no template reads are told", "[render]") {
  TemplateLibrary library;
  library.add_builtin("one", "{% language nginx %}\na {{ domain }};\n");
  library.add_builtin("two", "{% language nginx %}\n{% for r in routes %}\na {{ r.path }};\n{% endfor %}\n");
  stackc::Sources sources;
  stackc::Diagnostics diagnostics;
  std::vector<Template> loaded = {*load(library, "one", type_of<Site>(), sources, diagnostics),
                                  *load(library, "two", type_of<Site>(), sources, diagnostics)};
  CHECK(unused_fields(type_of<Site>(), loaded) ==
        std::vector<std::string>{"tls", "routes.socket", "routes.wait", "text", "extra"});
  loaded.pop_back();
  CHECK(unused_fields(type_of<Site>(), loaded) == std::vector<std::string>{"tls", "routes", "text", "extra"});
}

TEST_CASE("a project's own template is proven although the built-in one that it replaces was", "[render]") {
  TemplateLibrary library;
  constexpr std::string_view files[] = {"main"};
  stackc::render::CompiledProgram compiled;
  compiled.language = "nginx";
  compiled.files = files;
  library.add_builtin("main", "{% language nginx %}\na;\n", &compiled, &type_of<Everything>());
  library.add_own("main", "{% language nginx %}\na \"{{ text }}\";\n", "deploy/templates/main");
  stackc::Sources sources;
  stackc::Diagnostics diagnostics;
  CHECK_FALSE(load(library, "main", type_of<Everything>(), sources, diagnostics).has_value());
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics.all().front().rule == stackc::Rule::template_unsafe_hole);
  CHECK(sources.name(diagnostics.all().front().at.source) == "deploy/templates/main");
}
